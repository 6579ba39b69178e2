//! `gv ide`: the settings of an editor, and the link that they name.

use crate::support::Sandbox;
use std::fs;
use std::path::PathBuf;

/// Where the link of the sandbox's project is.
fn link(sandbox: &Sandbox) -> PathBuf {
    let mut entries = fs::read_dir(sandbox.gv_home().join("editors")).unwrap();
    entries.next().unwrap().unwrap().path().join("goroot")
}

/// The version of the Go that the link leads to.
fn linked(sandbox: &Sandbox) -> String {
    let text = fs::read_to_string(link(sandbox).join("VERSION")).unwrap();
    text.lines().next().unwrap().to_owned()
}

#[test]
fn the_change_is_shown_and_then_written_and_undone() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let before = "// ours\n{\n  \"editor.rulers\": [100], // wide\n  \"go.goroot\": \"/usr/local/go\"\n}\n";
    let file = sandbox.file(".vscode/settings.json", before);
    sandbox
        .gv(["ide", "vscode"])
        .succeeds()
        .says("-   \"go.goroot\": \"/usr/local/go\"")
        .says("+   \"go.goroot\": ")
        .says("gv ide vscode --write");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    assert!(!sandbox.gv_home().join("editors").exists());
    sandbox.gv(["ide", "code", "--write"]).succeeds().says("VS Code now uses the Go of this directory");
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.starts_with("// ours\n{\n  \"editor.rulers\": [100], // wide\n"), "{after}");
    let goroot = serde_json::to_string(&link(&sandbox)).unwrap();
    assert!(after.contains(&format!("\"go.goroot\": {goroot}")), "{after}");
    assert!(after.contains("\"go.alternateTools\""), "{after}");
    assert_eq!(linked(&sandbox), "go1.22.3");
    sandbox.gv(["ide", "vscode", "--write"]).succeeds().says("already uses the Go of this directory");
    // Below the project the same settings count.
    sandbox.dir("cmd/app");
    sandbox.at("cmd/app").gv(["ide", "vscode"]).succeeds().says("already uses");
    sandbox.gv(["undo"]).succeeds().prints(".vscode");
    sandbox.gv(["undo", "--all", "--yes"]).succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn the_link_follows_use_pin_and_the_next_go_command() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.23.1"]);
    sandbox.gv(["install", "1.23.1", "1.21.13"]).succeeds();
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["ide", "vim", "--write"]).succeeds().says("set exrc");
    assert_eq!(linked(&sandbox), "go1.22.3");
    sandbox.gv(["use", "1.23.1"]).succeeds();
    assert_eq!(linked(&sandbox), "go1.23.1");
    sandbox.gv(["pin", "1.21.13"]).succeeds();
    assert_eq!(linked(&sandbox), "go1.21.13");
    sandbox.gv(["pin", "--rm"]).succeeds();
    assert_eq!(linked(&sandbox), "go1.23.1");
    // A file that changes by other means, as with a checkout, counts from the next go command on.
    sandbox.file(".go-version", "1.22.3\n");
    assert_eq!(linked(&sandbox), "go1.23.1");
    sandbox.dir("sub/dir");
    sandbox.at("sub/dir").go(["version"]).succeeds();
    assert_eq!(linked(&sandbox), "go1.22.3");
    // A variable of one terminal, or a version for one command, is not the editor's.
    sandbox.with("GV_VERSION", "1.21.13").go(["version"]).succeeds().prints("go1.21.13");
    sandbox.go(["+1.21.13", "version"]).succeeds().prints("go1.21.13");
    assert_eq!(linked(&sandbox), "go1.22.3");
    // A module of its own inside of the project is not the project.
    sandbox.file("inner/.go-version", "1.21.13\n");
    sandbox.at("inner").go(["version"]).succeeds().prints("go1.21.13");
    assert_eq!(linked(&sandbox), "go1.22.3");
}

#[test]
fn a_go_that_comes_with_the_first_command_is_the_editors_too() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.21.13"]).succeeds();
    sandbox.gv(["ide", "helix", "--write"]).succeeds();
    sandbox.file(".go-version", "1.22.3\n");
    sandbox.go(["version"]).succeeds().prints("go1.22.3");
    assert_eq!(linked(&sandbox), "go1.22.3");
}

#[test]
fn without_an_editor_nothing_is_made() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["pin", "1.22.3"]).succeeds();
    sandbox.go(["version"]).succeeds();
    assert!(!sandbox.gv_home().join("editors").exists());
}

#[test]
fn every_editor_has_its_file() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    for (editor, file, text) in [
        ("vscode", ".vscode/settings.json", "go.goroot"),
        ("goland", ".idea/workspace.xml", "<component name=\"GOROOT\" url=\"file://$USER_HOME$/.gv/editors/"),
        ("zed", ".zed/settings.json", "\"PATH\""),
        ("helix", ".helix/languages.toml", "[language-server.gopls.environment]"),
        ("vim", ".exrc", "let $PATH = '"),
    ] {
        sandbox.gv(["ide", editor, "--write"]).succeeds();
        let written = fs::read_to_string(sandbox.work().join(file)).unwrap();
        assert!(written.contains(text), "{editor}: {written}");
        sandbox.gv(["ide", editor]).succeeds().says("already uses");
    }
    // One project has one link.
    assert_eq!(fs::read_dir(sandbox.gv_home().join("editors")).unwrap().count(), 1);
    sandbox.gv(["doctor", "ide"]).succeeds();
    sandbox.gv(["ide", "emacs"]).fails_with(2).says("expected: vscode, goland, zed, helix, vim");
}

#[test]
fn what_cannot_be_changed_safely_is_left_alone() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["ide", "vscode"]).fails_with(5);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    for (editor, file, text) in [
        ("vscode", ".vscode/settings.json", "{ \"a\": 1"),
        ("zed", ".zed/settings.json", "[]"),
        ("goland", ".idea/workspace.xml", "<project"),
        ("helix", ".helix/languages.toml", "= 1"),
    ] {
        let path = sandbox.file(file, text);
        sandbox.gv(["ide", editor, "--write"]).fails_with(1).says("is not a valid settings file of");
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }
    sandbox.file(".go-version", "1.99.9\n");
    sandbox.gv(["ide", "vim", "--write"]).fails_with(5);
    assert!(!sandbox.work().join(".exrc").exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_not_written_through() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let shared = sandbox.file("../home/dotfiles/settings.json", "{}\n");
    sandbox.dir(".vscode");
    std::os::unix::fs::symlink(&shared, sandbox.work().join(".vscode/settings.json")).unwrap();
    sandbox.gv(["ide", "vscode", "--write"]).fails_with(1).says("is a link; gv does not write through it");
    fs::remove_dir_all(sandbox.work().join(".vscode")).unwrap();
    std::os::unix::fs::symlink(shared.parent().unwrap(), sandbox.work().join(".vscode")).unwrap();
    sandbox.gv(["ide", "vscode", "--write"]).fails_with(1).says("is a link");
    assert_eq!(fs::read_to_string(shared).unwrap(), "{}\n");
}

#[test]
fn doctor_says_where_editor_and_terminal_differ() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["install", "1.21.13"]).succeeds();
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let check = |sandbox: &Sandbox| {
        let json = sandbox.gv(["doctor", "ide", "--json"]).json();
        json["findings"].as_array().unwrap().iter().map(|finding| finding["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(check(&sandbox), [""; 0]);
    let other = sandbox.gv_home().join("versions/go1.21.13");
    let other = serde_json::to_string(&other).unwrap();
    sandbox.file(".vscode/settings.json", format!("{{\"go.goroot\": {other}}}"));
    assert_eq!(check(&sandbox), ["editor_other_go"]);
    sandbox
        .gv(["doctor", "ide"])
        .fails_with(1)
        .prints("VS Code uses go1.21.13 here, and a terminal go1.22.3")
        .prints("gv ide vscode --write");
    sandbox.gv(["ide", "vscode", "--write"]).succeeds();
    assert_eq!(check(&sandbox), [""; 0]);
    let json = sandbox.with("GV_VERSION", "1.21.13").gv(["doctor", "ide", "--json"]).json();
    assert_eq!(json["findings"][0]["id"], "editor_without_variable");
    sandbox.file(".vscode/settings.json", "{\"go.goroot\": \"/gone/go\"}");
    assert_eq!(check(&sandbox), ["editor_go_missing"]);
}

#[test]
fn gv_takes_its_links_along() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["ide", "vim", "--write"]).succeeds();
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!sandbox.gv_home().exists());
}
