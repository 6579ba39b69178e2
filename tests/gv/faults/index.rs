//! Origins whose index is no index, and settings that name no place.

use super::stage::{Stage, VERSION};
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::fs;

/// An origin whose every page is this one: the install ends with 3, says why, and writes nothing outside the home.
#[track_caller]
fn is_refused(page: Reply, words: &[&str]) {
    let mut stage = Stage::new();
    let origin = Server::start().serve("/dl/", page.clone()).serve("/dl/index.json", page);
    let run = stage.install(&origin, &[]).fails_with(3);
    // What is cut off is measured; what is another page is looked at.
    let advice = ["\n  open that address: ", "\n  try: gv doctor net\n"];
    assert!(advice.iter().any(|advice| run.stderr.contains(advice)), "{run}");
    run.says(&origin.url("/dl")).says_all(words);
    assert_eq!(origin.asked_for(&stage.path()), (0, 0), "no archive is asked for");
    let mut beside: Vec<_> = names_in(&stage);
    beside.sort();
    assert_eq!(beside, ["home", "tmp", "work"]);
    stage.recovers();
}

fn names_in(stage: &Stage) -> Vec<String> {
    let entries = fs::read_dir(stage.sandbox.root()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The index of a stage's origin, changed.
fn changed(change: impl Fn(&Stage, String) -> String) -> Reply {
    let stage = Stage::new();
    let index = stage.index().to_owned();
    let other = change(&stage, index.clone());
    assert_ne!(index, other);
    Reply::bytes(other)
}

#[test]
fn a_web_page() {
    is_refused(Reply::html(), &["is a web page, not a release list"]);
}

#[test]
fn nothing() {
    is_refused(Reply::bytes(""), &["is empty"]);
    is_refused(Reply::bytes(" \r\n"), &["is empty"]);
    is_refused(Reply::bytes("[]"), &["lists no release"]);
}

#[test]
fn fifty_megabytes() {
    is_refused(Reply::bytes("[").length_lie(50 << 20), &["larger than 16 MB"]);
    is_refused(Reply::bytes(vec![b' '; 50 << 20]).without_length(), &["larger than 16 MB"]);
}

#[test]
fn a_file_name_that_leaves_its_folder() {
    for name in ["../../", "/", "..\\\\..\\\\", "sub/"] {
        let page = changed(|_, index| index.replace("\"go1.22.3.", &format!("\"{name}go1.22.3.")));
        is_refused(page, &["contains the file name"]);
    }
}

#[test]
fn a_hash_of_the_wrong_length() {
    for cut in [1, 32, 63] {
        let page = changed(|stage, index| index.replace(&stage.sha256(), &sha256(b"")[..cut]));
        is_refused(page, &["that is not 64 hexadecimal digits"]);
    }
    let page = changed(|stage, index| index.replace(&stage.sha256(), &format!("{}0", stage.sha256())));
    is_refused(page, &["that is not 64 hexadecimal digits"]);
}

#[test]
fn no_hash_at_all() {
    let mut stage = Stage::new();
    let page = changed(|stage, index| index.replace(&stage.sha256(), ""));
    let origin = stage.mirror([stage.good()]).serve("/dl/", page);
    // Go's own manifest has the hash of the real go1.22.3, and this is not it.
    stage.install(&origin, &[]).fails_with(4).says("SHA-256").says("try:");
    stage.recovers();
}

#[test]
fn cut_off_or_of_another_shape() {
    is_refused(changed(|_, index| index[..index.len() / 2].to_owned()), &["is not a release list: ", "line"]);
    let stage = Stage::new();
    is_refused(Reply::bytes(stage.index()).truncated_at(stage.index().len() / 2), &["ended early, at byte"]);
    for shape in
        ["{}", "null", "[1,2]", "\"go1.22.3\"", "[{\"version\":\"go1.22.3\"}]", "{\"message\":\"sign in\"}"]
    {
        is_refused(Reply::bytes(shape), &["is not a release list: "]);
    }
}

#[test]
fn what_was_known_before_holds_when_the_index_breaks() {
    let mut stage = Stage::new();
    let index = Reply::bytes(stage.index());
    let origin = stage.mirror([stage.good()]).serve_in_turn("/dl/", [index, Reply::html()]);
    let origin = origin.serve("/dl/index.json", Reply::html());
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl"));
    stage.sandbox.gv(["ls-remote"]).succeeds().prints(VERSION);
    let run = stage.install_with(&origin, ["install", VERSION, "--refresh"]).succeeds();
    run.says("is a web page, not a release list");
    stage.is_whole();
}

#[test]
fn an_authority_is_not_asked_in_plain_http() {
    let mut stage = Stage::new();
    stage.sandbox.set("GV_ORIGIN", "http://go.example.com/dl");
    let run = stage.sandbox.gv(["install", VERSION]).fails_with(2);
    run.says("http://go.example.com/dl is plain http").says("try: gv help environment");
    let run = stage.sandbox.with("GV_LANG", "zh").gv(["install", VERSION]).fails_with(2);
    run.says("http://go.example.com/dl 是明文 http");
    stage.recovers();
}

#[test]
fn settings_that_name_no_place() {
    let mut stage = Stage::new();
    let origin = stage.origin([stage.good()]);
    for (mirrors, words) in [
        ("not an address", "is not a valid address"),
        ("ftp://mirror.example.com/go", "has the scheme ftp"),
        ("https://", "is not a valid address"),
    ] {
        stage.sandbox.set("GV_ORIGIN", origin.url("/dl")).set("GV_MIRRORS", mirrors);
        let run = stage.sandbox.gv(["install", VERSION]).fails_with(2);
        run.says(&format!("the mirror {mirrors} {words}")).says("\n  correct or unset GV_MIRRORS,");
    }
    stage.sandbox.set("GV_ORIGIN", "nonsense at all").set("GV_MIRRORS", "");
    stage
        .sandbox
        .gv(["install", VERSION])
        .fails_with(2)
        .says("the origin nonsense at all")
        .says("\n  correct or unset GV_ORIGIN,");
    assert_eq!(origin.requests().len(), 0);
    stage.recovers();
}

#[test]
fn an_origin_that_is_not_there() {
    let mut stage = Stage::new();
    let closed = Server::closed();
    stage.sandbox.set("GV_ORIGIN", format!("{closed}/dl"));
    for args in [&["install", VERSION][..], &["ls-remote"], &["use", "latest"]] {
        let run = stage.sandbox.gv(args).fails_with(3);
        run.says("could not download the release list of 127.0.0.1:").says("connection refused");
    }
    stage.recovers();
}
