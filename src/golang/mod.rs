//! Go's own rules as pure functions. Nothing here reads a file or asks a host.

pub mod credentials;
pub mod database;
pub mod env_file;
pub mod env_rules;
pub mod escape;
pub mod goproxy;
pub mod govcs;
pub mod lint;
pub mod netrc;
pub mod pattern;
pub mod proxy;
pub mod quoted;
pub mod route;
pub mod toolchain;
pub mod wininet;
