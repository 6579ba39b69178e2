//! What is known of an origin's releases, and what had to be fallen back on.

use super::{Basis, Error, Release};
use crate::golang::toolchain::LISTED;
use crate::lang::{Explain, Lang, say};
use crate::version::Version;
use std::sync::Arc;

/// Something the catalog had to fall back on, for the user to know.
#[derive(Debug)]
pub enum Note {
    /// `GV_OFFLINE` is set, and what is known is older than it should be.
    Offline {
        /// What is used instead.
        basis: Basis,
    },
    /// The origin could not be asked.
    NotAsked {
        /// What is used instead.
        basis: Basis,
        /// Why.
        cause: Arc<Error>,
    },
    /// The origin has no list of its releases: which versions there are is taken from elsewhere.
    Unlisted {
        /// The origin.
        origin: String,
        /// Where they are taken from.
        basis: Basis,
        /// The newest of them.
        newest: Option<Version>,
    },
    /// A GOPROXY's list of toolchains is longer than any such list, and was passed over.
    ListTooLong {
        /// The address of the list.
        list: String,
    },
}

/// The releases of an index, or none of them when all there is is the manifest.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub releases: Vec<Release>,
    pub basis: Basis,
    pub notes: Vec<Note>,
    /// Whether the origin has archives and no list of them.
    pub unlisted: bool,
}

impl Note {
    /// What the list of releases is taken from, and why.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Offline { basis } => say!(
                lang,
                "offline (GV_OFFLINE): using {basis}",
                "离线（GV_OFFLINE）：依据{basis}",
                basis = basis.message(lang)
            ),
            Self::NotAsked { basis, cause } => say!(
                lang,
                "using {basis}: {cause}",
                "依据{basis}：{cause}",
                basis = basis.message(lang),
                cause = cause.message(lang)
            ),
            Self::Unlisted { origin, basis, newest: Some(newest) } => say!(
                lang,
                "{origin} has no release list: using {basis}, whose newest is go{newest}; name a newer version in full",
                "{origin} 没有版本列表：依据{basis}，其中最新的是 go{newest}；更新的版本请写出完整版本号",
                basis = basis.message(lang)
            ),
            Self::Unlisted { origin, basis, newest: None } => say!(
                lang,
                "{origin} has no release list: using {basis}",
                "{origin} 没有版本列表：依据{basis}",
                basis = basis.message(lang)
            ),
            Self::ListTooLong { list } => say!(
                lang,
                "{list} has more than {LISTED} lines and was ignored: it is not a list of toolchains",
                "{list} 超过 {LISTED} 行，已忽略：它不是工具链列表"
            ),
        }
    }
}
