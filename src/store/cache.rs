//! The cache: archives being fetched, indexes, and tiles of logs. All of it can be downloaded again.

use super::names::{PARTIAL, archive_version, is_left_over, owner};
use super::{Error, Store, workshop};
use crate::home::Home;
use crate::system::Action;
use crate::system::file;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What a file of the cache is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// An archive that was downloaded only in part.
    Partial,
    /// An index, or what belongs to one.
    Index,
    /// A piece of a checksum database's log.
    Tile,
    /// What an interrupted run left in the store: half a toolchain, or half of one deleted.
    LeftOver,
}

/// A file of the cache, or a folder that an interrupted run left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it is.
    pub path: PathBuf,
    /// Its length, or that of all in it.
    pub bytes: u64,
    /// What it is.
    pub kind: FileKind,
}

/// What [`clean`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// How many files are gone.
    pub removed: usize,
    /// How long they were together.
    pub bytes: u64,
    /// Archives that another gv is fetching right now, and that stay.
    pub in_use: Vec<PathBuf>,
    /// Where the cache leads to, if it is a link: then nothing is removed.
    pub linked_to: Option<PathBuf>,
}

/// What stands before [`PARTIAL`] in the names of the file that keeps what came before its turn, and of one that was not
/// the release.
const BESIDE: [&str; 2] = [".early", ".wrong"];

/// The files of the cache that gv has put there, known by their names. No cache is an empty one.
pub fn list(home: &Home) -> Result<Vec<Entry>, Error> {
    let (cache, mut entries) = (home.cache(), Vec::new());
    collect(&cache, Place::Top, &mut entries)?;
    let index = cache.join("index");
    if index.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
        collect(&index, Place::Index, &mut entries)?;
    }
    for log in folders_in(&cache.join("sumdb"))? {
        collect(&log, Place::Log, &mut entries)?;
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// What interrupted runs left in the store, and no process works on. It is put together in the store, not in the cache.
pub fn left_over(store: &Store) -> Vec<Entry> {
    let in_store = |path: &PathBuf| archive_version(path).is_none();
    let paths = store.left_over().into_iter().filter(in_store);
    paths.map(|path| Entry { bytes: file::bytes_of(&path), kind: FileKind::LeftOver, path }).collect()
}

/// What `gv verify` has left in the folder for temporary files, where it was killed.
pub fn left_in(temporary: &Path) -> Vec<Entry> {
    let entry = |path: PathBuf| Entry { bytes: file::bytes_of(&path), kind: FileKind::LeftOver, path };
    workshop::left_over(temporary).into_iter().map(entry).collect()
}

/// Where the cache leads to, if it is a link.
pub fn linked_to(home: &Home) -> Option<PathBuf> {
    home.cache().read_link().ok()
}

/// Removes all that gv has put there and what interrupted runs left in the store, unless another gv is using it. Where
/// the cache is a link, nothing of it: what lies behind it may be shared with other programs.
pub fn clean(home: &Home, temporary: &Path) -> Result<Cleaned, Error> {
    let store = Store::of(home);
    let mut cleaned = Cleaned { linked_to: linked_to(home), ..Cleaned::default() };
    let mut entries = left_over(&store);
    if cleaned.linked_to.is_none() {
        entries.extend(list(home)?);
    }
    for Entry { path, bytes, kind } in entries {
        let version = if kind == FileKind::LeftOver { owner(&path) } else { archive_version(&path) };
        let lock = version.as_ref().map(|version| store.try_lock(version)).transpose()?;
        if matches!(lock, Some(None)) {
            cleaned.in_use.push(path);
            continue;
        }
        if kind == FileKind::LeftOver && !is_left_over(&path) {
            // It became a toolchain's in the meantime.
            continue;
        }
        file::remove(&path).map_err(Error::io(Action::Remove, &path))?;
        cleaned.removed += 1;
        cleaned.bytes += bytes;
    }
    for Entry { path, bytes, .. } in left_in(temporary) {
        file::remove(&path).map_err(Error::io(Action::Remove, &path))?;
        cleaned.removed += 1;
        cleaned.bytes += bytes;
    }
    Ok(cleaned)
}

/// What lies in the cache and was not put there by gv: files, links and whatever else is no folder. Nothing where the
/// cache is a link.
pub fn strangers(home: &Home) -> Result<Vec<PathBuf>, Error> {
    let own: HashSet<_> = list(home)?.into_iter().map(|entry| entry.path).collect();
    let mut found = Vec::new();
    let mut folders: Vec<_> = Some(home.cache()).filter(|cache| !cache.is_symlink()).into_iter().collect();
    while let Some(folder) = folders.pop() {
        for path in paths_in(&folder)? {
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if !own.contains(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A folder of the cache: each has names of its own.
#[derive(Clone, Copy)]
enum Place {
    Top,
    Index,
    /// Of one checksum database, and the folders below it.
    Log,
}

impl Place {
    /// What a file of this name is; `None` where gv gives no such name.
    fn kind(self, name: &str) -> Option<FileKind> {
        let plain = file::drafted(name).unwrap_or(name);
        match self {
            Self::Top => is_partial(plain).then_some(FileKind::Partial),
            Self::Index => is_index(plain).then_some(FileKind::Index),
            Self::Log => is_tile(plain).then_some(FileKind::Tile),
        }
    }
}

/// `go1.22.3.linux-amd64.tar.gz.0123456789abcdef.part`, and what is looked at of a module mirror.
fn is_partial(name: &str) -> bool {
    let Some(archive) = name.strip_suffix(PARTIAL) else { return false };
    let archive = BESIDE.iter().find_map(|ending| archive.strip_suffix(ending)).unwrap_or(archive);
    if let Some(sample) = archive.strip_prefix("mirror.") {
        let stem = sample.strip_suffix(".zip");
        return stem
            .is_some_and(|stem| stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.'));
    }
    let Some((archive, hash)) = archive.rsplit_once('.') else { return false };
    let is_hash = !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash
        && [".tar.gz", ".zip"].iter().any(|ending| archive.ends_with(ending))
        && (is_archive(name) || is_own(archive))
}

/// A release of gv itself: `gv-0.2.0-x86_64-unknown-linux-musl.tar.gz`.
fn is_own(archive: &str) -> bool {
    let version = archive.strip_prefix("gv-").unwrap_or_default();
    version.starts_with(|c: char| c.is_ascii_digit())
        && version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn is_archive(name: &str) -> bool {
    archive_version(Path::new(name)).is_some()
}

/// `go-dev.txt`, `reach.json`, and what an earlier gv called its drafts: `.` and a process number.
fn is_index(name: &str) -> bool {
    let number = name.strip_prefix('.').unwrap_or_default();
    let stem = name.strip_suffix(".txt").unwrap_or_default();
    name == "reach.json"
        || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        || (!stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

/// `067`, `x001`, and `7` in the folder `234.p`; an earlier gv called the draft of one `067.draft-4711`.
fn is_tile(name: &str) -> bool {
    let (name, draft) = name.split_once(".draft-").unwrap_or((name, "0"));
    let digits = name.strip_prefix('x').unwrap_or(name);
    [digits, draft].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A folder of a checksum database's tiles.
fn is_tile_folder(name: &str) -> bool {
    matches!(name, "tile" | "data") || is_tile(name.strip_suffix(".p").unwrap_or(name))
}

/// Adds what gv has put into a folder. Links in it are neither followed nor listed.
fn collect(folder: &Path, place: Place, entries: &mut Vec<Entry>) -> Result<(), Error> {
    for path in paths_in(folder)? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match path.symlink_metadata() {
            Ok(meta) if meta.is_file() => {
                if let Some(kind) = place.kind(name) {
                    entries.push(Entry { path, bytes: meta.len(), kind });
                }
            }
            Ok(meta) if meta.is_dir() && matches!(place, Place::Log) && is_tile_folder(name) => {
                collect(&path, place, entries)?;
            }
            Ok(_) => {}
            // Taken away by another gv in the meantime.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io(Action::Read, path)(error)),
        }
    }
    Ok(())
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
        return Ok(Vec::new());
    }
    let mut folders = paths_in(folder)?;
    folders.retain(|path| path.symlink_metadata().is_ok_and(|meta| meta.is_dir()));
    Ok(folders)
}

/// What lies in a folder; nothing where there is none.
fn paths_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(Action::Read, folder)(error)),
    };
    let paths: io::Result<Vec<_>> = files.map(|file| file.map(|file| file.path())).collect();
    paths.map_err(Error::io(Action::Read, folder))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, version};
    use super::*;

    #[test]
    fn knows_whose_a_partial_is() {
        let of = |name: &str| archive_version(Path::new(name)).map(|version| version.to_string());
        assert_eq!(of("go1.22.3.linux-amd64.tar.gz.0011.part").as_deref(), Some("1.22.3"));
        assert_eq!(of("go1.21rc2.windows-arm64.zip.0011.part").as_deref(), Some("1.21rc2"));
        assert_eq!(of("go1.4.darwin-amd64-osx10.8.tar.gz.0011.part").as_deref(), Some("1.4"));
        assert_eq!(of("v0.0.1-go1.22.3.linux-amd64.zip.0011.part").as_deref(), Some("1.22.3"));
        assert_eq!(of("index.json"), None);
    }

    #[test]
    fn what_is_being_fetched_stays() {
        let (_folder, store) = store();
        let cache = store.home.cache();
        fs::create_dir_all(cache.join("index")).unwrap();
        let names = [
            "go1.22.3.linux-amd64.tar.gz.00.part",
            "go1.21.0.linux-amd64.tar.gz.00.part",
            "index/go-dev.txt",
            "sumdb/sum.golang.org+033de0ae/tile/8/0/000",
        ];
        for name in names {
            fs::create_dir_all(cache.join(name).parent().unwrap()).unwrap();
            fs::write(cache.join(name), "12345").unwrap();
        }
        let kinds: Vec<_> = list(&store.home).unwrap().iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [FileKind::Partial, FileKind::Partial, FileKind::Index, FileKind::Tile]);
        let _fetching = store.lock(&version(), || {}).unwrap();
        let cleaned = clean(&store.home, store.home.root()).unwrap();
        assert_eq!(
            cleaned,
            Cleaned { removed: 3, bytes: 15, in_use: vec![cache.join(names[0])], linked_to: None }
        );
        let left = list(&store.home).unwrap();
        assert_eq!((left.len(), left[0].kind), (1, FileKind::Partial));
    }

    #[test]
    fn only_what_gv_names_so_is_removed() {
        let (_folder, store) = store();
        let cache = store.home.cache();
        let theirs = [
            "notes.txt",
            "film.part",
            "go1.22.3.notes.part",
            "go1.22.3.linux-amd64.tar.gz",
            "index/other.json",
            "index/deep/go-dev.txt",
            "pip/index.txt",
            "sumdb/mine",
            "sumdb/sum.golang.org+033de0ae/notes",
            "sumdb/sum.golang.org+033de0ae/tile/8/0/photo.jpg",
        ];
        let own = [
            "go1.22.3.linux-amd64.tar.gz.0123456789abcdef.part",
            "v0.0.1-go1.22.3.linux-amd64.zip.0123456789abcdef.part",
            "mirror.4711.0123456789abcdef.zip.part",
            ".mirror.4711.0123456789abcdef.zip.part.0123456789abcdef.new",
            "index/go-dev.txt",
            "index/.go-dev.txt.0123456789abcdef.new",
            "index/.4711",
            "sumdb/sum.golang.org+033de0ae/tile/8/0/x001/067",
            "sumdb/sum.golang.org+033de0ae/tile/8/data/x001/234.p/7",
        ];
        for name in theirs.iter().chain(&own) {
            fs::create_dir_all(cache.join(name).parent().unwrap()).unwrap();
            fs::write(cache.join(name), "12345").unwrap();
        }
        assert_eq!(clean(&store.home, store.home.root()).unwrap().removed, own.len());
        for name in theirs {
            assert!(cache.join(name).exists(), "{name}");
        }
        assert_eq!(list(&store.home).unwrap(), []);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_goes_behind_a_link() {
        use std::os::unix::fs::symlink;
        let (folder, store) = store();
        let (cache, other) = (store.home.cache(), folder.path().join("other"));
        let name = "go1.22.3.linux-amd64.tar.gz.0123456789abcdef.part";
        fs::create_dir_all(other.join("index")).unwrap();
        for name in [name, "index/go-dev.txt"] {
            fs::write(other.join(name), "x").unwrap();
        }
        fs::create_dir_all(cache.parent().unwrap()).unwrap();
        symlink(&other, &cache).unwrap();
        let cleaned = clean(&store.home, store.home.root()).unwrap();
        assert_eq!((cleaned.removed, cleaned.linked_to), (0, Some(other.clone())));
        fs::remove_file(&cache).unwrap();
        fs::create_dir(&cache).unwrap();
        symlink(other.join(name), cache.join(name)).unwrap();
        symlink(other.join("index"), cache.join("index")).unwrap();
        assert_eq!(clean(&store.home, store.home.root()).unwrap().removed, 0);
        assert!(other.join(name).exists() && other.join("index/go-dev.txt").exists());
    }
}
