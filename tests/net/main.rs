//! `gv doctor net` in a fault lab: a resolver, servers, proxies and authorities that misbehave on demand, all of them in
//! this process and on loopback. Hosts have the addresses they would have outside; the lab's way of connecting leads to
//! its own ports.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod answers;
mod connections;
mod database;
mod healthy;
mod lab;
mod names;
mod proxies;
mod releases;
mod remedies;
mod requests;
mod settings;
