//! An installed release of gv, and releases that it can update to.

use crate::support::archive::{Entry, tar_gz};
use crate::support::executable;
use crate::support::origin::sha256;
use crate::support::run::Run;
use crate::support::sandbox::Place;
use crate::support::signer::Signer;
use crate::support::{Sandbox, skipped};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

/// What the installed gv was built for.
pub const TARGET: &str = "x86_64-unknown-linux-musl";
pub const MODULE: &str = "gv.example/releases";

/// A home with gv 0.1.0, which knows the key of [`Signer::new`] with 1.
pub struct Stage {
    pub sandbox: Sandbox,
}

/// The files of a release.
#[derive(Clone)]
pub struct Release {
    pub version: String,
    pub archive: Vec<u8>,
    pub list: String,
    pub signature: String,
}

impl Stage {
    /// `None`, said aloud, where the example is not built.
    pub fn new() -> Option<Self> {
        Self::with(&format!("key={}", Signer::new(1).key()))
    }

    /// The same with these words about the build.
    pub fn with(words: &str) -> Option<Self> {
        let example = Path::new(env!("CARGO_BIN_EXE_gv")).with_file_name("examples");
        let example = example.join(format!("released-gv{EXE_SUFFIX}"));
        let Ok(mut gv) = fs::read(example) else {
            skipped("cargo build --example released-gv");
            return None;
        };
        gv.extend(format!("\nreleased-gv version=0.1.0 target={TARGET} {words}\n").into_bytes());
        let mut stage = Self { sandbox: Sandbox::new() };
        executable::write(&stage.gv_path(), &gv);
        executable::write(&stage.program("bin", "gv-shim"), b"#!/bin/sh\necho shim 0.1.0\n");
        fs::create_dir_all(stage.sandbox.gv_home().join("shims")).unwrap();
        stage.sandbox.set("GV_STALL_SECONDS", "2");
        Some(stage)
    }

    pub fn gv_path(&self) -> PathBuf {
        self.program("bin", "gv")
    }

    pub fn program(&self, folder: &str, name: &str) -> PathBuf {
        self.sandbox.gv_home().join(folder).join(format!("{name}{EXE_SUFFIX}"))
    }

    /// Runs the installed gv.
    pub fn gv(&self, args: &[&str]) -> Run {
        self.at().run(self.gv_path(), args)
    }

    pub fn at(&self) -> Place<'_> {
        self.sandbox.at("")
    }

    /// What the installed gv says of itself.
    pub fn version(&self) -> String {
        self.gv(&["--version"]).succeeds().stdout.trim().to_owned()
    }

    /// Runs an update from a folder that holds this release.
    pub fn update_to(&self, release: &Release) -> Run {
        let base = self.publish(release);
        self.gv(&["self", "update", "--from", &base])
    }

    /// Puts a release into a folder, as the newest there.
    pub fn publish(&self, release: &Release) -> String {
        for (name, content) in release.files() {
            self.sandbox.file(Path::new("releases").join(name), content);
        }
        self.sandbox.work().join("releases").to_str().unwrap().to_owned()
    }
}

/// A program of another version: all that it can do is to say so.
pub fn program(name: &str, version: &str) -> String {
    format!("#!/bin/sh\necho '{name} {version}'\n")
}

pub fn archive(version: &str) -> Vec<u8> {
    let file = |name: &str| Entry { mode: 0o755, ..Entry::file(name, program(name, version)) };
    tar_gz(&[file("gv"), file("gv-shim"), Entry::file("README.md", "read me\n")])
}

pub fn archive_name(version: &str) -> String {
    format!("gv-{version}-{TARGET}.tar.gz")
}

impl Release {
    /// An honest one.
    pub fn new(version: &str) -> Self {
        Self::of(version, archive(version), &Signer::new(1))
    }

    pub fn of(version: &str, archive: Vec<u8>, signer: &Signer) -> Self {
        let list = format!("{}  {}\n", sha256(&archive), archive_name(version));
        Self { version: version.to_owned(), archive, list, signature: String::new() }.signed_by(signer)
    }

    pub fn signed_by(self, signer: &Signer) -> Self {
        let signature = signer.sign(self.list.as_bytes(), &format!("gv {}", self.version));
        Self { signature, ..self }
    }

    pub fn files(&self) -> [(String, Vec<u8>); 4] {
        let version = &self.version;
        [
            ("VERSION".to_owned(), format!("{version}\n").into_bytes()),
            (format!("gv-{version}.sums"), self.list.clone().into_bytes()),
            (format!("gv-{version}.sums.minisig"), self.signature.clone().into_bytes()),
            (archive_name(version), self.archive.clone()),
        ]
    }
}
