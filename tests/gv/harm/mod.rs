//! What hostile files and other users' files could make gv write, read, obey or delete.

#![cfg(unix)]

mod deleting;
mod pins;
mod reading;
mod writing;

use crate::support::Sandbox;
use crate::support::run::Run;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// A home with one toolchain, which is the default, and a set of shims.
fn stage() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_OFFLINE", "1");
    for version in ["1.21.13", "1.22.3"] {
        sandbox.place_toolchain(version);
    }
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

/// Runs gv in a folder with something to read on stdin; ended after a few seconds, if it waits.
fn fed(sandbox: &Sandbox, folder: &str, args: &[&str], input: &Path) -> Run {
    let mut command = sandbox.at(folder).command("timeout");
    command.arg("20").arg(env!("CARGO_BIN_EXE_gv")).args(args);
    let output = command.stdin(Stdio::from(fs::File::open(input).unwrap())).output().unwrap();
    Run::new(format!("{command:?}"), sandbox.root(), &output)
}
