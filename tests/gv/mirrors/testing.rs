//! `gv mirror ls` and `test`.

use super::stage::{MODULE, MODULE_VERSION, NEWEST, SETTLED, Stage, archive, database, late, small_zip};
use crate::support::Sandbox;
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use serde_json::Value;

fn rows(run: &Run) -> Vec<Value> {
    run.json()["mirrors"].as_array().unwrap().clone()
}

/// The row of a server.
fn row(run: &Run, server: &Server) -> Value {
    let rows = rows(run);
    let found = rows.iter().find(|row| row["url"].as_str().unwrap().starts_with(&server.url("")));
    found.unwrap_or_else(|| panic!("{} is not in {run}", server.url(""))).clone()
}

fn ids(row: &Value, key: &str) -> Vec<String> {
    let words = row[key].as_array().unwrap().iter();
    words.map(|word| word["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_known_and_in_force_is_listed() {
    let sandbox = Sandbox::new();
    let run = sandbox.with("GOPROXY", "https://goproxy.io,https://me:s3cret@p.corp.example/go,direct");
    let run = run.gv(["mirror", "ls"]).succeeds();
    run.prints("* google")
        .prints("aliyun")
        .prints("* goproxy.io")
        .prints("p.corp.example")
        .does_not_print("s3cret");
    let run = sandbox.gv(["mirror", "ls", "--json", "--goproxy"]).succeeds();
    assert!(rows(&run).iter().all(|row| row["kind"] == "goproxy" && row["source"] == "built_in"));
    let in_force: Vec<_> = rows(&run).into_iter().filter(|row| row["in_force"] == 0).collect();
    assert_eq!(in_force.len(), 1);
    assert_eq!(in_force[0]["url"], "https://proxy.golang.org");
    assert_eq!(run.json()["in_force"]["gosumdb"], "sum.golang.org");
    let run = sandbox.with("GV_LANG", "zh").gv(["mirror", "ls", "--release"]).succeeds();
    run.prints("发布文件镜像").prints("Go 官方").does_not_print("goproxy");
}

#[test]
fn proxies_are_measured_and_the_liars_named() {
    let mut stage = Stage::new();
    let honest = stage.proxy();
    let html = stage.proxy().serve(&format!("/{MODULE}/@v/{MODULE_VERSION}.zip"), Reply::html());
    let other_files = stage
        .proxy()
        .serve(&format!("/{MODULE}/@v/{MODULE_VERSION}.zip"), Reply::bytes(small_zip("evil.go")));
    let lookup = format!("lookup/{MODULE}@{MODULE_VERSION}");
    let answer =
        stage.log.answer(MODULE, MODULE_VERSION).replace(" h1:", " h1:A").replacen("h1:AA", "h1:B", 1);
    let forged = stage.proxy().serve(&database(&lookup), Reply::bytes(answer));
    let info = Reply::bytes(r#"{"Version":"v0.9.0"}"#);
    let invents = stage
        .proxy()
        .serve(&format!("/{MODULE}/@v/v0.9.99.info"), Reply::bytes(r#"{"Version":"v0.9.99"}"#))
        .serve(&format!("/{MODULE}/@v/{MODULE_VERSION}.info"), info);
    let origin = stage.origin();
    stage.knows("goproxy", &[&html, &other_files, &forged, &invents, &honest], "").use_origin(&origin);
    stage.sandbox.set("GOPROXY", "off");
    let run = stage.sandbox.gv(["mirror", "test", "--goproxy", "--rounds", "1", "--json"]).succeeds();
    let of = |server| ids(&row(&run, server), "lies");
    assert_eq!(of(&html), ["web_page"]);
    assert_eq!(of(&other_files), ["zip"]);
    assert_eq!(of(&forged), ["forged"]);
    assert_eq!(of(&invents), ["other_version", "invented"]);
    assert_eq!(of(&honest), [""; 0]);
    let best = &rows(&run)[0];
    assert_eq!(best["url"], honest.url(""));
    assert_eq!(
        (&best["grade"], &best["place"], &best["passes_database"]),
        (&"honest".into(), &1.into(), &true.into())
    );
    assert_eq!((&best["attempts"], &best["successes"]), (&2.into(), &2.into()));
    assert_eq!(best["remarks"], Value::Array(Vec::new()), "{run}");
    for figure in ["connect_ms", "first_byte_ms", "bytes_per_second", "usual_ms"] {
        assert!(best[figure]["p50"].is_u64(), "{figure} in {run}");
    }
    assert_eq!(stage.sandbox.names_in("cache").iter().filter(|name| name.contains("mirror")).count(), 0);
}

#[test]
fn what_a_proxy_lacks_is_remarked_and_is_no_lie() {
    let mut stage = Stage::new();
    let without = stage.proxy_without_database();
    let broken = stage.proxy().serve(&database("lookup/github.com/pkg/errors@v0.9.1"), Reply::status(500));
    let forbids = stage.proxy().serve(&format!("/{MODULE}/@v/v0.9.99.info"), Reply::status(403));
    let no_toolchains = stage.proxy().serve("/golang.org/toolchain/@v/list", Reply::status(404));
    let old = format!("{}\n", stage.toolchains[0].version);
    let behind = stage.proxy().serve("/golang.org/toolchain/@v/list", Reply::bytes(old));
    stage.knows("goproxy", &[&without, &broken, &forbids, &no_toolchains, &behind], "");
    let origin = stage.origin();
    stage.use_origin(&origin).sandbox.set("GOPROXY", "off");
    let run = stage.sandbox.gv(["mirror", "test", "--goproxy", "--rounds", "1", "--json"]).succeeds();
    let of = |server| {
        let row = row(&run, server);
        assert_eq!((ids(&row, "lies"), row["grade"].as_str()), (Vec::new(), Some("honest")), "{run}");
        ids(&row, "remarks")
    };
    assert_eq!(of(&without), ["no_database"]);
    assert_eq!(of(&broken), ["database_fails"]);
    assert_eq!(of(&forbids), ["no_not_found"]);
    assert_eq!(of(&no_toolchains), ["no_toolchains"]);
    assert_eq!(of(&behind), ["behind"]);
    let newest = run.json()["newest"].clone();
    assert_eq!((newest.as_str(), row(&run, &behind)["newest"].as_str()), (Some(NEWEST), Some(SETTLED)));
}

#[test]
fn release_mirrors_are_measured_and_the_liars_named() {
    let mut stage = Stage::new();
    let all = ["1.26.1", SETTLED, NEWEST];
    let html = stage.mirror_of(&all, |_| Reply::html());
    let wrong_bytes = stage.mirror_of(&all, |reply| reply.flipped_bit(500));
    let ranges = stage.mirror_of(&all, Reply::wrong_content_range);
    let behind = stage.mirror_of(&["1.26.1", SETTLED], |reply| reply);
    let length = stage.mirror_of(&all, |_| Reply::bytes(b"\x1f\x8b and no more"));
    let side = archive(SETTLED) + ".sha256";
    let side_hash = stage.mirror().serve(&format!("/dl/{side}"), Reply::bytes("00".repeat(32)));
    let origin = stage.origin();
    let servers = [&html, &wrong_bytes, &ranges, &behind, &side_hash, &length];
    stage.knows("release", &servers, "/dl").use_origin(&origin);
    let run = stage.sandbox.gv(["mirror", "test", "--release", "--rounds", "2", "--json"]).succeeds();
    let of = |server| ids(&row(&run, server), "lies");
    assert_eq!(of(&html), ["web_page"]);
    assert_eq!(of(&wrong_bytes), ["hash"]);
    assert_eq!(of(&ranges), ["range"]);
    assert_eq!(of(&side_hash), ["side_hash"]);
    assert_eq!(of(&length), ["length"]);
    assert_eq!(of(&behind), [""; 0]);
    assert_eq!(ids(&row(&run, &behind), "remarks"), ["behind"]);
    assert_eq!(rows(&run)[0]["url"], origin.url("/dl"));
    assert_eq!(rows(&run)[1]["url"], behind.url("/dl"));
    assert_eq!(rows(&run)[1]["why"]["id"], "older");
}

#[test]
fn one_that_sends_on_to_what_is_not_secure_is_a_liar() {
    let mut stage = Stage::new();
    let plain = stage.proxy();
    let zip = format!("/{MODULE}/@v/{MODULE_VERSION}.zip");
    let secure = stage.modules(Server::start_tls(), SETTLED, |zip| zip);
    let secure = stage.log.passed_on_by(secure).serve(&zip, Reply::redirect_to(plain.url(&zip)));
    let certificate = stage.sandbox.file("roots.pem", secure.certificate());
    let origin = stage.origin();
    stage.use_origin(&origin).knows("goproxy", &[&secure, &plain], "");
    stage.sandbox.set("SSL_CERT_FILE", certificate).set("GOPROXY", "off");
    let run = stage.sandbox.gv(["mirror", "test", "--goproxy", "--rounds", "1", "--json"]).succeeds();
    assert_eq!(ids(&row(&run, &secure), "lies"), ["downgrade"]);
    assert_eq!(rows(&run)[0]["url"], plain.url(""));
}

#[test]
fn a_person_sees_a_table_and_bars() {
    let mut stage = Stage::new();
    let (fast, slow) = (stage.proxy(), stage.modules(Server::start(), SETTLED, late));
    let slow = stage.log.passed_on_by(slow);
    let liar = stage.proxy().serve(&format!("/{MODULE}/@v/list"), Reply::html());
    let origin = stage.origin();
    stage.knows("goproxy", &[&slow, &liar, &fast], "").use_origin(&origin).sandbox.set("GOPROXY", "off");
    let test = ["mirror", "test", "--goproxy", "--rounds", "2"];
    let run = stage.sandbox.with("COLUMNS", "60").gv(test).succeeds().says("round 2 of 2");
    let lines = run.lines();
    let name = |server: &Server| server.url("").replace("http://", "");
    let rows: Vec<_> = lines.iter().filter(|line| line.contains("3/3")).collect();
    assert!(rows[0].contains(&name(&fast)) && rows[0].ends_with("the best"), "{run}");
    assert!(rows[1].contains(&name(&slow)) && rows[1].contains("times as long"), "{run}");
    // Windows has no locale that could lack letters.
    let bar = if cfg!(windows) { '█' } else { '#' };
    let bars: Vec<_> = lines.iter().filter(|line| line.contains(bar)).collect();
    assert_eq!(bars.len(), 3, "{run}");
    assert!(bars.iter().all(|line| cfg!(windows) || line.is_ascii()), "{run}");
    assert!(bars.iter().all(|line| line.chars().count() <= 60), "{run}");
    run.prints("serves false data: never used").prints("web page").does_not_print("\u{1b}");
    let run = stage.sandbox.with("LANG", "zh_CN.UTF-8").with("GV_LANG", "zh").gv(test).succeeds();
    run.prints("█").prints("最佳").prints("返回网页").does_not_print("the best");
}

#[test]
fn the_exit_code_tells_a_bad_mirror_from_a_dead_network() {
    let mut stage = Stage::new();
    let html = Server::start().serve(&format!("/{MODULE}/@v/{MODULE_VERSION}.zip"), Reply::html());
    let empty = Server::start();
    let origin = stage.origin();
    stage.knows("goproxy", &[&html, &empty], "").use_origin(&origin).sandbox.set("GOPROXY", "off");
    let test = |typed: &[&str]| {
        let args = ["mirror", "test", "--goproxy", "--rounds", "1"].iter().chain(typed);
        stage.sandbox.gv(args)
    };
    test(&[]).fails_with(1).says("can be used").prints("cannot be used");
    let closed = test(&[&Server::closed()]).fails_with(3).says("gv doctor net");
    // Of one that cannot be reached nothing else is known.
    closed
        .prints("connection refused")
        .does_not_print("404")
        .does_not_print("database")
        .does_not_print("no toolchains");
    let run = stage.sandbox.with("GV_OFFLINE", "1").gv(["mirror", "test", "--goproxy"]);
    run.fails_with(3).prints("GV_OFFLINE");
    test(&["nope"]).fails_with(2).says("there is no goproxy mirror \"nope\"");
    stage.sandbox.gv(["mirror", "test", "http://127.0.0.1:1"]).fails_with(2).says("--goproxy");
    stage.sandbox.gv(["mirror"]).fails_with(2);
}
