//! `gv env trust`, `untrust`, and the list.

use super::{given, has, stage};
use std::fs;

#[test]
fn it_shows_what_it_trusts_and_what_that_weakens() {
    let sandbox = stage();
    has(&sandbox, "# ours\nGOPROXY=https://proxy.corp.example\nGOSUMDB=off\nGOAUTH=netrc; ./login.sh\n");
    let run = sandbox.gv(["env", "trust"]).succeeds();
    run.says_all(&[
        "2: GOPROXY=https://proxy.corp.example",
        "3: GOSUMDB=off",
        "GOSUMDB is off",
        "RUNS A PROGRAM",
        "./login.sh",
        "is trusted as it is now",
    ]);
    has(&sandbox, "GOAUTH=netrc\n");
    sandbox.gv(["env", "trust"]).succeeds().does_not_say("RUNS");
}

/// Runs gv on a terminal of its own, with an answer typed there.
#[cfg(target_os = "linux")]
fn on_a_terminal(sandbox: &crate::support::Sandbox, answer: &str) -> Option<String> {
    use std::io::Write;
    use std::process::Stdio;
    if !std::path::Path::new("/usr/bin/script").is_file() {
        crate::support::skipped("there is no script(1) to make a terminal with");
        return None;
    }
    let line = format!("'{}' env trust", env!("CARGO_BIN_EXE_gv"));
    let mut command = sandbox.at("").command("/usr/bin/script");
    command.args(["-qec", &line, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
#[cfg(target_os = "linux")]
fn on_a_terminal_it_asks_first() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=https://evil.example\nGOAUTH=./login.sh\n");
    let Some(refused) = on_a_terminal(&sandbox, "n\n") else { return };
    assert!(refused.contains("Trust ") && refused.contains("RUNS A PROGRAM"), "{refused}");
    assert!(refused.contains("is not trusted"), "{refused}");
    assert_eq!(given(&sandbox, "GOPROXY"), "");
    let agreed = on_a_terminal(&sandbox, "y\n").unwrap();
    assert!(agreed.contains("is trusted as it is now"), "{agreed}");
    assert_eq!(given(&sandbox, "GOPROXY"), "https://evil.example");
}

#[test]
fn it_tells_what_the_file_brings_about_together_with_the_users_own() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=direct\n");
    let user = sandbox.file("../user.env", "GOSUMDB=off\nGOPRIVATE=10.0.0.0/8\n");
    let run = sandbox.with("GOENV", user).with("GOSUMDB", "off").gv(["env", "trust"]).succeeds();
    run.says("downloads are not verified").does_not_say("address range");
}

#[test]
fn what_may_not_stand_there_is_named_and_nothing_is_trusted() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=https://me:s3cret@proxy.corp.example\nGOFLAGS=-toolexec=/tmp/x\nCC=/tmp/x\n");
    let run = sandbox.gv(["env", "trust"]).fails_with(1);
    run.says_all(&["line 1: a password or token in GOPROXY", "line 2: GOFLAGS", "line 3: CC"])
        .does_not_say("s3cret");
    assert_eq!(given(&sandbox, "GOFLAGS"), "");
    sandbox.with("GV_LANG", "zh").gv(["env", "trust"]).fails_with(1).says("第 2 行：GOFLAGS");
}

#[test]
fn a_file_can_be_named_by_itself_or_by_its_folder() {
    let sandbox = stage();
    let file = sandbox.file("sub/go.env", "GOPROXY=off\n");
    sandbox.file("sub/go.mod", "module n\n");
    sandbox.gv(["env", "trust", "sub"]).succeeds();
    sandbox.at("sub").go(["env", "GOPROXY"]).prints("off");
    sandbox.gv(["env", "trust", "--list"]).succeeds().prints("trusted");
    sandbox.dir("other");
    sandbox.at("other").gv(["env", "trust", "../sub"]).succeeds().does_not_say("..");
    sandbox.gv(["env", "untrust", file.to_str().unwrap()]).succeeds();
    sandbox.gv(["env", "untrust", "sub"]).succeeds().says("was not trusted");
    sandbox.at("sub").go(["env", "GOPROXY"]).succeeds().does_not_print("off");
    sandbox.gv(["env", "trust", "absent/go.env"]).fails_with(1).says("absent");
    sandbox.gv(["env", "trust"]).fails_with(1).says("no go.env");
}

#[test]
fn the_list_says_how_each_stands() {
    let sandbox = stage();
    sandbox.gv(["env", "trust", "--list"]).succeeds().says("no go.env is trusted");
    for folder in ["a", "b", "c"] {
        sandbox.file(format!("{folder}/go.env"), "GOPROXY=off\n");
        sandbox.gv(["env", "trust", folder]).succeeds();
    }
    sandbox.file("b/go.env", "GOPROXY=direct\n");
    fs::remove_file(sandbox.work().join("c/go.env")).unwrap();
    let json = sandbox.gv(["env", "trust", "--list", "--json"]).succeeds().json();
    let states: Vec<_> = json["files"].as_array().unwrap().iter().map(|file| file["state"].clone()).collect();
    assert_eq!(states, ["in_force", "changed", "gone"]);
}

#[test]
fn line_ends_of_windows_are_taken_off_and_told() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=off\r\nGOPRIVATE=a.example\r\n");
    sandbox.gv(["env", "trust"]).succeeds().says("CRLF");
    assert_eq!(given(&sandbox, "GOPROXY"), "off");
}
