//! Pins that do not count: what is no file, what leads out of the project, what others may have left.

use super::{fed, make_pipe, set_mode, stage};
use crate::support::Sandbox;
use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::Path;

/// The pin of a folder of the working folder does not count, and gv says so in each of its ways.
#[track_caller]
fn is_passed_over(sandbox: &Sandbox, folder: &str, name: &str, why: &str) {
    let place = sandbox.at(folder);
    let run = place.gv(["current"]).succeeds().prints("1.22.3").says("is ignored").says(why).says(name);
    assert_eq!(run.stderr.matches("is ignored").count(), 1, "{run}");
    place.gv(["current", "--why"]).succeeds().prints("ignored: ").prints(why).prints(name);
    let zh = place.with("GV_LANG", "zh").gv(["current"]).succeeds();
    zh.says("已忽略");
    let json = sandbox.at(folder).gv(["doctor", "directory", "--json"]).json().to_string();
    assert!(json.contains("pin_passed_over") && json.contains(name), "{json}");
    let json = sandbox.at(folder).gv(["current", "--json"]).succeeds().json();
    assert_eq!(json["passed_over"].as_array().unwrap().len(), 1, "{json}");
}

#[test]
fn what_is_no_file_is_passed_over_and_told() {
    let sandbox = stage();
    // What mise and proto read is a pin too; whether such a file names Go is not known where it cannot be read.
    for name in [".go-version", ".tool-versions", "mise.toml", ".mise.local.toml", ".prototools"] {
        let at = |kind: &str| sandbox.dir(format!("{name}-{kind}")).join(name);
        symlink("sub/.go-version", at("dangling")).unwrap();
        symlink(name, at("loop")).unwrap();
        symlink("/dev/null", at("device")).unwrap();
        make_pipe(&at("pipe"));
        fs::create_dir(at("folder")).unwrap();
        for (kind, why) in [
            ("dangling", "broken link"),
            ("loop", "broken link"),
            ("device", "not a regular file"),
            ("pipe", "not a regular file"),
            ("folder", "not a regular file"),
        ] {
            is_passed_over(&sandbox, &format!("{name}-{kind}"), name, why);
        }
    }
}

#[test]
fn a_link_within_the_checkout_is_followed() {
    let sandbox = stage();
    sandbox.dir("repo/.git");
    sandbox.file("repo/.go-version", "1.21.13\n");
    let service = sandbox.dir("repo/services/a");
    symlink("../../.go-version", service.join(".go-version")).unwrap();
    let run = sandbox.at("repo/services/a").gv(["current"]).succeeds().prints("1.21.13");
    run.does_not_say("is ignored").says(".go-version");
    let own = sandbox.dir("own");
    sandbox.file("own/sub/version", "1.21.13\n");
    symlink("sub/version", own.join(".go-version")).unwrap();
    sandbox.at("own").gv(["current"]).succeeds().prints("1.21.13").does_not_say("is ignored");
}

#[test]
fn a_link_in_the_home_directory_may_lead_anywhere() {
    let sandbox = stage();
    let dotfiles = sandbox.file("elsewhere/tool-versions", "golang 1.21.13\n");
    symlink(&dotfiles, sandbox.home().join(".tool-versions")).unwrap();
    fs::create_dir(sandbox.home().join("p")).unwrap();
    let run = sandbox.at(sandbox.home().join("p")).gv(["current"]).succeeds();
    run.prints("1.21.13").does_not_say("is ignored");
}

#[test]
fn a_link_out_of_the_checkout_is_passed_over_and_its_words_are_not_shown() {
    let sandbox = stage();
    let secret = sandbox.home().join("secret");
    for content in ["SECRET words\n", "1.21.13\n"] {
        fs::write(&secret, content).unwrap();
        let folder = sandbox.dir(format!("repo{}", content.len()));
        fs::create_dir(folder.join(".git")).unwrap();
        symlink(&secret, folder.join(".go-version")).unwrap();
        is_passed_over(&sandbox, &format!("repo{}", content.len()), ".go-version", "leaves the project");
        sandbox.at(&folder).gv(["current"]).succeeds().does_not_say("SECRET").prints("1.22.3");
    }
    let folder = sandbox.dir("environment");
    symlink("/proc/self/environ", folder.join(".go-version")).unwrap();
    let run = sandbox.at("environment").with("SHOWN", "SECRET").gv(["current", "--why"]).succeeds();
    run.does_not_say("SECRET").does_not_print("SECRET");
}

#[test]
fn an_error_shows_no_words_of_a_file_behind_a_link() {
    let sandbox = stage();
    let folder = sandbox.dir("p");
    sandbox.file("p/secret", "SECRET\n");
    symlink("secret", folder.join(".go-version")).unwrap();
    let run =
        sandbox.at("p").gv(["current"]).fails_with(1).says("does not contain a Go version").says("try: rm ");
    run.does_not_say("SECRET");
    let module = sandbox.dir("m");
    sandbox.file("elsewhere", "go SECRET\ntoolchain SECRET\n");
    symlink("../elsewhere", module.join("go.mod")).unwrap();
    sandbox.at("m").gv(["current", "--why"]).succeeds().does_not_print("SECRET").does_not_say("SECRET");
    let run = sandbox.at("m").gv(["doctor", "directory"]).prints("go.mod:1").does_not_print("SECRET");
    run.does_not_say("SECRET");
}

#[test]
fn a_pin_where_everybody_may_write_is_passed_over() {
    let sandbox = stage();
    for (name, mode) in [("sticky", 0o1777), ("open", 0o777)] {
        let folder = sandbox.dir(name);
        sandbox.file(format!("{name}/.go-version"), "1.21.13\n");
        sandbox.dir(format!("{name}/job/p"));
        sandbox.at(format!("{name}/job/p")).gv(["current"]).succeeds().prints("1.21.13");
        set_mode(&folder, mode);
        for place in [name.to_owned(), format!("{name}/job/p")] {
            is_passed_over(&sandbox, &place, ".go-version", "every user of this machine may write to");
        }
    }
    sandbox.dir("file");
    set_mode(&sandbox.file("file/.go-version", "junk\n"), 0o666);
    is_passed_over(&sandbox, "file", ".go-version", "every user of this machine may change it");
}

#[test]
fn what_a_group_may_write_counts() {
    let sandbox = stage();
    let folder = sandbox.dir("team");
    set_mode(&sandbox.file("team/.go-version", "1.21.13\n"), 0o664);
    set_mode(&folder, 0o2775);
    sandbox.at("team").gv(["current"]).succeeds().prints("1.21.13").does_not_say("is ignored");
}

#[test]
fn the_next_pin_counts_where_one_is_passed_over() {
    let sandbox = stage();
    sandbox.file(".go-version", "1.21.13\n");
    let folder = sandbox.dir("p");
    symlink("nowhere", folder.join(".go-version")).unwrap();
    sandbox.at("p").gv(["current"]).succeeds().prints("1.21.13").says("is ignored");
    fs::write(folder.join(".tool-versions"), "go 1.22.3\n").unwrap();
    sandbox.at("p").gv(["current"]).succeeds().prints("1.22.3").says(".tool-versions:1");
    // What lies above the pin that decides is nobody's concern.
    symlink("nowhere", sandbox.dir("a").join(".go-version")).unwrap();
    sandbox.file("a/b/.go-version", "1.21.13\n");
    sandbox.at("a/b").gv(["current"]).succeeds().does_not_say("is ignored");
    sandbox.at("p").with("GV_VERSION", "1.21.13").gv(["current"]).succeeds().does_not_say("is ignored");
}

#[test]
fn a_pin_of_another_user_is_passed_over() {
    const ANOTHER: u32 = 65_534;
    let sandbox = stage();
    let pin = sandbox.file("up/.go-version", "1.21.13\n");
    sandbox.dir("up/p");
    if chown(&pin, Some(ANOTHER), None).is_err() {
        crate::support::skipped("only root can give a file away");
        return;
    }
    is_passed_over(&sandbox, "up/p", ".go-version", "belongs to another user");
    // Root in a user's project: as in a container that builds what is mounted.
    chown(sandbox.work().join("up/p"), Some(ANOTHER), None).unwrap();
    sandbox.at("up/p").gv(["current"]).succeeds().prints("1.21.13").does_not_say("is ignored");
}

#[test]
fn a_terminal_or_stdin_is_not_read_as_a_pin() {
    let sandbox = stage();
    let input = sandbox.file("input", "1.21.13\n");
    symlink(Path::new("/dev/stdin"), sandbox.dir("p").join(".go-version")).unwrap();
    fed(&sandbox, "p", &["current"], &input).succeeds().prints("1.22.3").says("is ignored");
}
