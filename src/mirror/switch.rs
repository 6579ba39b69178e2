//! Putting mirrors in force and taking them out again: the files are written by the code that writes them otherwise, each
//! whole or not at all, and what they held is remembered first.

use super::Error;
use super::undo::{self, Changed, Key, Record, Sort, Step};
use crate::config::edit::{mirrors, with_mirrors};
use crate::env::Env;
use crate::golang::env_file::EnvFile;
use crate::home::Home;
use crate::project::settings::{self, Edit, Target};
use crate::store::Store;
use crate::system::Action;
use crate::system::file::{self, How};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The name of the one setting of config.toml.
const MIRRORS: &str = "mirrors";

/// Settings and their values; `None` takes one out.
pub type Values = Vec<(String, Option<String>)>;

/// What is to be in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSettings {
    /// Settings of Go, and the file they are to stand in.
    pub go: Option<(Target, Values)>,
    /// The release mirrors of config.toml; none at all takes the setting out.
    pub mirrors: Option<Vec<String>>,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The name of the change, for [`Switch::undo_if`].
    pub id: String,
    /// The files.
    pub files: Vec<FileChange>,
}

/// One file, as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// What kind of file it is.
    pub sort: Sort,
    /// The settings.
    pub keys: Vec<Key>,
}

impl FileChange {
    /// Whether all is as it is to be.
    pub fn is_nothing(&self) -> bool {
        self.keys.iter().all(|key| key.before == key.after)
    }
}

/// Where changes are made.
#[derive(Debug, Clone)]
pub struct Switch<'a> {
    env: Env,
    home: &'a Home,
}

impl<'a> Switch<'a> {
    /// For the working directory.
    pub fn of(env: &Env, home: &'a Home) -> Self {
        Self { env: env.clone(), home }
    }

    /// What would be changed.
    pub fn preview(&self, wanted: &NewSettings) -> Result<Vec<FileChange>, Error> {
        Ok(self.planned(wanted)?.into_iter().map(FileChange::from).collect())
    }

    /// Changes it, and remembers how it was.
    pub fn apply(&self, wanted: &NewSettings) -> Result<Applied, Error> {
        let _lock = Store::of(self.home).lock_mirrors()?;
        let mut record = Record { id: id(), files: self.planned(wanted)? };
        let mut records = undo::records(self.home)?;
        record.files.retain(|file| file.keys.iter().any(|key| key.before != key.after));
        if record.files.is_empty() {
            return Ok(Applied { id: record.id, files: Vec::new() });
        }
        // First what was, then the change: killed in between, there is something to undo that is as it was.
        records.push(record.clone());
        undo::remember(self.home, &records)?;
        for changed in &mut record.files {
            let keys = changed.keys.iter().map(|key| (key.name.clone(), key.after.clone())).collect();
            self.set(changed.sort, &changed.path, keys)?;
            changed.written(&read(&changed.path)?.unwrap_or_default());
        }
        if let Some(last) = records.last_mut() {
            last.clone_from(&record);
        }
        undo::remember(self.home, &records)?;
        Ok(Applied { id: record.id, files: record.files.into_iter().map(FileChange::from).collect() })
    }

    /// The name of the last change.
    pub fn last_id(&self) -> Result<Option<String>, Error> {
        Ok(undo::records(self.home)?.pop().map(|record| record.id))
    }

    /// What undoing the last change would do; `None` where there is none.
    pub fn last(&self) -> Result<Option<Vec<FileChange>>, Error> {
        let Some(record) = undo::records(self.home)?.pop() else { return Ok(None) };
        let steps = steps(&record)?;
        Ok(Some(undone(record, &steps)))
    }

    /// Undoes the last change: all of it, or, where somebody has changed one of the settings since, nothing.
    pub fn undo(&self) -> Result<Vec<FileChange>, Error> {
        self.undo_last(|_| true)
    }

    /// The same, if the last change is this one.
    pub fn undo_if(&self, id: &str) -> Result<Vec<FileChange>, Error> {
        self.undo_last(|record| record.id == id)
    }

    fn undo_last(&self, is_meant: impl Fn(&Record) -> bool) -> Result<Vec<FileChange>, Error> {
        let _lock = Store::of(self.home).lock_mirrors()?;
        let mut records = undo::records(self.home)?;
        let record = records.pop().filter(is_meant).ok_or(Error::NothingToUndo)?;
        let steps = steps(&record)?;
        for (changed, step) in record.files.iter().zip(&steps) {
            match step {
                Step::Nothing => {}
                Step::Restore(bytes) => self.restore(changed, bytes.as_deref())?,
                Step::SetBack(keys) => self.set(changed.sort, &changed.path, keys.clone())?,
            }
        }
        undo::remember(self.home, &records)?;
        Ok(undone(record, &steps))
    }

    fn planned(&self, wanted: &NewSettings) -> Result<Vec<Changed>, Error> {
        let mut files = Vec::new();
        if let Some((target, values)) = &wanted.go {
            let dry = Edit { values: values.clone(), dry: true };
            let path = settings::edit(*target, &dry, &self.env, self.home)?.file;
            files.push(planned(&path, Sort::of(*target), values)?);
        }
        if let Some(mirrors) = &wanted.mirrors {
            let mirrors = Some(mirrors.as_slice()).filter(|mirrors| !mirrors.is_empty());
            let value = mirrors.map(in_words);
            let change = planned(&self.home.config(), Sort::Config, &[(MIRRORS.to_owned(), value)])?;
            // Whether it can be written is known before anything is.
            configured(&change.path, mirrors)?;
            files.push(change);
        }
        Ok(files)
    }

    /// Writes settings into a file.
    fn set(&self, sort: Sort, path: &Path, values: Values) -> Result<(), Error> {
        let target = match sort {
            Sort::User => Target::User,
            Sort::Project => Target::Project,
            Sort::Config => {
                let value = values.into_iter().next().and_then(|(_, value)| value);
                let list: Option<Vec<String>> = value.and_then(|value| serde_json::from_str(&value).ok());
                let text = configured(path, list.as_deref())?;
                return replace(path, text.as_bytes());
            }
        };
        let env = self.elsewhere(sort, path);
        let edit = |dry, values: &[_]| {
            settings::edit(target, &Edit { values: values.to_vec(), dry }, &env, self.home)
        };
        // GOENV may name another file by now.
        if edit(true, &values)?.file != path {
            return Err(Error::Moved { path: path.to_owned() });
        }
        edit(false, &values)?;
        Ok(())
    }

    /// The environment in which the settings of that file are those that are edited: a change can be undone from
    /// anywhere.
    fn elsewhere(&self, sort: Sort, path: &Path) -> Env {
        match (sort, path.parent()) {
            (Sort::Project, Some(folder)) => self.env.clone().with_cwd(folder),
            _ => self.env.clone(),
        }
    }

    fn restore(&self, changed: &Changed, bytes: Option<&[u8]>) -> Result<(), Error> {
        match (changed.sort, bytes) {
            (Sort::User, bytes) => Ok(settings::restore(Target::User, &changed.path, bytes, self.home)?),
            (Sort::Project, bytes) => {
                Ok(settings::restore(Target::Project, &changed.path, bytes, self.home)?)
            }
            (Sort::Config, Some(bytes)) => replace(&changed.path, bytes),
            (Sort::Config, None) => {
                file::remove(&changed.path).map_err(Error::io(Action::Remove, &changed.path))
            }
        }
    }
}

impl From<Changed> for FileChange {
    fn from(changed: Changed) -> Self {
        Self { path: changed.path, sort: changed.sort, keys: changed.keys }
    }
}

/// A name that no other change has.
fn id() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", since.as_micros(), std::process::id())
}

/// What undoing comes to for each file. All of it is refused where one of them refuses.
fn steps(record: &Record) -> Result<Vec<Step>, Error> {
    record
        .files
        .iter()
        .map(|changed| {
            let now = read(&changed.path)?;
            changed.step(now.as_deref(), |key| value(changed.sort, now.as_deref(), key))
        })
        .collect()
}

/// What undoing changes: nothing in a file that is as it was.
fn undone(record: Record, steps: &[Step]) -> Vec<FileChange> {
    let files = record.files.into_iter().zip(steps).filter(|(_, step)| **step != Step::Nothing);
    files.map(|(changed, _)| turned(changed.into())).collect()
}

/// The change in the other direction.
fn turned(change: FileChange) -> FileChange {
    let turned = |key: Key| Key { before: key.after, after: key.before, name: key.name };
    FileChange { keys: change.keys.into_iter().map(turned).collect(), ..change }
}

fn planned(path: &Path, sort: Sort, values: &[(String, Option<String>)]) -> Result<Changed, Error> {
    let bytes = read(path)?;
    let key = |(name, after): &(String, Option<String>)| Key {
        name: name.clone(),
        before: value(sort, bytes.as_deref(), name),
        after: after.clone(),
    };
    Ok(Changed::new(path, sort, bytes.as_deref(), values.iter().map(key).collect()))
}

/// What a setting of a file is.
fn value(sort: Sort, bytes: Option<&[u8]>, key: &str) -> Option<String> {
    match sort {
        Sort::User | Sort::Project => EnvFile::parse(bytes?).text(key),
        Sort::Config => Some(in_words(&mirrors(&plain(bytes?)?)?)),
    }
}

/// The mirrors as one value.
fn in_words(mirrors: &[String]) -> String {
    serde_json::Value::from(mirrors).to_string()
}

/// The text of config.toml with other mirrors.
fn configured(path: &Path, mirrors: Option<&[String]>) -> Result<String, Error> {
    let bytes = read(path)?.unwrap_or_default();
    let unfit = || Error::Unfit { path: path.to_owned() };
    let mark = if bytes.starts_with(MARK) { "\u{feff}" } else { "" };
    let text = plain(&bytes).ok_or_else(unfit)?;
    with_mirrors(&text, mirrors).map(|text| format!("{mark}{text}")).map_err(|_| unfit())
}

/// The byte order mark, which editors of Windows put in front.
const MARK: &[u8] = b"\xef\xbb\xbf";

fn plain(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    std::str::from_utf8(bytes).ok().map(ToOwned::to_owned)
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
    }
    // People keep this file among their dotfiles, and a link to it here.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    file::replace(&real, bytes, How::Usual).map_err(Error::io(Action::Write, path))
}

/// No file of settings is larger.
const LIMIT: u64 = 1 << 20;

/// A file's bytes; `None` where it is not there.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match file::read_regular(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(Error::io(Action::Read, path)(error)),
    }
}
