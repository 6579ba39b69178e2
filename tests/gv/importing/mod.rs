//! `gv import`: toolchains of other version managers taken over.

mod faults;
mod layouts;
mod links;
mod managers;
mod proof;

use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use crate::support::run::Run;
use crate::support::sandbox::native;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Puts a fake toolchain where a manager would, below the user's home.
fn place(sandbox: &Sandbox, version: &str, below_home: impl AsRef<Path>) -> PathBuf {
    let goroot = native(&sandbox.home().join(below_home));
    Toolchain::new(version).write_to(&goroot);
    goroot
}

/// The row of a report whose path ends so.
#[track_caller]
fn row(run: &Run, path: &str) -> Value {
    let json = run.json();
    let rows = json["toolchains"].as_array().unwrap();
    let is_it = |row: &&Value| row["path"].as_str().unwrap().replace('\\', "/").ends_with(path);
    rows.iter().find(is_it).unwrap_or_else(|| panic!("no {path} in {run}")).clone()
}

/// What the report says became of a path.
#[track_caller]
fn status(run: &Run, path: &str) -> String {
    row(run, path)["status"].as_str().unwrap().to_owned()
}

/// The row of `gv ls --json`.
#[track_caller]
fn listed(sandbox: &Sandbox, version: &str) -> Value {
    let run = sandbox.gv(["ls", "--json"]).succeeds();
    let json = run.json();
    let rows = json["toolchains"].as_array().unwrap();
    rows.iter()
        .find(|row| row["version"] == version)
        .unwrap_or_else(|| panic!("no {version} in {run}"))
        .clone()
}
