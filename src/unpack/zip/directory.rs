//! The central directory at the end of a zip (APPNOTE 4.3.12 and 4.3.16,
//! <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>), read by the letter: one place where it can be,
//! nothing before, between and behind. What allows two readers to see two zips in one file is damage. A zip64 is
//! none, since no toolchain is that large.

use super::super::{Damage, Error, GrowingFile};
use super::date::DosDate;
use crate::system::Action;
use crate::system::file::read_at;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::sync::Arc;
use zip::read::{ArchiveOffset, Config, ZipArchive, ZipArchiveMetadata};

/// How much of the end of a zip to fetch ahead: as much as holds the directory of a toolchain, which has up to 2 MiB.
pub const END: u64 = 5 << 19;

/// How long a directory may be.
const LONGEST: u64 = 16 << 20;

/// The end of the directory without its comment, and the longest comment.
const END_RECORD: usize = 22;
const LONGEST_COMMENT: usize = u16::MAX as usize;

/// One header of the directory, without its name.
const HEADER: usize = 46;

/// A directory as it lies in the file.
pub(super) struct Directory {
    /// Where it begins.
    pub(super) start: u64,
    count: usize,
    bytes: Vec<u8>,
}

/// What the directory says of one entry.
pub(super) struct Header<'a> {
    pub(super) name: &'a [u8],
    pub(super) encrypted: bool,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    /// Where the entry's own header begins.
    pub(super) place: u64,
    /// The mode on Unix, where the zip has one.
    pub(super) mode: Option<u32>,
    pub(super) dated: DosDate,
}

impl Directory {
    /// Reads the directory of a zip, which may be so long: from what was said to be its end if that holds it, else from
    /// the whole.
    pub(super) fn open(archive: &GrowingFile, limit: u64) -> Result<Self, Error> {
        if let Some((place, bytes)) = archive.end()
            && let Ok(directory) = Self::in_end(place, &bytes, limit)
        {
            return Ok(directory);
        }
        let file = archive.open_whole()?;
        let length = file.metadata().map_err(Error::io(Action::Read, archive.path()))?.len();
        if length > limit {
            return Err(Damage::Oversized.into());
        }
        let reading = |place, bytes: u64| {
            let mut buffer = vec![0; usize::try_from(bytes).map_err(|_| malformed())?];
            let read = read_at(&file, &mut buffer, place).map_err(Error::io(Action::Read, archive.path()))?;
            if read == buffer.len() { Ok(buffer) } else { Err(Error::from(Damage::Truncated)) }
        };
        let beginning = reading(0, length.min(2))?;
        if !beginning.starts_with(b"PK") {
            return Err(if length == 0 { Damage::Truncated } else { Damage::Foreign }.into());
        }
        Self::read(length, length, reading)
    }

    /// Reads it from the last bytes of a zip, which begin at `start`.
    fn in_end(start: u64, bytes: &[u8], limit: u64) -> Result<Self, Error> {
        let length = start + bytes.len() as u64;
        if length > limit {
            return Err(Damage::Oversized.into());
        }
        Self::read(length, bytes.len() as u64, |place, length| {
            let from = place.checked_sub(start).and_then(|from| usize::try_from(from).ok());
            let rest = from.and_then(|from| bytes.get(from..)).ok_or(Damage::Truncated)?;
            let length = usize::try_from(length).map_err(|_| malformed())?;
            Ok(rest.get(..length).ok_or(Damage::Truncated)?.to_vec())
        })
    }

    /// Reads it from a file of so many bytes, of which the last ones are `known`, by a function that gives so many of
    /// them from a place.
    fn read(
        length: u64,
        known: u64,
        reading: impl Fn(u64, u64) -> Result<Vec<u8>, Error>,
    ) -> Result<Self, Error> {
        let tail_length = known.min((END_RECORD + LONGEST_COMMENT) as u64);
        let tail = reading(length - tail_length, tail_length)?;
        let end = (0..tail.len()).rev().find_map(|at| End::parse(&tail[at..])).ok_or(Damage::Truncated)?;
        let place = length - end.length as u64;
        if end.start.checked_add(end.bytes) != Some(place) || end.bytes > LONGEST {
            return Err(malformed().into());
        }
        Ok(Self { start: end.start, count: end.count, bytes: reading(end.start, end.bytes)? })
    }

    /// What it says of each entry, in its own order.
    pub(super) fn headers(&self) -> Result<Vec<Header<'_>>, Damage> {
        let mut headers = Vec::with_capacity(self.count);
        let mut rest = &self.bytes[..];
        for _ in 0..self.count {
            let (header, after) = Header::parse(rest).ok_or_else(malformed)?;
            headers.push(header);
            rest = after;
        }
        if rest.is_empty() { Ok(headers) } else { Err(malformed()) }
    }

    /// The same for the crate that reads the contents. It sees these headers and a plain end, and nothing else of the
    /// file in which it could find another directory.
    pub(super) fn for_contents(&self) -> Result<Arc<ZipArchiveMetadata>, Error> {
        let number = |number: usize| u16::try_from(number).map(u16::to_le_bytes).map_err(|_| malformed());
        let word = |number: u64| u32::try_from(number).map(u32::to_le_bytes).map_err(|_| malformed());
        let count = number(self.count)?;
        let [length, start] = [word(self.bytes.len() as u64)?, word(self.start)?];
        let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &start, b"\0\0"].concat();
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let alone = Alone { start: self.start, headers: &self.bytes, end: &end, place: 0 };
        let read = ZipArchive::with_config(config, alone).map_err(|error| Damage::malformed(&error))?;
        Ok(read.metadata())
    }
}

/// A file of which only the directory is known: zeros stand for what comes before it.
struct Alone<'a> {
    start: u64,
    headers: &'a [u8],
    end: &'a [u8],
    place: u64,
}

impl Read for Alone<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let amount = match self.place.checked_sub(self.start) {
            None => {
                let zeros = usize::try_from(self.start - self.place).unwrap_or(usize::MAX).min(into.len());
                into[..zeros].fill(0);
                zeros
            }
            Some(behind) => {
                let behind = usize::try_from(behind).unwrap_or(usize::MAX);
                let rest = self.headers.get(behind..).filter(|rest| !rest.is_empty());
                let of_end = || self.end.get(behind.saturating_sub(self.headers.len())..).unwrap_or(&[]);
                let mut rest = rest.unwrap_or_else(of_end);
                rest.read(into)?
            }
        };
        self.place += amount as u64;
        Ok(amount)
    }
}

impl Seek for Alone<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let length = self.start + (self.headers.len() + self.end.len()) as u64;
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => length.checked_add_signed(by),
        };
        self.place = place.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}

/// The record that ends a zip.
struct End {
    count: usize,
    bytes: u64,
    start: u64,
    /// Its own length, with the comment.
    length: usize,
}

impl End {
    /// Reads a record that reaches to the end of the bytes.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let (end, comment) = bytes.split_first_chunk::<END_RECORD>()?;
        let fits = end.starts_with(b"PK\x05\x06") && usize::from(half(end, 20)) == comment.len();
        let one_disk = [4, 6].iter().all(|&at| half(end, at) == 0) && half(end, 8) == half(end, 10);
        (fits && one_disk).then(|| Self {
            count: half(end, 10).into(),
            bytes: word(end, 12).into(),
            start: word(end, 16).into(),
            length: bytes.len(),
        })
    }
}

impl<'a> Header<'a> {
    /// Reads a header off the front.
    fn parse(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (head, rest) = bytes.split_first_chunk::<HEADER>()?;
        let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(half(head, at)));
        let (name, rest) = rest.split_at_checked(name)?;
        let (_, rest) = rest.split_at_checked(extra + comment)?;
        let header = Self {
            name,
            encrypted: half(head, 8) & ENCRYPTED != 0,
            method: half(head, 10),
            dated: DosDate { time: half(head, 12), date: half(head, 14) },
            crc: word(head, 16),
            packed: word(head, 20).into(),
            size: word(head, 24).into(),
            place: word(head, 42).into(),
            mode: MAKERS_WITH_MODES.contains(&head[5]).then(|| word(head, 38) >> 16),
        };
        head.starts_with(b"PK\x01\x02").then_some((header, rest))
    }

    /// Whether it stands for a folder, by its name and by its mode, and has nothing in it.
    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(b"/") && [0, FOLDER].contains(&self.kind()) && self.size == 0
    }

    /// Whether it is a plain file, by its name and by its mode.
    pub(super) fn is_file(&self) -> bool {
        !self.name.ends_with(b"/") && [0, PLAIN].contains(&self.kind())
    }

    /// Whether it is a symbolic link.
    pub(super) fn is_link(&self) -> bool {
        !self.name.ends_with(b"/") && self.kind() == LINK
    }

    /// The bits of the mode that say what it is; 0 where nothing does but the name.
    fn kind(&self) -> u32 {
        self.mode.unwrap_or(0) & KIND
    }
}

/// The bits of a Unix mode that say what an entry is, and what they say.
const KIND: u32 = 0o170_000;
const PLAIN: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;

/// The flags of an encrypted entry: by the old way, by the strong one, and with a hidden directory.
pub(super) const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;

/// Unix and macOS.
const MAKERS_WITH_MODES: [u8; 2] = [3, 19];

fn half<const N: usize>(bytes: &[u8; N], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn word<const N: usize>(bytes: &[u8; N], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn malformed() -> Damage {
    Damage::Malformed("its directory makes no sense".to_owned())
}
