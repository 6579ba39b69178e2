//! A store in a temporary folder, for the tests of this module.

use super::{Delivery, Store, Toolchain};
use crate::home::Home;
use crate::verify::{Authority, Digest, Expected, Proof};
use crate::version::Version;
use std::fs;
use tempfile::TempDir;

pub(super) fn store() -> (TempDir, Store) {
    let folder = tempfile::Builder::new().prefix("gv höme ").tempdir().unwrap();
    let store = Store::of(&Home::at(folder.path().join("home")));
    (folder, store)
}

pub(super) fn version() -> Version {
    "1.22.3".parse().unwrap()
}

/// A toolchain that is simply there.
pub(super) fn toolchain(store: &Store, version: &str) -> Toolchain {
    let version: Version = version.parse().unwrap();
    let path = store.home.toolchain(&version);
    fs::create_dir_all(path.join("bin")).unwrap();
    fs::write(path.join("bin/go"), "").unwrap();
    Toolchain { version, path }
}

pub(super) fn proof() -> Proof {
    let nothing = Digest::new().finish();
    let expected =
        Expected { hash: nothing.into(), authority: Authority::Index { origin: "go.example".to_owned() } };
    expected.prove(nothing).unwrap()
}

pub(super) fn delivery() -> Delivery {
    Delivery {
        archive: "go1.22.3.linux-amd64.tar.gz".to_owned(),
        sources: vec!["a.example".to_owned()],
        bytes: 5,
        slim: false,
    }
}
