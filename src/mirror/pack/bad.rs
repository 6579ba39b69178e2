//! What is wrong with a packed mirror.

use crate::lang::{Lang, code, displayed, say};

/// Why a pack is not unpacked.
#[derive(Debug, thiserror::Error)]
pub enum BadPack {
    /// It is no pack.
    NotPack,
    /// It ends early, or holds something else than its list says.
    Damaged {
        /// Where.
        path: String,
    },
    /// A file that no mirror has.
    Foreign {
        /// Its path.
        path: String,
    },
    /// Its hash is not the one that was given.
    Hash {
        /// The one it has.
        actual: String,
    },
    /// An archive that is not the release.
    NotRelease {
        /// The file.
        file: String,
    },
    /// A module that is not what the checksum database has.
    NotModule {
        /// The file.
        file: String,
        /// Why not, if more is known.
        why: Option<String>,
    },
}

displayed!(BadPack);

impl BadPack {
    /// What is wrong, as the rest of a sentence about the file.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotPack => {
                say!(lang, "not a mirror that gv mirror pack made", "不是由 gv mirror pack 打包的镜像")
            }
            Self::Damaged { path } => {
                say!(lang, "damaged at {path}; copy it again", "在 {path} 处已损坏；请重新复制")
            }
            Self::Foreign { path } => {
                say!(lang, "contains {path:?}, which no mirror has", "含有不属于镜像的文件 {path:?}")
            }
            Self::Hash { actual } => {
                say!(lang, "has the SHA-256 {actual}, not the one given", "SHA-256 为 {actual}，与给出的不同")
            }
            Self::NotRelease { file } => say!(
                lang,
                "{file} is not the release of go.dev: the built-in release list has another hash",
                "{file} 与 go.dev 发布的不一致：内置版本列表中的哈希不同"
            ),
            Self::NotModule { file, why } => {
                let why = why.as_deref().unwrap_or_default();
                let separator = if why.is_empty() { "" } else { ": " };
                say!(
                    lang,
                    "{file} does not match the checksum database{separator}{why}",
                    "{file} 与校验和数据库不一致{separator}{why}"
                )
            }
        }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::NotPack | Self::Foreign { .. } => code::FAILED,
            Self::Damaged { .. } | Self::Hash { .. } | Self::NotRelease { .. } | Self::NotModule { .. } => {
                code::PROOF
            }
        }
    }
}
