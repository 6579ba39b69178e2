//! `gv undo`: what gv has changed outside its home.

use crate::support::Sandbox;
use std::fs;

fn ids(sandbox: &Sandbox) -> Vec<String> {
    let json = sandbox.gv(["undo", "--json"]).succeeds().json();
    let changes = json["changes"].as_array().unwrap();
    changes.iter().map(|change| change["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn nothing_was_changed_yet() {
    let sandbox = Sandbox::new();
    sandbox.gv(["undo"]).succeeds().says("nothing to undo");
    sandbox.gv(["undo", "1"]).fails_with(5).says("gv undo does not list a change \"1\"");
    sandbox.gv(["undo", "--all", "--yes"]).succeeds();
}

#[test]
fn a_setting_of_go_gets_its_old_value() {
    let mut sandbox = Sandbox::new();
    let file = sandbox.file("env", "GOPROXY=https://old.example\nGOFLAGS=-mod=mod\n");
    sandbox.set("GOENV", &file);
    sandbox
        .gv(["env", "set", "--user", "GOPROXY=https://me:secret@new.example", "GOPRIVATE=git.example.com"])
        .succeeds();
    let run = sandbox.gv(["undo"]).succeeds().prints("(was https://old.example)").prints("GOPRIVATE");
    assert!(!run.stdout.contains("secret"));
    assert_eq!(ids(&sandbox), ["1", "2"]);
    sandbox.gv(["undo", "1"]).fails_with(2).says("gv undo 1 --yes");
    let json = sandbox.gv(["undo", "1", "--yes", "--json"]).succeeds().json();
    assert_eq!(json["changed"], true);
    assert!(
        fs::read_to_string(&file).unwrap().starts_with("GOPROXY=https://old.example\nGOFLAGS=-mod=mod\n")
    );
    sandbox.gv(["undo", "--all", "--yes"]).succeeds();
    assert_eq!(fs::read_to_string(&file).unwrap(), "GOPROXY=https://old.example\nGOFLAGS=-mod=mod\n");
    assert!(ids(&sandbox).is_empty());
}

#[test]
fn what_another_program_changed_since_is_not_in_the_list() {
    let mut sandbox = Sandbox::new();
    let file = sandbox.file("env", "");
    sandbox.set("GOENV", &file);
    sandbox.gv(["env", "set", "--user", "GOPROXY=https://a.example"]).succeeds();
    fs::write(&file, "GOPROXY=https://mine.example\n").unwrap();
    assert!(ids(&sandbox).is_empty());
    sandbox.gv(["env", "set", "--user", "GOPRIVATE=git.example.com"]).succeeds();
    sandbox.gv(["env", "unset", "--user", "GOPRIVATE"]).succeeds();
    assert!(ids(&sandbox).is_empty());
    assert_eq!(fs::read_to_string(&file).unwrap(), "GOPROXY=https://mine.example\n");
}

#[test]
fn a_ledger_that_cannot_be_read_is_empty() {
    let sandbox = Sandbox::new();
    for content in ["", "{", "<html>", "{\"next\":1,\"entries\":[{\"kind\":\"other\"}]}"] {
        sandbox.file("../home/.gv/state/changes.json", content);
        assert!(ids(&sandbox).is_empty(), "{content}");
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use crate::support::machine::program_or_skip;

    #[test]
    fn git_rules_are_as_they_were() {
        if program_or_skip("git").is_none() {
            return;
        }
        let sandbox = Sandbox::new();
        let config = sandbox.home().join(".gitconfig");
        fs::write(&config, "[url \"https://git.example.com/\"]\n\tinsteadOf = git@git.example.com:\n")
            .unwrap();
        sandbox.gv(["git", "ssh", "git.example.com"]).succeeds();
        let changed = fs::read_to_string(&config).unwrap();
        assert!(changed.contains("ssh://git@git.example.com/"), "{changed}");
        sandbox.gv(["undo"]).succeeds().prints("the git rules for git.example.com");
        sandbox.gv(["undo", "--all", "--yes"]).succeeds();
        let restored = fs::read_to_string(&config).unwrap();
        assert!(restored.contains("git@git.example.com:") && !restored.contains("ssh://"), "{restored}");
        assert!(ids(&sandbox).is_empty());
    }

    #[test]
    fn a_block_of_addresses_is_removed() {
        let sandbox = Sandbox::new();
        let hosts = sandbox.file("hosts", "127.0.0.1 localhost\n");
        let made = format!(
            "{{\"next\":1,\"entries\":[{{\"number\":1,\"time\":0,\"kind\":\"addresses\",\"file\":{hosts:?}}}]}}"
        );
        sandbox.file("../home/.gv/state/changes.json", made);
        fs::write(&hosts, "127.0.0.1 localhost\n# >>> gv dns >>>\n192.0.2.1 go.dev\n# <<< gv dns <<<\n")
            .unwrap();
        sandbox.gv(["undo", "1", "--yes"]).succeeds();
        assert_eq!(fs::read_to_string(&hosts).unwrap(), "127.0.0.1 localhost\n");
    }

    #[test]
    fn links_make_go_work_where_no_startup_file_is_read() {
        let mut sandbox = Sandbox::with_origin(&["1.22.3"]);
        let bin = sandbox.dir("bin");
        sandbox.file("bin/gofmt", "another program");
        let link_dir = ["setup", "--no-modify-path", "--link-dir", "bin"];
        sandbox.gv(link_dir).fails_with(1).says("gofmt is not gv's and stays").says("is not on PATH here");
        fs::remove_file(bin.join("gofmt")).unwrap();
        sandbox.gv(link_dir).succeeds();
        sandbox.gv(link_dir).succeeds().says("is in place");
        sandbox.path([bin.clone()]).unset("GV_HOME");
        sandbox.at("").run("gv", ["use", "1.22.3"]).succeeds();
        sandbox.at("").run("go", ["version"]).succeeds().prints("go1.22.3");
        sandbox.at("").run("gv", ["undo"]).succeeds().prints("the link ").prints("gofmt");
        sandbox.at("").run("gv", ["self", "uninstall", "--yes"]).succeeds();
        assert_eq!(fs::read_dir(&bin).unwrap().count(), 0);
        assert!(!sandbox.gv_home().exists());
    }

    #[test]
    fn startup_files_can_be_undone_too() {
        let sandbox = Sandbox::new();
        fs::write(sandbox.home().join(".bashrc"), "alias ll='ls -l'\n").unwrap();
        sandbox.gv(["setup"]).succeeds();
        assert_eq!(ids(&sandbox), ["startup"]);
        sandbox.gv(["undo", "startup", "--yes"]).succeeds();
        assert_eq!(fs::read_to_string(sandbox.home().join(".bashrc")).unwrap(), "alias ll='ls -l'\n");
        assert!(ids(&sandbox).is_empty());
    }
}
