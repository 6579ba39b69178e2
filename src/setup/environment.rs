//! The variables that Windows keeps in the registry and gives to every program of the user: our folders in its PATH,
//! and GOROOT for an IDE that is asked to follow the default. What was there before is remembered, so that taking
//! gv away leaves each value as it was found.

mod record;

use self::record::{Edit, Record, Stored};
use super::entries::Entries;
use super::{Error, lock};
use crate::env::Env;
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::system::Action;
use crate::system::registry::{self, EXPANDABLE, Hive, Key, TEXT, Value};
use std::path::{Path, PathBuf};

/// One variable, and what was done with it, or would be.
#[derive(Debug)]
pub struct VariableChange {
    /// `PATH` or `GOROOT`.
    pub variable: &'static str,
    /// What happened, or would happen.
    pub kind: Effect,
    /// Its text now.
    pub text: String,
}

/// What happens to a variable.
#[derive(Debug)]
pub enum Effect {
    /// Our folders were put in front, or the variable was set.
    Put,
    /// It stood there already, just so.
    Unchanged,
    /// What gv had put there was taken out.
    Taken,
    /// Our folders were there before gv put anything, and stay.
    Left,
    /// It could not be changed.
    Failed(Error),
}

/// Why the value of a variable is not touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untouchable {
    /// It is a number, a list, bytes, or half a letter.
    NoText,
    /// With our folders in it, it would be longer than Windows lets a variable be.
    TooLong,
    /// A folder of ours holds what PATH has a meaning for: `;`, `"`, `%`.
    Letters,
}

/// Windows takes no longer variable, with the NUL at its end.
const LONGEST: usize = 32_767;

/// Puts our folders first on the PATH of the registry. `None` where there is no registry.
pub fn put_path(home: &Home, env: &Env) -> Result<Option<VariableChange>, Error> {
    change(home, |record| Variables { home, env }.put_path(record, true))
}

/// What [`put_path`] would do.
pub fn plan_path(home: &Home, env: &Env) -> Result<Option<VariableChange>, Error> {
    change(home, |record| Variables { home, env }.put_path(record, false))
}

/// Makes GOROOT the link `current`, for IDEs that read it. `None` where there is no registry.
pub fn put_goroot(home: &Home, env: &Env) -> Result<Option<VariableChange>, Error> {
    change(home, |record| Variables { home, env }.put_goroot(record))
}

/// Takes back what was put there; what others put there since stays.
pub fn remove(home: &Home, env: &Env) -> Vec<VariableChange> {
    taken(home, env, true)
}

/// What [`remove`] would do.
pub fn plan_removal(home: &Home, env: &Env) -> Vec<VariableChange> {
    taken(home, env, false)
}

fn taken(home: &Home, env: &Env, write: bool) -> Vec<VariableChange> {
    if !registry::IS_HERE {
        return Vec::new();
    }
    let record = record::read(home);
    let variables = Variables { home, env };
    let failed = |variable| {
        move |error| Some(VariableChange { variable, kind: Effect::Failed(error), text: String::new() })
    };
    let path = variables.take_path(&record, write).unwrap_or_else(failed(PATH));
    let goroot = variables.take_goroot(&record, write).unwrap_or_else(failed(GOROOT));
    let changes: Vec<VariableChange> = path.into_iter().chain(goroot).collect();
    if write && changes.iter().any(|change| matches!(change.kind, Effect::Taken)) {
        registry::announce_environment();
    }
    changes
}

const PATH: &str = "PATH";
const GOROOT: &str = "GOROOT";

/// Under the lock of the home, so that of two gv at once neither takes the other's edit for the user's.
fn change(
    home: &Home,
    act: impl FnOnce(Record) -> Result<VariableChange, Error>,
) -> Result<Option<VariableChange>, Error> {
    if !registry::IS_HERE {
        return Ok(None);
    }
    let _lock = lock(home)?;
    act(record::read(home)).map(Some)
}

struct Variables<'a> {
    home: &'a Home,
    env: &'a Env,
}

impl Variables<'_> {
    fn put_path(&self, record: Record, write: bool) -> Result<VariableChange, Error> {
        let ours = [self.home.shims(), self.home.bin()].map(|folder| entry(&folder)).into_iter();
        let ours = ours.collect::<Result<Vec<_>, _>>()?;
        let before = self.read(PATH)?;
        let (kind, text) = path_text(before.as_ref())?;
        let entries = Entries { ours: &ours, expand: |name: &str| self.expanded(kind, name) };
        let after = entries.put(&text);
        if after == text {
            self.note_unchanged(record, before.as_ref().filter(|_| write))?;
            return Ok(VariableChange { variable: PATH, kind: Effect::Unchanged, text });
        }
        if after.encode_utf16().count() >= LONGEST {
            return Err(Error::Untouchable { variable: PATH, why: Untouchable::TooLong });
        }
        if write {
            let value = Value::text(kind, &after);
            let added = ours.iter().filter(|folder| !entries.has(&text, folder)).cloned().collect();
            let edit = self.next_edit(record.path.clone(), before.as_ref(), &value, added);
            self.write(PATH, &value, &Record { path: Some(edit), ..record })?;
        }
        Ok(VariableChange { variable: PATH, kind: Effect::Put, text: after })
    }

    /// gv does not remove folders that it did not put there.
    fn note_unchanged(&self, record: Record, now: Option<&Value>) -> Result<(), Error> {
        let Some(now) = now.filter(|_| record.path.is_none()).map(Stored::of) else { return Ok(()) };
        let edit = Edit { before: Some(now.clone()), after: now, added: Vec::new() };
        record::write(self.home, &Record { path: Some(edit), ..record })
    }

    /// What is to be remembered of an edit. An earlier edit that is still in the value is part of it: what was before
    /// that one was before both.
    fn next_edit(
        &self,
        earlier: Option<Edit>,
        now: Option<&Value>,
        after: &Value,
        added: Vec<String>,
    ) -> Edit {
        let after = Stored::of(after);
        let now = now.map(Stored::of);
        match earlier {
            None => Edit { before: now, after, added },
            Some(earlier) => {
                let mut all = earlier.added;
                all.extend(added.into_iter().filter(|folder| !all.contains(folder)).collect::<Vec<_>>());
                let before = if now.as_ref() == Some(&earlier.after) {
                    earlier.before
                } else {
                    now.map(|now| self.without(now, &all))
                };
                Edit { before, after, added: all }
            }
        }
    }

    /// A value as it would be without what gv put there earlier.
    fn without(&self, stored: Stored, added: &[String]) -> Stored {
        let Some((value, text)) = stored.value().and_then(|value| Some((value.clone(), value.as_text()?)))
        else {
            return stored;
        };
        let entries = Entries { ours: added, expand: |name: &str| self.expanded(value.kind, name) };
        let rest = entries.take(&text);
        if rest == text { stored } else { Stored::of(&Value::text(value.kind, &rest)) }
    }

    fn put_goroot(&self, record: Record) -> Result<VariableChange, Error> {
        let text = entry(&self.home.current())?;
        let (before, value) = (self.read(GOROOT)?, Value::text(TEXT, &text));
        if before.as_ref() == Some(&value) {
            return Ok(VariableChange { variable: GOROOT, kind: Effect::Unchanged, text });
        }
        let earlier = record
            .goroot
            .clone()
            .filter(|edit| before.as_ref().map(Stored::of).as_ref() == Some(&edit.after));
        let before = earlier.map_or_else(|| before.as_ref().map(Stored::of), |edit| edit.before);
        let edit = Edit { before, after: Stored::of(&value), added: Vec::new() };
        self.write(GOROOT, &value, &Record { goroot: Some(edit), ..record })?;
        Ok(VariableChange { variable: GOROOT, kind: Effect::Put, text })
    }

    fn take_path(&self, record: &Record, write: bool) -> Result<Option<VariableChange>, Error> {
        let Some(now) = self.read(PATH)? else { return Ok(None) };
        if let Some(edit) = record.path.as_ref().filter(|edit| edit.after == Stored::of(&now)) {
            if edit.before.as_ref() == Some(&edit.after) {
                return Ok(now.as_text().map(|text| VariableChange {
                    variable: PATH,
                    kind: Effect::Left,
                    text,
                }));
            }
            return self.restore(PATH, edit, write).map(Some);
        }
        // It was changed since, or what was remembered is gone: our entries go, all else stays.
        let added = match &record.path {
            Some(edit) => edit.added.clone(),
            None => {
                [self.home.shims(), self.home.bin()].iter().filter_map(|folder| entry(folder).ok()).collect()
            }
        };
        let Some(text) = now.as_text() else { return Ok(None) };
        let entries = Entries { ours: &added, expand: |name: &str| self.expanded(now.kind, name) };
        let rest = entries.take(&text);
        if rest == text {
            return Ok(None);
        }
        let none_before = record.path.as_ref().is_some_and(|edit| edit.before.is_none());
        if write {
            let value = (!rest.is_empty() || !none_before).then(|| Value::text(now.kind, &rest));
            self.store(PATH, value.as_ref())?;
        }
        Ok(Some(VariableChange { variable: PATH, kind: Effect::Taken, text: rest }))
    }

    fn take_goroot(&self, record: &Record, write: bool) -> Result<Option<VariableChange>, Error> {
        let now = self.read(GOROOT)?.as_ref().map(Stored::of);
        match record.goroot.as_ref().filter(|edit| Some(&edit.after) == now.as_ref()) {
            Some(edit) => self.restore(GOROOT, edit, write).map(Some),
            None => Ok(None),
        }
    }

    fn restore(&self, variable: &'static str, edit: &Edit, write: bool) -> Result<VariableChange, Error> {
        let before = edit.before.as_ref().and_then(Stored::value);
        if write {
            self.store(variable, before.as_ref())?;
        }
        let text = before.and_then(|value| value.as_text()).unwrap_or_default();
        Ok(VariableChange { variable, kind: Effect::Taken, text })
    }

    /// What a variable means in a value of a kind that is expanded.
    fn expanded(&self, kind: u32, name: &str) -> Option<String> {
        (kind == EXPANDABLE).then(|| self.env.text(name).map(ToOwned::to_owned)).flatten()
    }

    fn read(&self, variable: &'static str) -> Result<Option<Value>, Error> {
        registry::read(self.key(), variable).map_err(Error::registry(Action::Read, variable))
    }

    /// Remembers, then writes: killed in between, what is remembered fits no value, and nothing of it is undone.
    fn write(&self, variable: &'static str, value: &Value, record: &Record) -> Result<(), Error> {
        record::write(self.home, record)?;
        self.store(variable, Some(value))?;
        registry::announce_environment();
        Ok(())
    }

    fn store(&self, variable: &'static str, value: Option<&Value>) -> Result<(), Error> {
        let stored = match value {
            Some(value) => registry::write(self.key(), variable, value),
            None => registry::remove(self.key(), variable),
        };
        stored.map_err(Error::registry(Action::Write, variable))
    }

    fn key(&self) -> Key<'_> {
        Key {
            hive: Hive::User,
            path: self.env.text("GV_ENVIRONMENT_KEY").unwrap_or(registry::USER_ENVIRONMENT.path),
        }
    }
}

/// The type and the text of a PATH; of none, those that Windows gives one.
fn path_text(value: Option<&Value>) -> Result<(u32, String), Error> {
    let Some(value) = value else { return Ok((EXPANDABLE, String::new())) };
    let no_text = Error::Untouchable { variable: PATH, why: Untouchable::NoText };
    let text = value.as_text().ok_or(no_text)?;
    Ok((value.kind, text))
}

/// A folder as an entry of PATH, unless PATH would read another out of it.
fn entry(folder: &Path) -> Result<String, Error> {
    let folder: PathBuf = folder.components().collect();
    let text = folder.to_str().filter(|text| !text.contains([';', '"', '%']));
    text.map(ToOwned::to_owned).ok_or(Error::Untouchable { variable: PATH, why: Untouchable::Letters })
}

impl Untouchable {
    /// Why the value is left alone.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::NoText => say!(lang, "it does not contain plain text", "其内容不是普通文本"),
            Self::TooLong => say!(
                lang,
                "it would be longer than the 32,767 characters that Windows allows",
                "加入后会超过 Windows 允许的 32767 个字符"
            ),
            Self::Letters => say!(
                lang,
                "gv's directories contain one of ; \" %, which mean something else there",
                "gv 的目录含有在 PATH 中另有含义的字符（分号、双引号或百分号）"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_there_now_is_the_users_but_for_what_gv_put_there() {
        let home = Home::at("/h");
        let env = Env::default();
        let variables = Variables { home: &home, env: &env };
        let text = |text: &str| Value::text(EXPANDABLE, text);
        let edit = |earlier, now: &str, after: &str, added: &[&str]| {
            let added = added.iter().map(|&folder| folder.to_owned()).collect();
            variables.next_edit(earlier, Some(&text(now)), &text(after), added)
        };
        let first = edit(None, "x", "s;b;x", &["s", "b"]);
        assert_eq!(first.before, Some(Stored::of(&text("x"))));
        // A gv in another home, or a user, moved things; then this one is set up again.
        let second = edit(Some(first.clone()), "y;s;b;x", "s;b;y;x", &[]);
        assert_eq!(second.before, Some(Stored::of(&text("y;x"))));
        let unchanged = edit(Some(first.clone()), "s;b;x", "t;s;b;x", &["t"]);
        assert_eq!((unchanged.before, unchanged.added.len()), (first.before, 3));
    }

    #[test]
    fn a_folder_that_path_would_read_as_another_is_refused() {
        for folder in ["/a;b", "/100%", "/a\"b"] {
            assert!(entry(Path::new(folder)).is_err(), "{folder}");
        }
    }
}
