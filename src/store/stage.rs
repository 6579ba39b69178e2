//! The folder a toolchain is put together in: beside the toolchains, so that one rename makes it one of them,
//! under its version's lock, and under a name that is never listed.

use super::{Error, Store, VersionLock, sweep};
use crate::system::file::{self, Modes};
use crate::version::Version;
use std::fs;
use std::path::{Path, PathBuf};

/// A toolchain in the making. Dropped without a commit, it is gone; killed, it is swept by the next install.
#[derive(Debug)]
pub struct Stage {
    pub(super) store: Store,
    pub(super) path: PathBuf,
    /// Given to whoever commits.
    pub(super) lock: Option<VersionLock>,
    pub(super) version: Version,
}

impl Store {
    /// An empty folder for the version that is locked. What dead installs left is swept on the way.
    pub fn stage(&self, lock: VersionLock) -> Result<Stage, Error> {
        let versions = self.home.versions();
        fs::create_dir_all(&versions).map_err(Error::io("create", &versions))?;
        sweep::sweep(self);
        let version = lock.version().clone();
        let path = versions.join(format!("{}{}", sweep::STAGING, version.toolchain_name()));
        let stage = Stage { store: self.clone(), path, lock: Some(lock), version };
        stage.clear()?;
        Ok(stage)
    }
}

impl Stage {
    /// The folder, empty at first.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is being installed.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Empties the folder, for another attempt.
    pub fn clear(&self) -> Result<(), Error> {
        file::remove(&self.path).map_err(Error::io("remove", &self.path))?;
        Modes::unknown().create_folder(&self.path).map_err(Error::io("create", &self.path))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is swept later.
        let _ = file::remove(&self.path);
    }
}
