//! The default toolchain: the link `current`; where no link can be made, its name in a file of gv's state.

use super::{Error, Store, Toolchain};
use crate::system::{file, link};
use crate::version::Version;
use std::path::PathBuf;
use std::{fs, io};

/// How the default is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
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
            Err(error) => Err(Error::io("read the link", current)(error)),
        }
    }

    /// Makes a toolchain the default. A reader of `current` sees the old or the new one, never neither.
    pub fn set_default(&self, toolchain: &Toolchain) -> Result<Kept, Error> {
        let current = self.home.current();
        let _lock = self.lock_current()?;
        match link::replace(&toolchain.path, &current) {
            Ok(()) => {
                self.remove_note()?;
                Ok(Kept::Linked)
            }
            Err(error) if error.kind() == io::ErrorKind::Unsupported => self.note_default(toolchain),
            Err(error) => Err(Error::io("link", current)(error)),
        }
    }

    /// Takes the default away. No default is fine.
    pub fn clear_default(&self) -> Result<(), Error> {
        let current = self.home.current();
        let _lock = self.lock_current()?;
        self.remove_note()?;
        link::forget(&current).map_err(Error::io("remove", current))
    }

    fn noted_default(&self) -> Result<Option<Version>, Error> {
        let note = self.note();
        match fs::read_to_string(&note) {
            Ok(name) => Ok(Version::from_toolchain_name(name.trim()).ok()),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(Error::io("read", note)(error)),
        }
    }

    /// The name first, and then away with a link that leads elsewhere: a link counts where both are.
    fn note_default(&self, toolchain: &Toolchain) -> Result<Kept, Error> {
        let (note, current) = (self.note(), self.home.current());
        let news = !note.exists();
        let draft = note.with_extension("new");
        let written = fs::write(&draft, format!("{}\n", toolchain.version.toolchain_name()));
        written.and_then(|()| file::rename(&draft, &note)).map_err(Error::io("write", note))?;
        link::forget(&current).map_err(Error::io("remove", current))?;
        Ok(Kept::Noted { news })
    }

    fn remove_note(&self) -> Result<(), Error> {
        let note = self.note();
        file::remove(&note).map_err(Error::io("remove", note))
    }

    fn note(&self) -> PathBuf {
        self.home.state().join("default")
    }
}
