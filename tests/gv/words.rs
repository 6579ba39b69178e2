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
    sandbox.gv(["help", "exit-codes"]).succeeds().prints("126");
    sandbox.gv(["exec", "--help"]).succeeds().prints("Usage: gv exec [OPTIONS] <SPEC> -- <CMD>...");
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
    place.gv(["install", "nonsense"]).fails_with(2).says("is not a Go version");
    sandbox.file("../home/.gv/config.toml", "lang = \"zh\"\n");
    sandbox.at("").without("GV_LANG").gv(["ls"]).succeeds().says("尚未安装");
}

#[test]
fn mistakes_are_told_with_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.gv(["instal", "1.22"]).fails_with(2).says("unknown command `instal`\n  try: gv install 1.22");
    sandbox.gv(["ls", "--nope"]).fails_with(2).says("unknown option `--nope`\n  try: gv help ls");
    sandbox.gv(["use"]).fails_with(2).says("missing argument: <SPEC>\n  try: gv help use");
    sandbox.gv(["exec"]).fails_with(2).says("missing arguments: <SPEC> and a command after `--`");
    sandbox.gv(["init", "tcsh"]).fails_with(2).says("`tcsh` is not a valid SHELL; expected: bash, ");
    sandbox.gv(["doctor", "x"]).fails_with(2).says("`x` is not a valid CHECK; expected: home, ");
    sandbox
        .gv(["mirror", "test", "--rounds", "51"])
        .fails_with(2)
        .says("`51` is not a valid N; expected: a number");
    sandbox.gv(["mirror", "watch", "--stay", "5x"]).fails_with(2).says("expected: a time such as 30s");
    sandbox.gv(["ls", "--json", "--json"]).fails_with(2).says("`--json` is given twice");
    sandbox.gv(["git", "ssh", "a b"]).fails_with(2).says("try: gv git https git.example.com");
    sandbox.gv(["help", "nope"]).fails_with(2).says("unknown command `nope`");
    sandbox.gv(["help", "instal"]).fails_with(2).says("try: gv help install");
    sandbox.gv(["cache"]).fails_with(2);
    let chinese = sandbox.with("GV_LANG", "zh");
    chinese.gv(["ls", "--nope"]).fails_with(2).says("未知选项 `--nope`");
    chinese.gv(["exec"]).fails_with(2).says("缺少参数：<SPEC> 以及 `--` 之后的命令");
    chinese
        .gv(["mirror", "watch", "--stay", "5x"])
        .fails_with(2)
        .says("`5x` 不是有效的 TIME；可用的值：形如 30s");
}

#[test]
fn a_word_of_another_version_manager_is_answered_with_gvs_own_command() {
    let sandbox = Sandbox::new();
    sandbox.gv(["status"]).fails_with(2).says("unknown command `status`\n  try: gv\n");
    sandbox.gv(["version"]).succeeds().prints("gv ");
    sandbox.gv(["update"]).fails_with(2).says("try: gv help upgrade\n");
    sandbox.gv(["set", "1.22"]).fails_with(2).does_not_say("setup");
}

#[test]
fn a_shell_is_known_by_the_name_of_its_program_too() {
    let sandbox = Sandbox::new();
    let powershell = sandbox.gv(["init", "powershell"]).succeeds().stdout;
    for name in ["pwsh", "PWSH.EXE"] {
        assert_eq!(sandbox.gv(["init", name]).succeeds().stdout, powershell, "{name}");
    }
    let nushell = sandbox.gv(["init", "nushell"]).succeeds().stdout;
    assert_eq!(sandbox.gv(["init", "nu"]).succeeds().stdout, nushell);
    sandbox.gv(["completions", "pwsh"]).succeeds().prints("__complete");
    sandbox
        .gv(["completions", "cmd"])
        .fails_with(2)
        .says("expected: bash, zsh, fish, powershell, nushell, elvish");
    sandbox.gv(["env", "export", "--shell", "pwsh"]).succeeds();
    sandbox
        .gv(["env", "export", "--shell", "sh"])
        .fails_with(2)
        .says("expected: bash, zsh, fish, powershell");
}

#[test]
fn every_variable_that_gv_reads_stands_in_the_help_about_the_environment() {
    let page = Sandbox::new().gv(["help", "environment"]).succeeds().stdout;
    // Notes of gv to itself, what stands in for the registry in tests, and what the lab of the network tests reads.
    let own = [
        "GV_SHIM_DEPTH",
        "GV_ENV_HELD",
        "GV_RELAY_HELD",
        "GV_ENVIRONMENT_KEY",
        "GV_INTERNET_SETTINGS_KEY",
        "GV_LAB",
    ];
    // Those that a build reads, for what `gv version --verbose` shows.
    let of_builds = [
        "RELEASE_KEY",
        "RELEASE_MODULE",
        "RELEASE_BASE",
        "UPDATE_COMMAND",
        "COMMIT",
        "COMMIT_DATE",
        "TARGET",
    ];
    let mut sources = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    let mut seen = 0;
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for rest in text.split("\"GV_").skip(1) {
            let rest = rest.split('"').next().unwrap();
            if !rest.chars().all(|c| c.is_ascii_uppercase() || c == '_') {
                continue;
            }
            let name = format!("GV_{rest}");
            if of_builds.contains(&rest) {
                continue;
            }
            seen += 1;
            assert!(own.contains(&name.as_str()) || page.contains(&name), "{name} of {}", path.display());
        }
    }
    assert!(seen > 5, "{seen}");
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
fn man_pages_come_from_the_definition_and_completions_ask_gv() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell", "nushell", "elvish"] {
        sandbox.gv(["completions", shell]).succeeds().prints("__complete").does_not_print("__run");
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
