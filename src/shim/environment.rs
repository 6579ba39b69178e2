//! What a toolchain is told through its environment, and nothing more: PATH and all else stay as they are.

use super::{Choice, Wanted};
use crate::env::Env;
use crate::goenv;
use crate::project::settings::{self, Assignment, File};
use crate::store::Toolchain;
use std::process::Command;

/// The first minor of Go 1 that finds its GOROOT by itself, wherever it lies.
const FINDS_ITS_ROOT: (u64, u64) = (1, 10);

/// What is changed for a choice, in a project with these settings. A Go found on PATH keeps the environment it was
/// set up with, but for those.
pub fn environment(choice: &Choice, trusted: Option<&File>, env: &Env) -> Vec<Assignment> {
    match choice.start() {
        Wanted::Toolchain(toolchain) => of_toolchain(toolchain, choice.is_named(), trusted, env),
        Wanted::Missing(_) | Wanted::System(_) | Wanted::Program { .. } | Wanted::Nothing => {
            settings::in_force(trusted, choice.is_named(), env)
        }
    }
}

/// What is changed for the toolchain that Go switches to: the one before it has set the rest.
pub(super) fn of_switched(choice: &Choice, env: &Env) -> Vec<Assignment> {
    match &choice.wanted {
        Wanted::Toolchain(toolchain) => vec![root(toolchain, env)],
        Wanted::Missing(_) | Wanted::System(_) | Wanted::Program { .. } | Wanted::Nothing => Vec::new(),
    }
}

/// What is changed for a toolchain. Whether `go` may switch from it is for GOTOOLCHAIN to say, as the user has it.
pub(super) fn of_toolchain(
    toolchain: &Toolchain,
    named: bool,
    trusted: Option<&File>,
    env: &Env,
) -> Vec<Assignment> {
    let mut changes = settings::in_force(trusted, named, env);
    changes.insert(0, root(toolchain, env));
    changes
}

const GOROOT: &str = "GOROOT";

/// A GOROOT that was set for another Go breaks this one (it would compile with the other's library). One in the
/// environment goes; against one in the user's env file, and for the oldest versions, the toolchain gets its own.
fn root(toolchain: &Toolchain, env: &Env) -> Assignment {
    let version = &toolchain.version;
    let finds_it = (version.major(), version.minor()) >= FINDS_ITS_ROOT;
    let own = !finds_it || goenv::user_value(env, GOROOT).is_some();
    (GOROOT, own.then(|| toolchain.path.clone().into_os_string()))
}

/// Makes the changes to a command.
pub(super) fn apply(changes: &[Assignment], command: &mut Command) {
    for (name, value) in changes {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(version: &str, env: &Env) -> Vec<Assignment> {
        let toolchain = Toolchain { version: version.parse().unwrap(), path: "/r".into() };
        of_toolchain(&toolchain, true, None, env)
    }

    #[test]
    fn a_stale_root_goes_and_the_oldest_get_their_own() {
        let env = Env::default();
        assert_eq!(changes("1.22.3", &env), [("GOROOT", None)]);
        assert_eq!(changes("1.10", &env), [("GOROOT", None)]);
        assert_eq!(changes("1.9.7", &env), [("GOROOT", Some("/r".into()))]);
    }

    #[test]
    fn a_root_in_the_users_file_is_answered_with_the_own_one() {
        let dir = tempfile::tempdir().unwrap();
        let user = dir.path().join("user.env");
        std::fs::write(&user, "GOROOT=/x\n").unwrap();
        let env = Env::from_vars([("GOENV".into(), user.into())]);
        assert_eq!(changes("1.22.3", &env), [("GOROOT", Some("/r".into()))]);
    }
}
