//! The moment a staged tree becomes a toolchain: with a receipt, once, by one rename.

use super::receipt::{Delivery, Receipt};
use super::{Error, Stage, Toolchain, VersionLock};
use crate::system::Action;
use crate::system::{file, link};
use crate::verify::Proof;
use std::io;
use std::path::Path;

/// A toolchain that has just come to be, and the lock it came to be under.
#[derive(Debug)]
pub struct Committed {
    /// The toolchain.
    pub toolchain: Toolchain,
    /// Still held.
    pub lock: VersionLock,
}

impl Stage {
    /// Makes the tree the toolchain of its version. There must be none: a toolchain is never written over. The
    /// receipt is there before the toolchain is, so that no toolchain lacks one.
    pub fn commit(self, proof: &Proof, delivery: Delivery) -> Result<Committed, Error> {
        let receipt = Receipt::new(self.version(), proof, delivery);
        self.settle(&receipt)
    }

    /// Moves folders of the tree into the slim toolchain of its version, which is whole then. What is there already stays.
    pub fn complete(self, folders: &[&str]) -> Result<Toolchain, Error> {
        let version = self.version().clone();
        let toolchain = self.store.find_own(&version);
        let toolchain = toolchain.ok_or_else(|| Error::NotInstalled { version: version.clone() })?;
        for folder in folders {
            let (from, to) = (self.path().join(folder), toolchain.path.join(folder));
            if from.symlink_metadata().is_ok() && to.symlink_metadata().is_err() {
                file::rename(&from, &to).map_err(Error::io(Action::Create, &to))?;
            }
        }
        if let Some(receipt) = self.store.receipt(&version) {
            Receipt { slim: false, ..receipt }.write(&self.store.receipt_path(&version))?;
        }
        Ok(toolchain)
    }

    /// Writes the receipt and renames the stage, whatever it is: a tree, or a link to one.
    pub(super) fn settle(self, record: &Receipt) -> Result<Committed, Error> {
        let version = self.version().clone();
        let path = self.store.home.toolchain(&version);
        self.vacate(&path)?;
        let receipt = self.store.receipt_path(&version);
        record.write(&receipt)?;
        file::rename(self.path(), &path).map_err(|error| {
            let _ = file::remove(&receipt);
            Error::io(Action::Create, &path)(error)
        })?;
        Ok(Committed { toolchain: Toolchain { version, path }, lock: self.lock })
    }

    /// Makes sure that nothing is there. A link that gv once made to another manager's toolchain, and that leads
    /// nowhere since that one is gone, gives way.
    fn vacate(&self, path: &Path) -> Result<(), Error> {
        match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(Error::io(Action::Read, path)(error)),
            Ok(_) if self.store.is_dead_import(self.version()) => {
                link::remove(path).map_err(Error::io(Action::Remove, path))
            }
            Ok(_) => Err(Error::Occupied { path: path.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{delivery, proof, store, toolchain, version};
    use super::*;
    use std::fs;

    #[test]
    fn a_stage_becomes_a_toolchain_with_a_receipt() {
        let (_folder, store) = store();
        let stage = store.stage(store.lock(&version(), || {}).unwrap()).unwrap();
        fs::write(stage.path().join("VERSION"), "go1.22.3").unwrap();
        assert_eq!(store.list().unwrap(), []);
        let Committed { toolchain, lock } = stage.commit(&proof(), delivery()).unwrap();
        assert!(store.try_lock(&version()).unwrap().is_none());
        drop(lock);
        assert_eq!(store.list().unwrap(), std::slice::from_ref(&toolchain));
        assert!(toolchain.path.join("VERSION").is_file());
        let receipt = store.receipt(&version()).unwrap();
        assert_eq!(
            (receipt.proof.as_deref(), receipt.origin.as_deref()),
            (Some("index"), Some("go.example"))
        );
        assert_eq!((receipt.sources, receipt.bytes), (delivery().sources, delivery().bytes));
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 2);
    }

    #[test]
    fn a_slim_toolchain_is_completed_and_keeps_what_it_has() {
        let (_folder, store) = store();
        let stage = store.stage(store.lock(&version(), || {}).unwrap()).unwrap();
        fs::create_dir(stage.path().join("doc")).unwrap();
        fs::write(stage.path().join("doc/own"), "").unwrap();
        stage.commit(&proof(), Delivery { slim: true, ..delivery() }).unwrap();
        assert!(store.is_slim(&version()));
        let stage = store.stage(store.lock(&version(), || {}).unwrap()).unwrap();
        for folder in ["doc", "test", "src"] {
            fs::create_dir(stage.path().join(folder)).unwrap();
        }
        let toolchain = stage.complete(&["api", "doc", "test"]).unwrap();
        assert!(!store.is_slim(&version()));
        let there = ["doc/own", "test", "api", "src"].map(|name| toolchain.path.join(name).exists());
        assert_eq!(there, [true, true, false, false]);
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 2);
    }

    #[test]
    fn nothing_is_written_over() {
        let (_folder, store) = store();
        toolchain(&store, "1.22.3");
        let stage = store.stage(store.lock(&version(), || {}).unwrap()).unwrap();
        assert!(matches!(stage.commit(&proof(), delivery()), Err(Error::Occupied { .. })));
        assert!(store.home.toolchain(&version()).join("bin/go").is_file());
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 1, "no stage, no receipt");
    }

    #[test]
    fn a_dropped_stage_is_gone() {
        let (_folder, store) = store();
        let stage = store.stage(store.lock(&version(), || {}).unwrap()).unwrap();
        fs::create_dir_all(stage.path().join("src/cmd")).unwrap();
        drop(stage);
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 0);
        assert!(store.try_lock(&version()).unwrap().is_some());
    }
}
