//! What a toolchain is told through its environment, and nothing more: PATH and all else stay as they are.

use super::{Choice, Wanted};
use crate::env::Env;
use crate::goenv;
use crate::project::settings::{self, Change, File};
use crate::store::Toolchain;
use std::process::Command;

/// The first minor of Go 1 that finds its GOROOT by itself, wherever it lies.
const FINDS_ITS_ROOT: (u64, u64) = (1, 10);

/// What is changed for a choice, in a project with these settings. A Go found on PATH keeps the environment it was
/// set up with, but for those.
pub fn environment(choice: &Choice, trusted: Option<&File>, env: &Env) -> Vec<Change> {
    match &choice.wanted {
        Wanted::Toolchain(toolchain) => {
            let below_floor = choice.floor_above(&toolchain.version).is_some();
            of_toolchain(toolchain, Named { named: choice.is_named(), below_floor }, trusted, env)
        }
        Wanted::Missing(_) | Wanted::System(_) | Wanted::Nothing => {
            settings::in_force(trusted, choice.is_named(), env)
        }
    }
}

/// What is changed for the toolchain that Go switches to: the one before it has set the rest.
pub(super) fn of_switched(choice: &Choice) -> Vec<Change> {
    match &choice.wanted {
        Wanted::Toolchain(toolchain) => vec![root(toolchain)],
        Wanted::Missing(_) | Wanted::System(_) | Wanted::Nothing => Vec::new(),
    }
}

/// How a toolchain came to be chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    /// Whether somebody named a version: for a command, for a directory, or by the name of a launcher.
    pub named: bool,
    /// Whether the floor of the directory is above it.
    pub below_floor: bool,
}

/// What is changed for a toolchain.
pub(super) fn of_toolchain(
    toolchain: &Toolchain,
    how: Named,
    trusted: Option<&File>,
    env: &Env,
) -> Vec<Change> {
    let mut changes = settings::in_force(trusted, how.named, env);
    // An explicit version wins, as written: `go` must not switch to the floor by itself, unless the user says how.
    if how.below_floor && !says_how(&changes, env) {
        changes.push((GOTOOLCHAIN, Some("local".into())));
    }
    changes.insert(0, root(toolchain));
    changes
}

const GOTOOLCHAIN: &str = "GOTOOLCHAIN";

/// Whether the user or the project says whether `go` may switch. The user's file is only read for this.
fn says_how(changes: &[Change], env: &Env) -> bool {
    let project = changes.iter().find(|(key, _)| *key == GOTOOLCHAIN).map(|(_, value)| value.is_some());
    project.unwrap_or(env.get(GOTOOLCHAIN).is_some()) || goenv::user_value(env, GOTOOLCHAIN).is_some()
}

/// A GOROOT that was exported for another Go breaks this one (it would compile with the other's library), so it
/// goes; the oldest versions need their own.
fn root(toolchain: &Toolchain) -> Change {
    let version = &toolchain.version;
    let finds_it = (version.major(), version.minor()) >= FINDS_ITS_ROOT;
    ("GOROOT", (!finds_it).then(|| toolchain.path.clone().into_os_string()))
}

/// Makes the changes to a command.
pub(super) fn apply(changes: &[Change], command: &mut Command) {
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

    fn changes(version: &str, below_floor: bool, gotoolchain: &str) -> Vec<Change> {
        let env = Env::from_vars([("GOTOOLCHAIN".into(), gotoolchain.into())]);
        let toolchain = Toolchain { version: version.parse().unwrap(), path: "/r".into() };
        of_toolchain(&toolchain, Named { named: true, below_floor }, None, &env)
    }

    #[test]
    fn a_stale_root_goes_and_the_oldest_get_their_own() {
        assert_eq!(changes("1.22.3", false, ""), [("GOROOT", None)]);
        assert_eq!(changes("1.10", false, ""), [("GOROOT", None)]);
        assert_eq!(changes("1.9.7", false, ""), [("GOROOT", Some("/r".into()))]);
    }

    #[test]
    fn an_explicit_version_below_the_floor_stays_unless_the_user_says_how() {
        let local = ("GOTOOLCHAIN", Some("local".into()));
        assert_eq!(changes("1.22.3", true, ""), [("GOROOT", None), local]);
        assert_eq!(changes("1.22.3", true, "auto"), [("GOROOT", None)]);
    }

    #[test]
    fn what_the_project_or_the_users_file_says_about_switching_counts() {
        let dir = tempfile::tempdir().unwrap();
        let user = dir.path().join("user.env");
        let toolchain = Toolchain { version: "1.22.3".parse().unwrap(), path: "/r".into() };
        let gotoolchain = |project: &str, users: &str| {
            std::fs::write(&user, users).unwrap();
            let env = Env::from_vars([("GOENV".into(), user.clone().into())]);
            let file = File::parse("/p/go.env".into(), project.into()).unwrap();
            let how = Named { named: true, below_floor: true };
            let changes = of_toolchain(&toolchain, how, Some(&file), &env);
            let value = changes.into_iter().find(|change| change.0 == GOTOOLCHAIN)?.1?;
            Some(value.to_string_lossy().into_owned())
        };
        assert_eq!(gotoolchain("", "").as_deref(), Some("local"));
        assert_eq!(gotoolchain("GOTOOLCHAIN=auto\n", "").as_deref(), Some("auto"));
        assert_eq!(gotoolchain("GOTOOLCHAIN=go1.25.0\n", "").as_deref(), Some("local"));
        assert_eq!(gotoolchain("", "GOTOOLCHAIN=auto\n"), None);
        assert_eq!(gotoolchain("", "GOTOOLCHAIN=\n").as_deref(), Some("local"));
    }
}
