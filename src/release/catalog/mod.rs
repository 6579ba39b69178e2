//! The catalog: what is published, which version a spec means, and how its archive is had and proven.

mod knowing;

use super::cache::Cache;
use super::knowledge::Knowledge;
use super::{
    Archive, Error, Manifest, Modules, Near, Note, Order, Origin, Plan, Platform, Release, Via, Way,
};
use crate::config::{Config, Network};
use crate::env::Env;
use crate::fetch::{self, Answer, Client, Error::Failed, Fault, document};
use crate::golang::toolchain;
use crate::home::Home;
use crate::verify::{Authority, Expected, Sha256};
use crate::version::{Spec, Version};
use std::cell::OnceCell;
use std::time::Duration;

/// What an origin has published, for one platform. Nobody is asked before a question needs it, and nobody more
/// than it takes: a version the manifest knows costs no request.
///
/// Not to be used from inside of [`fetch::run`].
#[derive(Debug)]
pub struct Catalog {
    origin: Origin,
    platform: Platform,
    manifest: Manifest<'static>,
    cache: Cache,
    lifetime: Duration,
    offline: bool,
    refresh: bool,
    env: Env,
    network: Network,
    client: OnceCell<Client>,
    believed: OnceCell<Knowledge>,
    renewed: OnceCell<Knowledge>,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The version.
    pub version: Version,
    /// Whether it has an archive for the catalog's platform.
    pub available: bool,
}

/// A `.sha256` file holds 64 digits and perhaps a name.
const SIDE_FILE_LIMIT: u64 = 4096;

impl Catalog {
    /// The catalog of the origin that the settings name. `refresh` asks even where a cached index is young enough.
    pub fn open(config: &Config, env: &Env, home: &Home, refresh: bool) -> Result<Self, Error> {
        let catalog = Self::of(Origin::configured(config)?, config, env, home)?;
        Ok(Self { refresh, ..catalog })
    }

    /// The catalog of a given origin.
    pub fn of(origin: Origin, config: &Config, env: &Env, home: &Home) -> Result<Self, Error> {
        Ok(Self {
            platform: Platform::configured(config)?,
            manifest: Manifest::built_in(),
            cache: Cache::of(&origin, home),
            lifetime: config.release.index_lifetime,
            offline: config.offline,
            refresh: false,
            env: env.clone(),
            network: config.network.clone(),
            client: OnceCell::new(),
            believed: OnceCell::new(),
            renewed: OnceCell::new(),
            origin,
        })
    }

    /// The platform that archives are chosen for.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// Whom to ask with. Made when it is first needed: reading the machine's certificates takes its time.
    pub fn client(&self) -> Result<&Client, Error> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = fetch::configured(&self.env, &self.network)?;
        Ok(self.client.get_or_init(|| client))
    }

    /// How the origin is shown.
    pub fn origin_name(&self) -> String {
        self.origin.name().to_owned()
    }

    /// How old the index is that was used; `None` when none was, or the manifest in its place.
    pub fn age(&self) -> Option<Duration> {
        self.held().and_then(|known| known.basis.age())
    }

    /// What had to be fallen back on so far.
    pub fn notes(&self) -> &[Note] {
        self.held().map_or(&[], |known| &known.notes)
    }

    /// All published versions, newest first.
    pub fn published(&self) -> Result<Vec<Offer>, Error> {
        let known = self.known()?;
        let offer =
            |version: Version| Offer { available: self.has(known, &version, &self.platform), version };
        Ok(self.versions(known).into_iter().map(offer).collect())
    }

    /// The published version that a spec means, whether or not it has an archive for this platform.
    pub fn resolve(&self, spec: &Spec) -> Result<Version, Error> {
        if *spec == Spec::System {
            return Err(Error::System);
        }
        if let Some(version) = spec.exact().and_then(|version| self.in_manifest(version)) {
            return Ok(version.clone());
        }
        let known = self.known()?;
        if let Some(version) = spec.newest(&self.versions(known)) {
            return Ok(version.clone());
        }
        let known = self.known_surely()?;
        let versions = self.versions(known);
        match (spec.newest(&versions), spec.exact()) {
            (Some(version), _) => Ok(version.clone()),
            // Nobody could say that there is no such release, and a GOPROXY may have it.
            (None, Some(version)) if self.may_be_a_module(known, version) => Ok(version.clone()),
            (None, _) => Err(Error::NoSuchVersion {
                spec: Box::new(spec.clone()),
                near: Near::to(spec, &versions).map(Box::new),
                basis: known.basis.clone(),
            }),
        }
    }

    /// How to have and prove the archive of a version for this platform.
    pub fn order(&self, version: &Version) -> Result<Order, Error> {
        self.order_for(version, &self.platform)
    }

    /// The same for another platform.
    pub fn order_for(&self, version: &Version, platform: &Platform) -> Result<Order, Error> {
        let (version, archive) = self.archive(version, platform)?;
        let expected = self.expected(&version, &archive)?;
        let sources = self.origin.sources().iter().map(|place| place.source(&archive.file_name)).collect();
        Ok(Order { version, archive, expected, sources })
    }

    /// Whether the origin is Go's own, whose releases the checksum database has too.
    pub fn is_go(&self) -> bool {
        self.origin.is_go()
    }

    /// The ways to a version for this platform.
    pub fn plan(&self, version: &Version, via: &Via) -> Result<Plan, Error> {
        self.plan_for(version, &self.platform, via)
    }

    /// The same for another platform.
    pub fn plan_for(&self, version: &Version, platform: &Platform, via: &Via) -> Result<Plan, Error> {
        let archive = || Ok(Way::Archive(Box::new(self.order_for(version, platform)?)));
        let module = || Ok(Way::Module(Box::new(Modules::of(&self.env)?.module(version, platform)?)));
        let ways = match via {
            Via::Modules => vec![module()?],
            Via::MirrorsFirst if self.origin.is_go() => in_order(archive(), module())?,
            // Another origin is another authority than that of the modules.
            Via::Mirrors | Via::MirrorsFirst => vec![archive()?],
            Via::ModulesFirst => in_order(module(), archive())?,
            Via::Place(place) => {
                let order = self.order_for(version, platform).map(|order| order.only(place));
                let module = Modules::of(&self.env)?.only(place).module(version, platform);
                in_order(order.map(Box::new).map(Way::Archive), module.map(Box::new).map(Way::Module))?
            }
        };
        Ok(Plan { version: version.clone(), ways })
    }

    fn may_be_a_module(&self, known: &Knowledge, version: &Version) -> bool {
        let unasked = known.notes.iter().any(|note| matches!(note, Note::NotAsked { .. }));
        unasked && self.origin.is_go() && toolchain::is_module(version)
    }

    fn archive(&self, version: &Version, platform: &Platform) -> Result<(Version, Archive), Error> {
        if let Some(name) = self.in_manifest(version)
            && let Some(archive) = self.manifest.archive(version, platform)
        {
            return Ok((name.clone(), archive));
        }
        let version = self.resolve(&Spec::Exact(version.clone()))?;
        let known = self.known()?;
        let release = known.releases.iter().find(|release| release.version == version);
        match release.and_then(|release| release.archive(platform)) {
            Some(archive) => Ok((version, archive.clone())),
            None => Err(self.no_archive(known, version, platform)),
        }
    }

    /// The manifest speaks first for Go's own releases, the index for those it does not know. An origin of one's
    /// own speaks for itself, by its index or the `.sha256` beside the archive; the manifest only where that is
    /// silent.
    fn expected(&self, version: &Version, archive: &Archive) -> Result<Expected, Error> {
        let listed =
            |release: Option<Archive>| release.filter(|known| known.file_name == archive.file_name)?.sha256;
        let manifest = || listed(self.manifest.archive(version, &archive.platform));
        let by = |authority| move |sha256: Sha256| Expected { hash: sha256.into(), authority };
        let index = by(Authority::Index { origin: self.origin_name() });
        if self.origin.is_go() {
            let known = manifest().map(by(Authority::Manifest)).or_else(|| archive.sha256.map(index));
            return known.ok_or_else(|| self.unproven(archive));
        }
        if let Some(sha256) = archive.sha256 {
            return Ok(index(sha256));
        }
        match self.side_file(archive)? {
            Some(sha256) => Ok(index(sha256)),
            None => manifest().map(by(Authority::Manifest)).ok_or_else(|| self.unproven(archive)),
        }
    }

    fn unproven(&self, archive: &Archive) -> Error {
        Error::Unproven { file: archive.file_name.clone(), origin: self.origin_name() }
    }

    /// The hash in the `.sha256` file that the user's own origin has beside an archive. Only that origin is asked,
    /// never a mirror: it is the authority.
    fn side_file(&self, archive: &Archive) -> Result<Option<Sha256>, Error> {
        // The origin stands last among the sources.
        let Some(base) = self.origin.sources().last() else { return Ok(None) };
        if self.offline && base.folder().is_none() {
            return Ok(None);
        }
        let url = base.file(&format!("{}.sha256", archive.file_name));
        match fetch::run(document(self.client()?, &url, None, SIDE_FILE_LIMIT)) {
            Ok(Answer::Changed(document)) => Ok(read_side_file(&document.body, &archive.file_name)),
            // None there, or a page in its place.
            Ok(Answer::Unchanged)
            | Err(Failed { fault: Fault::NoFile | Fault::File(_) | Fault::TooLarge { .. }, .. }) => Ok(None),
            Err(error) if error.status().is_some_and(|status| status < 500) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn no_archive(&self, known: &Knowledge, version: Version, platform: &Platform) -> Error {
        let has = |other: &Version| self.has(known, other, platform) && !other.is_prerelease();
        let versions = self.versions(known);
        let newer = versions.iter().rev().find(|other| **other > version && has(other));
        let older = versions.iter().find(|other| **other < version && has(other));
        let same = |other: &&Version| other.same_minor(&version);
        let nearest = newer.filter(same).or(older.filter(same)).or(newer).or(older).cloned();
        let instead = platform.runs_too().into_iter().find(|other| self.has(known, &version, other));
        let version = Box::new(version);
        Error::NoArchive {
            nearest: nearest.map(Box::new),
            instead: instead.map(Box::new),
            platform: platform.clone(),
            version,
        }
    }

    fn in_manifest(&self, version: &Version) -> Option<&Version> {
        self.manifest.find(version).filter(|_| self.origin.is_go())
    }

    fn has(&self, known: &Knowledge, version: &Version, platform: &Platform) -> bool {
        let listed = |release: &Release| release.version == *version && release.archive(platform).is_some();
        (self.origin.is_go() && self.manifest.archive(version, platform).is_some())
            || known.releases.iter().any(listed)
    }

    /// Newest first; what both the index and the manifest list stands once.
    fn versions(&self, known: &Knowledge) -> Vec<Version> {
        let mut versions: Vec<Version> =
            known.releases.iter().map(|release| release.version.clone()).collect();
        if self.origin.is_go() {
            versions.extend(self.manifest.versions().cloned());
        }
        versions.sort_by(|a, b| b.cmp(a));
        versions.dedup();
        versions
    }
}

/// Both ways, as long as one is open.
fn in_order(first: Result<Way, Error>, second: Result<Way, Error>) -> Result<Vec<Way>, Error> {
    match (first, second) {
        (Err(first), Err(_)) => Err(first),
        (first, second) => {
            Ok([first, second].into_iter().map(|way| way.unwrap_or_else(Way::Closed)).collect())
        }
    }
}

/// `HASH` or `HASH  NAME`; of another file's hash nothing is taken.
fn read_side_file(body: &[u8], file: &str) -> Option<Sha256> {
    let mut words = std::str::from_utf8(body).ok()?.split_ascii_whitespace();
    let sha256 = words.next()?.parse().ok()?;
    let named = words.next().map(|name| name.trim_start_matches('*'));
    named.is_none_or(|name| name == file).then_some(sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_file_speaks_for_its_own_archive_only() {
        let hash = "ab".repeat(32);
        for text in
            [hash.clone(), format!("{hash}\n"), format!("{hash}  x.tar.gz\n"), format!("{hash} *x.tar.gz")]
        {
            assert!(read_side_file(text.as_bytes(), "x.tar.gz").is_some(), "{text}");
        }
        for text in [String::new(), "<html>".to_owned(), format!("{hash}  y.tar.gz"), hash[1..].to_owned()] {
            assert!(read_side_file(text.as_bytes(), "x.tar.gz").is_none(), "{text}");
        }
    }
}
