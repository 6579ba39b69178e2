//! Programs of the machine that a test needs and that may be missing.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;

/// Where a program is; `None`, said aloud past the test harness, when the machine does not have it.
pub fn program_or_skip(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let files = env::split_paths(&path).map(|dir| dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)));
    let found = files.into_iter().find(|file| file.is_file());
    if found.is_none() {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let _ = writeln!(io::stderr(), "SKIPPED in {test}: {name} is not installed on this machine");
    }
    found
}
