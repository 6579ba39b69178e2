//! What can be wrong with a project's files.

use crate::version::Version;
use std::path::PathBuf;
use std::{fmt, io};

/// A file of the project cannot be read, understood or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is there, but the system does not hand it over.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is larger than any such file can be.
    #[error("{path} is larger than {limit} bytes: that is no such file", path = path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// A pin holds something else than a version.
    #[error("{path}:{line}:{column}: {text:?} is no Go version", path = path.display())]
    NotVersion {
        /// The pin file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What stands there, cut to 64 characters.
        text: String,
    },
    /// A `.go-version` without a version.
    #[error("{path} holds no version", path = path.display())]
    EmptyPin {
        /// The pin file.
        path: PathBuf,
    },
    /// go.mod or go.work is not what Go would read.
    #[error("{path}:{line}:{column}: {problem}", path = path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong there.
        problem: Problem,
    },
    /// A toolchain line below the go line would have no effect.
    #[error("{path}:{line} says go {go}: a toolchain line of go{wanted} would have no effect", path = path.display())]
    BelowGoLine {
        /// The go.mod.
        path: PathBuf,
        /// Where its go line stands, counted from 1.
        line: usize,
        /// What that line asks for.
        go: Version,
        /// What was to be written.
        wanted: Version,
    },
    /// A toolchain line takes versions of Go 1 only (`modfile.ToolchainRE`): Go would refuse the whole file.
    #[error("{path} cannot name go{wanted}: Go takes a toolchain line of go1 only", path = path.display())]
    BeyondGoMod {
        /// The go.mod or go.work.
        path: PathBuf,
        /// What was to be written.
        wanted: Version,
    },
    /// A file could not be written; the old one is as it was.
    #[error("cannot write {path}: {source}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What is wrong at one place of a go.mod or go.work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A second `go` or `toolchain` line.
    Repeated(&'static str),
    /// A `go` or `toolchain` line with none or several words after it.
    OneWord(&'static str),
    /// The `go` line names no version.
    NotGoVersion(String),
    /// The `toolchain` line names no toolchain.
    NotToolchain(String),
    /// `/* … */`
    BlockComment,
    /// A quoted string that does not end on its line.
    OpenString,
    /// A `(` block that never ends.
    OpenBlock,
    /// Something after the `)` of a block.
    AfterBlock,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Repeated(verb) => write!(f, "a second {verb} line"),
            Problem::OneWord(verb) => write!(f, "a {verb} line takes exactly one word"),
            Problem::NotGoVersion(text) => write!(f, "{text:?} is no Go version; it has to look like 1.22.3"),
            Problem::NotToolchain(text) => {
                write!(f, "{text:?} is no toolchain; it has to look like go1.22.3, or be default")
            }
            Problem::BlockComment => f.write_str("/* */ is no comment here; use //"),
            Problem::OpenString => f.write_str("this string does not end on its line"),
            Problem::OpenBlock => f.write_str("this block does not end"),
            Problem::AfterBlock => f.write_str("a new line is expected after the closing parenthesis"),
        }
    }
}
