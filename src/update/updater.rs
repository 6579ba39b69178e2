//! What every way to a new version needs.

use super::signed_list::SignedList;
use super::{Error, Identity, Programs};
use crate::env::Env;
use crate::fetch::{self, Client, Progress, Timeouts};
use crate::home::Home;
use crate::store::PARTIAL;
use crate::system::Action;
use crate::verify::Sha256;
use crate::verify::minisign::PublicKey;
use semver::Version;
use std::path::{Path, PathBuf};

/// No archive of gv's is larger.
pub(super) const ARCHIVE_LIMIT: u64 = 200 << 20;

/// Gets new versions of gv.
#[derive(Clone, Copy)]
pub struct Updater<'a> {
    /// What this gv is, and whose releases it accepts.
    pub identity: &'a Identity,
    /// The user's environment.
    pub env: &'a Env,
    /// Whose cache keeps an incomplete download.
    pub home: &'a Home,
    /// The client for requests.
    pub client: &'a Client,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// Who watches the download.
    pub progress: &'a dyn Progress,
}

/// A release whose programs are proven: one of the built-in keys signed their hash.
#[derive(Debug)]
pub struct Proven {
    /// Which one.
    pub version: Version,
    /// Its programs.
    pub programs: Programs,
    /// The names of the sources of the bytes.
    pub sources: Vec<String>,
    /// The checksum database that lists it, for a release from a GOPROXY.
    pub database: Option<String>,
    /// The downloaded file, which is of no use after the installation.
    pub partial: PathBuf,
}

impl Updater<'_> {
    /// The keys whose signatures count.
    pub(super) fn keys(&self) -> &[PublicKey] {
        &self.identity.keys
    }

    /// The programs in a proven archive.
    pub(super) fn programs(name: &str, bytes: &[u8]) -> Result<Programs, Error> {
        match Programs::in_archive(bytes) {
            Ok(Some(programs)) => Ok(programs),
            Ok(None) => Err(Error::NoPrograms { file: name.to_owned() }),
            Err(source) => Err(Error::Unreadable { file: name.to_owned(), why: source.to_string() }),
        }
    }

    /// The archive for this machine in a list.
    pub(super) fn archive<'l>(&self, list: &'l SignedList) -> Result<(&'l str, Sha256), Error> {
        list.archive(&self.identity.targets()).ok_or_else(|| Error::NoArchive {
            version: list.version().clone(),
            target: self.identity.target.clone(),
        })
    }

    /// Where a download is kept: a name for these bytes, so that those of another release are not continued.
    pub(super) fn partial(&self, name: &str, hash: &str) -> PathBuf {
        self.home.cache().join(format!("{name}.{}{PARTIAL}", hash.get(..16).unwrap_or(hash)))
    }

    /// Removes a download.
    pub(super) fn discard(partial: &Path) -> Result<(), Error> {
        fetch::discard(partial).map_err(Error::io(Action::Remove, partial))
    }
}

impl Proven {
    /// Removes the downloaded file. What cannot be removed now, `gv cache clean` finds.
    pub fn discard_download(&self) {
        let _ = fetch::discard(&self.partial);
    }
}

/// A version as it is typed or listed: `0.2.0`, `v0.2.0`. Build metadata names no other release.
pub(super) fn version_of(text: &str) -> Option<Version> {
    let text = text.trim();
    let version: Version = text.strip_prefix('v').unwrap_or(text).parse().ok()?;
    version.build.is_empty().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_semantic() {
        assert_eq!(version_of("v0.2.0\r"), Some(Version::new(0, 2, 0)));
        assert!(version_of("1.0.0-rc.1") < version_of("1.0.0"));
        for text in ["", "1", "1.2", "latest", "1.2.3+x", "../1.2.3", "<html>"] {
            assert_eq!(version_of(text), None, "{text}");
        }
    }
}
