//! A module proxy and a checksum database with one module in it, honest until a test says otherwise.

use super::server::{Reply, Request};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gv::diagnose::net::KNOWN;
use gv::release::Manifest;
use gv::verify::sumdb::Key;
use gv::verify::sumdb::tree::{self, Tree};
use gv::verify::{Digest, H1};
use ring::signature::{Ed25519KeyPair, KeyPair};
use std::collections::HashMap;
use std::io::{Cursor, Write};

/// The files of a server, by their paths.
#[derive(Clone, Default)]
pub struct Files {
    files: HashMap<String, Reply>,
    otherwise: Option<Reply>,
}

/// The newest release that gv knows: the toolchain that is asked for.
pub fn release() -> String {
    let manifest = Manifest::built_in();
    manifest.versions().filter(|version| !version.is_prerelease()).max().unwrap().to_string()
}

const GO_MOD: &str = "module \"rsc.io/quote\"\n\nrequire \"rsc.io/sampler\" v1.3.0\n";

/// The paths of the known module.
pub fn path(rest: &str) -> String {
    format!("/{}/{rest}", KNOWN.0)
}

/// The path of a file of its version.
pub fn version_path(kind: &str) -> String {
    path(&format!("@v/{}.{kind}", KNOWN.1))
}

impl Files {
    /// What a module proxy serves that passes no checksum database on.
    pub fn of_proxy() -> Self {
        let info = |version: &str| {
            Reply::bytes(format!("{{\"Version\":\"{version}\",\"Time\":\"2018-02-14T15:44:20Z\"}}"))
        };
        let mut files = Self::default()
            .with(&path("@v/list"), Reply::bytes("v1.5.1\nv1.5.2\n"))
            .with(&path("@latest"), info(KNOWN.1))
            .with(&version_path("info"), info(KNOWN.1))
            .with(&version_path("mod"), Reply::bytes(GO_MOD))
            .with(&version_path("zip"), Reply::bytes(zip()));
        let (os, arch) = gv::system::platform::native();
        let version = format!("v0.0.1-go{}.{os}-{arch}", release());
        files = files.with("/golang.org/toolchain/@v/list", Reply::bytes(format!("{version}\n")));
        files
    }

    /// The same with the database passed on.
    pub fn of_proxy_with_database() -> Self {
        let mut files = Self::of_proxy().with("/sumdb/sum.golang.org/supported", Reply::bytes(""));
        for (path, reply) in Self::of_database().files {
            files = files.with(&format!("/sumdb/sum.golang.org{path}"), reply);
        }
        files
    }

    /// What the checksum database serves.
    pub fn of_database() -> Self {
        let record =
            format!("{0} {1} {2}\n{0} {1}/go.mod {3}\n", KNOWN.0, KNOWN.1, zip_hash(), go_mod_hash());
        let hash = tree::record_hash(record.as_bytes());
        let text = format!("go.sum database tree\n1\n{}\n", BASE64_STANDARD.encode(hash.0));
        assert_eq!(Tree::parse(&text).unwrap().size, 1);
        let signed = format!("{text}\n{}", signature(&text));
        Self::default()
            .with(&format!("/lookup/{}@{}", KNOWN.0, KNOWN.1), Reply::bytes(format!("0\n{record}\n{signed}")))
            .with("/tile/8/0/000.p/1", Reply::bytes(hash.0))
            .with("/latest", Reply::bytes(signed))
    }

    /// With a module that has a go.mod and nothing else; its path may have capitals.
    #[allow(dead_code, reason = "only the suite of real peers has a second module")]
    #[must_use]
    pub fn with_module(self, module: &str, version: &str) -> Self {
        let base = format!("/{}/@v", gv::golang::escape::path(module).unwrap());
        let go_mod = format!("module {module}\n");
        let zip = zip_of(&format!("{module}@{version}"), &go_mod);
        let info = format!("{{\"Version\":\"{version}\",\"Time\":\"2018-02-14T15:44:20Z\"}}");
        self.with(&format!("{base}/list"), Reply::bytes(format!("{version}\n")))
            .with(&format!("{base}/{version}.info"), Reply::bytes(info))
            .with(&format!("{base}/{version}.mod"), Reply::bytes(go_mod))
            .with(&format!("{base}/{version}.zip"), Reply::bytes(zip))
    }

    /// Whether there is a file at a path.
    #[allow(dead_code, reason = "only the suite of real peers asks")]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    #[must_use]
    pub fn with(mut self, path: &str, reply: Reply) -> Self {
        self.files.insert(path.to_owned(), reply);
        self
    }

    #[must_use]
    pub fn without(mut self, beginning: &str) -> Self {
        self.files.retain(|path, _| !path.starts_with(beginning));
        self
    }

    /// Answers everything so.
    pub fn always(reply: Reply) -> Self {
        Self { files: HashMap::new(), otherwise: Some(reply) }
    }

    pub fn answer(&self, request: &Request) -> Reply {
        // A proxy for http is asked with the whole address.
        let target = request
            .target
            .split_once("://")
            .map_or(request.target.as_str(), |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let target = target.replace("%21", "!");
        // A file is the same whatever stands behind a question mark, where nothing else is said of that.
        let bare = target.split('?').next().unwrap_or_default();
        let found = self.files.get(&target).or_else(|| self.files.get(bare)).or(self.otherwise.as_ref());
        found.cloned().unwrap_or_else(|| Reply::status(404))
    }
}

/// The key of the lab's database, as GOSUMDB has it.
pub fn key() -> String {
    let public = pair().public_key().as_ref().try_into().unwrap();
    Key::new("sum.golang.org", public).to_string()
}

fn pair() -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap()
}

fn signature(text: &str) -> String {
    let key: Key = key().parse().unwrap();
    let signed = [&key.hash().to_be_bytes()[..], pair().sign(text.as_bytes()).as_ref()].concat();
    format!("\u{2014} sum.golang.org {}\n", BASE64_STANDARD.encode(signed))
}

pub fn go_mod_hash() -> H1 {
    let mut digest = Digest::new();
    digest.update(GO_MOD.as_bytes());
    H1::of([("go.mod", digest.finish())]).unwrap()
}

pub fn zip_hash() -> H1 {
    let mut digest = Digest::new();
    digest.update(GO_MOD.as_bytes());
    let name = format!("{}@{}/go.mod", KNOWN.0, KNOWN.1);
    H1::of([(name.as_str(), digest.finish())]).unwrap()
}

pub fn zip() -> Vec<u8> {
    zip_with(GO_MOD)
}

/// The known module's zip with another go.mod in it.
pub fn zip_with(go_mod: &str) -> Vec<u8> {
    zip_of(&format!("{}@{}", KNOWN.0, KNOWN.1), go_mod)
}

pub fn zip_of(version: &str, go_mod: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let name = format!("{version}/go.mod");
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(go_mod.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}
