//! This machine's own GOPROXY: what gv does with it and says of it, held against what `go` does. It leaves loopback, so it
//! runs only with `GV_REAL_PROXY=1`, on a machine that has a Go.
//!
//! `GV_REAL_TOOLCHAIN`   the toolchain to ask for, 1.27.3 by default

use crate::contents::{Tree, read_below};
use crate::machine_go::MachineGo;
use crate::stage::skipped;
use crate::support::Sandbox;
use crate::support::run::Run;
use gv::release::Platform;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};

/// Small modules without requirements that matter here.
const MODULES: [&str; 3] =
    ["rsc.io/quote@v1.5.2", "github.com/google/uuid@v1.6.0", "golang.org/x/text@v0.14.0"];
/// What no proxy has.
const ABSENT: &str = "github.com/google/uuid@v1.6.999";

/// A home on this machine's network.
struct Stage {
    sandbox: Sandbox,
    machine: MachineGo,
}

impl Stage {
    /// `None`, after saying so, where it is not asked for or not possible.
    fn set() -> Option<Self> {
        if env::var_os("GV_REAL_PROXY").is_none_or(|value| value != "1") {
            skipped("GV_REAL_PROXY is not 1: this machine's GOPROXY is not asked");
            return None;
        }
        let Some(machine) = MachineGo::find() else {
            skipped("there is no Go on this machine to compare with");
            return None;
        };
        let mut sandbox = Sandbox::new();
        machine.connect(&mut sandbox);
        let cache = sandbox.root().join("modules");
        sandbox.set("GOMODCACHE", cache).set("GOFLAGS", "-modcacherw").set("GOTELEMETRY", "off");
        Some(Self { sandbox, machine })
    }

    /// The machine's own `go`, with the settings that gv has.
    fn go(&self, args: &[&str]) -> Run {
        self.sandbox.with("GOTOOLCHAIN", "local").run(self.machine.program(), args)
    }

    /// What `go` downloads for a module, whether it has it or an error.
    fn download(&self, module: &str) -> Value {
        self.go(&["mod", "download", "-json", module]).json()
    }

    /// The toolchain as a module that `go` has downloaded and started.
    fn toolchain(&self) -> Downloaded {
        let Platform { os, arch } = Platform::host();
        let arch = arch.replace("armv6l", "arm");
        let json = self.download(&format!("golang.org/toolchain@v0.0.1-go{}.{os}-{arch}", version()));
        let text = |key: &str| json[key].as_str().unwrap_or_else(|| panic!("{json}")).to_owned();
        // What a module may not hold, go.mod files and programs, is only made of it now.
        let place = self.sandbox.with("GOTOOLCHAIN", format!("go{}", version()));
        let _ = place.run(self.machine.program(), ["version"]).succeeds();
        Downloaded { folder: text("Dir").into(), sum: text("Sum") }
    }

    fn goroot(&self) -> PathBuf {
        self.sandbox.gv_home().join("versions").join(format!("go{}", version()))
    }
}

struct Downloaded {
    folder: PathBuf,
    sum: String,
}

fn version() -> String {
    env::var("GV_REAL_TOOLCHAIN").unwrap_or_else(|_| "1.27.3".to_owned())
}

#[test]
fn a_toolchain_is_the_one_that_go_downloads() {
    let Some(stage) = Stage::set() else { return };
    stage
        .sandbox
        .gv(["install", &version(), "--from", "goproxy"])
        .succeeds()
        .says("verified against the checksum database");
    let _ = stage.sandbox.gv(["verify", &version()]).succeeds();
    let receipt = std::fs::read(stage.goroot().with_file_name(format!("go{}.json", version()))).unwrap();
    let receipt: Value = serde_json::from_slice(&receipt).unwrap();
    let downloaded = stage.toolchain();
    assert_eq!(receipt["h1"], downloaded.sum.as_str());
    assert_eq!(differing(&stage.goroot(), &downloaded.folder), [""; 0]);
    let go = stage.goroot().join("bin").join(format!("go{}", env::consts::EXE_SUFFIX));
    stage.sandbox.at("").run(go, ["version"]).succeeds().prints(&format!("go version go{} ", version()));
}

#[test]
fn what_go_has_in_its_module_cache_is_taken_over() {
    let Some(stage) = Stage::set() else { return };
    let downloaded = stage.toolchain();
    let run = stage.sandbox.gv(["import", "gotoolchain", "--json"]).succeeds();
    let imported = &run.json()["toolchains"][0];
    assert_eq!((&imported["version"], &imported["status"]), (&version().into(), &"copied".into()), "{run}");
    assert_eq!(imported["path"], downloaded.folder.to_string_lossy().as_ref());
    let _ = stage.sandbox.gv(["verify", &version()]).succeeds();
    assert_eq!(differing(&stage.goroot(), &downloaded.folder), [""; 0]);
}

#[test]
fn a_route_is_checked_as_go_goes_it() {
    let Some(stage) = Stage::set() else { return };
    let mut had = 0;
    for module in MODULES.into_iter().chain([ABSENT]) {
        let by_go = stage.download(module);
        let run = stage.sandbox.gv(["route", "--check", "--json", module]);
        let hops = run.json()["modules"][0]["hops"].clone();
        let answers = hops.as_array().unwrap().iter().any(|hop| hop["answer"] == "ok");
        let has = by_go["Error"].is_null();
        // gv asks each of the hops; go ends where one of them does.
        assert_eq!(answers, has, "go: {by_go}\n{run}");
        had += usize::from(has);
    }
    if had == 0 {
        skipped("this machine's GOPROXY has neither of the modules");
    }
}

#[test]
fn the_network_is_judged_by_what_go_meets() {
    let Some(stage) = Stage::set() else { return };
    if MODULES.into_iter().all(|module| !stage.download(module)["Error"].is_null()) {
        return skipped("this machine's GOPROXY has neither of the modules");
    }
    let run = stage.sandbox.gv(["doctor", "net", "--json"]);
    let report = run.json();
    let checks = report["checks"].as_array().unwrap();
    let protocol: Vec<_> =
        checks.iter().filter(|check| check["role"] == "goproxy" && check["id"] == "protocol").collect();
    let well = protocol.iter().any(|check| check["status"] == "ok");
    assert!(!protocol.is_empty(), "no module proxy was asked: {run}");
    assert!(well, "{run}");
    assert_eq!(run.code, Some(0), "{run}");
}

#[test]
fn a_proxy_that_go_can_use_is_measured_as_one() {
    let Some(stage) = Stage::set() else { return };
    let list = stage.machine.setting("GOPROXY").unwrap();
    let Some(proxy) = list.split([',', '|']).find(|entry| entry.starts_with("http")) else {
        return skipped("this machine's GOPROXY does not name a proxy");
    };
    stage.toolchain();
    let run = stage.sandbox.gv(["mirror", "test", "--goproxy", proxy, "--rounds", "1", "--json"]).succeeds();
    let mirror = &run.json()["mirrors"][0];
    assert_eq!((&mirror["kind"], &mirror["grade"]), (&"goproxy".into(), &"honest".into()), "{run}");
    assert_eq!(mirror["attempts"], mirror["successes"], "{run}");
}

/// The files whose content is not the same, or that only one of the folders has. A module calls go.mod `_go.mod`, and
/// `go` renames only those that it needs.
fn differing(one: &Path, other: &Path) -> Vec<String> {
    let read = |folder| {
        let mut tree = Tree::new();
        read_below(folder, "", &mut tree);
        let named =
            |(path, (_, content)): (String, (bool, Vec<u8>))| (path.replace("/_go.mod", "/go.mod"), content);
        tree.into_iter().map(named).collect::<BTreeMap<_, _>>()
    };
    let (left, right) = (read(one), read(other));
    let paths: BTreeSet<_> = left.keys().chain(right.keys()).collect();
    paths.into_iter().filter(|path| left.get(*path) != right.get(*path)).cloned().collect()
}
