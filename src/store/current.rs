//! The default toolchain: the link `current`.

use super::{Error, Store, Toolchain};
use crate::system::link;
use crate::version::Version;
use std::io;

impl Store {
    /// The version `current` links to, installed or not; `None` when there is no default.
    pub fn default_version(&self) -> Result<Option<Version>, Error> {
        let current = self.home.current();
        match link::read(&current) {
            Ok(target) => {
                let name = target.file_name().and_then(|name| name.to_str());
                Ok(name.and_then(|name| Version::from_toolchain_name(name).ok()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(_) if current.symlink_metadata().is_ok_and(|meta| !meta.is_symlink()) => {
                Err(Error::Occupied { path: current })
            }
            Err(error) => Err(Error::io("read the link", current)(error)),
        }
    }

    /// Makes a toolchain the default. A reader of `current` sees the old or the new one, never neither.
    pub fn set_default(&self, toolchain: &Toolchain) -> Result<(), Error> {
        let current = self.home.current();
        let _lock = self.lock_current()?;
        link::replace(&toolchain.path, &current).map_err(Error::io("link", current))
    }

    /// Takes the default away. No default is fine.
    pub fn clear_default(&self) -> Result<(), Error> {
        let current = self.home.current();
        let _lock = self.lock_current()?;
        match link::remove(&current) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", current)(error)),
            _ => Ok(()),
        }
    }
}
