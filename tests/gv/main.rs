//! Behaviour of gv and gv-shim, through the programs, in a sandbox that nothing leaves.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod choosing;
mod dns;
mod doctor;
mod env;
mod explaining;
mod faults;
mod fetch;
mod git;
mod importing;
mod installers;
mod looking;
mod mirrors;
mod modules;
mod pipeline;
mod release;
mod removing;
mod route;
mod setup;
mod shim;
mod sumdb;
mod support;
mod using;
mod words;
