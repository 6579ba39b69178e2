//! PATH.
use crate::env::Env;
use crate::home::Home;
use std::path::PathBuf;

/// Whether the shims are reached.
pub enum PathState {
    /// They are.
    Ok,
    /// They are not on PATH.
    NotOnPath {
        /// What to type.
        command: String,
    },
    /// Another Go comes first.
    Shadowed {
        /// Which.
        by: PathBuf,
        /// What to type.
        command: String,
    },
}

/// Looks.
pub fn state(home: &Home, env: &Env) -> PathState {
    let shims = home.shims();
    for dir in env.path_dirs() {
        if dir == shims {
            return PathState::Ok;
        }
        if dir.join("go").is_file() {
            return PathState::Shadowed { by: dir.join("go"), command: "gv setup".to_owned() };
        }
    }
    PathState::NotOnPath { command: "gv setup".to_owned() }
}
