//! Help, languages, usage mistakes, settings.

use crate::support::Sandbox;

#[test]
fn help_lists_every_command_in_both_languages() {
    let sandbox = Sandbox::new();
    for args in [["help"], ["--help"], ["-h"]] {
        sandbox.gv(args).succeeds().prints("Usage: gv").prints("install").prints("Remove toolchains");
    }
    let chinese = sandbox.with("GV_LANG", "zh").gv(["help"]).succeeds();
    chinese
        .prints("用法：")
        .prints("卸载工具链")
        .does_not_print("Usage")
        .does_not_print("Options")
        .does_not_print("OPTIONS")
        .does_not_print("alias");
    sandbox.gv(["help", "cache", "clean"]).succeeds().prints("gv cache clean");
    sandbox.gv(["install", "--help"]).succeeds().prints("SPEC");
    sandbox.gv(["--version"]).succeeds().prints(concat!("gv ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_locale_chooses_the_language() {
    let sandbox = Sandbox::new();
    let place = sandbox.at("").without("GV_LANG").with("LC_ALL", "zh_CN.UTF-8");
    place.gv(["install", "nonsense"]).fails_with(2).says("不是 Go 版本").says("可尝试");
    let place = sandbox.at("").without("GV_LANG").with("LANG", "de_DE.UTF-8");
    place.gv(["install", "nonsense"]).fails_with(2).says("is no Go version");
    sandbox.file("../home/.gv/config.toml", "lang = \"zh\"\n");
    sandbox.at("").without("GV_LANG").gv(["ls"]).succeeds().says("尚未安装");
}

#[test]
fn mistakes_are_told_with_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.gv(["instal"]).fails_with(2).says("there is no command \"instal\"").says("try: gv install");
    sandbox.gv(["ls", "--nope"]).fails_with(2).says("--nope is not expected here");
    sandbox.gv(["use"]).fails_with(2).says("SPEC is missing").says("try: gv help use");
    sandbox.gv(["init", "tcsh"]).fails_with(2).says("bash");
    sandbox.gv(["help", "nope"]).fails_with(2).says("nope");
    sandbox.gv(["cache"]).fails_with(2);
    sandbox.with("GV_LANG", "zh").gv(["ls", "--nope"]).fails_with(2).says("此处不接受");
}

#[test]
fn a_bad_settings_file_is_shown_with_line_and_column() {
    let sandbox = Sandbox::new();
    sandbox.file("../home/.gv/config.toml", "auto_install = true\n[release]\norigni = 'x'\n");
    sandbox.gv(["ls"]).fails_with(1).says("config.toml:3:1").says("docs/configuration.md");
    sandbox.file("../home/.gv/config.toml", "auto_install = 'perhaps'\n");
    sandbox.gv(["ls"]).fails_with(1).says("config.toml:1:16");
}

#[test]
fn a_relative_home_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.with("GV_HOME", "here").gv(["ls"]).fails_with(1).says("GV_HOME must be an absolute path");
}

#[test]
fn completions_and_man_pages_come_from_the_same_definition() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        sandbox.gv(["completions", shell]).succeeds().prints("uninstall").does_not_print("__run");
    }
    let pages = sandbox.dir("pages");
    sandbox.gv(["man", pages.to_str().unwrap()]).succeeds();
    let page = std::fs::read_to_string(pages.join("gv-exec.1")).unwrap();
    assert!(page.contains("clean"), "{page}");
    assert!(pages.join("gv-cache-clean.1").exists() && !pages.join("gv-__run.1").exists());
}

#[test]
fn quiet_says_nothing_but_errors() {
    let sandbox = Sandbox::new();
    sandbox.gv(["--quiet", "ls"]).succeeds().says_exactly("");
    sandbox.gv(["ls", "-q"]).succeeds().says_exactly("");
    sandbox.gv(["-q", "install", "nonsense"]).fails_with(2).says("error:");
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::new();
    let gv = env!("CARGO_BIN_EXE_gv");
    let script = format!("'{gv}' ls-remote --all; echo code $? >&2");
    sandbox
        .with("GV_OFFLINE", "1")
        .run("sh", ["-c", &format!("({script}) | head -n 1")])
        .succeeds()
        .says("code 0");
}
