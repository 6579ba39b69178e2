//! What reaches `go`, and what does not.

use super::{given, has, stage};
use crate::support::{Sandbox, folder_link};
use std::fs;

#[test]
fn a_file_is_obeyed_when_it_is_trusted_and_not_when_one_byte_is_changed() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=off\nGOPRIVATE=git.corp.example\n");
    assert_eq!(given(&sandbox, "GOPROXY"), "");
    sandbox.gv(["env", "trust"]).succeeds();
    assert_eq!(given(&sandbox, "GOPROXY"), "off");
    assert_eq!(given(&sandbox, "GOPRIVATE"), "git.corp.example");
    has(&sandbox, "GOPROXY=off\nGOPRIVATE=git.corp.exampl3\n");
    assert_eq!(given(&sandbox, "GOPROXY"), "");
    has(&sandbox, "GOPROXY=off\nGOPRIVATE=git.corp.example\n");
    assert_eq!(given(&sandbox, "GOPROXY"), "off");
    sandbox.gv(["env", "untrust"]).succeeds().says("is no longer trusted");
    assert_eq!(given(&sandbox, "GOPROXY"), "");
}

#[test]
fn the_same_content_elsewhere_is_not_trusted() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    sandbox.file("other/go.mod", "module n\n");
    sandbox.file("other/go.env", "GOPROXY=off\n");
    let other = sandbox.at("other").go(["env", "GOPROXY"]).succeeds();
    assert_eq!(other.stdout, "\n");
}

#[test]
fn it_holds_in_every_folder_of_the_project_and_where_c_leads() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off", "GOTOOLCHAIN=path"]).succeeds();
    sandbox.dir("a/b");
    sandbox.at("a/b").go(["env", "GOPROXY"]).prints("off");
    let away = sandbox.root().join("away");
    fs::create_dir_all(&away).unwrap();
    sandbox.at("../away").go(["env", "GOPROXY"]).succeeds().does_not_print("off");
    sandbox.at("../away").go(["-C", "../work", "x"]).succeeds().prints("GOTOOLCHAIN=path");
    sandbox.at("../away").go(["x"]).succeeds().prints("GOTOOLCHAIN=\n");
    sandbox.at("").shim("go1.22.3", ["env", "GOPROXY"]).succeeds().prints("off");
}

#[test]
fn the_process_environment_wins_unless_it_is_empty() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    sandbox.with("GOPROXY", "direct").go(["env", "GOPROXY"]).succeeds().prints("direct");
    sandbox.with("GOPROXY", "").go(["env", "GOPROXY"]).succeeds().prints("off");
}

#[test]
fn a_go_within_a_go_has_the_settings_of_its_own_project() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    sandbox.file("other/go.mod", "module n\n");
    sandbox.file("other/.git/HEAD", "");
    // As `go generate` of the first would start it in the second.
    let held = sandbox.go(["env", "GV_ENV_HELD"]).succeeds().stdout.trim_end().to_owned();
    let inner = sandbox.at("other").with("GOPROXY", "off").with("GV_ENV_HELD", &held);
    inner.go(["env", "GOPROXY"]).succeeds().does_not_print("off");
    let users = sandbox.at("other").with("GOPROXY", "direct").with("GV_ENV_HELD", &held);
    users.go(["env", "GOPROXY"]).succeeds().prints("direct");
}

#[test]
fn exec_hands_it_to_any_program_and_a_bare_environment_goes_without() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    sandbox.gv(["exec", "1.22.3", "--", "go", "env", "GOPROXY"]).succeeds().prints("off");
    sandbox.gv(["exec", "--clean", "1.22.3", "--", "go", "env", "GOPROXY"]).succeeds().does_not_print("off");
    has(&sandbox, "GOPROXY=direct\n");
    sandbox.gv(["exec", "1.22.3", "--", "go", "env", "GOPROXY"]).succeeds().does_not_print("direct");
}

#[test]
fn gotoolchain_says_whether_go_may_switch_but_names_nothing_against_a_pin() {
    let sandbox = stage();
    let local = |sandbox: &Sandbox| given(sandbox, "GOTOOLCHAIN");
    sandbox.gv(["env", "set", "GOTOOLCHAIN=go1.99.0"]).succeeds();
    assert_eq!(local(&sandbox), "go1.99.0");
    sandbox.with("GV_VERSION", "1.22.3").go(["env", "GOTOOLCHAIN"]).succeeds().does_not_print("1.99");
    sandbox.file(".go-version", "1.22.3\n");
    assert_eq!(local(&sandbox), "");
    sandbox.gv(["env", "why", "GOTOOLCHAIN"]).succeeds().prints("→ GOROOT").says("is ignored");
    sandbox.file("go.mod", "module m\n\ngo 1.23.0\n");
    assert_eq!(local(&sandbox), "");
    sandbox.gv(["env", "set", "GOTOOLCHAIN=auto"]).succeeds();
    assert_eq!(local(&sandbox), "auto");
    sandbox.gv(["env", "unset", "GOTOOLCHAIN"]).succeeds();
    assert_eq!(local(&sandbox), "");
    // What `go env -w` wrote is what the user says.
    sandbox.gv(["env", "set", "--user", "GOTOOLCHAIN=auto"]).succeeds();
    assert_eq!(local(&sandbox), "");
}

#[test]
fn goroots_own_file_is_none_of_a_project() {
    let sandbox = stage();
    let goroot = sandbox.gv_home().join("versions/go1.22.3");
    fs::write(goroot.join("src/go.mod"), "module std\n").unwrap();
    let src = goroot.join("src");
    sandbox.at(&src).with("CI", "1").go(["env", "GOPROXY"]).succeeds().does_not_say("go.env");
    sandbox.at(&src).gv(["env", "trust"]).fails_with(1).says("no go.env");
}

#[test]
fn a_file_in_the_home_directory_is_not_for_all_below() {
    let mut sandbox = stage();
    let project = sandbox.home().join("project");
    fs::create_dir_all(&project).unwrap();
    fs::write(sandbox.home().join("go.env"), "GOPROXY=off\n").unwrap();
    sandbox.at(&project).gv(["env", "show", "--json"]).succeeds().prints("\"project_file\": null");
    sandbox.at(sandbox.home()).gv(["env", "set", "GOPROXY=off"]).fails_with(2).says("--user");
    sandbox.unset("GV_HOME");
    sandbox.at(&project).gv(["env", "set", "GOPROXY=off"]).succeeds().says("project");
    assert!(project.join("go.env").is_file());
}

#[test]
#[cfg(unix)]
fn links_and_what_everybody_may_change_are_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    let file = sandbox.work().join("go.env");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(given(&sandbox, "GOPROXY"), "");
    sandbox.gv(["env", "trust"]).fails_with(1).says("every user of this machine").says("chmod o-w");
    fs::rename(&file, sandbox.work().join("real.env")).unwrap();
    symlink("real.env", &file).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(given(&sandbox, "GOPROXY"), "");
    sandbox.gv(["env", "trust"]).fails_with(1).says("is a link").says("in the place of the link");
    sandbox.gv(["env", "set", "GOPROXY=direct"]).fails_with(1).says("is a link");
    sandbox.gv(["env"]).succeeds().says("is a link").says("no effect");
}

#[test]
fn the_notice_comes_once_for_each_version_and_only_where_it_is_seen() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=off\n");
    // Neither a terminal nor a build server: an editor, perhaps.
    sandbox.go(["version"]).succeeds().does_not_say("go.env");
    let go = || sandbox.with("CI", "true").go(["version"]).succeeds().prints("go1.22.3");
    go().says("go.env is not trusted").says("gv env trust");
    go().does_not_say("go.env");
    sandbox.with("CI", "true").gv(["exec", "1.22.3", "--", "go", "version"]).does_not_say("go.env");
    has(&sandbox, "GOPROXY=direct\n");
    go().says("go.env is not trusted");
    has(&sandbox, "HTTPS_PROXY=http://x\n");
    let refused = go();
    refused.says("line 1: HTTPS_PROXY").says("no effect");
    go().does_not_say("go.env");
    let chinese = sandbox.with("CI", "true").with("GV_LANG", "zh");
    has(&sandbox, "GOPROXY=direct,\n");
    chinese.go(["version"]).succeeds().says("未被信任");
    has(&sandbox, "# nothing\n");
    go().does_not_say("go.env");
}

#[test]
fn of_many_at_once_one_says_it() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=off\n");
    let said = std::thread::scope(|scope| {
        let go = || sandbox.with("CI", "1").go(["version"]).succeeds().prints("go1.22.3").stderr;
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(go)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).filter(|said| said.contains("go.env")).count()
    });
    assert_eq!(said, 1);
}

#[test]
#[cfg(unix)]
fn a_state_that_cannot_be_written_to_neither_fails_nor_nags() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=off\n");
    // A file in the way stops root too.
    fs::remove_dir_all(sandbox.gv_home().join("state")).unwrap();
    fs::write(sandbox.gv_home().join("state"), "").unwrap();
    for _ in 0..2 {
        sandbox.with("CI", "1").go(["version"]).succeeds().prints("go1.22.3").does_not_say("go.env");
    }
}

#[test]
fn without_gv_the_shim_goes_on_without_a_word() {
    let mut sandbox = stage();
    has(&sandbox, "GOPROXY=off\n");
    fs::remove_file(sandbox.gv_home().join("bin").join(format!("gv{}", std::env::consts::EXE_SUFFIX)))
        .unwrap();
    let shims = sandbox.gv_home().join("shims");
    sandbox.only_path([shims]);
    #[cfg(unix)]
    sandbox.only_path([sandbox.gv_home().join("shims"), "/usr/bin".into(), "/bin".into()]);
    sandbox.with("CI", "1").go(["version"]).succeeds().prints("go1.22.3").does_not_say("go.env");
}

#[test]
fn a_go_of_the_system_has_the_settings_too() {
    let mut sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    let root = sandbox.root().join("usr");
    crate::support::archive::Toolchain::new("1.21.1").write_to(&root);
    let shims = sandbox.gv_home().join("shims");
    sandbox.path([shims, root.join("bin")]);
    let system = sandbox.with("GV_VERSION", "system");
    system.go(["version"]).succeeds().prints("go1.21.1");
    sandbox.with("GV_VERSION", "system").go(["env", "GOPROXY"]).succeeds().prints("off");
}

#[test]
fn a_project_reached_through_a_link_is_the_same_project() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    let seen = sandbox.root().join("seen");
    if !folder_link(&sandbox.work(), &seen) {
        return;
    }
    sandbox.at(&seen).with("PWD", &seen).go(["env", "GOPROXY"]).succeeds().prints("off");
}
