//! `gv env import system`: the settings in the `$GOROOT/go.env` of a Go that gv's takes the place of.

use super::stage;
use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use std::fs;

/// A home with a Go of the system's behind the shims, which has settings of its own.
fn with_system(settings: &str) -> Sandbox {
    let mut sandbox = stage();
    let root = sandbox.root().join("usr");
    Toolchain::new("1.24.2").write_to(&root);
    fs::write(root.join("go.env"), settings).unwrap();
    sandbox.path([sandbox.gv_home().join("shims"), root.join("bin")]);
    sandbox.set("GOENV", sandbox.home().join("go-env"));
    sandbox
}

fn user_file(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.home().join("go-env")).unwrap_or_default()
}

const COMPANY: &str = "GOPROXY=https://goproxy.corp.example\nGOPRIVATE=*.corp.example\nGOTOOLCHAIN=local\n";

#[test]
fn what_is_lost_is_told_compared_and_kept() {
    let sandbox = with_system(COMPANY);
    let told = sandbox.gv(["use", "1.22.3"]).succeeds();
    told.says("GOPROXY").says("GOPRIVATE").says("gv env import system");
    let found = sandbox.gv(["doctor", "settings"]).fails_with(1);
    found
        .prints("system_settings_left")
        .prints("GOPRIVATE=*.corp.example; here: not set")
        .prints("gv env import system");
    sandbox.gv(["env", "import", "system"]).fails_with(2).says("--yes");
    assert_eq!(user_file(&sandbox), "", "nothing is written unasked");
    sandbox.gv(["env", "import", "system", "--dry-run"]).succeeds().says("+ GOPROXY=").says("(now: not set)");
    assert_eq!(user_file(&sandbox), "");
    sandbox.gv(["env", "import", "system", "--yes"]).succeeds();
    let kept = user_file(&sandbox);
    assert!(COMPANY.lines().all(|line| kept.contains(line)), "{kept}");
    sandbox.gv(["env", "import", "system", "--yes"]).succeeds().says("is in force");
    sandbox.gv(["use", "1.22.3"]).succeeds().does_not_say("gv env import");
    sandbox.gv(["doctor", "settings"]).does_not_print("system_settings_left");
}

#[test]
fn what_turns_a_check_off_is_kept_only_by_name() {
    let sandbox = with_system("GOSUMDB=off\nGOPRIVATE=*.corp.example\n");
    sandbox.gv(["use", "1.22.3"]).succeeds().says("GOPRIVATE").does_not_say("GOSUMDB");
    sandbox.gv(["env", "import", "system", "--yes"]).succeeds().says("GOSUMDB=off, which turns a check off");
    assert!(!user_file(&sandbox).contains("GOSUMDB"), "{}", user_file(&sandbox));
    sandbox.gv(["doctor", "settings"]).does_not_print("system_settings_left");
    sandbox.gv(["env", "import", "system", "--yes", "GOSUMDB"]);
    assert!(user_file(&sandbox).contains("GOSUMDB=off"));
}

#[test]
fn what_the_user_has_set_is_not_lost() {
    let sandbox = with_system("GOPROXY=https://goproxy.corp.example\nGOPRIVATE=*.corp.example\n");
    fs::write(sandbox.home().join("go-env"), "GOPROXY=off\n").unwrap();
    sandbox.gv(["use", "1.22.3"]).succeeds().says("go.env: GOPRIVATE ").does_not_say("GOPROXY");
    sandbox.gv(["env", "import", "system", "--yes", "GOPRIVATE"]).succeeds();
    assert_eq!(user_file(&sandbox).lines().filter(|line| line.starts_with("GOPROXY")).count(), 1);
    assert!(user_file(&sandbox).contains("GOPROXY=off"));
}

#[test]
fn a_distribution_that_only_keeps_its_go_from_switching_is_no_warning() {
    let sandbox = with_system("GOTOOLCHAIN=local\n");
    let run = sandbox.gv(["doctor", "settings", "--json"]);
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    let left = findings.iter().find(|finding| finding["id"] == "system_settings_left").expect("told");
    assert_eq!(left["level"], "info", "{run}");
}

#[test]
fn passwords_are_not_shown_and_a_machine_without_a_go_is_told() {
    let sandbox = with_system("GOPROXY=https://me:s3cret@goproxy.corp.example\n");
    for args in [&["use", "1.22.3"][..], &["doctor", "settings"], &["env", "import", "system", "--dry-run"]] {
        let run = sandbox.gv(args);
        assert!(!format!("{run}").contains("s3cret"), "{run}");
    }
    stage().gv(["env", "import", "system"]).fails_with(5).says("no Go besides gv's");
}
