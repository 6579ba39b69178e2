//! Go's own tests of the choice of a toolchain, `gotoolchain_*.txt` of the machine's Go, read where they lie: whether `gv
//! current` and the shim choose as they say. What differs today is listed, step by step, and the list has to be right.

mod script;
mod step;
mod tally;

use crate::machine_go::MachineGo;
use crate::stage::skipped;
use script::Script;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tally::Tally;

/// Where `gv current` does not choose as `go` does.
const CURRENT_DIFFERS: &str = include_str!("current_differs.txt");
/// Where the shim does not.
const SHIM_DIFFERS: &str = include_str!("shim_differs.txt");

#[test]
fn the_choice_is_that_of_gos_own_scripts() {
    if env::var_os("GV_REAL_MIRROR").is_none() && env::var_os("GV_REAL_PROXY").is_none() {
        return skipped("neither GV_REAL_MIRROR nor GV_REAL_PROXY is set");
    }
    let Some(machine) = MachineGo::find() else {
        return skipped("there is no Go on this machine");
    };
    let scripts = machine.goroot.join("src/cmd/go/testdata/script");
    if !scripts.is_dir() {
        return skipped("the Go of this machine came without its tests");
    }
    let go = test_go(&machine);
    let (mut current, mut shim) = (Tally::new("gv current"), Tally::new("the shim"));
    for path in gotoolchain(&scripts) {
        Script::read(&path, &go).run(&mut |step| {
            assert!(step.go_agrees(), "go itself does not do what its script says: {step}");
            current.note(step, step.current_agrees());
            shim.note(step, step.shim_agrees());
        });
    }
    println!("{current}, {shim}");
    let complaints = current.complaints(CURRENT_DIFFERS) + &shim.complaints(SHIM_DIFFERS);
    assert!(complaints.is_empty(), "{complaints}");
}

/// It needs the module proxy that only Go's own tests start.
const NEEDS_A_PROXY: &str = "gotoolchain_net.txt";

/// The scripts about toolchains, by name.
fn gotoolchain(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("gotoolchain_") && name != NEEDS_A_PROXY
    };
    let mut scripts: Vec<_> = entries.filter(is_one).collect();
    scripts.sort();
    scripts
}

/// The go that can pretend to be of any version: the scripts run with it. It is what the tests of cmd/go are built to.
fn test_go(machine: &MachineGo) -> step::TestGo {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let program = scratch.join("test-go");
    let mut build = Command::new(machine.program());
    build
        .args(["test", "-c", "-o"])
        .arg(&program)
        .arg("cmd/go")
        .current_dir(machine.goroot.join("src/cmd/go"));
    build.env("GOTOOLCHAIN", "local").env("GOFLAGS", "").env("GOPROXY", "off").env("GOENV", "off");
    let output = build.env("GOCACHE", scratch.join("go-cache")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    step::TestGo { program, goroot: machine.goroot.clone() }
}
