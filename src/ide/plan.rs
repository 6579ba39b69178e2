//! The change of an editor's settings in a project, looked at before it is made.

use super::{Editor, Error, Go};
use crate::ledger::{Change, Ledger};
use crate::system::Action;
use crate::system::file::{self, How};
use crate::verify::Digest;
use std::io;
use std::path::{Path, PathBuf};

/// No settings file is larger.
const LIMIT: u64 = 16 << 20;

/// What would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The file.
    pub file: PathBuf,
    /// Its text now; `None` where it is not there.
    pub before: Option<String>,
    /// Its text then.
    pub after: String,
}

/// The folder whose settings an editor reads for a directory: the nearest one that has any, else the directory itself.
pub fn settings_folder(editor: Editor, dir: &Path, home: Option<&Path>) -> PathBuf {
    let has_any = |folder: &&Path| path_in(editor, folder).symlink_metadata().is_ok();
    // What lies in the user's own directory is for no project.
    let folders = dir.ancestors().take_while(|folder| Some(*folder) != home);
    folders.take(64).find(has_any).unwrap_or(dir).to_owned()
}

/// The text of an editor's settings in a folder; `None` where there are none that can be read.
pub fn read(editor: Editor, folder: &Path) -> Option<(PathBuf, String)> {
    let path = path_in(editor, folder);
    let text = String::from_utf8(file::read_regular(&path, LIMIT).ok()?).ok()?;
    Some((path, text))
}

fn path_in(editor: Editor, folder: &Path) -> PathBuf {
    editor.file().iter().fold(folder.to_owned(), |path, part| path.join(part))
}

impl Plan {
    /// Looks at the settings and works out the change.
    pub fn of(editor: Editor, folder: &Path, go: &Go) -> Result<Self, Error> {
        let file = path_in(editor, folder);
        let parts = [file.parent().filter(|parent| *parent != folder), Some(file.as_path())];
        if let Some(path) = parts.into_iter().flatten().find(|path| path.is_symlink()) {
            return Err(Error::Link { path: path.to_owned() });
        }
        let malformed = |why| Error::Malformed { editor, path: file.clone(), why };
        let before = match file::read_regular(&file, LIMIT) {
            Ok(bytes) => Some(String::from_utf8(bytes).map_err(|_| malformed("not UTF-8 text".to_owned()))?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(Action::Read, &file)(error)),
        };
        let after = editor.edited(before.as_deref(), go).map_err(|error| malformed(error.why))?;
        Ok(Self { file, before, after })
    }

    /// Whether anything would change.
    pub fn changes(&self) -> bool {
        self.before.as_deref() != Some(self.after.as_str())
    }

    /// What undoes it, once it is written. What stood there before gv's first change is what to go back to.
    pub fn change(&self, ledger: &Ledger) -> Change {
        let earlier = ledger.entries.iter().rev().find_map(|entry| match &entry.change {
            Change::Edited { file, before, hash } if *file == self.file => Some((before, hash)),
            _ => None,
        });
        let now = self.before.as_ref().map(|text| Digest::of(text.as_bytes()).to_string());
        let before = match earlier {
            Some((before, hash)) if Some(hash) == now.as_ref() => before.clone(),
            _ => self.before.clone(),
        };
        Change::Edited {
            file: self.file.clone(),
            before,
            hash: Digest::of(self.after.as_bytes()).to_string(),
        }
    }

    /// Writes it.
    pub fn write(&self) -> Result<(), Error> {
        let folder = self.file.parent().unwrap_or(&self.file);
        file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
        file::replace(&self.file, self.after.as_bytes(), How::Usual)
            .map_err(Error::io(Action::Write, &self.file))
    }
}

/// Whether a file is as gv wrote it.
pub fn is_as_written(file: &Path, hash: &str) -> bool {
    file::read_regular(file, LIMIT).is_ok_and(|bytes| Digest::of(&bytes).to_string() == hash)
}

/// Puts back what a file held before gv wrote it.
pub fn put_back(file: &Path, before: Option<&str>) -> Result<(), Error> {
    match before {
        Some(text) => {
            file::replace(file, text.as_bytes(), How::Usual).map_err(Error::io(Action::Write, file))
        }
        None => file::remove(file).map_err(Error::io(Action::Remove, file)),
    }
}
