//! Toolchains imported from other version managers: copied into the store, or linked to. They are unverified, so they
//! have a type of their own, and their receipts say so.

use super::receipt::{Origin, Receipt};
use super::{Committed, Error, Stage, Store, Toolchain, VersionLock};
use crate::system::Action;
use crate::system::{file, link};
use crate::version::Version;
use std::io;
use std::path::{Path, PathBuf};

/// A toolchain being taken over. It is a [`Stage`] with another end: without a proof, and with an [`Origin`] in its
/// receipt. An installation has a `Stage` and so no way here.
#[derive(Debug)]
pub struct Adoption(Stage);

impl Store {
    /// An empty folder for the version that is locked, to be filled with what another manager has.
    pub fn adoption(&self, lock: VersionLock) -> Result<Adoption, Error> {
        self.stage(lock).map(Adoption)
    }

    /// The folder outside of the store that a toolchain is a link to.
    pub fn linked_to(&self, version: &Version) -> Option<PathBuf> {
        let path = self.home.toolchain(version);
        path.is_symlink().then(|| link::read(&path).ok()).flatten()
    }

    /// A toolchain that is a link whose end is gone. It is never listed, but can be removed.
    pub fn find_dead(&self, version: &Version) -> Option<Toolchain> {
        let path = self.home.toolchain(version);
        (path.is_symlink() && !path.exists()).then(|| Toolchain { version: version.clone(), path })
    }

    /// Whether such a link was made by gv.
    pub(super) fn is_dead_import(&self, version: &Version) -> bool {
        let imported = || self.receipt(version).is_some_and(|receipt| receipt.imported_from.is_some());
        self.find_dead(version).is_some() && imported()
    }
}

impl Adoption {
    /// The folder to be filled.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes the copy in the folder the toolchain of its version.
    pub fn copied(self, origin: &Origin) -> Result<Committed, Error> {
        let receipt = Receipt::adopted(self.0.version(), origin);
        self.0.settle(&receipt)
    }

    /// Makes a link to the origin the toolchain of its version. Whatever is done to the origin is done to it.
    pub fn linked(self, origin: &Origin) -> Result<Committed, Error> {
        let path = self.0.path();
        file::remove(path).map_err(Error::io(Action::Remove, path))?;
        link::create_to_folder(&origin.path, path).map_err(|error| match error.kind() {
            io::ErrorKind::Unsupported => Error::NoLinks {
                path: path.with_file_name(self.0.version().toolchain_name()),
                target: origin.path.clone(),
            },
            _ => Error::io(Action::Link, path)(error),
        })?;
        self.copied(origin)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{delivery, proof, store, version};
    use super::*;
    use std::fs;

    fn elsewhere(store: &Store) -> Origin {
        let path = store.home.root().join("other höme/go1.22.3");
        fs::create_dir_all(path.join("bin")).unwrap();
        fs::write(path.join("bin/go"), "").unwrap();
        Origin { name: "goup".to_owned(), path }
    }

    fn adoption(store: &Store) -> Adoption {
        store.adoption(store.lock(&version(), || {}).unwrap()).unwrap()
    }

    #[test]
    fn a_copy_has_a_receipt_without_a_proof() {
        let (_folder, store) = store();
        let (origin, adoption) = (elsewhere(&store), adoption(&store));
        fs::write(adoption.path().join("VERSION"), "go1.22.3").unwrap();
        let toolchain = adoption.copied(&origin).unwrap().toolchain;
        assert!(toolchain.path.join("VERSION").is_file());
        let receipt = store.receipt(&version()).unwrap();
        assert_eq!((receipt.proof, receipt.archive, receipt.sha256), (None, None, None));
        assert_eq!(receipt.imported_from.as_deref(), Some("goup"));
        assert_eq!(receipt.imported_path, Some(origin.path.display().to_string()));
        assert_eq!(store.linked_to(&version()), None);
    }

    /// On exFAT, on a share, under Wine.
    #[test]
    fn without_links_nothing_is_left() {
        let (_folder, store) = store();
        let origin = elsewhere(&store);
        let Err(error) = adoption(&store).linked(&origin) else { return };
        assert!(matches!(error, Error::NoLinks { .. }), "{error}");
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 0);
        assert!(origin.path.join("bin/go").is_file());
    }

    #[test]
    fn a_link_is_listed_and_removed_alone() {
        let (folder, store) = store();
        if !link::possible_in(folder.path()) {
            return;
        }
        let origin = elsewhere(&store);
        let toolchain = adoption(&store).linked(&origin).unwrap().toolchain;
        assert_eq!(store.list().unwrap(), [toolchain]);
        assert_eq!(store.linked_to(&version()), Some(origin.path.clone()));
        store.tidy();
        store.remove(&version()).unwrap();
        assert!(origin.path.join("bin/go").is_file());
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 0);
    }

    #[test]
    fn a_link_given_up_leaves_its_end_alone() {
        let (folder, store) = store();
        if !link::possible_in(folder.path()) {
            return;
        }
        let origin = elsewhere(&store);
        fs::create_dir_all(store.home.toolchain(&version())).unwrap();
        assert!(matches!(adoption(&store).linked(&origin), Err(Error::Occupied { .. })));
        assert!(origin.path.join("bin/go").is_file());
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 1, "no stage, no receipt");
    }

    #[test]
    fn a_link_whose_end_is_gone_gives_way() {
        let (folder, store) = store();
        if !link::possible_in(folder.path()) {
            return;
        }
        let origin = elsewhere(&store);
        drop(adoption(&store).linked(&origin).unwrap());
        fs::remove_dir_all(&origin.path).unwrap();
        assert_eq!((store.list().unwrap(), store.find(&version())), (Vec::new(), None));
        let stage = store.stage(store.lock(&version(), || {}).unwrap()).unwrap();
        drop(stage.commit(&proof(), delivery()).unwrap());
        assert_eq!((store.linked_to(&version()), store.list().unwrap().len()), (None, 1));

        store.remove(&version()).unwrap();
        drop(adoption(&store).linked(&origin).unwrap());
        assert!(store.find_dead(&version()).is_some());
        store.remove(&version()).unwrap();
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 0);
    }

    /// Written before there were receipts without a proof.
    #[test]
    fn reads_receipts_of_before() {
        let (_folder, store) = store();
        fs::create_dir_all(store.home.versions()).unwrap();
        let old = r#"{"version": "1.22.3", "archive": "go1.22.3.linux-amd64.tar.gz", "sha256": "00", "proof": "manifest"}"#;
        fs::write(store.receipt_path(&version()), old).unwrap();
        let receipt = store.receipt(&version()).unwrap();
        assert_eq!((receipt.proof.as_deref(), receipt.imported_from), (Some("manifest"), None));
    }
}
