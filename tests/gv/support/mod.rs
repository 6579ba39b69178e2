//! What every behaviour test stands on.

#![allow(dead_code, reason = "a vocabulary: no one platform's tests need every word of it")]

pub mod archive;
pub mod machine;
pub mod origin;
pub mod reply;
pub mod run;
pub mod sandbox;
pub mod server;

pub use sandbox::Sandbox;
