//! The last answer of a database, kept in the home. Damaged or missing, it is as if there had never been one.

use super::report;
use super::{Basis, Database};
use crate::home::Home;
use crate::release::Place;
use crate::system::file::{self, How};
use crate::verify::Digest;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// The file of one database.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    path: PathBuf,
    name: String,
}

/// The first line of the file; the reports follow, a line each.
#[derive(Serialize, Deserialize)]
struct Head {
    modified: String,
    /// Seconds since 1970.
    asked: u64,
    /// Of everything after this line.
    sha256: String,
}

/// All reports together have some thirty thousand bytes.
const LIMIT: u64 = 16 << 20;

impl Kept {
    pub fn of(place: &Place, home: &Home) -> Self {
        let name = place.name();
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let plain: String = plain.chars().take(40).collect();
        let file =
            format!("vulndb-{plain}-{:.12}.txt", Digest::of(place.url().as_str().as_bytes()).to_string());
        Self { path: home.cache().join("index").join(file), name }
    }

    pub fn read(&self) -> Option<Database> {
        let text = String::from_utf8(file::read_regular(&self.path, LIMIT).ok()?).ok()?;
        let (first_line, lines) = text.split_once('\n')?;
        let Head { modified, asked, sha256 } = serde_json::from_str(first_line).ok()?;
        if sha256.parse() != Ok(Digest::of(lines.as_bytes())) {
            return None;
        }
        let asked = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(asked))?;
        // A clock that was set back does not make it younger than anything.
        let age = asked.elapsed().unwrap_or(Duration::MAX);
        Database::of_lines(lines, modified, Basis::Asked { name: self.name.clone(), age })
    }

    /// Keeps what was just answered. A home that cannot be written costs only the next question.
    pub fn write(&self, database: &Database) {
        let lines = report::write(&database.reports);
        let head = Head {
            modified: database.modified.clone(),
            asked: SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs(),
            sha256: Digest::of(lines.as_bytes()).to_string(),
        };
        let (Ok(head), Some(folder)) = (serde_json::to_string(&head), self.path.parent()) else { return };
        let _ = file::create_folder(folder)
            .and_then(|()| file::replace(&self.path, format!("{head}\n{lines}").as_bytes(), How::Passing));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn gives_back_what_was_kept_and_nothing_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::parse("https://vuln.example/db").unwrap();
        let kept = Kept::of(&place, &Home::at(folder.path()));
        assert!(kept.read().is_none());
        let database = Database::built_in();
        kept.write(&database);
        let read = kept.read().unwrap();
        assert_eq!((&read.reports, &read.modified), (&database.reports, &database.modified));
        assert!(matches!(read.basis, Basis::Asked { name, .. } if name == "vuln.example"));
        let whole = fs::read(&kept.path).unwrap();
        for end in [0, 10, whole.len() - 1] {
            fs::write(&kept.path, &whole[..end]).unwrap();
            assert!(kept.read().is_none(), "cut at {end}");
        }
    }

    #[test]
    fn each_database_has_its_own() {
        let home = Home::at("/gv");
        let path = |text| Kept::of(&Place::parse(text).unwrap(), &home).path;
        assert_ne!(path("https://vuln.example/a"), path("https://vuln.example/b"));
    }
}
