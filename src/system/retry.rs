//! Changes to files that other programs are in the way of for a moment.

use std::path::Path;
use std::{fs, io};

/// Renames, with patience where another program only looks at the file for a moment.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Does it once: nothing is in the way of a change for a moment here.
#[cfg(unix)]
pub(super) fn patiently(mut change: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    change()
}

/// Tries for about ten seconds: scanners and indexers hold fresh files open for moments, and Windows refuses then.
#[cfg(windows)]
pub(super) fn patiently(mut change: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    use std::time::Duration;
    // Access denied, sharing violation, part of it locked, directory not empty.
    const PASSING: [i32; 4] = [5, 32, 33, 145];
    for pause in [2, 8, 20, 50, 120, 250, 500, 1000, 1500, 2000, 2000, 2500] {
        match change() {
            Err(error) if error.raw_os_error().is_some_and(|code| PASSING.contains(&code)) => {
                std::thread::sleep(Duration::from_millis(pause));
            }
            other => return other,
        }
    }
    change()
}
