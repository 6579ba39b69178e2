//! `gv doctor`: a healthy machine, and machines that are each broken in one way.

mod environment;
mod home;
mod net;
mod output;
mod path;
mod project;
mod proxy;
mod settings;
pub mod stage;
mod tools;
#[cfg(windows)]
mod windows;
