//! A sandbox whose origin serves real toolchains on loopback.

use crate::serve::Served;
use crate::support::sandbox::{Place, Sandbox};
use gv::release::Platform;
use gv::version::Version;
use serde_json::Value;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The stage of one test: an empty home, and an origin.
pub struct Stage {
    pub sandbox: Sandbox,
    mirror: PathBuf,
    index: Vec<Value>,
}

/// A program that prints the version it was built by.
pub const HELLO: &str = r#"package main

import (
	"fmt"
	"runtime"
)

func main() { fmt.Println("hello from", runtime.Version()) }
"#;

impl Stage {
    /// `None`, after saying so, where no real toolchains were prepared.
    pub fn set() -> Option<Self> {
        let Some(mirror) = env::var_os("GV_REAL_MIRROR").map(PathBuf::from) else {
            skipped("GV_REAL_MIRROR names no folder with real toolchains");
            return None;
        };
        let index = fs::read(mirror.join("dl/index.json"));
        let index = index.unwrap_or_else(|error| panic!("GV_REAL_MIRROR={}: {error}", mirror.display()));
        let mut sandbox = Sandbox::new();
        let origin = format!("{}/dl", Served::start(mirror.clone()).unwrap().address());
        sandbox.set("GV_ORIGIN", origin);
        // Go may build, but not fetch. What it has built is kept from test to test, as for a person.
        sandbox.set("GOPROXY", "off").set("GOTELEMETRY", "off").set("GOFLAGS", "-modcacherw");
        sandbox.set("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-cache"));
        for (name, folder) in [("LOCALAPPDATA", "local"), ("APPDATA", "roaming")] {
            let folder = sandbox.home().join(folder);
            sandbox.set(name, folder);
        }
        Some(Self { sandbox, mirror, index: serde_json::from_slice(&index).unwrap() })
    }

    /// The folder of real toolchains.
    pub fn mirror(&self) -> &Path {
        &self.mirror
    }

    /// The published versions for this machine, newest first.
    pub fn versions(&self) -> Vec<Version> {
        self.versions_for(&Platform::host())
    }

    /// The published versions for a platform, newest first.
    pub fn versions_for(&self, platform: &Platform) -> Vec<Version> {
        let has = |release: &&Value| {
            let files = release["files"].as_array().unwrap();
            files
                .iter()
                .any(|file| file["os"] == platform.os.as_str() && file["arch"] == platform.arch.as_str())
        };
        let name = |release: &Value| release["version"].as_str().unwrap()[2..].parse().unwrap();
        let mut versions: Vec<Version> = self.index.iter().filter(has).map(name).collect();
        versions.sort();
        versions.reverse();
        versions
    }

    /// The newest patch of each minor, newest first.
    pub fn minors(&self) -> Vec<Version> {
        let mut versions = self.versions();
        versions.dedup_by(|older, newer| older.same_minor(newer));
        assert!(versions.len() >= 2, "two minors at least are needed to switch between: {versions:?}");
        versions
    }

    /// An older and a newer patch of one minor; `None`, after saying so, where none has two.
    pub fn patches(&self) -> Option<(Version, Version)> {
        let versions = self.versions();
        let pair = versions.windows(2).find(|pair| pair[0].same_minor(&pair[1]));
        if pair.is_none() {
            skipped("no two patches of one minor were prepared");
        }
        pair.map(|pair| (pair[1].clone(), pair[0].clone()))
    }

    /// The archive itself.
    pub fn archive(&self, version: &Version, platform: &Platform) -> PathBuf {
        let end = if platform.os == "windows" { "zip" } else { "tar.gz" };
        self.mirror.join(format!("dl/{}.{platform}.{end}", version.toolchain_name()))
    }

    /// Where a version is, or would be.
    pub fn goroot(&self, version: &Version) -> PathBuf {
        self.sandbox.gv_home().join("versions").join(version.toolchain_name())
    }

    /// Installs these; the first becomes the default.
    pub fn install(&self, versions: &[&Version]) {
        self.sandbox.gv(["use", &versions[0].to_string()]).succeeds();
        let others = versions[1..].iter().map(ToString::to_string);
        if versions.len() > 1 {
            self.sandbox.gv(["install".to_owned()].into_iter().chain(others)).succeeds();
        }
    }

    /// Writes the hello program to a folder, with a go.mod of these lines.
    pub fn hello(&self, folder: &str, lines: &str) {
        self.sandbox.file(format!("{folder}/main.go"), HELLO);
        self.sandbox.file(format!("{folder}/go.mod"), format!("module hello\n\n{lines}\n"));
    }

    /// Builds what is in a folder through the shim, runs it, and checks who built it.
    #[track_caller]
    pub fn builds(&self, place: &Place<'_>, by: &Version) {
        self.builds_with(place, &["go"], by);
    }

    /// The same with another way to say `go`, such as `gv exec 1.22 -- go`.
    #[track_caller]
    pub fn builds_with(&self, place: &Place<'_>, go: &[&str], by: &Version) {
        let program = self.sandbox.root().join("tmp").join(format!("hello{}", env::consts::EXE_SUFFIX));
        let out = program.to_string_lossy();
        let program_of = |name: &str| match name {
            "gv" => PathBuf::from(env!("CARGO_BIN_EXE_gv")),
            name => on_path(&self.sandbox, name),
        };
        let args = [&go[1..], &["build", "-o", &out, "."]].concat();
        place.run(program_of(go[0]), args).succeeds();
        let run = place.run(&program, [] as [&OsStr; 0]).succeeds();
        run.prints(&format!("hello from {}\n", by.toolchain_name()));
        fs::remove_file(program).unwrap();
    }

    /// Checks who answers to `go` in a place, and from where.
    #[track_caller]
    pub fn means(&self, place: &Place<'_>, version: &Version) {
        place.go(["version"]).succeeds().prints(&format!("go version {} ", version.toolchain_name()));
        let goroot = place.go(["env", "GOROOT"]).succeeds();
        assert_eq!(Path::new(goroot.stdout.trim()), self.goroot(version));
    }
}

/// Says that a test did not run, and why, past the test harness.
pub fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(io::stderr(), "SKIPPED in {test}: {why}");
}

/// A shim by its name; any other path as it is.
fn on_path(sandbox: &Sandbox, name: &str) -> PathBuf {
    let path = Path::new(name);
    let shim = format!("{name}{}", env::consts::EXE_SUFFIX);
    if path.is_absolute() { path.to_owned() } else { sandbox.gv_home().join("shims").join(shim) }
}
