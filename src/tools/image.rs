//! The memory of a program as its file has it, read piece by piece, and the two strings that Go's linker leaves in it: the
//! version of Go and the text about modules.

use super::layout::{self, Layout, Limited};
use crate::system::file;
use std::fs::File;
use std::path::Path;

/// A program file.
pub(super) struct Image {
    file: File,
    layout: Layout,
}

/// What begins the build information; it lies at a multiple of [`ALIGN`].
const MAGIC: &[u8] = b"\xff Go buildinf:";
const ALIGN: u64 = 16;
const HEADER: u64 = 32;
/// The place of a flag in the header, and its bits.
const FLAGS: usize = 15;
const BIG_ENDIAN: u8 = 1;
const INLINE: u8 = 2;
/// So far it is looked for; linkers put it near the beginning.
const SEARCHED: u64 = 64 << 20;
const PIECE: u64 = 1 << 20;
/// The longest text about modules that is read; the largest programs have some hundred thousand bytes.
const LONGEST: u64 = 8 << 20;
/// What stands around the text about modules: `cmd/go/internal/modload.infoStart` and `infoEnd`.
const FRAME: usize = 16;

impl Image {
    /// `None` where the file is not a program of a kind that is known here.
    pub fn open(path: &Path) -> Option<Self> {
        let file = file::open_regular(path).ok()?;
        let layout = layout::read(&Limited::new(file.try_clone().ok()?))?;
        Some(Self { file, layout })
    }

    /// The version of Go, and the text about modules, which is empty where there were none.
    pub fn strings(&self) -> Option<(String, String)> {
        let at = self.find()?;
        let header = self.read(at, HEADER)?;
        let flags = *header.get(FLAGS)?;
        let (version, modules) = if flags & INLINE != 0 {
            let (version, next) = self.inline(at.checked_add(HEADER)?)?;
            (version, self.inline(next)?.0)
        } else {
            self.by_pointers(&header, flags & BIG_ENDIAN != 0)?
        };
        if version.is_empty() {
            return None;
        }
        let modules = match modules.len() {
            length if length > 2 * FRAME && modules.get(length - FRAME - 1) == Some(&b'\n') => {
                modules.get(FRAME..length - FRAME).unwrap_or_default()
            }
            _ => &[],
        };
        Some((String::from_utf8(version).ok()?, String::from_utf8(modules.to_vec()).ok()?))
    }

    /// Where the build information begins.
    fn find(&self) -> Option<u64> {
        let (start, size) = self.layout.data;
        let end = start.checked_add(size.min(SEARCHED))?;
        let mut at = start.checked_next_multiple_of(ALIGN)?;
        while at < end {
            let piece = self.read(at, PIECE.min(end - at))?;
            // It is aligned, so it never lies across two pieces.
            let found = piece.chunks(16).position(|chunk| chunk.starts_with(MAGIC));
            if let Some(index) = found {
                return at.checked_add(index as u64 * ALIGN);
            }
            at = at.checked_add(PIECE)?;
        }
        None
    }

    /// A string with its length before it, and the address behind it: from Go 1.18 on.
    fn inline(&self, at: u64) -> Option<(Vec<u8>, u64)> {
        let (mut length, mut bytes) = (0_u64, 0_u32);
        for byte in self.read(at, 10)? {
            length |= u64::from(byte & 0x7f).checked_shl(7 * bytes)?;
            bytes += 1;
            if byte & 0x80 == 0 {
                let begin = at.checked_add(bytes.into())?;
                let text = self.read_exactly(begin, length)?;
                return Some((text, begin.checked_add(length)?));
            }
        }
        None
    }

    /// Two pointers to strings of Go's: up to Go 1.17.
    fn by_pointers(&self, header: &[u8], is_big: bool) -> Option<(Vec<u8>, Vec<u8>)> {
        let size = usize::from(*header.get(FLAGS - 1)?);
        if size != 4 && size != 8 {
            return None;
        }
        let number = |bytes: &[u8]| -> Option<u64> {
            let add = |value: u64, byte: &u8| (value << 8) | u64::from(*byte);
            let bytes = bytes.get(..size)?;
            Some(if is_big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) })
        };
        let string = |at: usize| -> Option<Vec<u8>> {
            let pointer = number(header.get(at..)?)?;
            let head = self.read_exactly(pointer, 2 * size as u64)?;
            self.read_exactly(number(&head)?, number(head.get(size..)?)?)
        };
        // A program without modules has no second string.
        Some((string(FLAGS + 1)?, string(FLAGS + 1 + size).unwrap_or_default()))
    }

    fn read_exactly(&self, at: u64, length: u64) -> Option<Vec<u8>> {
        if length > LONGEST {
            return None;
        }
        self.read(at, length).filter(|bytes| bytes.len() as u64 == length)
    }

    /// At most so many bytes from an address on: up to the end of what the file has of them.
    fn read(&self, at: u64, most: u64) -> Option<Vec<u8>> {
        let holds = |address: u64, length: u64| at >= address && at - address < length;
        let segment = self.layout.segments.iter().find(|it| holds(it.address, it.length))?;
        let inside = at - segment.address;
        let length = usize::try_from(most.min(segment.length - inside).min(LONGEST)).ok()?;
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        while bytes.len() < length {
            let place = segment.offset.checked_add(inside)?.checked_add(bytes.len() as u64)?;
            let wanted = piece.len().min(length - bytes.len());
            match file::read_at(&self.file, &mut piece[..wanted], place).ok()? {
                0 => break,
                read => bytes.extend_from_slice(&piece[..read]),
            }
        }
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::crafted;
    use super::*;
    use proptest::prelude::*;

    const GO: &str = "go1.17.13";
    const MODULES: &str = "path\texample.com/tool\nmod\texample.com/tool\tv1.2.3\th1:x=\n";

    fn read(bytes: &[u8]) -> Option<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        std::fs::write(&path, bytes).unwrap();
        Image::open(&path)?.strings()
    }

    fn programs() -> Vec<(&'static str, Vec<u8>)> {
        let inline = crafted::inline(GO, MODULES);
        let old = |size, is_big| crafted::by_pointers(GO, MODULES, crafted::AT, size, is_big);
        vec![
            ("elf64", crafted::elf(&inline, 8, false)),
            ("elf32, big", crafted::elf(&inline, 4, true)),
            ("elf64, old", crafted::elf(&old(8, false), 8, false)),
            ("elf64, old, big", crafted::elf(&old(8, true), 8, true)),
            ("elf32, old", crafted::elf(&old(4, false), 4, false)),
            ("pe", crafted::pe(&inline)),
            ("pe, old", crafted::pe(&old(8, false))),
            ("macho", crafted::macho(&inline)),
            ("macho, old", crafted::macho(&old(8, false))),
            ("macho, fat", crafted::fat_macho(&inline)),
        ]
    }

    #[test]
    fn every_kind_of_program_says_what_it_was_built_from() {
        for (kind, bytes) in programs() {
            assert_eq!(read(&bytes), Some((GO.to_owned(), MODULES.to_owned())), "{kind}");
        }
    }

    #[test]
    fn information_is_found_behind_other_data_and_only_where_it_is_aligned() {
        let mut data = vec![7; 3 << 20];
        data[1] = 0xff;
        data.extend(crafted::inline(GO, MODULES));
        assert!(read(&crafted::elf(&data, 8, false)).is_some());
        data.splice(0..0, [0; 8]);
        assert_eq!(read(&crafted::elf(&data, 8, false)), None);
    }

    #[test]
    fn a_cut_file_is_read_to_its_end_and_no_further() {
        for (kind, bytes) in programs() {
            for end in (0..bytes.len()).step_by(13) {
                if let Some((go, _)) = read(&bytes[..end]) {
                    assert_eq!(go, GO, "{kind} cut at {end}");
                }
            }
        }
    }

    #[test]
    fn a_length_that_lies_reserves_no_memory() {
        let mut blob = crafted::inline(GO, MODULES);
        blob.splice(32..33, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
        assert_eq!(read(&crafted::elf(&blob, 8, false)), None);
        let mut bytes = crafted::elf(&crafted::inline(GO, MODULES), 8, false);
        // So many section headers, at the place of the data.
        bytes[40..48].copy_from_slice(&0x400_u64.to_le_bytes());
        bytes[58..62].copy_from_slice(&[64, 0, 0xff, 0xff]);
        read(&bytes);
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(which in 0_usize..10, changes in prop::collection::vec((0_usize..1600, any::<u8>()), 1..12)) {
            let (_, mut bytes) = programs().swap_remove(which);
            for (at, value) in changes {
                let length = bytes.len();
                bytes[at % length] = value;
            }
            read(&bytes);
        }
    }
}
