//! Go's own rules as pure functions. Nothing here reads a file or asks a host.

pub mod database;
pub mod env_file;
pub mod env_rules;
pub mod escape;
pub mod fatal;
pub mod goproxy;
pub mod govcs;
pub mod net_url;
pub mod netrc;
mod no_proxy;
pub mod pattern;
pub mod proxy;
pub mod quoted;
pub mod route;
pub mod select;
pub mod semver;
pub mod shared;
pub mod toolchain;
