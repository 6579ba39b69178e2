//! The relay as a module proxy: the rules of the list, files that break off, and what is kept from whom.

use super::proxy::{Proxy, Script};
use super::stage::{Relay, head};
use crate::support::reply::Reply;
use crate::support::sandbox::Sandbox;
use crate::support::server::Server;
use serde_json::Value;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::time::Duration;

const SETTINGS: &str = "[relay]\nmodules = true\n";
const ZIP: &str = "example.org/m/@v/v1.0.0.zip";

/// An answer: the status, the head, and as much of the body as came.
struct Got {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Got {
    fn is_whole(&self) -> bool {
        let length = self.head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
        });
        length == Some(self.body.len())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A relay that follows this list.
fn relay(goproxy: &str, more: &[(&str, &str)], settings: &str) -> Relay {
    let mut sandbox = Sandbox::new();
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        sandbox.unset(name);
    }
    sandbox.set("GOPROXY", goproxy);
    for (name, value) in more {
        sandbox.set(name, value);
    }
    Relay::of(sandbox, &format!("{SETTINGS}{settings}"))
}

/// Asks for a path below the module proxy.
fn get(relay: &Relay, path: &str) -> Got {
    let mut client = relay.client();
    let request = format!(
        "GET /{}/mod/{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        relay.secret, relay.port
    );
    client.write_all(request.as_bytes()).unwrap();
    let head = head(&mut client);
    let status = head.get(9..12).and_then(|text| text.parse().ok()).unwrap_or_default();
    let mut body = Vec::new();
    let _ = client.read_to_end(&mut body);
    Got { status, head, body }
}

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| u8::try_from(self.below(256)).unwrap()).collect()
    }
}

/// Fetches so many zips, each cut at random bytes up to three times: all arrive whole, and no byte is fetched much more
/// than once.
fn cut_zips(count: usize) {
    let mut numbers = Numbers(15);
    let mut server = Server::start();
    let mut files = Vec::new();
    for number in 0..count {
        let length = 1 + numbers.below(150_000);
        let body = numbers.bytes(length);
        let mut cuts: Vec<usize> = (0..=numbers.below(3)).map(|_| numbers.below(length)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let path = format!("example.org/m{number}/@v/v1.0.0.zip");
        let reply = || match number % 2 {
            0 => Reply::bytes(body.clone()).etag("\"one\""),
            _ => Reply::bytes(body.clone()),
        };
        // One that breaks off before its first byte is another's turn: what is cut here has begun.
        let cut = |at: Option<&usize>| at.map_or_else(reply, |at| reply().truncated_at((*at).max(1)));
        let replies = [cut(cuts.first()), cut(cuts.get(1)), cut(cuts.get(2)), reply()];
        let ends = [0, 1, 2, 3].map(|turn| cuts.get(turn).map_or(length, |at| (*at).max(1)));
        server = server.serve_in_turn(&format!("/{path}"), replies);
        files.push((path, body, ends));
    }
    let relay = relay(&server.url(""), &[], "");
    let (mut wanted, mut sent) = (0, 0);
    for (path, body, _) in &files {
        let got = get(&relay, path);
        assert_eq!(got.status, 200, "{path}: {}", got.head);
        assert!(got.is_whole() && got.body == *body, "{path}: {} of {}", got.body.len(), body.len());
        wanted += body.len();
    }
    let log = relay.sandbox.gv(["relay", "log", "--json", "-n", "5000"]).succeeds();
    for (line, (path, body, _)) in log.lines().iter().zip(&files) {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!((&entry["target"], &entry["outcome"]), (&path.as_str().into(), &"ok".into()));
        assert_eq!(entry["down"], body.len());
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for request in server.requests() {
        let from = request.header("range").map_or(0, |range| range[6..range.len() - 1].parse().unwrap());
        places.entry(request.path.clone()).or_default().push(from);
    }
    for (path, _, ends) in &files {
        for (turn, from) in places[&format!("/{path}")].iter().enumerate() {
            sent += ends[turn.min(3)].saturating_sub(*from);
        }
    }
    assert!(sent * 10 <= wanted * 11, "{sent} bytes for {wanted}");
}

#[test]
fn zips_that_are_cut_arrive_whole() {
    cut_zips(60);
}

#[test]
#[ignore = "a minute: cargo test --test gv a_thousand_zips -- --ignored"]
fn a_thousand_zips_that_are_cut_arrive_whole() {
    cut_zips(1000);
}

#[test]
fn a_proxy_without_ranges_is_read_on_and_compared() {
    let body = Numbers(1).bytes(90_000);
    let mut other = body.clone();
    other[10] ^= 1;
    let cut = || Reply::bytes(body.clone()).truncated_at(50_000).ignores_range();
    let server = Server::start()
        .serve_in_turn(&format!("/{ZIP}"), [cut(), Reply::bytes(body.clone()).ignores_range()])
        .serve_in_turn("/example.org/other/@v/v1.0.0.zip", [cut(), Reply::bytes(other).ignores_range()])
        .serve_in_turn(
            "/example.org/etag/@v/v1.0.0.zip",
            [cut().etag("\"one\""), Reply::bytes(Numbers(2).bytes(90_000)).etag("\"two\"")],
        )
        .serve_in_turn("/example.org/shorter/@v/v1.0.0.zip", [cut(), Reply::bytes(body[..80_000].to_vec())])
        .serve_in_turn(
            "/example.org/shifted/@v/v1.0.0.zip",
            [cut(), Reply::bytes(body.clone()).wrong_content_range()],
        );
    let relay = relay(&server.url(""), &[], "");
    let got = get(&relay, ZIP);
    assert!(got.is_whole() && got.body == body);
    assert_eq!(relay.log()[0]["resumed"], 1);
    for module in ["other", "etag", "shorter", "shifted"] {
        let got = get(&relay, &format!("example.org/{module}/@v/v1.0.0.zip"));
        // What the client has got is never followed by bytes of another file.
        assert!(!got.is_whole() && body.starts_with(&got.body), "{module}");
        assert_eq!(relay.log().last().unwrap()["outcome"], "failed", "{module}");
    }
}

#[test]
fn what_may_change_is_not_taken_up() {
    let list = Reply::bytes(b"v1.0.0\nv1.1.0\n".to_vec());
    let server =
        Server::start().serve_in_turn("/example.org/m/@v/list", [list.clone().truncated_at(7), list]);
    let relay = relay(&server.url(""), &[], "");
    assert!(!get(&relay, "example.org/m/@v/list").is_whole());
    assert_eq!(server.requests().len(), 1);
    assert_eq!(get(&relay, "example.org/m/@v/list").text(), "v1.0.0\nv1.1.0\n");
}

#[test]
fn the_separator_decides_who_is_asked_next() {
    for (first, separator, end, status, asked) in [
        (404, ",", "", 200, 1),
        (410, ",", "", 200, 1),
        (403, ",", "", 403, 0),
        (500, ",", "", 500, 0),
        (500, "|", "", 200, 1),
        (403, "|", "", 200, 1),
        (500, ",", ",direct", 500, 0),
        (404, ",", ",direct", 200, 1),
    ] {
        let a = Server::start().serve(&format!("/{ZIP}"), Reply::status(first));
        let b = Server::start().serve(&format!("/{ZIP}"), Reply::bytes(b"PK-b".to_vec()));
        let list = format!("{}{separator}{}{end}", a.url(""), b.url(""));
        let relay = relay(&list, &[], "");
        let got = get(&relay, ZIP);
        assert_eq!((got.status, b.requests().len()), (status, asked), "{list} {first}");
    }
}

#[test]
fn what_stands_behind_the_proxies_is_left_to_go() {
    for (list, answer, status) in [
        ("|direct", 500, 404),
        ("|off", 500, 404),
        (",direct", 404, 404),
        (",direct", 500, 500),
        ("", 500, 500),
        ("", 410, 410),
    ] {
        let server = Server::start().serve(&format!("/{ZIP}"), Reply::status(answer));
        let relay = relay(&format!("{}{list}", server.url("")), &[], "");
        assert_eq!(get(&relay, ZIP).status, status, "{list} {answer}");
    }
    let nowhere = format!("{}|direct", Server::closed());
    let relay = relay(&nowhere, &[], "");
    let got = get(&relay, ZIP);
    assert_eq!(got.status, 404);
    assert!(got.text().starts_with("gv relay: 127.0.0.1: failed"), "{}", got.text());
    let nowhere = self::relay(&Server::closed(), &[], "");
    assert_eq!(get(&nowhere, ZIP).status, 502);
}

/// A name that is public, and that the upstream of the relay leads to this machine.
fn public(server: &Server, name: &str) -> String {
    server.url("").replace("127.0.0.1", &format!("{name}.invalid"))
}

#[test]
fn a_slow_public_proxy_gets_a_second_one_beside_it() {
    let slow = Reply::bytes(b"PK-a".to_vec()).after(Duration::from_secs(8));
    let a = Server::start().serve(&format!("/{ZIP}"), slow.clone());
    let b = Server::start().serve(&format!("/{ZIP}"), Reply::bytes(b"PK-b".to_vec()));
    let c = Server::start().serve(&format!("/{ZIP}"), slow);
    let proxy = Proxy::new(Script::Good);
    let list = format!("{}|{}|{}", public(&a, "a"), public(&b, "b"), public(&c, "c"));
    let relay = relay(&list, &[], &proxy.upstream("p", ""));
    assert_eq!(get(&relay, ZIP).text(), "PK-b");
    assert_eq!(relay.log().iter().find(|line| line["kind"] == "mod").unwrap()["upstream"], "b.invalid");
    assert_eq!((a.requests().len(), c.requests().len()), (1, 0));
    // A comma says that only an answer leads on.
    let patient =
        self::relay(&format!("{},{}", public(&a, "a"), public(&b, "b")), &[], &proxy.upstream("p", ""));
    assert_eq!(get(&patient, ZIP).text(), "PK-a");
    // A company's own proxy is not raced against a public one.
    let company = self::relay(&format!("{}|{}", a.url(""), public(&b, "b")), &[], &proxy.upstream("p", ""));
    assert_eq!(get(&company, ZIP).text(), "PK-a");
    assert_eq!(b.requests().len(), 1);
}

#[test]
fn the_files_of_a_version_come_from_one_proxy() {
    let (info, mods) = ("example.org/m/@v/v1.0.0.info", "example.org/m/@v/v1.0.0.mod");
    let a = Server::start()
        .serve_in_turn(&format!("/{info}"), [Reply::status(404), Reply::bytes(b"a".to_vec())])
        .serve(&format!("/{ZIP}"), Reply::bytes(b"PK-a".to_vec()));
    let b = Server::start()
        .serve(&format!("/{info}"), Reply::bytes(b"b".to_vec()))
        .serve(&format!("/{mods}"), Reply::bytes(b"b".to_vec()))
        .serve_in_turn(&format!("/{ZIP}"), [Reply::bytes(b"PK-b".to_vec()), Reply::status(404)]);
    let relay = relay(&format!("{},{}", a.url(""), b.url("")), &[], "");
    for (path, text) in [(info, "b"), (mods, "b"), (ZIP, "PK-b"), (info, "b")] {
        assert_eq!(get(&relay, path).text(), text, "{path}");
    }
    assert_eq!(a.requests().len(), 1);
    // It has the version no longer: by the rules of the list another one is asked.
    assert_eq!(get(&relay, ZIP).text(), "PK-a");
}

#[test]
fn a_private_module_is_asked_for_nowhere_in_public() {
    let public = Server::start().serve("/corp.example/m/@v/list", Reply::bytes(b"v9.9.9\n".to_vec()));
    let proxy = Proxy::new(Script::Good);
    let settings = proxy.upstream("p", "");
    let address = self::public(&public, "a");
    let private = [("GOPRIVATE", "corp.example")];
    let relay = relay(&format!("{address}|direct"), &private, &settings);
    let got = get(&relay, "corp.example/m/@v/list");
    assert_eq!(got.status, 404);
    assert!(got.text().contains("no proxy is asked for it"), "{}", got.text());
    let lookup = get(&relay, "sumdb/sum.golang.org/lookup/corp.example/m@v1.0.0");
    assert_eq!((lookup.status, public.requests().len()), (404, 0));
    // Where proxies serve private modules, only those of the company do.
    let own = Server::start().serve("/corp.example/m/@v/list", Reply::bytes(b"v1.0.0\n".to_vec()));
    let both = format!("{address}|{}|{address}", own.url(""));
    let none = [("GOPRIVATE", "corp.example"), ("GONOPROXY", "none")];
    let relay = self::relay(&both, &none, &settings);
    assert_eq!(get(&relay, "corp.example/m/@v/list").text(), "v1.0.0\n");
    let relay = self::relay(&address, &none, &settings);
    assert!(get(&relay, "corp.example/m/@v/list").text().contains("all module proxies are public"));
    assert_eq!(public.requests().len(), 0);
}

#[test]
fn the_checksum_database_is_asked_through_one_proxy_and_passed_on() {
    let supported = "/sumdb/sum.golang.org/supported";
    let lookup = "sumdb/sum.golang.org/lookup/github.com/!azure/x@v1.0.0";
    let a = Server::start().serve(&format!("/{lookup}"), Reply::bytes(b"no".to_vec()));
    let b = Server::start()
        .serve(supported, Reply::bytes(Vec::new()))
        .serve(&format!("/{lookup}"), Reply::bytes(b"5\nrecord\n".to_vec()));
    let relay = relay(&format!("{},{}", a.url(""), b.url("")), &[], "");
    // The relay may have started again in between.
    assert_eq!(get(&relay, lookup).text(), "5\nrecord\n");
    assert_eq!(get(&relay, "sumdb/sum.golang.org/supported").status, 200);
    assert_eq!(get(&relay, &lookup.replace('!', "%21")).text(), "5\nrecord\n");
    assert_eq!(get(&relay, "sumdb/sum.golang.org/tile/8/0/000").status, 404);
    assert!(a.requests().iter().all(|request| request.path == supported));
    // None of them does: `go` asks the database itself.
    let relay = self::relay(&format!("{},direct", a.url("")), &[], "");
    assert_eq!(get(&relay, "sumdb/sum.golang.org/supported").status, 404);
}

#[test]
fn only_who_knows_the_secret_is_served_and_nothing_is_stored() {
    let server = Server::start().serve(&format!("/{ZIP}"), Reply::bytes(b"PK".to_vec()));
    let relay = relay(&server.url(""), &[], "");
    let says = |path: &str, more: &str| {
        relay.says(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{more}\r\n", relay.port))
    };
    let own = format!("/{}/mod/{ZIP}", relay.secret);
    for path in [format!("/{}/mod/{ZIP}", "0".repeat(48)), format!("/mod/{ZIP}"), format!("//mod/{ZIP}")] {
        assert!(says(&path, "").starts_with("HTTP/1.1 404"), "{path}");
    }
    assert!(says(&own, "Origin: http://localhost\r\n").starts_with("HTTP/1.1 403"));
    assert!(says(&own.replace("example.org", ".."), "").starts_with("HTTP/1.1 404"));
    assert!(
        relay.says(&format!("GET {own} HTTP/1.1\r\nHost: evil.example\r\n\r\n")).starts_with("HTTP/1.1 403")
    );
    assert_eq!(server.requests().len(), 0);
    assert_eq!(get(&relay, ZIP).text(), "PK");
    assert_eq!(relay.sandbox.names_in("state/relay"), ["log.jsonl", "on.json", "session.json"]);
    relay
        .sandbox
        .gv(["relay", "status"])
        .succeeds()
        .prints("modules: http://127.0.0.1")
        .does_not_print(&relay.secret);
    relay.sandbox.gv(["relay", "log"]).succeeds().prints(ZIP).does_not_print(&relay.secret);
}

#[test]
fn without_the_setting_there_is_no_module_proxy() {
    let server = Server::start();
    let mut sandbox = Sandbox::new();
    sandbox.set("GOPROXY", server.url(""));
    let relay = Relay::of(sandbox, "");
    assert_eq!(get(&relay, ZIP).status, 404);
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_login_in_goproxy_is_sent_and_written_nowhere() {
    let server = Server::start().serve(&format!("/{ZIP}"), Reply::bytes(b"PK".to_vec()));
    let relay = relay(&server.url("").replace("http://", "http://ann:pw-5150@"), &[], "");
    assert_eq!(get(&relay, ZIP).text(), "PK");
    assert_eq!(server.requests()[0].header("authorization"), Some("Basic YW5uOnB3LTUxNTA="));
    for name in relay.sandbox.names_in("state/relay") {
        let text = std::fs::read_to_string(relay.sandbox.gv_home().join("state/relay").join(&name)).unwrap();
        assert!(!text.contains("pw-5150"), "{name}");
    }
}

#[test]
fn a_list_that_the_relay_cannot_follow_is_said() {
    let relay = relay("direct", &[], "");
    relay
        .sandbox
        .gv(["relay", "on"])
        .succeeds()
        .says("modules = true has no effect")
        .says("gv env why GOPROXY");
    assert_eq!(get(&relay, ZIP).status, 503);
}

/// The GOPROXY that a program sees that gv starts.
#[cfg(unix)]
fn seen(sandbox: &Sandbox, args: &[&str]) -> Option<String> {
    let run = sandbox.gv([&["exec", "1.22.3", "--"], args].concat()).succeeds();
    run.lines().iter().find_map(|line| line.strip_prefix("GOPROXY=").map(ToOwned::to_owned))
}

#[test]
#[cfg(unix)]
fn go_is_led_to_it_where_it_would_follow_the_same_settings() {
    let list = format!("{}|direct", Server::closed());
    let mut relay = relay(&list, &[], "");
    relay.sandbox.place_toolchain("1.22.3");
    relay.sandbox.place_toolchain("1.12.9");
    let own = format!("http://127.0.0.1:{}/{}/mod,direct", relay.port, relay.secret);
    assert_eq!(seen(&relay.sandbox, &["env"]), Some(own.clone()));
    // A gv below it sees what the user has set, and hands it on in its turn.
    let gv = env!("CARGO_BIN_EXE_gv");
    assert_eq!(seen(&relay.sandbox, &[gv, "exec", "1.22.3", "--", "env"]), Some(own));
    let inner = relay.sandbox.gv(["exec", "1.22.3", "--", gv, "env", "why", "GOPROXY"]).succeeds();
    inner.prints(&list.replace("|direct", "")).does_not_print(&relay.secret);
    let old = relay.sandbox.gv(["exec", "1.12.9", "--", "env"]).succeeds();
    assert!(old.lines().contains(&format!("GOPROXY={list}").as_str()));
    for (name, value) in [("GOPROXY", "https://other.example"), ("GOPRIVATE", "x.example")] {
        let before = relay.sandbox.variable(name).map(ToOwned::to_owned);
        relay.sandbox.set(name, value);
        let wanted = if name == "GOPROXY" { value } else { &list };
        assert_eq!(seen(&relay.sandbox, &["env"]).as_deref(), Some(wanted), "{name}");
        match before {
            Some(before) => _ = relay.sandbox.set(name, before),
            None => _ = relay.sandbox.unset(name),
        }
    }
    relay.sandbox.gv(["relay", "off"]).succeeds();
    assert_eq!(seen(&relay.sandbox, &["env"]), Some(list));
}

#[test]
#[cfg(unix)]
fn one_that_starts_again_follows_what_it_followed() {
    use crate::support::executable;
    let server = Server::start().serve(&format!("/{ZIP}"), Reply::bytes(b"PK".to_vec()));
    let mut relay = relay(&server.url(""), &[], "");
    relay.sandbox.place_toolchain("1.22.3");
    std::fs::create_dir_all(relay.sandbox.gv_home().join("bin")).unwrap();
    executable::copy(env!("CARGO_BIN_EXE_gv"), &relay.sandbox.gv_home().join("bin/gv"));
    let status = relay.sandbox.gv(["relay", "status", "--json"]).succeeds().json();
    let process = i32::try_from(status["process"].as_i64().unwrap()).unwrap();
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(process), nix::sys::signal::Signal::SIGKILL).unwrap();
    // The `go` that starts it has another GOPROXY of its own.
    relay.sandbox.set("GOPROXY", "off");
    assert_eq!(seen(&relay.sandbox, &["env"]).as_deref(), Some("off"));
    relay.look();
    assert_eq!(get(&relay, ZIP).text(), "PK");
}
