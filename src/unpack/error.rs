//! Why an archive was not unpacked.

use crate::version::Version;
use std::path::PathBuf;
use std::{fmt, io};

/// An archive that could not be turned into a tree.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are no sound archive: cut off, or changed on the way.
    #[error("the archive is damaged: {0}")]
    Damaged(Damage),
    /// A sound archive holds what no toolchain holds.
    #[error("the archive holds {entry:?}, which {refusal}")]
    Refused {
        /// The entry's name, made printable.
        entry: String,
        /// Why not.
        refusal: Refusal,
    },
    /// The tree is not the toolchain that was ordered.
    #[error("the archive is not go{version}: {found}")]
    NotRelease {
        /// What was ordered.
        version: Version,
        /// What was found in its place.
        found: Found,
    },
    /// This machine could not read or write.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried: `write`, `create`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
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
    /// Its structure makes no sense; in the words of whoever reads it.
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

    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
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
        let fit = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
        Self::Malformed(words.chars().take(200).map(fit).collect())
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

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Damage::Truncated => "it ends too early",
            Damage::Trailing => "it goes on after its end",
            Damage::Foreign => "it is no archive of the kind its name says",
            Damage::Checksum => "a checksum in it does not fit",
            Damage::Oversized => "it is larger than that of any toolchain",
            Damage::End => "it does not end as was said while it came",
            Damage::Headers => "its headers contradict each other",
            Damage::Length => "a file in it is not as long as it says",
            Damage::Malformed(what) => what,
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Outside => "is not below go/",
            Refusal::Elsewhere => "is not below the folder of the module",
            Refusal::GoMod => "is a go.mod that is not called _go.mod",
            Refusal::Packing => "is encrypted, or compressed by an unknown method",
            Refusal::Overlap => "shares its bytes with something else",
            Refusal::Name => "is no safe file name",
            Refusal::Twice => "is there twice (or but for upper and lower case)",
            Refusal::LinkLeaves => "is a link that leads to nothing in the archive",
            Refusal::Kind => "is neither a file nor a folder",
            Refusal::TooMany => "is one entry more than any toolchain has",
            Refusal::TooLarge => "is larger than any toolchain",
        })
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::NoGo => f.write_str("it holds no bin/go"),
            Found::NoVersion => f.write_str("it holds no VERSION file"),
            Found::Other(text) => write!(f, "its VERSION file says {text:?}"),
        }
    }
}
