//! What a catalog knows of the origin: from the cached index while it is young, from the origin, or the best there is.

use super::Catalog;
use super::beside::{Heard, Kept};
use crate::release::cache::Cached;
use crate::release::index_client::{Fetched, read_folder};
use crate::release::snapshot::Snapshot;
use crate::release::{Basis, Error, Note, Release, Suggestion};
use crate::version::{Spec, Version};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A version that is not in an index younger than this is not asked for again.
const SURELY_FRESH: Duration = Duration::from_mins(5);

impl Catalog {
    pub(super) fn held(&self) -> Option<&Snapshot> {
        self.elsewhere.get().or_else(|| self.renewed.get()).or_else(|| self.believed.get())
    }

    pub(super) fn known(&self) -> Result<&Snapshot, Error> {
        let known = self.known_for(None)?;
        if known.unlisted { self.known_elsewhere() } else { Ok(known) }
    }

    /// The same where one version is wanted: then less is enough.
    pub(super) fn known_for(&self, wanted: Option<&Version>) -> Result<&Snapshot, Error> {
        if let Some(known) = self.renewed.get().or_else(|| self.believed.get()) {
            return Ok(known);
        }
        let known = self.load(if self.refresh { Duration::ZERO } else { self.lifetime }, wanted)?;
        self.reach.remember();
        Ok(self.believed.get_or_init(|| known))
    }

    /// What is known when a version was not found: it may have been published since the index was had.
    pub(super) fn known_surely(&self) -> Result<&Snapshot, Error> {
        let known = self.known()?;
        let old = known.basis.age().is_some_and(|age| age >= SURELY_FRESH);
        if !old || self.offline || !known.notes.is_empty() || self.renewed.get().is_some() {
            return Ok(known);
        }
        let renewed = self.load(Duration::ZERO, None)?;
        Ok(self.renewed.get_or_init(|| renewed))
    }

    /// That a version is not known here: a no where the origin has spoken, and an open question where it could not be
    /// asked.
    pub(super) fn no_such(&self, known: &Snapshot, spec: &Spec, versions: &[Version]) -> Error {
        let (spec, basis) = (Box::new(spec.clone()), known.basis.clone());
        let near = Suggestion::to(&spec, versions).map(Box::new);
        if known.unlisted {
            return Error::NotListed { spec, near, basis, origin: self.origin_name() };
        }
        let unasked = known.notes.first().map(|note| match note {
            Note::Offline { .. } | Note::ListTooLong { .. } | Note::Unlisted { .. } => None,
            Note::NotAsked { cause, .. } => Some(Arc::clone(cause)),
        });
        let old = self.offline && known.basis.age().is_some_and(|age| age >= SURELY_FRESH);
        match unasked.or(old.then_some(None)) {
            Some(cause) => Error::NotKnown { spec, near, basis, origin: self.origin_name(), cause },
            None => Error::NoSuchVersion { spec, near, basis },
        }
    }

    /// The cached index when it is younger than `lifetime`; else what the origin says now; else the best there is.
    fn load(&self, lifetime: Duration, wanted: Option<&Version>) -> Result<Snapshot, Error> {
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
            return self.fall_back(cached, None, None);
        }
        if self.lists_only {
            let listed = self.asked("GOPROXY", self.listed(lifetime))?;
            return self.listed_only(listed);
        }
        if let Some(known) = self.leads_to(wanted, cached.as_ref())? {
            return Ok(known);
        }
        match (self.ask(cached.as_ref(), wanted)?, cached) {
            (Heard::Origin(Fetched::Changed(fresh)), _) => Ok(self.keep(fresh)),
            (Heard::Origin(Fetched::Unchanged), Some(cached)) => {
                Ok(self.keep(Cached { had: SystemTime::now(), ..cached }))
            }
            (Heard::Origin(Fetched::Unchanged), None) => self.fall_back(None, None, None),
            // A list that it had earlier is older than the archives that it has now.
            (Heard::Origin(Fetched::NoList), _) => Ok(Self::unlisted()),
            (Heard::Silent(listed), cached) => {
                self.fall_back(cached, Some(Self::silent(&self.origin.asked_urls())), listed)
            }
            (Heard::Failed(causes, listed), cached) => {
                let error = Error::NoIndex { origin: self.origin_name(), causes };
                if error.is_contradiction() {
                    return Err(error);
                }
                self.fall_back(cached, Some(error), listed)
            }
        }
    }

    /// A list of the last hour that has the version wanted: it was asked because the origin was silent, and what it
    /// names is proven by the checksum database.
    fn leads_to(&self, wanted: Option<&Version>, cached: Option<&Cached>) -> Result<Option<Snapshot>, Error> {
        let (Some(wanted), false) = (wanted, self.refresh) else { return Ok(None) };
        let Some(listed) = self.kept_list().filter(|listed| listed.has(wanted)) else { return Ok(None) };
        let silent = Self::silent(&self.origin.asked_urls());
        self.fall_back(cached.cloned(), Some(silent), Some(listed)).map(Some)
    }

    fn keep(&self, fresh: Cached) -> Snapshot {
        self.cache.write(&fresh);
        self.knowledge(fresh.releases, Duration::ZERO)
    }

    fn knowledge(&self, releases: Vec<Release>, age: Duration) -> Snapshot {
        let basis = Basis::Index { origin: self.origin_name(), age };
        Snapshot { releases, basis, notes: Vec::new(), unlisted: false }
    }

    /// Where only lists may be asked: that of the GOPROXY and the manifest, whatever an index said.
    fn listed_only(&self, listed: Option<Kept>) -> Result<Snapshot, Error> {
        let mut known = Self::manifest_alone();
        if let Some(listed) = listed {
            self.add_listed(&mut known, listed);
        } else {
            let cause = Arc::new(Error::NoList { list: self.modules()?.list_text() });
            known.notes.push(Note::NotAsked { basis: Basis::Manifest, cause });
        }
        Ok(known)
    }

    fn manifest_alone() -> Snapshot {
        Snapshot { releases: Vec::new(), basis: Basis::Manifest, notes: Vec::new(), unlisted: false }
    }

    /// The old index, whatever its age; else the manifest, where it may speak. What a GOPROXY lists is added.
    fn fall_back(
        &self,
        cached: Option<Cached>,
        cause: Option<Error>,
        listed: Option<Kept>,
    ) -> Result<Snapshot, Error> {
        let mut known = match (cached, cause.is_some()) {
            (Some(cached), _) => {
                let age = cached.age().unwrap_or_default();
                self.knowledge(cached.releases, age)
            }
            (None, _) if self.origin.is_go() => Self::manifest_alone(),
            (None, _) => return Err(cause.unwrap_or_else(|| Error::Offline { origin: self.origin_name() })),
        };
        if let Some(listed) = listed {
            self.add_listed(&mut known, listed);
        }
        let basis = known.basis.clone();
        known.notes.push(match cause {
            Some(cause) => Note::NotAsked { basis, cause: Arc::new(cause) },
            None => Note::Offline { basis },
        });
        known.notes.extend(self.too_long.take().into_iter().map(|list| Note::ListTooLong { list }));
        Ok(known)
    }

    /// Adds what a GOPROXY lists. It is no more than a name: the checksum database says whether there is such a
    /// toolchain.
    fn add_listed(&self, known: &mut Snapshot, listed: Kept) {
        let mut there: HashSet<Version> = self.versions(&known.releases).into_iter().collect();
        let new = listed.releases.into_iter().filter(|release| there.insert(release.version.clone()));
        let new: Vec<Release> = new.collect();
        if !new.is_empty() || self.lists_only {
            known.releases.extend(new);
            known.basis = Basis::Modules { proxy: listed.proxy, age: listed.age };
        }
    }
}
