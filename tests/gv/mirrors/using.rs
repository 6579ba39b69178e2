//! `gv mirror use` and `undo`.

use super::stage::{MODULE, MODULE_VERSION, SETTLED, Stage, database, late};
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

/// What is done about an answer that comes late.
const BEST: [&str; 5] = ["mirror", "use", "best", "--goproxy", "--rounds=2"];

/// Five proxies: the first is the best that is honest, the next two are honest and slow or often down; then a fast
/// one that hands over web pages, and a fast one that forges records of the checksum database.
fn five(stage: &Stage) -> [Server; 5] {
    let zip = format!("/{MODULE}/@v/{MODULE_VERSION}.zip");
    let forged = stage.log.answer(MODULE, MODULE_VERSION).replacen(" h1:", " h1:A", 1);
    let lookup = database(&format!("lookup/{MODULE}@{MODULE_VERSION}"));
    let slow = stage.log.passed_on_by(stage.modules(Server::start(), SETTLED, late));
    let shaky = stage.modules(Server::start(), SETTLED, |_| Reply::status(503));
    [
        stage.log.passed_on_by(
            stage.modules(Server::start(), SETTLED, |zip| zip.after(Duration::from_millis(60))),
        ),
        slow,
        stage.log.passed_on_by(shaky),
        stage.proxy().serve(&zip, Reply::html()),
        stage.proxy().serve(&lookup, Reply::bytes(forged)),
    ]
}

/// A home whose user file holds this.
fn staged(content: Option<&str>) -> (Stage, [Server; 5], Server, PathBuf) {
    let mut stage = Stage::new();
    let (servers, origin) = (five(&stage), stage.origin());
    let user = stage.sandbox.root().join("go/user.env");
    if let Some(content) = content {
        fs::create_dir_all(user.parent().unwrap()).unwrap();
        fs::write(&user, content).unwrap();
    }
    stage.sandbox.set("GOENV", &user);
    stage.use_origin(&origin).knows("goproxy", &servers.each_ref(), "");
    (stage, servers, origin, user)
}

fn text(path: &PathBuf) -> Option<String> {
    fs::read_to_string(path).ok()
}

#[test]
fn the_best_honest_proxy_is_chosen_and_the_rest_of_the_file_stays() {
    let before = "# mine\r\nGOFLAGS=-mod=mod\nGOPROXY=https://goproxy.io,direct\n# end";
    let (stage, servers, _origin, user) = staged(Some(before));
    let run = stage.sandbox.gv([&BEST[..], &["--yes", "--replace"]].concat()).succeeds();
    let goproxy = format!("GOPROXY={}|{},direct", servers[0].url(""), servers[1].url(""));
    run.says("- GOPROXY=https://goproxy.io,direct").says(&format!("+ {goproxy}")).says("gv mirror undo");
    let after = before.replace("GOPROXY=https://goproxy.io,direct", &goproxy);
    assert_eq!(text(&user), Some(after));
    let again = stage.sandbox.gv([&BEST[..], &["--yes"]].concat()).succeeds();
    again.says("in force already");
    stage.sandbox.gv(["mirror", "undo", "--yes"]).succeeds();
    assert_eq!(text(&user).as_deref(), Some(before));
    stage
        .sandbox
        .gv(["mirror", "undo", "--yes"])
        .fails_with(1)
        .says("has not changed anything that could be undone");
}

#[test]
fn nothing_is_written_before_the_user_agrees() {
    let (stage, _servers, _origin, user) = staged(None);
    let run = stage.sandbox.gv([&BEST[..], &["--dry-run"]].concat()).succeeds();
    run.says("+ GOPROXY=http://127.0.0.1").prints("the best").prints("serves false data: never used");
    stage.sandbox.gv(BEST).fails_with(2).says("gv mirror use best --yes");
    assert_eq!(text(&user), None);
    assert_eq!(stage.sandbox.names_in("state/mirror"), [""; 0]);
    stage.sandbox.gv([&BEST[..], &["--yes"]].concat()).succeeds();
    assert!(text(&user).is_some());
    stage.sandbox.gv(["mirror", "undo", "--dry-run"]).succeeds().says("- GOPROXY=http://127.0.0.1");
    assert!(text(&user).is_some());
    stage.sandbox.gv(["mirror", "undo", "--yes"]).succeeds();
    assert_eq!(text(&user), None, "it was not there before");
}

#[test]
fn a_proxy_of_ones_own_stays_in_front() {
    let (stage, servers, _origin, user) =
        staged(Some("GOPROXY=http://127.0.0.1:1/corp|https://goproxy.io,off\n"));
    let run = stage.sandbox.gv([&BEST[..], &["-y"]].concat()).succeeds();
    run.says("127.0.0.1:1/corp stays in front").says("--replace").does_not_say("goproxy.io stays");
    let (first, second) = (servers[0].url(""), servers[1].url(""));
    let expected = format!("GOPROXY=http://127.0.0.1:1/corp|{first}|{second},off\n");
    assert_eq!(text(&user), Some(expected));
}

#[test]
fn a_mirror_that_is_named_has_to_be_honest() {
    let (stage, servers, _origin, user) = staged(None);
    let named = |server: &Server| -> Run {
        stage.sandbox.gv(["mirror", "use", &server.url(""), "--goproxy", "--rounds=1", "-y"])
    };
    named(&servers[3]).fails_with(1).says("gv never uses it").says("gv mirror test");
    named(&servers[4]).fails_with(1).says("gv never uses it");
    named(&servers[2]).fails_with(1).says("cannot be used now");
    let closed = Server::closed();
    stage.sandbox.gv(["mirror", "use", &closed, "--goproxy", "-y"]).fails_with(3);
    assert_eq!(text(&user), None);
    named(&servers[1]).succeeds();
    assert_eq!(text(&user), Some(format!("GOPROXY={},direct\n", servers[1].url(""))));
}

#[test]
fn a_project_has_its_own_and_trusts_what_is_put_back() {
    let (stage, servers, _origin, user) = staged(None);
    stage.sandbox.file("go.mod", "module m\n\ngo 1.20\n");
    let before = "# ours\nGOPRIVATE=git.corp.example\n";
    let path = stage.sandbox.file("go.env", before);
    stage.sandbox.gv(["env", "trust"]).succeeds();
    stage.sandbox.gv([&BEST[..], &["--project", "-y"]].concat()).succeeds();
    let after = text(&path).unwrap();
    assert!(after.starts_with(before) && after.contains(&servers[0].url("")), "{after}");
    stage.sandbox.gv(["env", "show", "--json"]).prints("\"trusted\": true");
    stage.sandbox.at("..").gv(["mirror", "undo", "-y"]).succeeds();
    assert_eq!(text(&path).as_deref(), Some(before));
    stage.sandbox.gv(["env", "show", "--json"]).prints("\"trusted\": true");
    assert_eq!(text(&user), None);
}

#[test]
fn what_was_changed_since_is_not_overruled() {
    let (stage, _servers, _origin, user) = staged(Some("GOFLAGS=-x\n"));
    stage.sandbox.gv([&BEST[..], &["-y"]].concat()).succeeds();
    let chosen = text(&user).unwrap();
    // Something else: only the setting is put back.
    fs::write(&user, format!("# later\n{chosen}GOVCS=*:git\n")).unwrap();
    stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    assert_eq!(text(&user).as_deref(), Some("# later\nGOFLAGS=-x\nGOVCS=*:git\n"));
    // The setting itself.
    stage.sandbox.gv([&BEST[..], &["-y"]].concat()).succeeds();
    stage.sandbox.gv(["env", "set", "--user", "GOPROXY=off"]).succeeds();
    let kept = text(&user);
    stage.sandbox.gv(["mirror", "undo", "-y"]).fails_with(1).says("GOPROXY in").says("was changed since");
    assert_eq!(text(&user), kept);
}

#[test]
fn release_mirrors_are_written_into_the_settings_in_their_order() {
    let mut stage = Stage::new();
    let all = ["1.26.1", SETTLED, super::stage::NEWEST];
    let servers = [
        stage.mirror_of(&all, |reply| reply.after(Duration::from_millis(60))),
        stage.mirror_of(&all, late),
        stage.mirror_of(&all, |_| Reply::status(503)),
        stage.mirror_of(&all, |_| Reply::html()),
        stage.mirror_of(&all, |reply| reply.flipped_bit(300)),
    ];
    // Of Go's releases, so that the origin is none of the mirrors.
    let origin = stage.archives_late();
    stage.use_origin(&origin).knows("release", &servers.each_ref(), "/dl");
    let config = stage.sandbox.gv_home().join("config.toml");
    let before = text(&config).unwrap();
    let best = ["mirror", "use", "best", "--release", "--rounds=2", "-y"];
    stage.sandbox.gv(best).succeeds().says("+ mirrors=[");
    let (first, second) = (servers[0].url("/dl"), servers[1].url("/dl"));
    let expected = format!("{before}\n[release]\nmirrors = [\"{first}\", \"{second}\"]\n");
    assert_eq!(text(&config), Some(expected));
    let run = stage.sandbox.with("GV_MIRRORS", "https://x.example").gv([
        "mirror",
        "use",
        &second,
        "--release",
        "-y",
        "--rounds=1",
    ]);
    run.succeeds().says("GV_MIRRORS in your environment wins");
    stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    assert_eq!(text(&config), Some(before));
}

#[test]
fn an_origin_of_ones_own_that_is_the_best_is_used_alone() {
    let mut stage = Stage::new();
    let all = ["1.26.1", SETTLED, super::stage::NEWEST];
    let (origin, slow) = (stage.origin(), stage.mirror_of(&all, late));
    stage.use_origin(&origin).knows("release", &[], "/dl");
    let config = stage.sandbox.gv_home().join("config.toml");
    let untouched = text(&config).unwrap();
    let best = ["mirror", "use", "best", "--release", "--rounds=1", "-y"];
    let run = stage.sandbox.gv(best).succeeds().says("nothing to change").does_not_say("mirrors=");
    run.says(&format!("your own origin, {}: gv uses it alone", origin.url("").replace("http://", "")));
    assert_eq!(text(&config).as_deref(), Some(untouched.as_str()), "no empty list is written");
    assert_eq!(stage.sandbox.names_in("state/mirror"), [""; 0]);
    // A slower mirror that is asked first is taken out, and the change can be undone.
    let before = format!("{untouched}[release]\nmirrors = [\"{}\"]\n", slow.url("/dl"));
    fs::write(&config, &before).unwrap();
    let run = stage.sandbox.gv(best).succeeds().says(&format!("- mirrors=[\"{}\"]", slow.url("/dl")));
    run.says("mirrors is no longer set").does_not_say("+ mirrors");
    assert!(!text(&config).unwrap().contains("mirrors ="), "{:?}", text(&config));
    stage.sandbox.gv(["install", SETTLED]).succeeds();
    stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    assert_eq!(text(&config).as_deref(), Some(before.as_str()));
}

#[test]
fn a_name_that_no_mirror_has_is_of_no_kind() {
    let stage = Stage::new();
    stage
        .sandbox
        .gv(["mirror", "test", "foo"])
        .fails_with(2)
        .says("there is no mirror \"foo\"")
        .says("gv mirror ls\n");
    let run = stage.sandbox.gv(["mirror", "test", "foo", "--goproxy"]).fails_with(2);
    run.says("there is no goproxy mirror \"foo\"").says("gv mirror ls --goproxy");
}

#[test]
fn both_kinds_are_one_change() {
    let (mut stage, _servers, origin, user) = staged(None);
    let mirror = stage.mirror();
    stage.knows("release", &[&mirror], "/dl");
    let config = stage.sandbox.gv_home().join("config.toml");
    let before = text(&config);
    stage.sandbox.gv(["mirror", "use", "best", "--rounds=1", "-y"]).succeeds();
    assert!(text(&user).is_some());
    drop(origin);
    stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    assert_eq!((text(&user), text(&config)), (None, before));
}

#[test]
fn a_kind_without_a_good_mirror_does_not_keep_the_other_from_it() {
    let (mut stage, _servers, _origin, user) = staged(None);
    let liar = stage.mirror_of(&["1.26.1", SETTLED], |_| Reply::html());
    let origin = Server::start().serve("/dl/?mode=json&include=all", Reply::bytes(stage.origin.index()));
    stage.use_origin(&origin).knows("release", &[&liar], "/dl");
    let run = stage.sandbox.gv(["mirror", "use", "best", "--rounds=1", "-y"]);
    run.fails_with(1).says("none of the mirrors").says("gv mirror test --release").says("GOPROXY=http");
    assert!(text(&user).is_some());
}

/// Killed at any moment, each file is the old one or the new one, and a further `use` or `undo` needs no help.
#[test]
fn killed_at_any_moment_the_files_are_whole() {
    let before = "# mine\nGOPROXY=https://goproxy.io,direct\n";
    let (stage, servers, _origin, user) = staged(Some(before));
    let named = ["mirror", "use", &servers[0].url(""), "--goproxy", "--rounds=1", "--replace", "-y"];
    stage.sandbox.gv(named).succeeds();
    let after = text(&user).unwrap();
    stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    let record = stage.sandbox.gv_home().join("state/mirror/undo.json");
    let mut struck = 0;
    for step in 0..24_u32 {
        fs::remove_file(&record).unwrap();
        let mut command = stage.sandbox.at("").gv_command();
        let mut child = command.args(named).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // What was there is written down first; from then on at ever later moments.
        while !record.exists() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(150) * step);
        // It may be done by now.
        let _ = child.kill();
        struck += u32::from(!child.wait().unwrap().success());
        let now = text(&user).unwrap();
        assert!(now == before || now == after, "{now}");
        let undone = stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
        assert_eq!(text(&user).as_deref(), Some(before), "{undone}");
    }
    assert!(struck > 0, "none was struck while it ran");
}
