//! A network that is left only through a proxy that `go` cannot log in to: what `gv doctor net` advises there works.
#![cfg_attr(not(unix), expect(dead_code, reason = "what is advised is typed in a shell of Unix"))]

use super::proxy::{Proxy, Script, own_address};
use super::stage::{Relay, head, log_in};
use crate::support::archive::toolchain;
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::sandbox::Sandbox;
use crate::support::server::Server;
use crate::support::skipped;
use std::io::Write;
use std::net::TcpStream;

const VERSION: &str = "1.99.1";
/// A challenge without attributes.
const CHALLENGE: &str = "TlRMTVNTUAACAAAAAAAAADAAAAABAgCAASNFZ4mrze8AAAAAAAAAAAAAAAAwAAAA";
const DIGEST: &str = r#"Digest realm="x", nonce="n", qop="auth", algorithm=SHA-256"#;

/// A company: releases that only its proxy leads to, and a machine with an empty home. The address of the releases.
/// Nothing where this machine has no address but those of loopback, for which no proxy is asked.
fn company(proxy: &Proxy, login: &str) -> Option<(Sandbox, Server, String)> {
    let made = toolchain(VERSION);
    let (name, bytes) = (made.file_name(VERSION), made.packed());
    let host = own_address();
    if host == "127.0.0.1" {
        skipped("this machine has no network");
        return None;
    }
    let signed = rcgen::generate_simple_self_signed([host.clone()]).unwrap();
    let origin = Server::start_tls_with(vec![signed.cert.der().clone()], signed.signing_key.serialize_der())
        .serve(&format!("/go/{name}.sha256"), Reply::bytes(sha256(&bytes)))
        .serve(&format!("/go/{name}"), Reply::bytes(bytes))
        .serve("/", Reply::bytes("hello"));
    let url = origin.url("/").replace("127.0.0.1", &host).replace("localhost", &host);
    let mut sandbox = Sandbox::new();
    for name in ["HTTP_PROXY", "ALL_PROXY", "NO_PROXY"] {
        sandbox.unset(name);
    }
    let roots = sandbox.file("roots.pem", signed.cert.pem());
    sandbox.set("SSL_CERT_FILE", roots).set("GOPROXY", "off").set("GOSUMDB", "off").set("SHELL", "/bin/bash");
    sandbox
        .set("GV_ORIGIN", format!("{url}go"))
        .set("HTTPS_PROXY", format!("http://{login}{}", proxy.address));
    Some((sandbox, origin, url))
}

/// The commands that `gv doctor net` advises for the first thing that is wrong.
fn advised(sandbox: &Sandbox, url: &str) -> Vec<String> {
    let found = sandbox.gv(["doctor", "net", url, "--json"]).fails_with(1).json();
    let first = found["findings"].as_array().unwrap().iter().find(|it| it["id"] == "proxy_auth").unwrap();
    assert_eq!(found["relay"], serde_json::Value::Null);
    first["fix"]["command"].as_str().unwrap().split("; ").map(ToOwned::to_owned).collect()
}

/// What is advised is typed as it stands; the password is typed where it is asked for.
fn typed(sandbox: &Sandbox, commands: &[String]) {
    assert!(commands.len() <= 3, "{commands:?}");
    for command in commands {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        if words == ["relay", "login"] {
            log_in(sandbox, &["--user", r"CORP\ann"], "s3cret\n");
        } else {
            sandbox.gv(words).succeeds();
        }
    }
}

/// Connects as `go` does: with CONNECT and the login of its environment.
#[cfg(unix)]
fn is_carried(sandbox: Sandbox, url: &str) -> Relay {
    let relay = Relay::running(sandbox);
    let vars = relay.sandbox.gv(["exec", VERSION, "--", "env"]).succeeds().lines().join("\n");
    assert!(
        vars.contains(&format!("HTTPS_PROXY=http://gv:{}@127.0.0.1:{}", relay.secret, relay.port)),
        "{vars}"
    );
    let place = url.strip_prefix("https://").unwrap().trim_end_matches('/');
    let (_, head) = relay.tunnel(place);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    relay
}

#[test]
#[cfg(unix)]
fn behind_ntlm_the_advice_makes_gv_and_go_work() {
    let proxy = Proxy::new(Script::Ntlm(CHALLENGE));
    let Some((sandbox, _origin, url)) = company(&proxy, "") else { return };
    sandbox.gv(["use", VERSION]).fails_with(3);
    let commands = advised(&sandbox, &url);
    assert_eq!(commands, ["gv relay on", "gv relay login"]);
    typed(&sandbox, &commands);
    sandbox.gv(["use", VERSION]).succeeds();
    let relay = is_carried(sandbox, &url);
    let found = relay.sandbox.gv(["doctor", "net", &url, "--json"]).succeeds().json();
    assert_eq!(
        found["relay"],
        serde_json::json!({ "hosts": 1, "through": 1, "without": 0, "only_without": [] })
    );
    let run = relay.sandbox.gv(["doctor", "net", &url]).succeeds();
    run.prints("through the relay: 1 of 1; without it: 0 of 1").does_not_print(&relay.secret);
}

#[test]
#[cfg(unix)]
fn behind_digest_the_login_of_the_address_is_enough() {
    let proxy = Proxy::new(Script::Wants(DIGEST, r#"Digest username="ann", realm="x""#));
    let Some((sandbox, _origin, url)) = company(&proxy, "ann:secret@") else { return };
    let commands = advised(&sandbox, &url);
    assert_eq!(commands, ["gv relay on"]);
    typed(&sandbox, &commands);
    sandbox.gv(["use", VERSION]).succeeds();
    is_carried(sandbox, &url);
    assert!(!format!("{:?}", proxy.logins.lock().unwrap()).contains("secret"));
}

#[test]
fn a_login_that_the_relay_lacks_is_advised_while_it_is_on() {
    let proxy = Proxy::new(Script::Ntlm(CHALLENGE));
    let Some((sandbox, _origin, url)) = company(&proxy, "") else { return };
    sandbox.gv(["relay", "on"]).succeeds();
    let relay = Relay::running(sandbox);
    let found = relay.sandbox.gv(["doctor", "net", &url, "--json"]).fails_with(1).json();
    let first = &found["findings"][0];
    assert_eq!((&first["id"], &first["fix"]["command"]), (&"relay_login".into(), &"gv relay login".into()));
    assert_eq!(found["relay"]["through"], 0);
}

#[test]
fn what_the_relay_alone_keeps_go_from_is_named() {
    let (bad, good) = (Proxy::new(Script::Status(403)), Proxy::new(Script::Good));
    let Some((sandbox, _origin, url)) = company(&good, "") else { return };
    let both = bad.upstream("bad", "") + &good.upstream("good", "");
    let host = own_address();
    let rule = format!("[[relay.rule]]\nhosts = '{host}'\nvia = ['bad']\n");
    let relay = Relay::of(sandbox, &(both + &rule));
    let run = relay.sandbox.gv(["doctor", "net", &url]).fails_with(1);
    run.prints("through the relay: 0 of 1; without it: 1 of 1").prints(&format!("without the relay: {host}"));
}

#[test]
fn with_the_login_in_the_address_gv_needs_no_relay() {
    for (script, scheme) in [
        (Script::Ntlm(CHALLENGE), "NTLM"),
        (Script::Wants(DIGEST, r#"Digest username="CORP\\ann""#), "Digest"),
        (Script::Wants("Basic realm=\"x\"", "Q09SUFxhbm46czNjcmV0"), "Basic"),
    ] {
        let proxy = Proxy::new(script);
        let Some((sandbox, _origin, _)) = company(&proxy, "CORP%5Cann:s3cret@") else { return };
        sandbox.gv(["use", VERSION]).succeeds().does_not_say("s3cret");
        let logins = proxy.logins.lock().unwrap().clone();
        assert!(logins.iter().all(|login| login.starts_with(scheme)), "{logins:?}");
        assert!(scheme == "Basic" || !format!("{logins:?}").contains("czNjcmV0"), "{logins:?}");
        assert_eq!(sandbox.names_in("state/relay"), Vec::<String>::new());
        #[cfg(unix)]
        {
            let vars = sandbox.gv(["exec", VERSION, "--", "env"]).succeeds().lines().join("\n");
            let own = format!("HTTPS_PROXY=http://CORP%5Cann:s3cret@{}", proxy.address);
            assert!(vars.contains(&own) && !vars.contains("gv:"), "{vars}");
        }
    }
}

#[test]
fn a_password_that_is_refused_is_sent_once_and_said() {
    let proxy = Proxy::new(Script::Wants(DIGEST, "never"));
    let Some((sandbox, _origin, _)) = company(&proxy, "ann:wrong@") else { return };
    sandbox.gv(["use", VERSION]).fails_with(3).says("requires a user and a password").does_not_say("wrong");
    let sent = proxy.logins.lock().unwrap().iter().filter(|login| login.starts_with("Digest")).count();
    assert_eq!(sent, 1);
}

/// The stand-in for the proxy does refuse who does not log in.
#[test]
fn without_a_login_the_proxy_carries_nothing() {
    let proxy = Proxy::new(Script::Ntlm(CHALLENGE));
    let mut client = TcpStream::connect(proxy.address).unwrap();
    write!(client, "CONNECT go.invalid:1 HTTP/1.1\r\n\r\n").unwrap();
    assert!(head(&mut client).starts_with("HTTP/1.1 407"));
}
