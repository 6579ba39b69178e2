//! An origin made of fake toolchains: the index in the official JSON form, and the archives it names, by the
//! paths at which a server, or a folder, hands them out.

use super::archive::{Toolchain, host};
use gv::verify::Digest;
use gv::version::Version;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is published. Each release is packed when it is added.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    archives: Vec<Archive>,
}

/// One published archive, and what the index says about it.
#[derive(Debug, Clone)]
pub struct Archive {
    pub version: String,
    pub platform: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// As the index says it; the true one, unless a test changes it.
    pub sha256: String,
    /// As the index says it.
    pub size: usize,
}

impl Origin {
    /// One that has published these versions for the machine's own platform.
    pub fn of(versions: &[&str]) -> Self {
        versions.iter().fold(Self::default(), |origin, version| origin.publish(version))
    }

    /// With one more version.
    #[must_use]
    pub fn publish(self, version: &str) -> Self {
        self.publish_toolchain(version, &Toolchain::new(version))
    }

    /// With one more toolchain, as it is.
    #[must_use]
    pub fn publish_toolchain(self, version: &str, toolchain: &Toolchain) -> Self {
        let (name, platform) = (toolchain.file_name(version), toolchain.platform().to_owned());
        self.publish_bytes(version, &platform, &name, toolchain.packed())
    }

    /// With an archive of the machine's own platform that holds these bytes, whatever they are.
    #[must_use]
    pub fn publish_archive(self, version: &str, bytes: Vec<u8>) -> Self {
        let name = Toolchain::new(version).file_name(version);
        self.publish_bytes(version, &host(), &name, bytes)
    }

    /// The same for any platform.
    #[must_use]
    pub fn publish_bytes_for(self, platform: &str, version: &str, bytes: Vec<u8>) -> Self {
        let name = Toolchain::new(version).of_platform(platform).file_name(version);
        self.publish_bytes(version, platform, &name, bytes)
    }

    fn publish_bytes(mut self, version: &str, platform: &str, name: &str, bytes: Vec<u8>) -> Self {
        let archive = Archive {
            version: version.to_owned(),
            platform: platform.to_owned(),
            file_name: name.to_owned(),
            sha256: sha256(&bytes),
            size: bytes.len(),
            bytes,
        };
        self.archives.push(archive);
        self
    }

    /// The archive of a version, for reading it or for making the index lie about it.
    pub fn archive(&mut self, version: &str) -> &mut Archive {
        let found = self.archives.iter_mut().find(|archive| archive.version == version);
        found.unwrap_or_else(|| panic!("{version} is not published"))
    }

    /// The body of `dl/?mode=json&include=all`, newest release first.
    pub fn index(&self) -> String {
        let mut releases: BTreeMap<Version, Vec<Value>> = BTreeMap::new();
        for archive in &self.archives {
            releases.entry(archive.version.parse().unwrap()).or_default().push(archive.listed());
        }
        let listed = releases.iter().rev().map(|(version, files)| {
            let name = version.toolchain_name();
            json!({"version": name, "stable": !version.is_prerelease(), "files": files})
        });
        serde_json::to_string_pretty(&listed.collect::<Vec<_>>()).unwrap()
    }

    /// Every file by its path below `dl/`.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let archives = self.archives.iter().map(|a| (a.file_name.clone(), a.bytes.clone()));
        archives.chain([("index.json".to_owned(), self.index().into_bytes())]).collect()
    }

    /// Writes everything to a folder and gives its `file://` address.
    pub fn write_to(&self, folder: &Path) -> String {
        fs::create_dir_all(folder).unwrap();
        for (name, bytes) in self.files() {
            fs::write(folder.join(name), bytes).unwrap();
        }
        url::Url::from_directory_path(folder).unwrap().to_string()
    }
}

impl Archive {
    fn listed(&self) -> Value {
        let (os, arch) = self.platform.split_once('-').unwrap();
        json!({
            "filename": self.file_name, "os": os, "arch": arch, "version": format!("go{}", self.version),
            "sha256": self.sha256, "size": self.size, "kind": "archive",
        })
    }
}

/// A hash as the index writes it.
pub fn sha256(bytes: &[u8]) -> String {
    let mut digest = Digest::new();
    digest.update(bytes);
    digest.finish().to_string()
}

#[test]
fn the_index_names_every_archive_newest_first() {
    let mut origin = Origin::of(&["1.9.7", "1.22.3", "1.23rc1"]);
    origin.archive("1.22.3").sha256 = "0".repeat(64);
    let index: Value = serde_json::from_str(&origin.index()).unwrap();
    let versions: Vec<_> = index.as_array().unwrap().iter().map(|release| &release["version"]).collect();
    assert_eq!(versions, ["go1.23rc1", "go1.22.3", "go1.9.7"]);
    assert_eq!(index[0]["stable"], false);
    assert_eq!(index[1]["files"][0]["sha256"], "0".repeat(64));
    assert_eq!(origin.files().len(), 4);
}
