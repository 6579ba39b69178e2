//! The cache: archives being fetched, indexes, and tiles of logs. All of it can be had again.

use super::{Error, Store};
use crate::home::Home;
use crate::system::file;
use crate::version::Version;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What a file of the cache is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An archive that has not come whole.
    Partial,
    /// An index, or what belongs to one.
    Index,
    /// A piece of a checksum database's log.
    Tile,
}

/// A file of the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it is.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// What it is.
    pub kind: Kind,
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
}

/// How the name of a partial archive ends.
pub const PARTIAL: &str = ".part";

/// All files of the cache, by name. No cache is an empty one.
pub fn list(home: &Home) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    collect(&home.cache(), &mut entries)?;
    for entry in entries.iter_mut().filter(|entry| entry.path.starts_with(home.cache().join("sumdb"))) {
        entry.kind = Kind::Tile;
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// Removes all that no other gv is using.
pub fn clean(home: &Home) -> Result<Cleaned, Error> {
    let store = Store::of(home);
    let mut cleaned = Cleaned::default();
    for Entry { path, bytes, .. } in list(home)? {
        let version = version_of(&path);
        let lock = version.as_ref().map(|version| store.try_lock(version)).transpose()?;
        if matches!(lock, Some(None)) {
            cleaned.in_use.push(path);
            continue;
        }
        file::remove(&path).map_err(Error::io("remove", &path))?;
        cleaned.removed += 1;
        cleaned.bytes += bytes;
    }
    Ok(cleaned)
}

fn collect(folder: &Path, entries: &mut Vec<Entry>) -> Result<(), Error> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io("read", folder)(error)),
    };
    for file in files {
        let path = file.map_err(Error::io("read", folder))?.path();
        match path.symlink_metadata() {
            Ok(meta) if meta.is_dir() => collect(&path, entries)?,
            Ok(meta) => {
                let partial = path.to_string_lossy().ends_with(PARTIAL);
                let kind = if partial { Kind::Partial } else { Kind::Index };
                entries.push(Entry { path, bytes: meta.len(), kind });
            }
            // Taken away by another gv in the meantime.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("read", path)(error)),
        }
    }
    Ok(())
}

/// The version a partial archive belongs to: the longest beginning of its name, up to a dot, that is one.
pub(super) fn version_of(path: &Path) -> Option<Version> {
    let name = path.file_name()?.to_str()?.strip_suffix(PARTIAL)?;
    let plain = &name[..name.find('-').unwrap_or(name.len())];
    plain.rmatch_indices('.').find_map(|(dot, _)| Version::from_toolchain_name(&plain[..dot]).ok())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, version};
    use super::*;

    #[test]
    fn knows_whose_a_partial_is() {
        let of = |name: &str| version_of(Path::new(name)).map(|version| version.to_string());
        assert_eq!(of("go1.22.3.linux-amd64.tar.gz.0011.part").as_deref(), Some("1.22.3"));
        assert_eq!(of("go1.21rc2.windows-arm64.zip.0011.part").as_deref(), Some("1.21rc2"));
        assert_eq!(of("go1.4.darwin-amd64-osx10.8.tar.gz.0011.part").as_deref(), Some("1.4"));
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
            "index/go.dev.json",
            "sumdb/sum.golang.org+033de0ae/tile/8/0/000",
        ];
        for name in names {
            fs::create_dir_all(cache.join(name).parent().unwrap()).unwrap();
            fs::write(cache.join(name), "12345").unwrap();
        }
        let kinds: Vec<_> = list(&store.home).unwrap().iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [Kind::Partial, Kind::Partial, Kind::Index, Kind::Tile]);
        let _fetching = store.lock(&version(), || {}).unwrap();
        let cleaned = clean(&store.home).unwrap();
        assert_eq!(cleaned, Cleaned { removed: 3, bytes: 15, in_use: vec![cache.join(names[0])] });
        let left = list(&store.home).unwrap();
        assert_eq!((left.len(), left[0].kind), (1, Kind::Partial));
    }
}
