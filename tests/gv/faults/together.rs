//! Several gv at once.

use super::stage::{Stage, VERSION, assert_complete, is_clean, listed};
use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::origin::Origin;
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const VERSIONS: [&str; 8] =
    ["1.20.14", "1.21.0", "1.21.13", "1.22.0", "1.22.3", "1.22.12", "1.23.0", "1.23rc1"];

/// Starts all of them before any is waited for.
fn all_at_once<'a>(sandbox: &Sandbox, commands: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<Run> {
    let start = |args: Vec<&str>| -> (String, Child) {
        let mut command: Command = sandbox.at("").gv_command();
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        (format!("{command:?}"), command.spawn().unwrap())
    };
    let started: Vec<_> = commands.into_iter().map(start).collect();
    let ended = started.into_iter().map(|(shown, child)| (shown, child.wait_with_output().unwrap()));
    ended.map(|(shown, output)| Run::new(shown, sandbox.root(), &output)).collect()
}

/// A sandbox with an origin on loopback that has all of the versions, and is slow enough for them to meet.
fn with_server() -> (Sandbox, Server) {
    let origin = VERSIONS.iter().fold(Origin::default(), |origin, version| {
        origin.publish_toolchain(version, &toolchain(version).heavier(150_000))
    });
    let mut server = Server::start();
    for (name, bytes) in origin.files() {
        let reply = Reply::bytes(bytes).slowly(16 * 1024, Duration::from_millis(10));
        server = server.serve(&format!("/dl/{name}"), reply);
    }
    server = server.serve("/dl/", Reply::bytes(origin.index()));
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_ORIGIN", server.url("/dl"));
    (sandbox, server)
}

#[test]
fn eight_on_one_version_fetch_it_once() {
    let mut stage = Stage::new();
    let origin = stage.origin([stage.good().slowly(16 * 1024, Duration::from_millis(10))]);
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl"));
    let runs = all_at_once(&stage.sandbox, (0..8).map(|_| vec!["install", VERSION]));
    let installed = runs.into_iter().filter(|run| {
        assert_eq!(run.code, Some(0), "{run}");
        run.stderr.contains("go1.22.3 installed, verified against")
    });
    assert_eq!(installed.count(), 1);
    assert_eq!(origin.asked_for(&stage.path()), (1, 0));
    stage.is_whole();
    stage.sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds().prints("go1.22.3");
}

#[test]
fn eight_on_eight_versions() {
    let (sandbox, server) = with_server();
    for run in all_at_once(&sandbox, VERSIONS.iter().map(|version| vec!["install", *version])) {
        run.succeeds().says("installed, verified against");
    }
    is_clean(&sandbox, &VERSIONS);
    for version in VERSIONS {
        let packed = toolchain(version).heavier(150_000);
        assert_complete(&sandbox, version, &packed);
        assert_eq!(server.asked_for(&format!("/dl/{}", packed.file_name(version))), (1, 0));
    }
    let mut shims: Vec<_> = VERSIONS.iter().map(|version| format!("go{version}")).collect();
    shims.extend(["go".to_owned(), "gofmt".to_owned()]);
    shims.sort();
    let suffixed = shims.into_iter().map(|name| name + std::env::consts::EXE_SUFFIX).collect::<Vec<_>>();
    assert_eq!(sandbox.names_in("shims"), suffixed);
}

#[test]
fn eight_make_an_empty_home_work() {
    let (sandbox, server) = with_server();
    for run in all_at_once(&sandbox, (0..8).map(|_| vec!["use", VERSION])) {
        run.succeeds();
    }
    is_clean(&sandbox, &[VERSION]);
    let path = format!("/dl/{}", toolchain(VERSION).file_name(VERSION));
    assert_eq!(server.asked_for(&path), (1, 0));
    sandbox.go(["version"]).succeeds().prints("go1.22.3");
    let exe = std::env::consts::EXE_SUFFIX;
    let mut programs = ["gv", "gv-shim"].map(|name| format!("{name}{exe}"));
    programs.sort();
    assert_eq!(sandbox.names_in("bin"), programs);
    let root = sandbox.names_in("");
    assert!(root.iter().all(|name| !name.starts_with('.')), "{root:?}");
}

#[test]
fn eight_first_go_commands_in_a_project() {
    let (sandbox, server) = with_server();
    sandbox.gv(["use", "1.23.0"]).succeeds();
    sandbox.file("project/.go-version", "1.21.13\n");
    let go = sandbox.gv_home().join("shims").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    let place = sandbox.at("project");
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = place.command(&go);
            command.arg("version").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        Run::new("go version".to_owned(), sandbox.root(), &output).succeeds().prints("go1.21.13");
    }
    let path = format!("/dl/{}", toolchain("1.21.13").file_name("1.21.13"));
    assert_eq!(server.asked_for(&path), (1, 0));
    is_clean(&sandbox, &["1.21.13", "1.23.0"]);
}

#[test]
fn installing_and_removing_race() {
    let (sandbox, _server) = with_server();
    for _ in 0..4 {
        let commands = (0..8).map(|n| vec![if n % 2 == 0 { "install" } else { "uninstall" }, VERSION]);
        for run in all_at_once(&sandbox, commands) {
            // There was nothing to remove, or there was.
            let missing = run.command().contains("uninstall") && run.code == Some(5);
            assert!(run.code == Some(0) || missing, "{run}");
        }
        if listed(&sandbox).is_empty() {
            is_clean(&sandbox, &[]);
        } else {
            is_clean(&sandbox, &[VERSION]);
            assert_complete(&sandbox, VERSION, &toolchain(VERSION).heavier(150_000));
        }
    }
}

#[test]
fn changing_the_default_races() {
    let (sandbox, _server) = with_server();
    sandbox.gv(["use", "1.22.0"]).succeeds();
    for _ in 0..3 {
        let commands = (0..8).map(|n| vec!["use", if n % 2 == 0 { "1.22.3" } else { "1.22.12" }]);
        for run in all_at_once(&sandbox, commands) {
            run.succeeds().says("default");
        }
        let run = sandbox.go(["version"]).succeeds();
        assert!(["go1.22.3 ", "go1.22.12 "].iter().any(|go| run.stdout.contains(go)), "{run}");
        let root = sandbox.names_in("");
        assert!(root.iter().all(|name| !name.starts_with('.')), "{root:?}");
    }
    is_clean(&sandbox, &["1.22.0", "1.22.12", "1.22.3"]);
}

#[test]
fn cleaning_does_not_disturb_an_install() {
    let (sandbox, _server) = with_server();
    for _ in 0..3 {
        let commands =
            (0..6).map(|n| if n % 2 == 0 { vec!["install", VERSION] } else { vec!["cache", "clean"] });
        for run in all_at_once(&sandbox, commands) {
            run.succeeds();
        }
        is_clean(&sandbox, &[VERSION]);
        sandbox.gv(["uninstall", VERSION]).succeeds();
    }
}
