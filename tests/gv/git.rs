//! `gv git`: rules in the user's own git configuration, written by the real git.

use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use std::process::Command;

/// A sandbox with git on PATH and a configuration of its own; `None`, after saying so, without git.
fn sandbox() -> Option<Sandbox> {
    program_or_skip("git")?;
    let mut sandbox = Sandbox::new();
    sandbox.set("GIT_CONFIG_SYSTEM", sandbox.root().join("no-such-file"));
    Some(sandbox)
}

/// How git itself rewrites an address.
fn rewritten(sandbox: &Sandbox, address: &str) -> String {
    let mut git = Command::new("git");
    git.args(["ls-remote", "--get-url", address]).current_dir(sandbox.root());
    git.env("HOME", sandbox.home()).env("GIT_CONFIG_SYSTEM", sandbox.root().join("no-such-file"));
    String::from_utf8(git.output().unwrap().stdout).unwrap().trim().to_owned()
}

#[test]
fn a_host_is_reached_one_way_however_it_is_written() {
    let Some(sandbox) = sandbox() else { return };
    sandbox.gv(["git", "ssh", "git.corp.example"]).succeeds().says("ssh://git@git.corp.example/");
    for address in ["https://git.corp.example/a/b.git", "git://git.corp.example/a/b.git"] {
        assert_eq!(rewritten(&sandbox, address), "ssh://git@git.corp.example/a/b.git");
    }
    // The other way round, the first rules are gone: they would undo the new ones.
    let run = sandbox.gv(["git", "https", "git.corp.example"]).succeeds();
    run.says("- https://git.corp.example/").does_not_say("stays");
    for beginning in ["git@git.corp.example:", "ssh://git@git.corp.example/", "git://git.corp.example/"] {
        let address = format!("{beginning}a/b.git");
        assert_eq!(rewritten(&sandbox, &address), "https://git.corp.example/a/b.git");
    }
    assert_eq!(rewritten(&sandbox, "https://git.corp.example/x"), "https://git.corp.example/x");
    sandbox.gv(["git", "https", "git.corp.example"]).succeeds().says("already");
    sandbox.gv(["git", "ls"]).succeeds().does_not_say("undo each other");
    sandbox.gv(["git", "ssh", "git.corp.example"]).succeeds().does_not_say("stays");
    for beginning in ["https://git.corp.example/", "http://git.corp.example/", "git://git.corp.example/"] {
        let address = format!("{beginning}a/b.git");
        assert_eq!(rewritten(&sandbox, &address), "ssh://git@git.corp.example/a/b.git");
    }
}

#[test]
fn removing_leaves_what_is_not_the_hosts() {
    let Some(sandbox) = sandbox() else { return };
    let config = sandbox.home().join(".gitconfig");
    let own = "# mine\n[user]\n\tname = Gopher\n[url \"https://mirror.example/\"]\n\tinsteadOf = https://up.example/\n";
    std::fs::write(&config, own).unwrap();
    sandbox.gv(["git", "ssh", "git.corp.example"]).succeeds();
    sandbox.gv(["git", "rm", "git.corp.example"]).succeeds();
    let left = std::fs::read_to_string(&config).unwrap();
    assert!(left.starts_with(own), "{left}");
    assert_eq!(rewritten(&sandbox, "https://git.corp.example/x"), "https://git.corp.example/x");
    assert_eq!(rewritten(&sandbox, "https://up.example/x"), "https://mirror.example/x");
    sandbox.gv(["git", "rm", "git.corp.example"]).succeeds().says("no rule of yours");
}

#[test]
fn what_is_odd_is_told_and_no_credential_is_shown() {
    let Some(sandbox) = sandbox() else { return };
    let config = "[url \"https://tok3n@h.example/\"]\n\tinsteadOf = git@h.example:\n\
                  [url \"git@h.example:\"]\n\tinsteadOf = https://tok3n@h.example/\n\
                  [url \"git://old.example/\"]\n\tinsteadOf = https://old.example/\n";
    std::fs::write(sandbox.home().join(".gitconfig"), config).unwrap();
    let run = sandbox.gv(["git", "ls"]).succeeds();
    let run = run.says_all(&["undo each other", "git protocol", "password or token", "gv git rm h.example"]);
    assert_eq!(run.stderr.matches("password or token").count(), 1, "{run}");
    assert!(!run.stdout.contains("tok3n") && !run.stderr.contains("tok3n"));
    let json = sandbox.gv(["git", "ls", "--json"]).succeeds().stdout;
    assert!(!json.contains("tok3n"), "{json}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let ids: Vec<_> = json["findings"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
    assert_eq!(ids, ["git_rules_loop", "git_credential", "git_credential", "git_protocol"]);
    assert_eq!(json["rules"].as_array().unwrap().len(), 3);
}

#[test]
fn a_credential_is_never_written() {
    let Some(sandbox) = sandbox() else { return };
    let run = sandbox.gv(["git", "https", "https://user:s3cret@h.example"]).fails_with(2);
    run.does_not_say("s3cret").says("no credential");
    sandbox.gv(["git", "https", "--", "-oProxyCommand=x"]).fails_with(2);
    assert!(!sandbox.home().join(".gitconfig").exists());
}

#[test]
fn a_rule_is_for_the_owner_that_was_named_and_for_no_other() {
    let Some(sandbox) = sandbox() else { return };
    for typed in [
        "github.com/corp",
        "https://github.com/corp/repo/tree/main?tab=readme",
        "git@github.com:corp/repo.git",
        "https://www.github.com/corp/repo.git",
    ] {
        let run = sandbox.gv(["git", "ssh", typed]).succeeds();
        run.says("github.com/corp").says("ssh://git@github.com/corp/");
        assert_eq!(
            rewritten(&sandbox, "https://github.com/corp/x"),
            "ssh://git@github.com/corp/x",
            "{typed}"
        );
        for other in
            ["https://github.com/other/x", "https://github.com/corporate/x", "https://github.com/corp"]
        {
            assert_eq!(rewritten(&sandbox, other), other, "{typed}");
        }
        sandbox.gv(["git", "rm", "github.com/other"]).succeeds().says("no rule");
        sandbox.gv(["git", "rm", "github.com/corp"]).succeeds();
        assert_eq!(rewritten(&sandbox, "https://github.com/corp/x"), "https://github.com/corp/x", "{typed}");
    }
}

#[test]
fn a_host_of_many_owners_is_not_rewritten_as_a_whole_unless_that_is_said() {
    let Some(sandbox) = sandbox() else { return };
    for (way, typed) in [("ssh", "github.com"), ("https", "https://gitlab.com/"), ("ssh", "gitee.com/")] {
        let run = sandbox.gv(["git", way, typed]).fails_with(2).says("is shared by many owners");
        run.says(&format!(
            "gv git {way} {}/OWNER",
            typed.trim_start_matches("https://").trim_end_matches('/')
        ));
    }
    assert!(!sandbox.home().join(".gitconfig").exists());
    sandbox.gv(["git", "ssh", "github.com", "--whole-host"]).succeeds();
    assert_eq!(rewritten(&sandbox, "https://github.com/a/x"), "ssh://git@github.com/a/x");
}

#[test]
fn a_machine_without_git_is_told_so() {
    let mut sandbox = Sandbox::new();
    sandbox.only_path([]);
    sandbox.gv(["git", "ls"]).fails_with(1).says_all(&["git cannot be run", "\n  install git ("]);
}
