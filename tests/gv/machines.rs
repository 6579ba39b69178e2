//! What scripts, CI and provisioning read: whether a command changed anything.

use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use std::fs;

/// Runs a command twice: the first changes something, the second does not.
#[track_caller]
fn changes_once(sandbox: &Sandbox, args: &[&str]) -> serde_json::Value {
    let first = sandbox.gv(args).succeeds().json();
    assert_eq!(first["changed"], true, "{args:?}: {first}");
    let second = sandbox.gv(args).succeeds().json();
    assert_eq!(second["changed"], false, "{args:?}: {second}");
    first
}

#[test]
fn a_second_run_changes_nothing_and_says_so() {
    let sandbox = Sandbox::with_origin(&["1.21.1", "1.21.2", "1.22.3"]);
    changes_once(&sandbox, &["setup", "--no-modify-path", "--json"]);
    let document = changes_once(&sandbox, &["install", "1.21.1", "1.21.2", "--json"]);
    assert_eq!(document["installed"], serde_json::json!(["1.21.2", "1.21.1"]));
    let document = changes_once(&sandbox, &["use", "1.22.3", "--json"]);
    assert_eq!(document["default"], "1.22.3");
    let document = changes_once(&sandbox, &["pin", "1.22.3", "--json"]);
    assert_eq!((document["version"].as_str(), document["line"].as_u64()), (Some("1.22.3"), Some(1)));
    assert_eq!(sandbox.gv(["pin", "--json"]).succeeds().json()["changed"], false);
    let document = changes_once(&sandbox, &["prune", "--yes", "--json"]);
    assert_eq!(document["removed"], serde_json::json!(["1.21.1"]));
    let document = changes_once(&sandbox, &["uninstall", "1.21.2", "--if-present", "--json"]);
    assert_eq!(document["removed"], serde_json::json!(["1.21.2"]));
    sandbox.gv(["uninstall", "1.21.2", "--json"]).fails_with(5);
    assert_eq!(sandbox.gv(["upgrade", "--json"]).succeeds().json()["changed"], false);
    let other = sandbox.work().join("other");
    Toolchain::new("1.20.1").write_to(&other);
    changes_once(&sandbox, &["import", other.to_str().unwrap(), "--json"]);
}

#[test]
fn an_upgrade_says_what_it_installed() {
    let sandbox = Sandbox::with_origin(&["1.21.1", "1.21.2"]);
    sandbox.gv(["use", "1.21.1"]).succeeds();
    assert_eq!(sandbox.gv(["outdated"]).succeeds().lines().len(), 1);
    sandbox.gv(["outdated", "--check"]).fails_with(1).prints("1.21.2");
    let document = changes_once(&sandbox, &["upgrade", "--json"]);
    assert_eq!(
        (document["installed"][0].as_str(), document["default"].as_str()),
        (Some("1.21.2"), Some("1.21.2"))
    );
    assert_eq!(document["previous_default"], "1.21.1");
    sandbox.gv(["outdated", "--check"]).succeeds();
}

#[test]
fn github_actions_gets_its_lines_once() {
    let mut sandbox = Sandbox::new();
    let run = sandbox.gv(["init", "github"]).succeeds();
    run.prints(">> \"$GITHUB_PATH\"").prints(">> \"$GITHUB_ENV\"");
    let (path, env) = (sandbox.file("path", "/other"), sandbox.file("env", ""));
    sandbox.set("GITHUB_PATH", &path).set("GITHUB_ENV", &env);
    for _ in 0..2 {
        sandbox.gv(["init", "github"]).succeeds().prints_exactly("");
    }
    let home = sandbox.gv_home().display().to_string();
    let separator = std::path::MAIN_SEPARATOR;
    let expected = format!("/other\n{home}{separator}bin\n{home}{separator}shims\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(fs::read_to_string(&env).unwrap(), format!("GV_HOME={home}\n"));
    fs::write(&path, "").unwrap();
    sandbox.set("GITHUB_ACTIONS", "true");
    sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
    sandbox.gv(["setup"]).succeeds().says("for later steps");
    assert!(fs::read_to_string(&path).unwrap().ends_with("shims\n"));
}

#[test]
fn gitlab_gets_the_lines_of_its_shell() {
    let sandbox = Sandbox::new();
    let gitlab = sandbox.gv(["init", "gitlab"]).succeeds().stdout;
    assert_eq!(gitlab, sandbox.gv(["init", "sh"]).succeeds().stdout);
}

#[test]
fn a_report_of_a_fault_has_what_it_needs() {
    let sandbox = Sandbox::new();
    sandbox.gv(["--version"]).succeeds().prints_exactly(format!("gv {}\n", env!("CARGO_PKG_VERSION")));
    let long = sandbox.gv(["version", "--verbose"]).succeeds();
    for text in ["commit: ", "target: ", "home: ~", "release keys: not set in this build"] {
        assert!(long.stdout.contains(text), "{long}");
    }
    assert_eq!(sandbox.gv(["--version", "--verbose"]).succeeds().stdout, long.stdout);
    let json = sandbox.gv(["version", "--json"]).succeeds().json();
    assert_eq!(json["release_keys"], serde_json::json!([]));
}

/// The steps of `action/action.yml`, run by a script that plays the runner.
#[cfg(unix)]
#[test]
fn the_action_installs_what_the_directory_asks_for() {
    use crate::support::machine::program_or_skip;
    use std::path::Path;
    if program_or_skip("bash").is_none() {
        return;
    }
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    let programs = Path::new(env!("CARGO_BIN_EXE_gv")).parent().unwrap();
    let player = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/try-action");
    let origin = sandbox.variable("GV_ORIGIN").unwrap().to_owned();
    let run = sandbox.at("").run(player, [programs.as_os_str(), "1.22.3".as_ref(), &origin]).succeeds();
    run.prints("go1.22.3").prints("the action ran 2 times");
}
