//! The catalog: what is published, which version a spec means, and how its archive is downloaded and verified.

mod beside;
mod hash_file;
mod index;
mod side_file;
mod unlisted;
mod ways;

pub use unlisted::is_own_build;

use super::cache::Cache;
use super::index_client::read_folder;
use super::snapshot::Snapshot;
use super::{
    Archive, Basis, Error, Manifest, Modules, Note, Order, Origin, Platform, Preference, Reach, Release,
    Source,
};
use crate::config::{Config, Network};
use crate::env::Env;
use crate::fetch::{self, Asking, Client};
use crate::golang::toolchain;
use crate::home::Home;
use crate::verify::{Authority, Expected, Sha256};
use crate::version::{Spec, Version};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashSet;
use std::path::PathBuf;
use std::rc::Rc;
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
    home: Home,
    cache: Cache,
    reach: Reach,
    /// Whether only the GOPROXY is asked which releases exist.
    lists_only: bool,
    /// Lists of a GOPROXY that were too long for any.
    too_long: RefCell<Vec<String>>,
    /// Whether the notes were told.
    told: Cell<bool>,
    lifetime: Duration,
    offline: bool,
    refresh: bool,
    env: Env,
    /// The GOROOT whose `go.env` is a layer of the user's settings.
    goroot: Option<PathBuf>,
    network: Network,
    /// Who is told while the origin is waited for.
    watcher: Option<Rc<dyn Asking>>,
    client: OnceCell<Client>,
    config: Config,
    /// Go's own, where the origin is another one that has no list.
    authorities: OnceCell<Box<Catalog>>,
    /// The versions that those know.
    elsewhere: OnceCell<Snapshot>,
    believed: OnceCell<Snapshot>,
    renewed: OnceCell<Snapshot>,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The version.
    pub version: Version,
    /// Whether it has an archive for the catalog's platform.
    pub available: bool,
}

impl Catalog {
    /// The catalog of the origin that the settings name. `refresh` asks even where a cached index is young enough.
    pub fn open(config: &Config, env: &Env, home: &Home, refresh: bool) -> Result<Self, Error> {
        let catalog = Self::of(Origin::configured(config)?, config, env, home)?;
        let lists_only = Preference::configured(config)? == Preference::Modules && catalog.origin.is_go();
        let catalog = Self { lists_only, ..catalog };
        Ok(if refresh { catalog.refreshed() } else { catalog })
    }

    /// The catalog of a given origin.
    pub fn of(origin: Origin, config: &Config, env: &Env, home: &Home) -> Result<Self, Error> {
        Ok(Self {
            platform: Platform::configured(config)?,
            manifest: Manifest::built_in(),
            home: home.clone(),
            cache: Cache::of(&origin, home),
            reach: Reach::of(home, env),
            lists_only: false,
            too_long: RefCell::default(),
            told: Cell::default(),
            lifetime: config.release.index_lifetime,
            offline: config.offline,
            refresh: false,
            env: env.clone(),
            goroot: None,
            network: config.network.clone(),
            watcher: None,
            client: OnceCell::new(),
            config: config.clone(),
            authorities: OnceCell::new(),
            elsewhere: OnceCell::new(),
            believed: OnceCell::new(),
            renewed: OnceCell::new(),
            origin,
        })
    }

    /// The same, which queries every source even if an index is recent enough or a host was silent.
    #[must_use]
    pub fn refreshed(self) -> Self {
        let reach = self.reach.anew();
        Self { refresh: true, reach, ..self }
    }

    /// The same with the GOROOT whose `go.env` stands behind the user's own settings.
    #[must_use]
    pub fn behind(self, goroot: Option<PathBuf>) -> Self {
        Self { goroot, ..self }
    }

    /// The same with a callback that runs while gv waits for the origin.
    #[must_use]
    pub fn watched(self, watcher: Rc<dyn Asking>) -> Self {
        Self { watcher: Some(watcher), ..self }
    }

    /// Runs what asks the origin, or another host of this name.
    fn asked<F: Future>(&self, whom: &str, question: F) -> F::Output {
        if let Some(watcher) = &self.watcher {
            watcher.begin(whom);
        }
        let answer = fetch::run(question);
        if let Some(watcher) = &self.watcher {
            watcher.end();
        }
        answer
    }

    /// The user's settings for modules, as everything else of gv reads them.
    pub fn modules(&self) -> Result<Modules, Error> {
        Modules::of(&self.env, self.goroot.as_deref())
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
        let client = self.with_logins(fetch::configured(&self.env, &self.network)?);
        Ok(self.client.get_or_init(|| client))
    }

    /// The same for several threads with an event loop each: a connection ends with the loop that opened it, so that none
    /// is shared.
    pub fn unpooled_client(&self) -> Result<Client, Error> {
        Ok(self.with_logins(fetch::unpooled(&self.env, &self.network)?))
    }

    /// The client with what GOPROXY logs in with. What is wrong with GOPROXY is told by what needs it.
    fn with_logins(&self, client: Client) -> Client {
        match self.modules() {
            Ok(modules) => modules.client(&client),
            Err(_) => client,
        }
    }

    /// Who answers on this network.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// How the origin is shown.
    pub fn origin_name(&self) -> String {
        self.origin.name().to_owned()
    }

    /// Where the list of releases is from that was used: the origin, or a GOPROXY in its place.
    pub fn list_name(&self) -> String {
        match self.held().map(|known| &known.basis) {
            Some(Basis::Modules { proxy, .. }) => proxy.clone(),
            _ => self.origin_name(),
        }
    }

    /// How old the index is that was used; `None` when none was, or the manifest in its place.
    pub fn age(&self) -> Option<Duration> {
        self.held().and_then(|known| known.basis.age())
    }

    /// What had to be fallen back on so far.
    pub fn notes(&self) -> &[Note] {
        self.held().map_or(&[], |known| &known.notes)
    }

    /// Whether the list is one that its origin was asked for: else there may be releases that it lacks.
    pub fn is_complete(&self) -> bool {
        let counts = |note: &Note| matches!(note, Note::NotAsked { basis: Basis::Modules { .. }, .. });
        self.notes().iter().all(counts)
    }

    /// The published versions that are known without a request, newest first: there may be newer ones.
    pub fn at_hand(&self) -> Vec<Version> {
        let releases = match self.origin.folder() {
            Some(folder) => read_folder(&folder).unwrap_or_default(),
            None => self.cache.read().map(|cached| cached.releases).unwrap_or_default(),
        };
        self.versions(&releases)
    }

    /// The same, once.
    pub fn untold_notes(&self) -> &[Note] {
        let notes = self.notes();
        if !notes.is_empty() && self.told.replace(true) { &[] } else { notes }
    }

    /// All published versions, newest first.
    pub fn published(&self) -> Result<Vec<Offer>, Error> {
        let known = self.known()?;
        let fitting = known.releases.iter().filter(|release| release.archive(&self.platform).is_some());
        let listed: HashSet<&Version> = fitting.map(|release| &release.version).collect();
        let is_available =
            |version: &Version| listed.contains(version) || self.manifest_has(version, &self.platform);
        let versions = self.versions(&known.releases).into_iter();
        Ok(versions.map(|version| Offer { available: is_available(&version), version }).collect())
    }

    /// The published version that a spec means, whether or not it has an archive for this platform.
    pub fn resolve(&self, spec: &Spec) -> Result<Version, Error> {
        if *spec == Spec::System {
            return Err(Error::System);
        }
        if let Spec::Linked(name) = spec {
            return Err(Error::OwnBuild { name: name.clone() });
        }
        if let Some(version) = spec.exact().and_then(|version| self.in_manifest(version)) {
            return Ok(version.clone());
        }
        let known = self.known_for(spec.exact())?;
        if let Some(version) = spec.newest(&self.versions(&known.releases)) {
            return Ok(version.clone());
        }
        if let Some(version) = spec.exact().filter(|_| known.unlisted) {
            return Ok(self.manifest.find(version).unwrap_or(version).clone());
        }
        let known = self.known_surely()?;
        let versions = self.versions(&known.releases);
        match (spec.newest(&versions), spec.exact()) {
            (Some(version), _) => Ok(version.clone()),
            // Nobody could say that there is no such release, and a GOPROXY may have it.
            (None, Some(version)) if self.may_be_a_module(known, version) => Ok(version.clone()),
            (None, Some(version)) if self.may_be_there(known, version)? => Ok(version.clone()),
            (None, _) => Err(self.no_such(known, spec, &versions)),
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
        let sources = self.origin.sources().iter().map(|place| place.source(&archive.file_name));
        let mut sources: Vec<Source> = sources.collect();
        self.reach.order(&mut sources, |source| &source.url);
        let own_origin = (!self.origin.is_go()).then(|| self.origin.name().to_owned());
        Ok(Order { version, archive, expected, sources, own_origin })
    }

    /// Whether the origin is Go's own, whose releases the checksum database has too.
    pub fn is_go(&self) -> bool {
        self.origin.is_go()
    }

    fn may_be_a_module(&self, known: &Snapshot, version: &Version) -> bool {
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
        let known = self.known_for(Some(&version))?;
        let release = known.releases.iter().find(|release| release.version == version);
        if let Some(archive) = release.and_then(|release| release.archive(platform)) {
            return Ok((version, archive.clone()));
        }
        match self.by_name(known, &version, platform)? {
            Some(archive) => Ok((version, archive)),
            None => Err(self.no_archive(known, version, platform)),
        }
    }

    /// The manifest speaks first for Go's own releases, the index for those it does not know. An origin of one's
    /// own speaks for itself, by its index or the `.sha256` beside the archive; where both agree it is the manifest that
    /// is named, since it is not of the host that serves the bytes. Where that origin is silent the manifest speaks, then
    /// Go's index and the checksum database.
    fn expected(&self, version: &Version, archive: &Archive) -> Result<Expected, Error> {
        let listed =
            |release: Option<Archive>| release.filter(|known| known.file_name == archive.file_name)?.sha256;
        let manifest = || listed(self.manifest.archive(version, &archive.platform));
        let by = |authority| move |sha256: Sha256| Expected { hash: sha256.into(), authority };
        let index = by(Authority::Index { origin: self.origin_name() });
        if self.origin.is_go() {
            let known = manifest().map(by(Authority::Manifest)).or_else(|| archive.sha256.map(index));
            return known.ok_or_else(|| self.unproven(archive, Vec::new()));
        }
        let own = match archive.sha256 {
            Some(sha256) => Some((sha256, Authority::Index { origin: self.origin_name() })),
            None => self
                .side_file(archive)?
                .map(|sha256| (sha256, Authority::HashFile { origin: self.origin_name() })),
        };
        match (own, manifest()) {
            (Some((own, authority)), manifest) if manifest != Some(own) => Ok(by(authority)(own)),
            (_, Some(manifest)) => Ok(by(Authority::Manifest)(manifest)),
            (_, None) => self.vouched_elsewhere(version, archive),
        }
    }

    fn unproven(&self, archive: &Archive, causes: Vec<Error>) -> Error {
        Error::Unproven { file: archive.file_name.clone(), origin: self.origin_name(), causes }
    }

    fn no_archive(&self, known: &Snapshot, version: Version, platform: &Platform) -> Error {
        let has = |other: &Version| self.has(known, other, platform) && !other.is_prerelease();
        let versions = self.versions(&known.releases);
        if !versions.contains(&version) {
            return self.no_such(known, &Spec::Exact(version), &versions);
        }
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

    fn has(&self, known: &Snapshot, version: &Version, platform: &Platform) -> bool {
        let listed = |release: &Release| release.version == *version && release.archive(platform).is_some();
        self.manifest_has(version, platform) || known.releases.iter().any(listed)
    }

    fn manifest_has(&self, version: &Version, platform: &Platform) -> bool {
        self.origin.is_go() && self.manifest.archive(version, platform).is_some()
    }

    /// Newest first; what both the index and the manifest list stands once.
    fn versions(&self, releases: &[Release]) -> Vec<Version> {
        let mut versions: Vec<Version> = releases.iter().map(|release| release.version.clone()).collect();
        if self.origin.is_go() {
            versions.extend(self.manifest.versions().cloned());
        }
        versions.sort_by(|a, b| b.cmp(a));
        versions.dedup();
        versions
    }
}
