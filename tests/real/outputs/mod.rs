//! What real `go` commands say when the network misbehaves: run in a network namespace of their own, against servers that
//! fail on demand, and compared with what `gv explain` makes of it. With `GV_EXPLAIN_WRITE` the outputs are kept, for
//! `tests/gv/explaining/corpus`.
//!
//! It runs only where `GV_EXPLAIN_GO` names a folder with toolchains (`go1.22.10/bin/go`, …), as root or with user
//! namespaces, on Linux.
#![cfg(target_os = "linux")]

mod cases;
mod lab;
mod record;
mod server;

use crate::stage::skipped;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// The addresses of the lab; the namespace has no others.
const SETUP: &str = "ip link set lo up && for n in 10 11 12 13 14 20 53; do ip addr add 192.0.2.$n/32 dev lo; done \
    && mount --bind \"$LAB/resolv.conf\" /etc/resolv.conf && mount --bind \"$LAB/hosts\" /etc/hosts \
    && mount -t tmpfs lab /home && mkdir -p /home/dev/sdk && mount --bind \"$GV_EXPLAIN_GO\" /home/dev/sdk \
    && exec \"$0\" --exact outputs::inside --ignored --nocapture";

#[test]
fn go_says_what_gv_explains() {
    if env::var_os("GV_EXPLAIN_GO").is_none() {
        return skipped("GV_EXPLAIN_GO names no folder with toolchains");
    }
    let lab = tempfile::tempdir().unwrap();
    std::fs::write(lab.path().join("resolv.conf"), lab::RESOLVER).unwrap();
    std::fs::write(lab.path().join("hosts"), "127.0.0.1 localhost\n").unwrap();
    let status = Command::new("unshare")
        .args(["-rmn", "sh", "-c", SETUP])
        .arg(env::current_exe().unwrap())
        .env("LAB", lab.path())
        .status()
        .unwrap();
    assert!(status.success());
}

/// What runs inside of the namespace.
#[test]
#[ignore = "the other one starts it where it is to run"]
fn inside() {
    let Some(folder) = env::var_os("LAB").map(PathBuf::from) else { return };
    let lab = lab::Lab::start(&folder);
    let mut wrong = Vec::new();
    let only = env::var("GV_EXPLAIN_ONLY").unwrap_or_default();
    for case in cases::all().into_iter().filter(|case| case.name.contains(&only)) {
        let found = record::run(&case, &lab);
        for line in &found {
            eprintln!("{line}");
        }
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
