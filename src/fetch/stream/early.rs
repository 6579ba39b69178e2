//! The file that keeps what came before its turn, beside the partial file: chunks one after the other, each with its
//! place in the download before it. A killed run leaves at worst half a chunk at the end, which the next run cuts off.

use crate::fetch::Error;
use crate::system::{Action, FileError, file};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Such a file, there or not. It belongs to the process that holds the version's lock.
#[derive(Debug)]
pub(super) struct Early {
    path: PathBuf,
    file: Option<File>,
    /// Where the next chunk is written.
    end: u64,
    /// By its place in the download: where a chunk stands in the file, and how long it is.
    chunks: BTreeMap<u64, (u64, u32)>,
    /// How many bytes wait.
    waiting: u64,
}

/// Before each chunk: eight bytes of its place, four of its length.
const HEAD: u64 = 12;
/// No chunk is longer.
const LONGEST: u32 = 16 << 20;

/// The file beside a partial file: `NAME.part` has `NAME.early.part`.
pub fn beside(partial: &Path) -> PathBuf {
    let name = partial.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".part").unwrap_or(&name);
    partial.with_file_name(format!("{stem}.early.part"))
}

impl Early {
    /// Looks at what an earlier run kept.
    pub fn open(partial: &Path) -> Result<Self, Error> {
        let mut early =
            Self { path: beside(partial), file: None, end: 0, chunks: BTreeMap::new(), waiting: 0 };
        match file::open_own_there(&early.path) {
            Ok(file) => early.adopt(file).map_err(early.cannot(Action::Read))?,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(source) => return Err(early.cannot(Action::Read)(source)),
        }
        Ok(early)
    }

    /// Whether nothing waits for its turn.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// How many bytes wait.
    pub fn bytes(&self) -> u64 {
        self.waiting
    }

    /// The places that are kept.
    pub fn parts(&self) -> impl Iterator<Item = Range<u64>> {
        self.chunks.iter().map(|(place, (_, length))| *place..*place + u64::from(*length))
    }

    /// Keeps a chunk.
    pub fn keep(&mut self, place: u64, chunk: &[u8]) -> Result<(), Error> {
        let length = u32::try_from(chunk.len()).unwrap_or(LONGEST);
        self.write(place, length, chunk).map_err(self.cannot(Action::Write))?;
        self.add(place, length);
        Ok(())
    }

    /// The bytes whose turn it is at this place, if they are kept. Chunks of before are forgotten.
    pub fn next(&mut self, place: u64) -> Result<Option<Bytes>, Error> {
        while let Some((start, (at, length))) = self.chunks.first_key_value().map(|(k, v)| (*k, *v)) {
            if start > place {
                break;
            }
            self.chunks.pop_first();
            self.waiting -= u64::from(length);
            let skip = place - start;
            if skip < u64::from(length) {
                let bytes = self.read(at, length).map_err(self.cannot(Action::Read))?;
                return Ok(Some(bytes.slice(usize::try_from(skip).unwrap_or(usize::MAX)..)));
            }
        }
        Ok(None)
    }

    /// Forgets everything kept.
    pub fn clear(&mut self) -> Result<(), Error> {
        self.chunks.clear();
        (self.end, self.waiting) = (0, 0);
        self.file = None;
        file::remove(&self.path).map_err(self.cannot(Action::Remove))
    }

    /// Notes the chunk that ends the file now.
    fn add(&mut self, place: u64, length: u32) {
        let before = self.chunks.insert(place, (self.end + HEAD, length));
        self.waiting += u64::from(length);
        self.waiting -= before.map_or(0, |(_, length)| u64::from(length));
        self.end += HEAD + u64::from(length);
    }

    fn adopt(&mut self, mut file: File) -> io::Result<()> {
        let whole = file.seek(SeekFrom::End(0))?;
        while let Some((place, length)) = head(&mut file, self.end)? {
            let next = self.end + HEAD + u64::from(length);
            if length == 0 || length > LONGEST || next > whole {
                break;
            }
            self.add(place, length);
        }
        file.set_len(self.end)?;
        self.file = Some(file);
        Ok(())
    }

    fn write(&mut self, place: u64, length: u32, chunk: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            self.path.parent().map_or(Ok(()), file::create_folder)?;
            let file = file::open_own(&self.path, 0o644)?;
            file.set_len(0)?;
            self.file = Some(file);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        file.seek(SeekFrom::Start(self.end))?;
        let mut head = Vec::with_capacity(12);
        head.extend_from_slice(&place.to_le_bytes());
        head.extend_from_slice(&length.to_le_bytes());
        file.write_all(&head)?;
        file.write_all(chunk)
    }

    fn read(&mut self, at: u64, length: u32) -> io::Result<Bytes> {
        let Some(file) = &mut self.file else { return Err(ErrorKind::NotFound.into()) };
        let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }

    fn cannot(&self, action: Action) -> impl FnOnce(io::Error) -> Error + use<> {
        FileError::of(action, self.path.clone())
    }
}

/// The place and the length of the chunk that begins there; `None` at the end.
fn head(file: &mut File, at: u64) -> io::Result<Option<(u64, u32)>> {
    file.seek(SeekFrom::Start(at))?;
    let (mut place, mut length) = ([0; 8], [0; 4]);
    match file.read_exact(&mut place).and_then(|()| file.read_exact(&mut length)) {
        Ok(()) => Ok(Some((u64::from_le_bytes(place), u32::from_le_bytes(length)))),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    #[test]
    fn chunks_come_back_in_the_order_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let partial = folder.path().join("go.tar.gz.00.part");
        let mut early = Early::open(&partial).unwrap();
        assert!(early.is_empty() && !beside(&partial).exists());
        early.keep(20, b"uvw").unwrap();
        early.keep(10, b"klm").unwrap();
        assert_eq!(early.next(9).unwrap(), None);
        assert_eq!(early.next(11).unwrap().unwrap(), "lm");
        assert_eq!((early.parts().next(), early.parts().count()), (Some(20..23), 1));
        assert_eq!(early.bytes(), 3);
        assert_eq!(early.next(23).unwrap(), None);
        early.clear().unwrap();
        assert!(!beside(&partial).exists());
    }

    proptest! {
        /// Wherever a run is killed: the next one has whole chunks only, as they were kept.
        #[test]
        fn a_cut_file_loses_its_last_chunk_only(cut in 0_u64..66) {
            let folder = tempfile::tempdir().unwrap();
            let partial = folder.path().join("x.part");
            let mut early = Early::open(&partial).unwrap();
            for (place, chunk) in [(30, "0123456789"), (10, "abcdefghij"), (50, "ABCDEFGHIJ")] {
                early.keep(place, chunk.as_bytes()).unwrap();
            }
            drop(early);
            fs::File::options().write(true).open(beside(&partial)).unwrap().set_len(cut).unwrap();
            let mut early = Early::open(&partial).unwrap();
            prop_assert_eq!(early.parts().count() as u64, cut / 22);
            if cut >= 44 {
                prop_assert_eq!(early.next(10).unwrap().unwrap(), "abcdefghij");
            }
            early.keep(70, b"more").unwrap();
            prop_assert_eq!(early.next(70).unwrap().unwrap(), "more");
        }
    }
}
