//! What a mirror was told to hold: it stands in the mirror, so that the next run needs no arguments, and so that it can be
//! seen from outside when it was last made current.

use super::folder::Folder;
use crate::mirror::Error;
use crate::release::Platform;
use crate::system::file;
use serde::{Deserialize, Serialize};
use std::time::{SystemTime, UNIX_EPOCH};

/// The wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The versions, as they were typed.
    pub versions: Vec<String>,
    /// For which platforms.
    pub platforms: Vec<Platform>,
    /// How many releases of each minor.
    pub keep: usize,
    /// In which forms.
    pub parts: Parts,
    /// Whether what is not chosen any more is removed. It is never remembered.
    pub prune: bool,
    /// Where the releases are from, as it is shown.
    pub origin: String,
}

/// In which forms releases are mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// As archives.
    pub archives: bool,
    /// As modules.
    pub modules: bool,
    /// With the records of the checksum database.
    pub sumdb: bool,
}

/// The file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Written {
    schema_version: u32,
    /// When the mirror was last brought up to date, in seconds since 1970.
    pub synced: u64,
    /// Where the releases are from.
    pub origin: String,
    /// The versions, as they were typed.
    pub versions: Vec<String>,
    /// The platforms.
    pub platforms: Vec<String>,
    /// How many releases of each minor.
    pub keep: usize,
    /// In which forms.
    #[serde(flatten)]
    pub parts: Parts,
}

/// Its name.
pub const NAME: &str = "gv-mirror.json";
const LIMIT: u64 = 1 << 20;

impl About {
    /// Where the releases of a mirror are from.
    pub fn origin_of(folder: &Folder) -> Option<String> {
        Written::of(folder).map(|written| written.origin)
    }

    /// Writes it, with the time.
    pub fn write(&self, folder: &Folder) -> Result<(), Error> {
        let written = Written {
            schema_version: 1,
            synced: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
            origin: self.origin.clone(),
            versions: self.versions.clone(),
            platforms: self.platforms.iter().map(ToString::to_string).collect(),
            keep: self.keep,
            parts: self.parts,
        };
        let bytes = serde_json::to_vec_pretty(&written).unwrap_or_default();
        folder.write(NAME, &bytes).map(drop)
    }
}

impl Written {
    /// Reads what a mirror says of itself.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The file of a folder.
    pub fn of(folder: &Folder) -> Option<Self> {
        Self::parse(&file::read_regular(&folder.file(NAME), LIMIT).ok()?)
    }
}
