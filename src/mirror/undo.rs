//! What `gv mirror` has changed, so that it can be undone: each file as it was before, every byte of it. What somebody
//! has changed since is not touched.

use super::Error;
use crate::home::Home;
use crate::project::settings::Target;
use crate::system::Action;
use crate::system::file::{self, How};
use crate::system::private;
use crate::verify::Digest;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// One change of mirrors, of all files that it concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Tells it from all others.
    pub id: String,
    /// The files.
    pub files: Vec<Changed>,
}

/// What was changed in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The file.
    pub path: PathBuf,
    /// What kind of file it is.
    pub sort: Sort,
    /// What it held; `None` where it was not there.
    #[serde(with = "bytes")]
    before: Option<Vec<u8>>,
    /// The hash of what was written; `None` until it was.
    after: Option<String>,
    /// The settings.
    pub keys: Vec<Key>,
}

/// A setting that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Its value before.
    pub before: Option<String>,
    /// Its value afterwards.
    pub after: Option<String>,
}

/// The files that mirrors are named in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Go's env file of the user.
    User,
    /// A project's go.env.
    Project,
    /// gv's config.toml.
    Config,
}

/// What undoing comes to for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is as it was.
    Nothing,
    /// All its bytes are put back; `None` takes it away.
    Restore(Option<Vec<u8>>),
    /// Other parts of it were changed since: only the settings are put back.
    SetBack(Vec<(String, Option<String>)>),
}

/// So many changes can be undone.
const MOST: usize = 30;
/// No memory is larger.
const LIMIT: u64 = 64 << 20;

impl Sort {
    /// The file of a target.
    pub fn of(target: Target) -> Self {
        match target {
            Target::User => Sort::User,
            Target::Project => Sort::Project,
        }
    }
}

impl Changed {
    /// A change that is about to be made to a file that holds these bytes.
    pub fn new(path: &Path, sort: Sort, before: Option<&[u8]>, keys: Vec<Key>) -> Self {
        Self { path: path.to_owned(), sort, before: before.map(<[u8]>::to_vec), after: None, keys }
    }

    /// The same when it has been made, and the file holds these bytes.
    pub fn written(&mut self, bytes: &[u8]) {
        self.after = Some(Digest::of(bytes).to_string());
    }

    /// What to do about the file as it is now; `value` tells what a setting of it is now. Refused if one of
    /// them was changed since.
    pub fn step(&self, now: Option<&[u8]>, value: impl Fn(&str) -> Option<String>) -> Result<Step, Error> {
        if now == self.before.as_deref() {
            return Ok(Step::Nothing);
        }
        if now.is_some_and(|now| self.after.as_deref() == Some(&Digest::of(now).to_string())) {
            return Ok(Step::Restore(self.before.clone()));
        }
        let mut back = Vec::new();
        for key in &self.keys {
            let now = value(&key.name);
            if now == key.before {
                continue;
            }
            if now != key.after {
                return Err(Error::ChangedSince { path: self.path.clone(), key: key.name.clone() });
            }
            back.push((key.name.clone(), key.before.clone()));
        }
        Ok(if back.is_empty() { Step::Nothing } else { Step::SetBack(back) })
    }
}

/// What was changed, the latest last.
pub fn records(home: &Home) -> Result<Vec<Record>, Error> {
    let path = place(home);
    let text = match file::read_regular(&path, LIMIT) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Err(Error::Memory { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(Action::Read, &path)(error)),
    };
    serde_json::from_slice(&text).map_err(|_| Error::Memory { path })
}

/// Remembers these, or the latest of them.
pub fn remember(home: &Home, records: &[Record]) -> Result<(), Error> {
    let path = place(home);
    let kept = &records[records.len().saturating_sub(MOST)..];
    let text = serde_json::to_vec_pretty(kept).map_err(|_| Error::Memory { path: path.clone() })?;
    write(&path, &text).map_err(Error::io(Action::Write, &path))
}

/// Where it is remembered.
pub fn place(home: &Home) -> PathBuf {
    home.mirrors().join("undo.json")
}

/// Writes a private file in one step: what it holds may have stood in a file with passwords.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), private::create_folder)?;
    file::replace(path, bytes, How::Private)
}

/// Bytes of any kind in a text.
mod bytes {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands the field over so")]
    pub fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        bytes.as_ref().map(|bytes| BASE64_STANDARD.encode(bytes)).serialize(to)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| BASE64_STANDARD.decode(text)).transpose().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn key(before: Option<&str>, after: Option<&str>) -> Key {
        let text = |value: Option<&str>| value.map(str::to_owned);
        Key { name: "GOPROXY".to_owned(), before: text(before), after: text(after) }
    }

    fn changed(before: Option<&[u8]>, after: &[u8], key: Key) -> Changed {
        let mut changed = Changed::new(Path::new("/x/env"), Sort::User, before, vec![key]);
        changed.written(after);
        changed
    }

    #[test]
    fn the_bytes_are_put_back_where_nobody_touched_the_file() {
        let change = changed(Some(b"GOPROXY=a\n\xff"), b"GOPROXY=b\n\xff", key(Some("a"), Some("b")));
        let none = |_: &str| unreachable!("the bytes tell");
        assert_eq!(
            change.step(Some(b"GOPROXY=b\n\xff"), none).unwrap(),
            Step::Restore(Some(b"GOPROXY=a\n\xff".to_vec()))
        );
        assert_eq!(change.step(Some(b"GOPROXY=a\n\xff"), none).unwrap(), Step::Nothing);
        let made = changed(None, b"GOPROXY=b\n", key(None, Some("b")));
        assert_eq!(made.step(Some(b"GOPROXY=b\n"), none).unwrap(), Step::Restore(None));
        assert_eq!(made.step(None, none).unwrap(), Step::Nothing);
    }

    #[test]
    fn what_else_was_changed_stays_and_the_setting_itself_is_not_overruled() {
        let change = changed(Some(b"GOPROXY=a\n"), b"GOPROXY=b\n", key(Some("a"), Some("b")));
        let value = |text: &'static str| move |_: &str| Some(text.to_owned());
        let back = vec![("GOPROXY".to_owned(), Some("a".to_owned()))];
        assert_eq!(change.step(Some(b"# mine\nGOPROXY=b\n"), value("b")).unwrap(), Step::SetBack(back));
        assert_eq!(change.step(Some(b"# mine\nGOPROXY=a\n"), value("a")).unwrap(), Step::Nothing);
        let refused = change.step(Some(b"GOPROXY=c\n"), value("c"));
        assert!(matches!(refused, Err(Error::ChangedSince { key, .. }) if key == "GOPROXY"));
        assert!(matches!(change.step(None, |_| None), Err(Error::ChangedSince { .. })));
    }

    #[test]
    fn a_run_that_was_killed_before_it_wrote_has_changed_nothing() {
        let change = Changed::new(Path::new("/x"), Sort::User, Some(b"a"), vec![key(Some("a"), Some("b"))]);
        assert_eq!(change.step(Some(b"a"), |_| None).unwrap(), Step::Nothing);
        // Killed just after it.
        assert_eq!(
            change.step(Some(b"b"), |_| Some("b".to_owned())).unwrap(),
            Step::SetBack(vec![("GOPROXY".to_owned(), Some("a".to_owned()))])
        );
    }

    #[test]
    fn the_latest_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        assert_eq!(records(&home).unwrap(), []);
        let all: Vec<_> = (0..MOST + 3)
            .map(|n| Record {
                id: n.to_string(),
                files: vec![changed(None, n.to_string().as_bytes(), key(None, None))],
            })
            .collect();
        remember(&home, &all).unwrap();
        assert_eq!(records(&home).unwrap(), all[3..]);
        fs::write(place(&home), "no JSON").unwrap();
        assert!(matches!(records(&home), Err(Error::Memory { .. })));
    }
}
