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
pub mod signals;
pub mod signer;

pub use sandbox::Sandbox;

use std::io;
use std::path::Path;

/// Makes a link to a folder; `false`, said aloud, where the file system has none (exFAT, Wine).
pub fn folder_link(target: &Path, link: &Path) -> bool {
    match gv::system::link::replace(target, link) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            skipped("no links to folders can be made here");
            false
        }
        made => {
            made.unwrap();
            true
        }
    }
}

/// Starts a program. Wine gives a start up now and then (`ERROR_INTERNAL_ERROR`), on a busy machine one in thousands:
/// nothing has run then, and it is tried again.
pub fn started<T>(mut start: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const GIVEN_UP: i32 = 1359;
    for _ in 0..5 {
        match start() {
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(GIVEN_UP) => {}
            // A program that was written just now is still open in what another thread starts at this moment.
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            done => return done,
        }
    }
    start()
}

/// Whether this Windows is Wine.
pub fn is_wine() -> bool {
    let root = std::env::var_os("SYSTEMROOT").unwrap_or_default();
    Path::new(&root).join("System32").join("winecfg.exe").is_file()
}

/// Says, past the test harness, what this machine cannot show.
pub fn skipped(why: &str) {
    use std::io::Write;
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).unwrap();
}
