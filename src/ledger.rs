//! What gv has changed outside its home because it was told to: each change with what undoes it, kept until it is undone.
//! Blocks in startup files, the registry and mirrors have records of their own.

use crate::home::Home;
use crate::system::file::{self, How};
use crate::system::{Action, FileError};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::PathBuf;

/// All changes.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Ledger {
    /// The number of the next change. A number is never used twice.
    next: u32,
    /// The changes, the oldest first.
    pub entries: Vec<Entry>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is undone by.
    pub number: u32,
    /// When it was made, in seconds since 1970.
    pub time: u64,
    /// What was changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A setting in Go's env file of the user.
    Setting {
        /// The file.
        file: PathBuf,
        /// The setting.
        key: String,
        /// Its value before; `None` where it was not set.
        before: Option<String>,
        /// Its value afterwards.
        after: Option<String>,
    },
    /// Rules in the user's git config.
    Git {
        /// The host that they are about.
        host: String,
        /// Base and prefix of the new ones.
        added: Vec<(String, String)>,
        /// Base and prefix of those that went.
        removed: Vec<(String, String)>,
    },
    /// A block of addresses in the hosts file or in dnsmasq's.
    Addresses {
        /// The file.
        file: PathBuf,
    },
    /// A link to one of gv's programs.
    Link {
        /// The link.
        path: PathBuf,
        /// The program.
        to: PathBuf,
    },
    /// A settings file of an editor.
    Edited {
        /// The file.
        file: PathBuf,
        /// Its text before; `None` where it was not there.
        before: Option<String>,
        /// The SHA-256 of what gv wrote.
        hash: String,
    },
    /// A file that only gv wrote.
    File {
        /// The file.
        path: PathBuf,
        /// The SHA-256 of what gv wrote.
        hash: String,
    },
    /// What starts the relay for this user: a unit of systemd, or an agent of launchd.
    Service {
        /// Its name.
        name: String,
        /// The file.
        path: PathBuf,
        /// The SHA-256 of what gv wrote.
        hash: String,
        /// The folders that were made for it, the innermost first.
        folders: Vec<PathBuf>,
    },
}

/// No ledger is longer.
const LIMIT: u64 = 4 << 20;

impl Ledger {
    /// Reads it. One that cannot be read is empty: it is a help, not a condition.
    pub fn read(home: &Home) -> Self {
        let bytes = file::read_regular(&path(home), LIMIT).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Adds changes that were just made. A setting that has its old value again is no change any more.
    pub fn record(home: &Home, time: u64, changes: Vec<Change>) -> Result<(), FileError> {
        if changes.is_empty() {
            return Ok(());
        }
        Self::edit(home, |ledger| {
            for change in changes {
                ledger.add(time, change);
            }
        })
    }

    /// Removes changes that are undone.
    pub fn forget(home: &Home, numbers: &[u32]) -> Result<(), FileError> {
        if numbers.is_empty() {
            return Ok(());
        }
        Self::edit(home, |ledger| ledger.entries.retain(|entry| !numbers.contains(&entry.number)))
    }

    fn add(&mut self, time: u64, change: Change) {
        if let Change::Setting { file, key, before, after } = &change {
            if before == after {
                return;
            }
            let same = |entry: &Entry| matches!(&entry.change, Change::Setting { file: f, key: k, .. } if f == file && k == key);
            if let Some(place) = self.entries.iter().rposition(same) {
                let Change::Setting { before: first, after: last, .. } = &mut self.entries[place].change
                else {
                    return;
                };
                // Where another program has changed it in between, that value is what to go back to.
                if last == before {
                    last.clone_from(after);
                    if first == last {
                        self.entries.remove(place);
                    }
                    return;
                }
                self.entries.remove(place);
            }
        }
        if let Change::Edited { file, .. } = &change {
            // What stood there before the first change is in the new one.
            let same = |entry: &Entry| matches!(&entry.change, Change::Edited { file: f, .. } if f == file);
            self.entries.retain(|entry| !same(entry));
        }
        if self.entries.iter().any(|entry| entry.change == change) {
            return;
        }
        self.next += 1;
        self.entries.push(Entry { number: self.next, time, change });
    }

    fn edit(home: &Home, change: impl FnOnce(&mut Self)) -> Result<(), FileError> {
        let _lock = lock(home)?;
        let mut ledger = Self::read(home);
        change(&mut ledger);
        let path = path(home);
        let text = serde_json::to_vec_pretty(&ledger).unwrap_or_default();
        // A GOPROXY may hold a password.
        file::replace(&path, &text, How::Private).map_err(FileError::of(Action::Write, path))
    }
}

/// Held while the ledger changes.
fn lock(home: &Home) -> Result<File, FileError> {
    let path = home.locks().join("changes");
    file::create_folder(&home.locks()).map_err(FileError::of::<FileError>(Action::Lock, home.locks()))?;
    let file = file::open_lock(&path).map_err(FileError::of::<FileError>(Action::Lock, &path))?;
    file.lock().map_err(FileError::of::<FileError>(Action::Lock, &path))?;
    Ok(file)
}

fn path(home: &Home) -> PathBuf {
    home.state().join("changes.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(before: Option<&str>, after: Option<&str>) -> Change {
        let text = |value: Option<&str>| value.map(ToOwned::to_owned);
        Change::Setting {
            file: "/go/env".into(),
            key: "GOPROXY".to_owned(),
            before: text(before),
            after: text(after),
        }
    }

    #[test]
    fn changes_of_one_setting_are_one() {
        let mut ledger = Ledger::default();
        ledger.add(1, set(None, Some("a")));
        ledger.add(2, set(Some("a"), Some("b")));
        assert_eq!(
            ledger.entries.iter().map(|entry| entry.change.clone()).collect::<Vec<_>>(),
            [set(None, Some("b"))]
        );
        ledger.add(3, set(Some("b"), None));
        assert!(ledger.entries.is_empty());
    }

    #[test]
    fn what_another_program_wrote_in_between_is_gone_back_to() {
        let mut ledger = Ledger::default();
        ledger.add(1, set(None, Some("a")));
        ledger.add(2, set(Some("x"), Some("b")));
        assert_eq!(ledger.entries.len(), 1);
        assert_eq!(ledger.entries[0].change, set(Some("x"), Some("b")));
    }

    #[test]
    fn numbers_are_not_used_twice() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::at(dir.path());
        let file = |name: &str| Change::Addresses { file: name.into() };
        Ledger::record(&home, 1, vec![file("a"), file("b"), file("b")]).unwrap();
        Ledger::forget(&home, &[2]).unwrap();
        Ledger::record(&home, 1, vec![file("c")]).unwrap();
        let numbers: Vec<_> = Ledger::read(&home).entries.iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, [1, 3]);
    }
}
