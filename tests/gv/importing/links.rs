//! `gv import --link`: the store has a link, and what it leads to is never gv's.

use super::{listed, place, status};
use crate::support::archive::{Toolchain, host};
use crate::support::{Sandbox, folder_link};
use std::fs;
use std::path::PathBuf;

/// `None` where no links can be made; that gv says so there and leaves nothing is then all there is to see.
fn linked() -> Option<(Sandbox, PathBuf)> {
    let sandbox = Sandbox::with_origin(&["1.22.3", "1.22.12"]);
    let goroot = place(&sandbox, "1.22.3", "öther/.goup/go1.22.3");
    let run = sandbox.gv(["import".into(), goroot.clone(), "--link".into()]);
    if !folder_link(&goroot, &sandbox.home().join("probe")) {
        let run = run.fails_with(1).says("cannot create a link at ").prints("failed");
        run.says(&format!("try: gv import {}", goroot.display()));
        assert_eq!(sandbox.names_in("versions"), [""; 0]);
        is_untouched(&goroot);
        return None;
    }
    run.succeeds().prints("linked to, not verified").does_not_say("copying");
    Some((sandbox, goroot))
}

#[track_caller]
fn is_untouched(goroot: &std::path::Path) {
    let go = goroot.join("bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    assert!(go.is_file() && goroot.join("src/fmt/print.go").is_file());
}

#[test]
fn it_is_a_toolchain_and_known_for_a_link() {
    let Some((sandbox, goroot)) = linked() else { return };
    let there = listed(&sandbox, "1.22.3");
    assert_eq!(there["linked_to"], *goroot.to_string_lossy());
    assert_eq!((&there["imported_from"], &there["proof"]), (&"path".into(), &().into()));
    sandbox.gv(["ls"]).succeeds().prints("from path, a link to ~").prints("not verified");
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.go(["version"]).succeeds().prints("go1.22.3");
    sandbox.gv(["install", "1.22.3"]).succeeds().says("go1.22.3 is already installed");
    let run = sandbox.gv(["import".into(), goroot.clone(), "--json".into()]).succeeds();
    assert_eq!(status(&run, "go1.22.3"), "installed");
}

#[test]
fn uninstall_takes_the_link_only() {
    let Some((sandbox, goroot)) = linked() else { return };
    sandbox.gv(["uninstall", "1.22.3"]).succeeds().says("go1.22.3 removed");
    assert_eq!(sandbox.names_in("versions"), [""; 0]);
    is_untouched(&goroot);
}

#[test]
fn prune_takes_the_link_only() {
    let Some((sandbox, goroot)) = linked() else { return };
    sandbox.gv(["install", "1.22.12"]).succeeds();
    sandbox.gv(["prune", "--yes"]).succeeds().says("go1.22.3 removed");
    assert_eq!(sandbox.names_in("versions"), ["go1.22.12", "go1.22.12.json"]);
    is_untouched(&goroot);
}

#[test]
fn gv_itself_goes_without_what_it_has_linked_to() {
    let Some((sandbox, goroot)) = linked() else { return };
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!sandbox.gv_home().exists());
    is_untouched(&goroot);
}

#[test]
fn what_a_killed_run_left_of_one_is_swept_alone() {
    let Some((sandbox, goroot)) = linked() else { return };
    let versions = sandbox.gv_home().join("versions");
    // Killed between the making of the link and the commit, and between the removal's two steps.
    for name in [".staging-go1.22.3", ".trash-go1.22.3-77"] {
        fs::rename(versions.join("go1.22.3"), versions.join(name)).unwrap();
        sandbox.gv(["install", "1.22.12"]).succeeds();
        assert!(!versions.join(name).is_symlink(), "{name}");
        is_untouched(&goroot);
        sandbox.gv(["import".into(), goroot.clone(), "--link".into()]).succeeds();
    }
}

#[test]
fn when_its_end_is_gone_it_is_in_nobodys_way() {
    let Some((mut sandbox, goroot)) = linked() else { return };
    fs::remove_dir_all(&goroot).unwrap();
    sandbox.only_path([]);
    sandbox.gv(["ls"]).succeeds().prints_exactly("");
    sandbox.gv(["install", "1.22.3"]).succeeds().says("go1.22.3 installed, verified against");
    let there = listed(&sandbox, "1.22.3");
    assert_eq!((&there["linked_to"], &there["imported_from"]), (&().into(), &().into()));

    let Some((sandbox, goroot)) = linked() else { return };
    fs::remove_dir_all(&goroot).unwrap();
    sandbox.gv(["uninstall", "1.22.3"]).succeeds().says("go1.22.3 removed");
    assert_eq!(sandbox.names_in("versions"), [""; 0]);
    sandbox.gv(["uninstall", "1.22.3"]).fails_with(5);
}

#[test]
fn a_link_of_somebody_else_stays() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    let versions = sandbox.gv_home().join("versions");
    fs::create_dir_all(&versions).unwrap();
    let target = sandbox.home().join("unmounted");
    fs::create_dir(&target).unwrap();
    if !folder_link(&target, &versions.join("go1.22.3")) {
        return;
    }
    fs::remove_dir(target).unwrap();
    sandbox.gv(["install", "1.22.3"]).fails_with(1).says("already exists and was not created by gv");
    assert!(versions.join("go1.22.3").is_symlink());
}

#[test]
fn only_to_what_runs_where_it_is() {
    let sandbox = Sandbox::new();
    let name = format!("toolchain@v0.0.1-go1.22.3.{}", host());
    let goroot = sandbox.home().join("go/pkg/mod/golang.org").join(name);
    Toolchain::new("1.22.3").with("src/_go.mod", "module std\n").write_to(&goroot);
    let run = sandbox.gv(["import", "gotoolchain", "--link"]).fails_with(1).prints("failed");
    run.says("the go command has not made it ready to run").says("try: gv import ");
    assert_eq!(sandbox.names_in("versions"), [""; 0]);
    if !folder_link(&goroot, &sandbox.home().join("probe")) {
        return;
    }
    fs::write(goroot.join("src/go.mod"), "module std\n").unwrap();
    sandbox.gv(["import", "gotoolchain", "--link"]).succeeds().prints("linked to");
    let run = sandbox.gv(["import", "gotoolchain", "--link", "-n", "--json"]).succeeds();
    assert_eq!(run.json()["toolchains"][0]["status"], "installed");
}
