//! `gv env set` and `unset`.

use super::{has, stage, text};
use std::fs;

#[test]
fn a_new_file_is_made_beside_go_mod_and_what_gv_writes_is_trusted() {
    let sandbox = stage();
    sandbox.dir("a/b");
    let run =
        sandbox.at("a/b").gv(["env", "set", "GOPROXY=https://goproxy.cn,direct", "GOPRIVATE=a.example"]);
    run.succeeds().says("made").says("GOPRIVATE=a.example");
    assert_eq!(text(&sandbox), "GOPROXY=https://goproxy.cn,direct\nGOPRIVATE=a.example\n");
    let run = sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    run.says("GOPROXY=off (was https://goproxy.cn,direct)");
    sandbox
        .gv(["env", "unset", "GOPRIVATE", "GOVCS"])
        .succeeds()
        .says("was a.example")
        .says("does not set GOVCS");
    assert_eq!(text(&sandbox), "GOPROXY=off\n");
    sandbox.gv(["env", "show", "--json"]).prints("\"trusted\": true");
}

#[test]
fn an_empty_value_is_told_to_set_nothing() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY="]).succeeds().says("an empty value sets nothing");
    let run = sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    run.does_not_say("was").does_not_say("an empty value");
    assert_eq!(text(&sandbox), "GOPROXY=off\n");
}

#[test]
fn comments_order_and_line_ends_stay() {
    let sandbox = stage();
    has(&sandbox, "# our proxy\r\nGOPROXY=off\r\n\r\n# ours alone\nGOPRIVATE=a.example\n# end");
    sandbox.gv(["env", "trust"]).succeeds();
    sandbox.gv(["env", "set", "GOPRIVATE=b.example", "GOVCS=*:git"]).succeeds();
    let expected =
        "# our proxy\r\nGOPROXY=off\r\n\r\n# ours alone\nGOPRIVATE=b.example\n# end\nGOVCS=*:git\n";
    assert_eq!(text(&sandbox), expected);
}

#[test]
fn what_came_from_elsewhere_is_not_laundered() {
    let sandbox = stage();
    has(&sandbox, "GOSUMDB=off\n");
    sandbox.gv(["env", "set", "GOPROXY=direct"]).fails_with(1).says("not trusted").says("gv env trust");
    sandbox.gv(["env", "unset", "GOSUMDB"]).fails_with(1).says("gv env trust");
    assert_eq!(text(&sandbox), "GOSUMDB=off\n");
    has(&sandbox, "# a file that sets nothing\n");
    sandbox.gv(["env", "set", "GOPROXY=direct"]).succeeds();
    assert_eq!(text(&sandbox), "# a file that sets nothing\nGOPROXY=direct\n");
}

#[test]
fn what_may_not_be_written_is_refused_whole() {
    let sandbox = stage();
    let set = |setting: &str| sandbox.gv(["env", "set", "GOPROXY=off", setting]).fails_with(2);
    set("GOFLAGS=-mod=mod").says("gv env set --user GOFLAGS");
    set("HTTPS_PROXY=http://x").says("a project may set GOPROXY");
    set("GOPROXY").says("KEY=VALUE");
    set("GOPROXY=https://me:s3cret@x.example").says("netrc").does_not_say("s3cret");
    set("GOPRIVATE=a\nb").says("line break");
    assert!(!sandbox.work().join("go.env").exists());
}

#[test]
fn a_value_by_which_every_go_command_fails_is_not_written() {
    let sandbox = stage();
    let user = sandbox.root().join("user.env");
    let set =
        |setting: &str| sandbox.with("GOENV", &user).gv(["env", "set", "--user", setting]).fails_with(2);
    set("GOTOOLCHAIN=1.27.3")
        .says("every go command would fail")
        .says("gv env set --user GOTOOLCHAIN=go1.27.3");
    set("GOTOOLCHAIN=banana").says("auto, local, path").does_not_say("gv env set");
    set("GOFLAGS=mod=mod -v")
        .says("\"mod=mod\" is not a flag")
        .says("gv env set --user \"GOFLAGS=-mod=mod -v\"");
    assert!(!user.exists());
    sandbox.gv(["env", "set", "GOTOOLCHAIN=1.27.3"]).fails_with(2).says("gv env set GOTOOLCHAIN=go1.27.3");
    assert!(!sandbox.work().join("go.env").exists());
    let good = ["GOTOOLCHAIN=go1.22.3+auto", "GOFLAGS=-mod=mod -v", "GOTOOLCHAIN="];
    for setting in good {
        sandbox.with("GOENV", &user).gv(["env", "set", "--user", setting]).succeeds();
    }
}

#[test]
fn what_doctor_says_of_a_bad_value_takes_it_away() {
    let sandbox = stage();
    let user = sandbox.file("../user.env", "GOTOOLCHAIN=banana\nGOROOT=/nowhere\nGOFLAGS=x\n");
    let at = || sandbox.with("GOENV", &user);
    let json = at().gv(["doctor", "variables", "--json"]).fails_with(1).json();
    let commands =
        json["findings"].as_array().unwrap().iter().map(|it| it["fix"]["command"].as_str().unwrap());
    let commands: Vec<_> = commands.map(str::to_owned).collect();
    for key in ["GOTOOLCHAIN", "GOROOT", "GOFLAGS"] {
        assert!(commands.contains(&format!("gv env unset --user {key}")), "{commands:?}");
    }
    for command in commands {
        at().gv(command.split(' ').skip(1)).succeeds();
    }
    assert_eq!(fs::read_to_string(&user).unwrap(), "");
    at().gv(["doctor", "variables"]).succeeds();
}

#[test]
fn the_users_file_is_written_where_go_reads_it() {
    let sandbox = stage();
    let user = sandbox.root().join("settings/user.env");
    let at = || sandbox.with("GOENV", &user);
    at().gv(["env", "set", "--user", "GOFLAGS=-mod=mod"]).succeeds().says("user.env");
    assert_eq!(fs::read_to_string(&user).unwrap(), "GOFLAGS=-mod=mod\n");
    at().gv(["env", "set", "--user", "GOVERSION=go1.9"]).fails_with(2).says("cannot be modified");
    at().gv(["env", "set", "--user", "HTTPS_PROXY=x"]).fails_with(2).says("not a setting of the go command");
    at().gv(["env", "set", "--user", "GOPATH=relative"]).fails_with(2).says("absolute");
    at().gv(["env", "unset", "--user", "GOFLAGS"]).succeeds().says("was -mod=mod");
    assert_eq!(fs::read_to_string(&user).unwrap(), "");
    sandbox.with("GOENV", "off").gv(["env", "set", "--user", "GOPROXY=off"]).fails_with(1).says("GOENV=off");
    sandbox.with("GOENV", "off").gv(["env", "why", "GOPROXY"]).succeeds().does_not_print("user.env");
}

#[test]
fn what_overrules_it_is_told() {
    let sandbox = stage();
    let run =
        sandbox.with("GOPROXY", "https://me:s3cret@p.example").gv(["env", "set", "GOPROXY=off"]).succeeds();
    let unset = if cfg!(windows) { "Remove-Item Env:GOPROXY" } else { "unset GOPROXY" };
    run.says("in your environment wins").says(unset).does_not_say("s3cret");
    let run = sandbox.gv(["env", "set", "--user", "GOPROXY=direct"]).succeeds();
    run.says("here GOPROXY=off of the project wins");
}

#[test]
fn mistakes_are_told_with_the_command_that_mends_them() {
    let sandbox = stage();
    let run = sandbox.gv(["env", "set", "GOPROXY=goproxy.cn,direct", "GOPRIVATE=192.168.0.0/16"]).succeeds();
    run.says_all(&[
        "has no scheme",
        "gv env set GOPROXY=https://goproxy.cn,direct",
        "address range",
        "gv env set \"GOPRIVATE=192.168.*\"",
    ]);
}

#[test]
fn what_was_just_set_is_told_first_and_what_comes_of_it_together_with_the_rest_too() {
    let sandbox = stage();
    let user = sandbox.file("../user.env", "GOSUMDB=off\n");
    let at = || sandbox.with("GOENV", &user);
    at().gv(["env", "set", "GOPROXY=direct"]).succeeds().says("downloads are not verified");
    let run = at().gv(["env", "set", "GOPRIVATE=.corp.example"]).succeeds();
    let at_of = |text: &str| run.stderr.find(text).unwrap_or_else(|| panic!("no {text} in {run}"));
    assert!(at_of("does not work there") < at_of("GOSUMDB is off"), "{run}");
    at().gv(["env", "unset", "GOPRIVATE"]).succeeds().says("GOSUMDB is off").does_not_say("corp.example is");
}

#[test]
fn what_stands_in_the_environment_is_mended_there() {
    let sandbox = stage();
    let run = sandbox.with("SHELL", "/bin/bash").with("GOPROXY", "goproxy.cn,direct").gv(["env"]).succeeds();
    let run = run.says("no scheme").does_not_say("gv env set");
    if cfg!(unix) {
        run.says("export GOPROXY='https://goproxy.cn,direct'");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    let user = sandbox.file("not-a-folder", "");
    let at = sandbox.with("GOENV", user.join("env"));
    at.gv(["env", "set", "--user", "GOPROXY=off"]).fails_with(1).says("not-a-folder");
    assert_eq!(fs::read_dir(sandbox.work()).unwrap().count(), 3, "nothing temporary stays");
}

#[test]
fn eight_at_once_lose_nothing() {
    let sandbox = stage();
    let user = sandbox.root().join("user.env");
    let keys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOVCS", "GOAUTH"];
    std::thread::scope(|scope| {
        for key in keys {
            let (sandbox, user) = (&sandbox, &user);
            scope.spawn(move || {
                sandbox.gv(["env", "set", &format!("{key}=off")]).succeeds();
                sandbox.with("GOENV", user).gv(["env", "set", "--user", &format!("{key}=off")]).succeeds();
            });
        }
    });
    assert_eq!(text(&sandbox).lines().count(), 8);
    assert_eq!(fs::read_to_string(&user).unwrap().lines().count(), 8);
    sandbox.gv(["env", "show", "--json"]).prints("\"trusted\": true");
}
