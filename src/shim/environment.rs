//! What a toolchain is told through its environment, and nothing more: PATH and all else stay as they are.

use super::{Choice, Wanted};
use crate::env::Env;
use crate::store::Toolchain;
use std::ffi::OsString;
use std::process::Command;

/// A variable to set, or (`None`) to take away.
pub type Change = (&'static str, Option<OsString>);

/// The first minor of Go 1 that finds its GOROOT by itself, wherever it lies.
const FINDS_ITS_ROOT: (u64, u64) = (1, 10);

/// What is changed for a choice. A Go found on PATH keeps the environment it was set up with.
pub fn environment(choice: &Choice, env: &Env) -> Vec<Change> {
    match &choice.wanted {
        Wanted::Toolchain(toolchain) => {
            of_toolchain(toolchain, choice.floor_above(&toolchain.version).is_some(), env)
        }
        Wanted::Missing(_) | Wanted::System(_) | Wanted::Nothing => Vec::new(),
    }
}

/// What is changed for a toolchain, which may be one named below the floor of its directory.
pub(super) fn of_toolchain(toolchain: &Toolchain, below_floor: bool, env: &Env) -> Vec<Change> {
    let stays = below_floor && env.get("GOTOOLCHAIN").is_none();
    // An explicit version wins, as written: `go` must not switch to the floor by itself, unless the user says how.
    let stay = stays.then(|| ("GOTOOLCHAIN", Some("local".into())));
    [root(toolchain)].into_iter().chain(stay).collect()
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
        of_toolchain(&toolchain, below_floor, &env)
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
}
