//! Files written into a folder, each compared with what stands there before anything is changed.

use super::{Error, File};
use crate::line_diff::diff;
use crate::system::Action;
use crate::system::file::{self, How};
use std::io;
use std::path::{Path, PathBuf};

/// What would become of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is not there yet.
    New,
    /// It is there as it would be.
    Same,
    /// It would be changed: the lines that go and come, each with its sign, and those around them.
    Differs(Vec<String>),
}

/// No file of a deployment comes near this.
const LIMIT: u64 = 1 << 20;

/// What writing would change.
pub fn compare(folder: &Path, files: &[File]) -> Result<Vec<Change>, Error> {
    let change = |file: &File| {
        let path = folder.join(file.name);
        match file::read_regular(&path, LIMIT) {
            Ok(there) if there == file.text.as_bytes() => Ok(Change::Same),
            Ok(there) => Ok(Change::Differs(diff(&String::from_utf8_lossy(&there), &file.text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Change::New),
            Err(error) => Err(Error::io(Action::Read, &path)(error)),
        }
    };
    files.iter().map(change).collect()
}

/// Writes the files that are not there as they are to be, and gives their paths.
pub fn write(folder: &Path, files: &[File], changes: &[Change]) -> Result<Vec<PathBuf>, Error> {
    file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
    let mut written = Vec::new();
    for (file, change) in files.iter().zip(changes) {
        if *change == Change::Same {
            continue;
        }
        let path = folder.join(file.name);
        file::replace(&path, file.text.as_bytes(), How::Usual).map_err(Error::io(Action::Write, &path))?;
        written.push(path);
    }
    Ok(written)
}
