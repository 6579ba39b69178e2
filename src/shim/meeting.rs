//! What the Go on PATH meets: nothing is fetched that is there already.

use super::choose::Chooser;
use super::{Wanted, on_path};
use crate::env::Env;
use crate::home::Home;
use crate::version::{Spec, Version};
use std::path::PathBuf;

impl Chooser<'_> {
    /// What was meant; where that is not installed, the Go on PATH, if its version will do.
    pub(super) fn or_system(&self, wanted: Wanted, meets: impl FnOnce(&Version) -> bool) -> Wanted {
        if !matches!(wanted, Wanted::Missing(_)) {
            return wanted;
        }
        let go = on_path::system_go(self.env, self.store.home());
        let found = go.filter(|go| on_path::version_of(go).is_some_and(|version| meets(&version)));
        found.map_or(wanted, Wanted::System)
    }
}

/// The Go on PATH with its version, where a spec means it.
pub fn system_go_for(spec: &Spec, env: &Env, home: &Home) -> Option<(PathBuf, Version)> {
    let go = on_path::system_go(env, home)?;
    let version = on_path::version_of(&go)?;
    spec.newest([&version])?;
    Some((go, version))
}
