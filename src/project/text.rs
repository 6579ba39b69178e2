//! The bytes of a small text file, and places in it.

use super::Error;
use crate::system::file::{self, How};
use crate::system::{Action, FileError};
use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::Path;

/// UTF-8's byte order mark, which editors on Windows like to leave.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads a file of at most `limit` bytes, through links.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    read_open(file::open_seen(path), path, limit)
}

/// Reads a file of at most `limit` bytes that is no link. `named` is how the user calls it.
pub(super) fn read_itself(path: &Path, named: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    read_open(file::open_itself(path), named, limit)
}

fn read_open(file: io::Result<File>, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    file.and_then(|file| file::read_to(file, limit)).map_err(|source| match source.kind() {
        io::ErrorKind::FileTooLarge => Error::TooLarge { path: path.to_owned(), limit },
        _ => Error::Read(FileError { action: Action::Read, path: path.to_owned(), source }),
    })
}

/// Whether a regular file stands there. What cannot be looked at is not there, as it is for Go.
pub(super) fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file())
}

/// The bytes, with UTF-16 turned into UTF-8: Windows PowerShell's `>` writes it, and its byte order mark tells it.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, [u8]> {
    let unit = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return Cow::Borrowed(bytes),
    };
    let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
}

/// The line and column of the byte at `offset`, both counted from 1, columns in characters.
pub(super) fn position(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset.min(bytes.len())];
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    let line = before.split(|&b| b == b'\n').count();
    let text = before[line_start..].strip_prefix(BOM).unwrap_or(&before[line_start..]);
    (line, String::from_utf8_lossy(text).chars().count() + 1)
}

/// Puts `bytes` in the place of a file by one rename, keeping its permissions. A link is refused: it may lead to any
/// file of the user's, and the checkout that it came with would choose which.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    refuse_link(path)?;
    file::replace(path, bytes, How::Usual)
        .map_err(|source| Error::Write(FileError { action: Action::Write, path: path.to_owned(), source }))
}

/// Removes a file, never a link.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    refuse_link(path)?;
    std::fs::remove_file(path)
        .map_err(|source| Error::Write(FileError { action: Action::Remove, path: path.to_owned(), source }))
}

/// Refuses to write where a link stands.
pub(super) fn refuse_link(path: &Path) -> Result<(), Error> {
    match path.read_link() {
        Ok(target) => Err(Error::Link { path: path.to_owned(), target }),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert!(matches!(read(&path, 4), Err(Error::TooLarge { limit: 4, .. })));
    }

    #[test]
    fn a_replaced_file_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn columns_count_characters_and_no_byte_order_mark() {
        assert_eq!(position(b"\xef\xbb\xbfab", 4), (1, 2));
        assert_eq!(position("a\n版本x".as_bytes(), 8), (2, 3));
    }
}
