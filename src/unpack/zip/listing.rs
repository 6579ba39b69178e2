//! What a zip says of itself, found sound: names, sizes and places. What a name may be is for the kind of zip to
//! say.

use super::super::limits::Allowance;
use super::super::names::Names;
use super::super::path::EntryPath;
use super::super::tree::About;
use super::super::{Damage, Error, Limits, Refusal};
use super::directory::{Directory, Header};
use std::collections::BTreeSet;
use std::sync::Arc;
use zip::read::ZipArchiveMetadata;

/// All that is to be unpacked.
pub(super) struct Listing {
    /// The folders, each after the one it lies in.
    pub(super) folders: Vec<EntryPath>,
    /// The files, in the order in which they lie in the zip.
    pub(super) files: Vec<Entry>,
    /// The links, likewise; what they lead to is their content.
    pub(super) links: Vec<Entry>,
    /// The names of entries that stand for folders.
    pub(super) folder_entries: BTreeSet<String>,
    /// The directory as the reader of the contents has it.
    pub(super) directory: Arc<ZipArchiveMetadata>,
}

/// An entry with content.
pub(super) struct Entry {
    /// The whole name, as the zip has it.
    pub(super) name: String,
    /// Which one of the directory it is.
    pub(super) index: usize,
    /// Where it belongs.
    pub(super) path: EntryPath,
    /// How it is packed: [`STORED`] or [`DEFLATED`].
    pub(super) method: u16,
    /// What becomes of it.
    pub(super) about: About,
    /// How long it is in the zip.
    pub(super) packed: u64,
    /// Its checksum.
    pub(super) crc: u32,
    /// Where its own header begins.
    pub(super) place: u64,
    /// Where the next entry, or the directory, begins.
    pub(super) end: u64,
}

/// The methods of packing that Go's zips are made with.
pub(super) const STORED: u16 = 0;
/// See [`STORED`].
pub(super) const DEFLATED: u16 = 8;

/// The part of an entry's own header that comes before its name.
pub(super) const LOCAL_HEADER: usize = 30;

impl Listing {
    /// The same without what lies in folders that are not made.
    pub(super) fn without(mut self, omit: impl Fn(&str) -> bool) -> Self {
        self.folders.retain(|folder| !omit(folder.as_str()));
        self.files.retain(|file| !omit(file.path.as_str()));
        self.links.retain(|link| !omit(link.path.as_str()));
        self
    }
}

/// A listing in the making.
pub(super) struct Draft {
    names: Names,
    allowance: Allowance,
    files: Vec<Entry>,
    links: Vec<Entry>,
    folder_entries: BTreeSet<String>,
    /// How many entries of the directory were taken.
    taken: usize,
}

impl Draft {
    /// An empty one, of a zip that may hold so much.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            names: Names::default(),
            allowance: Allowance::of(limits),
            files: Vec::new(),
            links: Vec::new(),
            folder_entries: BTreeSet::new(),
            taken: 0,
        }
    }

    /// Takes a file.
    pub(super) fn file(&mut self, path: EntryPath, header: &Header<'_>, about: About) -> Result<(), Refusal> {
        let entry = self.entry(path, header, about)?;
        self.files.push(entry);
        Ok(())
    }

    /// Takes a symbolic link.
    pub(super) fn link(&mut self, path: EntryPath, header: &Header<'_>) -> Result<(), Refusal> {
        let about = About { size: header.size, executable: false, modified: None };
        let entry = self.entry(path, header, about)?;
        self.links.push(entry);
        Ok(())
    }

    /// Takes an entry that stands for a folder; without a path it is the one that is being filled.
    pub(super) fn folder(&mut self, path: Option<&EntryPath>, header: &Header<'_>) -> Result<(), Refusal> {
        let name = self.admit(header)?;
        let before = self.names.folders();
        if let Some(path) = path {
            self.names.folder(path)?;
        }
        if !self.folder_entries.insert(name) {
            return Err(Refusal::Twice);
        }
        // Itself is counted already, as an entry.
        self.count_folders((self.names.folders() - before).saturating_sub(1))
    }

    fn entry(&mut self, path: EntryPath, header: &Header<'_>, about: About) -> Result<Entry, Refusal> {
        let name = self.admit(header)?;
        let before = self.names.folders();
        self.names.file(&path)?;
        self.count_folders(self.names.folders() - before)?;
        let &Header { method, packed, crc, place, .. } = header;
        let index = self.taken - 1;
        Ok(Entry { name, index, path, method, about, packed, crc, place, end: 0 })
    }

    /// Counts an entry, of whatever kind, and looks at how it is packed. Gives back its name.
    fn admit(&mut self, header: &Header<'_>) -> Result<String, Refusal> {
        self.taken += 1;
        self.allowance.take(header.size)?;
        if header.encrypted || ![STORED, DEFLATED].contains(&header.method) {
            return Err(Refusal::Packing);
        }
        str::from_utf8(header.name).map(ToOwned::to_owned).map_err(|_| Refusal::Name)
    }

    /// Folders that only names speak of count too: one long name could stand for hundreds of them.
    fn count_folders(&mut self, new: usize) -> Result<(), Refusal> {
        (0..new).try_for_each(|_| self.allowance.take(0))
    }

    /// Finds out where each entry ends, and that it does not reach into what follows it.
    pub(super) fn finish(mut self, directory: &Directory) -> Result<Listing, Error> {
        self.files.sort_by_key(|entry| entry.place);
        let mut all: Vec<_> = self.files.iter_mut().chain(&mut self.links).collect();
        all.sort_by_key(|entry| entry.place);
        let mut next = directory.start;
        for entry in all.into_iter().rev() {
            if entry.method == STORED && entry.about.size != entry.packed {
                return Err(Damage::Length.into());
            }
            // Numbers of 32 bits, so no sum of them is too large.
            if entry.place + (LOCAL_HEADER + entry.name.len()) as u64 + entry.packed > next {
                return Err(Error::refused(entry.name.as_bytes(), Refusal::Overlap));
            }
            entry.end = next;
            next = entry.place;
        }
        let Self { names, files, links, folder_entries, .. } = self;
        let directory = directory.for_contents()?;
        Ok(Listing { folders: names.into_folders(), files, links, folder_entries, directory })
    }
}
