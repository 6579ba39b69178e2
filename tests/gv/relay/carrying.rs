//! Which way a connection takes, and what comes of it.

use super::proxy::{Proxy, Script};
use super::stage::{ANSWER, Relay, target};
use std::io::{Read, Write};
use std::net::Shutdown;
use std::time::Instant;

fn rule(via: &str) -> String {
    format!("[[relay.rule]]\nhosts = '127.0.0.1'\nvia = [{via}]\n")
}

#[test]
fn a_tunnel_is_made_directly_where_a_rule_says_so() {
    let relay = Relay::with(&rule("'direct'"));
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    let (mut client, _) = relay.tunnel(target());
    let sent: Vec<u8> = (0..300_000_u32).map(|number| u8::try_from(number % 7 + 97).unwrap()).collect();
    let mut writer = client.try_clone().unwrap();
    let bytes = sent.clone();
    std::thread::spawn(move || {
        writer.write_all(&bytes).unwrap();
        writer.shutdown(Shutdown::Write).unwrap();
    });
    let mut got = Vec::new();
    client.read_to_end(&mut got).unwrap();
    assert!(got == sent, "{} of {} bytes", got.len(), sent.len());
}

#[test]
fn one_that_fails_is_passed_over_whatever_it_does() {
    for script in [
        Script::Status(403),
        Script::Status(503),
        Script::Close,
        Script::Noise,
        Script::Half,
        Script::Wants("Basic realm=x", "right"),
        Script::Wants("Kerberos", "right"),
    ] {
        let (bad, good) = (Proxy::new(script), Proxy::new(Script::Good));
        let settings = bad.upstream("bad", "") + &good.upstream("good", "") + &rule("'bad', 'good'");
        let relay = Relay::with(&settings);
        assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
        assert!(bad.asked() > 0 && good.asked() == 1);
        assert_eq!(relay.upstream("good")["good"], 1);
        assert_ne!(relay.upstream("bad")["last_fault"], serde_json::Value::Null);
    }
}

#[test]
fn one_that_is_silent_is_overtaken() {
    let (bad, good) = (Proxy::new(Script::Silent), Proxy::new(Script::Good));
    let relay = Relay::with(&(bad.upstream("bad", "") + &good.upstream("good", "") + &rule("'bad', 'good'")));
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
}

#[test]
fn no_request_fails_while_the_first_of_three_dies_and_comes_back() {
    let [a, b, c] = [Script::Good; 3].map(Proxy::new);
    let settings =
        [a.upstream("a", ""), b.upstream("b", ""), c.upstream("c", ""), rule("'a', 'b', 'c'")].concat();
    let relay = Relay::with(&settings);
    let place = target();
    let (begun, mut dead_for) = (Instant::now(), 0);
    for number in 0..500 {
        if number % 25 == 0 {
            a.kill(number % 50 == 0);
        }
        let before = a.asked();
        assert_eq!(relay.spoken(place), Ok(ANSWER.to_vec()), "request {number}");
        dead_for += usize::from(number % 50 < 25) * (a.asked() - before);
    }
    // The dead one is asked once, and then only by the probes, which come five seconds apart.
    let probes = usize::try_from(begun.elapsed().as_secs() / 5).unwrap();
    assert!(dead_for <= 2 + probes, "asked {dead_for} times while dead");
    assert!(b.asked() > 400);
}

#[test]
fn where_all_fail_the_answer_names_each() {
    let (one, two) = (Proxy::new(Script::Status(403)), Proxy::new(Script::Close));
    let relay = Relay::with(&(one.upstream("one", "") + &two.upstream("two", "") + &rule("'one', 'two'")));
    let (_, head) = relay.tunnel(target());
    assert!(
        head.starts_with("HTTP/1.1 502 gv relay: one: it answered 403 As scripted; two: it closed"),
        "{head}"
    );
    let log = relay.log();
    assert_eq!((&log[0]["outcome"], log[0]["passed_over"].as_array().unwrap().len()), (&"failed".into(), 2));
}

#[test]
fn a_request_with_a_whole_address_is_passed_on_without_what_is_the_relays() {
    let proxy = Proxy::new(Script::Good);
    for via in ["'direct'", "'proxy'"] {
        let relay = Relay::with(&(proxy.upstream("proxy", "") + &rule(via)));
        let (place, login) = (target(), relay.login());
        let mut client = relay.client();
        write!(
            client,
            "POST http://{place}/a?b HTTP/1.1\r\nHost: other.example\r\n{login}Connection: close, X-Mine\r\n\
             X-Mine: 1\r\nX-Kept: 2\r\nContent-Length: 3\r\n\r\nabc"
        )
        .unwrap();
        let mut text = String::new();
        client.read_to_string(&mut text).unwrap();
        let lower = text.to_ascii_lowercase();
        assert!(text.starts_with("HTTP/1.1 200") && text.contains("/a?b HTTP/1.1"), "{text}");
        assert!(lower.contains(&format!("host: {place}")) && lower.contains("x-kept: 2"), "{text}");
        assert!(!lower.contains("x-mine") && !lower.contains("proxy-authorization"), "{text}");
        assert!(!text.contains(&relay.secret));
    }
}

#[test]
fn private_hosts_take_only_the_way_that_may_carry_them() {
    let (open, own) = (Proxy::new(Script::Good), Proxy::new(Script::Good));
    let settings =
        open.upstream("open", "") + &own.upstream("own", "private = true") + &rule("'open', 'own'");
    let mut sandbox = crate::support::sandbox::Sandbox::new();
    sandbox.set("GOPRIVATE", "127.0.0.*").unset("HTTPS_PROXY").unset("HTTP_PROXY").unset("ALL_PROXY");
    let relay = Relay::of(sandbox, &settings);
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    assert_eq!((open.asked(), own.asked()), (0, 1));
    drop(relay);
    let mut sandbox = crate::support::sandbox::Sandbox::new();
    sandbox.set("GOPRIVATE", "127.0.0.*").unset("HTTPS_PROXY").unset("HTTP_PROXY").unset("ALL_PROXY");
    let relay = Relay::of(sandbox, &(open.upstream("open", "") + &rule("'open'")));
    let (_, head) = relay.tunnel(target());
    assert!(head.starts_with("HTTP/1.1 403 gv relay: GOPRIVATE covers"), "{head}");
    assert_eq!(open.asked(), 0);
}
