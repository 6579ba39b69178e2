//! Locks between processes, as guards: one a version, and one for the link `current`. The system lets go of them
//! when their process dies, however it dies; the files stay, and mean nothing.

use super::{Error, Store};
use crate::system::Action;
use crate::system::file;
use crate::version::Version;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The right to install, remove or fetch one version. Held until dropped.
#[derive(Debug)]
pub struct VersionLock {
    version: Version,
    /// `None` where nothing may be written, and so no process with this user's rights can change anything either.
    _file: Option<File>,
}

impl VersionLock {
    /// Which version.
    pub fn version(&self) -> &Version {
        &self.version
    }
}

impl Store {
    /// Takes the lock of a version. While another process holds it, `on_wait` is called once and this waits.
    pub fn lock(&self, version: &Version, on_wait: impl FnOnce()) -> Result<VersionLock, Error> {
        let file = self.hold(&version.toolchain_name(), on_wait)?;
        Ok(VersionLock { version: version.clone(), _file: Some(file) })
    }

    /// The same for who only reads: where no lock file may be written, none is taken.
    pub fn lock_to_read(&self, version: &Version, on_wait: impl FnOnce()) -> Result<VersionLock, Error> {
        match self.lock(version, on_wait) {
            Err(error) if error.is_closed() => Ok(VersionLock { version: version.clone(), _file: None }),
            other => other,
        }
    }

    /// Takes the lock of a version if it is free.
    pub fn try_lock(&self, version: &Version) -> Result<Option<VersionLock>, Error> {
        let (file, path) = self.lock_file(&version.toolchain_name())?;
        match file.try_lock() {
            Ok(()) => Ok(Some(VersionLock { version: version.clone(), _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io(Action::Lock, path)(error)),
        }
    }

    /// The lock files that some process holds at this moment. Makes none, and holds each for an instant only.
    pub fn held_locks(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.home.locks()).into_iter().flatten().flatten();
        let mut held: Vec<_> = entries.map(|entry| entry.path()).filter(|path| is_held(path)).collect();
        held.sort();
        held
    }

    /// Whether some process works on a version at this moment. Makes no lock file.
    pub(super) fn is_locked(&self, version: &Version) -> bool {
        is_held(&self.home.locks().join(format!("{}.lock", version.toolchain_name())))
    }

    /// The right to change `current`.
    pub(super) fn lock_current(&self) -> Result<File, Error> {
        self.hold("current", || {})
    }

    /// The right to change settings of Go, and what of them is trusted. Held until dropped.
    pub fn lock_settings(&self) -> Result<File, Error> {
        self.hold("settings", || {})
    }

    /// The right to change which mirrors are used. Held until dropped; settings have a lock of their own.
    pub fn lock_mirrors(&self) -> Result<File, Error> {
        self.hold("mirrors", || {})
    }

    /// The right to watch mirrors; `None` while another process has it.
    pub fn try_lock_watch(&self) -> Result<Option<File>, Error> {
        let (file, path) = self.lock_file("watch")?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io(Action::Lock, path)(error)),
        }
    }

    /// The right to run the relay; `None` while another process has it.
    pub fn try_lock_relay(&self) -> Result<Option<File>, Error> {
        let (file, path) = self.lock_file("relay")?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io(Action::Lock, path)(error)),
        }
    }

    pub(super) fn hold(&self, name: &str, on_wait: impl FnOnce()) -> Result<File, Error> {
        let (file, path) = self.lock_file(name)?;
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => on_wait(),
            Err(TryLockError::Error(error)) => return Err(Error::io(Action::Lock, path)(error)),
        }
        file.lock().map_err(Error::io(Action::Lock, path))?;
        Ok(file)
    }

    fn lock_file(&self, name: &str) -> Result<(File, PathBuf), Error> {
        let folder = self.home.locks();
        let path = folder.join(format!("{name}.lock"));
        let file = file::open_lock(&path)
            .or_else(|_| file::create_folder(&folder).and_then(|()| file::open_lock(&path)));
        file.map(|file| (file, path.clone())).map_err(Error::io(Action::Write, &path))
    }
}

/// The holder of a file that cannot be opened is unknown.
fn is_held(path: &Path) -> bool {
    file::open_itself(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, version};
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::mpsc;
    use std::thread;

    #[test]
    fn one_at_a_time_and_the_other_is_told() {
        let (_folder, store) = store();
        let held = store.lock(&version(), || panic!("nobody has it")).unwrap();
        assert!(store.try_lock(&version()).unwrap().is_none());
        assert!(store.try_lock(&"1.21.0".parse().unwrap()).unwrap().is_some());
        let told = AtomicU32::new(0);
        let (waits, waiting) = mpsc::channel();
        thread::scope(|scope| {
            let other = scope.spawn(|| {
                store.lock(&version(), || {
                    told.fetch_add(1, Ordering::SeqCst);
                    waits.send(()).unwrap();
                })
            });
            waiting.recv().unwrap();
            drop(held);
            assert_eq!(other.join().unwrap().unwrap().version(), &version());
        });
        assert_eq!(told.into_inner(), 1);
    }

    #[test]
    fn a_held_lock_is_seen_and_a_file_left_behind_is_none() {
        let (_folder, store) = store();
        let other = "1.21.0".parse().unwrap();
        drop(store.lock(&other, || {}).unwrap());
        let held = store.lock(&version(), || {}).unwrap();
        assert_eq!(store.held_locks(), [store.home.locks().join("go1.22.3.lock")]);
        assert!(store.is_locked(&version()) && !store.is_locked(&other));
        drop(held);
        assert_eq!(store.held_locks(), [] as [std::path::PathBuf; 0]);
    }

    #[test]
    fn many_threads_take_turns() {
        let (_folder, store) = store();
        let inside = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let lock = store.lock(&version(), || {}).unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
    }
}
