//! What every behaviour test stands on.

#![allow(dead_code, reason = "a vocabulary: no one platform's tests need every word of it")]

pub mod archive;
pub mod database;
pub mod executable;
pub mod machine;
pub mod module;
pub mod origin;
pub mod reply;
pub mod run;
pub mod sandbox;
pub mod server;

pub use sandbox::Sandbox;

use std::path::Path;

/// Makes a link to a folder; `false`, said aloud, where the file system has none (exFAT, Wine).
pub fn folder_link(target: &Path, link: &Path) -> bool {
    match gv::system::link::replace(target, link) {
        Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {
            skipped("no links to folders can be made here");
            false
        }
        made => {
            made.unwrap();
            true
        }
    }
}

/// Says, past the test harness, what this machine cannot show.
pub fn skipped(why: &str) {
    use std::io::Write;
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).unwrap();
}
