//! The link that an editor has as GOROOT of a project follows what `go` means there.

use super::choose::choose;
use super::{Choice, Error};
use crate::env::Env;
use crate::store::{EditorRoot, Store};
use std::path::Path;

/// What `go` means for an editor in a project: what its files say. A variable of one terminal does not count, because
/// the editor does not have it.
pub fn choose_for_editor(project: &Path, env: &Env, store: &Store) -> Result<Choice, Error> {
    choose(project, &env.clone().without(["GV_VERSION", "GOTOOLCHAIN"]), store)
}

/// Renews the link of the project that this directory lies in, if there is one and the choice made here is another one.
pub fn renew_editor(choice: &Choice, env: &Env, store: &Store) {
    let Some(root) = store.editor_root_above(env.cwd()) else { return };
    if choice.wanted.goroot().is_some_and(|goroot| root.leads_to(&goroot)) {
        return;
    }
    renew(&root, env, store);
}

/// Renews all links: the default, or a pin, has changed.
pub fn renew_editors(env: &Env, store: &Store) {
    store.editor_roots().iter().for_each(|root| renew(root, env, store));
}

fn renew(root: &EditorRoot, env: &Env, store: &Store) {
    let Ok(choice) = choose_for_editor(&root.project, env, store) else { return };
    let Some(goroot) = choice.wanted.goroot().filter(|goroot| !root.leads_to(goroot)) else { return };
    // An editor that stays at the Go before is no reason for `go` to fail, and `gv doctor ide` tells it.
    let _ = store.set_editor_root(root, &goroot);
}
