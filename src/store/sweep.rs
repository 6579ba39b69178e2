//! What killed runs left between the toolchains: staging folders, toolchains half deleted, receipts of nothing.

use super::Store;
use super::receipt::RECEIPT;
use crate::system::file;
use crate::version::Version;
use std::fs;
use std::path::Path;

/// How the names begin of what is being put together…
pub(super) const STAGING: &str = ".staging-";
/// …and of what is being deleted.
pub(super) const TRASH: &str = ".trash-";

/// Removes what belongs to a version that nobody works on. The locks of this process count too, so what the
/// caller is at is left alone. Whatever resists is left for the next time: it harms nobody.
pub(super) fn sweep(store: &Store) {
    for entry in fs::read_dir(store.home.versions()).into_iter().flatten().flatten() {
        let path = entry.path();
        let Some(version) = owner(&path) else { continue };
        if let Ok(Some(_lock)) = store.try_lock(&version) {
            // Looked at again: it may have become a toolchain's while the lock was another's.
            if is_left_over(&path) {
                let _ = file::remove(&path);
            }
        }
    }
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
        sweep(&store);
        let mut left: Vec<_> = fs::read_dir(&versions)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let expected =
            [".staging-go1.22.3", ".staging-x", "go1.21.13", "go1.21.13.json", "mine", "notes.json"];
        assert_eq!(left, expected);
    }
}
