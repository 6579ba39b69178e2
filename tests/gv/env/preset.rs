//! `gv env preset`.

use super::{stage, text};
use std::fs;

#[test]
fn what_it_would_write_is_shown_with_the_reasons_before_it_is_written() {
    let sandbox = stage();
    let run = sandbox.gv(["env", "preset", "cn", "--dry-run"]).succeeds();
    run.says_all(&[
        "+ GOPROXY=https://goproxy.cn|https://goproxy.io|direct",
        "+ GOSUMDB=sum.golang.google.cn",
        "comma",
    ]);
    assert!(!sandbox.work().join("go.env").exists());
    sandbox.gv(["env", "preset", "cn"]).fails_with(2).says("gv env preset cn --yes");
    assert!(!sandbox.work().join("go.env").exists());
    sandbox.gv(["env", "preset", "cn", "--yes"]).succeeds().says("made").does_not_say("try:");
    assert_eq!(
        text(&sandbox),
        "GOPROXY=https://goproxy.cn|https://goproxy.io|direct\nGOSUMDB=sum.golang.google.cn\n"
    );
    sandbox.gv(["env", "preset", "cn"]).succeeds().says("says what cn says");
}

#[test]
fn going_online_takes_away_what_offline_had_set() {
    let sandbox = stage();
    sandbox.gv(["env", "preset", "offline", "-y"]).succeeds();
    assert_eq!(text(&sandbox), "GOPROXY=off\nGONOPROXY=none\nGOTOOLCHAIN=local\n");
    sandbox.gv(["env", "preset", "official", "-y"]).succeeds().says("- GONOPROXY=none");
    assert_eq!(text(&sandbox), "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\n");
}

#[test]
fn private_adds_hosts_to_those_there_are() {
    let sandbox = stage();
    sandbox.gv(["env", "preset", "private"]).fails_with(2).says("gv env preset private git.example.com");
    sandbox.gv(["env", "preset", "cn", "a.example"]).fails_with(2).says("takes no hosts");
    sandbox.gv(["env", "set", "GOPRIVATE=a.example"]).succeeds();
    sandbox.gv(["env", "preset", "private", "b.example", "a.example", "-y"]).succeeds();
    assert_eq!(text(&sandbox), "GOPRIVATE=a.example,b.example\n");
}

#[test]
fn what_is_wrong_with_ones_own_is_told_when_it_is_set() {
    let sandbox = stage();
    sandbox.file("../home/.gv/config.toml", "[preset.work]\nGOPROXY = 'goproxy.cn,direct'\n");
    let run = sandbox.gv(["env", "preset", "work", "-y"]).succeeds();
    run.says("no scheme").says("gv env set GOPROXY=https://goproxy.cn,direct");
}

#[test]
fn outside_of_a_project_it_is_for_the_user() {
    let sandbox = stage();
    let user = sandbox.root().join("user.env");
    fs::create_dir_all(sandbox.root().join("away")).unwrap();
    sandbox.at("../away").with("GOENV", &user).gv(["env", "preset", "cn", "-y"]).succeeds().says("user.env");
    assert!(fs::read_to_string(&user).unwrap().contains("goproxy.cn"));
    sandbox.with("GOENV", &user).gv(["env", "preset", "official", "--user", "-y"]).succeeds();
    assert!(!sandbox.work().join("go.env").exists());
}

#[test]
fn ones_own_are_listed_and_obey_the_same_rules() {
    let sandbox = stage();
    let config = "[preset.work]\nGOPROXY = 'https://proxy.corp.example|direct'\nGOPRIVATE = '*.corp.example'\n\
                  [preset.bad]\nHTTPS_PROXY = 'x'\n";
    sandbox.file("../home/.gv/config.toml", config);
    let list = sandbox.gv(["env", "preset"]).succeeds();
    list.prints("work").prints("GOPRIVATE=*.corp.example").prints("offline").prints("sum.golang.google.cn");
    sandbox.gv(["env", "preset", "work", "-y"]).succeeds();
    assert_eq!(text(&sandbox), "GOPRIVATE=*.corp.example\nGOPROXY=https://proxy.corp.example|direct\n");
    sandbox.gv(["env", "preset", "bad", "-y"]).fails_with(2).says("HTTPS_PROXY");
    sandbox.gv(["env", "preset", "nope"]).fails_with(2).says("there is no preset \"nope\"").says("work");
}
