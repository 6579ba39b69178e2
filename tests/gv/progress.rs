//! `--progress=json`: each line of stderr is an object for a program.

use crate::faults::stage::{Stage, VERSION};
use crate::support::Sandbox;
use crate::support::archive::{Toolchain, toolchain};
use crate::support::reply::Reply;
use crate::support::run::Run;
#[cfg(unix)]
use crate::updating::stage::{Release, Stage as Installed};
use serde_json::Value;

/// The lines of stderr, each of which has to be one object of visible ASCII and Unicode text.
#[track_caller]
fn events(run: &Run) -> Vec<Value> {
    let read = |line: &str| {
        assert!(!line.chars().any(char::is_control), "{run}");
        let event: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}\n{run}"));
        assert!(event["event"].is_string() && event["ms"].is_u64(), "{run}");
        event
    };
    run.stderr.lines().map(read).collect()
}

fn of_kind<'e>(events: &'e [Value], kind: &str) -> Vec<&'e Value> {
    events.iter().filter(|event| event["event"] == kind).collect()
}

#[track_caller]
fn is_download_of(events: &[Value], name: &str) {
    let kinds: Vec<_> = events
        .iter()
        .filter(|event| event["name"] == name)
        .map(|event| event["event"].as_str().unwrap())
        .collect();
    let places = ["begin", "source", "progress", "end"].map(|kind| kinds.iter().position(|it| *it == kind));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{kinds:?}");
    let end = of_kind(events, "end")[0];
    assert!(end["bytes"].as_u64().unwrap() > 0 && end["bytes"] == end["total"], "{end}");
}

#[test]
fn a_download_is_told_from_begin_to_end() {
    let mut stage = Stage::new();
    let origin = stage.origin([stage.good()]);
    let run = stage.install_with(&origin, ["install", VERSION, "--progress=json", "--json"]).succeeds();
    let events = events(&run);
    is_download_of(&events, "go1.22.3");
    assert_eq!(of_kind(&events, "begin")[0]["total"].as_u64(), Some(stage.bytes.len() as u64));
    let done = events.iter().find(|event| event["level"] == "done").unwrap();
    assert!(done["text"].as_str().unwrap().starts_with("go1.22.3 installed"), "{done}");
    assert_eq!(run.json()["changed"], true);
    let run = stage.sandbox.gv(["-q", "uninstall", VERSION, "--progress", "json"]).succeeds();
    assert_eq!(run.stderr, "");
}

#[test]
fn a_source_that_fails_and_the_error_in_the_end_are_told() {
    let mut stage = Stage::new();
    let origin = stage.origin([Reply::status(404)]);
    let run = stage.install_with(&origin, ["--progress=json", "install", VERSION]).fails_with(3);
    let events = events(&run);
    let trouble = of_kind(&events, "trouble")[0];
    assert!(trouble["text"].as_str().unwrap().contains("404"), "{trouble}");
    let error = events.last().unwrap();
    assert_eq!((error["event"].as_str(), error["level"].as_str()), (Some("message"), Some("error")));
    assert_eq!(error["code"], 3);
    assert!(error["details"].is_array() && error["commands"].is_array() && error["advice"].is_array());
}

#[test]
fn several_at_once_are_told_apart() {
    let sandbox = Sandbox::with_origin(&["1.21.1", "1.22.3"]);
    let events = events(&sandbox.gv(["install", "1.21.1", "1.22.3", "--progress=json"]).succeeds());
    for name in ["go1.21.1", "go1.22.3"] {
        assert!(of_kind(&events, "end").iter().any(|event| event["name"] == name), "{events:?}");
    }
}

#[test]
fn use_upgrade_and_import_speak_so_too() {
    let sandbox = Sandbox::with_origin(&["1.21.1", "1.21.2"]);
    is_download_of(&events(&sandbox.gv(["use", "1.21.1", "--progress=json"]).succeeds()), "go1.21.1");
    is_download_of(&events(&sandbox.gv(["upgrade", "--progress=json"]).succeeds()), "go1.21.2");
    let other = sandbox.work().join("other");
    Toolchain::new("1.20.1").write_to(&other);
    let run = sandbox.gv(["import", other.to_str().unwrap(), "--progress=json", "--json"]).succeeds();
    let told = events(&run);
    assert!(told[0]["text"].as_str().unwrap().starts_with("copying go1.20.1"), "{run}");
    assert_eq!(run.json()["toolchains"][0]["status"], "copied");
}

#[cfg(unix)]
#[test]
fn an_update_of_gv_speaks_so_too() {
    let Some(stage) = Installed::new() else { return };
    let base = stage.publish(&Release::new("0.2.0"));
    let run = stage.gv(&["self", "update", "--from", &base, "--progress=json"]).succeeds();
    let told = events(&run);
    assert!(of_kind(&told, "end").iter().any(|event| event["name"] == "gv"), "{run}");
    assert!(of_kind(&told, "message").iter().any(|event| event["level"] == "done"), "{run}");
}

#[test]
fn what_others_wrote_stays_inside_of_its_string() {
    let stage = Stage::of(toolchain(VERSION));
    stage.sandbox.file(".go-version", "1.2\u{1b}[2J\u{202e}x\n");
    let run = stage.sandbox.gv(["--progress=json", "current"]);
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{run}");
    assert!(events(&run).last().unwrap()["text"].as_str().unwrap().contains("\\u{202e}"), "{run}");
}

#[test]
fn nothing_is_asked_where_a_program_reads() {
    let sandbox = Sandbox::new();
    sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    let run = sandbox.gv(["--progress=json", "self", "uninstall"]).fails_with(2);
    assert_eq!(events(&run).last().unwrap()["level"], "error");
    sandbox.gv(["--progress=xml", "ls"]).fails_with(2).says("json");
    sandbox.gv(["--progress=json", "--no-progress", "ls"]).fails_with(2);
    sandbox.gv(["--progress=lines", "ls"]).succeeds();
}
