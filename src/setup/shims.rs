//! The launchers on PATH: `go`, `gofmt`, and a `go1.X.Y` for each installed toolchain, all of them gv-shim under
//! another name. Files of other makers in that folder are left alone and reported.

use super::{Error, lock, programs};
use crate::home::Home;
use crate::store::Store;
use crate::system::Action;
use crate::system::file::{self, How};
use crate::system::launcher;
use crate::verify::{Digest, Sha256};
use std::collections::BTreeSet;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What became of the shims folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Launchers made or renewed, by file name.
    pub written: Vec<String>,
    /// Launchers of toolchains that are gone.
    pub removed: Vec<String>,
    /// What is not gv's and was left; a launcher of that name could not be made.
    pub foreign: Vec<PathBuf>,
}

/// Makes the launchers fit the store, to be called whenever a toolchain came or went. The store is read under the
/// lock, so that of two gv at once none undoes the other's work. A home without gv-shim is left as it is:
/// [`super::ensure`] sets it up.
pub fn refresh(home: &Home) -> Result<Changes, Error> {
    if !programs::shim(home).is_file() {
        return Ok(Changes::default());
    }
    let _lock = lock(home)?;
    make(home)
}

/// What is wrong in the shims folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShimProblems {
    /// Launchers that are not there.
    pub missing: Vec<String>,
    /// Launchers of an earlier gv-shim, and of toolchains that are gone.
    pub outdated: Vec<String>,
    /// What is not gv's and has the name of a launcher.
    pub foreign: Vec<PathBuf>,
}

/// Looks at what [`refresh`] would change, and at what it could not. Changes nothing.
pub fn problems(home: &Home) -> Result<ShimProblems, Error> {
    let folder = home.shims();
    let wanted = wanted(home)?;
    let present = if folder.is_dir() { present(&folder)? } else { BTreeSet::new() };
    let mut problems = ShimProblems::default();
    for name in &wanted {
        let path = folder.join(name);
        match maker(home, &path) {
            Maker::Current => {}
            Maker::Nobody => problems.missing.push(name.clone()),
            Maker::Earlier => problems.outdated.push(name.clone()),
            Maker::Other => problems.foreign.push(path),
        }
    }
    let stale = present.difference(&wanted).filter(|name| is_ours(home, &folder.join(name)));
    problems.outdated.extend(stale.cloned());
    Ok(problems)
}

/// [`refresh`] for who holds the lock.
pub(super) fn make(home: &Home) -> Result<Changes, Error> {
    let (folder, shim) = (home.shims(), programs::shim(home));
    file::create_folder(&folder).map_err(Error::io(Action::Create, &folder))?;
    launcher::sweep(&folder);
    // Programs that ran when another gv took their place.
    launcher::sweep(&home.bin());
    let wanted = wanted(home)?;
    let mut changes = Changes::default();
    for name in present(&folder)?.difference(&wanted) {
        remove_stale(home, name, &mut changes)?;
    }
    for name in &wanted {
        let path = folder.join(name);
        match maker(home, &path) {
            Maker::Current => {}
            Maker::Other => changes.foreign.push(path),
            Maker::Nobody | Maker::Earlier => {
                launcher::link(&shim, &path).map_err(Error::io(Action::Link, &path))?;
                changes.written.push(name.clone());
            }
        }
    }
    Ok(changes)
}

/// Whether a file of the shims folder was put there by gv.
pub(super) fn is_ours(home: &Home, path: &Path) -> bool {
    matches!(maker(home, path), Maker::Current | Maker::Earlier)
}

fn wanted(home: &Home) -> Result<BTreeSet<String>, Error> {
    let toolchains = Store::of(home).list()?.into_iter().map(|toolchain| toolchain.version.toolchain_name());
    let links = Store::of(home).links()?.into_iter().map(|linked| linked.name);
    let names = ["go".to_owned(), "gofmt".to_owned()].into_iter().chain(toolchains).chain(links);
    Ok(names.map(|name| format!("{name}{EXE_SUFFIX}")).collect())
}

fn present(folder: &Path) -> Result<BTreeSet<String>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::io(Action::Read, folder))?;
    // A name that is no text is not one of ours.
    Ok(entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
}

fn remove_stale(home: &Home, name: &str, changes: &mut Changes) -> Result<(), Error> {
    let path = home.shims().join(name);
    if name.starts_with(launcher::TEMPORARY) {
        return Ok(());
    }
    if is_ours(home, &path) {
        launcher::remove(&path).map_err(Error::io(Action::Remove, &path))?;
        changes.removed.push(name.to_owned());
    } else {
        changes.foreign.push(path);
    }
    Ok(())
}

/// Who made a file of the shims folder.
enum Maker {
    Nobody,
    /// It leads to the present gv-shim.
    Current,
    /// It was a launcher once.
    Earlier,
    Other,
}

fn maker(home: &Home, path: &Path) -> Maker {
    let shim = programs::shim(home);
    let kind = match path.symlink_metadata() {
        Ok(meta) => meta.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Maker::Nobody,
        Err(_) => return Maker::Other,
    };
    if kind.is_symlink() {
        return match fs::read_link(path) {
            Ok(target) if target == launcher::relative(&shim) => Maker::Current,
            Ok(target) if target.file_name() == shim.file_name() => Maker::Earlier,
            _ => Maker::Other,
        };
    }
    if !kind.is_file() {
        Maker::Other
    } else if programs::same_content(path, &shim) {
        Maker::Current
    } else if digest(path).is_ok_and(|digest| remembered(home).contains(&digest)) {
        Maker::Earlier
    } else {
        Maker::Other
    }
}

/// The hashes of every gv-shim this home had: where launchers are files of their own, an old one is known by its bytes.
fn remembered(home: &Home) -> Vec<Sha256> {
    let bytes = file::read_regular(&record(home), LIMIT).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.parse().ok()).collect()
}

/// Notes the gv-shim that has just been put into `bin`. The caller holds the lock.
pub(super) fn remember(home: &Home) -> Result<(), Error> {
    let (shim, path) = (programs::shim(home), record(home));
    let digest = digest(&shim).map_err(Error::io(Action::Read, shim))?;
    if remembered(home).contains(&digest) {
        return Ok(());
    }
    let known = remembered(home).into_iter().chain([digest]);
    let mut text = String::new();
    for digest in known {
        text.push_str(&digest.to_string());
        text.push('\n');
    }
    file::replace(&path, text.as_bytes(), How::Usual).map_err(Error::io(Action::Write, path))
}

/// A line of it has 65 bytes.
const LIMIT: u64 = 1 << 20;

fn record(home: &Home) -> PathBuf {
    home.state().join("shims")
}

fn digest(path: &Path) -> io::Result<Sha256> {
    Ok(Digest::of(&fs::read(path)?))
}
