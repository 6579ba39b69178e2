//! Hints of errors: what gv proposes works in the state in which it is proposed.

use crate::support::Sandbox;

fn installed() -> Sandbox {
    let mut sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.unset("ALL_PROXY").set("SHELL", "/bin/bash");
    sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    sandbox.gv(["install", "1.21.13"]).succeeds();
    sandbox.only_path([sandbox.gv_home().join("shims")]);
    sandbox
}

/// Runs what the first `try:` of an error says.
#[track_caller]
fn follow(sandbox: &Sandbox, stderr: &str) {
    let line = stderr
        .lines()
        .find_map(|line| line.trim().strip_prefix("try: gv "))
        .unwrap_or_else(|| panic!("{stderr}"));
    sandbox.gv(line.split_whitespace()).succeeds();
}

#[test]
fn a_pin_to_a_system_go_that_is_not_there_is_changed_and_not_the_default() {
    let sandbox = installed();
    sandbox.gv(["use", "1.21.13"]).succeeds();
    sandbox
        .gv(["pin", "system"])
        .succeeds()
        .says("use the system Go")
        .says("PATH has no Go")
        .does_not_say("gosystem");
    let run = sandbox
        .go(["version"])
        .fails_with(5)
        .says(".go-version:1 asks for system")
        .says("try: gv pin latest")
        .does_not_say("gv use");
    follow(&sandbox, &run.stderr);
    sandbox.go(["version"]).succeeds();
    sandbox.gv(["current"]).succeeds().prints("1.22.3");
    let run = sandbox.with("GV_VERSION", "system").go(["version"]).fails_with(5);
    run.says("unset GV_VERSION").does_not_say("gv pin");
}

#[test]
fn what_is_installed_is_proposed_before_what_would_be_fetched() {
    let sandbox = installed();
    let run = sandbox.with("GV_OFFLINE", "1").go(["version"]).fails_with(5).says("try: gv use 1.21.13");
    follow(&sandbox, &run.stderr);
    sandbox.go(["version"]).succeeds();
    sandbox.gv(["install", "1.22.3"]).succeeds();
    sandbox.gv(["uninstall", "--force", "1.21.13"]).succeeds().says("gv use 1.22.3");
}

#[test]
fn where_gv_is_offline_no_go_command_is_said_to_install() {
    let sandbox = installed();
    let offline = || sandbox.with("GV_OFFLINE", "1");
    let run = offline().gv(["pin", "1.22.3"]).succeeds();
    run.says("GV_OFFLINE=0 gv install 1.22.3").does_not_say("the first go command");
    offline().gv(["current"]).succeeds().says("GV_OFFLINE=0 gv install 1.22.3");
    let json = offline().gv(["doctor", "directory", "--json"]).fails_with(1).json();
    assert_eq!(json["findings"][0]["fix"]["command"], "GV_OFFLINE=0 gv install 1.22.3", "{json}");
    sandbox
        .with("GV_AUTO_INSTALL", "0")
        .gv(["current"])
        .says("automatic installation is off: gv install 1.22.3");
    sandbox.gv(["current"]).succeeds().says("the first go command");
}

#[test]
fn who_asks_for_a_version_that_does_not_exist_is_named_and_what_changes_it_works() {
    let sandbox = installed();
    sandbox.file(".go-version", "1.21.99\n");
    for run in [sandbox.go(["version"]), sandbox.gv(["install"])] {
        let run = run.fails_with(5).says(".go-version:1 asks for go1.21.99").says("try: gv pin 1.21\n");
        run.does_not_say("gv install");
    }
    let run = sandbox.go(["version"]);
    follow(&sandbox, &run.stderr);
    sandbox.go(["version"]).succeeds();
    let module = sandbox.dir("m");
    std::fs::write(module.join(".go-version"), "").unwrap();
    std::fs::remove_file(sandbox.work().join(".go-version")).unwrap();
    std::fs::remove_file(module.join(".go-version")).unwrap();
    sandbox.file("m/go.mod", "module m\n\ngo 1.21.99\n");
    sandbox.gv(["install", "1.22.3"]).succeeds();
    let run = sandbox.at("m").go(["version"]).fails_with(5).says("go.mod:3 asks for go1.21.99");
    run.says("try: gv use 1.22.3").says("correct go.mod:3");
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.at("m").go(["version"]).succeeds();
    sandbox.with("GV_VERSION", "1.21.99").go(["version"]).fails_with(5).says("try: unset GV_VERSION");
}

#[test]
fn a_toolchain_line_that_go_refuses_is_replaced() {
    let sandbox = installed();
    for line in ["local", "1.22.3", "gccgo-1.2"] {
        sandbox.file("go.mod", format!("module m\n\ngo 1.21\n\ntoolchain {line}\n"));
        sandbox.gv(["pin", "--mod", "latest"]).succeeds();
        let text = std::fs::read_to_string(sandbox.work().join("go.mod")).unwrap();
        assert_eq!(text, "module m\n\ngo 1.21\n\ntoolchain go1.22.3\n");
    }
}

#[test]
fn a_wrong_command_does_not_lead_to_one_that_writes() {
    let sandbox = Sandbox::new();
    for typed in ["status", "set", "verison", "update", "local", "stup", "startup", "switch"] {
        let run = sandbox.gv([typed]).fails_with(2);
        let hint = run.stderr.lines().find_map(|line| line.trim().strip_prefix("try: ")).unwrap_or_default();
        let writes =
            ["gv use", "gv pin", "gv install", "gv uninstall", "gv upgrade", "gv import", "gv prune"];
        assert!(!writes.iter().any(|command| hint.starts_with(command)), "{typed}: {hint}");
        assert!(typed == "stup" || hint != "gv setup", "{typed}: {hint}");
    }
    sandbox.gv(["status"]).fails_with(2).says("try: gv\n");
    sandbox.gv(["instal"]).fails_with(2).says("try: gv install");
}

#[test]
fn a_missing_tool_of_a_pin_is_to_be_installed() {
    let sandbox = installed();
    sandbox.file(".go-version", "1.22.3\n");
    sandbox.gv(["which"]).fails_with(5).says("try: gv install 1.22.3");
}

#[test]
fn a_plus_before_what_is_no_version_is_about_the_version() {
    let sandbox = Sandbox::new();
    sandbox
        .gv(["+foo", "version"])
        .fails_with(2)
        .says("foo")
        .says("is not a Go version")
        .does_not_say("command");
}

#[test]
fn an_empty_folder_as_the_origin_is_told_what_it_lacks() {
    let mut sandbox = Sandbox::new();
    let folder = sandbox.dir("dl");
    sandbox.set("GV_ORIGIN", &folder).set("GV_MIRRORS", "");
    let run = sandbox.gv(["ls-remote"]);
    run.says("that directory needs the archives of releases").does_not_say("login page");
}

#[test]
fn what_the_users_own_file_sets_is_not_looked_for_in_the_project() {
    let mut sandbox = Sandbox::new();
    let file = sandbox.file("own", "GOPROXY=direct\n");
    sandbox.set("GOENV", file);
    let run = sandbox.gv(["env", "unset", "GOPROXY"]).succeeds();
    run.says("does not set GOPROXY").says("gv env unset --user GOPROXY");
    sandbox.gv(["env", "unset", "--user", "GOPROXY"]).succeeds();
    sandbox.gv(["env", "unset", "GOPROXY"]).succeeds().does_not_say("--user");
}

#[test]
fn a_disk_without_locks_is_named_with_a_way_out() {
    use gv::lang::{Explain, Lang};
    use gv::system::{Action, FileError};
    let unlocked = |action| {
        let source = std::io::Error::from(std::io::ErrorKind::Unsupported);
        FileError { action, path: "/nfs/.gv/state/locks/setup".into(), source }.hints(Lang::En)
    };
    let hints = unlocked(Action::Lock);
    assert!(hints.iter().any(|hint| hint.text().contains("GV_HOME")), "{hints:?}");
    assert!(unlocked(Action::Read).is_empty());
}

#[test]
#[cfg(unix)]
fn later_steps_of_a_job_find_the_shims() {
    let mut sandbox = Sandbox::new();
    let file = sandbox.file("path", "");
    sandbox.set("SHELL", "/bin/bash").set("GITHUB_PATH", &file).only_path([]);
    let run = sandbox.gv(["setup"]).succeeds();
    let line = run.stderr.lines().find_map(|line| line.split_once("of this job: ")).unwrap();
    sandbox.at("").run("/bin/sh", ["-c", line.1]).succeeds();
    let written = std::fs::read_to_string(file).unwrap();
    assert_eq!(written.trim_end(), sandbox.gv_home().join("shims").to_str().unwrap());
}
