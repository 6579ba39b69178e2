//! Why a go.env is not taken, or could not be changed.

use crate::golang::env_rules;
use crate::store;
use std::path::PathBuf;
use std::{fmt, io};

/// A go.env that cannot be trusted, whatever the user says.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A link leads to what the project does not hold.
    #[error("{path} is a link; gv takes only a file of the project's own", path = path.display())]
    Link {
        /// The file.
        path: PathBuf,
    },
    /// A pipe, a device.
    #[error("{path} is no regular file", path = path.display())]
    NotFile {
        /// The file.
        path: PathBuf,
    },
    /// Everybody on the machine may change it.
    #[error("{path} may be changed by every user of this machine", path = path.display())]
    WritableByAll {
        /// The file.
        path: PathBuf,
    },
    /// It belongs to somebody else.
    #[error("{path} belongs to another user", path = path.display())]
    OfAnother {
        /// The file.
        path: PathBuf,
    },
    /// No go.env is that large.
    #[error("{path} is larger than {limit} bytes: that is no go.env", path = path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// It is there, but the system does not hand it over.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Lines that may not stand in it.
    #[error("{path} holds what may not stand in a project's go.env: {}", faults_shown(faults), path = path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// Each of them; never empty.
        faults: Vec<Fault>,
    },
}

/// A line that may not stand in a go.env. No value is kept: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// The key, cut to 64 characters; empty where the whole file is meant.
    pub key: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Not one of Go's module settings.
    Key,
    /// A user or a password in an address.
    Credentials,
    /// A NUL or another control or invisible character, or bytes that are no UTF-8.
    Text,
    /// A byte order mark, or UTF-16: `go` would not see the first line, or none.
    Encoding,
}

/// A file that could not be changed, trusted or found.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The go.env cannot be trusted.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The go.env came from elsewhere, and nobody has looked at it.
    #[error("{path} is not trusted: it came from somebody else, or was changed since you trusted it", path = path.display())]
    NotTrusted {
        /// The file.
        path: PathBuf,
    },
    /// There is no go.env.
    #[error("there is no go.env for {dir}", dir = dir.display())]
    None {
        /// Where the search began.
        dir: PathBuf,
    },
    /// A go.env here would never be found.
    #[error("{dir} is no project: a go.env there would not be read", dir = dir.display())]
    NoProject {
        /// The folder.
        dir: PathBuf,
    },
    /// A key that a project may not set.
    #[error("{key} may not stand in a project's go.env")]
    Key {
        /// The key.
        key: String,
        /// Whether it is one of Go's, which may stand in the user's file.
        known: bool,
    },
    /// What `go env -w` refuses.
    #[error(transparent)]
    Value(#[from] env_rules::Refusal),
    /// A user or a password in an address.
    #[error("{key} would hold a password or a token, which does not belong into a file of the project")]
    Credentials {
        /// The key.
        key: String,
    },
    /// GOENV=off.
    #[error("GOENV=off: there is no user file of Go's")]
    UserFileOff,
    /// No folder for settings.
    #[error("there is no folder for Go's user file: the environment names none")]
    UserFileNowhere,
    /// A file operation failed.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried: `read`, `write`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The lock.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

fn faults_shown(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, key, problem } = self;
        match problem {
            Problem::Key => write!(f, "line {line}: {key}"),
            Problem::Credentials => write!(f, "line {line}: a password or token in {key}"),
            Problem::Text if key.is_empty() => write!(f, "line {line}: a NUL"),
            Problem::Text => {
                write!(
                    f,
                    "line {line}: a control or invisible character, or bytes that are no UTF-8, in {key}"
                )
            }
            Problem::Encoding => f.write_str("a byte order mark or UTF-16, which hides lines from go"),
        }
    }
}
