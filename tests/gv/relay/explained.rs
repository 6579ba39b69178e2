//! What the relay answers, as `go` and curl print it, and what `gv explain` says of it.

use super::proxy::{Proxy, Script};
use super::stage::{Relay, target};
use crate::support::sandbox::Sandbox;
use serde_json::Value;

const RULE: &str = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['direct']\n";

/// The first cause that gv sees in an output.
fn cause(output: &str) -> Value {
    let sandbox = Sandbox::new();
    sandbox.file("output.txt", output);
    sandbox.gv(["explain", "--json", "output.txt"]).succeeds().json()["causes"][0].clone()
}

/// The reason of an answer, as `go` prints it behind the address where a CONNECT fails, where a request does, and as git
/// has it from a page.
fn shown(head: &str) -> [String; 3] {
    let status = head.lines().next().unwrap().strip_prefix("HTTP/1.1 ").unwrap();
    let reason = &status[4..];
    [
        format!(
            "go: example.com/m@v1.0.0: Get \"https://proxy.golang.org/example.com/m/@v/v1.0.0.info\": {reason}\n"
        ),
        format!(
            "go: example.com/m@v1.0.0: reading http://goproxy.corp/example.com/m/@v/v1.0.0.info: {status}\n\
             \tserver response: {reason}\n"
        ),
        format!("{reason}\n"),
    ]
}

fn is_explained(head: &str, id: &str, next: &str) {
    for output in shown(head) {
        let cause = cause(&output);
        assert_eq!((&cause["id"], &cause["fix"]["command"]), (&id.into(), &next.into()), "{output}{cause}");
    }
}

#[test]
fn every_refusal_of_the_relay_has_its_cause() {
    let relay = Relay::with(&format!("[relay]\nmax_tunnels = 1\n{RULE}"));
    let (place, login, port) = (target(), relay.login(), relay.port);
    let says = |request: &str| relay.says(request);
    is_explained(&says(&format!("CONNECT {place} HTTP/1.1\r\n\r\n")), "relay_secret", "gv relay status");
    is_explained(&relay.tunnel("localhost:1").1, "relay_refused", "gv relay log");
    let page = format!("GET http://{place}/ HTTP/1.1\r\nOrigin: http://a\r\n{login}\r\n");
    is_explained(&says(&page), "relay_refused", "gv relay log");
    is_explained(&says("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"), "relay_refused", "gv relay log");
    let as_goproxy = format!("GET /m/@v/list HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    is_explained(&says(&as_goproxy), "relay_request", "gv relay log");
    for target in [format!("CONNECT {place}0000"), format!("GET ftp://{place}/")] {
        let request = format!("{target} HTTP/1.1\r\nHost: x\r\n{login}\r\n");
        is_explained(&says(&request), "relay_request", "gv relay log");
    }
    is_explained(&relay.tunnel("127.0.0.1:1").1, "relay_upstream", "gv relay status");
    let held = relay.tunnel(place);
    is_explained(&relay.tunnel(place).1, "relay_full", "gv relay status");
    drop(held);
}

#[test]
fn what_an_upstream_did_has_its_cause() {
    for (script, account, id, next) in [
        (Script::Status(504), "", "relay_upstream", "gv relay status"),
        (Script::Close, "", "relay_upstream", "gv relay status"),
        (Script::Wants("Kerberos", "x"), "ann:wrong@", "relay_upstream", "gv relay status"),
        (Script::Wants("Basic realm=x", "right"), "", "relay_login", "gv relay login"),
        (Script::Wants("Basic realm=x", "right"), "ann:wrong@", "relay_login", "gv relay login"),
    ] {
        let proxy = Proxy::new(script);
        let settings = proxy.upstream("p", "").replace("http://", &format!("http://{account}"));
        let relay = Relay::with(&(settings + "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['p']\n"));
        is_explained(&relay.tunnel(target()).1, id, next);
    }
    let open = Proxy::new(Script::Good);
    let mut sandbox = Sandbox::new();
    sandbox.set("GOPRIVATE", "127.0.0.*").unset("HTTPS_PROXY").unset("HTTP_PROXY").unset("ALL_PROXY");
    let relay = Relay::of(sandbox, &open.upstream("open", ""));
    is_explained(&relay.tunnel(target()).1, "relay_refused", "gv relay log");
}
