//! Why nothing could be chosen or started.

use crate::version::{Spec, Version};
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
    /// Nothing asks for a version, and there is no Go.
    #[error("{}", nothing(gone.as_ref()))]
    Nothing {
        /// The default whose toolchain is no longer there, where that is so.
        gone: Option<Version>,
    },
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
    /// What was started as Go leads back to the shim again and again.
    #[error("{program} leads back to gv's shim: it is no Go", program = program.display())]
    Loop {
        /// The program that would have been started once more.
        program: PathBuf,
    },
}

fn nothing(gone: Option<&Version>) -> String {
    match gone {
        Some(version) => format!("the default, go{version}, is no longer there, and nothing else names a Go"),
        None => "there is no Go here: no pin, no default toolchain, and none on PATH".to_owned(),
    }
}
