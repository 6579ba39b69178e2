//! A mirror carried on a disk to a network that reaches nothing: one tar file with a list of its files and their hashes in
//! front. What comes out of it is proven again before it appears, as far as that can be done without a network: archives by
//! the list of releases that is built into gv, modules by the records of the checksum database that came with them.

mod bad;
mod layout;
mod unpack;

pub use bad::BadPack;
pub use unpack::{Unpacked, Vouched, unpack};

use super::Error;
use super::sync::{Folder, Memory, digest_of};
use crate::system::Action;
use crate::system::file::{self, How};
use crate::verify::{Digest, Sha256};
use layout::Role;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// The first entry.
const CONTENTS: &str = "gv-pack.json";

/// The list of the files.
#[derive(Debug, Serialize, Deserialize)]
struct Contents {
    schema_version: u32,
    files: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    path: String,
    size: u64,
    sha256: String,
}

/// What was packed.
#[derive(Debug)]
pub struct Packed {
    /// How many files.
    pub files: usize,
    /// How large the pack is.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Sha256,
}

/// Packs a mirror. The file appears whole or not at all.
pub fn pack(folder: &Folder, to: &Path) -> Result<Packed, Error> {
    let memory = Memory::read(folder);
    if memory.files.is_empty() {
        return Err(Error::NotMirror { folder: folder.root().to_owned() });
    }
    let _lock = folder.lock()?;
    let mut entries = Vec::new();
    for path in layout::files(folder)? {
        let place = folder.file(&path);
        let size = place.metadata().map_err(Error::io(Action::Read, &place))?.len();
        let sha256 = digest_of(&place).map_err(Error::io(Action::Read, &place))?.to_string();
        entries.push(Entry { path, size, sha256 });
    }
    // What others are proven by comes first, the lists come last.
    entries.sort_by_key(|entry| (Role::of(&entry.path), entry.path.clone()));
    let draft = to.with_extension("new");
    file::remove(&draft).map_err(Error::io(Action::Remove, &draft))?;
    let made = file::open_own(&draft, 0o644).map_err(Error::io(Action::Create, &draft))?;
    let written = write(folder, &entries, made).map_err(Error::io(Action::Write, &draft));
    let (bytes, sha256) = written.inspect_err(|_| drop(file::remove(&draft)))?;
    std::fs::rename(&draft, to).map_err(Error::io(Action::Rename, to))?;
    Ok(Packed { files: entries.len(), bytes, sha256 })
}

fn write(folder: &Folder, entries: &[Entry], file: File) -> io::Result<(u64, Sha256)> {
    let hashed = Hashed { file, digest: Digest::new(), length: 0 };
    let mut tar = tar::Builder::new(hashed);
    let contents = Contents { schema_version: 1, files: entries.to_vec() };
    let contents = serde_json::to_vec_pretty(&contents)?;
    tar.append_data(&mut header(contents.len() as u64), CONTENTS, &contents[..])?;
    for entry in entries {
        let source = file::open_itself(&folder.file(&entry.path))?;
        tar.append_data(&mut header(entry.size), &entry.path, source)?;
    }
    let hashed = tar.into_inner()?;
    hashed.file.sync_all()?;
    Ok((hashed.length, hashed.digest.finish()))
}

/// The same mirror makes the same pack: no times, no owners.
fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o644);
    header
}

/// A file whose bytes are hashed as they are written.
struct Hashed {
    file: File,
    digest: Digest,
    length: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes the hash beside a pack, as `sha256sum -c` reads it.
pub fn write_hash(to: &Path, sha256: Sha256) -> Result<(), Error> {
    let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut beside = to.as_os_str().to_owned();
    beside.push(".sha256");
    let path = Path::new(&beside);
    let line = format!("{sha256}  {name}\n");
    file::replace(path, line.as_bytes(), How::Readable).map_err(Error::io(Action::Write, path))
}
