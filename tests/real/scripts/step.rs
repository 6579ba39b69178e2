//! One step of a script: settings, files, and the version that is to run there.

use crate::support::run::Run;
use crate::support::{Sandbox, executable};
use gv::home::Home;
use gv::store::{Store, Toolchain};
use gv::version::Version;
use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// A `go` that runs as the version that `TESTGO_VERSION` names, and switches to any other.
pub struct TestGo {
    pub program: PathBuf,
    pub goroot: PathBuf,
}

pub struct Step<'a> {
    pub script: &'a str,
    pub sandbox: &'a Sandbox,
    pub go: &'a TestGo,
    pub expected: Expected,
}

/// What the script expects of `go version`.
pub enum Expected {
    /// That this version runs: a part of what it prints.
    Runs(String),
    /// That the name of a toolchain is refused.
    Refused,
}

impl TestGo {
    /// Changes go.mod or go.work, whatever they say now.
    pub fn edit(&self, sandbox: &Sandbox, args: &[&str]) {
        let place = sandbox.with("GOTOOLCHAIN", "local").with("GOROOT", &self.goroot);
        let _ = place.with("CMDGO_TEST_RUN_MAIN", "1").run(&self.program, args).succeeds();
    }

    /// A toolchain that is this program, running as a version.
    fn place(&self, sandbox: &Sandbox, folder: &Version, version: &str) -> Toolchain {
        let path = Home::at(sandbox.gv_home()).toolchain(folder);
        let (program, goroot) = (self.program.display(), self.goroot.display());
        let script = format!(
            "#!/bin/sh\nexport CMDGO_TEST_RUN_MAIN=1 GOROOT='{goroot}' TESTGO_VERSION='{version}'\nexec '{program}' \"$@\"\n"
        );
        executable::write(&path.join("bin/go"), script.as_bytes());
        Toolchain { version: folder.clone(), path }
    }
}

impl Step<'_> {
    /// What of the settings and the files bears on the choice, and what is expected.
    pub fn about(&self) -> String {
        let mut about = format!("{}: local {}", self.script, self.local());
        write!(about, ", GOTOOLCHAIN={}", self.variable("GOTOOLCHAIN")).unwrap();
        for name in ["go.mod", "go.work"] {
            let text = fs::read_to_string(self.sandbox.work().join(name)).unwrap_or_default();
            let lines = text.lines().filter(|line| line.starts_with("go ") || line.starts_with("toolchain "));
            let lines: Vec<_> = lines.collect();
            if !lines.is_empty() {
                write!(about, ", {name}: {}", lines.join(" ")).unwrap();
            }
        }
        match &self.expected {
            Expected::Runs(text) => about + " -> " + text,
            Expected::Refused => about + " -> refused",
        }
    }

    /// The version that `go` is of, before it chooses.
    fn local(&self) -> String {
        self.variable("TESTGO_VERSION")
    }

    fn variable(&self, name: &str) -> String {
        self.sandbox.variable(name).map_or(String::new(), |value| value.to_string_lossy().into_owned())
    }

    /// Whether Go's own program does it: else the step is not read rightly.
    pub fn go_agrees(&self) -> bool {
        let place = self.sandbox.with("CMDGO_TEST_RUN_MAIN", "1").with("GOROOT", &self.go.goroot);
        self.fits(&place.run(&self.go.program, ["version"]))
    }

    /// Whether the shim does it, with the local version as the default and the expected one installed.
    pub fn shim_agrees(&self) -> bool {
        self.install();
        self.fits(&self.sandbox.go(["version"]))
    }

    /// Whether `gv current` names it.
    pub fn current_agrees(&self) -> bool {
        self.install();
        let run = self.sandbox.gv(["current"]);
        match &self.expected {
            Expected::Refused => run.code != Some(0),
            Expected::Runs(text) => {
                // gv's names of versions have no suffix.
                let (said, expected) = (base(run.stdout.trim()), base(text));
                run.code == Some(0) && (said == expected || said == expected.clone() + ".0")
            }
        }
    }

    fn fits(&self, run: &Run) -> bool {
        match &self.expected {
            Expected::Runs(text) => run.code == Some(0) && run.stdout.contains(text),
            Expected::Refused => run.code != Some(0) && run.stderr.contains("invalid"),
        }
    }

    /// The release that is meant, and what it calls itself. From 1.21 on a language (`go1.600`) is not one: its first
    /// release is, and no toolchain of a store is called otherwise. The scripts' own name is kept where GOTOOLCHAIN has it.
    fn release(&self, text: &str) -> (Version, String) {
        let (number, name) = (base(text), format!("go{}", text.trim_start_matches("go")));
        let version: Version = number.parse().unwrap();
        let is_named = self.variable("GOTOOLCHAIN").starts_with(&name);
        if version.is_release() || is_named || name != format!("go{number}") {
            return (version, name);
        }
        let first = format!("{number}.0");
        (first.parse().unwrap(), format!("go{first}"))
    }

    /// A home with the local version as the default, and the expected one.
    fn install(&self) {
        let _ = fs::remove_dir_all(self.sandbox.gv_home());
        self.sandbox.place_shims(&["go"]);
        if let Expected::Runs(text) = &self.expected {
            let (version, name) = self.release(text);
            self.go.place(self.sandbox, &version, &name);
        }
        let default: Version = base(&self.local()).parse().unwrap();
        let default = self.go.place(self.sandbox, &default, &self.local());
        Store::of(&Home::at(self.sandbox.gv_home())).set_default(&default).unwrap();
    }
}

/// `1.500` of `go1.500-bigcorp` and `go1.500 (bigcorp)`.
fn base(name: &str) -> String {
    name.trim_start_matches("go").split([' ', '-']).next().unwrap_or_default().to_owned()
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.about())
    }
}
