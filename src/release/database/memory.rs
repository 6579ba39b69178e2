//! What is remembered of a checksum database: the latest signed tree, which only ever grows, and tiles that were found
//! to belong to it. Another key never meets what one has signed.
//!
//! A home that cannot be written does not keep anybody from asking: the answer is held against what was remembered
//! before, and what is new is forgotten again.

use super::Error;
use crate::home::Home;
use crate::system::file;
use crate::verify::sumdb::{Key, Tile};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folders of one database.
#[derive(Debug)]
pub(super) struct Memory {
    state: PathBuf,
    tiles: PathBuf,
}

/// A signed tree has some two hundred bytes.
const NOTE_LIMIT: u64 = 64 << 10;
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
        match path.metadata() {
            Ok(meta) if meta.len() > NOTE_LIMIT => Err(Error::Remembered { path }),
            Ok(_) => fs::read(&path).map(Some).map_err(disk("read", &path)),
            Err(error) if missing.contains(&error.kind()) => Ok(None),
            Err(error) => Err(disk("read", &path)(error)),
        }
    }

    /// Puts a note in the place of another, if that is still the latest; says whether it was.
    pub fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Error> {
        let Some(_lock) = self.lock()? else { return Ok(true) };
        if self.latest()?.as_deref() != old {
            return Ok(false);
        }
        let path = self.latest_path();
        match write_for_good(&path, new) {
            Err(error) if !is_unwritable(&error) => Err(disk("write", &path)(error)),
            _ => Ok(true),
        }
    }

    /// Keeps two notes that contradict each other.
    pub fn keep_fork(&self, one: &[u8], other: &[u8]) {
        let place = |number: u32, which: &str| self.state.join(format!("fork-{number}-{which}"));
        let Some(number) = (1..=MOST_FORKS).find(|number| !place(*number, "older").exists()) else { return };
        // They are evidence; but where they cannot be kept, the message still tells of the fork.
        let _ = write_for_good(&place(number, "older"), one);
        let _ = write_for_good(&place(number, "newer"), other);
    }

    /// A tile that was kept; a whole one also serves for the part of it that is asked for.
    pub fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let read = |tile: Tile| fs::read(self.tiles.join(tile.path())).ok();
        let bytes = read(tile).or_else(|| read(tile.whole()));
        bytes.and_then(|bytes| bytes.get(..tile.length()).map(<[u8]>::to_vec))
    }

    /// Keeps a tile. Where that fails it is fetched again.
    pub fn keep_tile(&self, tile: Tile, bytes: &[u8]) {
        let path = self.tiles.join(tile.path());
        if fs::read(&path).ok().as_deref() != Some(bytes) {
            let _ = write(&path, bytes);
        }
    }

    /// The right to change what is remembered; `None` where nothing can be.
    fn lock(&self) -> Result<Option<File>, Error> {
        let path = self.state.join("lock");
        let open = || File::options().write(true).create(true).truncate(false).open(&path);
        match fs::create_dir_all(&self.state).and_then(|()| open()) {
            Ok(file) => file.lock().map(|()| Some(file)).map_err(disk("lock", &path)),
            Err(error) if is_unwritable(&error) => Ok(None),
            Err(error) => Err(disk("create", &path)(error)),
        }
    }
}

/// Writes a file in one step.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_in_one_step(path, |file| file.write_all(bytes))
}

/// The same, so that a power cut just after it leaves no empty file: what is remembered would be damaged then.
fn write_for_good(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_in_one_step(path, |file| file.write_all(bytes).and_then(|()| file.sync_all()))
}

fn write_in_one_step(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let draft = path.with_extension(format!("draft-{}", std::process::id()));
    let written = File::create(&draft).and_then(|mut file| fill(&mut file));
    let written = written.and_then(|()| file::rename(&draft, path));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
    written
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

fn disk(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Disk { action, path, source }
}
