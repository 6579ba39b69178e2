//! What is taken over is proven by its files, where the checksum database can be asked.

use super::{listed, row};
use crate::modules::stage::{Stage, VERSION, full};
use crate::support::archive::Toolchain;
use crate::support::database::Database;
use crate::support::folder_link;
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use serde_json::{Value, json};

/// A user of golang.org/dl, and a proxy that passes the log on.
fn stage() -> (Stage, Server) {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    stage.toolchain.write_to(&stage.sandbox.home().join("sdk/go1.22.3"));
    (stage, proxy)
}

/// Who vouches for it, or why nobody does.
#[track_caller]
fn standing(run: &Run, path: &str) -> (Value, Value) {
    let row = row(run, path);
    (row["proven"].clone(), row["not_proven"].clone())
}

#[test]
fn one_that_is_as_released_is_proven_and_stays_so() {
    for way in [&["import", "sdk"][..], &["import", "sdk", "--link"]] {
        let (stage, proxy) = stage();
        if way.contains(&"--link") && !folder_link(&stage.sandbox.home(), &stage.sandbox.root().join("probe"))
        {
            return;
        }
        let run = stage.sandbox.gv(way).succeeds();
        run.prints(", verified against the checksum database sum.test.example").does_not_say("gv verify");
        assert_eq!(proxy.asked_for(&stage.module.path("zip")).0, 0, "no archive is fetched for it");
        let there = listed(&stage.sandbox, VERSION);
        assert_eq!((&there["proof"], &there["imported_from"]), (&"database".into(), &"sdk".into()));
        assert_eq!(there["hash"], stage.module.h1().to_string());
        stage.sandbox.gv(["ls", "--proof"]).succeeds().prints("the checksum database sum.test.example");
        let run = stage.sandbox.gv(["import", "sdk", "--json"]).succeeds();
        assert_eq!(row(&run, "sdk/go1.22.3")["status"], "installed");
        assert_eq!(standing(&run, "sdk/go1.22.3"), ("database".into(), Value::Null));
    }
}

#[test]
fn one_that_differs_by_a_byte_is_not() {
    let (stage, _proxy) = stage();
    let changed = full(VERSION).with("src/fmt/print.go", "package fmt // patched\n");
    changed.write_to(&stage.sandbox.home().join("sdk/go1.22.3"));
    let run = stage.sandbox.gv(["import", "sdk", "--json"]).succeeds().says("gv verify 1.22.3");
    assert_eq!(standing(&run, "sdk/go1.22.3"), (Value::Null, "differs".into()));
    assert_eq!(listed(&stage.sandbox, VERSION)["proof"], Value::Null);
    stage.sandbox.gv(["ls"]).succeeds().prints("from sdk, not verified");
    let proof = stage.sandbox.gv(["ls", "--proof"]).succeeds();
    assert_eq!(proof.stdout.matches("not verified").count(), 1, "{proof}");
}

#[test]
fn each_is_told_apart() {
    let (stage, _proxy) = stage();
    Toolchain::new("1.20.14").write_to(&stage.sandbox.home().join("sdk/go1.20.14"));
    // The proxy says 404, and the database itself is out of reach: the next one is asked for all the same.
    Toolchain::new("1.22.9").write_to(&stage.sandbox.home().join("sdk/go1.22.9"));
    let run = stage.sandbox.gv(["import", "--json"]).succeeds().says("gv verify 1.22.9 1.20.14");
    assert_eq!(standing(&run, "go1.22.3"), ("database".into(), Value::Null));
    assert_eq!(standing(&run, "go1.22.9"), (Value::Null, "unreachable".into()));
    assert_eq!(standing(&run, "go1.20.14"), (Value::Null, "too_old".into()));
}

#[test]
fn one_that_the_log_does_not_have_is_no_release() {
    let (mut stage, _proxy) = stage();
    full("1.22.9").write_to(&stage.sandbox.home().join("sdk/go1.22.9"));
    let database = stage.log.served_by(Server::start());
    let setting = format!("{} {}", stage.log.key(), database.url(""));
    stage.sandbox.set("GOPROXY", "direct").set("GOSUMDB", setting);
    let run = stage.sandbox.gv(["import", "sdk", "--json"]).succeeds();
    assert_eq!(standing(&run, "go1.22.9"), (Value::Null, "unknown".into()));
    assert_eq!(standing(&run, "go1.22.3"), ("database".into(), Value::Null));
}

#[test]
fn where_nobody_answers_it_is_taken_all_the_same() {
    let (mut stage, proxy) = stage();
    full("1.21.13").write_to(&stage.sandbox.home().join("sdk/go1.21.13"));
    let run = stage.sandbox.with("GV_OFFLINE", "1").gv(["import", "sdk"]).succeeds();
    run.prints("go1.22.3").prints("go1.21.13").prints("copied, not verified: offline").does_not_say("error");
    assert_eq!(proxy.requests().len(), 0);
    stage.sandbox.gv(["uninstall", "1.22.3", "1.21.13"]).succeeds();
    let silent = Server::start();
    stage.use_proxies(&silent.url(""));
    let run = stage.sandbox.gv(["import", "sdk", "--json"]).succeeds();
    for path in ["go1.22.3", "go1.21.13"] {
        assert_eq!(standing(&run, path), (Value::Null, "unreachable".into()));
    }
    let asked = silent.requests().iter().filter(|asked| asked.path.contains("1.21.13")).count();
    assert_eq!(asked, 0, "who did not answer once is not waited for again");
    stage.sandbox.with("GV_LANG", "zh").gv(["uninstall", "1.22.3"]).succeeds();
    let run = stage.sandbox.with("GV_LANG", "zh").gv(["import", "sdk"]).succeeds();
    run.prints("未校验：未能连接校验和数据库");
}

#[test]
fn a_dry_run_asks_nobody() {
    let (stage, proxy) = stage();
    let run = stage.sandbox.gv(["import", "--dry-run", "--json"]).succeeds();
    assert_eq!(row(&run, "sdk/go1.22.3")["status"], "would_copy");
    assert_eq!(standing(&run, "sdk/go1.22.3"), (Value::Null, Value::Null));
    assert_eq!(proxy.requests().len(), 0);
}

#[test]
fn what_the_user_has_set_says_who_may_be_asked() {
    let (mut stage, proxy) = stage();
    let run = stage.sandbox.with("GOSUMDB", "off").gv(["import", "sdk", "--json"]).succeeds();
    assert_eq!(standing(&run, "sdk/go1.22.3"), (Value::Null, "gosumdb_off".into()));
    stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    let origin = crate::support::origin::Origin::of(&[VERSION]);
    let address = origin.write_to(&stage.sandbox.root().join("origin/dl"));
    stage.sandbox.set("GV_ORIGIN", address);
    let run = stage.sandbox.gv(["import", "sdk", "--json"]).succeeds();
    assert_eq!(standing(&run, "sdk/go1.22.3"), (Value::Null, "other_origin".into()));
    assert_eq!(proxy.requests().len(), 0);
}

#[test]
fn a_forged_answer_is_an_alarm() {
    let (mut stage, _proxy) = stage();
    let other = Database::new(2).with_module(&stage.module);
    let liar = other.passed_on_by(Server::start().serve("/x", Reply::bytes("")));
    stage.sandbox.set("GOPROXY", liar.url(""));
    let run = stage.sandbox.gv(["import", "sdk", "--json"]).fails_with(4).says("not signed");
    assert_eq!(standing(&run, "sdk/go1.22.3"), (Value::Null, "failed".into()));
    assert_eq!(run.json()["schema_version"], json!(1));
    stage.sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds();
}
