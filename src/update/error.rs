//! Why gv was not updated.

use super::signed_list::BadList;
use crate::fetch;
use crate::golang::{database as gosumdb, goproxy};
use crate::lang::{Explain, Hint, Lang, between, code, displayed, say};
use crate::release::{BadPlace, database};
use crate::system::FileError;
use crate::unpack;
use crate::verify::Sha256;
use semver::Version;

/// An update that did not happen. The installed gv is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// This build has no key for releases.
    NoKey,
    /// Nothing names a place of releases.
    NoSource,
    /// This build names no Go module for its releases.
    NoModule,
    /// GOPROXY lists no proxy.
    NoProxy {
        /// GOPROXY, without credentials.
        list: String,
    },
    /// An address that cannot be used.
    Place {
        /// What is wrong with it.
        bad: BadPlace,
    },
    /// The version that was typed is none.
    BadVersion {
        /// As it was typed.
        text: String,
    },
    /// The file `VERSION` holds no version.
    NotVersion {
        /// Its address, without credentials.
        place: String,
        /// What it holds.
        text: String,
    },
    /// A proxy lists no version of gv.
    NothingListed {
        /// The address of the list, without credentials.
        url: String,
    },
    /// The newest release is older than this gv.
    Older {
        /// The newest one there.
        newest: Version,
        /// This one.
        own: Version,
    },
    /// There is no such release.
    NoRelease {
        /// Which one.
        version: Version,
        /// The place that has none.
        place: String,
    },
    /// The release has no archive for this machine.
    NoArchive {
        /// The release.
        version: Version,
        /// This machine.
        target: String,
    },
    /// The list of a release has no signature.
    Unsigned {
        /// The list.
        url: String,
    },
    /// The list of a release is not accepted.
    List {
        /// The list.
        url: String,
        /// The release.
        version: Version,
        /// Why not.
        why: BadList,
    },
    /// The archive is not the signed one.
    Mismatch {
        /// The archive.
        file: String,
        /// The sources of its bytes.
        sources: Vec<String>,
        /// Its hash.
        actual: Sha256,
        /// The signed hash.
        expected: Sha256,
    },
    /// A module zip is not the one that the checksum database lists.
    NotAsListed {
        /// The module and its version.
        file: String,
        /// The proxy.
        proxy: String,
        /// The database.
        database: String,
    },
    /// The signed archive does not hold both programs.
    NoPrograms {
        /// The archive.
        file: String,
    },
    /// The signed archive cannot be read.
    Unreadable {
        /// The archive.
        file: String,
        /// In the words of the library.
        why: String,
    },
    /// A download failed.
    Fetch(#[from] fetch::Error),
    /// The checksum database did not prove the module.
    Database(database::Error),
    /// The value of GOPROXY.
    GoProxy(goproxy::Error),
    /// The value of GOSUMDB.
    GoSumDb(gosumdb::Error),
    /// A module zip.
    Unpack(unpack::Error),
    /// A file operation failed.
    Io(#[from] FileError),
}

impl Error {
    pub(super) fn io(
        action: crate::system::Action,
        path: impl Into<std::path::PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        FileError::of(action, path)
    }

    /// Whether a source served something that is not the release.
    pub fn is_forgery(&self) -> bool {
        self.code() == code::PROOF
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoKey => say!(
                lang,
                "this gv was built without a release key, so it cannot verify a new version of itself",
                "此 gv 构建时没有设置发行密钥，无法校验自身的新版本"
            ),
            Self::NoSource => say!(
                lang,
                "no place of gv releases is set: not by --from, GV_DOWNLOAD_BASE, [self] base or this build",
                "没有设置 gv 发行版的位置：--from、GV_DOWNLOAD_BASE、[self] base 与此构建均未指定"
            ),
            Self::NoModule => say!(
                lang,
                "this gv was built without the name of a Go module for its releases, so it cannot use GOPROXY",
                "此 gv 构建时没有指定发行版所在的 Go 模块，无法使用 GOPROXY"
            ),
            Self::NoProxy { list } => {
                say!(lang, "GOPROXY={list} contains no module proxy", "GOPROXY={list} 中没有模块代理")
            }
            Self::Place { bad } => bad.message(lang),
            Self::BadVersion { text } => {
                say!(lang, "{text:?} is not a version of gv", "{text:?} 不是 gv 的版本号")
            }
            Self::NotVersion { place, text } => say!(
                lang,
                "{place} contains {text:?}, which is not a version of gv",
                "{place} 的内容 {text:?} 不是 gv 的版本号",
                text = text.chars().take(60).collect::<String>()
            ),
            Self::NothingListed { url } => {
                say!(lang, "{url} lists no version of gv", "{url} 未列出 gv 的任何版本")
            }
            Self::Older { newest, own } => say!(
                lang,
                "the newest gv there is {newest}, which is older than this gv {own}; it was not installed",
                "那里最新的 gv 是 {newest}，比当前的 gv {own} 旧，未予安装"
            ),
            Self::NoRelease { version, place } => {
                say!(lang, "{place} has no gv {version}", "{place} 没有 gv {version}")
            }
            Self::NoArchive { version, target } => say!(
                lang,
                "gv {version} has no archive for {target}",
                "gv {version} 没有适用于 {target} 的归档"
            ),
            Self::Unsigned { url } => {
                say!(lang, "{url} has no signature; nothing was installed", "{url} 没有签名，未安装任何内容")
            }
            Self::List { url, version, why } => say!(
                lang,
                "{url} does not prove gv {version}: {why}; nothing was installed",
                "{url} 不能证明 gv {version}：{why}，未安装任何内容",
                why = why.message(lang)
            ),
            Self::Mismatch { file, sources, actual, expected } => say!(
                lang,
                "{file} from {sources} has SHA-256 {actual}, the signed list has {expected}; nothing was installed",
                "来自 {sources} 的 {file} 的 SHA-256 为 {actual}，签名列表中为 {expected}，未安装任何内容",
                sources = sources.join(&between(lang))
            ),
            Self::NotAsListed { file, proxy, database } => say!(
                lang,
                "{file} from {proxy} is not what {database} lists; nothing was installed",
                "来自 {proxy} 的 {file} 与 {database} 的记录不符，未安装任何内容"
            ),
            Self::NoPrograms { file } => {
                say!(lang, "{file} does not contain gv and gv-shim", "{file} 中没有 gv 与 gv-shim")
            }
            Self::Unreadable { file, why } => {
                say!(lang, "{file} cannot be unpacked: {why}", "无法解包 {file}：{why}")
            }
            Self::Fetch(error) => error.message(lang),
            Self::Database(error) => error.message(lang),
            Self::GoProxy(error) => error.message(lang),
            Self::GoSumDb(error) => error.message(lang),
            Self::Unpack(error) => error.message(lang),
            Self::Io(error) => error.message(lang),
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Fetch(error) => error.details(lang),
            Self::Database(error) => error.details(lang),
            _ => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::NoKey => vec![
                Hint::command("gv version --verbose"),
                Hint::words(say!(
                    lang,
                    "install a release of gv with install.sh or install.ps1, or build the new version as you built this one",
                    "用 install.sh 或 install.ps1 安装 gv 的发行版，或以同样方式构建新版本"
                )),
            ],
            Self::NoSource | Self::NoModule => vec![Hint::words(say!(
                lang,
                "name the place of the releases: gv self update --from https://HOST/PATH",
                "指定发行版的位置：gv self update --from https://HOST/PATH"
            ))],
            Self::NoProxy { .. } => vec![Hint::words(say!(
                lang,
                "set GOPROXY to a module proxy: {example}",
                "将 GOPROXY 设为模块代理：{example}",
                example = "gv env set --user GOPROXY=https://proxy.golang.org,direct"
            ))],
            Self::Place { .. } | Self::BadVersion { .. } => vec![Hint::command("gv self update --help")],
            Self::Older { newest, .. } => vec![Hint::words(say!(
                lang,
                "to install the older version on purpose: gv self update {newest}",
                "如需有意安装旧版本：gv self update {newest}"
            ))],
            Self::NoRelease { .. } => vec![Hint::command("gv self update --check")],
            Self::Fetch(error) => error.hints(lang),
            Self::Database(error) => error.hints(lang),
            Self::GoProxy(error) => error.hints(lang),
            Self::GoSumDb(error) => error.hints(lang),
            Self::Io(error) => error.hints(lang),
            Self::NotVersion { .. }
            | Self::NothingListed { .. }
            | Self::NoArchive { .. }
            | Self::Unsigned { .. }
            | Self::List { .. }
            | Self::Mismatch { .. }
            | Self::NotAsListed { .. }
            | Self::NoPrograms { .. }
            | Self::Unreadable { .. }
            | Self::Unpack(_) => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Place { .. } | Self::BadVersion { .. } => code::USAGE,
            Self::NoRelease { .. } | Self::NoArchive { .. } => code::MISSING,
            Self::Older { .. }
            | Self::Unsigned { .. }
            | Self::List { .. }
            | Self::Mismatch { .. }
            | Self::NotAsListed { .. } => code::PROOF,
            Self::Fetch(error) => error.code(),
            Self::Database(error) => error.code(),
            Self::GoProxy(error) => error.code(),
            Self::GoSumDb(error) => error.code(),
            Self::Unpack(error) => error.code(),
            Self::Io(error) => error.code(),
            Self::NoKey
            | Self::NoSource
            | Self::NoModule
            | Self::NoProxy { .. }
            | Self::NotVersion { .. }
            | Self::NothingListed { .. }
            | Self::NoPrograms { .. }
            | Self::Unreadable { .. } => code::FAILED,
        }
    }
}

impl BadList {
    /// What is wrong with the list.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Signature(bad) => bad.message(lang),
            Self::OtherRelease { name } => {
                say!(
                    lang,
                    "it is the signed list of another release ({name})",
                    "它是另一个版本的签名列表（{name}）"
                )
            }
            Self::Malformed { line } => {
                say!(lang, "line {line} is not a hash and a name", "第 {line} 行不是哈希与文件名")
            }
        }
    }
}
