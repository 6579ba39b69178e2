//! gv's own installation: programs, shims, PATH.

pub mod path;
pub mod shims;

use crate::env::Env;
use crate::home::Home;
use crate::version::Version;
use std::path::PathBuf;
use std::{fs, io};

/// gv could not be installed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file operation failed.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// Gives a home what `gv use` needs: the programs and the shims.
pub fn ensure(home: &Home, env: &Env, installed: &[Version]) -> Result<(), Error> {
    let Some(folder) = env.exe().and_then(|exe| exe.parent()) else { return Ok(()) };
    let bin = home.bin();
    fs::create_dir_all(&bin).map_err(Error::io("create", &bin))?;
    for name in ["gv", "gv-shim"] {
        let (from, to) = (folder.join(name), bin.join(name));
        if from != to && from.is_file() && !to.exists() {
            fs::copy(&from, &to).map_err(Error::io("copy", &to))?;
        }
    }
    shims::refresh(home, installed)
}
