//! A store in the folder for temporary files, for a copy that is unpacked only to be compared.

use super::Store;
use crate::home::Home;
use crate::system::{file, private, process, rights};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// How the name of the folder begins; the number of the process and a part that cannot be guessed follow.
const NAME: &str = "gv-verify-";

/// The store; gone with what is in it when it is dropped.
pub struct Workshop(Store);

impl Workshop {
    /// Makes one that only this user may look into.
    pub fn make(temporary: &Path) -> io::Result<Self> {
        let unknown = RandomState::new().build_hasher().finish();
        let root = temporary.join(format!("{NAME}{}-{unknown:016x}", std::process::id()));
        private::create_new_folder(&root)?;
        Ok(Self(Store::of(&Home::at(root))))
    }

    /// The store in it.
    pub fn store(&self) -> &Store {
        &self.0
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder for temporary files.
        let _ = file::remove(self.0.home().root());
    }
}

/// The folders of runs that are over. Those of other users are theirs to remove.
pub fn left_over(temporary: &Path) -> Vec<PathBuf> {
    let entries = temporary.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let is_over = |path: &PathBuf| {
        let process = path.file_name().and_then(|name| name.to_str()?.strip_prefix(NAME)?.split('-').next());
        let is_folder = path.symlink_metadata().is_ok_and(|meta| meta.is_dir());
        let ended =
            process.and_then(|text| text.parse().ok()).is_some_and(|number| !process::is_running(number));
        is_folder && ended && !rights::is_of_another(path)
    };
    entries.filter(is_over).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_folders_of_runs_that_are_over_are_left_over() {
        let temporary = tempfile::tempdir().unwrap();
        let at = |name: &str| temporary.path().join(name);
        // No system gives out this number.
        for name in
            ["gv-verify-2147483600", "gv-verify-2147483600-00ff", "gv-verify-", "gv-verify-x", "other"]
        {
            fs::create_dir(at(name)).unwrap();
        }
        fs::write(at("gv-verify-2147483601"), "a file").unwrap();
        let workshop = Workshop::make(temporary.path()).unwrap();
        let root = workshop.store().home().root().to_owned();
        let mut found = left_over(temporary.path());
        found.sort();
        assert_eq!(found, [at("gv-verify-2147483600"), at("gv-verify-2147483600-00ff")]);
        assert!(root.is_dir());
        drop(workshop);
        assert!(!root.exists());
    }
}
