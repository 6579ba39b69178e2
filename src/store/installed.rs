//! Which toolchains are there.

use super::{Error, Store};
use crate::version::Version;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// An installed toolchain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toolchain {
    /// Its version, as the folder is named.
    pub version: Version,
    /// Its GOROOT.
    pub path: PathBuf,
}

impl Toolchain {
    /// A program of the toolchain (`go`, `gofmt`), there or not.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.path.join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }
}

impl Store {
    /// All toolchains, newest first. No store is an empty one.
    pub fn list(&self) -> Result<Vec<Toolchain>, Error> {
        let folder = self.home.versions();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io("read", folder)(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Error::io("read", &folder))?;
            found.extend(named_toolchain(&entry.path()));
        }
        found.sort_by(|a, b| b.version.cmp(&a.version));
        Ok(found)
    }

    /// The toolchain of exactly this version.
    pub fn find(&self, version: &Version) -> Option<Toolchain> {
        // The folder of 1.20 is go1.20 whether 1.20 or 1.20.0 was asked for.
        let by_name = named_toolchain(&self.home.toolchain(version));
        by_name.or_else(|| self.list().ok()?.into_iter().find(|toolchain| toolchain.version == *version))
    }
}

fn named_toolchain(path: &Path) -> Option<Toolchain> {
    let version = Version::from_toolchain_name(path.file_name()?.to_str()?).ok()?;
    // The suffix that names may carry is no part of a folder gv makes.
    (path.ends_with(version.toolchain_name()) && path.is_dir())
        .then(|| Toolchain { version, path: path.to_owned() })
}
