//! Why nothing could be chosen or started.

use crate::version::Spec;
use crate::{home, project, store};
use std::io;
use std::path::PathBuf;

/// A choice or a start that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the project.
    #[error(transparent)]
    Project(#[from] project::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// No home.
    #[error(transparent)]
    Home(#[from] home::Error),
    /// `GV_VERSION` holds no version.
    #[error("GV_VERSION={value:?} is no Go version")]
    BadVariable {
        /// Its value.
        value: String,
    },
    /// `system` is asked for, and PATH has no Go but gv's own shims.
    #[error("`system` is asked for, but PATH has no Go besides gv's shims")]
    NoSystemGo,
    /// The version is not installed, and this is not the place to install it.
    #[error("go{spec} is not installed")]
    NotThere {
        /// What is asked for.
        spec: Spec,
    },
    /// Nothing asks for a version, and there is no default.
    #[error("there is no Go here: no pin, no default toolchain, and none on PATH")]
    Nothing,
    /// The chosen toolchain lacks the program, or it cannot be started.
    #[error("cannot start {program}: {source}", program = program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The shim was called by a name it does not know.
    #[error("gv-shim was started as {name:?}; it answers to go, gofmt and go1.X.Y")]
    UnknownName {
        /// The name it was started by.
        name: String,
    },
    /// The Go on PATH leads back to the shim again and again.
    #[error("{program} leads back to gv's shim: it is no Go", program = program.display())]
    Loop {
        /// The program on PATH.
        program: PathBuf,
    },
}
