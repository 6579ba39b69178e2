//! The way to a new version: which one, and its proven programs.

use super::updater::{Proven, Updater, version_of};
use super::{Address, Error, modules, places};
use semver::Version;

impl Updater<'_> {
    /// The version to install: the one that was named, else the newest at the address. A newest one that is older than
    /// this gv is refused: an old signed release is no update.
    pub fn choose(&self, address: &Address, named: Option<&str>) -> Result<Version, Error> {
        if let Some(text) = named {
            return version_of(text).ok_or_else(|| Error::BadVersion { text: text.to_owned() });
        }
        let newest = match address {
            Address::Places(places) => places::newest(self, places)?,
            Address::Modules => modules::newest(self)?,
        };
        if newest < self.identity.version {
            return Err(Error::Older { newest, own: self.identity.version.clone() });
        }
        Ok(newest)
    }

    /// The proven programs of a version.
    pub fn obtain(&self, address: &Address, version: &Version) -> Result<Proven, Error> {
        if self.identity.keys.is_empty() {
            return Err(Error::NoKey);
        }
        match address {
            Address::Places(places) => places::obtain(self, places, version),
            Address::Modules => modules::obtain(self, version),
        }
    }
}
