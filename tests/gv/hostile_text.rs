//! Text of others on its way to a terminal or a log: names of folders, words of files, names in archives and stores.
//! Nothing of it takes effect, and nothing of it is hidden.

#![cfg(unix)]

use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use crate::support::run::Run;
use gv::hidden::is_hidden;
use std::fs;
use std::path::PathBuf;

/// A command of a terminal, a bell, a line of its own, C1 and text that runs backwards.
const HOSTILE: &str = "d\u{1b}[2J\u{7}\nerror: owned\u{9b}1m\u{202e}x\u{2028}y";
/// The same as it is shown.
const SHOWN: &str = r"d\u{1b}[2J\u{7}\nerror: owned\u{9b}1m\u{202e}x\u{2028}y";

/// Neither stream holds anything that takes effect.
#[track_caller]
fn is_plain(run: Run) -> Run {
    for text in [&run.stdout, &run.stderr] {
        let bad = text.chars().find(|letter| !matches!(letter, '\n' | '\t') && is_hidden(*letter));
        assert!(bad.is_none(), "{bad:?} in {run}");
        assert!(!text.lines().any(|line| line.starts_with("error: owned")), "a line of others in {run}");
    }
    run
}

/// A sandbox with a toolchain, and a folder in it with a hostile name.
#[cfg(unix)]
fn hostile_folder() -> (Sandbox, PathBuf) {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let folder = sandbox.dir(HOSTILE);
    (sandbox, folder)
}

#[test]
#[cfg(unix)]
fn a_folders_name_takes_no_effect_in_any_command() {
    let (sandbox, folder) = hostile_folder();
    let place = sandbox.at(&folder);
    is_plain(place.gv(["pin", "1.22.3"])).succeeds();
    fs::create_dir(folder.join("below")).unwrap();
    for args in [
        &["current"][..],
        &["current", "--why"],
        &[],
        &["doctor"],
        &["env"],
        &["env", "why", "GOPROXY"],
        &["route"],
        &["ls"],
        &["which"],
        &["outdated"],
        &["pin", "1.22"],
        &["env", "trust"],
        &["env", "set", "GOPRIVATE=a.example"],
        &["doctor", "--json"],
        &["current", "--json"],
        &["env", "show", "--json"],
    ] {
        is_plain(place.gv(args));
        is_plain(sandbox.at(folder.join("below")).gv(args));
        is_plain(sandbox.at(folder.join("below")).with("GV_LANG", "zh").gv(args));
    }
    is_plain(sandbox.at(folder.join("below")).gv(["current", "--why"])).prints(SHOWN);
    // `gv pin` has written one there.
    fs::remove_file(folder.join("below/.go-version")).unwrap();
    fs::write(folder.join(".go-version"), "nonsense\n").unwrap();
    is_plain(sandbox.at(folder.join("below")).gv(["current"])).says(SHOWN);
}

#[test]
#[cfg(unix)]
fn the_notice_of_a_shim_is_one_line() {
    let (sandbox, folder) = hostile_folder();
    sandbox.gv(["setup"]);
    fs::write(folder.join("go.mod"), "module a.example/m\n\ngo 1.21\n").unwrap();
    fs::write(folder.join("go.env"), "GOPROXY=https://b.example\n").unwrap();
    is_plain(sandbox.at(&folder).with("CI", "1").go(["version"])).succeeds().says(SHOWN);
    fs::write(folder.join(".go-version"), "nonsense\n").unwrap();
    is_plain(sandbox.at(&folder).with("CI", "1").go(["version"])).says(SHOWN);
}

/// gv-shim has words of its own where there is no gv.
#[test]
#[cfg(unix)]
fn the_error_of_a_shim_without_gv_is_one_line() {
    let sandbox = Sandbox::new();
    sandbox.place_shims(&["go"]);
    let folder = sandbox.dir(HOSTILE);
    fs::write(folder.join(".go-version"), "nonsense\n").unwrap();
    is_plain(sandbox.at(&folder).go(["version"])).says(SHOWN);
}

#[test]
#[cfg(unix)]
fn a_shim_without_gv_does_not_start_the_one_of_a_checkout() {
    use std::os::unix::fs::PermissionsExt;
    let mut sandbox = Sandbox::new();
    sandbox.place_shims(&["go"]);
    for name in ["gv", "gv-shim", "go"] {
        let program = sandbox.file(name, "#!/bin/sh\n: > PWNED\n");
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    for relative in [".", "./", "../work"] {
        sandbox.only_path([relative.into(), "/usr/bin".into(), "/bin".into()]);
        for pin in ["1.22.3\n", "nonsense\n", "system\n"] {
            sandbox.file(".go-version", pin);
            let run = sandbox.go(["version"]);
            assert!(!sandbox.work().join("PWNED").exists(), "{relative}: {run}");
        }
    }
}

#[test]
fn words_of_a_go_mod_take_no_effect() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let requires = "require `git.corp\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}.lan/x` v1.0.0\n";
    sandbox.file("go.mod", format!("module a.example/m\n\ngo 1.21\n\n{requires}"));
    for args in [
        &["doctor"][..],
        &["doctor", "settings"],
        &["env"],
        &["route"],
        &["route", "--graph", "dot"],
        &["route", "--json"],
    ] {
        is_plain(sandbox.gv(args));
        is_plain(sandbox.with("GV_LANG", "zh").gv(args));
    }
    is_plain(sandbox.gv(["doctor", "settings"])).prints(r"git.corp\u{1b}]0;owned");
    sandbox.file("go.mod", "module a.example/m\n\ngo 1.21\n\ntoolchain go1.22.3-\u{1b}c\u{9b}31m\u{202e}x\n");
    is_plain(sandbox.gv(["current", "--why"]));
    sandbox.file("go.work", "go 1.21\n\nuse `./a\u{1b}[2J`\n");
    is_plain(sandbox.gv(["route"]));
    is_plain(sandbox.gv(["doctor"]));
}

#[test]
#[cfg(unix)]
fn names_in_the_store_the_cache_and_imports_take_no_effect() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    fs::write(sandbox.gv_home().join("versions/go1.22.3").join(HOSTILE), "").unwrap();
    is_plain(sandbox.gv(["verify"])).says(SHOWN);
    is_plain(sandbox.gv(["verify", "--json"]));
    let other = sandbox.dir(format!("{HOSTILE}/go"));
    crate::support::archive::Toolchain::new("1.21.13").write_to(&other);
    fs::write(other.join("VERSION"), "go1.21.13-\u{1b}c\u{202e}\n").unwrap();
    is_plain(sandbox.gv(["import".as_ref(), other.as_os_str()]));
}

#[test]
fn rules_of_git_take_no_effect_and_their_removal_is_quoted() {
    if program_or_skip("git").is_none() {
        return;
    }
    let mut sandbox = Sandbox::new();
    sandbox.set("GIT_CONFIG_SYSTEM", sandbox.root().join("no-such-file"));
    let config = "[url \"git://a';touch PWN;'b/\"]\n\tinsteadOf = https://a.example/\n\
                  [url \"git://c\u{1b}[2J\u{202e}d/\"]\n\tinsteadOf = https://c.example/\n";
    fs::write(sandbox.home().join(".gitconfig"), config).unwrap();
    let run = is_plain(sandbox.with("SHELL", "/bin/sh").gv(["git", "ls"])).succeeds();
    run.prints(r"git://c\u{1b}[2J\u{202e}d/").says(r"'url.git://a'\'';touch PWN;'\''b/'");
}

#[test]
fn what_explain_quotes_takes_no_effect() {
    let sandbox = Sandbox::new();
    let log = sandbox.file(
        "log",
        "go: a\u{1b}[2J\u{61c}\u{2061}\u{feff}\u{202e}b: dial tcp: lookup x.example: no such host\n",
    );
    is_plain(sandbox.gv(["explain".as_ref(), log.as_os_str()]));
}

/// What programs read is exact; what people read is shown.
#[test]
#[cfg(unix)]
fn a_path_in_a_pipe_is_exact() {
    let mut sandbox = Sandbox::with_origin(&["1.22.3"]);
    let home = sandbox.root().join("home\u{202e}x");
    sandbox.set("GV_HOME", &home);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let run = sandbox.gv(["which"]).succeeds();
    assert_eq!(run.stdout, format!("{}\n", home.join("versions/go1.22.3/bin/go").display()));
    let json = sandbox.gv(["current", "--json"]).succeeds();
    assert_eq!(json.json()["goroot"], home.join("versions/go1.22.3").to_str().unwrap());
    is_plain(json);
}

#[test]
fn what_cannot_be_seen_is_refused_in_a_go_env() {
    let sandbox = Sandbox::new();
    sandbox.file("go.mod", "module a.example/m\n\ngo 1.21\n");
    for letter in "\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{200b}\u{2800}\u{3164}\u{fe0f}\u{e0041}\u{2062}\u{ffa0}\u{a0}\u{3000}".chars() {
        sandbox.file("go.env", format!("GOPRIVATE=*.co{letter}rp.example\n"));
        is_plain(sandbox.gv(["env", "trust"])).fails_with(1).says("go.env");
        let setting = format!("GOPRIVATE=*.co{letter}rp.example");
        fs::remove_file(sandbox.work().join("go.env")).unwrap();
        is_plain(sandbox.gv(["env", "set", &setting])).fails_with(2).says("invisible");
    }
    sandbox.file("go.env", "GOPRIVATE=*.corp.例え.example\n");
    sandbox.gv(["env", "trust"]).succeeds();
}

#[test]
#[cfg(unix)]
fn a_command_that_names_a_path_means_that_path() {
    use std::os::unix::fs::PermissionsExt;
    for name in ["g'; touch PWN; '", "with space", "$(touch PWN)", "-rf"] {
        let mut sandbox = Sandbox::with_origin(&["1.22.3"]);
        let home = sandbox.root().join(name);
        sandbox.set("GV_HOME", &home);
        sandbox.gv(["use", "1.22.3"]).succeeds();
        let versions = home.join("versions");
        fs::set_permissions(&versions, fs::Permissions::from_mode(0o555)).unwrap();
        let json = sandbox.gv(["doctor", "--json"]).json();
        let findings = json["findings"].as_array().unwrap();
        let commands: Vec<_> =
            findings.iter().filter_map(|finding| finding["fix"]["command"].as_str()).collect();
        let chmod = commands
            .iter()
            .find(|command| command.starts_with("chmod"))
            .unwrap_or_else(|| panic!("{json:#}"));
        sandbox.at("").run("bash", ["-c", chmod]).succeeds();
        assert_ne!(fs::metadata(&versions).unwrap().permissions().mode() & 0o200, 0, "{chmod}");
        assert!(!sandbox.work().join("PWN").exists(), "{chmod}");
    }
}

#[test]
fn paths_of_the_users_are_short_in_messages_and_whole_in_commands() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    let folder = sandbox.home().join("p q/目录");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(".go-version"), "junk\n").unwrap();
    fs::write(sandbox.home().join("p q/go.env"), "GOPROXY\n").unwrap();
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.place_shims(&["go"]);
    let home = sandbox.home().display().to_string();
    let below = format!("~{}", std::path::MAIN_SEPARATOR);
    for lang in ["en", "zh"] {
        let place = || sandbox.at(&folder).with("GV_LANG", lang);
        let runs = [
            place().gv(["current"]),
            place().go(["version"]),
            place().gv(["env", "trust"]),
            place().gv(["pin", "1.22"]),
            place().gv(["link", "go1.22.3-x", "nowhere"]),
            place().gv(["import", "nowhere"]),
        ];
        let said: Vec<_> = runs.iter().flat_map(|run| run.stderr.lines()).collect();
        let words = said.iter().filter(|line| !line.contains("try: ") && !line.contains("可尝试："));
        let whole: Vec<_> = words.filter(|line| line.contains(&home)).collect();
        assert!(whole.is_empty(), "{whole:#?}");
        assert!(said.iter().filter(|line| line.contains(&below)).count() > 2, "{said:#?}");
    }
}
