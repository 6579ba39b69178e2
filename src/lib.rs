//! gv, a Go toolchain manager. The map of the house is `docs/architecture.md`;
//! imports point down the list given there and never up.

pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod diagnose;
pub mod env;
pub mod explain;
pub mod fetch;
pub mod foreign;
pub mod git;
pub mod goenv;
pub mod golang;
pub mod home;
pub mod install;
pub mod project;
pub mod release;
pub mod setup;
pub mod shell;
pub mod shim;
pub mod store;
pub mod system;
pub mod ui;
pub mod unpack;
pub mod verify;
pub mod version;
