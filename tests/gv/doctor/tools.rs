//! Programs that Go calls.

use super::stage::{Stage, program};
use std::fs;

fn remove(stage: &Stage, names: &[&str]) {
    for name in names {
        fs::remove_file(stage.tools().join(format!("{name}{}", std::env::consts::EXE_SUFFIX))).unwrap();
    }
}

#[test]
fn cgo_is_on_and_there_is_no_compiler() {
    let mut stage = Stage::healthy();
    stage.set("CGO_ENABLED", "1");
    stage.is_well();
    remove(&stage, &["gcc", "clang"]);
    stage.has_only("compiler_missing", "error");
    program(&stage.tools().join("apt-get"));
    let finding = stage.has_only("compiler_missing", "error");
    assert_eq!(finding["fix"]["command"], "sudo apt-get install gcc libc6-dev");
    // Go turns cgo off by itself where nobody asks for it.
    stage.set("CGO_ENABLED", "");
    stage.is_well();
}

#[test]
fn cc_names_no_compiler() {
    let mut stage = Stage::healthy();
    stage.set("CC", "no-such-cc -m64");
    let finding = stage.has_only("compiler_missing", "error");
    assert!(finding["summary"].as_str().unwrap().ends_with("no-such-cc"), "{finding}");
    stage.set("CGO_ENABLED", "0");
    stage.is_well();
    let json = stage.doctor().json();
    let check = json["checks"].as_array().unwrap().iter().find(|check| check["id"] == "compiler").unwrap();
    assert_eq!(check["status"], "skipped");
}

#[test]
fn git_is_missing() {
    let stage = Stage::healthy();
    remove(&stage, &["git"]);
    stage.has_only("missing_vcs", "warning");
}
