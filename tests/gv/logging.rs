//! `--verbose` and `GV_LOG`: what gv asks, where it is sent, what it tries again, and what it chooses.

use crate::faults::stage::{Stage, VERSION};
use crate::support::Sandbox;
use crate::support::reply::Reply;
use crate::support::server::Server;

/// Each line of a log begins with a time.
fn logged(stderr: &str) -> Vec<&str> {
    let is_timed = |line: &&str| {
        line.trim_start().split_once(" s  ").is_some_and(|(time, _)| time.parse::<f64>().is_ok())
    };
    stderr.lines().filter(is_timed).collect()
}

#[test]
fn requests_redirects_and_choices_are_shown_without_secrets() {
    let stage = Stage::new();
    let elsewhere = stage.mirror([stage.good()]);
    let origin = stage.origin([Reply::redirect_to(elsewhere.url(&stage.path()))]);
    let address = origin.url("/dl").replace("://", "://me:hunter2@");
    for (args, log) in [(vec!["-v", "install", VERSION], "0"), (vec!["install", VERSION], "1")] {
        let place =
            stage.sandbox.at("").with("GV_ORIGIN", &address).with("GV_MIRRORS", "").with("GV_LOG", log);
        let run = place.gv(args).succeeds();
        let log = logged(&run.stderr).join("\n");
        for part in [
            format!("GET {}", origin.url("/dl")),
            format!("200 for {}", origin.url(&stage.path())),
            format!("redirect from {} to {}", origin.url(&stage.path()), elsewhere.url(&stage.path())),
            format!("from {}", elsewhere.url(&stage.path())),
            format!("by {}, expected", stage.toolchain.file_name(VERSION)),
            " ms".to_owned(),
        ] {
            assert!(log.contains(&part), "{part}\n{run}");
        }
        assert!(!run.stderr.contains("hunter2"), "{run}");
        stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    }
    let quiet = stage.sandbox.at("").with("GV_ORIGIN", &address).gv(["install", VERSION]).succeeds();
    assert!(logged(&quiet.stderr).is_empty(), "{quiet}");
}

#[test]
fn a_proxy_a_failure_and_a_retry_are_shown() {
    let mut stage = Stage::new();
    let origin = stage.origin([Reply::status(503), stage.good()]);
    let run = stage.install_with(&origin, ["install", VERSION, "--verbose"]).succeeds();
    let log = logged(&run.stderr).join("\n");
    for part in ["503 for ", "fails at byte 0: ", "retry 1 of all sources in "] {
        assert!(log.contains(part), "{part}\n{run}");
    }
    let proxy = Server::closed().replace("://", "://me:hunter2@");
    let run = Sandbox::new()
        .at("")
        .with("GV_ORIGIN", "https://go.example")
        .with("HTTPS_PROXY", &proxy)
        .gv(["-v", "install", VERSION]);
    let log = logged(&run.stderr).join("\n");
    assert!(log.contains(", through http") && log.contains("failed: https://go.example"), "{run}");
    assert!(!run.stderr.contains("hunter2"), "{run}");
}

#[test]
fn the_log_is_part_of_the_lines_for_a_program() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    let run = sandbox.gv(["-v", "--progress=json", "install", "1.22"]).succeeds();
    let events = run.stderr.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let log: Vec<_> = events.filter(|event| event["event"] == "log").collect();
    assert!(log.iter().any(|event| event["text"].as_str().unwrap().contains("1.22 is go1.22.3 by")), "{run}");
}

#[test]
fn the_shims_say_what_they_chose_only_when_they_are_asked() {
    let sandbox = Sandbox::new();
    sandbox.place_toolchain("1.22.3");
    sandbox.place_shims(&["go"]);
    sandbox.file(".go-version", "1.22.3\n");
    let run = sandbox.with("GV_LOG", "1").go(["version"]).succeeds().says("gv: go1.22.3 by ");
    assert!(run.stderr.contains(".go-version:1"), "{run}");
    assert_eq!(sandbox.go(["version"]).succeeds().stderr, "");
    let run = sandbox.gv(["-v", "current"]).succeeds();
    assert!(logged(&run.stderr).iter().any(|line| line.contains("go1.22.3 by ")), "{run}");
    sandbox.with("GV_LOG", "verbose").gv(["ls"]).fails_with(2).says("GV_LOG=");
}
