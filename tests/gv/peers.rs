//! What people who come from goenv, mise, goup, g, gobrew, rustup and uv type first: it works, or gv's command is named.

use crate::support::Sandbox;

/// It does what it does there.
const DONE: &str = "";

/// The line of another manager, and the line of gv's that is named.
const TABLE: [(&str, &str, &str); 64] = [
    ("goenv", "install 1.22.3", DONE),
    ("goenv", "versions", "gv ls"),
    ("goenv", "version", DONE),
    ("goenv", "global 1.22.3", "gv use 1.22.3"),
    ("goenv", "local 1.22.3", "gv pin 1.22.3"),
    ("goenv", "local", "gv help pin"),
    ("goenv", "shell 1.22.3", DONE),
    ("goenv", "shell --unset", DONE),
    ("goenv", "which go", DONE),
    ("goenv", "whence go", "gv which go"),
    ("goenv", "root", "gv home"),
    ("goenv", "rehash", "gv help setup"),
    ("goenv", "uninstall 1.21.13", DONE),
    ("mise", "use 1.22", DONE),
    ("mise", "use -g 1.22", DONE),
    ("mise", "install", DONE),
    ("mise", "ls", DONE),
    ("mise", "ls-remote", DONE),
    ("mise", "list-all", "gv ls-remote"),
    ("mise", "current", DONE),
    ("mise", "exec 1.22.3 -- go version", DONE),
    ("mise", "x 1.22.3 -- go version", DONE),
    ("mise", "shell 1.22", DONE),
    ("mise", "where", "gv which"),
    ("mise", "outdated", DONE),
    ("mise", "upgrade", DONE),
    ("mise", "prune -n", DONE),
    ("mise", "reshim", "gv help setup"),
    ("mise", "latest", "gv ls-remote latest"),
    ("mise", "unuse 1.22", "gv help pin"),
    ("mise", "activate bash", "gv init bash"),
    ("mise", "implode", "gv help self"),
    ("mise", "self-update", "gv help self"),
    ("goup", "install ^1.21", DONE),
    ("goup", "install =1.22.3", DONE),
    ("goup", "list", DONE),
    ("goup", "search", DONE),
    ("goup", "set 1.22", "gv help use"),
    ("goup", "default 1.22", "gv use 1.22"),
    ("goup", "remove 1.21.13", DONE),
    ("goup", "update", "gv help upgrade"),
    ("g", "ls", DONE),
    ("g", "ls-remote stable", DONE),
    ("g", "use 1.22.3", DONE),
    ("g", "install ~1.22.1", DONE),
    ("g", "clean", "gv help cache clean"),
    ("gobrew", "use 1.22", DONE),
    ("gobrew", "version", DONE),
    ("gobrew", "info", "gv"),
    ("gobrew", "self-update", "gv help self"),
    ("rustup", "show", "gv current"),
    ("rustup", "default 1.22.3", "gv use 1.22.3"),
    ("rustup", "toolchain list", "gv list"),
    ("rustup", "toolchain install 1.22.3", "gv install 1.22.3"),
    ("rustup", "override set 1.22", "gv help pin"),
    ("rustup", "run 1.22.3 go version", DONE),
    ("rustup", "+1.22.3 version", DONE),
    ("rustup", "completions bash", DONE),
    ("uv", "python install 1.22.3", "gv install 1.22.3"),
    ("uv", "python pin 1.22.3", "gv pin 1.22.3"),
    ("uv", "python find", "gv help"),
    ("uv", "python dir", "gv dir"),
    ("uv", "tool list", "gv tools list"),
    ("uv", "cache clean", DONE),
];

#[test]
fn the_words_of_seven_managers_work_or_are_answered_with_gvs_own() {
    for (manager, line, answer) in TABLE {
        let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.23rc1"]);
        sandbox.file("go.mod", "module m\n\ngo 1.21\n");
        sandbox.gv(["install", "1.21.13"]).succeeds();
        let run = sandbox.gv(line.split(' '));
        if answer.is_empty() {
            run.succeeds();
            continue;
        }
        let told = run.fails_with(2).stderr;
        let tried = told.lines().find_map(|line| line.trim().strip_prefix("try: ")).unwrap_or_default();
        assert_eq!(tried, answer, "{manager} {line}: {told}");
        // What is named is a line that gv takes.
        let words = answer.strip_prefix("gv").unwrap().split_whitespace();
        let run = sandbox.gv(words);
        assert!(!run.stderr.contains("try: gv help"), "{answer}: {}", run.stderr);
    }
}

#[test]
fn a_version_before_a_command_is_for_that_command() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.21.13"]).succeeds();
    sandbox.gv(["+1.22", "version"]).succeeds().prints("go version go1.22.3");
    sandbox.go(["+1.22.3", "version"]).succeeds().prints("go version go1.22.3");
    sandbox.go(["version"]).succeeds().prints("go version go1.21.13");
    sandbox.go(["+1.22.3", "exit", "7"]).fails_with(7);
    sandbox.go(["+1.99", "version"]).fails_with(5).says("gv: error: there is no Go 1.99");
    // What is no version is go's to refuse.
    sandbox.go(["+foo", "version"]).succeeds().prints("arg=+foo");
}

#[test]
fn a_pin_is_shown_and_removed() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.21.13"]).succeeds();
    sandbox.gv(["pin"]).fails_with(5).says("no version is pinned here");
    sandbox.gv(["use", "--local", "1.22.3"]).succeeds().says(".go-version");
    assert_eq!(sandbox.gv(["pin"]).succeeds().lines(), ["1.22.3  .go-version:1"]);
    sandbox.dir("a");
    sandbox
        .at("a")
        .gv(["pin", "--rm"])
        .fails_with(5)
        .says("this directory has no pin of its own")
        .says("cd ");
    sandbox.gv(["pin", "--rm"]).succeeds().says("pin removed (was 1.22.3)");
    assert!(!sandbox.work().join(".go-version").exists());
    let tools = sandbox.file(".tool-versions", "nodejs 20\r\ngolang 1.22.3 # why\r\nruby 3\r\n");
    sandbox.gv(["pin", "--rm"]).succeeds().says("(was 1.22.3)");
    assert_eq!(std::fs::read_to_string(&tools).unwrap(), "nodejs 20\r\nruby 3\r\n");
    sandbox.gv(["pin", "1.22", "--rm"]).fails_with(2);
    sandbox.gv(["pin", "--mod"]).fails_with(2);
}

#[test]
fn a_range_is_the_newest_release_in_it() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.22.12", "1.23.4", "1.24rc1"]);
    sandbox.gv(["install", "~1.22.3"]).succeeds().says("go1.22.12 installed");
    sandbox.gv(["exec", ">=1.21 <1.23", "--", "go", "version"]).succeeds().prints("go1.22.12");
    sandbox.file("a/.go-version", ">=1.22 <1.23 # a comment\n");
    sandbox.at("a").gv(["current"]).succeeds().prints("1.22.12");
    sandbox.gv(["pin", "^1.22"]).succeeds();
    assert_eq!(std::fs::read_to_string(sandbox.work().join(".go-version")).unwrap(), "1.23.4\n");
    sandbox.file("b/.go-version", "^1.23\n");
    // The advice is a line that a shell takes as it stands.
    sandbox.at("b").gv(["current"]).succeeds().says("gv install \"^1.23\"");
    sandbox.at("b").gv([""; 0]).prints("Go \"^1.23\" (not installed yet)");
    sandbox.gv(["install", "\"^1.23\""]).succeeds();
    sandbox.gv(["install", "1.24.0-rc.1"]).succeeds().says("go1.24rc1 installed");
    sandbox.gv(["install", "^1.22 || ^1.23"]).fails_with(2);
    sandbox.gv(["install", ">=1.25"]).fails_with(5);
}

#[test]
fn one_shell_gets_another_version() {
    let mut sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.21.13"]).succeeds();
    for (shell, line) in [
        ("bash", "export GV_VERSION='1.22.3'"),
        ("fish", "set -gx GV_VERSION '1.22.3'"),
        ("powershell", "$env:GV_VERSION = '1.22.3'"),
    ] {
        sandbox.gv(["shell", "1.22", "--for", shell]).succeeds().prints_exactly(format!("{line}\n"));
    }
    sandbox.set("SHELL", "/bin/bash");
    sandbox.gv(["use", "--shell", "1.22"]).succeeds().prints("GV_VERSION").does_not_say("default is now");
    sandbox.gv(["shell", "--unset"]).succeeds().prints("unset GV_VERSION");
    sandbox.gv(["shell"]).fails_with(2);
    assert!(sandbox.gv(["current"]).stdout.contains("1.21.13"));
}

#[test]
fn scripts_learn_the_home_and_the_gv() {
    let sandbox = Sandbox::new();
    let run = sandbox.gv(["home"]).succeeds();
    assert_eq!(run.lines(), [sandbox.gv_home().to_str().unwrap()]);
    let json = sandbox.gv(["version", "--json"]).succeeds().json();
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    assert!(json["newest_release"].is_string() && json["reports_of"].is_string(), "{json}");
}
