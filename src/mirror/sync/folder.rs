//! The layout of a mirror on disk. Everything that others read lies where a static server finds it; what is on its way
//! lies in a folder of its own on the same disk, so that each file appears by one rename.
//!
//! ```text
//! index.json, gv-mirror.json                       what there is, and how it was chosen
//! go1.22.3.linux-amd64.tar.gz, ….sha256            archives: GV_ORIGIN
//! golang.org/toolchain/@v/list, ….info .mod .zip   the same as modules: GOPROXY
//! sumdb/NAME/supported, latest, lookup/…, tile/…   records of the checksum database, if wanted
//! .gv-mirror/                                      the lock, what gv remembers, partial files
//! ```

use crate::golang::toolchain;
use crate::mirror::Error;
use crate::system::file::{self, How};
use crate::system::{Action, FileError};
use crate::verify::Hash;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What lies beside the mirror for gv itself.
const WORK: &str = ".gv-mirror";
/// How partial files end.
const PARTIAL: &str = ".part";

/// A mirror on disk.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// The right to change a mirror.
#[derive(Debug)]
pub struct Locked(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File);

impl Folder {
    /// The mirror in a folder, which need not be there.
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes the folders, and takes the lock. Two runs at once would remove each other's files.
    pub fn lock(&self) -> Result<Locked, Error> {
        let work = self.root.join(WORK);
        file::create_folder(&work).map_err(Error::io(Action::Create, &work))?;
        let path = work.join("lock");
        let lock = file::open_lock(&path).map_err(Error::io(Action::Create, &path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Locked(lock)),
            Err(TryLockError::WouldBlock) => Err(Error::Syncing { folder: self.root.clone() }),
            // Some network disks have no locks: then it is up to the caller that only one runs.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Locked(lock)),
            Err(TryLockError::Error(error)) => Err(Error::io(Action::Lock, &path)(error)),
        }
    }

    /// A file by its path below the folder, with `/` between its parts.
    pub fn file(&self, relative: &str) -> PathBuf {
        relative.split('/').fold(self.root.clone(), |path, part| path.join(part))
    }

    /// Where the bytes of a file are kept while they come. The name holds the hash, so that another file of the same
    /// name is not continued.
    pub fn partial(&self, relative: &str, hash: &Hash) -> PathBuf {
        let name = relative.rsplit('/').next().unwrap_or(relative);
        self.root.join(WORK).join(format!("{name}.{}{PARTIAL}", &hash.hex()[..16]))
    }

    /// What gv remembers of the files.
    pub fn memory(&self) -> PathBuf {
        self.root.join(WORK).join("files.json")
    }

    /// Puts bytes in the place of a file, unless they stand there already; says whether they did not.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<bool, Error> {
        let path = self.file(relative);
        if file::read_regular(&path, bytes.len() as u64 + 1).is_ok_and(|there| there == bytes) {
            return Ok(false);
        }
        self.make_folder(&path)?;
        file::replace(&path, bytes, How::Readable).map_err(Error::io(Action::Write, &path))?;
        Ok(true)
    }

    /// Lets a file that is whole and proven appear: readable for all, on the disk, by one rename.
    pub fn publish(&self, partial: &Path, relative: &str) -> Result<(), Error> {
        let path = self.file(relative);
        self.make_folder(&path)?;
        let shared = file::open_own_there(partial).and_then(|file| {
            file::make_readable(&file)?;
            file.sync_all()
        });
        shared.map_err(Error::io(Action::Write, partial))?;
        std::fs::rename(partial, &path).map_err(Error::io(Action::Rename, &path))
    }

    /// Takes a file away.
    pub fn remove(&self, relative: &str) -> Result<(), Error> {
        let path = self.file(relative);
        file::remove(&path).map_err(Error::io(Action::Remove, &path))
    }

    /// Removes what earlier runs left on its way, but for what this one could still continue.
    pub fn sweep(&self, wanted: &[PathBuf]) {
        let Ok(entries) = std::fs::read_dir(self.root.join(WORK)) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_partial = name.ends_with(PARTIAL) || name.ends_with(".early.part");
            let is_wanted = wanted.iter().any(|kept| {
                let kept = kept.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with(kept.trim_end_matches(PARTIAL))
            });
            let is_draft = file::drafted(&name).is_some();
            if (is_partial && !is_wanted) || is_draft {
                // What cannot be removed now is found by the next run.
                let _ = file::remove(&path);
            }
        }
    }

    fn make_folder(&self, path: &Path) -> Result<(), Error> {
        let folder = path.parent().unwrap_or(&self.root);
        file::create_folder(folder).map_err(|source| {
            Error::Io(FileError { action: Action::Create, path: folder.to_owned(), source })
        })
    }
}

/// The path of a module's file below the mirror.
pub fn module_file(version: &str, kind: &str) -> String {
    format!("{}/@v/{version}.{kind}", toolchain::MODULE)
}

/// The path of the list of modules.
pub fn module_list() -> String {
    format!("{}/@v/list", toolchain::MODULE)
}

/// The path of the file beside an archive.
pub fn side_file(archive: &str) -> String {
    format!("{archive}.sha256")
}
