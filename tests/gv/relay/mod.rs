//! `gv relay`, against scripted proxies on loopback.

mod carrying;
mod guarding;
mod handing;
mod login;
mod proxy;
mod stage;
