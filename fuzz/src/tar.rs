//! Tar streams: checksums made right after a mutation, and another reader's opinion.

use std::io::Read;

const BLOCK: usize = 512;
const SUM: std::ops::Range<usize> = 148..156;

/// Gives every header that can be found the checksum it should have.
pub fn repair(stream: &mut [u8]) {
    let mut at = 0;
    while let Some(header) = stream.get_mut(at..at + BLOCK) {
        if header.iter().all(|&byte| byte == 0) {
            return;
        }
        header[SUM].fill(b' ');
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[SUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let size =
            std::str::from_utf8(&header[124..135]).ok().and_then(|text| usize::from_str_radix(text, 8).ok());
        at += BLOCK + size.unwrap_or(0).next_multiple_of(BLOCK);
    }
}

/// What the tar library takes for the contents of the stream's files and the targets of its links, in order; `None`
/// where it balks.
pub fn contents(stream: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut contents = Vec::new();
    for entry in tar::Archive::new(stream).entries().ok()? {
        let mut entry = entry.ok()?;
        let kind = entry.header().entry_type();
        if kind.is_symlink() {
            contents.push(entry.link_name_bytes().unwrap_or_default().into_owned());
        } else if kind.is_file() && !entry.path_bytes().ends_with(b"/") {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).ok()?;
            contents.push(content);
        }
    }
    contents.sort();
    Some(contents)
}
