//! What `gv current --why` lists: everything that was considered, and what one might think was.

use super::*;

/// The lines of `gv current --why` behind the first, with single blanks.
fn why(place: &Place<'_>) -> Vec<String> {
    let run = place.gv(["current", "--why"]).succeeds();
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    run.stdout.lines().skip(1).map(line).collect()
}

#[test]
fn a_pin_beside_a_pin_and_the_lower_line_of_go_mod_are_listed() {
    let sandbox = stage();
    sandbox.file(".go-version", "1.23.1\n");
    sandbox.file(".tool-versions", "golang 1.21.13\n");
    sandbox.file("go.mod", "module m\n\ngo 1.21\n\ntoolchain go1.22.5\n");
    let expected = [
        "→ pin 1.23.1 .go-version:1 decides",
        "pin 1.21.13 .tool-versions:1 overruled",
        "toolchain go1.22.5 go.mod:5 overruled",
        "go 1.21 go.mod:3 overruled",
        "default 1.22.3 overruled",
    ];
    assert_eq!(why(&sandbox.at("")), expected);
    sandbox.file("go.work", "go 1.22\n");
    assert!(why(&sandbox.at("")).contains(&"toolchain go1.22.5 go.mod:5 overruled".to_owned()));
}

#[test]
fn files_of_mise_and_proto_are_pins() {
    let sandbox = stage();
    sandbox.file("mise.toml", "[tools]\nnode = \"20\"\ngo = \"1.21.13\"\n");
    sandbox.file("a/.prototools", "go = \"1.22.5\"\n");
    sandbox.file("b/.config/mise/config.toml", "[tools]\ngo = [\"1.99\", \"prefix:1.20\"]\n");
    sandbox.file("c/mise.toml", "[tools]\nnode = \"20\"\n");
    sandbox.at("").names("1.21.13");
    sandbox.at("a").names("1.22.5");
    sandbox.at("b").names("1.20.14");
    sandbox.at("c").names("1.21.13");
    let listed = why(&sandbox.at("a"));
    assert_eq!(listed[0], "→ pin 1.22.5 .prototools:1 decides");
    assert!(
        listed[1].starts_with("pin 1.21.13 ") && listed[1].ends_with("mise.toml:3 overruled"),
        "{listed:?}"
    );
    sandbox.file("a/.tool-versions", "golang 1.23.1\n");
    sandbox.file("a/.mise.toml", "[tools]\ngo = \"1.9.7\"\n");
    sandbox.at("a").names("1.23.1");
    let expected = [
        "→ pin 1.23.1 .tool-versions:1 decides",
        "pin 1.9.7 .mise.toml:2 overruled",
        "pin 1.22.5 .prototools:1 overruled",
    ];
    assert_eq!(&why(&sandbox.at("a"))[..3], expected);
    sandbox.at("a").gv(["doctor", "directory"]).succeeds().does_not_print("pin_of_other_manager");
}

/// mise's settings for every directory.
#[test]
fn the_settings_of_mise_in_the_home_directory_are_no_pin() {
    let sandbox = stage();
    sandbox.file("../home/.config/mise/config.toml", "[tools]\ngo = \"1.21.13\"\n");
    sandbox.file("../home/p/x", "");
    sandbox.at(sandbox.home().join("p")).names("1.22.3");
    sandbox.file("../home/mise.toml", "[tools]\ngo = \"1.22.5\"\n");
    sandbox.at(sandbox.home().join("p")).names("1.22.5");
}

#[test]
fn what_gv_does_not_understand_of_others_is_told_and_not_obeyed() {
    let sandbox = stage();
    sandbox.file("mise.toml", "[tools]\nnode = \"20\"\ngo = \"{{ env.GO }}\"\n");
    sandbox.file("a/.prototools", "go = \"canary\"\n");
    sandbox.file("a/.vfox.toml", "[tools]\ngo = \"1.20\"\n");
    sandbox.file("a/.mise.toml", "[tools\ngo = \"1.20\"\n");
    sandbox.at("a").names("1.22.3");
    let listed = why(&sandbox.at("a"));
    let unread = |line: &str| listed.iter().any(|listed| listed == line);
    assert!(unread("go canary .prototools:1 not read by gv"), "{listed:?}");
    assert!(unread("go 1.20 .vfox.toml:2 not read by gv"), "{listed:?}");
    assert!(listed.iter().any(|line| line.contains("mise.toml:3")), "{listed:?}");
    let doctor = sandbox.at("a").gv(["doctor", "directory"]).succeeds();
    doctor.prints("pin_of_other_manager");
    sandbox.at("a").gv(["pin", "1.20"]).succeeds();
    sandbox.at("a").gv(["doctor", "directory"]).succeeds().does_not_print("pin_of_other_manager");
}

#[test]
fn another_go_that_comes_first_on_path_is_told() {
    let mut sandbox = stage();
    let (shims, usr) = (sandbox.gv_home().join("shims"), place_system_go(&sandbox, "1.24.2"));
    sandbox.path([usr.clone(), shims]);
    let path = usr.join(format!("go{EXE_SUFFIX}"));
    let run = sandbox.gv(["current", "--why"]).succeeds().says("comes before gv's shims on PATH");
    assert!(run.stderr.contains(path.file_name().unwrap().to_str().unwrap()), "{run}");
}

#[test]
fn of_several_versions_the_first_that_is_installed_counts() {
    let sandbox = stage();
    for (line, version) in [
        ("golang 1.99.9 1.21.13 1.22.5", "1.21.13"),
        ("golang system 1.20.14", "1.20.14"),
        ("go path:/opt/go 1.23.1", "1.23.1"),
        ("golang latest:1.22", "1.22.5"),
        ("golang prefix:1.21", "1.21.13"),
    ] {
        sandbox.file(".tool-versions", format!("{line}\n"));
        sandbox.at("").names(version);
    }
    sandbox.file(".tool-versions", "golang 1.99.9 1.98.1\n");
    sandbox.go(["version"]).fails_with(5).says("go1.99.9");
}

#[test]
fn a_spelling_of_another_tool_is_answered_with_gvs() {
    let sandbox = stage();
    for (file, content, hint) in [
        (".tool-versions", "golang path:/opt/go", "gv import --link /opt/go"),
        (".tool-versions", "golang ref:master", "gv pin"),
    ] {
        let path = sandbox.file(file, content);
        sandbox.go(["version"]).fails_with(1).says(content.split(' ').next_back().unwrap()).says(hint);
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn where_go_stops_current_says_so_and_fails() {
    let sandbox = stage();
    sandbox.file("go.mod", "module m\n\ngo 1.21\n");
    let run = sandbox.with("GOTOOLCHAIN", "1.22.3").gv(["current"]).fails_with(1);
    run.says("go refuses GOTOOLCHAIN=1.22.3").says("GOTOOLCHAIN");
    sandbox.file("go.mod", "module m\n\ngo 1.24.7\n");
    let path = || sandbox.with("GOTOOLCHAIN", "path");
    path().gv(["current"]).fails_with(1).says("go turns to go1.24.7 here, which it does not find");
    assert_eq!(path().gv(["current", "--json"]).json()["stops"], true);
    assert_eq!(sandbox.with("GOTOOLCHAIN", "local").gv(["current", "--json"]).json()["stops"], false);
}

#[test]
fn a_release_candidate_meets_the_language_it_is_of() {
    let sandbox = stage();
    sandbox.place_toolchain("1.24rc1");
    make_default(&sandbox, "1.24rc1");
    sandbox.file("go.mod", "module m\n\ngo 1.24\n");
    sandbox.at("").names("1.24rc1");
    sandbox.gv(["current"]).succeeds().prints("1.24rc1");
}
