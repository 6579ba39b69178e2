//! `gv doctor net`, and `gv dns`, in a fault lab: a resolver, servers, proxies and authorities that misbehave on demand,
//! all of them in this process and on loopback. Hosts have the addresses they would have outside; the lab's way of
//! connecting leads to its own ports.
//!
//! With `GV_LAB=/usr/local/bin/gv`, on Linux and as root, the same tests run that program instead, each in network
//! namespaces of its own, where hosts really have these addresses and resolv.conf and the hosts file are bound over:
//! `sudo GV_LAB=$PWD/target/debug/gv $(which cargo) test --test net`. The tests in `lines` are about that program only.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod answers;
mod connections;
mod cures;
mod database;
mod healthy;
mod lab;
#[cfg(target_os = "linux")]
mod lines;
mod names;
mod proxies;
mod releases;
mod remedies;
mod requests;
mod settings;
