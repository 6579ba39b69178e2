//! What killed runs left: staging folders, toolchains half deleted, receipts of nothing, archives of what is
//! installed.

use super::names::{archive_version, is_left_over, owner};
use super::{Store, VersionLock};
use crate::system::file;
use crate::version::Version;
use std::fs;
use std::path::{Path, PathBuf};

impl Store {
    /// Removes what killed runs left. For a run that has nothing to install and so makes no stage.
    pub fn tidy(&self) {
        sweep(self, None);
    }

    /// What [`Store::tidy`] would remove: all that killed runs left of versions that no process works on. Changes nothing.
    pub fn left_over(&self) -> Vec<PathBuf> {
        let free = |version: &Version| !self.is_locked(version);
        let left = |path: &PathBuf| owner(path).is_some_and(|version| free(&version)) && is_left_over(path);
        let whole = |path: &PathBuf| {
            archive_version(path).is_some_and(|version| free(&version) && self.find_own(&version).is_some())
        };
        let mut paths: Vec<_> = paths_in(&self.home.versions()).filter(left).collect();
        paths.extend(paths_in(&self.home.cache()).filter(whole));
        paths.sort();
        paths
    }
}

/// Removes what belongs to a version that no process works on, or to the one whose lock the caller holds. Whatever
/// resists is left for the next time: it does no harm.
pub(super) fn sweep(store: &Store, held: Option<&VersionLock>) {
    let locked = |version: &Version| match held {
        Some(lock) if lock.version() == version => Some(None),
        _ => store.try_lock(version).ok().flatten().map(Some),
    };
    for path in paths_in(&store.home.versions()) {
        let Some(version) = owner(&path) else { continue };
        // Looked at again: it may have become a toolchain's while the lock was another's.
        if let Some(_lock) = locked(&version)
            && is_left_over(&path)
        {
            let _ = file::remove(&path);
        }
    }
    // An archive whose toolchain is there was killed just before it was removed.
    for path in paths_in(&store.home.cache()) {
        let Some(version) = archive_version(&path).filter(|version| store.find_own(version).is_some()) else {
            continue;
        };
        if let Some(_lock) = locked(&version)
            && store.find_own(&version).is_some()
        {
            let _ = file::remove(&path);
        }
    }
}

fn paths_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, toolchain, version};
    use super::*;

    #[test]
    fn leaves_toolchains_strangers_and_the_living_alone() {
        let (_folder, store) = store();
        let versions = store.home.versions();
        toolchain(&store, "1.21.13");
        for name in [
            ".staging-go1.20/src",
            ".trash-go1.20-77/src",
            ".trash-go1.21.13-5",
            ".staging-go1.22.3",
            "mine",
            ".staging-x",
        ] {
            fs::create_dir_all(versions.join(name)).unwrap();
        }
        for name in [
            "go1.21.13.json",
            "go1.20.json",
            "notes.json",
            ".staging-go1.20-receipt",
            ".go1.20.json.0123456789abcdef.new",
        ] {
            fs::write(versions.join(name), "").unwrap();
        }
        let _living = store.lock(&version(), || {}).unwrap();
        assert_eq!(store.left_over().len(), 6);
        let names = || {
            let entries = fs::read_dir(&versions).unwrap();
            let mut names: Vec<_> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        let expected =
            [".staging-go1.22.3", ".staging-x", "go1.21.13", "go1.21.13.json", "mine", "notes.json"];
        // A program that another test starts at this moment holds a copy of a lock until it runs.
        for _ in 0..100 {
            sweep(&store, None);
            if names() == expected {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert_eq!(names(), expected);
        assert_eq!(store.left_over(), [] as [PathBuf; 0]);
    }

    #[test]
    fn who_holds_the_lock_sweeps_that_version_too() {
        let (_folder, store) = store();
        let trash = store.home.versions().join(".trash-go1.22.3-77");
        fs::create_dir_all(trash.join("src")).unwrap();
        let lock = store.lock(&version(), || {}).unwrap();
        store.tidy();
        assert!(trash.exists(), "somebody may be at it");
        sweep(&store, Some(&lock));
        assert!(!trash.exists());
    }

    #[test]
    fn an_archive_goes_once_its_toolchain_is_there() {
        let (_folder, store) = store();
        let cache = store.home.cache();
        fs::create_dir_all(&cache).unwrap();
        let part = |version: &str| cache.join(format!("go{version}.linux-amd64.tar.gz.0011.part"));
        for version in ["1.22.3", "1.21.13"] {
            fs::write(part(version), "").unwrap();
        }
        toolchain(&store, "1.21.13");
        store.tidy();
        assert!(part("1.22.3").exists() && !part("1.21.13").exists());
    }
}
