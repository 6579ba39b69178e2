//! Hosts that many owners share: never private as a whole, unless that is said.

use super::{stage, text};
use crate::support::Sandbox;

/// Nothing is written, and the owner form is named.
fn refuses(sandbox: &Sandbox, args: &[&str], hints: &[&str]) {
    let run = sandbox.gv(args).fails_with(2);
    run.says("is shared by many owners").says_all(hints);
    assert!(!sandbox.work().join("go.env").exists(), "{args:?}");
}

#[test]
fn a_shared_host_is_not_made_private_as_a_whole() {
    let sandbox = stage();
    for host in ["github.com", "https://github.com/", "https://www.GitHub.com", "github.com/"] {
        let args = ["env", "preset", "private", host, "--yes"];
        refuses(&sandbox, &args, &["gv env preset private github.com/OWNER"]);
    }
}

#[test]
fn a_list_that_covers_a_shared_host_is_not_written() {
    let sandbox = stage();
    for key in ["GOPRIVATE", "GONOSUMDB", "GONOPROXY", "GOINSECURE"] {
        let setting = format!("{key}=a.example,gitlab.com");
        refuses(
            &sandbox,
            &["env", "set", &setting],
            &[
                &format!("gv env set {key}=a.example,gitlab.com/OWNER"),
                &format!("gv env set --whole-host {setting}"),
            ],
        );
    }
    refuses(
        &sandbox,
        &["env", "set", "--user", "GOPRIVATE=*"],
        &["gv env set --user --whole-host 'GOPRIVATE=*'"],
    );
    refuses(&sandbox, &["env", "set", "GONOSUMDB=*/*"], &["--whole-host"]);
    refuses(&sandbox, &["env", "set", "GOPRIVATE=git*.com/"], &["--whole-host"]);
    refuses(
        &sandbox,
        &["env", "preset", "private", "gitee.com", "--project", "-y"],
        &[
            "gv env preset private gitee.com/OWNER --project",
            "gv env preset private gitee.com --project --whole-host",
        ],
    );
}

#[test]
fn an_owner_and_what_is_meant_as_a_whole_is_written() {
    let sandbox = stage();
    let run = sandbox.gv(["env", "preset", "private", "https://github.com/corp/repo.git", "-y"]).succeeds();
    run.does_not_say("shared");
    assert_eq!(text(&sandbox), "GOPRIVATE=github.com/corp/repo\n");
    sandbox.gv(["env", "set", "GOPRIVATE=github.com/corp,*.corp.example"]).succeeds();
    sandbox
        .gv(["env", "set", "--whole-host", "GOPRIVATE=github.com"])
        .succeeds()
        .says("covers all of github.com");
    assert_eq!(text(&sandbox), "GOPRIVATE=github.com\n");
    // What stood there before is no reason to ask again.
    sandbox.gv(["env", "preset", "private", "git.corp.example", "-y"]).succeeds();
    let findings = sandbox.gv(["doctor", "settings", "--json"]).fails_with(1).json()["findings"].clone();
    assert_eq!(findings[0]["id"], "shared-host", "{findings}");
    sandbox.gv(["env", "unset", "GOPRIVATE"]).succeeds();
}

#[test]
fn the_command_to_repeat_means_the_same_file() {
    let sandbox = stage();
    let run = sandbox.gv(["env", "preset", "cn", "--user"]).fails_with(2);
    run.says("gv env preset cn --user --yes");
}
