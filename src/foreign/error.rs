//! Why a toolchain could not be taken over.

use super::Unfit;
use crate::store;
use std::path::PathBuf;
use std::{fmt, io};

/// A toolchain that was not taken over, though it looked fit.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store could not be changed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file could not be read, or its copy not be written.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried: `read`, `copy`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something in it is nothing that a toolchain has.
    #[error("{path} {what}", path = path.display())]
    Odd {
        /// The file or folder.
        path: PathBuf,
        /// What is odd about it.
        what: Oddity,
    },
    /// It was changed while it was being copied.
    #[error("{path} changed while it was being copied", path = path.display())]
    Changed {
        /// The GOROOT.
        path: PathBuf,
    },
    /// The copy is not the toolchain it was taken for.
    #[error("the copy of {path} is no toolchain: {why}", path = path.display())]
    Unfit {
        /// What was copied.
        path: PathBuf,
        /// What is wrong with the copy.
        why: Unfit,
    },
    /// It can be copied, but a link to it would not work.
    #[error("{path} cannot be linked to: the go command has not made it ready to run", path = path.display())]
    NotReady {
        /// The GOROOT.
        path: PathBuf,
    },
}

/// What is odd about a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Neither a file, a folder nor a link to one.
    Kind,
    /// Links that lead back to where they are, or folders without end.
    Endless,
    /// More files than any toolchain has.
    TooMany,
}

impl Error {
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Oddity::Kind => "is neither a file nor a folder",
            Oddity::Endless => "is deeper than any toolchain; a link in it leads back",
            Oddity::TooMany => "holds more files than any toolchain",
        })
    }
}
