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
    // What counts is whose the first `go` is: a link to the shim in /usr/local/bin does as well as the folder on PATH.
    let first =
        dirs.iter().find_map(|dir| if identity(dir) == shims { Some(None) } else { go_in(dir).map(Some) });
    match first {
        Some(None) => PathState::Ok,
        Some(Some(go)) if program::same_file(&go, &programs::shim(home)) => PathState::Ok,
        Some(Some(by)) if dirs.iter().any(|dir| identity(dir) == shims) => {
            PathState::Shadowed { by, command: command(home, env) }
        }
        Some(Some(_)) | None => PathState::NotOnPath { command: command(home, env) },
    }
}

/// The folder itself, by whatever name it is called.
fn identity(dir: &Path) -> PathBuf {
    dir.canonicalize().unwrap_or_else(|_| dir.components().collect())
}

/// The `go` in a folder.
fn go_in(dir: &Path) -> Option<PathBuf> {
    Some(dir.join(format!("go{EXE_SUFFIX}"))).filter(|go| program::is_program(go))
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
        fs::create_dir(at("links")).unwrap();
        symlink("../home/shims/go", at("links/go")).unwrap();
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
    fn a_link_to_the_shim_does_as_well_as_its_folder() {
        assert_eq!(state_of(&["links"]), PathState::Ok);
        assert_eq!(state_of(&["links", "other"]), PathState::Ok);
        assert!(matches!(state_of(&["other", "links"]), PathState::NotOnPath { .. }));
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
