//! What is outside: the hosts that `go` and gv ask, at their names, and peers that no program of Debian's plays.

use crate::athens;
use crate::lab::{Authority, Files, Manners, Reply, Resolver, Says, Server, Temper, proxy};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

/// Each at its address outside.
pub const HOSTS: [(&str, &str); 2] =
    [("proxy.golang.org", "203.0.113.10"), ("sum.golang.org", "203.0.113.11")];
/// Those of releases, which most of the proxies cannot reach.
pub const RELEASES: [(&str, &str); 7] = [
    ("go.dev", "203.0.113.20"),
    ("golang.google.cn", "203.0.113.20"),
    ("dl.google.com", "203.0.113.20"),
    ("mirrors.aliyun.com", "203.0.113.20"),
    ("mirrors.hust.edu.cn", "203.0.113.20"),
    ("mirrors.nju.edu.cn", "203.0.113.20"),
    ("mirrors.ustc.edu.cn", "203.0.113.20"),
];

/// Names that the company's resolver knows.
const NAMES: [(&str, &[&str]); 6] = [
    ("proxy.corp.example", &["10.77.0.1"]),
    ("goproxy.corp.example", &["10.77.0.1"]),
    ("releases.corp.example", &["10.77.0.1"]),
    ("multi.corp.example", &["10.77.0.1", "10.77.0.99"]),
    ("refuse.corp.example", &["10.77.0.2", "10.77.0.1"]),
    ("dual.corp.example", &["10.77.0.1", "fd99::1"]),
];

/// All addresses that this machine has to have.
pub fn addresses() -> Vec<&'static str> {
    let own = ["10.77.0.1", "10.77.0.2", "10.77.0.3"];
    let hosts = HOSTS.iter().chain(&RELEASES).map(|host| host.1);
    let mut all: Vec<_> = own.into_iter().chain(hosts).chain(athens::addresses()).collect();
    all.dedup();
    all
}

/// Starts all of it; the authority is the one that everybody trusts.
pub fn start(authority: &Authority) {
    let serve = |names: &[&str], at: &str, files: Files| {
        let server = Server::tls(authority.issue(names));
        server.answering(move |request| files.answer(request)).start(at.parse().unwrap());
    };
    serve(&[HOSTS[0].0], "203.0.113.10:443", athens::modules());
    serve(&[HOSTS[1].0], "203.0.113.11:443", Files::of_database());
    let names: Vec<_> = RELEASES.iter().map(|host| host.0).collect();
    let releases = Files::always(Reply::bytes("[]").header("Content-Type", "application/json"));
    serve(&names, "203.0.113.20:443", releases);
    start_resolvers();
    start_peers();
}

fn start_resolvers() {
    let company = Resolver::default();
    for (name, addresses) in NAMES {
        company.say(name, Says::Addresses(addresses.iter().map(|it| it.parse().unwrap()).collect()));
    }
    company.start("10.77.0.1:53".parse().unwrap());
    let open = Resolver::default();
    for (name, address) in HOSTS.into_iter().chain(RELEASES) {
        open.say(name, Says::Addresses(vec![address.parse().unwrap()]));
    }
    open.start("10.77.0.2:53".parse().unwrap());
    let silent = Resolver::default();
    silent.say_otherwise(Says::Silence);
    silent.start("10.77.0.3:53".parse().unwrap());
}

/// What hangs, hangs up, and answers as no proxy does.
fn start_peers() {
    let none = HashMap::new();
    let at = |port: u16| SocketAddr::new(IpAddr::from([10, 77, 0, 1]), port);
    proxy::start(at(3215), &Temper::Silent, &none);
    Server::with(Manners::ResetsAtOnce).start(at(3216));
    proxy::start(at(3218), &Temper::HangsUp, &none);
    proxy::start(at(3219), &Temper::Says("HTTP/1.0 501 Unsupported method ('CONNECT')"), &none);
    proxy::start(at(3228), &Temper::Cuts, &none);
}
