//! What gv remembers of the files of a mirror: with it a second run reads no archive again. It is no proof: a file that
//! has changed is verified again.

use super::folder::Folder;
use crate::mirror::Error;
use crate::system::Action;
use crate::system::file::{self, How};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::UNIX_EPOCH;

/// What was proven, by the path below the folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    schema_version: u32,
    /// The files.
    pub files: BTreeMap<String, Known>,
    /// The signed trees of the checksum database that the mirror has served, the oldest first.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A file as it was when it was proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What was proven: `SHA-256 …` of an archive, `h1:…` of a module.
    pub hash: String,
    /// The authority: `manifest`, `index` or `database`.
    pub proof: String,
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

/// So much is remembered of the trees: a client has seen one of the last.
const NOTES: usize = 64;
/// The files of all releases for all platforms are a few thousand.
const LIMIT: u64 = 64 << 20;

impl Memory {
    /// Reads it. What cannot be read is forgotten: then the files are read again.
    pub fn read(folder: &Folder) -> Self {
        let bytes = file::read_regular(&folder.memory(), LIMIT).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Writes it.
    pub fn write(&self, folder: &Folder) -> Result<(), Error> {
        let path = folder.memory();
        let current = Self { schema_version: 1, files: self.files.clone(), notes: self.notes.clone() };
        let bytes = serde_json::to_vec_pretty(&current).unwrap_or_default();
        file::replace(&path, &bytes, How::Passing).map_err(Error::io(Action::Write, &path))
    }

    /// What is known of a file, as long as it is what it was.
    pub fn of(&self, folder: &Folder, relative: &str) -> Option<&Known> {
        let known = self.files.get(relative)?;
        let (size, modified) = seen(folder, relative)?;
        (known.size == size && known.modified == modified).then_some(known)
    }

    /// Remembers a file that has just been proven.
    pub fn remember(&mut self, folder: &Folder, relative: &str, hash: String, proof: &str) {
        if let Some((size, modified)) = seen(folder, relative) {
            let known = Known { hash, proof: proof.to_owned(), size, modified };
            self.files.insert(relative.to_owned(), known);
        }
    }

    /// Forgets files that are not there, or not as they were.
    pub fn tidy(&mut self, folder: &Folder) {
        let gone: Vec<String> =
            self.files.keys().filter(|relative| self.of(folder, relative).is_none()).cloned().collect();
        for relative in gone {
            self.files.remove(&relative);
        }
    }

    /// Remembers a signed tree that the mirror serves from now on.
    pub fn note(&mut self, note: &str) {
        if self.notes.last().is_none_or(|last| last != note) {
            self.notes.push(note.to_owned());
            let surplus = self.notes.len().saturating_sub(NOTES);
            self.notes.drain(..surplus);
        }
    }
}

impl Known {
    /// The length of the file.
    pub fn size(&self) -> u64 {
        self.size
    }
}

fn seen(folder: &Folder, relative: &str) -> Option<(u64, u128)> {
    let meta = folder.file(relative).symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let modified = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((meta.len(), modified.as_nanos()))
}
