//! Which toolchains are there.

use super::{Error, Store};
use crate::system::Action;
use crate::system::file;
use crate::system::program::is_program;
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

    /// Whether its programs can be run, as far as is seen without running them.
    pub fn is_usable(&self) -> bool {
        is_program(&self.tool("go")) && self.not_executable().is_empty()
    }

    /// Its programs that are there and may not be run: those in `bin`, and the compiler and the others that `go` runs.
    /// Windows has none: it keeps no such modes.
    pub fn not_executable(&self) -> Vec<PathBuf> {
        let tools = fs::read_dir(self.path.join("pkg").join("tool")).into_iter().flatten().flatten();
        let mut folders = vec![self.path.join("bin")];
        folders.extend(tools.map(|entry| entry.path()));
        let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let is_lost = |path: &PathBuf| {
            path.metadata().is_ok_and(|meta| cfg!(unix) && meta.is_file() && !file::is_executable(&meta))
        };
        let mut lost: Vec<_> = entries.map(|entry| entry.path()).filter(is_lost).collect();
        lost.sort();
        lost
    }
}

impl Store {
    /// All toolchains, newest first, those of shared stores among them. Of one that both have, the own one counts. No
    /// store is an empty one; nor does a shared one that cannot be read keep anybody from the others.
    pub fn list(&self) -> Result<Vec<Toolchain>, Error> {
        let mut found = self.own()?;
        for other in self.home.shared() {
            for toolchain in Self::of(&other).own().unwrap_or_default() {
                if found.iter().all(|own| own.version != toolchain.version) {
                    found.push(toolchain);
                }
            }
        }
        found.sort_by(|a, b| b.version.cmp(&a.version));
        Ok(found)
    }

    /// Whether a toolchain is another home's, and never changed here.
    pub fn is_shared(&self, toolchain: &Toolchain) -> bool {
        toolchain.path.parent() != Some(&self.home.versions())
    }

    /// Those of the home itself, newest first.
    pub fn own(&self) -> Result<Vec<Toolchain>, Error> {
        let folder = self.home.versions();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(Action::Read, folder)(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Error::io(Action::Read, &folder))?;
            found.extend(named_toolchain(&entry.path()));
        }
        found.sort_by(|a, b| b.version.cmp(&a.version));
        Ok(found)
    }

    /// The toolchain of exactly this version: the own one, else that of the first shared store that has it.
    pub fn find(&self, version: &Version) -> Option<Toolchain> {
        self.find_own(version)
            .or_else(|| self.home.shared().find_map(|other| Self::of(&other).find_own(version)))
    }

    /// The same in the home itself.
    pub fn find_own(&self, version: &Version) -> Option<Toolchain> {
        // The folder of 1.20 is go1.20 whether 1.20 or 1.20.0 was asked for.
        let by_name = named_toolchain(&self.home.toolchain(version));
        by_name.or_else(|| self.own().ok()?.into_iter().find(|toolchain| toolchain.version == *version))
    }

    /// The same for who has to tell a toolchain that is not there from one that this user may not see.
    pub fn look_for(&self, version: &Version) -> Result<Option<Toolchain>, Error> {
        if let Some(toolchain) = self.find(version) {
            return Ok(Some(toolchain));
        }
        let path = self.home.toolchain(version);
        match path.metadata() {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(Error::io(Action::Read, path)(error))
            }
            _ => Ok(None),
        }
    }
}

fn named_toolchain(path: &Path) -> Option<Toolchain> {
    let version = Version::from_toolchain_name(path.file_name()?.to_str()?).ok()?;
    // The suffix that names may carry is no part of a folder gv makes.
    (path.ends_with(version.toolchain_name()) && path.is_dir())
        .then(|| Toolchain { version, path: path.to_owned() })
}
