//! An origin of the user's own that has archives and no list of them, as a remote repository of Artifactory or Nexus
//! before dl.google.com/go. An exact version is asked for by the name of its archive; which versions there are, and what
//! the hash is where the origin says none, is what Go's own authorities say.

use super::Catalog;
use crate::fetch::{DocumentState, Fault, document};
use crate::release::snapshot::Snapshot;
use crate::release::{Archive, Basis, Error, Note, Origin, Platform, Release};
use crate::urls::shown;
use crate::verify::{Authority, Expected};
use crate::version::Version;

/// How much of an archive is read to see that it is there.
const A_LOOK: u64 = 1;

impl Catalog {
    pub(super) fn unlisted() -> Snapshot {
        Snapshot { releases: Vec::new(), basis: Basis::Manifest, notes: Vec::new(), unlisted: true }
    }

    /// Go's own authorities: the manifest, the index of go.dev, and what a GOPROXY lists. They are given up as soon as
    /// the user's origin can be connected to and they cannot.
    fn authorities(&self) -> Result<&Catalog, Error> {
        if let Some(catalog) = self.authorities.get() {
            return Ok(catalog);
        }
        let go = Origin::go_beside(self.origin.sources().to_vec());
        let mut catalog = Self::of(go, &self.config, &self.env, &self.home)?.behind(self.goroot.clone());
        catalog.watcher.clone_from(&self.watcher);
        let catalog = if self.refresh { catalog.refreshed() } else { catalog };
        Ok(self.authorities.get_or_init(|| Box::new(catalog)))
    }

    /// The versions that Go's own authorities know.
    pub(super) fn known_elsewhere(&self) -> Result<&Snapshot, Error> {
        if let Some(known) = self.elsewhere.get() {
            return Ok(known);
        }
        let authorities = self.authorities()?;
        let known = authorities.known()?;
        let versions = authorities.versions(&known.releases);
        let has = |version: &&Version| authorities.has(known, version, &self.platform);
        let newest = versions.iter().filter(has).find(|version| !version.is_prerelease()).cloned();
        let there = versions.iter().filter(has).map(|version| Release::unlisted(version, &self.platform));
        let (releases, basis) = (there.collect(), known.basis.clone());
        let notes = vec![Note::Unlisted { origin: self.origin_name(), basis: basis.clone(), newest }];
        Ok(self.elsewhere.get_or_init(|| Snapshot { releases, basis, notes, unlisted: true }))
    }

    /// Whether an exact version may be at the origin although no list has it: it has no list, or one that a server made
    /// of the files that it happens to hold, as one that stores them when they are asked for.
    pub(super) fn may_be_there(&self, known: &Snapshot, version: &Version) -> Result<bool, Error> {
        if self.origin.is_go() || self.origin.folder().is_some() || self.offline {
            return Ok(false);
        }
        if known.unlisted {
            return Ok(true);
        }
        let mut archives = known.releases.iter().flat_map(|release| &release.archives);
        if archives.any(|archive| archive.sha256.is_some()) {
            return Ok(false);
        }
        let release = Release::unlisted(version, &self.platform);
        release.archives.first().map_or(Ok(false), |archive| self.lies_there(archive))
    }

    /// The archive of a version that no list has.
    pub(super) fn by_name(
        &self,
        known: &Snapshot,
        version: &Version,
        platform: &Platform,
    ) -> Result<Option<Archive>, Error> {
        if !self.may_be_there(known, version)? {
            return Ok(None);
        }
        Ok(Release::unlisted(version, platform).archives.into_iter().next())
    }

    /// Sources other than the origin and the manifest that know an archive: Go's index, if it answers, else the checksum
    /// database, for the files in it.
    pub(super) fn vouched_elsewhere(&self, version: &Version, archive: &Archive) -> Result<Expected, Error> {
        if self.offline || self.origin.folder().is_some() {
            return Err(self.unproven(archive, Vec::new()));
        }
        if !self.lies_there(archive)? {
            let url = self.origin.sources().last().map(|base| shown(&base.file(&archive.file_name)));
            let version = Box::new(version.clone());
            return Err(Error::NotAtOrigin { version, url: url.unwrap_or_default() });
        }
        let by_index = self.by_index_of_go(version, archive);
        let by_database = match by_index {
            Ok(expected) => return Ok(expected),
            Err(cause) => self.by_database(version, &archive.platform).map_err(|other| vec![cause, other]),
        };
        by_database.map_err(|causes| self.unproven(archive, causes))
    }

    fn by_index_of_go(&self, version: &Version, archive: &Archive) -> Result<Expected, Error> {
        let authorities = self.authorities()?;
        let (version, known) = authorities.archive(version, &archive.platform)?;
        if known.file_name != archive.file_name {
            return Err(Error::NotAtOrigin { version: Box::new(version), url: known.file_name });
        }
        authorities.expected(&version, &known)
    }

    /// The hash of the files, which `install` holds against what it unpacked.
    fn by_database(&self, version: &Version, platform: &Platform) -> Result<Expected, Error> {
        let module = self.modules()?.module(version, platform)?;
        if let Some(watcher) = &self.watcher {
            watcher.begin(module.database_name());
        }
        let expected = module.expected(self.client()?, &self.home);
        if let Some(watcher) = &self.watcher {
            watcher.end();
        }
        expected
    }

    /// Whether the origin has an archive. No more than its beginning is read.
    fn lies_there(&self, archive: &Archive) -> Result<bool, Error> {
        let Some(base) = self.origin.sources().last() else { return Ok(false) };
        let url = base.file(&archive.file_name);
        match self.asked(self.origin.name(), document(self.client()?, &url, None, A_LOOK)) {
            Ok(DocumentState::Changed(_) | DocumentState::Unchanged) => Ok(true),
            Err(error)
                if matches!(&error, crate::fetch::Error::Failed { fault: Fault::TooLarge { .. }, .. }) =>
            {
                Ok(true)
            }
            Err(error)
                if error.status().is_some_and(|status| (400..500).contains(&status) && status != 401) =>
            {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the hash of an archive is not Go's: an origin of the user's own has another archive
/// under this name.
pub fn is_own_build(version: &Version, platform: &Platform, proof: &crate::verify::Proof) -> bool {
    let known = crate::release::Manifest::built_in().archive(version, platform);
    let differs = known.and_then(|known| known.sha256).is_some_and(|sha256| proof.hash() != sha256.into());
    let by_origin = matches!(proof.authority(), Authority::Index { .. } | Authority::HashFile { .. });
    by_origin && differs
}
