//! The default toolchain: the link `current`; where no link can be made, its name in a file of gv's state.

use super::{Error, Store, Toolchain};
use crate::system::Action;
use crate::system::file::{self, How};
use crate::system::link;
use crate::system::program::same_file;
use crate::version::Version;
use std::io;
use std::path::PathBuf;

/// The name of a toolchain is short.
const NAME_LIMIT: u64 = 4 << 10;

/// How the default is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultKept {
    /// `current` links to it.
    Linked,
    /// There can be no link here: only gv and its shims know.
    Noted {
        /// Whether that is so for the first time.
        news: bool,
    },
}

impl Store {
    /// The version `current` links to, installed or not; `None` when there is no default.
    pub fn default_version(&self) -> Result<Option<Version>, Error> {
        let current = self.home.current();
        match link::read(&current) {
            Ok(target) => {
                let name = target.file_name().and_then(|name| name.to_str());
                Ok(name.and_then(|name| Version::from_toolchain_name(name).ok()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.noted_default(),
            Err(_) if current.symlink_metadata().is_ok_and(|meta| !meta.is_symlink()) => {
                Err(Error::Occupied { path: current })
            }
            Err(error) => Err(Error::io(Action::ReadLink, current)(error)),
        }
    }

    /// Makes a toolchain the default. A reader of `current` sees the old or the new one, never neither.
    pub fn set_default(&self, toolchain: &Toolchain) -> Result<DefaultKept, Error> {
        let current = self.home.current();
        // Where nothing is to be changed nothing is locked: the home may be one that this user only reads.
        if same_file(&current, &toolchain.path) && !self.note().exists() && self.links_to(toolchain) {
            return Ok(DefaultKept::Linked);
        }
        let _lock = self.lock_current()?;
        match link::replace(&toolchain.path, &current) {
            Ok(()) => {
                self.remove_note()?;
                Ok(DefaultKept::Linked)
            }
            Err(error) if error.kind() == io::ErrorKind::Unsupported => self.note_default(toolchain),
            Err(error) => Err(Error::io(Action::Link, current)(error)),
        }
    }

    /// Whether `current` is a link that names this toolchain.
    fn links_to(&self, toolchain: &Toolchain) -> bool {
        self.default_version().is_ok_and(|version| version.as_ref() == Some(&toolchain.version))
    }

    /// Takes the default away. No default is fine.
    pub fn clear_default(&self) -> Result<(), Error> {
        let current = self.home.current();
        let _lock = self.lock_current()?;
        self.remove_note()?;
        link::forget(&current).map_err(Error::io(Action::Remove, current))
    }

    fn noted_default(&self) -> Result<Option<Version>, Error> {
        let note = self.note();
        match file::read_regular(&note, NAME_LIMIT) {
            Ok(name) => Ok(Version::from_toolchain_name(String::from_utf8_lossy(&name).trim()).ok()),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(Error::io(Action::Read, note)(error)),
        }
    }

    /// The name first, and then away with a link that leads elsewhere: a link counts where both are.
    fn note_default(&self, toolchain: &Toolchain) -> Result<DefaultKept, Error> {
        let (note, current) = (self.note(), self.home.current());
        let news = !note.exists();
        let name = format!("{}\n", toolchain.version.toolchain_name());
        file::replace(&note, name.as_bytes(), How::Usual).map_err(Error::io(Action::Write, note))?;
        link::forget(&current).map_err(Error::io(Action::Remove, current))?;
        Ok(DefaultKept::Noted { news })
    }

    fn remove_note(&self) -> Result<(), Error> {
        let note = self.note();
        file::remove(&note).map_err(Error::io(Action::Remove, note))
    }

    fn note(&self) -> PathBuf {
        self.home.state().join("default")
    }
}
