//! Zip files: offsets and checksums made right after a mutation, and another reader's opinion.

use flate2::{Crc, Decompress, FlushDecompress};
use std::io::{Cursor, Read};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

/// An entry by its name, as the zip library reads it.
#[derive(Debug)]
pub struct Entry {
    /// The name, `/` behind that of a folder.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
    /// Whether it is a folder, by its name.
    pub is_folder: bool,
}

/// The entries of a file, in the order of its directory; `None` where the zip library balks.
pub fn entries(file: &[u8]) -> Option<Vec<Entry>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).ok()?;
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let name = String::from_utf8(entry.name_raw().to_vec()).ok()?;
        let is_folder = name.ends_with('/');
        let mut content = Vec::new();
        entry.read_to_end(&mut content).ok()?;
        entries.push(Entry { name, content, is_folder });
    }
    Some(entries)
}

/// Points the end at the directory and its entries at the files in their order, and gives each the checksum, and,
/// where it is compressed, the size it should have.
pub fn repair(file: &mut [u8]) {
    let locals = places(file, LOCAL);
    let centrals = places(file, CENTRAL);
    let Some(&end) = places(file, END).last() else { return };
    if let Some(&first) = centrals.first() {
        put(file, end + 16, first);
        put(file, end + 12, end.saturating_sub(first));
    }
    for (&central, &local) in centrals.iter().zip(&locals) {
        put(file, central + 42, local);
        repair_entry(file, central, local);
    }
}

fn repair_entry(file: &mut [u8], central: usize, local: usize) -> Option<()> {
    let short = |file: &[u8], at: usize| {
        Some(usize::from(u16::from_le_bytes(file.get(at..at + 2)?.try_into().ok()?)))
    };
    let packed = u32::from_le_bytes(file.get(central + 20..central + 24)?.try_into().ok()?);
    let start = local + 30 + short(file, local + 26)? + short(file, local + 28)?;
    let content = file.get(start..start.checked_add(usize::try_from(packed).ok()?)?)?;
    let mut plain = content.to_vec();
    if short(file, central + 10)? == 8 {
        let mut inflate = Decompress::new(false);
        plain = vec![0; 1 << 20];
        inflate.decompress(content, &mut plain, FlushDecompress::Finish).ok()?;
        plain.truncate(usize::try_from(inflate.total_out()).ok()?);
        put(file, central + 24, plain.len());
        put(file, local + 22, plain.len());
    }
    let mut crc = Crc::new();
    crc.update(&plain);
    for at in [central + 16, local + 14] {
        put(file, at, usize::try_from(crc.sum()).ok()?);
    }
    Some(())
}

fn places(file: &[u8], sign: &[u8]) -> Vec<usize> {
    file.windows(4).enumerate().filter(|(_, window)| *window == sign).map(|(at, _)| at).collect()
}

fn put(file: &mut [u8], at: usize, value: usize) {
    if let (Some(place), Ok(value)) = (file.get_mut(at..at + 4), u32::try_from(value)) {
        place.copy_from_slice(&value.to_le_bytes());
    }
}
