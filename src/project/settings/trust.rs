//! Which go.env files the user trusts: by the place and the hash of the content. A small file for each, so that a shim
//! reads one and no more; and an empty one for each content of which it was said that it is not obeyed.

use super::{Error, File, Refusal};
use crate::hidden;
use crate::home::Home;
use crate::store::Store;
use crate::system::Action;
use crate::system::file::{self, How};
use crate::system::{directory, private};
use crate::verify::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What the user of one home trusts.
#[derive(Debug, Clone)]
pub struct Trust<'a> {
    home: &'a Home,
}

/// A go.env that was trusted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Where it lies, or lay.
    pub path: PathBuf,
    /// How it stands now.
    pub standing: Standing,
}

/// What became of a go.env that was trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is as it was, and obeyed.
    InForce,
    /// It was changed, and is not.
    Changed,
    /// It is no longer there.
    Gone,
}

/// The first line of a file of trust.
const HEADER: &str = "gv trust 1";

/// The most contents that are remembered of one file: branches differ, and coming back to one is no news.
const REMEMBERED: usize = 16;

/// No file of trust is larger.
const LIMIT: u64 = 64 << 10;

impl<'a> Trust<'a> {
    /// The trust of a home.
    pub fn of(home: &'a Home) -> Self {
        Self { home }
    }

    /// Whether the user trusts this content at this place.
    pub fn holds(&self, file: &File) -> bool {
        let record = self.record_of(file.path());
        let hash = file.hash().to_string();
        record.lines().skip(2).any(|line| line == hash)
    }

    /// Trusts this content at this place.
    pub fn give(&self, file: &File) -> Result<(), Error> {
        let _lock = Store::of(self.home).lock_settings()?;
        self.give_locked(file)
    }

    /// The same for who holds the lock already.
    pub(super) fn give_locked(&self, file: &File) -> Result<(), Error> {
        let (path, hash) = (place(file.path()), file.hash().to_string());
        let record = self.record_of(&path);
        let others = record.lines().skip(2).filter(|line| *line != hash).take(REMEMBERED - 1);
        // Only for listing: what counts is the name of the record.
        let shown = hidden::Shown(directory::plain(&path).display()).to_string();
        let lines = [HEADER, &shown, &hash].into_iter().chain(others);
        self.write(&self.record(&path), &(lines.collect::<Vec<_>>().join("\n") + "\n"))
    }

    /// Trusts nothing at this place any more; whether anything was.
    pub fn take(&self, path: &Path) -> Result<bool, Error> {
        let _lock = Store::of(self.home).lock_settings()?;
        let path = place(path);
        let record = self.record(&path);
        let was = record.exists();
        let prefix = format!("{}-", name(&path));
        let marks = fs::read_dir(self.marks()).into_iter().flatten().flatten();
        let marks = marks.filter(|mark| mark.file_name().to_string_lossy().starts_with(&prefix));
        for file in [record].into_iter().chain(marks.map(|mark| mark.path())) {
            file::remove(&file).map_err(Error::io(Action::Remove, file))?;
        }
        Ok(was)
    }

    /// All that was trusted, by path.
    pub fn list(&self) -> Result<Vec<Known>, Error> {
        let folder = self.home.trust();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(Action::Read, folder)(error)),
        };
        let mut known: Vec<_> = entries.flatten().filter_map(|entry| self.known(&entry.path())).collect();
        known.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(known)
    }

    /// Takes it upon the caller to say that this version of a file is not obeyed: true for exactly one, however many
    /// ask at once. False for all where nothing can be written, or it would be said for ever.
    pub fn claim_notice(&self, path: &Path, version: Sha256) -> bool {
        let mark = self.marks().join(format!("{}-{version}", name(&place(path))));
        match private::create(&mark) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folders = private::create_folder(&self.home.trust())
                    .and_then(|()| private::create_folder(&self.marks()));
                folders.and_then(|()| private::create(&mark)).is_ok()
            }
            made => made.is_ok(),
        }
    }

    fn known(&self, record: &Path) -> Option<Known> {
        // What was left by a run that was killed has a name with a dot.
        let content = record.extension().is_none().then(|| read(record))??;
        let mut lines = content.lines();
        let path = (lines.next() == Some(HEADER)).then(|| lines.next().map(PathBuf::from))??;
        let standing = match File::read(&path) {
            Ok(file) if self.holds(&file) => Standing::InForce,
            Err(Refusal::Read(error)) if error.source.kind() == io::ErrorKind::NotFound => Standing::Gone,
            Ok(_) | Err(_) => Standing::Changed,
        };
        Some(Known { path, standing })
    }

    /// The record of a file, empty where there is none.
    fn record_of(&self, path: &Path) -> String {
        read(&self.record(&place(path)))
            .filter(|text| text.lines().next() == Some(HEADER))
            .unwrap_or_default()
    }

    fn record(&self, place: &Path) -> PathBuf {
        self.home.trust().join(name(place))
    }

    /// Where each version of a file that was said to be without effect has an empty file.
    fn marks(&self) -> PathBuf {
        self.home.trust().join("told")
    }

    /// Writes a small private file in one step.
    fn write(&self, path: &Path, content: &str) -> Result<(), Error> {
        let write = || {
            private::create_folder(&self.home.trust())?;
            file::replace(path, content.as_bytes(), How::Private)
        };
        write().map_err(Error::io(Action::Write, path))
    }
}

/// The place a file has, however it was reached. The file itself is no link, or it would be refused.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn name(place: &Path) -> String {
    Digest::of(place.as_os_str().as_encoded_bytes()).to_string()[..32].to_owned()
}

fn read(path: &Path) -> Option<String> {
    String::from_utf8(file::read_regular(path, LIMIT).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stage {
        _dir: tempfile::TempDir,
        home: Home,
        path: PathBuf,
    }

    impl Stage {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let project = dir.path().join("project");
            fs::create_dir(&project).unwrap();
            Self { home: Home::at(dir.path().join("gv")), path: project.join("go.env"), _dir: dir }
        }

        fn file(&self, content: &str) -> File {
            fs::write(&self.path, content).unwrap();
            File::read(&self.path).unwrap()
        }
    }

    #[test]
    fn one_content_at_one_place_is_trusted() {
        let stage = Stage::new();
        let trust = Trust::of(&stage.home);
        let file = stage.file("GOPROXY=off\n");
        assert!(!trust.holds(&file));
        trust.give(&file).unwrap();
        assert!(trust.holds(&file));
        assert!(!trust.holds(&stage.file("GOPROXY=off")));
        let elsewhere = stage.path.with_file_name("other.env");
        fs::write(&elsewhere, "GOPROXY=off\n").unwrap();
        assert!(!trust.holds(&File::read(&elsewhere).unwrap()));
    }

    #[test]
    fn coming_back_to_what_was_trusted_is_no_news_until_it_is_taken_back() {
        let stage = Stage::new();
        let trust = Trust::of(&stage.home);
        let (one, other) = (stage.file("GOPROXY=off\n"), stage.file("GOPROXY=direct\n"));
        trust.give(&one).unwrap();
        trust.give(&other).unwrap();
        assert!(trust.holds(&one) && trust.holds(&other));
        for at in 0..REMEMBERED {
            trust.give(&stage.file(&format!("GOVCS=a{at}:off\n"))).unwrap();
        }
        assert!(!trust.holds(&one) && !trust.holds(&other));
        assert!(trust.take(&stage.path).unwrap());
        assert!(!trust.take(&stage.path).unwrap());
        assert!(!trust.holds(&stage.file("GOVCS=a1:off\n")));
    }

    #[test]
    fn what_was_trusted_is_listed_with_how_it_stands() {
        let stage = Stage::new();
        let trust = Trust::of(&stage.home);
        assert_eq!(trust.list().unwrap(), []);
        trust.give(&stage.file("GOPROXY=off\n")).unwrap();
        let standing = || trust.list().unwrap()[0].standing;
        assert_eq!(standing(), Standing::InForce);
        stage.file("GOPROXY=direct\n");
        assert_eq!(standing(), Standing::Changed);
        fs::remove_file(&stage.path).unwrap();
        assert_eq!(standing(), Standing::Gone);
    }

    #[test]
    fn each_version_is_told_once() {
        let stage = Stage::new();
        let trust = Trust::of(&stage.home);
        let (one, other) = (stage.file("GOPROXY=off\n").hash(), stage.file("GOPROXY=direct\n").hash());
        assert!(trust.claim_notice(&stage.path, one) && trust.claim_notice(&stage.path, other));
        assert!(!trust.claim_notice(&stage.path, one) && !trust.claim_notice(&stage.path, other));
        trust.take(&stage.path).unwrap();
        assert!(trust.claim_notice(&stage.path, one));
        assert_eq!(trust.list().unwrap(), []);
    }

    #[test]
    fn a_record_that_is_cut_off_or_not_gvs_trusts_nothing() {
        let stage = Stage::new();
        let trust = Trust::of(&stage.home);
        let file = stage.file("GOPROXY=off\n");
        trust.give(&file).unwrap();
        let record = trust.record(&place(&stage.path));
        let whole = fs::read_to_string(&record).unwrap();
        for broken in
            ["", "gv trust 1", &whole[..whole.len() - 2], &whole.replace("gv trust 1", "gv trust 2")]
        {
            fs::write(&record, broken).unwrap();
            assert!(!trust.holds(&file), "{broken:?}");
        }
        fs::write(&record, whole).unwrap();
        assert!(trust.holds(&file));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_or_change_what_is_trusted() {
        use std::os::unix::fs::PermissionsExt;
        let stage = Stage::new();
        let trust = Trust::of(&stage.home);
        trust.give(&stage.file("GOPROXY=off\n")).unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&trust.record(&place(&stage.path))), 0o600);
        assert_eq!(mode(&stage.home.trust()), 0o700);
    }
}
