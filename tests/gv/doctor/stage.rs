//! A machine on which all is well, for tests to break.

use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use crate::support::executable;
use crate::support::run::Run;
use gv::home::Home;
use gv::store::Store;
use serde_json::Value;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What the tables of the documentation promise.
const DOCS: &str = concat!(include_str!("../../../docs/doctor.md"), include_str!("../../../docs/lint.md"));

/// A user's machine: gv set up, two toolchains, a default, a C compiler and git. PATH has nothing of the real one.
pub struct Stage {
    pub sandbox: Sandbox,
}

impl Stage {
    pub fn healthy() -> Self {
        Self::of("1.21.13", "1.22.3")
    }

    /// The same with toolchains against which nothing is known.
    pub fn up_to_date() -> Self {
        Self::of("1.26.7", "1.27.0")
    }

    fn of(older: &str, default: &str) -> Self {
        let mut sandbox = Sandbox::with_origin(&[older, default]);
        sandbox.set("SHELL", "/bin/bash").unset("ALL_PROXY");
        let stage = Self { sandbox };
        for name in ["git", "gcc", "clang"] {
            program(&stage.tools().join(name));
        }
        let stage = stage.with_path(&[]);
        stage.sandbox.gv(["setup"]).succeeds();
        stage.sandbox.gv(["install", older]).succeeds();
        stage.sandbox.gv(["use", default]).succeeds();
        stage
    }

    /// A folder of the user's home.
    pub fn home(&self, path: &str) -> PathBuf {
        self.sandbox.home().join(path)
    }

    /// Something in gv's home.
    pub fn gv(&self, path: &str) -> PathBuf {
        self.sandbox.gv_home().join(path)
    }

    /// Writes a file of the user's home.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
        self.sandbox.file(self.home(path), content)
    }

    /// Places a toolchain somewhere in the user's home, and answers with its `bin`.
    pub fn place(&self, version: &str, path: &str) -> PathBuf {
        Toolchain::new(version).write_to(&self.home(path));
        self.home(path).join("bin")
    }

    pub fn set(&mut self, name: &str, value: impl AsRef<OsStr>) -> &mut Self {
        self.sandbox.set(name, value);
        self
    }

    /// Puts folders before gv's shims on PATH, and none behind them but that of the tools.
    pub fn with_path(mut self, before: &[PathBuf]) -> Self {
        let own = [self.gv("shims"), self.tools()];
        self.sandbox.only_path(before.iter().cloned().chain(own));
        self
    }

    /// Puts folders behind gv's shims on PATH.
    pub fn with_path_behind(mut self, behind: &[PathBuf]) -> Self {
        let own = [self.gv("shims"), self.tools()];
        self.sandbox.only_path(own.into_iter().chain(behind.iter().cloned()));
        self
    }

    /// The folder of git and the compilers.
    pub fn tools(&self) -> PathBuf {
        self.sandbox.root().join("tools")
    }

    /// The `bin` of the default toolchain, by the link where there is one.
    pub fn default_bin(&self) -> PathBuf {
        let linked = self.gv("current/bin");
        if linked.is_dir() { linked } else { self.gv("versions/go1.22.3/bin") }
    }

    /// Takes the default away, as a link or as a name.
    pub fn without_default(&self) {
        Store::of(&Home::at(self.sandbox.gv_home())).clear_default().unwrap();
    }

    pub fn doctor(&self) -> Run {
        self.sandbox.gv(["doctor", "--json"])
    }

    /// The findings of a run. The toolchains here are old on purpose; what is known against them is no trouble of the
    /// machine's.
    fn findings(run: &Run) -> Vec<Value> {
        let mut findings = run.json()["findings"].as_array().cloned().unwrap_or_default();
        findings.retain(|finding| finding["check"] != "security");
        findings
    }

    /// The ids of what is found, in order.
    #[track_caller]
    pub fn ids(&self) -> Vec<String> {
        let findings = Self::findings(&self.doctor());
        findings.iter().map(|finding| finding["id"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Nothing is wrong, and nothing is found.
    #[track_caller]
    pub fn is_well(&self) -> &Self {
        let run = self.doctor().succeeds();
        assert_eq!(Self::findings(&run), [] as [Value; 0], "{run}");
        self
    }

    /// Exactly this is found, with this level, and the exit code says so. The answer is the finding.
    #[track_caller]
    pub fn has_only(&self, id: &str, level: &str) -> Value {
        let run = self.doctor();
        let run = if level == "info" { run.succeeds() } else { run.fails_with(1) };
        let findings = Self::findings(&run);
        let ids: Vec<_> = findings.iter().map(|found| &found["id"]).collect();
        assert_eq!(ids, [id], "{run}");
        let finding = findings[0].clone();
        assert_eq!(finding["level"], level, "{run}");
        let row = DOCS.lines().find_map(|line| line.strip_prefix(&format!("| `{id}` | ")));
        let documented = row.and_then(|row| row.split('|').next()).unwrap_or_default();
        assert!(documented.contains(level), "the docs do not tell {id}, {level}: {documented:?}");
        self.is_told_in_chinese(&finding);
        finding
    }

    /// What `--fix` repairs is gone afterwards, and it says what it did.
    #[track_caller]
    pub fn is_repaired(&self) {
        let fixable = |run: &Run| Self::findings(run)[0]["fix"]["automatic"].clone();
        assert_eq!(fixable(&self.doctor()), true);
        let run = self.sandbox.gv(["doctor", "--fix", "--json"]).succeeds().says("✓ ");
        let changes = &run.json()["fixed"][0]["changes"];
        assert!(changes.as_array().is_some_and(|changes| !changes.is_empty()), "{run}");
        self.is_well();
    }

    #[track_caller]
    fn is_told_in_chinese(&self, finding: &Value) {
        let run = self.sandbox.with("GV_LANG", "zh").gv(["doctor"]);
        assert!(run.stdout.contains(&format!("[{}]", finding["id"].as_str().unwrap())), "{run}");
        assert!(!run.stdout.contains(finding["summary"].as_str().unwrap()), "{run}");
    }
}

/// Writes a program that is never run.
pub fn program(path: &Path) {
    executable::write(Path::new(&format!("{}{EXE_SUFFIX}", path.display())), b"#!/bin/sh\nexit 99\n");
}
