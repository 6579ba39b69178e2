//! The last index of an origin, kept in the home. Damaged or missing, it is as if there had never been one.

use super::{Origin, Platform, Release, table};
use crate::home::Home;
use crate::system::file::{self, How};
use crate::verify::Digest;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The file of one origin.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    path: PathBuf,
}

/// What is kept: the releases, and what is needed to ask whether they have changed.
#[derive(Debug, Clone)]
pub(super) struct Cached {
    /// The address asked, without credentials and query.
    pub url: String,
    pub etag: Option<String>,
    pub had: SystemTime,
    pub releases: Vec<Release>,
}

/// The first line of the file; the releases follow as a table.
#[derive(Serialize, Deserialize)]
struct Head {
    url: String,
    etag: Option<String>,
    /// Seconds since 1970.
    had: u64,
    /// Of everything after this line.
    sha256: String,
}

/// The age at which an unfinished file is abandoned.
const STRAY: Duration = Duration::from_hours(1);
/// An index of all releases has some three million bytes.
const LIMIT: u64 = 64 << 20;

impl Cache {
    pub fn of(origin: &Origin, home: &Home) -> Self {
        let name: String =
            origin.name().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let name: String = name.chars().take(40).collect();
        let file = match origin.own_address() {
            Some(address) => format!("{name}-{:.12}.txt", Digest::of(address.as_bytes()).to_string()),
            None => format!("{name}.txt"),
        };
        Self { path: home.cache().join("index").join(file) }
    }

    /// What the proxies of a GOPROXY list have for a platform.
    pub fn of_list(list: &str, platform: &Platform, home: &Home) -> Self {
        let key = Digest::of(format!("{list} {platform}").as_bytes()).to_string();
        Self { path: home.cache().join("index").join(format!("goproxy-{key:.12}.txt")) }
    }

    pub fn read(&self) -> Option<Cached> {
        let text = String::from_utf8(file::read_regular(&self.path, LIMIT).ok()?).ok()?;
        let (first_line, rows) = text.split_once('\n')?;
        let Head { url, etag, had, sha256 } = serde_json::from_str(first_line).ok()?;
        if sha256.parse() != Ok(Digest::of(rows.as_bytes())) {
            return None;
        }
        let had = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(had))?;
        Some(Cached { url, etag, had, releases: table::read(rows).ok()? })
    }

    /// Keeps an index. A home that cannot be written costs only the next question, so nothing is said of it.
    pub fn write(&self, cached: &Cached) {
        let rows = table::write(&cached.releases);
        let head = Head {
            url: cached.url.clone(),
            etag: cached.etag.clone(),
            had: cached.had.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs(),
            sha256: Digest::of(rows.as_bytes()).to_string(),
        };
        let (Ok(head), Some(folder)) = (serde_json::to_string(&head), self.path.parent()) else { return };
        remove_strays(folder);
        let text = format!("{head}\n{rows}");
        let _ = file::create_folder(folder)
            .and_then(|()| file::replace(&self.path, text.as_bytes(), How::Passing));
    }
}

impl Cached {
    /// Its age; `None` when it is from the future, which means that a clock was set.
    pub fn age(&self) -> Option<Duration> {
        self.had.elapsed().ok()
    }
}

/// What runs left that were killed while they wrote. Whoever writes now has been at it for a moment only.
fn remove_strays(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|meta| meta.modified()).ok();
        let old = modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > STRAY);
        if old && is_draft(&entry.file_name()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A draft of this gv, or of an earlier one, whose drafts were called `.` and a process number.
fn is_draft(name: &OsStr) -> bool {
    let name = name.to_str().unwrap_or_default();
    let number = name.strip_prefix('.').unwrap_or_default();
    file::drafted(name).is_some() || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::{Place, listing};

    fn cached() -> Cached {
        let releases = listing::parse(
            "<a href='go1.22.3.linux-amd64.tar.gz'><a href='go1.4.2.darwin-386-osx10.8.tar.gz'>",
        )
        .unwrap();
        Cached {
            url: "https://o.example/".into(),
            etag: Some("\"1\"".into()),
            had: SystemTime::now(),
            releases,
        }
    }

    #[test]
    fn gives_back_what_was_kept_and_nothing_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let cache = Cache::of(&Origin::go(Vec::new()), &home);
        assert!(cache.read().is_none());
        cache.write(&cached());
        let read = cache.read().unwrap();
        assert_eq!((read.etag.as_deref(), &read.releases), (Some("\"1\""), &cached().releases));
        let whole = fs::read(&cache.path).unwrap();
        for end in [0, 10, whole.len() - 1] {
            fs::write(&cache.path, &whole[..end]).unwrap();
            assert!(cache.read().is_none(), "cut at {end}");
        }
        let mut flipped = whole.clone();
        *flipped.iter_mut().rev().nth(10).unwrap() ^= 1;
        fs::write(&cache.path, flipped).unwrap();
        assert!(cache.read().is_none());
        assert_eq!(fs::read_dir(cache.path.parent().unwrap()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn what_a_killed_run_left_goes_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(&Origin::go(Vec::new()), &Home::at(folder.path()));
        cache.write(&cached());
        let (old, young) = (cache.path.with_file_name(".1"), cache.path.with_file_name(".2"));
        fs::write(&young, "").unwrap();
        fs::File::create(&old).unwrap().set_modified(SystemTime::now() - STRAY * 2).unwrap();
        cache.write(&cached());
        assert!(!old.exists() && young.exists() && cache.read().is_some());
    }

    #[test]
    fn each_origin_has_its_own() {
        let home = Home::at("/gv");
        let own = |text| Cache::of(&Origin::own(Place::parse(text).unwrap(), Vec::new()), &home).path;
        let go = Cache::of(&Origin::go(Vec::new()), &home).path;
        assert!(go.ends_with("index/go-dev.txt"));
        assert_ne!(own("https://go.dev"), go);
        assert_ne!(own("https://o.example/a"), own("https://o.example/b"));
    }

    #[test]
    fn the_future_has_no_age() {
        let mut cached = cached();
        cached.had += Duration::from_hours(1);
        assert_eq!(cached.age(), None);
    }
}
