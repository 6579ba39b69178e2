//! What a catalog knows of the origin: from the cached index while it is young, from the origin, or the best there is.

use super::Catalog;
use crate::fetch;
use crate::release::ask::{Question, Said, ask, read_folder};
use crate::release::cache::Cached;
use crate::release::knowledge::Knowledge;
use crate::release::{Basis, Error, Modules, Note, Release};
use std::time::{Duration, SystemTime};

/// A version that is not in an index younger than this is not asked for again.
const SURELY_FRESH: Duration = Duration::from_mins(5);

impl Catalog {
    pub(super) fn held(&self) -> Option<&Knowledge> {
        self.renewed.get().or_else(|| self.believed.get())
    }

    pub(super) fn known(&self) -> Result<&Knowledge, Error> {
        if let Some(known) = self.held() {
            return Ok(known);
        }
        let known = self.load(if self.refresh { Duration::ZERO } else { self.lifetime })?;
        Ok(self.believed.get_or_init(|| known))
    }

    /// What is known when a version was not found: it may have been published since the index was had.
    pub(super) fn known_surely(&self) -> Result<&Knowledge, Error> {
        let known = self.known()?;
        let old = known.basis.age().is_some_and(|age| age >= SURELY_FRESH);
        if !old || self.offline || !known.notes.is_empty() || self.renewed.get().is_some() {
            return Ok(known);
        }
        let renewed = self.load(Duration::ZERO)?;
        Ok(self.renewed.get_or_init(|| renewed))
    }

    /// The cached index when it is younger than `lifetime`; else what the origin says now; else the best there is.
    fn load(&self, lifetime: Duration) -> Result<Knowledge, Error> {
        if let Some(folder) = self.origin.folder() {
            return Ok(self.knowledge(read_folder(&folder)?, Duration::ZERO));
        }
        let cached = self.cache.read();
        if let Some(cached) = &cached
            && let Some(age) = cached.age().filter(|age| *age < lifetime)
        {
            return Ok(self.knowledge(cached.releases.clone(), age));
        }
        if self.offline {
            return self.fall_back(cached, None);
        }
        match (self.ask(cached.as_ref()), cached) {
            (Ok(Said::Changed(fresh)), _) => Ok(self.keep(fresh)),
            (Ok(Said::Unchanged), Some(cached)) => Ok(self.keep(Cached { had: SystemTime::now(), ..cached })),
            (Ok(Said::Unchanged), None) => self.fall_back(None, None),
            (Err(error), _) if error.is_contradiction() => Err(error),
            (Err(error), cached) => self.fall_back(cached, Some(error)),
        }
    }

    fn ask(&self, known: Option<&Cached>) -> Result<Said, Error> {
        let question = Question { client: self.client()?, known, manifest: &self.manifest };
        let said = fetch::run(ask(&self.origin, question));
        said.map_err(|causes| Error::NoIndex { origin: self.origin_name(), causes })
    }

    fn keep(&self, fresh: Cached) -> Knowledge {
        self.cache.write(&fresh);
        self.knowledge(fresh.releases, Duration::ZERO)
    }

    fn knowledge(&self, releases: Vec<Release>, age: Duration) -> Knowledge {
        Knowledge { releases, basis: Basis::Index { origin: self.origin_name(), age }, notes: Vec::new() }
    }

    /// The old index, whatever its age; else the manifest, where it may speak.
    fn fall_back(&self, cached: Option<Cached>, cause: Option<Error>) -> Result<Knowledge, Error> {
        let mut known = match (cached, cause.is_some()) {
            (Some(cached), _) => {
                let age = cached.age().unwrap_or_default();
                self.knowledge(cached.releases, age)
            }
            (None, _) if self.origin.is_go() => {
                Knowledge { releases: Vec::new(), basis: Basis::Manifest, notes: Vec::new() }
            }
            (None, _) => return Err(cause.unwrap_or_else(|| Error::Offline { origin: self.origin_name() })),
        };
        if cause.is_some() && self.origin.is_go() {
            self.add_listed(&mut known);
        }
        let basis = known.basis.clone();
        known.notes.push(match cause {
            Some(cause) => Note::NotAsked { basis, cause },
            None => Note::Offline { basis },
        });
        Ok(known)
    }

    /// Where the origin cannot be asked, the user's GOPROXY may say what else there is. What it lists is no more than
    /// a name: the checksum database says whether there is such a toolchain.
    fn add_listed(&self, known: &mut Knowledge) {
        let listing = || Modules::of(&self.env)?.listed(self.client()?, &self.platform);
        let Ok((proxy, listed)) = listing() else { return };
        let there = self.versions(known);
        let new: Vec<_> = listed.into_iter().filter(|version| !there.contains(version)).collect();
        if !new.is_empty() {
            known.releases.extend(new.iter().map(|version| Release::unlisted(version, &self.platform)));
            known.basis = Basis::Modules { proxy };
        }
    }
}
