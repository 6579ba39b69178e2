//! `gv use`, `install`, `pin` and `exec`, from an empty home.

use crate::support::Sandbox;

#[test]
fn an_empty_home_needs_one_command() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.22.12", "1.23rc1"]);
    sandbox
        .gv(["use", "1.22"])
        .succeeds()
        .says("1.22 is go1.22.12")
        .says("✓ go1.22.12 installed, verified against")
        .says("✓ default is now go1.22.12");
    sandbox.go(["version"]).succeeds().prints("go version go1.22.12");
    let exe = std::env::consts::EXE_SUFFIX;
    assert_eq!(sandbox.names_in("shims"), ["go", "go1.22.12", "gofmt"].map(|name| format!("{name}{exe}")));
}

#[test]
fn the_default_changes_and_says_what_it_was() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.21.13"]).succeeds();
    sandbox.gv(["use", "1.22.3"]).succeeds().says("default is now go1.22.3 (was go1.21.13)");
    sandbox.gv(["use", "1.22.3"]).succeeds().says("as before");
    sandbox.go(["version"]).prints("go1.22.3");
}

#[test]
fn use_says_when_the_directory_asks_for_another() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["install", "1.21.13"]).succeeds();
    sandbox.file(".go-version", "1.21.13\n");
    sandbox
        .gv(["use", "1.22.3"])
        .succeeds()
        .says("! this directory still uses go1.21.13")
        .says(".go-version:1")
        .says("gv pin 1.22.3");
}

#[test]
fn install_without_a_spec_takes_what_the_directory_asks_for() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.file("a/go.mod", "module a\n\ngo 1.21\n");
    sandbox.at("a").gv(["install"]).succeeds().says("go1.21.13 installed");
    sandbox.gv(["install"]).fails_with(5).says("nothing in").says("try: gv use latest");
}

#[test]
fn several_specs_are_installed_in_one_run() {
    let sandbox = Sandbox::with_origin(&["1.20.14", "1.21.13", "1.22.3"]);
    sandbox.gv(["install", "go1.20.14", "v1.21.13", "latest"]).succeeds();
    sandbox.gv(["ls"]).succeeds().prints("go1.22.3").prints("go1.21.13").prints("go1.20.14");
}

#[test]
fn a_version_that_does_not_exist_names_what_is_near() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.12"]);
    sandbox
        .gv(["install", "1.22.99"])
        .fails_with(5)
        .says("there is no Go 1.22.99")
        .says("1.22.12")
        .says("gv install 1.22");
    sandbox.gv(["install", "nonsense"]).fails_with(2).says("\"nonsense\" is not a Go version");
    sandbox.gv(["use", "system"]).fails_with(5);
}

#[test]
fn the_second_run_asks_nobody() {
    let mut sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.set("GV_ORIGIN", "http://127.0.0.1:1/dl");
    sandbox.gv(["use", "1.22.3"]).succeeds().says("go1.22.3 is already installed");
    sandbox.gv(["install", "1.22.3"]).succeeds();
}

#[test]
fn a_missing_version_is_installed_by_the_first_go_command() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.file("a/.go-version", "1.21\n");
    let run = sandbox.at("a").go(["version"]).succeeds().prints("go1.21.13").says("go1.21.13 installed");
    run.says("gv: installing go1.21, which").says(".go-version:1");
    sandbox.at("a").go(["version"]).succeeds().prints("go1.21.13").does_not_say("installed");
}

#[test]
fn nothing_is_installed_behind_the_back_of_who_forbids_it() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.file("a/.go-version", "1.21.13\n");
    let go = sandbox.at("a").with("GV_OFFLINE", "1").go(["version"]);
    go.fails_with(5).says("GV_OFFLINE").says("gv install 1.21.13").says("gv: error:").says(".go-version:1");
    sandbox.file("../home/.gv/config.toml", "auto_install = false\n");
    sandbox
        .at("a")
        .go(["version"])
        .fails_with(5)
        .says("automatic installation is off")
        .says("try: gv install 1.21.13");
}

#[test]
fn what_go_will_raise_itself_to_is_installed_before_it_starts() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.23.1"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.file("a/.go-version", "1.22.3\n");
    sandbox.file("a/go.mod", "module m\n\ngo 1.23.1\n");
    sandbox.at("a").go(["version"]).succeeds().says("go1.23.1 installed").says("go.mod:3");
    sandbox.at("a").gv(["current"]).succeeds().prints("1.23.1");
    sandbox.at("a").with("GOTOOLCHAIN", "go1.21.13").go(["version"]).says("which GOTOOLCHAIN=go1.21.13");
}

#[test]
fn a_pin_is_written_and_obeyed_below() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.dir("project/deep");
    sandbox.at("project").gv(["pin", "1.21"]).succeeds().says("Go 1.21").says(".go-version");
    assert_eq!(std::fs::read_to_string(sandbox.work().join("project/.go-version")).unwrap(), "1.21\n");
    sandbox.at("project/deep").go(["version"]).succeeds().prints("go1.21.13");
    sandbox.at("project").gv(["pin", "1.21.99"]).fails_with(5).says("1.21.13");
}

#[test]
fn a_pin_of_latest_is_written_as_a_version() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["pin", "latest"]).succeeds();
    assert_eq!(std::fs::read_to_string(sandbox.work().join(".go-version")).unwrap(), "1.22.3\n");
}

#[test]
fn pin_mod_writes_the_toolchain_line() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["pin", "--mod", "1.22"]).fails_with(1).says("go.mod");
    let file = sandbox.file("go.mod", "module a // keep\r\n\r\ngo 1.21\r\n");
    sandbox.gv(["pin", "--mod", "1.22"]).succeeds().says("toolchain go1.22.3");
    assert_eq!(
        std::fs::read_to_string(file).unwrap(),
        "module a // keep\r\n\r\ngo 1.21\r\n\r\ntoolchain go1.22.3\r\n"
    );
}

#[test]
fn a_pin_below_the_floor_wins_and_is_told() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.file("go.mod", "module a\n\ngo 1.22.3\n");
    sandbox.gv(["pin", "1.21.13"]).succeeds().says("asks for at least go1.22.3");
    sandbox.gv(["install"]).succeeds();
    sandbox.gv(["current", "--why"]).succeeds().prints("1.21.13").prints("go.mod:3");
}

#[test]
fn exec_runs_one_command_under_a_version() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["exec", "1.21", "--", "go", "version"]).succeeds().prints("go1.21.13");
    sandbox.gv(["x", "1.21.13", "go", "version"]).succeeds().prints("go1.21.13");
    sandbox.gv(["exec", "1.21.13", "--", "go", "exit", "7"]).fails_with(7);
    sandbox.gv(["exec", "1.21.13", "--", "no-such-program"]).fails_with(127).says("no-such-program");
    sandbox.gv(["exec", "1.21.13"]).fails_with(2);
}

#[test]
fn exec_below_the_floor_has_what_go_turns_to() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["install", "1.21.13"]).succeeds();
    sandbox.file("go.mod", "module m\n\ngo 1.22.3\n");
    let run = sandbox.gv(["exec", "1.21.13", "--", "go", "build"]).succeeds();
    run.says("go1.22.3 installed").prints("go=1.21.13\n").prints("GOTOOLCHAIN=\n");
    sandbox.gv(["exec", "1.21.13", "--", "go", "version"]).succeeds().does_not_say("installed,");
    sandbox.file("go.mod", "module m\n\ngo 1.22.9\n");
    sandbox.gv(["exec", "1.21.13", "--", "go", "build"]).fails_with(5).says("1.22.9");
    sandbox.with("GOTOOLCHAIN", "local").gv(["exec", "1.21.13", "--", "go", "build"]).succeeds();
    // What is not go needs no other go.
    sandbox.gv(["exec", "1.21.13", "--", "gofmt", "x"]).succeeds();
}

#[test]
#[cfg(unix)]
fn exec_clean_passes_on_nothing_of_the_users() {
    let sandbox = Sandbox::with_origin(&["1.21.13"]);
    sandbox.gv(["install", "1.21.13"]).succeeds();
    let run = sandbox
        .with("GOFLAGS", "-mod=vendor")
        .with("SECRET", "x")
        .gv(["exec", "--clean", "1.21.13", "--", "env"]);
    let run = run.succeeds().does_not_print("SECRET").does_not_print("GOFLAGS");
    run.prints("HOME=").prints("PATH=");
}

#[test]
fn a_path_without_the_shims_is_told_with_the_command() {
    let mut sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.path([]);
    sandbox.gv(["use", "1.22.3"]).succeeds().says("is not on PATH");
}
