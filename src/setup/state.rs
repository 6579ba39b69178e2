//! What gv keeps in `state`, told by place and name from what others may have put there.

use super::Error;
use crate::home::Home;
use crate::system::Action;
use crate::system::file;
use std::fs;
use std::path::{Path, PathBuf};

/// What lies in the state of a home: folders as a whole where all in them is gv's.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// What gv has put there.
    pub own: Vec<PathBuf>,
    /// What it has not.
    pub unknown: Vec<PathBuf>,
}

/// Sorts it. Nothing behind a link is looked at.
pub(super) fn sorted(home: &Home) -> Result<Sorted, Error> {
    let state = home.state();
    let mut sorted = Sorted::default();
    sort(&state, &state, &mut sorted)?;
    if sorted.unknown.is_empty() {
        sorted.own = vec![state];
    }
    Ok(sorted)
}

/// Whether files of gv's lie there, and none of others.
pub(super) fn is_gvs_alone(home: &Home) -> bool {
    let state = home.state();
    let mut sorted = Sorted::default();
    let is_folder = state.symlink_metadata().is_ok_and(|meta| meta.is_dir());
    is_folder
        && sort(&state, &state, &mut sorted).is_ok()
        && sorted.unknown.is_empty()
        && !sorted.own.is_empty()
}

fn sort(folder: &Path, state: &Path, sorted: &mut Sorted) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io(Action::Read, folder))? {
        let path = entry.map_err(Error::io(Action::Read, folder))?.path();
        if path.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
            sort(&path, state, sorted)?;
        } else if path.strip_prefix(state).is_ok_and(is_own) {
            sorted.own.push(path);
        } else {
            sorted.unknown.push(path);
        }
    }
    Ok(())
}

/// Whether a file is one of gv's, by its path below the state.
fn is_own(path: &Path) -> bool {
    let words: Option<Vec<_>> = path.iter().map(|part| part.to_str()).collect();
    let Some(mut words) = words else { return false };
    // A draft is of the file that it was to replace.
    if let Some(name) = words.last_mut() {
        *name = file::drafted(name).unwrap_or(name);
    }
    match words[..] {
        ["default" | "environment.json" | "shims" | "changes.json"] | ["locks", "setup" | "changes"] => true,
        ["locks", name] => is_of_kind(name, "lock"),
        ["sumdb", _, name] => name == "latest" || name.starts_with("fork-"),
        ["mirror", name] => name == "undo.json" || name.starts_with("watch-") && is_of_kind(name, "json"),
        ["trust" | "pins", name] => is_digest(name),
        ["trust", "told", name] => name.split('-').all(is_digest),
        _ => false,
    }
}

fn is_of_kind(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == ending)
}

fn is_digest(name: &str) -> bool {
    name.len() >= 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gvs_files_are_known_by_their_places() {
        let digest = "0123456789abcdef0123456789abcdef";
        for own in [
            "default",
            "locks/go1.22.3.lock",
            "locks/setup",
            "locks/changes",
            "changes.json",
            "sumdb/sum.golang.org+033de0ae/latest",
            "sumdb/sum.golang.org+033de0ae/fork-1-seen",
            "mirror/undo.json",
            "mirror/watch-release.json",
            &format!("trust/{digest}"),
            &format!("pins/{digest}"),
            &format!("trust/told/{digest}-{digest}"),
            "mirror/.undo.json.0123456789abcdef.new",
        ] {
            assert!(is_own(Path::new(own)), "{own}");
        }
        for other in
            ["notes.txt", "locks/notes.txt", "trust/my.txt", "mirror/default", "sumdb/latest", "x/default"]
        {
            assert!(!is_own(Path::new(other)), "{other}");
        }
    }
}
