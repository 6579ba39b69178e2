//! The folder a toolchain is put together in: beside the toolchains, so that one rename makes it one of them,
//! under its version's lock, and under a name that is never listed.

use super::{Error, Store, VersionLock, names, sweep};
use crate::system::Action;
use crate::system::file::{self, Modes};
use crate::version::Version;
use std::path::{Path, PathBuf};

/// A toolchain in the making. Dropped without a commit, it is gone; killed, it is swept by the next install.
#[derive(Debug)]
pub struct Stage {
    // Dropped before the lock, so that it is gone before anyone else comes.
    folder: Folder,
    pub(super) store: Store,
    pub(super) lock: VersionLock,
}

/// Removed when dropped, if it is still there.
#[derive(Debug)]
struct Folder(PathBuf);

impl Store {
    /// An empty folder for the version that is locked. What dead installs left is swept on the way.
    pub fn stage(&self, lock: VersionLock) -> Result<Stage, Error> {
        let versions = self.home.versions();
        file::create_folder(&versions).map_err(Error::io(Action::Create, &versions))?;
        sweep::sweep(self, Some(&lock));
        let path = versions.join(format!("{}{}", names::STAGING, lock.version().toolchain_name()));
        let stage = Stage { folder: Folder(path), store: self.clone(), lock };
        stage.clear()?;
        Ok(stage)
    }
}

impl Stage {
    /// The folder, empty at first.
    pub fn path(&self) -> &Path {
        &self.folder.0
    }

    /// What is being installed.
    pub fn version(&self) -> &Version {
        self.lock.version()
    }

    /// The lock of the version.
    pub fn lock(&self) -> &VersionLock {
        &self.lock
    }

    /// Empties the folder, for another attempt.
    pub fn clear(&self) -> Result<(), Error> {
        let path = self.path();
        file::remove(path).map_err(Error::io(Action::Remove, path))?;
        Modes::unknown().create_folder(path).map_err(Error::io(Action::Create, path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is swept later.
        let _ = file::remove(&self.0);
    }
}
