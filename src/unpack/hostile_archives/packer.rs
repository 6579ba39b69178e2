//! Zips by the byte, so that each number in them can be wrong.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// The version that all of them are of.
pub(super) const VERSION: &str = "v0.0.1-go1.22.3.linux-amd64";
/// What its names begin with.
pub(super) const PREFIX: &str = "golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64/";

/// An entry, which may lie about everything.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) name: Vec<u8>,
    pub(super) local_name: Vec<u8>,
    pub(super) method: u16,
    pub(super) local_method: u16,
    pub(super) flags: u16,
    pub(super) local_flags: u16,
    pub(super) crc: u32,
    pub(super) size: u32,
    pub(super) packed: u32,
    /// Checksum, packed size and size in the entry's own header.
    pub(super) local_numbers: [u32; 3],
    pub(super) bytes: Vec<u8>,
    pub(super) extra: Vec<u8>,
    pub(super) mode: u32,
    /// The system that it was made on.
    pub(super) maker: u8,
    /// Date and time, as MS-DOS has them.
    pub(super) dated: (u16, u16),
    pub(super) place: Option<u32>,
}

impl Piece {
    pub(super) fn stored(name: &str, content: &[u8]) -> Self {
        Self::new(name, 0, content, content.to_vec())
    }

    pub(super) fn deflated(name: &str, content: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        Self::new(name, 8, content, encoder.finish().unwrap())
    }

    pub(super) fn new(name: &str, method: u16, content: &[u8], bytes: Vec<u8>) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        let name = [PREFIX.as_bytes(), name.as_bytes()].concat();
        Self {
            local_name: name.clone(),
            name,
            method,
            local_method: method,
            // A descriptor may follow, as Go writes them.
            flags: 8,
            local_flags: 8,
            crc: crc.sum(),
            size: u32::try_from(content.len()).unwrap(),
            packed: u32::try_from(bytes.len()).unwrap(),
            // They stand in the descriptor.
            local_numbers: [0; 3],
            bytes,
            extra: Vec::new(),
            mode: 0o100_644,
            maker: 3,
            dated: (0, 0),
            place: None,
        }
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The same under another whole name.
    pub(super) fn named(self, name: &[u8]) -> Self {
        self.with(|piece| (piece.name, piece.local_name) = (name.to_vec(), name.to_vec()))
    }

    pub(super) fn local(&self) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        halves(&mut out, &[0x14, self.local_flags, self.local_method, 0, 0]);
        words(&mut out, &self.local_numbers);
        halves(&mut out, &[self.local_name.len(), self.extra.len()].map(|n| u16::try_from(n).unwrap()));
        out.extend(&self.local_name);
        out.extend(&self.extra);
        out.extend(&self.bytes);
        out.extend(b"PK\x07\x08");
        words(&mut out, &[self.crc, self.packed, self.size]);
        out
    }

    pub(super) fn central(&self, place: u32) -> Vec<u8> {
        let mut out = b"PK\x01\x02".to_vec();
        let (date, time) = self.dated;
        let made = u16::from(self.maker) << 8 | 0x14;
        halves(&mut out, &[made, 0x14, self.flags, self.method, time, date]);
        words(&mut out, &[self.crc, self.packed, self.size]);
        halves(&mut out, &[u16::try_from(self.name.len()).unwrap(), 0, 0, 0, 0]);
        words(&mut out, &[self.mode << 16, self.place.unwrap_or(place)]);
        out.extend(&self.name);
        out
    }
}

fn halves(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn words(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

/// A whole zip of these entries.
pub(super) fn zip(pieces: &[Piece]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for piece in pieces {
        directory.extend(piece.central(u32::try_from(out.len()).unwrap()));
        out.extend(piece.local());
    }
    let start = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    out.extend(end(
        u16::try_from(pieces.len()).unwrap(),
        u32::try_from(directory.len()).unwrap(),
        start,
        b"",
    ));
    out
}

/// The record that ends a zip.
pub(super) fn end(count: u16, length: u32, start: u32, comment: &[u8]) -> Vec<u8> {
    let mut out = b"PK\x05\x06".to_vec();
    halves(&mut out, &[0, 0, count, count]);
    words(&mut out, &[length, start]);
    halves(&mut out, &[u16::try_from(comment.len()).unwrap()]);
    out.extend(comment);
    out
}
