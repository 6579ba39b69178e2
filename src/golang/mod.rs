//! Go's own rules as pure functions. Nothing here reads a file or asks a host.

pub mod proxy;
pub mod wininet;
