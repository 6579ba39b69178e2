//! gv behind real proxies and servers: squid, tinyproxy, privoxy, haproxy, stunnel, microsocks, dante and nginx, each as
//! companies configure it, in network namespaces. What `go` makes of a network is the measure, and a real `go` is asked
//! where one is on PATH. It takes root, `ip`, and Debian's packages of these programs (`.ci/long peers` installs them);
//! without them the suite says so and passes, and without `GV_PEERS` too, for it takes minutes.
//!
//! `GV_PEERS=all` takes all networks, `GV_PEERS=sample` the fixed sample, `GV_PEERS=NAME,NAME` those of these names (`athens*`: all that
//! begin so);
//! `GV_PEERS_OUT` names a folder that all outputs are written to.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]
#![expect(clippy::print_stderr, reason = "what is skipped, and what each network came to, is said aloud")]

mod athens;
mod client;
mod daemons;
mod judge;
mod network;
mod networks;
mod stage;
mod upstream;

#[allow(dead_code, unused_imports, reason = "the fault lab has more than is used here")]
#[path = "../net/lab/mod.rs"]
mod lab;

use judge::Outcome;
use network::Network;
use stage::Stage;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many networks are looked at at once: they mostly wait.
const AT_ONCE: usize = 4;

#[test]
fn every_network_is_told_as_go_finds_it() {
    let Ok(wanted) = std::env::var("GV_PEERS") else {
        eprintln!("SKIPPED, real proxies: GV_PEERS is not set");
        return;
    };
    let missing = stage::missing();
    if !missing.is_empty() {
        eprintln!("!!! SKIPPED, real proxies: {}", missing.join(", "));
        return;
    }
    let chosen = chosen(&wanted);
    let stage = Stage::enter();
    let outcomes = all(&stage, &chosen);
    judge::report(&outcomes);
}

#[test]
fn names_of_networks_are_their_own() {
    let mut names: Vec<_> = networks::all().iter().map(|network| network.name).collect();
    assert!(names.len() >= 98, "{}", names.len());
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

fn chosen(wanted: &str) -> Vec<Network> {
    let mut all = networks::all();
    match wanted {
        "all" => {}
        "sample" => all.retain(|network| network.sample),
        names => all.retain(|network| {
            names.split(',').any(|name| match name.strip_suffix('*') {
                Some(beginning) => network.name.starts_with(beginning),
                None => name == network.name,
            })
        }),
    }
    assert!(!all.is_empty(), "GV_PEERS={wanted}: there is no such network");
    // Those that take longest are begun first.
    all.sort_by_key(|network| !network.hangs);
    all
}

fn all(stage: &Stage, networks: &[Network]) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(network) = networks.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let outcome = judge::look(stage, network);
                    eprintln!("{outcome}");
                    outcomes.lock().unwrap().push(outcome);
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
}
