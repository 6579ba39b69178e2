//! `install.sh`, run by every POSIX shell that is here, on archives of tiny scripts in place of gv and gv-shim.

#[cfg(unix)]
mod archives;
#[cfg(unix)]
mod checkouts;
#[cfg(unix)]
mod downloads;
#[cfg(unix)]
mod manifests;
#[cfg(unix)]
mod signatures;
#[cfg(unix)]
mod stage;

use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use std::fs;
use std::path::{Path, PathBuf};

/// install.ps1 has no byte order mark, so that it can be piped into a shell, and without one Windows PowerShell 5.1
/// reads a file in the code page of the machine.
#[test]
fn the_powershell_script_reads_the_same_in_every_code_page() {
    let script = fs::read(source("install.ps1")).unwrap();
    assert_eq!(script.iter().position(|byte| !byte.is_ascii()), None);
}

#[test]
fn shellcheck_has_nothing_to_say() {
    let Some(shellcheck) = program_or_skip("shellcheck") else { return };
    let packaging = fs::read_dir(source("packaging")).unwrap().map(|entry| entry.unwrap().path());
    let is_script = |path: &PathBuf| fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"#!/bin/sh"));
    let scripts = packaging.filter(is_script).chain([source("install.sh")]);
    Sandbox::new().at("").run(shellcheck, scripts).succeeds().prints_exactly("");
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
