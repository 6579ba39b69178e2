//! `gv self update` and `gv self rollback`.

#[cfg(unix)]
mod forged;
#[cfg(unix)]
mod from_goproxy;
#[cfg(unix)]
mod killed;
#[cfg(unix)]
mod ordinary;
#[cfg(unix)]
mod packed;
mod plain;
#[cfg(unix)]
pub mod stage;
