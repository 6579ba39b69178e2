//! Taking over what was found, one toolchain after the other: what of it is new, and what came of each.

use super::{Error, Found, Machine, Manager, Mode, Outcome, Search, Unfit, adopt};
use crate::advisories::Permit;
use crate::config::Refused;
use crate::env::Env;
use crate::home::Home;
use crate::store::{Store, Toolchain};
use crate::version::Version;
use std::path::PathBuf;

/// Where toolchains are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Everything a manager has.
    Manager(Manager),
    /// One folder.
    Folder(PathBuf),
}

/// What came of one toolchain.
#[derive(Debug)]
pub enum End<'a> {
    /// It is in the store now.
    New(Toolchain),
    /// It would be taken over, if this were no dry run.
    Would,
    /// The store has this version already.
    Installed(Toolchain),
    /// That of another manager was taken.
    Duplicate(&'static str),
    /// It is not fit to be taken over.
    Skipped(&'a Unfit),
    /// The policy of this machine does not allow it.
    Denied(Refused),
    /// It could not be taken over.
    Failed(Error),
}

/// Who is told while a toolchain is taken over.
pub trait Listener {
    /// It is being copied.
    fn copying(&self, found: &Found, version: &Version);
    /// Another process works on this version.
    fn waiting(&self, version: &Version);
}

/// A run that takes over toolchains.
#[derive(Debug)]
pub struct Import<'a> {
    store: &'a Store,
    mode: Mode,
    dry: bool,
    permit: Permit<'a>,
    /// What this run has taken, and whose it was.
    taken: Vec<(Version, &'static str)>,
}

/// Everything that sources have for a platform, and whether it was named by its path. What PATH finds in gv's own home is
/// gv's.
pub fn find(sources: &[Source], platform: Machine, env: &Env, home: &Home) -> Vec<(Found, bool)> {
    let mut search = Search::new(env, platform);
    let mut all = Vec::new();
    for source in sources {
        match source {
            Source::Manager(manager) => {
                let found = search.of(*manager).into_iter().filter(|found| !is_of_gv(found, home));
                all.extend(found.map(|found| (found, false)));
            }
            Source::Folder(folder) => all.push((search.at(folder), true)),
        }
    }
    all
}

fn is_of_gv(found: &Found, home: &Home) -> bool {
    let versions = home.versions().canonicalize();
    matches!((found.path.canonicalize(), versions), (Ok(path), Ok(versions)) if path.starts_with(&versions))
}

impl<'a> Import<'a> {
    /// A run that has taken nothing yet.
    pub fn new(store: &'a Store, mode: Mode, dry: bool, permit: Permit<'a>) -> Self {
        Self { store, mode, dry, permit, taken: Vec::new() }
    }

    /// Takes over what was found, unless its version is there.
    pub fn take<'f>(&mut self, found: &'f Found, listener: &dyn Listener) -> End<'f> {
        let version = match &found.version {
            Ok(version) => version,
            Err(unfit) => return End::Skipped(unfit),
        };
        if let Err(refused) = self.permit.version(version) {
            return End::Denied(refused);
        }
        if let Some((_, first)) = self.taken.iter().find(|(taken, _)| taken == version) {
            return End::Duplicate(first);
        }
        let end = match self.store.find(version) {
            Some(toolchain) => End::Installed(toolchain),
            None if self.dry => End::Would,
            None => self.adopt(found, version, listener),
        };
        if matches!(end, End::New(_) | End::Would) {
            self.taken.push((version.clone(), found.owner()));
        }
        end
    }

    fn adopt(&self, found: &Found, version: &Version, listener: &dyn Listener) -> End<'static> {
        if self.mode == Mode::Copy {
            listener.copying(found, version);
        }
        match adopt(self.store, found, version, self.mode, || listener.waiting(version)) {
            Ok(Outcome::New(toolchain)) => End::New(toolchain),
            Ok(Outcome::AlreadyThere(toolchain)) => End::Installed(toolchain),
            Err(error) => End::Failed(error),
        }
    }
}
