//! Why an archive was not unpacked.

use crate::hidden;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::{Action, FileError};
use crate::version::Version;
use std::io;
use std::path::PathBuf;

/// An archive that could not be turned into a tree.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are no sound archive: cut off, or changed on the way.
    Damaged(Damage),
    /// A sound archive holds what no toolchain holds.
    Refused {
        /// The entry's name, made printable.
        entry: String,
        /// Why not.
        refusal: Refusal,
    },
    /// The tree is not the toolchain that was ordered.
    NotRelease {
        /// What was ordered.
        version: Version,
        /// What was found in its place.
        found: Found,
    },
    /// This machine could not read or write.
    Io(#[from] FileError),
}

/// How an archive is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// It ends before it is complete.
    Truncated,
    /// Bytes follow its end.
    Trailing,
    /// It does not begin as an archive does.
    Foreign,
    /// A checksum inside it does not fit.
    Checksum,
    /// It is larger than any archive of its kind.
    Oversized,
    /// It ends otherwise than was said while it came.
    End,
    /// Two of its headers say different things of one file.
    Headers,
    /// A file in it is longer or shorter than it says.
    Length,
    /// Its structure is invalid; in the words of the reader.
    Malformed(String),
}

/// Why an entry is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Outside `go/`.
    Outside,
    /// Outside the folder that everything in the zip of a module lies in.
    Elsewhere,
    /// A `go.mod` under its own name, which in the zip of a toolchain is `_go.mod`.
    GoMod,
    /// Encrypted, or packed by a method other than deflate.
    Packing,
    /// Made of bytes that belong to another entry too.
    Overlap,
    /// A name that is not portable or not safe: `..`, a drive, a device name, not UTF-8.
    Name,
    /// There twice, perhaps but for upper and lower case.
    Twice,
    /// A link that does not lead to a file or folder of the archive.
    LinkLeaves,
    /// Neither a file, a folder nor a symbolic link.
    Kind,
    /// One entry more than a toolchain has.
    TooMany,
    /// More bytes than a toolchain has.
    TooLarge,
}

/// What stands where the ordered toolchain should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// There is no `bin/go`.
    NoGo,
    /// There is no `VERSION`.
    NoVersion,
    /// `VERSION` says something else.
    Other(String),
}

impl Error {
    /// Whether the fault is this machine's (a full disk), so that other bytes would fare no better.
    pub fn is_local(&self) -> bool {
        matches!(self, Error::Io { .. })
    }

    pub(super) fn io(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }

    pub(super) fn refused(entry: &[u8], refusal: Refusal) -> Self {
        let entry: String = String::from_utf8_lossy(entry).chars().take(200).collect();
        Self::Refused { entry, refusal }
    }

    /// What reading a stream of the archive failed with. The streams of this module speak of damage only.
    pub(super) fn reading(error: io::Error) -> Self {
        let fallback = error.kind();
        let damage = match error.into_inner().map(<dyn std::error::Error + Send + Sync>::downcast::<Damage>) {
            Some(Ok(damage)) => *damage,
            Some(Err(other)) => Damage::malformed(&other),
            None if fallback == io::ErrorKind::UnexpectedEof => Damage::Truncated,
            None => Damage::Malformed(fallback.to_string()),
        };
        Self::Damaged(damage)
    }
}

impl Damage {
    /// In the words of a library, which may quote the archive: made fit for a terminal.
    pub(super) fn malformed(words: &impl ToString) -> Self {
        let words = words.to_string();
        let words: String = words.chars().take(200).collect();
        Self::Malformed(hidden::shown(&words).into_owned())
    }
}

impl std::error::Error for Damage {}

impl From<Damage> for io::Error {
    fn from(damage: Damage) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, damage)
    }
}

impl From<Damage> for Error {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

displayed!(Error, Damage, Refusal, Found);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Damaged(damage) => say!(
                lang,
                "the archive is damaged: {damage}",
                "归档已损坏：{damage}",
                damage = damage.message(lang)
            ),
            Self::Refused { entry, refusal } => say!(
                lang,
                "the archive contains {entry:?}, which {refusal}",
                "归档中的 {entry:?} {refusal}",
                refusal = refusal.message(lang)
            ),
            Self::NotRelease { version, found } => say!(
                lang,
                "the archive is not go{version}: {found}",
                "该归档不是 go{version}：{found}",
                found = found.message(lang)
            ),
            Self::Io(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Io(error) => error.hints(lang),
            // This very archive is what was published, so no other source has a better one.
            Self::Damaged(_) | Self::Refused { .. } | Self::NotRelease { .. } => {
                vec![Hint::words(say!(
                    lang,
                    "the archive is exactly what was published: the operator of the origin has to correct it",
                    "该归档与所发布的完全一致，须由发布源的维护者更正"
                ))]
            }
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Damage {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Truncated => say!(lang, "it ends too early", "提前结束"),
            Self::Trailing => say!(lang, "data follows its end", "结尾之后还有内容"),
            Self::Foreign => {
                say!(lang, "it is not an archive of the kind its name says", "不是其名称所示的归档格式")
            }
            Self::Checksum => say!(lang, "a checksum in it does not match", "其中的校验和不符"),
            Self::Oversized => {
                say!(lang, "it is larger than any toolchain's archive", "大于任何工具链的归档")
            }
            Self::End => say!(
                lang,
                "its end does not match what was announced during the download",
                "结尾与传输途中所声明的不符"
            ),
            Self::Headers => say!(lang, "its headers contradict each other", "其中的文件头互相矛盾"),
            Self::Length => {
                say!(
                    lang,
                    "a file in it has another length than declared",
                    "其中某个文件的长度与所声明的不符"
                )
            }
            Self::Malformed(what) => what.clone(),
        }
    }
}

impl Refusal {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Outside => say!(lang, "is not below go/", "不在 go/ 之下"),
            Self::Elsewhere => {
                say!(lang, "is not below the directory of the module", "不在该模块的目录之下")
            }
            Self::GoMod => {
                say!(lang, "is a go.mod that is not named _go.mod", "是 go.mod，却未以 _go.mod 为名")
            }
            Self::Packing => say!(
                lang,
                "is encrypted, or compressed by an unknown method",
                "已加密，或使用了未知的压缩方法"
            ),
            Self::Overlap => say!(lang, "shares its bytes with another entry", "与其他内容共用同一段字节"),
            Self::Name => say!(lang, "is not a safe file name", "不是安全的文件名"),
            Self::Twice => say!(
                lang,
                "occurs twice (perhaps with other upper and lower case)",
                "重复出现（或仅大小写不同）"
            ),
            Self::LinkLeaves => {
                say!(lang, "is a link whose target is not in the archive", "是链接，但其目标不在归档之中")
            }
            Self::Kind => say!(lang, "is neither a file nor a directory", "既不是文件也不是目录"),
            Self::TooMany => {
                say!(lang, "is one entry more than any toolchain has", "使条目数超过任何工具链所有")
            }
            Self::TooLarge => say!(lang, "is larger than any toolchain", "大于任何工具链"),
        }
    }
}

impl Found {
    /// What it is, in a sentence about the archive or the folder.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoGo => say!(lang, "it has no bin/go", "其中没有 bin/go"),
            Self::NoVersion => say!(lang, "it has no VERSION file", "其中没有 VERSION 文件"),
            Self::Other(text) => {
                say!(lang, "its VERSION file says {text:?}", "其 VERSION 文件写的是 {text:?}")
            }
        }
    }
}
