//! `gv doctor net` through the program. Faults are the matter of `tests/net`; here everything is on loopback, so that
//! nobody is asked for a name.

use crate::support::Sandbox;
use crate::support::reply::Reply;
use crate::support::server::Server;

#[test]
fn a_host_is_measured_and_told() {
    let sandbox = Sandbox::new();
    let server = Server::start().serve("/", Reply::bytes("hello"));
    let run = sandbox.gv(["doctor", "net", &server.url("/")]).succeeds().says("the network is fine");
    run.prints("what go sees").prints("└─ ✓ 127.0.0.1:").prints("TCP").prints("HTTP");
    let chinese = sandbox.with("GV_LANG", "zh").gv(["doctor", "net", &server.url("/")]).succeeds();
    chinese.says("网络正常").prints("指定的地址").does_not_print("what go sees");
}

#[test]
fn a_closed_port_is_told_with_exit_code_1() {
    let sandbox = Sandbox::new();
    let closed = Server::closed();
    let run = sandbox.gv(["doctor", "net", &closed]).fails_with(1).says("problems: 1");
    run.prints("[tcp_refused]").prints("✗ 127.0.0.1:").prints("✗TCP");
    let json = sandbox.gv(["doctor", "net", &closed, "--json"]).fails_with(1).json();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["findings"][0]["id"], "tcp_refused");
    for key in ["id", "layer", "level", "target", "summary", "evidence", "confidence"] {
        assert!(json["findings"][0][key].is_string(), "{json}");
    }
    let check = &json["checks"][0];
    assert_eq!((&check["id"], &check["status"]), (&"tcp".into(), &"error".into()));
    assert!(check["millis"].is_number() && json["millis"].is_number(), "{json}");
    sandbox.with("GV_LANG", "zh").gv(["doctor", "net", &closed]).fails_with(1).prints("拒绝连接");
}

#[test]
fn a_server_that_is_not_trusted_is_no_server() {
    let mut sandbox = Sandbox::new();
    let server = Server::start_tls().serve("/", Reply::bytes("hello"));
    let other = Server::start_tls();
    let pem = |certificate: &str| sandbox.file("roots.pem", certificate);
    let roots = pem(other.certificate());
    sandbox.set("SSL_CERT_FILE", &roots);
    let url = server.url("/");
    sandbox.gv(["doctor", "net", &url]).fails_with(1).prints("[cert_self_signed]").prints("[own_roots]");
    sandbox.file("roots.pem", server.certificate());
    sandbox.gv(["doctor", "net", &url]).succeeds().prints("TLS");
}

#[test]
fn what_makes_no_sense_is_a_mistake() {
    let sandbox = Sandbox::new();
    sandbox.gv(["doctor", "net", "No Module"]).fails_with(2).says("not a valid module path");
    sandbox.gv(["doctor", "git", "net"]).fails_with(2);
    sandbox.with("GV_OFFLINE", "1").gv(["doctor", "net"]).succeeds().says("offline");
    sandbox.gv(["doctor", "net", "--help"]).succeeds().prints("MODULE");
}
