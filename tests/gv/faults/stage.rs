//! A home, a release that an origin vouches for, and what has to hold of the home after every run.

use crate::support::Sandbox;
use crate::support::archive::{Toolchain, toolchain};
use crate::support::origin::Origin;
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use gv::store::PARTIAL;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The release.
pub const VERSION: &str = "1.22.3";

/// A sandbox, and one release for its scripted servers.
pub struct Stage {
    pub sandbox: Sandbox,
    pub toolchain: Toolchain,
    /// Its archive.
    pub bytes: Vec<u8>,
    index: String,
}

impl Stage {
    pub fn new() -> Self {
        // Large enough to come in many pieces.
        Self::of(toolchain(VERSION).heavier(400_000))
    }

    pub fn of(toolchain: Toolchain) -> Self {
        let mut origin = Origin::default().publish_toolchain(VERSION, &toolchain);
        let bytes = origin.archive(VERSION).bytes.clone();
        let mut sandbox = Sandbox::new();
        // A port that is dead must not be asked by way of another one.
        for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            sandbox.unset(proxy);
        }
        sandbox.set("GOPROXY", "off").set("GOSUMDB", "off");
        Self { sandbox, toolchain, bytes, index: origin.index() }
    }

    /// One whose release, of so many bytes, comes from a folder.
    pub fn in_folder(bytes: usize) -> Self {
        let mut stage = Self::of(toolchain(VERSION).heavier(bytes));
        let folder = stage.sandbox.root().join("origin/dl");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(stage.toolchain.file_name(VERSION)), &stage.bytes).unwrap();
        fs::write(folder.join("index.json"), stage.index()).unwrap();
        stage.sandbox.set("GV_ORIGIN", url::Url::from_directory_path(folder).unwrap().to_string());
        stage
    }

    /// What the authority's index says.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// Where the archive lies on a server.
    pub fn path(&self) -> String {
        format!("/dl/{}", self.toolchain.file_name(VERSION))
    }

    /// The archive as it should be handed over.
    pub fn good(&self) -> Reply {
        Reply::bytes(self.bytes.clone())
    }

    /// Half of the archive.
    pub fn half(&self) -> usize {
        self.bytes.len() / 2
    }

    /// The hash the origin vouches for.
    pub fn sha256(&self) -> String {
        sha256(&self.bytes)
    }

    /// A place that hands over the archive so, and nothing else.
    pub fn mirror<const N: usize>(&self, replies: [Reply; N]) -> Server {
        Server::start().serve_in_turn(&self.path(), replies)
    }

    /// The authority, which hands over the archive so.
    pub fn origin<const N: usize>(&self, replies: [Reply; N]) -> Server {
        self.mirror(replies).serve("/dl/", Reply::bytes(self.index.clone()))
    }

    /// An authority that has no archive itself: what its mirrors do is all there is.
    pub fn bare_origin(&self) -> Server {
        self.origin([Reply::status(404)])
    }

    /// Installs the release from an origin, the mirrors asked before it.
    pub fn install(&mut self, origin: &Server, mirrors: &[&Server]) -> Run {
        let mirrors: Vec<_> = mirrors.iter().map(|mirror| mirror.url("/dl")).collect();
        self.sandbox.set("GV_ORIGIN", origin.url("/dl")).set("GV_MIRRORS", mirrors.join(","));
        self.sandbox.gv(["install", VERSION])
    }

    /// Runs gv with an origin and no mirrors.
    pub fn install_with<const N: usize>(&mut self, origin: &Server, args: [&str; N]) -> Run {
        self.sandbox.set("GV_ORIGIN", origin.url("/dl")).set("GV_MIRRORS", "");
        self.sandbox.gv(args)
    }

    /// The release is installed, every byte of it, and nothing is left beside it.
    #[track_caller]
    pub fn is_whole(&self) {
        is_clean(&self.sandbox, &[VERSION]);
        assert_complete(&self.sandbox, VERSION, &self.toolchain);
        let no_parts = self.sandbox.names_in("cache");
        assert!(no_parts.iter().all(|name| name == "index"), "{no_parts:?}");
    }

    /// Nothing is installed, and nothing is left where toolchains are.
    #[track_caller]
    pub fn is_empty(&self) {
        is_clean(&self.sandbox, &[]);
    }

    /// Nothing is installed, and an honest origin is all that the next run needs.
    #[track_caller]
    pub fn recovers(&mut self) {
        self.is_empty();
        let honest = self.origin([self.good()]);
        self.install(&honest, &[]).succeeds();
        self.is_whole();
    }

    /// The file that keeps of the archive what came, if there is one.
    pub fn kept_file(&self) -> Option<PathBuf> {
        kept_file(&self.sandbox)
    }

    /// What is kept of the archive for the next run.
    pub fn kept(&self) -> Option<Vec<u8>> {
        fs::read(self.kept_file()?).ok()
    }
}

/// A partial archive in the cache, if there is one.
pub fn kept_file(sandbox: &Sandbox) -> Option<PathBuf> {
    let name = sandbox.names_in("cache").into_iter().find(|name| name.ends_with(PARTIAL))?;
    Some(sandbox.gv_home().join("cache").join(name))
}

/// The store lists exactly these, and between them lies nothing but their receipts.
#[track_caller]
pub fn is_clean(sandbox: &Sandbox, versions: &[&str]) {
    let mut expected: Vec<_> =
        versions.iter().flat_map(|version| [format!("go{version}"), format!("go{version}.json")]).collect();
    expected.sort();
    assert_eq!(sandbox.names_in("versions"), expected);
    let mut listed = listed(sandbox);
    listed.sort();
    let mut versions = versions.to_vec();
    versions.sort_unstable();
    assert_eq!(listed, versions);
}

/// What `gv ls` says is installed.
#[track_caller]
pub fn listed(sandbox: &Sandbox) -> Vec<String> {
    let list = sandbox.gv(["ls", "--json"]).succeeds().json();
    let toolchains = list["toolchains"].as_array().unwrap().iter();
    toolchains.map(|toolchain| toolchain["version"].as_str().unwrap().to_owned()).collect()
}

/// The installed version holds exactly the files it was packed from.
#[track_caller]
pub fn assert_complete(sandbox: &Sandbox, version: &str, packed: &Toolchain) {
    let mut found = BTreeMap::new();
    let root = sandbox.gv_home().join("versions").join(format!("go{version}"));
    read_tree(&root, "", &mut found);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(packed.files()));
    assert!(found == *packed.files(), "the files of go{version} are not those that were packed");
}

fn read_tree(folder: &Path, above: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{above}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read_tree(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}
