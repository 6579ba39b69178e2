//! Several versions at once.

use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::origin::Origin;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::time::Duration;

const VERSIONS: [&str; 3] = ["1.21.13", "1.22.3", "1.23.1"];

/// An origin of large toolchains that takes its time, and the sandbox that asks it.
fn stage(change: impl Fn(&str, Reply) -> Reply) -> (Sandbox, Server) {
    let origin = VERSIONS.iter().fold(Origin::default(), |origin, version| {
        origin.publish_toolchain(version, &toolchain(version).heavier(600_000))
    });
    let mut server = Server::start();
    for (name, bytes) in origin.files() {
        let slow = Reply::bytes(bytes).slowly(16 * 1024, Duration::from_millis(10));
        server = server.serve(&format!("/dl/{name}"), change(&name, slow));
    }
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_ORIGIN", server.url("/dl")).set("GV_STALL_SECONDS", "5");
    (sandbox, server)
}

fn all() -> Vec<String> {
    VERSIONS.iter().map(|version| format!("go{version}")).collect()
}

#[test]
fn all_are_installed_and_come_side_by_side() {
    let (sandbox, server) = stage(|_, reply| reply);
    let run = sandbox.gv(["install"].iter().chain(&VERSIONS)).succeeds();
    run.says_all(&["go1.21.13 installed", "go1.22.3 installed", "go1.23.1 installed"]);
    assert_eq!(sandbox.installed(), all());
    assert!(server.most_at_once() > 1);
    // What is there is there, and one version named twice is one.
    sandbox.gv(["install", "1.22", "1.22.3", "1.23"]).succeeds().says("go1.22.3 is already installed");
}

#[test]
fn what_an_interrupted_run_left_is_not_taken_for_another_gv() {
    let (sandbox, _server) = stage(|_, reply| reply);
    for version in VERSIONS {
        for folder in 0..200 {
            let left = format!("versions/.staging-go{version}/src/{folder}/deep");
            std::fs::create_dir_all(sandbox.gv_home().join(left)).unwrap();
        }
    }
    let run = sandbox.gv(["install"].iter().chain(&VERSIONS)).succeeds();
    run.does_not_say("another gv");
    assert_eq!(sandbox.installed(), all());
}

#[test]
fn one_that_fails_does_not_stop_the_others() {
    let (sandbox, _server) =
        stage(|name, reply| if name.starts_with("go1.22.3.") { Reply::status(404) } else { reply });
    let run = sandbox.gv(["install", "1.99.1", "1.21.13", "1.22.3", "1.23.1"]).fails_with(3);
    run.says_all(&["go1.21.13 installed", "go1.23.1 installed", "1.99.1", "404"]);
    assert_eq!(sandbox.installed(), ["go1.21.13", "go1.23.1"]);
}

#[test]
fn the_exit_code_is_the_worst() {
    let (sandbox, _server) =
        stage(|name, reply| if name.starts_with("go1.22.3.") { reply.flipped_bit(1000) } else { reply });
    sandbox.gv(["install", "1.99.1", "1.22.3", "1.23.1"]).fails_with(4);
    assert_eq!(sandbox.installed(), ["go1.23.1"]);
}

#[test]
fn upgrade_brings_the_patches_of_all_minors() {
    let (sandbox, _server) = stage(|_, reply| reply);
    for version in ["1.21.1", "1.22.1"] {
        sandbox.place_toolchain(version);
    }
    sandbox.gv(["use", "1.22.1"]).succeeds();
    sandbox.gv(["upgrade"]).succeeds().says_all(&["go1.21.13 installed", "go1.22.3 installed", "gv prune"]);
    sandbox.gv(["current"]).succeeds().prints("1.22.3");
}
