//! `gv relay`, against scripted proxies on loopback.

mod advised;
mod carrying;
mod explained;
mod guarding;
mod handing;
mod load;
mod login;
mod modules;
mod proxy;
#[cfg(target_os = "linux")]
mod service;
mod stage;
