//! gv's own variables: what they do not take is refused, and `go` goes on.

use crate::support::Sandbox;

#[test]
fn a_value_that_a_variable_does_not_take_is_refused() {
    let sandbox = Sandbox::new();
    for (name, value, takes) in [
        ("GV_STALL_SECONDS", "x", "a whole number of seconds"),
        ("GV_OFFLINE", "maybe", "0 or 1"),
        ("GV_AUTO_INSTALL", "sometimes", "0 or 1"),
        ("GV_DNS", "foo", "system or doh"),
    ] {
        for args in [&["ls"][..], &["doctor", "disk"], &["ls-remote"]] {
            let run = sandbox.with(name, value).gv(args).fails_with(2);
            run.says(&format!("{name}=\"{value}\" is not valid")).says(takes).says(name);
        }
        sandbox.with(name, value).with("GV_LANG", "zh").gv(["ls"]).fails_with(2).says("无效");
    }
    sandbox.with("GV_LANG", "fr").gv(["ls"]).fails_with(2).says("en or zh");
    sandbox.with("GV_OFFLINE", "").gv(["ls"]).succeeds();
}

#[test]
fn a_misspelt_variable_is_answered_with_the_one_that_was_meant() {
    let sandbox = Sandbox::new();
    for (name, meant) in [("GV_OFLINE", "GV_OFFLINE"), ("GV_MIRROR", "GV_MIRRORS")] {
        sandbox.with(name, "1").gv(["ls"]).fails_with(2).says(&format!("{name}; it has {meant}"));
    }
    for others in ["GV_TOKEN", "GV_HOST", "GV_LAB"] {
        sandbox.with(others, "1").gv(["ls"]).succeeds();
    }
}

#[test]
fn go_warns_and_goes_on() {
    let mut sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.set("GV_STALL_SECONDS", "x");
    sandbox.go(["version"]).succeeds().prints("go1.22.3").does_not_say("GV_STALL_SECONDS");
    let told = sandbox.with("CI", "true").go(["version"]).succeeds().prints("go1.22.3");
    told.says("gv: ! GV_STALL_SECONDS=\"x\" is not valid");
    // What has to be installed by settings needs them.
    sandbox.file(".go-version", "1.21.13\n");
    sandbox.go(["version"]).fails_with(2).says("GV_STALL_SECONDS");
    sandbox.unset("GV_STALL_SECONDS");
    sandbox.go(["version"]).succeeds().prints("go1.21.13");
}

#[test]
fn a_word_is_not_taken_for_the_address_of_a_source() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["install", "1.22.3"]).succeeds();
    sandbox.gv(["install", "1.22.3", "--from", "foo"]).fails_with(2).says("foo");
    let mirrors = sandbox.with("GV_MIRRORS", "foo");
    mirrors.gv(["uninstall", "--force", "1.22.3"]).succeeds();
    mirrors.gv(["install", "1.22.3"]).fails_with(2).says("the mirror foo is not a valid address");
    sandbox.with("GV_ORIGIN", "foo").gv(["ls-remote"]).says("foo").fails_with(2);
}

#[test]
fn offline_as_a_flag_is_the_variable_also_for_what_gv_starts() {
    let mut sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["install", "1.22.3"]).succeeds();
    // The requests go where nothing listens, and would be told as failures of the network.
    sandbox.set("GV_ORIGIN", "http://127.0.0.1:1/dl");
    let run = sandbox.gv(["install", "1.22.4", "--offline"]).fails_with(3).says("--offline");
    run.does_not_say("GV_OFFLINE").says("try: gv install 1.22.4\n").does_not_say("127.0.0.1:1/dl: ");
    sandbox.gv(["--offline", "ls"]).succeeds();
    if cfg!(unix) {
        let run = sandbox.gv(["exec", "--offline", "1.22.3", "--", "sh", "-c", "echo $GV_OFFLINE"]);
        assert_eq!(run.succeeds().lines(), ["1"]);
        let run = sandbox.gv(["exec", "1.22.3", "--", "sh", "-c", "echo $GV_OFFLINE"]);
        assert_eq!(run.succeeds().lines(), [""]);
    }
}
