//! `gv mirror watch`. What a mirror answers is scripted by the number of the probe, not by time.

use super::stage::{NEWEST, SETTLED, Stage};
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A home whose GOPROXY is the first of two mirrors, and its toolchain answers so, probe after probe.
struct Watched {
    stage: Stage,
    servers: [Server; 2],
    _origin: Server,
    user: PathBuf,
    before: String,
}

/// What the first mirror does, a letter a probe: `+` answers, `-` fails, and so on with the last.
fn watched<const N: usize>(script: [char; N]) -> Watched {
    let mut stage = Stage::new();
    let zip = Reply::bytes(stage.toolchains[0].zip());
    let replies = script.map(|letter| if letter == '+' { zip.clone() } else { Reply::status(503) });
    let path = stage.toolchains[0].path("zip");
    let servers = [stage.proxy().serve_in_turn(&path, replies), stage.proxy()];
    let origin = stage.origin();
    let user = stage.sandbox.root().join("user.env");
    let before = format!("# mine\nGOPROXY={},direct\n", servers[0].url(""));
    fs::write(&user, &before).unwrap();
    stage.sandbox.set("GOENV", &user);
    stage.use_origin(&origin).knows("goproxy", &servers.each_ref(), "");
    Watched { stage, servers, _origin: origin, user, before }
}

impl Watched {
    fn once(&self, stay: &str) -> Run {
        self.stage.sandbox.gv(["mirror", "watch", "--once", "--stay", stay])
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.user).unwrap()
    }

    /// The file once the other mirror is used.
    fn switched(&self) -> String {
        format!("# mine\nGOPROXY={},direct\n", self.servers[1].url(""))
    }
}

#[test]
fn it_switches_at_the_second_failure_and_comes_back_after_three_good_answers() {
    let watched = watched(['+', '-', '+', '-', '-', '-', '+']);
    let (old, new) = (watched.before.clone(), watched.switched());
    let probes = [
        ("", 0, &old),
        ("(1 in a row)", 1, &old),
        ("can be used again", 0, &old),
        ("(1 in a row)", 1, &old),
        ("switched from", 0, &new),
        ("", 0, &new),
        ("answers again (1 in a row)", 0, &new),
        ("answers again (2 in a row)", 0, &new),
        ("back to", 0, &old),
        ("", 0, &old),
    ];
    for (at, (event, code, content)) in probes.into_iter().enumerate() {
        let run = watched.once("0s");
        assert_eq!(run.code, Some(code), "probe {at}: {run}");
        assert_eq!(&watched.text(), content, "probe {at}: {run}");
        assert_eq!(run.stdout.is_empty(), event.is_empty(), "probe {at}: {run}");
        run.prints(event);
    }
    watched
        .stage
        .sandbox
        .gv(["mirror", "undo", "-y"])
        .fails_with(1)
        .says("has not changed anything that could be undone");
}

#[test]
fn it_stays_where_it_is_for_a_while() {
    let watched = watched(['-', '-', '+']);
    watched.once("1h").fails_with(1);
    watched.once("1h").succeeds().prints("switched from");
    for _ in 0..6 {
        watched.once("1h").succeeds().does_not_print("back to");
    }
    assert_eq!(watched.text(), watched.switched());
    watched.once("0s").succeeds().prints("back to");
    assert_eq!(watched.text(), watched.before);
}

#[test]
fn what_the_user_sets_meanwhile_is_left_alone() {
    let watched = watched(['-', '-', '+']);
    watched.once("0s").fails_with(1);
    watched.once("0s").succeeds().prints("switched");
    let own = format!("GOPROXY={}|off", watched.servers[1].url(""));
    watched.stage.sandbox.gv(["env", "set", "--user", &own]).succeeds();
    // The same mirror as before: three good answers, and what it wrote is no longer there.
    for _ in 0..2 {
        watched.once("0s").succeeds();
    }
    watched.once("0s").prints("was changed since");
    assert!(watched.text().contains(&own));
    let other = format!("GOPROXY={},off", watched.servers[0].url(""));
    watched.stage.sandbox.gv(["env", "set", "--user", &other]).succeeds();
    for event in ["changed elsewhere", "", "", ""] {
        watched.once("0s").succeeds().prints(event);
    }
    assert!(watched.text().contains(&other));
}

#[test]
fn undo_takes_a_switch_back() {
    let watched = watched(['-', '-', '-']);
    watched.once("0s").fails_with(1);
    watched.once("0s").succeeds();
    watched.stage.sandbox.gv(["mirror", "undo", "-y"]).succeeds();
    assert_eq!(watched.text(), watched.before);
    // It begins anew with what the user wants.
    watched.once("1h").fails_with(1).prints("(1 in a row)").does_not_print("somebody");
}

#[test]
fn without_another_mirror_it_says_so_and_goes_on() {
    let mut watched = watched(['-', '-', '-', '+']);
    let config = watched.stage.sandbox.gv_home().join("config.toml");
    let alone = format!("[mirror]\nonly = true\ngoproxy = [{:?}]\n", watched.servers[0].url(""));
    fs::write(config, alone).unwrap();
    watched.once("0s").fails_with(1);
    watched.once("0s").fails_with(1).prints("cannot switch");
    watched.once("0s").fails_with(1);
    watched.once("0s").succeeds().prints("can be used again");
    assert_eq!(watched.text(), watched.before);
    watched.stage.sandbox.set("GOPROXY", "https://goproxy.cn");
    watched.once("0s").fails_with(1).says("GOPROXY of the environment").says("gv env why GOPROXY");
    watched.stage.sandbox.set("GOPROXY", "direct");
    watched.once("0s").fails_with(1).says("nothing to watch");
}

#[test]
fn mirrors_of_releases_are_watched_too() {
    let mut stage = Stage::new();
    let all = ["1.26.1", SETTLED, NEWEST];
    let archive = format!("/dl/{}", super::stage::archive(SETTLED));
    let bad = stage.mirror_of(&all, |reply| reply).serve(&archive, Reply::html());
    let good = stage.mirror_of(&all, |reply| reply);
    let origin = stage.archives_late();
    stage.use_origin(&origin).knows("release", &[&bad, &good], "/dl");
    let config = stage.sandbox.gv_home().join("config.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{text}[release]\nmirrors = [{:?}] # mine\n", bad.url("/dl"))).unwrap();
    let once = || stage.sandbox.gv(["mirror", "watch", "--release", "--once"]);
    once().fails_with(1).prints("web page");
    once().succeeds().prints("switched");
    let expected = format!("{text}[release]\nmirrors = [{:?}] # mine\n", good.url("/dl"));
    assert_eq!(fs::read_to_string(&config).unwrap(), expected);
}

#[test]
fn it_runs_on_until_it_is_stopped() {
    let watched = watched(['+', '-', '-', '-', '+']);
    let mut command = watched.stage.sandbox.at("").gv_command();
    command.args(["mirror", "watch", "--interval", "100ms", "--stay", "0s"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let log = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines: Vec<String> = Vec::new();
    let begun = Instant::now();
    for line in log {
        lines.push(line.unwrap());
        assert!(begun.elapsed() < Duration::from_mins(2), "{lines:#?}");
        if lines.last().unwrap().contains("back to") {
            break;
        }
    }
    // Only one at a time.
    let other = watched.once("0s");
    child.kill().unwrap();
    child.wait().unwrap();
    other.fails_with(1).says("another gv mirror watch is running");
    let events = [
        "watching",
        "(1 in a row)",
        "(2 in a row)",
        "switched from",
        "again (1",
        "again (2",
        "again (3",
        "back to",
    ];
    assert_eq!(lines.len(), events.len(), "{lines:#?}");
    for (line, event) in lines.iter().zip(events) {
        assert!(line.contains(event) && line.starts_with("20"), "{event} in {lines:#?}");
    }
    assert_eq!(watched.text(), watched.before);
}

#[test]
fn killed_just_after_a_switch_it_knows_that_it_was_itself() {
    let watched = watched(['-', '-', '+']);
    watched.once("0s").fails_with(1);
    let memo = watched.stage.sandbox.gv_home().join("state/mirror/watch-goproxy.json");
    let mut before: serde_json::Value = serde_json::from_slice(&fs::read(&memo).unwrap()).unwrap();
    watched.once("0s").succeeds().prints("switched");
    // What stood there when it had written the settings and nothing else.
    before["pending"] = watched.servers[1].url("").into();
    fs::write(&memo, before.to_string()).unwrap();
    for _ in 0..2 {
        watched.once("0s").succeeds().does_not_print("somebody").prints("answers again");
    }
    watched.once("0s").succeeds().prints("back to");
    assert_eq!(watched.text(), watched.before);
}
