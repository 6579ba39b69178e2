//! Paths as people read them.

use crate::env::Env;
use std::path::Path;

/// A path with the user's own directory written as `~`.
pub fn shown(path: &Path, env: &Env) -> String {
    match env.home_dir().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if !rest.as_os_str().is_empty() => {
            format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display())
        }
        _ => path.display().to_string(),
    }
}
