//! `gv install --slim`: a toolchain without the folders that building needs nothing of.

use crate::support::Sandbox;
use crate::support::archive::{Toolchain, toolchain};
use crate::support::origin::Origin;
use std::fs;
use std::path::PathBuf;

const VERSION: &str = "1.22.3";
const FOLDERS: [&str; 4] = ["api", "doc", "misc", "test"];

fn whole() -> Toolchain {
    FOLDERS.iter().fold(toolchain(VERSION), |toolchain, folder| {
        toolchain.with(&format!("{folder}/deep/file.txt"), format!("of {folder}\n"))
    })
}

/// A sandbox whose origin has published this toolchain.
fn stage(toolchain: &Toolchain) -> Sandbox {
    let mut sandbox = Sandbox::new();
    let origin = Origin::default().publish_toolchain(VERSION, toolchain);
    let address = origin.write_to(&sandbox.root().join("origin/dl"));
    sandbox.set("GV_ORIGIN", address);
    sandbox
}

fn goroot(sandbox: &Sandbox) -> PathBuf {
    sandbox.gv_home().join("versions").join(format!("go{VERSION}"))
}

fn there(sandbox: &Sandbox) -> Vec<&'static str> {
    FOLDERS.into_iter().filter(|folder| goroot(sandbox).join(folder).exists()).collect()
}

fn row(sandbox: &Sandbox, command: &str) -> serde_json::Value {
    sandbox.gv([command, "--json"]).json()["toolchains"][0].clone()
}

#[test]
fn a_slim_one_builds_is_listed_and_verified_as_such() {
    let sandbox = stage(&whole());
    let run = sandbox.gv(["install", VERSION, "--slim"]).succeeds();
    run.says("go1.22.3 installed without api, doc, misc and test, verified against");
    assert!(there(&sandbox).is_empty());
    assert!(
        goroot(&sandbox).join("src/fmt/print.go").is_file() && goroot(&sandbox).join("LICENSE").is_file()
    );
    sandbox.gv(["use", VERSION]).succeeds().says("is already installed without api");
    sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds().prints("go1.22.3");
    sandbox.gv(["ls"]).succeeds().prints("slim: without api, doc, misc and test");
    assert_eq!(row(&sandbox, "ls")["slim"], true);
    sandbox.gv(["install", VERSION, "--slim"]).succeeds().says("is already installed without");
    sandbox.gv(["verify"]).succeeds().says("as released").says("installed with --slim");
    // What is there is compared: a changed file, one that is missing elsewhere, one that does not belong there.
    fs::write(goroot(&sandbox).join("src/fmt/print.go"), "package evil\n").unwrap();
    fs::remove_file(goroot(&sandbox).join("LICENSE")).unwrap();
    fs::create_dir_all(goroot(&sandbox).join("test/deep")).unwrap();
    fs::write(goroot(&sandbox).join("test/deep/file.txt"), "another\n").unwrap();
    sandbox.gv(["verify"]).fails_with(4);
    let row = row(&sandbox, "verify");
    assert_eq!(row["changed"], serde_json::json!(["src/fmt/print.go", "test/deep/file.txt"]));
    assert_eq!((&row["missing"], &row["added"]), (&serde_json::json!(["LICENSE"]), &serde_json::json!([])));
}

#[test]
fn a_further_install_completes_it_once() {
    let sandbox = stage(&whole());
    sandbox.gv(["install", VERSION, "--slim"]).succeeds();
    let document = sandbox.gv(["install", "1.22", "--json"]).succeeds().json();
    assert_eq!((&document["changed"], &document["completed"]), (&true.into(), &serde_json::json!([VERSION])));
    assert_eq!(there(&sandbox), FOLDERS);
    assert_eq!(fs::read_to_string(goroot(&sandbox).join("doc/deep/file.txt")).unwrap(), "of doc\n");
    assert_eq!(row(&sandbox, "ls")["slim"], false);
    sandbox.gv(["verify"]).succeeds().does_not_say("--slim");
    assert_eq!(sandbox.names_in("cache"), [""; 0]);
    let document = sandbox.gv(["install", VERSION, "--json"]).succeeds().json();
    assert_eq!(document["changed"], false);
    sandbox.gv(["install", VERSION, "--slim"]).succeeds().says("--slim removes nothing from go1.22.3");
    assert_eq!(there(&sandbox), FOLDERS);
}

#[test]
fn several_are_slim_and_complete_together() {
    let sandbox = stage(&whole());
    let origin = Origin::default().publish_toolchain(VERSION, &whole()).publish("1.21.1");
    origin.write_to(&sandbox.root().join("origin/dl"));
    sandbox.gv(["install", VERSION, "1.21.1", "--slim"]).succeeds().says("go1.22.3 installed without api");
    assert!(there(&sandbox).is_empty());
    let run = sandbox.gv(["install", VERSION, "1.21.1"]).succeeds();
    run.says_all(&["go1.22.3 is complete now", "go1.21.1 is complete now"]);
    assert_eq!(there(&sandbox), FOLDERS);
}

#[test]
fn what_the_directory_asks_for_is_left_as_it_is() {
    let sandbox = stage(&whole());
    sandbox.file(".go-version", VERSION);
    sandbox.gv(["install", "--slim"]).succeeds();
    sandbox.gv(["install"]).succeeds();
    assert!(there(&sandbox).is_empty());
}

#[test]
fn a_download_that_fails_leaves_the_slim_one_as_it_was() {
    let sandbox = stage(&whole());
    sandbox.gv(["install", VERSION, "--slim"]).succeeds();
    let archive = sandbox.root().join("origin/dl").join(whole().file_name(VERSION));
    let mut bytes = fs::read(&archive).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(archive, bytes).unwrap();
    sandbox.gv(["install", VERSION]).fails_with(4);
    assert!(there(&sandbox).is_empty());
    assert_eq!(row(&sandbox, "ls")["slim"], true);
    assert_eq!(sandbox.names_in("versions"), ["go1.22.3", "go1.22.3.json"]);
}

#[test]
fn a_zip_is_unpacked_without_them_too() {
    let windows =
        FOLDERS.iter().fold(toolchain(VERSION).of_platform("windows-amd64"), |toolchain, folder| {
            toolchain.with(&format!("{folder}/file.txt"), "x")
        });
    let mut sandbox = stage(&windows);
    sandbox.set("GV_PLATFORM", "windows-amd64");
    let run = sandbox.gv(["install", VERSION, "--slim"]);
    assert!(there(&sandbox).is_empty() && goroot(&sandbox).join("src/fmt/print.go").is_file(), "{run}");
}
