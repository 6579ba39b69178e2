//! Whom the relay serves, and where it does not go.

use super::stage::{ANSWER, HELLO, Relay, login, target};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const RULE: &str = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['direct']\n";

#[test]
fn without_the_secret_nothing_is_carried() {
    let relay = Relay::with(RULE);
    let place = target();
    let wrong = login(&"0".repeat(48));
    for given in ["", "Proxy-Authorization: Basic !\r\n", "Proxy-Authorization: Bearer x\r\n", &wrong] {
        for request in [format!("CONNECT {place}"), format!("GET http://{place}/")] {
            let said = relay.says(&format!("{request} HTTP/1.1\r\nHost: {place}\r\n{given}\r\n"));
            assert!(said.starts_with("HTTP/1.1 407 gv relay:"), "{request} {given}: {said}");
        }
    }
    for path in
        ["/", "/status", "/0/status", &format!("/{}/stop", "0".repeat(48)), "/identity/x", "/identity/"]
    {
        let port = relay.port;
        let said = relay.says(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        assert!(said.starts_with("HTTP/1.1 404"), "{path}: {said}");
    }
}

#[test]
fn pages_in_a_browser_are_refused() {
    let relay = Relay::with(RULE);
    let (port, secret, login) = (relay.port, relay.secret.clone(), relay.login());
    for headers in [
        "Host: evil.example".to_owned(),
        format!("Host: localhost:{port}"),
        format!("Host: 127.0.0.1:{port}\r\nOrigin: http://evil.example"),
        format!("Host: 127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site"),
    ] {
        let said = relay.says(&format!("GET /{secret}/status HTTP/1.1\r\n{headers}\r\n\r\n"));
        assert!(said.starts_with("HTTP/1.1 403"), "{headers}: {said}");
    }
    let place = target();
    let said = relay
        .says(&format!("GET http://{place}/ HTTP/1.1\r\nHost: {place}\r\nOrigin: http://a\r\n{login}\r\n"));
    assert!(said.starts_with("HTTP/1.1 403"), "{said}");
}

#[test]
fn this_machine_is_reached_by_a_rule_only() {
    let relay = Relay::with("");
    let port = target().port();
    for host in
        ["127.0.0.1", "localhost", "[::1]", "127.1", "0.0.0.0", "169.254.169.254", "[::ffff:127.0.0.1]"]
    {
        let (_, head) = relay.tunnel(format_args!("{host}:{port}"));
        assert!(head.starts_with("HTTP/1.1 403 gv relay: addresses of this machine"), "{host}: {head}");
    }
    let log = relay.log();
    assert!(log.iter().all(|line| line["outcome"] == "refused"));
}

#[test]
fn socks_is_spoken_at_the_same_port_with_the_secret_alone() {
    let relay = Relay::with(RULE);
    let place = target();
    let greet = |secret: &str| {
        let mut client = relay.client();
        client.write_all(&[5, 2, 0, 2]).unwrap();
        let mut chosen = [0; 2];
        client.read_exact(&mut chosen).unwrap();
        assert_eq!(chosen, [5, 2]);
        let login = [&[1, 2][..], b"gv", &[u8::try_from(secret.len()).unwrap()], secret.as_bytes()].concat();
        client.write_all(&login).unwrap();
        let mut answer = [0; 2];
        client.read_exact(&mut answer).unwrap();
        (client, answer[1])
    };
    assert_eq!(greet("wrong").1, 1);
    let (mut client, right) = greet(&relay.secret);
    assert_eq!(right, 0);
    let request = [&[5, 1, 0, 1, 127, 0, 0, 1][..], &place.port().to_be_bytes(), HELLO].concat();
    client.write_all(&request).unwrap();
    let mut answer = vec![0; 10 + ANSWER.len()];
    client.read_exact(&mut answer).unwrap();
    assert_eq!((answer[1], &answer[10..]), (0, ANSWER));
    let mut client = relay.client();
    client.write_all(&[5, 1, 0]).unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).unwrap();
    assert_eq!(answer, [5, 0xff]);
}

#[test]
fn clients_that_say_nothing_keep_nobody_out() {
    let relay = Relay::with(RULE);
    let half = b"CONNECT go.dev:443 HTTP/1.1\r\nHost: go";
    let strangers: Vec<TcpStream> = (0..300)
        .map(|number| {
            let mut client = relay.client();
            let _ = client.write_all(&half[..number % half.len()]);
            client
        })
        .collect();
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    drop(strangers);
}

#[test]
fn a_head_that_does_not_end_is_refused() {
    let relay = Relay::with(RULE);
    let mut client = relay.client();
    client.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    let _ = client.write_all(b"GET http://a.example/ HTTP/1.1\r\nX: ");
    let mut sent = 0;
    while sent < 1 << 20 && client.write_all(&[b'a'; 4096]).is_ok() {
        sent += 4096;
    }
    let mut answer = Vec::new();
    let _ = client.read_to_end(&mut answer);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
}

#[test]
fn there_are_no_more_tunnels_than_the_settings_allow() {
    let relay = Relay::with(&format!("[relay]\nmax_tunnels = 2\n{RULE}"));
    let place = target();
    let held: Vec<_> = (0..2).map(|_| relay.tunnel(place)).collect();
    assert!(held.iter().all(|(_, head)| head.starts_with("HTTP/1.1 200")));
    assert!(relay.tunnel(place).1.starts_with("HTTP/1.1 503 gv relay: too many"));
}

#[test]
#[cfg(unix)]
fn what_is_written_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let relay = Relay::with(RULE);
    assert!(relay.tunnel("127.0.0.1:1").1.starts_with("HTTP/1.1 502"));
    let folder = relay.sandbox.gv_home().join("state/relay");
    for name in ["", "session.json", "on.json", "log.jsonl"] {
        let mode = folder.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
    let secret = &relay.secret;
    for args in
        [&["relay", "status"][..], &["relay", "status", "--json"], &["relay", "log"], &["relay", "on"]]
    {
        relay.sandbox.gv(args).succeeds().does_not_print(secret).does_not_say(secret);
    }
}
