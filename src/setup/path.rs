//! Whether the shims are what PATH finds. Entries are compared whole, as the folders they are, never as text.

use super::programs;
use crate::env::Env;
use crate::home::Home;
use crate::shell::Shell;
use crate::system::program;
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

/// What PATH makes of the shims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathState {
    /// `go` is gv's.
    Ok,
    /// The shims folder is not on PATH.
    NotOnPath {
        /// What makes it so, in the present shell.
        command: String,
    },
    /// Another `go` comes first.
    Shadowed {
        /// That other one.
        by: PathBuf,
        /// What puts the shims first, in the present shell.
        command: String,
    },
}

/// Looks at the PATH of the process.
pub fn state(home: &Home, env: &Env) -> PathState {
    let shims = identity(&home.shims());
    let dirs = env.path_dirs();
    let Some(position) = dirs.iter().position(|dir| identity(dir) == shims) else {
        return PathState::NotOnPath { command: command(home, env) };
    };
    match dirs[..position].iter().find_map(|dir| other_go(dir, home)) {
        Some(by) => PathState::Shadowed { by, command: command(home, env) },
        None => PathState::Ok,
    }
}

/// The folder itself, by whatever name it is called.
fn identity(dir: &Path) -> PathBuf {
    dir.canonicalize().unwrap_or_else(|_| dir.components().collect())
}

/// A `go` in a folder that is not the shim.
fn other_go(dir: &Path, home: &Home) -> Option<PathBuf> {
    let other = dir.join(format!("go{EXE_SUFFIX}"));
    let is_shim = || program::same_file(&other, &programs::shim(home));
    (program::is_program(&other) && !is_shim()).then_some(other)
}

/// The line for the shell gv was called from; the folder where no line can be told.
fn command(home: &Home, env: &Env) -> String {
    let hookup = Shell::detect(env).hookup(home, env);
    hookup.map_or_else(|_| home.shims().display().to_string(), |hookup| hookup.line)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    /// A home with shims, a folder `other` with a `go`, and the PATH made of the named folders.
    fn state_of(names: &[&str]) -> PathState {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for dir in ["home/shims", "home/bin", "other", "home/shims-old"] {
            fs::create_dir_all(at(dir)).unwrap();
        }
        for file in ["home/bin/gv-shim", "other/go"] {
            fs::write(at(file), "").unwrap();
            fs::set_permissions(at(file), fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::write(at("home/shims-old/go"), "not to be run").unwrap();
        symlink("../bin/gv-shim", at("home/shims/go")).unwrap();
        symlink("home/shims", at("alias")).unwrap();
        let path = std::env::join_paths(names.iter().map(|name| at(name))).unwrap();
        let env = Env::from_vars([("PATH".into(), path), ("SHELL".into(), "/bin/fish".into())]);
        match state(&Home::at(at("home")), &env) {
            PathState::Shadowed { by, command } => {
                PathState::Shadowed { by: by.strip_prefix(folder.path()).unwrap().to_owned(), command }
            }
            other => other,
        }
    }

    #[test]
    fn the_first_go_counts() {
        assert_eq!(state_of(&["home/shims", "other"]), PathState::Ok);
        assert!(
            matches!(state_of(&["other", "home/shims"]), PathState::Shadowed { by, .. } if by == Path::new("other/go"))
        );
    }

    #[test]
    fn an_entry_is_a_folder_not_a_text() {
        assert_eq!(state_of(&["alias"]), PathState::Ok);
        assert_eq!(state_of(&["home/shims/"]), PathState::Ok);
        assert!(matches!(state_of(&["home/shims-old", "other"]), PathState::NotOnPath { .. }));
    }

    #[test]
    fn a_file_that_cannot_be_run_shadows_nothing() {
        assert_eq!(state_of(&["home/shims-old", "home/shims"]), PathState::Ok);
    }
}
