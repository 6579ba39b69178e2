//! `goV.windows-*.zip`, unpacked from the complete file.

use super::path::EntryPath;
use super::tree::{About, Tree};
use super::{Damage, Error, Limits, Refusal};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};
use zip::result::ZipError;
use zip::{DateTime, ZipArchive};

/// Unpacks the file into an empty folder, without the leading `go/`. On an error the folder is left as it is,
/// for the caller to throw away.
pub fn zip(archive: &Path, into: &Path, limits: Limits) -> Result<(), Error> {
    let reading = |error| damage(archive, error);
    let file = File::open(archive).map_err(Error::io("read", archive))?;
    let mut entries = ZipArchive::new(BufReader::new(file)).map_err(reading)?;
    if entries.has_duplicate_names() {
        return Err(Error::refused(b"(a name)", Refusal::Twice));
    }
    let mut tree = Tree::new(into, limits)?;
    for index in 0..entries.len() {
        let entry = entries.by_index(index).map_err(reading)?;
        unpack(entry, &mut tree)?;
    }
    tree.finish()
}

fn unpack(entry: zip::read::ZipFile<'_, BufReader<File>>, tree: &mut Tree) -> Result<(), Error> {
    let name = entry.name_raw().to_owned();
    let refused = |refusal| Error::refused(&name, refusal);
    let about = About {
        size: entry.size(),
        executable: is_executable(&entry, &name),
        modified: entry.last_modified().and_then(time),
    };
    let mode = entry.unix_mode().unwrap_or(0) & KIND;
    let Some(path) = EntryPath::parse(&name).map_err(refused)? else {
        return if entry.is_dir() { Ok(()) } else { Err(refused(Refusal::Kind)) };
    };
    match (name.ends_with(b"/"), mode) {
        (true, 0 | FOLDER) => tree.folder(&path),
        (false, 0 | PLAIN) => {
            let mut content = BufReader::with_capacity(COPY, entry);
            tree.file(&path, about, &mut content)?;
            // The end makes the reader check the sum of what it gave.
            match content.fill_buf().map_err(Error::reading)? {
                [] => Ok(()),
                _ => Err(refused(Refusal::TooLarge)),
            }
        }
        (false, LINK) => {
            let mut target = Vec::new();
            entry.take(LONGEST_TARGET).read_to_end(&mut target).map_err(Error::reading)?;
            tree.link(path, target)
        }
        _ => Err(refused(Refusal::Kind)),
    }
}

const COPY: usize = 256 << 10;
const LONGEST_TARGET: u64 = 4096;

/// The bits of a Unix mode that say what an entry is.
const KIND: u32 = 0o170_000;
const PLAIN: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;

/// Archives packed on Windows carry no modes: there the name says it.
fn is_executable(entry: &zip::read::ZipFile<'_, BufReader<File>>, name: &[u8]) -> bool {
    entry.unix_mode().is_some_and(|mode| mode & 0o111 != 0) || name.ends_with(b".exe")
}

/// A date of MS-DOS, taken as UTC: it names no zone, and only the order of dates matters to Go.
fn time(date: DateTime) -> Option<SystemTime> {
    let [year, month, day] = [date.year(), date.month().into(), date.day().into()].map(u64::from);
    let [hour, minute, second] = [date.hour(), date.minute(), date.second()].map(u64::from);
    // Years are counted from March, so that the leap day comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    let since_1970 = days.checked_sub(719_469)?;
    let seconds = ((since_1970 * 24 + hour) * 60 + minute) * 60 + second;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn damage(archive: &Path, error: ZipError) -> Error {
    match error {
        // The reader's own findings come as these kinds too; all others are the disk's.
        ZipError::Io(error)
            if !matches!(
                error.kind(),
                std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof
            ) =>
        {
            Error::io("read", archive)(error)
        }
        ZipError::Io(error) => Error::reading(error),
        other => Damage::malformed(&other).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dos_date_is_the_second_it_names() {
        let at = |y, m, d, h| time(DateTime::from_date_and_time(y, m, d, h, 13, 20).unwrap()).unwrap();
        let unix = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(at(2023, 11, 14, 22), unix(1_700_000_000));
        assert_eq!(at(1980, 1, 1, 0), unix(315_533_600));
        assert_eq!(at(2024, 2, 29, 0), unix(1_709_165_600));
    }
}
