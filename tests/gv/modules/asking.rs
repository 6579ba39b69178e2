//! Who is asked, in which order, and what comes of it.

use super::stage::{Stage, VERSION, full};
use crate::support::database::Database;
use crate::support::module::Module;
use crate::support::reply::Reply;
use crate::support::server::Server;
use serde_json::Value;
use std::fs;
use std::time::Duration;

fn asked_for_zip(server: &Server) -> usize {
    server.requests().iter().filter(|it| it.path.contains(".zip")).count()
}

#[test]
fn a_toolchain_comes_from_the_proxy_and_is_proven_by_the_log() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    let run = stage.install_from(&proxy.url("")).succeeds();
    run.says("verified against the checksum database sum.test.example");
    stage.is_whole();
    let receipt = fs::read(stage.sandbox.gv_home().join("versions/go1.22.3.json")).unwrap();
    let receipt: Value = serde_json::from_slice(&receipt).unwrap();
    assert_eq!(receipt["h1"], stage.module.h1().to_string());
    assert_eq!((&receipt["proof"], &receipt["database"]), (&"database".into(), &"sum.test.example".into()));
    assert_eq!(receipt["archive"], format!("{}.zip", stage.module.version));
    assert_eq!(receipt["sources"][0], proxy.url("").replace("http://", ""));
    assert!(receipt["installed_at"].as_u64().unwrap() > 1_700_000_000);
    let listed = stage.sandbox.gv(["ls", "--proof"]).succeeds().stdout;
    assert!(listed.contains("the checksum database sum.test.example"), "{listed}");
    let json: Value = serde_json::from_str(&stage.sandbox.gv(["ls", "--json"]).succeeds().stdout).unwrap();
    assert_eq!(json["toolchains"][0]["hash"], stage.module.h1().to_string());
    stage.sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds().prints("go version go1.22.3");
}

#[test]
fn it_is_the_way_when_the_mirrors_fail() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    let run = stage.sandbox.gv(["install", VERSION]).succeeds();
    run.says_all(&[
        "continuing with the toolchain modules of http://127.0.0.1:",
        "verified against the checksum database",
    ]);
    stage.is_whole();
}

#[test]
fn it_is_asked_first_where_that_is_preferred() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    stage.sandbox.set("GV_PREFER", "goproxy");
    stage.sandbox.gv(["install", VERSION]).succeeds().does_not_say("dl.google.com");
    stage.is_whole();
    stage.sandbox.set("GV_PREFER", "gopher");
    stage
        .sandbox
        .gv(["install", "1.22.4"])
        .fails_with(2)
        .says_all(&["is not mirror, goproxy or only-goproxy", "try:"]);
}

#[test]
fn mirror_leaves_it_out() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    stage.sandbox.gv(["install", VERSION, "--from", "mirror"]).fails_with(3);
    assert_eq!(proxy.requests().len(), 0);
    stage.is_empty();
}

#[test]
fn an_address_may_be_a_proxy_or_a_folder() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies("off");
    stage.sandbox.gv(["install", VERSION, "--from", &proxy.url("")]).succeeds();
    stage.is_whole();
    stage.sandbox.gv(["install", VERSION, "--from", "ftp://x"]).fails_with(2).says("goproxy");
}

#[test]
fn a_folder_needs_no_network_at_all() {
    let mut stage = Stage::new();
    let folder = stage.sandbox.root().join("ein Ordner");
    stage.module.write_to(&folder);
    stage.log.write_to(&folder);
    let url = url::Url::from_directory_path(&folder).unwrap().to_string();
    stage.use_proxies(&url);
    stage.sandbox.set("GV_OFFLINE", "1").set("GV_PREFER", "goproxy");
    stage.sandbox.gv(["install", VERSION]).succeeds();
    stage.is_whole();
    // What is not there is not looked for elsewhere.
    stage.sandbox.gv(["install", "1.22.4"]).says("GV_OFFLINE");
}

#[test]
fn the_list_goes_on_as_its_separators_say() {
    for (status, separator, goes_on) in [
        (404, ",", true),
        (410, ",", true),
        (403, ",", false),
        (500, ",", false),
        (403, "|", true),
        (500, "|", true),
    ] {
        let mut stage = Stage::new();
        let path = stage.module.path("zip");
        let bad = stage.log.passed_on_by(Server::start()).serve(&path, Reply::status(status));
        let good = stage.proxy();
        let run = stage.install_from(&format!("{}{separator}{}", bad.url(""), good.url("")));
        assert_eq!(asked_for_zip(&good) > 0, goes_on, "{status} {separator}");
        run.fails_with(if goes_on { 0 } else { 3 });
    }
}

#[test]
fn off_ends_the_list() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.install_from("off").fails_with(1).says_all(&["GOPROXY=off has no proxy", "try:"]);
    let list = format!("{},off,{}", Server::start().url(""), proxy.url(""));
    stage.install_from(&list).fails_with(3);
    assert_eq!(proxy.requests().len(), 0);
}

#[test]
fn without_a_checksum_database_nothing_is_taken_from_a_proxy() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    stage.sandbox.set("GOSUMDB", "off");
    let run = stage.sandbox.gv(["install", VERSION, "--from", "goproxy"]).fails_with(4);
    run.says_all(&["GOSUMDB=off", "try: export GOSUMDB='sum.golang.org'"]);
    assert_eq!(asked_for_zip(&proxy), 0);
    // Another source is used where there is one.
    let origin = crate::support::origin::Origin::of(&[VERSION]);
    let address = origin.write_to(&stage.sandbox.root().join("origin/dl"));
    stage.sandbox.set("GV_ORIGIN", address).set("GV_PREFER", "goproxy");
    stage.sandbox.gv(["install", VERSION]).succeeds().says_all(&["GOSUMDB=off", "the release mirrors"]);
}

#[test]
fn go_s_own_file_of_the_user_counts_and_a_project_s_does_not() {
    let mut stage = Stage::new();
    let (proxy, project) = (stage.proxy(), Server::start());
    stage.sandbox.set("XDG_CONFIG_HOME", stage.sandbox.home().join("config"));
    stage.sandbox.set("GOENV", stage.sandbox.home().join("go.settings"));
    let settings = format!("GOPROXY={}\nGOSUMDB={}\n", proxy.url(""), stage.log.key());
    fs::write(stage.sandbox.home().join("go.settings"), settings).unwrap();
    stage.sandbox.file("go.env", format!("GOPROXY={}\nGOSUMDB=off\n", project.url("")));
    stage.sandbox.file("go.mod", "module x\n\ngo 1.22.3\n");
    stage.sandbox.gv(["install", "--from", "goproxy"]).succeeds();
    stage.is_whole();
    assert_eq!(project.requests().len(), 0);
}

#[test]
fn a_setting_that_makes_no_sense_is_told() {
    let mut stage = Stage::new();
    stage.install_from("goproxy").fails_with(1).says_all(&["GOPROXY", "no scheme", "try: export GOPROXY="]);
    stage.install_from("https://user:s3cret@[").fails_with(1).does_not_say("s3cret");
    stage.sandbox.set("GOPROXY", "https://127.0.0.1:1").set("GOSUMDB", "sum.example");
    let run = stage.sandbox.gv(["install", VERSION, "--from", "goproxy"]).fails_with(1);
    run.says_all(&["GOSUMDB", "whose key is not known"]);
}

#[test]
fn what_broke_off_goes_on_and_a_wrong_part_is_fetched_anew() {
    let mut stage = Stage::new();
    let (path, zip) = (stage.module.path("zip"), stage.module.zip());
    let breaking =
        stage.log.passed_on_by(Server::start()).serve(&path, Reply::bytes(zip.clone()).truncated_at(90_000));
    stage.install_from(&breaking.url("")).fails_with(3);
    stage.is_empty();
    let kept: Vec<_> =
        stage.sandbox.names_in("cache").into_iter().filter(|name| name.contains(".part")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let proxy = stage.proxy();
    stage.install_from(&proxy.url("")).succeeds();
    assert_eq!(proxy.asked_for(&path), (0, 1), "only the rest is asked for");
    stage.is_whole();
    // And with a part that is another one's.
    let mut stage = Stage::new();
    let other = stage.module.clone().altered("src/fmt/print.go").zip();
    let breaking =
        stage.log.passed_on_by(Server::start()).serve(&path, Reply::bytes(other).truncated_at(90_000));
    stage.install_from(&breaking.url("")).fails_with(3);
    let proxy = stage.proxy();
    stage.install_from(&proxy.url("")).succeeds();
    stage.is_whole();
}

#[test]
fn two_at_once_fetch_it_once() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    let sandbox = &stage.sandbox;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| sandbox.gv(["install", VERSION, "--from", "goproxy"]).succeeds());
        }
    });
    assert_eq!(asked_for_zip(&proxy), 1);
    stage.is_whole();
}

#[test]
fn a_release_that_gv_does_not_know_is_found_in_the_proxy_s_list() {
    let mut stage = Stage::of("1.99.4");
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    let run = stage.sandbox.gv(["install", "1.99"]).succeeds();
    run.says("1.99 is go1.99.4");
    assert_eq!(stage.sandbox.installed(), ["go1.99.4"]);
    // A list may lack what the proxy has.
    let stage = &mut Stage::of("1.99.4");
    let proxy = stage.proxy().serve("/golang.org/toolchain/@v/list", Reply::bytes(""));
    stage.use_proxies(&proxy.url(""));
    stage.sandbox.gv(["install", "1.99.4"]).succeeds();
    // The log was not reached, and a 404 of the proxy is no answer of the log: that is not known.
    stage.sandbox.gv(["install", "1.99.5"]).fails_with(3);
}

#[test]
fn a_version_that_nobody_has_is_no_such_version() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    stage.sandbox.gv(["install", "1.22.4", "--from", "goproxy"]).says("404");
    stage.sandbox.gv(["install", "1.20.1", "--from", "goproxy"]).fails_with(5).says("go1.21.0 on");
    stage.is_empty();
}

#[test]
fn it_is_told_in_chinese_too() {
    let mut stage = Stage::new();
    stage.sandbox.set("GV_LANG", "zh");
    let bad = Module::of(&full(VERSION), VERSION).altered("VERSION");
    let proxy = stage.log.passed_on_by(bad.served_by(Server::start()));
    stage.install_from(&proxy.url("")).fails_with(4).says_all(&["校验和数据库", "不是该版本", "h1:"]);
}

#[test]
fn a_list_that_is_too_long_for_one_is_told() {
    let mut stage = Stage::new();
    let list = "v0.0.1-go1.22.3.linux-amd64\n".repeat(100_001);
    let proxy = Server::start().serve("/golang.org/toolchain/@v/list", Reply::bytes(list));
    stage.use_proxies(&proxy.url(""));
    let run = stage.sandbox.gv(["ls-remote", "1.22"]).succeeds();
    run.says("/golang.org/toolchain/@v/list has more than 100000 lines and was ignored").prints("1.22.3");
}

#[test]
fn what_gv_exported_for_a_project_has_no_say_in_where_a_toolchain_comes_from() {
    let mut stage = Stage::new();
    let (proxy, foreign) = (stage.proxy(), Server::start());
    stage.use_proxies(&proxy.url(""));
    let user = stage
        .sandbox
        .file("../user.env", format!("GOPROXY={}\nGOSUMDB={}\n", proxy.url(""), stage.log.key()));
    let held = format!("GOPROXY={}\tGOSUMDB=off", foreign.url(""));
    stage
        .sandbox
        .set("GOENV", user)
        .set("GOPROXY", foreign.url(""))
        .set("GOSUMDB", "off")
        .set("GV_ENV_HELD", held);
    stage.sandbox.gv(["ls-remote"]);
    stage.sandbox.gv(["install", VERSION, "--from", "goproxy"]).succeeds().says("sum.test.example");
    stage.is_whole();
    stage.sandbox.gv(["verify", VERSION]).succeeds().says("sum.test.example");
    stage.sandbox.gv(["mirror", "ls"]).succeeds().does_not_print(&foreign.url(""));
    stage.sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds();
    assert_eq!(foreign.requests().len(), 0);
}

#[test]
fn a_folder_named_for_the_bytes_leaves_the_log_to_goproxy() {
    let mut stage = Stage::new();
    let folder = stage.sandbox.root().join("bytes");
    stage.module.write_to(&folder);
    let witness = stage.log.passed_on_by(Server::start());
    stage.use_proxies(&witness.url(""));
    let from = folder.display().to_string();
    stage.sandbox.gv(["install", VERSION, "--from", &from]).succeeds().says("sum.test.example");
    stage.is_whole();
    assert!(witness.requests().iter().any(|request| request.path.contains("/lookup/")));
    // Without a witness it is the network that failed, and no proof.
    let mut stage = Stage::new();
    let folder = stage.sandbox.root().join("bytes");
    stage.module.write_to(&folder);
    stage.use_proxies(&format!("http://127.0.0.1:{}", 1));
    stage.sandbox.gv(["install", VERSION, "--from", &folder.display().to_string()]).fails_with(3);
    stage.is_empty();
}

#[test]
fn the_settings_of_the_go_on_path_are_the_machines() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    let root = stage.sandbox.place_toolchain("1.21.13");
    let settings = format!("GOPROXY={}\nGOSUMDB={}\n", proxy.url(""), stage.log.key());
    fs::write(root.join("go.env"), settings).unwrap();
    stage.sandbox.gv(["use", "1.21.13"]).succeeds();
    stage.sandbox.unset("GOPROXY").unset("GOSUMDB");
    stage.sandbox.gv(["env"]).succeeds().prints(&proxy.url(""));
    stage.sandbox.gv(["install", VERSION, "--from", "goproxy"]).succeeds().says("sum.test.example");
    assert!(asked_for_zip(&proxy) > 0);
}

#[test]
fn another_key_under_the_name_of_gos_own_database_is_told() {
    let mut stage = Stage::new();
    let log = std::mem::replace(&mut stage.log, Database::new(1));
    stage.log = log.named("sum.golang.org");
    let proxy = stage.proxy();
    let hash = stage.log.key().split('+').nth(1).unwrap().to_owned();
    let told = format!("sum.golang.org (key {hash}, not Go's own)");
    stage.install_from(&proxy.url("")).succeeds().says_all(&[&told, "another key than Go's own"]);
    stage.sandbox.gv(["ls", "--proof"]).succeeds().prints(&told);
    stage.sandbox.gv(["verify", VERSION]).succeeds().says(&told);
    let receipt = fs::read(stage.sandbox.gv_home().join("versions/go1.22.3.json")).unwrap();
    let receipt: Value = serde_json::from_slice(&receipt).unwrap();
    assert_eq!(receipt["database_key"], stage.log.key());
    stage.sandbox.gv(["doctor", "settings"]).prints("another key than Go's own").prints(&hash);
}

/// A proxy that fetches first says nothing for longer than others may be silent. It is waited for, and asked once.
#[test]
fn who_fetches_first_is_waited_for() {
    let mut stage = Stage::new();
    stage.sandbox.set("GV_STALL_SECONDS", "1");
    let zip = Reply::bytes(stage.module.zip()).after(Duration::from_millis(1800));
    let proxy = stage.log.passed_on_by(stage.module.served_as(Server::start(), zip));
    let run = stage.install_from(&proxy.url("")).succeeds();
    run.says("it may be fetching the toolchain first");
    assert_eq!(asked_for_zip(&proxy), 1);
    stage.is_whole();
}
