//! What keeps gv from measuring or changing mirrors.

use super::Kind;
use crate::project::settings;
use crate::store;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of `gv mirror`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name that no mirror has.
    #[error("there is no {} mirror {name:?}", kind.id())]
    Unknown {
        /// As it was typed, without credentials.
        name: String,
        /// Of which kind.
        kind: Kind,
    },
    /// An address of which nothing says what it mirrors.
    #[error("nothing says whether {url} mirrors releases or modules")]
    Ambiguous {
        /// The address, without credentials.
        url: String,
    },
    /// The mirror that was named lies.
    #[error("{name} says or hands over what is not so: it is never chosen")]
    Lies {
        /// Its name.
        name: String,
        /// Of which kind.
        kind: Kind,
    },
    /// The mirror that was named, or every one there is, cannot be used now.
    #[error("{} cannot be used now", name.as_deref().unwrap_or("none of the mirrors"))]
    Unusable {
        /// Its name; `None` is all of them.
        name: Option<String>,
        /// Of which kind.
        kind: Kind,
        /// Whether nobody could even be reached.
        unreachable: bool,
    },
    /// There is no mirror in force that could be watched.
    #[error("no {} mirror that gv knows is in force: there is nothing to watch", kind.id())]
    NothingToWatch {
        /// Of which kind.
        kind: Kind,
    },
    /// What a watch would write would be without effect.
    #[error("{key} of {} is in force, which gv mirror watch does not change", if *project { "the project" } else { "the environment" })]
    Overruled {
        /// The setting.
        key: &'static str,
        /// Whether the project sets it, and not the environment.
        project: bool,
    },
    /// Another watch runs.
    #[error("another gv mirror watch is running")]
    Watched,
    /// Nothing was changed that could be undone.
    #[error("gv mirror has changed nothing that could be undone")]
    NothingToUndo,
    /// A setting has another value than gv gave it.
    #[error("{key} in {path} was changed since: it is not undone", path = path.display())]
    ChangedSince {
        /// The file.
        path: PathBuf,
        /// The setting.
        key: String,
    },
    /// The settings of this place stand in another file now.
    #[error("{path} is no longer the file that go reads", path = path.display())]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// config.toml is written in a way that gv cannot change.
    #[error("{path} leaves no place for mirrors under [release]", path = path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
    },
    /// What was remembered cannot be read.
    #[error("{path}, where gv mirror remembers what it did, is damaged", path = path.display())]
    Memory {
        /// The file.
        path: PathBuf,
    },
    /// A project's go.env, or the user's env file.
    #[error(transparent)]
    Settings(#[from] settings::Error),
    /// The lock.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file operation.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// `read`, `write`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// Wraps the failure of a file operation.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}
