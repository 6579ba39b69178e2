//! What a watch remembers from one probe to the next, also between the runs of `gv mirror watch --once`.

use super::undo::write;
use super::watch::Watch;
use super::{Error, Kind};
use crate::home::Home;
use crate::system::Action;
use crate::system::file;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// The watch of one kind of mirror.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchState {
    /// How things stand.
    pub watch: Watch,
    /// The address of the mirror that the user chose.
    pub preferred: String,
    /// The address of the one that was in force when it last looked.
    pub current: String,
    /// The address that is about to be put in force: a run that is killed just after it has done so is not taken for
    /// somebody else.
    #[serde(default)]
    pub pending: Option<String>,
    /// The changes that lead from one to the other, as [`super::Applied`] names them.
    pub changes: Vec<String>,
}

/// It is some hundred bytes long.
const LIMIT: u64 = 1 << 20;

impl WatchState {
    /// A watch that begins with this mirror.
    pub fn new(current: &str) -> Self {
        Self { preferred: current.to_owned(), current: current.to_owned(), ..Self::default() }
    }

    /// Reads what is remembered; `None` before the first probe, and where it cannot be read: then a watch starts again.
    pub fn read(home: &Home, kind: Kind) -> Option<Self> {
        let path = place(home, kind);
        serde_json::from_slice(&file::read_regular(&path, LIMIT).ok()?).ok()
    }

    /// Remembers it.
    pub fn write(&self, home: &Home, kind: Kind) -> Result<(), Error> {
        let path = place(home, kind);
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other);
        text.and_then(|text| write(&path, &text)).map_err(Error::io(Action::Write, &path))
    }
}

fn place(home: &Home, kind: Kind) -> PathBuf {
    home.mirrors().join(format!("watch-{}.json", kind.id()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::watch::{Probe, Rules};
    use std::fs;

    #[test]
    fn is_read_as_it_was_written_and_damage_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        assert_eq!(WatchState::read(&home, Kind::Goproxy), None);
        let mut memo = WatchState::new("https://goproxy.cn");
        for now in 0..2 {
            let decision = memo.watch.see(Probe { preferred: false, current: false }, now, &Rules::default());
            memo.watch.done(decision, now);
        }
        memo.changes.push("1".to_owned());
        memo.write(&home, Kind::Goproxy).unwrap();
        assert_eq!(WatchState::read(&home, Kind::Goproxy), Some(memo));
        assert_eq!(WatchState::read(&home, Kind::Release), None);
        fs::write(place(&home, Kind::Goproxy), "{").unwrap();
        assert_eq!(WatchState::read(&home, Kind::Goproxy), None);
    }
}
