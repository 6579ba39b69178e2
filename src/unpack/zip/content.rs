//! The content of one file of a zip at a time, in blocks; with as many buffers for all of them as for one.

use super::super::{Damage, Error, GrowingFile};
use super::directory::ENCRYPTED;
use super::listing::{Entry, LOCAL_HEADER, STORED};
use crate::system::Action;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::fs::File;

/// How much is inflated at once: a block stays in the cache of its core while it is hashed and written. Most files
/// are smaller.
const BLOCK: usize = 256 << 10;

/// How much is read at once; more than a header can take.
const READ: usize = 256 << 10;

/// What an entry's own header may have behind its name, mostly nothing: read along in the hope that it suffices.
const EXTRA: u64 = 64;

/// Reads the contents of a zip's files, each whole or not at all: what is not as the listing says is damage.
pub(super) struct Reader<'a> {
    archive: &'a GrowingFile,
    file: File,
    inflate: Decompress,
    crc: Crc,
    packed: Vec<u8>,
    plain: Vec<u8>,
    /// What of `packed` is still to be used.
    start: usize,
    filled: usize,
    /// Where the entry goes on in the file, and how much of it is still there.
    place: u64,
    unread: u64,
    /// How much plain content is to come.
    left: u64,
    ended: bool,
}

impl<'a> Reader<'a> {
    /// A reader of its own, for one thread.
    pub(super) fn open(archive: &'a GrowingFile) -> Result<Self, Error> {
        Ok(Self {
            archive,
            file: archive.open()?,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            packed: vec![0; READ],
            // One byte more, to notice content that goes on after its end.
            plain: vec![0; BLOCK + 1],
            start: 0,
            filled: 0,
            place: 0,
            unread: 0,
            left: 0,
            ended: true,
        })
    }

    /// Goes to the beginning of a file.
    pub(super) fn begin(&mut self, entry: &Entry) -> Result<(), Error> {
        self.inflate.reset(false);
        self.crc.reset();
        self.left = entry.about.size;
        self.ended = false;
        self.enter(entry)
    }

    /// Reads the entry's own header, and what of the content comes with it.
    fn enter(&mut self, entry: &Entry) -> Result<(), Error> {
        let wanted = (LOCAL_HEADER + entry.name.len()) as u64 + EXTRA + entry.packed;
        self.place = entry.place;
        self.unread = wanted.min(entry.end - entry.place);
        self.read_on()?;
        let header = &self.packed[..self.filled];
        let content = u64::try_from(content_start(header, entry)?).unwrap_or(u64::MAX);
        if content + entry.packed > entry.end - entry.place {
            return Err(Damage::Headers.into());
        }
        let at_hand = (self.filled as u64).saturating_sub(content).min(entry.packed);
        self.place = entry.place + content + at_hand;
        self.unread = entry.packed - at_hand;
        self.start = self.filled.min(usize::try_from(content).unwrap_or(usize::MAX));
        self.filled = self.start + usize::try_from(at_hand).unwrap_or(0);
        Ok(())
    }

    /// The next block; empty at the end, when everything has turned out to be as it was said to be.
    pub(super) fn next(&mut self, entry: &Entry) -> Result<&[u8], Error> {
        if self.ended {
            return Ok(&[]);
        }
        let bytes = if entry.method == STORED {
            let block = self.copy()?;
            &self.packed[block]
        } else {
            let length = self.inflate()?;
            &self.plain[..length]
        };
        self.crc.update(bytes);
        self.left -= bytes.len() as u64;
        if self.left == 0 {
            self.ended = true;
            if self.crc.sum() != entry.crc {
                return Err(Damage::Checksum.into());
            }
        }
        Ok(bytes)
    }

    /// All of a file, for those that are short.
    pub(super) fn whole(&mut self, entry: &Entry) -> Result<Vec<u8>, Error> {
        self.begin(entry)?;
        let mut whole = Vec::new();
        loop {
            let block = self.next(entry)?;
            if block.is_empty() {
                return Ok(whole);
            }
            whole.extend_from_slice(block);
        }
    }

    /// Passes over the next packed bytes, which are the content.
    fn copy(&mut self) -> Result<std::ops::Range<usize>, Error> {
        self.refill()?;
        let block = self.start..self.filled;
        self.start = self.filled;
        Ok(block)
    }

    /// Inflates the next block: how much it is. The last one only counts once the stream has ended with it.
    fn inflate(&mut self) -> Result<usize, Error> {
        let room = usize::try_from(self.left.saturating_add(1)).unwrap_or(usize::MAX).min(self.plain.len());
        // A block that is not the last leaves the last byte of the buffer free.
        let room = if self.left > BLOCK as u64 { BLOCK } else { room };
        let mut made = 0;
        loop {
            self.refill()?;
            let (read, written, status) = self.step(made, room)?;
            made += written;
            if made as u64 > self.left {
                return Err(Damage::Length.into());
            }
            if status == Status::StreamEnd {
                let complete = made as u64 == self.left && self.start == self.filled && self.unread == 0;
                return if complete { Ok(made) } else { Err(Damage::Length.into()) };
            }
            if made == room {
                return Ok(made);
            }
            if (read, written) == (0, 0) {
                return Err(Damage::Length.into());
            }
        }
    }

    /// Inflates once: how much went in and came out.
    fn step(&mut self, from: usize, to: usize) -> Result<(usize, usize, Status), Error> {
        let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
        let input = &self.packed[self.start..self.filled];
        let status = self
            .inflate
            .decompress(input, &mut self.plain[from..to], FlushDecompress::None)
            .map_err(|error| Damage::Malformed(error.message().unwrap_or("bad deflate stream").to_owned()))?;
        let read = usize::try_from(self.inflate.total_in() - before_in).unwrap_or(usize::MAX);
        let written = usize::try_from(self.inflate.total_out() - before_out).unwrap_or(usize::MAX);
        self.start += read;
        Ok((read, written, status))
    }

    /// Reads on when everything at hand is used up.
    fn refill(&mut self) -> Result<(), Error> {
        if self.start == self.filled { self.read_on() } else { Ok(()) }
    }

    fn read_on(&mut self) -> Result<(), Error> {
        let amount = usize::try_from(self.unread).unwrap_or(usize::MAX).min(READ);
        let read = self
            .archive
            .read_at(&self.file, &mut self.packed[..amount], self.place)
            .map_err(Error::io(Action::Read, self.archive.path()))?;
        if read < amount {
            return Err(Damage::Truncated.into());
        }
        (self.start, self.filled) = (0, amount);
        self.place += amount as u64;
        self.unread -= amount as u64;
        Ok(())
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
