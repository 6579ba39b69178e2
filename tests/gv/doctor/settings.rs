//! Go's module settings as they are in force.

use super::stage::Stage;
use std::fs;

/// A file for `go env -w` with this content.
fn user_file(stage: &mut Stage, content: &str) -> std::path::PathBuf {
    let file = stage.write("own/env", content);
    stage.set("GOENV", &file);
    file
}

fn go_mod(stage: &Stage, requires: &str) {
    stage.sandbox.file("go.mod", format!("module example.com/m\n\ngo 1.21\n\n{requires}"));
}

#[test]
fn a_proxy_has_no_scheme() {
    let mut stage = Stage::healthy();
    let file = user_file(&mut stage, "# mine\nGOFLAGS=-mod=mod\nGOPROXY=goproxy.cn,direct\n");
    let finding = stage.has_only("goproxy-no-scheme", "info");
    assert!(finding["target"].as_str().unwrap().ends_with("env:3"), "{finding}");
    assert!(finding["evidence"].as_str().unwrap().contains("GOPROXY=goproxy.cn,direct"), "{finding}");
    assert_eq!(finding["fix"]["command"], "gv env set --user GOPROXY=https://goproxy.cn,direct");
    stage.is_repaired();
    let expected = "# mine\nGOFLAGS=-mod=mod\nGOPROXY=https://goproxy.cn,direct\n";
    assert_eq!(fs::read_to_string(file).unwrap(), expected);
}

#[test]
fn an_entry_is_never_asked() {
    let mut stage = Stage::healthy();
    let file = user_file(&mut stage, "GOPROXY=https://goproxy.cn,direct,https://goproxy.io\n");
    stage.has_only("goproxy-after-end", "warning");
    stage.is_repaired();
    assert_eq!(fs::read_to_string(file).unwrap(), "GOPROXY=https://goproxy.cn,direct\n");
}

#[test]
fn what_changes_where_modules_come_from_is_not_repaired_unasked() {
    let mut stage = Stage::healthy();
    for (line, id, level) in [
        ("GOPROXY=https://goproxy.cn,https://goproxy.io,direct", "goproxy-comma-between-mirrors", "warning"),
        ("GOPROXY=https://goproxy.cn direct", "blanks", "warning"),
        ("GOPROXY=\"https://goproxy.cn\"", "quotes", "error"),
        ("GOPRIVATE=https://git.corp.example", "pattern-scheme", "error"),
        ("GOSUMDB=off", "gosumdb-off", "warning"),
    ] {
        let file = user_file(&mut stage, &format!("{line}\n"));
        let finding = stage.has_only(id, level);
        assert_eq!(finding["fix"]["automatic"], false, "{finding}");
        stage.sandbox.gv(["doctor", "--fix"]).fails_with(1);
        assert_eq!(fs::read_to_string(file).unwrap(), format!("{line}\n"));
    }
}

#[test]
fn a_pattern_is_an_address_range() {
    let mut stage = Stage::healthy();
    stage.set("GOPRIVATE", "192.168.0.0/16");
    let finding = stage.has_only("pattern-cidr", "error");
    assert_eq!((&finding["target"], &finding["layer"]), (&"GOPRIVATE".into(), &"settings".into()));
    if cfg!(unix) {
        assert_eq!(finding["fix"]["command"], "export GOPRIVATE='192.168.*'");
    }
    assert_eq!(finding["fix"]["automatic"], false, "the environment is the shell's");
}

#[test]
fn nothing_is_checked_by_anybody() {
    let mut stage = Stage::healthy();
    stage.set("GOSUMDB", "off").set("GOPROXY", "direct");
    stage.has_only("nothing-checked", "error");
}

/// As some distributions build Go.
#[test]
fn the_toolchain_itself_says_that_nothing_is_checked() {
    let stage = Stage::healthy();
    go_mod(&stage, "");
    stage.write(".gv/versions/go1.22.3/go.env", "GOPROXY=direct\nGOSUMDB=off\nGOTOOLCHAIN=local\n");
    let finding = stage.has_only("nothing-checked", "error");
    assert!(finding["target"].as_str().unwrap().ends_with("go.env:2"), "{finding}");
    assert_eq!(finding["fix"]["command"], "gv env set --user GOSUMDB=sum.golang.org");
    stage.sandbox.gv(["env", "set", "--user", "GOSUMDB=sum.golang.org"]).succeeds();
    stage.is_well();
}

#[test]
fn what_looks_private_is_asked_of_everybody() {
    let mut stage = Stage::healthy();
    go_mod(&stage, "require git.acme.example/team/x v1.0.0\n");
    let finding = stage.has_only("private-uncovered", "warning");
    assert_eq!(finding["confidence"], "medium");
    assert_eq!(finding["fix"]["command"], "gv env set GOPRIVATE=git.acme.example");
    stage.set("GOPRIVATE", "*.acme.example");
    stage.is_well();
}

#[test]
fn a_projects_own_file_counts_when_it_is_trusted() {
    let mut stage = Stage::healthy();
    go_mod(&stage, "");
    stage.sandbox.file("go.env", "GOSUMDB=off\n");
    let finding = stage.has_only("go_env_untrusted", "info");
    assert_eq!(finding["fix"]["command"], "gv env trust");
    stage.sandbox.gv(["env", "trust"]).succeeds();
    let finding = stage.has_only("gosumdb-off", "warning");
    assert!(finding["target"].as_str().unwrap().ends_with("go.env:1"), "{finding}");
    assert_eq!(finding["fix"]["command"], "gv env set GOSUMDB=sum.golang.org");
    // The hook of a shell has exported it: it is the project's all the same.
    stage.set("GOSUMDB", "off").set("GV_ENV_HELD", "GOSUMDB=off");
    let finding = stage.has_only("gosumdb-off", "warning");
    assert!(finding["target"].as_str().unwrap().ends_with("go.env:1"), "{finding}");
}

#[test]
fn a_projects_own_file_cannot_be_obeyed() {
    let stage = Stage::healthy();
    go_mod(&stage, "");
    stage.sandbox.file("go.env", "GOPROXY=https://me:s3cret@proxy.example\nGOFLAGS=-v\n");
    let finding = stage.has_only("go_env_refused", "warning");
    assert!(finding["summary"].as_str().unwrap().contains("line 2: GOFLAGS"), "{finding}");
    assert!(!finding.to_string().contains("s3cret"), "{finding}");
}

#[test]
#[cfg(unix)]
fn a_projects_own_file_is_a_link_or_everybodys() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let stage = Stage::healthy();
    go_mod(&stage, "");
    let dir = stage.sandbox.dir("it's mine");
    fs::write(dir.join("go.mod"), "module n\n\ngo 1.21\n").unwrap();
    fs::write(dir.join("go.env"), "GOPROXY=direct\n").unwrap();
    fs::set_permissions(dir.join("go.env"), fs::Permissions::from_mode(0o646)).unwrap();
    let at = || stage.sandbox.at("it's mine");
    at().gv(["doctor", "settings"])
        .fails_with(1)
        .prints("every user of this machine")
        .prints("go_env_refused");
    // The command is there to be copied.
    let json = at().gv(["doctor", "settings", "--json"]).fails_with(1).json();
    let command = json["findings"][0]["fix"]["command"].as_str().unwrap().to_owned();
    at().run("/bin/sh", ["-c", &format!("PATH=/usr/bin:/bin; {command}")]).succeeds();
    at().gv(["doctor", "settings"]).succeeds().prints("go_env_untrusted");
    symlink(dir.join("go.env"), stage.sandbox.work().join("go.env")).unwrap();
    let finding = stage.has_only("go_env_refused", "warning");
    assert!(finding["summary"].as_str().unwrap().contains("is a link"), "{finding}");
}

#[test]
fn no_password_is_shown() {
    let mut stage = Stage::healthy();
    stage.set("GOPROXY", "https://me:s3cret@proxy.example,direct");
    let finding = stage.has_only("credentials", "warning");
    assert!(!finding.to_string().contains("s3cret"), "{finding}");
    assert!(finding["evidence"].as_str().unwrap().contains("https://***@proxy.example"), "{finding}");
}
