//! `gv uninstall` and `gv cache`.

use crate::support::Sandbox;

fn with_installed(versions: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_origin(versions);
    sandbox.gv(std::iter::once("install").chain(versions.iter().copied())).succeeds();
    sandbox
}

#[test]
fn the_default_goes_only_by_force() {
    let sandbox = with_installed(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["uninstall", "1.21.13", "1.22.3"]).fails_with(1).says("gv uninstall --force 1.22.3");
    sandbox.go(["version"]).succeeds();
    assert!(sandbox.installed().contains(&"go1.21.13".to_owned()), "all or nothing");
    sandbox.gv(["rm", "--force", "1.22.3"]).succeeds().says("go1.22.3 removed").says("no default");
    sandbox.gv(["current"]).fails_with(5);
    assert!(!sandbox.names_in("shims").contains(&"go1.22.3".to_owned()));
}

#[test]
fn what_still_asks_for_it_is_named() {
    let sandbox = with_installed(&["1.21.13", "1.22.3"]);
    sandbox.file(".go-version", "1.21\n");
    sandbox.gv(["remove", "1.21.13"]).succeeds().says(".go-version:1 still asks for go1.21.13");
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let sandbox = with_installed(&["1.22.3", "1.22.4"]);
    sandbox.gv(["uninstall", "1.21.13"]).fails_with(5).says("go1.21.13 is not installed");
    sandbox.gv(["uninstall", "1.22"]).fails_with(2).says("go1.22.4, go1.22.3");
    sandbox.gv(["uninstall"]).fails_with(2);
    sandbox.gv(["uninstall", "1.22.4"]).succeeds();
    sandbox.gv(["uninstall", "1.22"]).succeeds().says("go1.22.3 removed");
    assert_eq!(sandbox.names_in("versions"), [] as [&str; 0], "no receipt, no trash");
}

/// A receipt beside a toolchain was once taken for somebody else's file, and stayed.
#[test]
fn gv_itself_goes_with_all_it_installed_and_nothing_else() {
    let sandbox = with_installed(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let notes = sandbox.gv_home().join("versions/notes.json");
    std::fs::write(&notes, "mine").unwrap();
    sandbox.gv(["self", "uninstall"]).fails_with(2).says("gv self uninstall --yes");
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds().says("notes.json is not gv's and stays");
    assert_eq!(sandbox.names_in(""), ["versions"]);
    assert_eq!(sandbox.names_in("versions"), ["notes.json"]);
    std::fs::remove_dir_all(sandbox.gv_home()).unwrap();

    let sandbox = with_installed(&["1.22.3"]);
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!sandbox.gv_home().exists());
}

#[test]
fn the_cache_is_listed_and_emptied() {
    let sandbox = with_installed(&["1.22.3"]);
    let partial = sandbox.gv_home().join("cache/go1.21.13.linux-amd64.tar.gz.0123456789abcdef.part");
    std::fs::create_dir_all(partial.parent().unwrap()).unwrap();
    std::fs::write(&partial, [7; 2048]).unwrap();
    let json = sandbox.gv(["cache", "ls", "--json"]).succeeds().json();
    let files = json["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file["kind"] == "partial" && file["bytes"] == 2048), "{files:?}");
    sandbox.gv(["cache", "clean"]).succeeds().says("removed");
    assert!(!partial.exists());
    sandbox.gv(["cache", "ls"]).succeeds().says("the cache is empty");
}
