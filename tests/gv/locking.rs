//! `gv pin --hash`: the hashes beside a pin, and what has to match them.

use crate::support::Sandbox;
use crate::support::origin::{Origin, sha256};
use gv::release::Platform;
use std::fs;

/// A line of a lock for this machine.
pub fn line(version: &str, kind: &str, hash: &str) -> String {
    format!("go{version} {} {kind}:{hash}\n", Platform::host())
}

fn lock(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.work().join(".go-version.lock")).unwrap()
}

/// The ids of what the doctor finds in the directory, as text.
fn findings(sandbox: &Sandbox) -> String {
    let json = sandbox.gv(["doctor", "directory", "--json"]).fails_with(1).json();
    json["findings"].as_array().unwrap().iter().map(|finding| finding["id"].to_string()).collect()
}

/// The hash of the archive that the origin of a sandbox has for this machine.
fn published(version: &str) -> String {
    let platform = Platform::host().to_string();
    let files = Origin::of(&[version]).files();
    let (_, bytes) = files.iter().find(|(name, _)| name.contains(&platform)).unwrap();
    sha256(bytes)
}

#[test]
fn the_hashes_are_written_beside_the_pin_and_hold() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["pin", "--hash"]).fails_with(5).says("no version is pinned here");
    sandbox.gv(["pin", "1.22", "--hash"]).succeeds().says("an installation here must match these hashes");
    // A partial version would be another one next month.
    assert_eq!(fs::read_to_string(sandbox.work().join(".go-version")).unwrap(), "1.22.3\n");
    assert!(lock(&sandbox).ends_with(&line("1.22.3", "sha256", &published("1.22.3"))), "{}", lock(&sandbox));
    sandbox.dir("sub");
    sandbox.at("sub").gv(["install"]).succeeds();
    sandbox.gv(["install"]).succeeds();
    sandbox.go(["version"]).succeeds().prints("go1.22.3");
    // A version that the directory does not ask for is no matter of the lock.
    sandbox.gv(["install", "1.21.13"]).succeeds();
    sandbox.gv(["pin", "--rm"]).succeeds().says("its hashes removed");
    assert!(!sandbox.work().join(".go-version.lock").exists());
}

#[test]
fn another_hash_is_refused_before_and_after_the_installation() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.file(".go-version", "1.22.3\n");
    sandbox.file(".go-version.lock", line("1.22.3", "sha256", &"1".repeat(64)));
    let told = "go1.22.3 is not the one that this directory requires";
    sandbox.gv(["install"]).fails_with(4).says(told).says(".go-version.lock:1").says(&published("1.22.3"));
    assert!(sandbox.installed().is_empty());
    // Elsewhere it is the release like any other.
    sandbox.dir("../elsewhere");
    sandbox.at("../elsewhere").gv(["install", "1.22.3"]).succeeds();
    for args in [&["install"][..], &["use", "1.22.3"], &["exec", "1.22.3", "--", "go", "version"]] {
        sandbox.gv(args).fails_with(4).says(told);
    }
    assert!(findings(&sandbox).contains("pin_lock_differs"));
    sandbox.file(".go-version.lock", line("1.22.3", "sha256", &published("1.22.3")));
    sandbox.gv(["install"]).succeeds().says(".go-version.lock has changed since gv last used it");
    sandbox.gv(["install"]).succeeds().does_not_say("has changed");
    sandbox.gv(["doctor", "directory"]).succeeds();
}

#[test]
fn a_version_that_the_lock_does_not_list_is_not_installed() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["pin", "1.21.13", "--hash"]).succeeds();
    sandbox.gv(["pin", "1.22.3"]).succeeds().says("does not list this version").says("gv pin --hash");
    sandbox.gv(["install"]).fails_with(4).says("asks for go1.22.3, which").says("try: gv pin --hash\n");
    sandbox.gv(["pin", "--hash"]).succeeds().says("+ go1.22.3 ").says("- go1.21.13 ");
    sandbox.gv(["install"]).succeeds();
}

#[test]
fn a_platform_that_the_lock_does_not_list_is_refused_and_added() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.file(".go-version", "1.22.3\n");
    sandbox.file(".go-version.lock", format!("go1.22.3 plan9-mips sha256:{}\n", "1".repeat(64)));
    let hint = format!("try: gv pin --hash --platform {}\n", Platform::host());
    sandbox.gv(["install"]).fails_with(4).says("for other platforms than").says(&hint);
    // It cannot be renewed for a platform without an archive: nothing is left out in silence.
    sandbox.gv(["pin", "--hash"]).fails_with(5).says("plan9-mips");
    fs::remove_file(sandbox.work().join(".go-version.lock")).unwrap();
    let platform = Platform::host().to_string();
    sandbox.gv(["pin", "--hash", "--platform", &platform]).succeeds();
    sandbox.gv(["pin", "--hash", "--platform", "x"]).fails_with(2);
    sandbox.gv(["install"]).succeeds();
}

#[test]
fn what_is_not_understood_or_not_known_is_refused() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.file(".go-version", "1.22.3\n");
    sandbox.file(".go-version.lock", "# ours\ngo1.22.3 linux-amd64 blake3:00\n");
    sandbox.gv(["install"]).fails_with(1).says(".go-version.lock:2 is not a line of a lock");
    assert!(findings(&sandbox).contains("pin_lock_unusable"));
    // An archive does not match the hash of a module.
    sandbox.file(".go-version.lock", line("1.22.3", "h1", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="));
    sandbox.gv(["install"]).fails_with(4).says("has no hash to compare");
    assert!(sandbox.installed().is_empty());
}
