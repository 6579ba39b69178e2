//! A change of the file that holds the block: shown line by line before it is made, and made by one rename.

use super::Error;
use super::block::{Damage, MARKS};
use crate::system::file::{self, How};
use crate::system::{Action, FileError};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A change of a file that has not been made yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedChange {
    /// The file.
    pub path: PathBuf,
    /// What it holds; `None` where it is not there.
    before: Option<Vec<u8>>,
    /// What it will hold; `None` where it will go.
    after: Option<Vec<u8>>,
}

/// A line that comes or goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// It goes.
    Goes(String),
    /// It comes.
    Comes(String),
}

impl PlannedChange {
    /// Puts a block of these lines into a file, in the place of an earlier one.
    pub fn put(path: &Path, lines: &str) -> Result<Self, Error> {
        let before = content(path)?;
        let after = MARKS.put(before.as_deref(), lines).map_err(damaged(path))?;
        Ok(Self { path: path.to_owned(), before, after: Some(after) })
    }

    /// Takes the block out of a file; `None` where there is none.
    pub fn take(path: &Path) -> Result<Option<Self>, Error> {
        let Some(before) = content(path)? else { return Ok(None) };
        let rest = MARKS.take(&before).map_err(damaged(path))?;
        Ok(rest.map(|rest| {
            let after = Some(rest.bytes).filter(|_| !rest.disposable);
            Self { path: path.to_owned(), before: Some(before), after }
        }))
    }

    /// Every line that comes or goes.
    pub fn edits(&self) -> Vec<Edit> {
        let (old, new) = (lines(self.before.as_deref()), lines(self.after.as_deref()));
        let same =
            |pairs: &mut dyn Iterator<Item = (&String, &String)>| pairs.take_while(|(a, b)| a == b).count();
        let head = same(&mut old.iter().zip(&new));
        let tail = same(&mut old[head..].iter().rev().zip(new[head..].iter().rev()));
        let goes = old[head..old.len() - tail].iter().cloned().map(Edit::Goes);
        goes.chain(new[head..new.len() - tail].iter().cloned().map(Edit::Comes)).collect()
    }

    /// Whether this user may make it. `command` is what to type with the rights to.
    pub fn may(&self, command: &str) -> Result<(), Error> {
        match OpenOptions::new().append(true).open(&self.path) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(self.rights(command)),
            // Whatever else is in the way is told by the attempt.
            _ => Ok(()),
        }
    }

    /// Makes it. A file that has changed since is left alone.
    pub fn make(&self, command: &str) -> Result<(), Error> {
        if content(&self.path)? != self.before {
            return Err(Error::Changed { path: self.path.clone() });
        }
        // Where a link stands, the file that it leads to is meant.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let (action, made) = match &self.after {
            Some(bytes) => (Action::Write, write(&path, bytes)),
            None => (Action::Remove, file::remove(&path)),
        };
        made.map_err(|source| match source.kind() {
            ErrorKind::PermissionDenied => self.rights(command),
            _ => FileError { action, path: self.path.clone(), source }.into(),
        })
    }

    fn rights(&self, command: &str) -> Error {
        Error::Rights { path: self.path.clone(), command: command.to_owned() }
    }
}

/// Lists of unwanted hosts have some ten million bytes.
const LIMIT: u64 = 256 << 20;

/// What a file holds; `None` where there is none.
pub fn content(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match file::read_regular(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FileError::of(Action::Read, path)(error)),
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match file::replace(path, bytes, How::Readable) {
        // A container's hosts file is mounted by itself: no other file can take its place.
        Err(error) if error.kind() == ErrorKind::ResourceBusy => fs::write(path, bytes),
        other => other,
    }
}

fn damaged(path: &Path) -> impl Fn(Damage) -> Error {
    let path = path.to_owned();
    move |damage| Error::Damaged { path: path.clone(), damage }
}

fn lines(content: Option<&[u8]>) -> Vec<String> {
    String::from_utf8_lossy(content.unwrap_or_default()).lines().map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Line, Syntax};

    fn block(last: u8) -> String {
        Syntax::Hosts.lines(&[Line { address: [192, 0, 2, last].into(), name: "go.dev".into() }], "now")
    }

    #[test]
    fn what_is_shown_is_what_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hosts");
        fs::write(&path, "127.0.0.1 localhost\r\nlast").unwrap();
        let first = PlannedChange::put(&path, &block(1)).unwrap();
        assert!(first.edits().iter().all(|edit| matches!(edit, Edit::Comes(_))), "{:?}", first.edits());
        first.make("x").unwrap();
        let second = PlannedChange::put(&path, &block(2)).unwrap();
        let line = |last: u8| format!("192.0.2.{last} go.dev");
        assert_eq!(second.edits(), [Edit::Goes(line(1)), Edit::Comes(line(2))]);
        assert_eq!(PlannedChange::put(&path, &block(1)).unwrap().edits(), []);
        second.make("x").unwrap();
        assert!(matches!(first.make("x"), Err(Error::Changed { .. })));
        PlannedChange::take(&path).unwrap().unwrap().make("x").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"127.0.0.1 localhost\r\nlast");
        assert_eq!(PlannedChange::take(&path).unwrap(), None);
    }

    #[test]
    fn a_file_that_gv_made_goes_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gv.conf");
        assert_eq!(PlannedChange::take(&path).unwrap(), None);
        PlannedChange::put(&path, &block(1)).unwrap().make("x").unwrap();
        PlannedChange::put(&path, &block(2)).unwrap().make("x").unwrap();
        PlannedChange::take(&path).unwrap().unwrap().make("x").unwrap();
        assert!(!path.exists());
    }

    #[test]
    #[cfg(unix)]
    fn its_mode_and_a_link_to_it_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("real"), folder.path().join("hosts"));
        fs::write(&path, "x\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        symlink("real", &link).unwrap();
        PlannedChange::put(&link, &block(1)).unwrap().make("x").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert!(fs::read_to_string(&path).unwrap().contains("192.0.2.1 go.dev"));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o664);
    }
}
