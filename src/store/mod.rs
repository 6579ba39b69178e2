//! Toolchains on disk. A folder of the store is a complete GOROOT or absent: nothing else is ever listed.

pub mod cache;
mod commit;
mod contents;
mod current;
mod import;
mod installed;
mod lock;
mod receipt;
mod remove;
mod stage;
mod sweep;
#[cfg(test)]
mod testing;

pub use commit::Committed;
pub use contents::{Contents, contents};
pub use current::Kept;
pub use import::{Adoption, Origin};
pub use installed::Toolchain;
pub use lock::VersionLock;
pub use receipt::{Delivery, Receipt};
pub use stage::Stage;
pub use sweep::owns;

use crate::home::Home;
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
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried: `read`, `link`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something that gv has not made stands where a toolchain, or the link to one, should be.
    #[error("{path} is in the way: gv has not made it", path = path.display())]
    Occupied {
        /// What is there.
        path: PathBuf,
    },
    /// The file system has no links, so a toolchain elsewhere can be copied only.
    #[error("no link can be made at {path}", path = path.display())]
    NoLinks {
        /// Where the link should be.
        path: PathBuf,
        /// The folder that it should lead to.
        target: PathBuf,
    },
    /// The version is not in the store.
    #[error("go{version} is not installed")]
    NotInstalled {
        /// The version asked for.
        version: Version,
    },
}

impl Error {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

impl Store {
    /// The store of a home, there or not.
    pub fn of(home: &Home) -> Self {
        Self { home: home.clone() }
    }

    /// The home it belongs to.
    pub fn home(&self) -> &Home {
        &self.home
    }
}
