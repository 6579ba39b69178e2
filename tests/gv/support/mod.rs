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

/// Says, past the test harness, what this machine cannot show.
pub fn skipped(why: &str) {
    use std::io::Write;
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).unwrap();
}
