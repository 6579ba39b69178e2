//! Many clients at a time: none leaves anything behind, and none keeps another out.
#![cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "descriptors are counted in /proc"))]

use super::stage::{ANSWER, HELLO, Relay, target};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const RULE: &str = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['direct']\n";
/// Clients that come at the same time.
const AT_ONCE: usize = 8;
/// Connections of each of them.
const EACH: usize = 250;
/// Clients that never finish.
const SLOW: usize = 200;

/// Waits until something is so; whether it became so.
fn becomes(so: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while !so() {
        if begun.elapsed() > Duration::from_secs(10) {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
    true
}

/// One connection through the relay, ended in one of the ways in which programs end.
fn come_and_go(relay: &Relay, place: SocketAddr, number: usize) {
    let (mut client, head) = relay.tunnel(place);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let end = number % 6;
    if end == 0 {
        return;
    }
    if end == 1 {
        return client.write_all(&HELLO[..7]).unwrap();
    }
    client.write_all(HELLO).unwrap();
    if end == 2 {
        // With bytes unread and unsent: the system sends a reset.
        return socket2::SockRef::from(&client).set_linger(Some(Duration::ZERO)).unwrap();
    }
    let mut answer = vec![0; ANSWER.len()];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(answer, ANSWER);
    if end == 3 {
        client.shutdown(Shutdown::Write).unwrap();
        assert_eq!(client.read(&mut [0]).unwrap(), 0);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn two_thousand_connections_leave_no_descriptor_behind() {
    let relay = Relay::with(RULE);
    let place = target();
    let descriptors = || std::fs::read_dir(format!("/proc/{}/fd", relay.process())).unwrap().count();
    // What is opened once, such as the log.
    (0..6).for_each(|number| come_and_go(&relay, place, number));
    assert!(relay.tunnel("127.0.0.1:1").1.starts_with("HTTP/1.1 502"));
    assert!(becomes(|| relay.open() == 0), "{} open", relay.open());
    let before = descriptors();
    thread::scope(|scope| {
        for client in 0..AT_ONCE {
            let relay = &relay;
            scope.spawn(move || (0..EACH).for_each(|number| come_and_go(relay, place, client + number)));
        }
    });
    assert!(becomes(|| relay.open() == 0), "{} open", relay.open());
    assert!(becomes(|| descriptors() <= before), "{before} before, {} now", descriptors());
    assert_eq!(relay.upstream("direct")["failed"], 1);
}

/// A client that has begun, and that says the rest a byte at a time.
struct Slow {
    stream: TcpStream,
    rest: Vec<u8>,
}

/// Clients at every place at which one can be slow: before the secret, behind it, in a body, in a tunnel.
fn slow_clients(relay: &Relay, place: SocketAddr) -> Vec<Slow> {
    let login = relay.login();
    let mut clients = Vec::new();
    for number in 0..SLOW {
        let (mut stream, begun, rest) = match number % 5 {
            0 => {
                (relay.client(), String::new(), format!("CONNECT {place} HTTP/1.1\r\nX: {}", "x".repeat(999)))
            }
            1 => (
                relay.client(),
                format!("CONNECT {place} HTTP/1.1\r\n{login}"),
                format!("X: {}", "x".repeat(999)),
            ),
            2 => (relay.client(), String::new(), format!("\u{5}\u{ff}{}", "\0".repeat(255))),
            3 => (
                relay.client(),
                format!(
                    "POST http://{place}/ HTTP/1.1\r\nHost: {place}\r\n{login}Content-Length: 9999\r\n\r\n"
                ),
                "y".repeat(999),
            ),
            _ => (relay.tunnel(place).0, "\u{16}\u{3}\u{1}\u{30}".to_owned(), "z".repeat(999)),
        };
        stream.write_all(begun.as_bytes()).unwrap();
        clients.push(Slow { stream, rest: rest.into_bytes() });
    }
    clients
}

#[test]
fn clients_that_drip_keep_no_other_out() {
    let relay = Relay::with(RULE);
    let place = target();
    let mut clients = slow_clients(&relay, place);
    for round in 0..10 {
        for slow in &mut clients {
            // One that was refused meanwhile is gone.
            let _ = slow.stream.write_all(&slow.rest[round..=round]);
        }
        let begun = Instant::now();
        assert_eq!(relay.spoken(place), Ok(ANSWER.to_vec()));
        assert!(begun.elapsed() < Duration::from_secs(2), "round {round}: {:?}", begun.elapsed());
    }
    assert!(relay.open() > SLOW / 2, "{} open: they were not slow", relay.open());
    drop(clients);
    assert!(becomes(|| relay.open() == 0), "{} open", relay.open());
}
