//! gv with real Go toolchains: the main job as a person does it. These tests run only where `GV_REAL_MIRROR` names
//! a folder that `cargo run --example real-mirror prepare FOLDER` has filled; else each says so and passes.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod building;
mod contents;
mod env_files;
mod keeping_up;
mod modules;
mod outputs;
mod project_settings;
#[cfg(unix)]
mod routes;
mod switching;

#[path = "mirror/serve.rs"]
mod serve;
mod stage;
#[expect(unused_imports, reason = "what only the scripted servers of the other suite need")]
#[path = "../gv/support/mod.rs"]
mod support;
