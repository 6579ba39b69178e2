//! Toolchains on disk. A folder of the store is a complete GOROOT or absent: nothing else is ever listed.

pub mod cache;
mod commit;
mod contents;
mod current;
mod editor;
mod import;
mod installed;
mod linked;
mod lock;
mod names;
mod receipt;
mod remove;
mod stage;
mod sweep;

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Io(error) => error.message(lang),
            Self::Occupied { path } => say!(
                lang,
                "{path} already exists and was not created by gv",
                "{path} 已存在，且不是 gv 创建的",
                path = path.display()
            ),
            Self::NoLinks { path, .. } => {
                say!(lang, "cannot create a link at {path}", "无法在 {path} 建立链接", path = path.display())
            }
            Self::OfAnother { path, owner: None } => say!(
                lang,
                "{path} belongs to another user; only that user can remove it",
                "{path} 属于另一个用户，只有该用户可以删除",
                path = path.display()
            ),
            Self::OfAnother { path, owner: Some(owner) } => say!(
                lang,
                "{path} belongs to another user (number {owner}); only that user can remove it",
                "{path} 属于另一个用户（编号 {owner}），只有该用户可以删除",
                path = path.display()
            ),
            Self::SharedStays { path } => say!(
                lang,
                "{path} is in a shared store, which gv does not change from here",
                "{path} 位于共享存储中，gv 不会从这里更改它",
                path = path.display()
            ),
            Self::NotInstalled { version } => {
                say!(lang, "go{version} is not installed", "go{version} 尚未安装")
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Io(error) => error.hints(lang),
            Self::Occupied { .. } => {
                vec![Hint::words(say!(
                    lang,
                    "move it away, then run the command again",
                    "将其移走后重新运行该命令"
                ))]
            }
            Self::NoLinks { target, .. } => {
                vec![Hint::command(format!("gv import {}", Shell::USUAL.path(target)))]
            }
            Self::OfAnother { path, .. } => {
                let version = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                vec![Hint::words(say!(
                    lang,
                    "as that user: gv uninstall {version}",
                    "以该用户身份执行：gv uninstall {version}"
                ))]
            }
            Self::SharedStays { .. } | Self::NotInstalled { .. } => vec![Hint::command("gv ls")],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Io { .. }
            | Self::Occupied { .. }
            | Self::NoLinks { .. }
            | Self::OfAnother { .. }
            | Self::SharedStays { .. } => code::FAILED,
            Self::NotInstalled { .. } => code::MISSING,
        }
    }
}

#[cfg(test)]
mod testing;
mod workshop;

pub use commit::Committed;
pub use contents::{Contents, contents};
pub use current::DefaultKept;
pub use editor::EditorRoot;
pub use import::Adoption;
pub use installed::Toolchain;
pub use linked::Linked;
pub use lock::VersionLock;
pub use names::{PARTIAL, owns};
pub use receipt::{Delivery, Origin, Receipt, not_verified};
pub use stage::Stage;
pub use workshop::Workshop;

use crate::home::Home;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::rights;
use crate::system::{Action, FileError};
use crate::version::Version;
use std::io;
use std::path::PathBuf;

/// The store of one home. It holds no state: two of the same home are the same store.
#[derive(Debug, Clone)]
pub struct Store {
    home: Home,
}

/// What can go wrong with the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file operation failed.
    Io(#[from] FileError),
    /// Something that gv has not made stands where a toolchain, or the link to one, should be.
    Occupied {
        /// What is there.
        path: PathBuf,
    },
    /// The file system has no links, so a toolchain elsewhere can be copied only.
    NoLinks {
        /// Where the link should be.
        path: PathBuf,
        /// The folder that it should lead to.
        target: PathBuf,
    },
    /// A toolchain whose files this user cannot remove.
    OfAnother {
        /// The toolchain.
        path: PathBuf,
        /// The number of that user.
        owner: Option<u32>,
    },
    /// A toolchain of a shared store is changed by its administrator only.
    SharedStays {
        /// The toolchain.
        path: PathBuf,
    },
    /// The version is not in the store.
    NotInstalled {
        /// The version asked for.
        version: Version,
    },
}

impl Error {
    /// Whether the system refused because this user, or the disk, may not be written to.
    pub fn is_closed(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let Self::Io(error) = self else { return false };
        matches!(error.source.kind(), PermissionDenied | ReadOnlyFilesystem)
    }

    pub(crate) fn io(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

impl Store {
    /// The store of a home, there or not.
    pub fn of(home: &Home) -> Self {
        Self { home: home.clone() }
    }

    /// Whether this user can install and remove here. Where it is not so, as in a store that is shared or lies on a
    /// read-only disk, toolchains can be listed and run all the same.
    pub fn is_writable(&self) -> bool {
        [self.home.versions(), self.home.locks()].iter().all(|folder| rights::can_make_in(folder))
    }

    /// The home it belongs to.
    pub fn home(&self) -> &Home {
        &self.home
    }
}
