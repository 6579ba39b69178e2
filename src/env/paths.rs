//! Paths as people read them. A folder's name may hold anything; what would not be seen is escaped.

use crate::env::Env;
use crate::hidden;
use std::path::Path;

/// A path with the user's own directory written as `~`.
pub fn shown(path: &Path, env: &Env) -> String {
    match env.home_dir().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if !rest.as_os_str().is_empty() => {
            format!("~{}{}", std::path::MAIN_SEPARATOR, hidden::Shown(rest.display()))
        }
        _ => hidden::Shown(path.display()).to_string(),
    }
}

/// A file and a line: `~/project/go.mod:3`, relative where that is shorter to read.
pub fn place(file: &Path, line: usize, env: &Env) -> String {
    let file = match file.strip_prefix(env.cwd()) {
        Ok(below) => hidden::Shown(below.display()).to_string(),
        Err(_) => shown(file, env),
    };
    format!("{file}:{line}")
}
