//! What killed runs left: staging folders, toolchains half deleted, receipts of nothing, archives of what is
//! installed.

use super::receipt::RECEIPT;
use super::{Store, VersionLock, cache};
use crate::system::file;
use crate::version::Version;
use std::fs;
use std::path::{Path, PathBuf};

/// How the names begin of what is being put together…
pub(super) const STAGING: &str = ".staging-";
/// …and of what is being deleted.
pub(super) const TRASH: &str = ".trash-";

impl Store {
    /// Removes what killed runs left. For a run that has nothing to install and so makes no stage.
    pub fn tidy(&self) {
        sweep(self, None);
    }

    /// What [`Store::tidy`] would remove: all that killed runs left of versions nobody works on. Changes nothing.
    pub fn left_over(&self) -> Vec<PathBuf> {
        let free = |version: &Version| !self.is_locked(version);
        let left = |path: &PathBuf| owner(path).is_some_and(|version| free(&version)) && is_left_over(path);
        let whole = |path: &PathBuf| {
            cache::version_of(path).is_some_and(|version| free(&version) && self.find(&version).is_some())
        };
        let mut paths: Vec<_> = paths_in(&self.home.versions()).filter(left).collect();
        paths.extend(paths_in(&self.home.cache()).filter(whole));
        paths.sort();
        paths
    }
}

/// Whether the store put this entry of `versions` there: a toolchain, its receipt, or what a run left of one.
pub fn owns(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let beginning = [STAGING, TRASH].iter().find_map(|beginning| name.strip_prefix(beginning));
    let named = beginning.or_else(|| name.strip_suffix(RECEIPT)).unwrap_or(name);
    Version::from_toolchain_name(named).is_ok()
}

/// Removes what belongs to a version that nobody works on, or to the one whose lock the caller holds. Whatever
/// resists is left for the next time: it harms nobody.
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
        let Some(version) = cache::version_of(&path).filter(|version| store.find(version).is_some()) else {
            continue;
        };
        if let Some(_lock) = locked(&version)
            && store.find(&version).is_some()
        {
            let _ = file::remove(&path);
        }
    }
}

fn paths_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// The version that something left over belongs to.
fn owner(path: &Path) -> Option<Version> {
    let name = path.file_name()?.to_str()?;
    let left = name.strip_prefix(STAGING).or_else(|| name.strip_prefix(TRASH));
    let named = left.or_else(|| name.strip_suffix(RECEIPT).filter(|_| is_left_over(path)))?;
    Version::from_toolchain_name(named).ok()
}

/// Whether this is no receipt of a toolchain that is there.
fn is_left_over(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_suffix(RECEIPT).is_none_or(|named| path.with_file_name(named).symlink_metadata().is_err())
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
        for name in ["go1.21.13.json", "go1.20.json", "notes.json", ".staging-go1.20-receipt"] {
            fs::write(versions.join(name), "").unwrap();
        }
        let _living = store.lock(&version(), || {}).unwrap();
        assert_eq!(store.left_over().len(), 5);
        sweep(&store, None);
        assert_eq!(store.left_over(), [] as [PathBuf; 0]);
        let mut left: Vec<_> = fs::read_dir(&versions)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let expected =
            [".staging-go1.22.3", ".staging-x", "go1.21.13", "go1.21.13.json", "mine", "notes.json"];
        assert_eq!(left, expected);
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
