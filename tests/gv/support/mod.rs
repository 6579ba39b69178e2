//! What every behaviour test stands on.

#![allow(dead_code, reason = "a vocabulary: no one platform's tests need every word of it")]

pub mod reply;
pub mod server;
