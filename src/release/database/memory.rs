//! What is remembered of a checksum database: the latest signed tree, which only ever grows, and tiles that were found
//! to belong to it. Another key never meets what one has signed.
//!
//! A home that cannot be written does not keep anybody from asking: the answer is held against what was remembered
//! before, and what is new is forgotten again.

use super::Error;
use crate::home::Home;
use crate::system::file::{self, How};
use crate::system::{Action, FileError};
use crate::verify::sumdb::{Key, Tile};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The folders of one database.
#[derive(Debug)]
pub(super) struct Memory {
    state: PathBuf,
    tiles: PathBuf,
}

/// A signed tree has some two hundred bytes.
const NOTE_LIMIT: u64 = 64 << 10;
/// A whole tile has 8 KiB.
const TILE_LIMIT: u64 = 64 << 10;
/// So many forks are kept; the next is much the same.
const MOST_FORKS: u32 = 20;

impl Memory {
    pub fn of(key: &Key, home: &Home) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() || ".-".contains(c) { c } else { '-' };
        let name: String = key.name().chars().take(80).map(plain).collect();
        let name = format!("{name}+{:08x}", key.hash());
        Self { state: home.database(&name), tiles: home.tiles(&name) }
    }

    /// Where the evidence of forks is kept.
    pub fn folder(&self) -> PathBuf {
        self.state.clone()
    }

    pub fn latest_path(&self) -> PathBuf {
        self.state.join("latest")
    }

    /// The note of the latest tree.
    pub fn latest(&self) -> Result<Option<Vec<u8>>, Error> {
        let path = self.latest_path();
        let missing = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
        match file::read_regular(&path, NOTE_LIMIT) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(Error::Remembered { path }),
            Err(error) if missing.contains(&error.kind()) => Ok(None),
            Err(error) => Err(disk(Action::Read, &path)(error)),
        }
    }

    /// Puts a note in the place of another, if that is still the latest; says whether it was.
    pub fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Error> {
        let Some(_lock) = self.lock()? else { return Ok(true) };
        if self.latest()?.as_deref() != old {
            return Ok(false);
        }
        let path = self.latest_path();
        match write(&path, new, How::Usual) {
            Err(error) if !is_unwritable(&error) => Err(disk(Action::Write, &path)(error)),
            _ => Ok(true),
        }
    }

    /// Keeps two notes that contradict each other.
    pub fn keep_fork(&self, one: &[u8], other: &[u8]) {
        let place = |number: u32, which: &str| self.state.join(format!("fork-{number}-{which}"));
        let Some(number) = (1..=MOST_FORKS).find(|number| !place(*number, "older").exists()) else { return };
        // They are evidence; but where they cannot be kept, the message still tells of the fork.
        let _ = write(&place(number, "older"), one, How::Usual);
        let _ = write(&place(number, "newer"), other, How::Usual);
    }

    /// A tile that was kept; a whole one also serves for the part of it that is asked for.
    pub fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let read = |tile: Tile| file::read_regular(&self.tiles.join(tile.path()), TILE_LIMIT).ok();
        let bytes = read(tile).or_else(|| read(tile.whole()));
        bytes.and_then(|bytes| bytes.get(..tile.length()).map(<[u8]>::to_vec))
    }

    /// Keeps a tile. Where that fails it is fetched again.
    pub fn keep_tile(&self, tile: Tile, bytes: &[u8]) {
        let path = self.tiles.join(tile.path());
        if file::read_regular(&path, TILE_LIMIT).ok().as_deref() != Some(bytes) {
            let _ = write(&path, bytes, How::Passing);
        }
    }

    /// The right to change what is remembered; `None` where nothing can be.
    fn lock(&self) -> Result<Option<File>, Error> {
        let path = self.state.join("lock");
        match file::create_folder(&self.state).and_then(|()| file::open_lock(&path)) {
            Ok(file) => file.lock().map(|()| Some(file)).map_err(disk(Action::Lock, &path)),
            Err(error) if is_unwritable(&error) => Ok(None),
            Err(error) => Err(disk(Action::Create, &path)(error)),
        }
    }
}

/// Writes a file in one step, with the folders above it. What is remembered for good is synced: a power cut just after
/// it leaves no empty file.
fn write(path: &Path, bytes: &[u8], how: How) -> io::Result<()> {
    path.parent().map_or(Ok(()), file::create_folder)?;
    file::replace(path, bytes, how)
}

fn is_unwritable(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
    )
}

fn disk(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Error {
    FileError::of(action, path)
}
