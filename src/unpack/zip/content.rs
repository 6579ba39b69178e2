//! The contents of a zip's files. The `zip` crate reads them, from the directory that gv has checked; what it leaves
//! open is checked here: that an entry's own header agrees with the directory, and that the packed stream ends where
//! the entry ends.

use super::super::{Damage, Error, GrowingFile};
use super::directory::ENCRYPTED;
use super::listing::{DEFLATED, Entry, LOCAL_HEADER, Listing};
use crate::system::Action;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;
use zip::read::{ZipArchiveMetadata, ZipFileEntry};
use zip::{CompressionMethod, ZipReadOptions};

/// How much is inflated at once: a block stays in the cache of its core while it is hashed and written. Most files
/// are smaller.
const BLOCK: usize = 256 << 10;

/// How much is read at once; more than a header can take.
const READ: usize = 256 << 10;

/// What an entry's own header may have behind its name, mostly nothing: read along in the hope that it suffices.
const EXTRA: u64 = 64;

/// Reads the contents of a zip's files, each whole or not at all: what is not as the listing says is damage.
pub(super) struct Reader<'a> {
    directory: Arc<ZipArchiveMetadata>,
    view: View<'a>,
    plain: Vec<u8>,
}

impl<'a> Reader<'a> {
    /// A reader of its own, for one thread.
    pub(super) fn open(listing: &Listing, archive: &'a GrowingFile) -> Result<Self, Error> {
        let view = View {
            archive,
            file: archive.open()?,
            place: 0,
            buffer: vec![0; READ],
            start: 0,
            filled: 0,
            end: 0,
            held: Rc::default(),
            trouble: None,
        };
        Ok(Self { directory: Arc::clone(&listing.directory), view, plain: vec![0; BLOCK] })
    }

    /// Gives the content of a file away, block by block. What it has given counts only if it ends without an error.
    pub(super) fn read(
        &mut self,
        entry: &Entry,
        take: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.view.enter(entry)?;
        let known = self.directory.entry(entry.index).ok().filter(|known| is_same(known, entry));
        let known = known.ok_or(Damage::Headers)?;
        let poured = pour(known, entry, &mut self.view, &mut self.plain, take);
        match self.view.trouble.take() {
            Some(trouble) => Err(trouble),
            None => poured,
        }
    }

    /// All of a file, for those that are short.
    pub(super) fn whole(&mut self, entry: &Entry) -> Result<Vec<u8>, Error> {
        let mut whole = Vec::new();
        self.read(entry, |block| {
            whole.extend_from_slice(block);
            Ok(())
        })?;
        Ok(whole)
    }
}

/// Whether the crate has read of an entry what gv has read of it.
fn is_same(known: &ZipFileEntry<'_>, entry: &Entry) -> bool {
    let method =
        if entry.method == DEFLATED { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    known.name_raw() == entry.name.as_bytes()
        && known.header_start() == entry.place
        && known.compressed_size() == entry.packed
        && known.size() == entry.about.size
        && known.crc32() == entry.crc
        && known.compression() == method
}

fn pour(
    known: ZipFileEntry<'_>,
    entry: &Entry,
    view: &mut View<'_>,
    plain: &mut [u8],
    mut take: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let held = Rc::clone(&view.held);
    let mut file =
        known.with_reader(view, ZipReadOptions::new()).map_err(|error| Damage::malformed(&error))?;
    let (mut left, mut filled) = (entry.about.size, 0_usize);
    loop {
        // One byte more than there should be, to notice content that goes on after its end.
        let most = usize::try_from(left.saturating_add(1)).unwrap_or(usize::MAX);
        let to = filled.saturating_add(most).min(plain.len());
        match file.read(&mut plain[filled..to]) {
            Ok(0) => break,
            Ok(read) => {
                left = left.checked_sub(read as u64).ok_or(Damage::Length)?;
                filled += read;
            }
            // Of a stream that is still incomplete the last byte is due: one that is complete never gets here.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof && held.get().is_some() => held.set(None),
            Err(error) => return Err(damage(&error).into()),
        }
        if filled == plain.len() {
            take(plain)?;
            filled = 0;
        }
    }
    if left > 0 || held.get().is_some() {
        return Err(Damage::Length.into());
    }
    if filled > 0 { take(&plain[..filled]) } else { Ok(()) }
}

/// What the crate's reader failed with. It has one kind of error for a wrong checksum and for too much content.
fn damage(error: &io::Error) -> Damage {
    match error.kind() {
        ErrorKind::UnexpectedEof => Damage::Length,
        ErrorKind::InvalidData if error.to_string().contains("larger") => Damage::Length,
        ErrorKind::InvalidData => Damage::Checksum,
        _ => Damage::malformed(error),
    }
}

/// The archive as the crate sees it: an entry at a time, read in large blocks as it comes.
struct View<'a> {
    archive: &'a GrowingFile,
    file: File,
    /// Where the crate reads.
    place: u64,
    buffer: Vec<u8>,
    /// Where in the file the buffer begins, and how much of it is filled.
    start: u64,
    filled: usize,
    /// Where the entry ends at the latest.
    end: u64,
    /// The place of the last byte of a deflated entry. It is held back, as if the file ended there, until the stream
    /// has used up everything before it and is not complete: so it shows whether the stream ends where the entry does.
    held: Rc<Cell<Option<u64>>>,
    /// What else than damage a read failed with.
    trouble: Option<Error>,
}

impl View<'_> {
    /// Goes to an entry: checks its own header, and reads what of the content comes with it.
    fn enter(&mut self, entry: &Entry) -> Result<(), Error> {
        let wanted = (LOCAL_HEADER + entry.name.len()) as u64 + EXTRA + entry.packed;
        (self.place, self.end) = (entry.place, entry.end);
        self.fetch(wanted)?;
        let header = &self.buffer[..self.filled];
        let content = u64::try_from(content_start(header, entry)?).unwrap_or(u64::MAX);
        if content.saturating_add(entry.packed) > entry.end - entry.place {
            return Err(Damage::Headers.into());
        }
        let last = (entry.place + content + entry.packed).saturating_sub(1);
        self.held.set(Some(last).filter(|_| entry.method == DEFLATED));
        Ok(())
    }

    /// Reads so many bytes from where the crate is, or as many as the entry and the buffer allow.
    fn fetch(&mut self, wanted: u64) -> Result<(), Error> {
        let amount =
            usize::try_from(wanted.min(self.end.saturating_sub(self.place))).unwrap_or(READ).min(READ);
        let read = self
            .archive
            .read_at(&self.file, &mut self.buffer[..amount], self.place)
            .map_err(Error::io(Action::Read, self.archive.path()))?;
        (self.start, self.filled) = (self.place, read);
        if read < amount { Err(Damage::Truncated.into()) } else { Ok(()) }
    }

    /// What of the buffer lies behind the place.
    fn at_hand(&self) -> &[u8] {
        let offset = self.place.checked_sub(self.start).and_then(|offset| usize::try_from(offset).ok());
        offset.and_then(|offset| self.buffer[..self.filled].get(offset..)).unwrap_or(&[])
    }
}

impl Read for View<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let limit = self.held.get().unwrap_or(self.end).saturating_sub(self.place);
        if limit == 0 {
            return Ok(0);
        }
        if self.at_hand().is_empty()
            && let Err(error) = self.fetch(READ as u64)
        {
            self.trouble = Some(error);
            return Err(io::Error::other("the archive cannot be read"));
        }
        let amount = usize::try_from(limit).unwrap_or(usize::MAX).min(into.len()).min(self.at_hand().len());
        into[..amount].copy_from_slice(&self.at_hand()[..amount]);
        self.place += amount as u64;
        Ok(amount)
    }
}

impl Seek for View<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.place = place.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}

/// The flag of an entry whose checksum and sizes follow its content.
const DESCRIPTOR: u16 = 1 << 3;

/// Where the content begins behind an entry's own header (APPNOTE 4.3.7), which has to be that of the entry.
fn content_start(bytes: &[u8], entry: &Entry) -> Result<usize, Damage> {
    let (header, rest) = bytes.split_first_chunk::<LOCAL_HEADER>().ok_or(Damage::Truncated)?;
    let number = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let [name, extra] = [number(26), number(28)].map(usize::from);
    // With the flag these stand behind the content, and zeros may stand here (APPNOTE 4.4.4).
    let follows = number(6) & DESCRIPTOR != 0;
    let agrees = |at: usize, said: u64| {
        let here = u64::from(number(at)) | u64::from(number(at + 2)) << 16;
        here == said || (follows && here == 0)
    };
    let same = header.starts_with(b"PK\x03\x04")
        && agrees(14, entry.crc.into())
        && agrees(18, entry.packed)
        && agrees(22, entry.about.size)
        && rest.get(..name) == Some(entry.name.as_bytes())
        && number(8) == entry.method
        && number(6) & ENCRYPTED == 0;
    if same { Ok(LOCAL_HEADER + name + extra) } else { Err(Damage::Headers) }
}
