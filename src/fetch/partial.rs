//! The file that keeps what has come of a download, so that the next run goes on where this one ended. It is
//! always a beginning of the download, and only that: nothing is written into it out of order.

use super::Error;
use super::body::step;
use crate::system::file;
use crate::system::{Action, FileError};
use bytes::Bytes;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How much of what was kept is read at once.
const STEP: usize = 1024 * 1024;

/// A partial file, there or not. It belongs to the process that holds the version's lock.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    file: Option<File>,
    length: u64,
}

impl Partial {
    /// Looks at what an earlier run kept. What does not begin as such a file must, is dropped.
    pub fn open(path: &Path, magic: &[u8]) -> Result<Self, Error> {
        let mut partial = Self { path: path.to_owned(), file: None, length: 0 };
        match file::open_own_there(path) {
            Ok(file) => partial.adopt(file, magic).map_err(partial.cannot(Action::Read))?,
            // A cache that is no folder matters once there is something to keep.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(source) => return Err(partial.cannot(Action::Read)(source)),
        }
        Ok(partial)
    }

    /// How many bytes are kept.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Forgets everything kept.
    pub fn clear(&mut self) -> Result<(), Error> {
        self.length = 0;
        let Some(file) = &mut self.file else { return Ok(()) };
        file.set_len(0).and_then(|()| file.rewind()).map_err(self.cannot(Action::Write))
    }

    /// Goes to the first byte kept, for [`Partial::next`].
    pub fn rewind(&mut self) -> Result<(), Error> {
        self.file.as_mut().map_or(Ok(()), Seek::rewind).map_err(self.cannot(Action::Read))
    }

    /// The next of the bytes kept. After the last, where it answers `None`, [`Partial::keep`] may go on.
    pub fn next(&mut self) -> Result<Option<Bytes>, Error> {
        self.file.as_mut().map_or(Ok(None), |file| step(file, STEP)).map_err(self.cannot(Action::Read))
    }

    /// Adds the bytes that stand at `offset` of the download, if that is where the file ends.
    pub fn keep(&mut self, offset: u64, bytes: &[u8]) -> Result<(), Error> {
        if offset != self.length {
            return Ok(());
        }
        self.write(bytes).map_err(self.cannot(Action::Write))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    fn adopt(&mut self, mut file: File, magic: &[u8]) -> io::Result<()> {
        let mut beginning = vec![0; magic.len()];
        let right = match file.read_exact(&mut beginning) {
            Ok(()) => beginning == magic,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => false,
            Err(error) => return Err(error),
        };
        if !right {
            file.set_len(0)?;
        }
        self.length = file.seek(SeekFrom::End(0))?;
        self.file = Some(file);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            self.path.parent().map_or(Ok(()), file::create_folder)?;
            let file = file::open_own(&self.path, 0o644)?;
            file.set_len(0)?;
            self.file = Some(file);
        }
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(bytes))
    }

    fn cannot(&self, action: Action) -> impl FnOnce(io::Error) -> Error + use<> {
        FileError::of(action, self.path.clone())
    }
}
