//! A company's network: its mirror, its logins, a store for all, and what its administrators lay down.

mod logins;
#[cfg(unix)]
mod nginx;
#[cfg(target_os = "linux")]
mod system;
mod unlisted;
