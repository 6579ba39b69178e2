//! gv's own installation: its programs, the shims, the startup files of shells, and taking all that away again.
//! Nothing here asks or prints.

mod block;
mod entries;
pub mod environment;
pub mod path;
pub mod programs;
pub mod rc;
pub mod shims;
pub mod uninstall;

use crate::env::Env;
use crate::home::Home;
use crate::{shell, store};
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

/// What was put into the home.
#[derive(Debug)]
pub struct Placed {
    /// gv and gv-shim.
    pub programs: Vec<programs::Program>,
    /// The launchers on PATH.
    pub shims: shims::Changes,
}

/// What can go wrong with setting up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file operation failed.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried: `read`, `copy`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not say which file is running.
    #[error("the system does not say where the running gv lies")]
    NoProgram,
    /// gv-shim is not where gv is.
    #[error("gv-shim is missing: it belongs beside gv, at {path}", path = path.display())]
    NoShim {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is no home directory whose files could be changed.
    #[error("there is no home directory: HOME is not set")]
    NoHomeDirectory,
    /// One mark of the block is there without the other.
    #[error("{path}:{line}: the line `{mark}` has no counterpart", path = path.display())]
    Damaged {
        /// The startup file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The mark that stands alone.
        mark: &'static str,
    },
    /// The file is write-protected, which somebody meant.
    #[error("{path} is write-protected", path = path.display())]
    ReadOnly {
        /// The startup file.
        path: PathBuf,
    },
    /// The registry refused.
    #[error("cannot {action} the variable {variable} in the registry: {source}")]
    Registry {
        /// `read` or `write`.
        action: &'static str,
        /// `PATH` or `GOROOT`.
        variable: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A value of the registry that is not touched.
    #[error("the variable {variable} in the registry is left as it is: {why}")]
    Untouchable {
        /// `PATH` or `GOROOT`.
        variable: &'static str,
        /// Why.
        why: environment::Untouchable,
    },
    /// This folder is not deleted.
    #[error("{root} is not removed: {why}", root = root.display())]
    NotRemovable {
        /// What was taken for the home.
        root: PathBuf,
        /// Why not.
        why: uninstall::Refusal,
    },
    /// The home cannot stand on PATH.
    #[error(transparent)]
    Shell(#[from] shell::Error),
    /// The toolchains could not be listed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }

    fn registry(action: &'static str, variable: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Registry { action, variable, source }
    }
}

/// Puts the running gv and its gv-shim into the home, replacing other ones there, and makes the shims.
pub fn install(home: &Home, env: &Env) -> Result<Placed, Error> {
    let _lock = lock(home)?;
    place(home, env)
}

/// Sees to it that a home which nobody set up has programs and shims, so that `gv use` is enough to have a working
/// Go. Programs that are there stay: a gv called from elsewhere may be an older one. No startup file is touched.
pub fn ensure(home: &Home, env: &Env) -> Result<Placed, Error> {
    let _lock = lock(home)?;
    if programs::are_there(home) {
        return Ok(Placed { programs: Vec::new(), shims: shims::make(home)? });
    }
    place(home, env)
}

fn place(home: &Home, env: &Env) -> Result<Placed, Error> {
    let programs = programs::install(home, env)?;
    shims::remember(home)?;
    Ok(Placed { programs, shims: shims::make(home)? })
}

/// Held while `bin` and `shims` change; released when dropped.
fn lock(home: &Home) -> Result<File, Error> {
    let path = home.locks().join("setup");
    fs::create_dir_all(home.locks()).map_err(Error::io("create", home.locks()))?;
    let file = File::create(&path).map_err(Error::io("create", &path))?;
    file.lock().map_err(Error::io("lock", &path))?;
    Ok(file)
}
