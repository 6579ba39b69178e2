//! The folder that is prepared: which archives it has, its index, and a note where they came from. An archive has
//! its name only once it is whole.

use gv::release::Platform;
use gv::verify::Digest;
use gv::version::Version;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// One archive that is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub version: Version,
    pub platform: Platform,
}

impl Wanted {
    /// Every version for every platform, each list with commas between.
    pub fn all(versions: &str, platforms: &str) -> Result<Vec<Self>, String> {
        let mut wanted = Vec::new();
        for platform in platforms.split(',') {
            let platform: Platform = platform.parse().map_err(|error| format!("{error}"))?;
            for version in versions.split(',') {
                let version: Version = version.parse().map_err(|error| format!("{error}"))?;
                wanted.push(Self { version, platform: platform.clone() });
            }
        }
        Ok(wanted)
    }

    /// Whether it comes as a zip.
    pub fn is_zip(&self) -> bool {
        self.platform.os == "windows"
    }

    /// `go1.22.3.linux-amd64.tar.gz`
    pub fn file_name(&self) -> String {
        let end = if self.is_zip() { "zip" } else { "tar.gz" };
        format!("{}.{}.{end}", self.version.toolchain_name(), self.platform)
    }

    /// Reads [`Wanted::file_name`] back.
    fn of_file(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".tar.gz").or_else(|| name.strip_suffix(".zip"))?;
        let (version, platform) = stem.rsplit_once('.')?;
        let wanted =
            Self { version: Version::from_toolchain_name(version).ok()?, platform: platform.parse().ok()? };
        (wanted.file_name() == name).then_some(wanted)
    }
}

/// A folder laid out as an origin.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    fn downloads(&self) -> PathBuf {
        self.root.join("dl")
    }

    pub fn holds(&self, wanted: &Wanted) -> bool {
        self.downloads().join(wanted.file_name()).is_file()
    }

    /// Makes the folder, and keeps others from preparing it until the file is closed. What runs that were killed
    /// left behind is removed.
    pub fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(self.downloads())?;
        let file = File::create(self.root.join("lock"))?;
        file.lock()?;
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(file)
    }

    /// A place for files that are being made, on the same file system.
    pub fn scratch(&self) -> io::Result<TempDir> {
        tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&self.root)
    }

    /// Where downloads wait to be continued.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }

    /// Takes in a whole archive.
    pub fn keep(&self, wanted: &Wanted, archive: &Path, from: &str) -> io::Result<()> {
        File::open(archive)?.sync_all()?;
        let mut places = self.taken_from();
        if places.insert(from.to_owned()) {
            let text: Vec<_> = places.into_iter().collect();
            fs::write(self.note(), text.join("\n"))?;
        }
        fs::rename(archive, self.downloads().join(wanted.file_name()))
    }

    /// The places that archives came from.
    pub fn taken_from(&self) -> BTreeSet<String> {
        fs::read_to_string(self.note()).unwrap_or_default().lines().map(ToOwned::to_owned).collect()
    }

    fn note(&self) -> PathBuf {
        self.root.join("taken-from.txt")
    }

    /// Lists every archive in `dl/index.json`, newest release first. Hashes of an earlier index are kept where the
    /// length agrees.
    pub fn write_index(&self) -> io::Result<()> {
        let known = self.known_hashes();
        let mut releases: BTreeMap<Version, Vec<Value>> = BTreeMap::new();
        let mut entries = fs::read_dir(self.downloads())?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(archive) = Wanted::of_file(&name) else { continue };
            let size = entry.metadata()?.len();
            let sha256 = match known.get(&(name.clone(), size)) {
                Some(sha256) => sha256.clone(),
                None => sha256(&entry.path())?,
            };
            let file = json!({
                "filename": name, "os": archive.platform.os, "arch": archive.platform.arch,
                "version": archive.version.toolchain_name(), "sha256": sha256, "size": size, "kind": "archive",
            });
            releases.entry(archive.version).or_default().push(file);
        }
        let list = releases.into_iter().rev().map(|(version, files)| {
            json!({"version": version.toolchain_name(), "stable": !version.is_prerelease(), "files": files})
        });
        let fresh = self.root.join("index.json");
        fs::write(&fresh, serde_json::to_vec_pretty(&list.collect::<Vec<_>>())?)?;
        fs::rename(fresh, self.downloads().join("index.json"))
    }

    fn known_hashes(&self) -> BTreeMap<(String, u64), String> {
        let index = fs::read(self.downloads().join("index.json")).unwrap_or_default();
        let releases: Vec<Value> = serde_json::from_slice(&index).unwrap_or_default();
        let files = releases.iter().filter_map(|release| release["files"].as_array()).flatten();
        let hash = |file: &Value| {
            let name = file["filename"].as_str()?.to_owned();
            Some(((name, file["size"].as_u64()?), file["sha256"].as_str()?.to_owned()))
        };
        files.filter_map(hash).collect()
    }
}

/// How the folders of files being made begin.
const UNFINISHED: &str = "unfinished-";

fn sha256(file: &Path) -> io::Result<String> {
    let (mut file, mut digest) = (File::open(file)?, Digest::new());
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(digest.finish().to_string()),
            length => digest.update(&buffer[..length]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(version: &str) -> Wanted {
        Wanted::all(version, "linux-amd64").unwrap().remove(0)
    }

    #[test]
    fn only_what_was_kept_is_listed_newest_first() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::at(temporary.path());
        let lock = folder.lock().unwrap();
        for version in ["1.9.7", "1.22.10", "1.22.9"] {
            let file = folder.scratch().unwrap().keep().join("archive");
            fs::write(&file, version).unwrap();
            folder.keep(&wanted(version), &file, "a test").unwrap();
        }
        fs::write(temporary.path().join("dl/go1.23.0.linux-amd64.tar.gz.part"), "half").unwrap();
        folder.write_index().unwrap();
        let index = fs::read(temporary.path().join("dl/index.json")).unwrap();
        let index: Vec<Value> = serde_json::from_slice(&index).unwrap();
        let versions: Vec<_> = index.iter().map(|release| &release["version"]).collect();
        assert_eq!(versions, ["go1.22.10", "go1.22.9", "go1.9.7"]);
        assert_eq!(index[2]["files"][0]["size"], 5);
        assert!(folder.holds(&wanted("1.9.7")) && !folder.holds(&wanted("1.23.0")));
        drop(lock);
        drop(folder.lock().unwrap());
        let left = fs::read_dir(temporary.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with(UNFINISHED)));
    }

    #[test]
    fn names_are_read_back() {
        for name in ["go1.22.10.linux-amd64.tar.gz", "go1.23rc1.windows-386.zip"] {
            assert_eq!(Wanted::of_file(name).unwrap().file_name(), name);
        }
        for name in ["index.json", "go1.22.10.windows-amd64.tar.gz", "go1.22.10.linux-amd64.tar.gz.sha256"] {
            assert!(Wanted::of_file(name).is_none(), "{name}");
        }
    }
}
