//! What the zip of a module says of itself, found sound.

use super::super::limits::Allowance;
use super::super::path::EntryPath;
use super::super::{Damage, Error, Limits, Refusal};
use super::MODULE_LIMIT;
use super::directory::{Directory, Header};
use super::names::Names;
use crate::golang::toolchain::{self, ModuleVersion};
use crate::verify::{Digest, H1, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

/// How much a module may hold.
const LIMITS: Limits = Limits { entries: 40_000, file: MODULE_LIMIT, total: MODULE_LIMIT };

/// All that is to be unpacked.
pub(super) struct Listing {
    /// The folders, each after the one it lies in.
    pub(super) folders: Vec<EntryPath>,
    /// The files, in the order in which they lie in the zip.
    pub(super) files: Vec<Entry>,
    /// The names of entries that stand for folders. They count in the hash.
    folder_entries: BTreeSet<String>,
}

/// A file in the zip.
pub(super) struct Entry {
    /// The whole name, as the zip has it.
    pub(super) name: String,
    /// Where it belongs.
    pub(super) path: EntryPath,
    /// How it is packed: [`STORED`] or [`DEFLATED`].
    pub(super) method: u16,
    /// How long it is.
    pub(super) size: u64,
    /// How long it is in the zip.
    pub(super) packed: u64,
    /// Its checksum.
    pub(super) crc: u32,
    /// Where its own header begins.
    pub(super) place: u64,
    /// Where the next entry, or the directory, begins.
    pub(super) end: u64,
}

/// The methods of packing that a module is made with.
pub(super) const STORED: u16 = 0;
/// See [`STORED`].
pub(super) const DEFLATED: u16 = 8;

/// The part of an entry's own header that comes before its name.
pub(super) const LOCAL_HEADER: usize = 30;

impl Listing {
    /// Reads the directory of a zip and checks all of it.
    pub(super) fn read(archive: &Path, module: &ModuleVersion) -> Result<Self, Error> {
        let file = File::open(archive).map_err(Error::io("read", archive))?;
        let length = file.metadata().map_err(Error::io("read", archive))?.len();
        if length > MODULE_LIMIT {
            return Err(Error::refused(b"all of it", Refusal::TooLarge));
        }
        let directory = Directory::read(&file, archive, length)?;
        let mut draft = Draft::new(module);
        for header in directory.headers()? {
            draft.admit(&header).map_err(|refusal| Error::refused(header.name, refusal))?;
        }
        draft.finish(directory.start)
    }

    /// The hash of the module, where `hashes` are those of the files in their order.
    pub(super) fn h1(&self, hashes: &[Sha256]) -> Result<H1, Error> {
        let files = self.files.iter().map(|entry| entry.name.as_str()).zip(hashes.iter().copied());
        let folders = self.folder_entries.iter().map(|name| (name.as_str(), Digest::new().finish()));
        // No safe name holds a line break, so there is one.
        H1::of(files.chain(folders)).ok_or_else(|| Error::refused(b"a line break", Refusal::Name))
    }
}

/// A listing in the making.
struct Draft<'a> {
    module: &'a ModuleVersion,
    names: Names,
    allowance: Allowance,
    files: Vec<Entry>,
    folder_entries: BTreeSet<String>,
}

impl<'a> Draft<'a> {
    fn new(module: &'a ModuleVersion) -> Self {
        let allowance = Allowance::of(LIMITS);
        Self {
            module,
            names: Names::default(),
            allowance,
            files: Vec::new(),
            folder_entries: BTreeSet::new(),
        }
    }

    fn admit(&mut self, header: &Header<'_>) -> Result<(), Refusal> {
        self.allowance.take(header.size)?;
        let path = EntryPath::in_module(self.module, header.name)?;
        let name = str::from_utf8(header.name).map_err(|_| Refusal::Name)?;
        if header.encrypted || ![STORED, DEFLATED].contains(&header.method) {
            return Err(Refusal::Packing);
        }
        let is_folder = name.ends_with('/');
        let kind = header.mode.unwrap_or(0) & KIND;
        match path {
            _ if kind != 0 && kind != kind_of(is_folder) => Err(Refusal::Kind),
            path if is_folder => self.admit_folder(name, path.as_ref(), header),
            Some(path) => self.admit_file(name, path, header),
            None => Err(Refusal::Kind),
        }
    }

    fn admit_folder(
        &mut self,
        name: &str,
        path: Option<&EntryPath>,
        header: &Header<'_>,
    ) -> Result<(), Refusal> {
        if (header.size, header.packed) != (0, 0) {
            return Err(Refusal::Kind);
        }
        if !self.folder_entries.insert(name.to_owned()) {
            return Err(Refusal::Twice);
        }
        path.map_or(Ok(()), |path| self.names.folder(path))
    }

    fn admit_file(&mut self, name: &str, path: EntryPath, header: &Header<'_>) -> Result<(), Refusal> {
        // Go takes a file of this name, in any case, for the beginning of another module; only the module's own is
        // none. Go's releases have none; a proxy that packs them itself may add one.
        let own = path.as_str() == toolchain::GO_MOD
            && name.strip_suffix(toolchain::GO_MOD) == Some(self.module.prefix().as_str());
        if !own && toolchain::base(name).eq_ignore_ascii_case(toolchain::GO_MOD) {
            return Err(Refusal::GoMod);
        }
        self.names.file(&path)?;
        let &Header { method, size, packed, crc, place, .. } = header;
        self.files.push(Entry { name: name.to_owned(), path, method, size, packed, crc, place, end: 0 });
        Ok(())
    }

    /// Finds out where each entry ends, and that it does not reach into what follows it.
    fn finish(mut self, directory: u64) -> Result<Listing, Error> {
        self.files.sort_by_key(|entry| entry.place);
        let mut next = directory;
        for entry in self.files.iter_mut().rev() {
            if entry.method == STORED && entry.size != entry.packed {
                return Err(Damage::Length.into());
            }
            // Numbers of 32 bits, so no sum of them is too large.
            if entry.place + (LOCAL_HEADER + entry.name.len()) as u64 + entry.packed > next {
                return Err(Error::refused(entry.name.as_bytes(), Refusal::Overlap));
            }
            entry.end = next;
            next = entry.place;
        }
        let folders = self.names.into_folders();
        Ok(Listing { folders, files: self.files, folder_entries: self.folder_entries })
    }
}

/// The bits of a Unix mode that say what an entry is.
const KIND: u32 = 0o170_000;

fn kind_of(is_folder: bool) -> u32 {
    if is_folder { 0o040_000 } else { 0o100_000 }
}
