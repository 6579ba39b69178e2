//! gv with real Go toolchains: the main job as a person does it. These tests run only where `GV_REAL_MIRROR` names
//! a folder that `cargo run --example real-mirror prepare FOLDER` has filled; else each says so and passes. Those of
//! `goproxy` ask this machine's own GOPROXY, and run only with `GV_REAL_PROXY=1`.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod building;
mod contents;
mod env_files;
mod go_scripts;
mod goproxy;
mod keeping_up;
mod machine_go;
mod matrix;
mod modules;
mod outputs;
mod project_settings;
#[cfg(unix)]
mod routes;
#[cfg(unix)]
mod scripts;
mod switching;

#[path = "mirror/serve.rs"]
mod serve;
mod stage;
#[path = "../gv/support/mod.rs"]
mod support;
