//! Behaviour of gv and gv-shim, through the programs, in a sandbox that nothing leaves.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod advice;
mod choosing;
mod company;
mod completing;
mod deploying;
mod dns;
mod doctor;
mod editors;
mod env;
mod explaining;
mod faults;
mod fetch;
mod git;
mod harm;
mod help;
mod hostile_text;
mod importing;
mod installers;
mod linking;
mod locking;
mod logging;
mod looking;
mod machines;
mod mirrors;
mod modules;
mod peers;
mod pipeline;
mod progress;
mod relay;
mod release;
mod removing;
mod route;
mod safety;
mod secrets;
mod setup;
mod several;
#[cfg(target_os = "linux")]
mod shared_home;
mod shim;
mod slim;
mod sumdb;
mod support;
mod tools;
mod undoing;
mod updating;
mod using;
mod variables;
mod waiting;
mod words;
