//! The origin, and beside it what can speak in its place: asked together with a head start for the better one, as
//! RFC 8305 does with addresses. A firewall that drops packets then costs a second and not the patience for all.

use super::Catalog;
use crate::fetch;
use crate::release::cache::{Cache, Cached};
use crate::release::index_client::{Fetched, Question, ask};
use crate::release::{Error, Listed, Place, Release};
use crate::version::Version;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

/// What came of a question.
#[derive(Debug)]
pub(super) enum Heard {
    /// The origin's answer.
    Origin(Fetched),
    /// Nothing yet, while others answered; and what a GOPROXY lists.
    Silent(Option<Kept>),
    /// Why there will be none; and what a GOPROXY lists.
    Failed(Vec<Error>, Option<Kept>),
}

/// The toolchains that a GOPROXY has for the catalog's platform.
#[derive(Debug)]
pub(super) struct Kept {
    /// How the proxy is shown.
    pub proxy: String,
    pub releases: Vec<Release>,
    pub age: Duration,
}

/// How long the origin is asked alone.
const HEAD_START: Duration = Duration::from_millis(300);
/// From then on a list counts for every question, unless the origin has begun to answer.
const LATE: Duration = Duration::from_secs(1);
/// When it is looked at who can be connected to at all, and when the origin is given up because others can.
const LOOK: Duration = Duration::from_millis(500);
const DROPPED: Duration = Duration::from_millis(1200);

/// The origin as it is asked by a thread of its own, which goes on when others were faster.
struct Asked {
    answer: oneshot::Receiver<Result<Fetched, Vec<Error>>>,
    answering: Arc<AtomicBool>,
}

impl Catalog {
    /// Asks. A list that has the version wanted counts as soon as it is there: the checksum database will prove it.
    pub(super) fn ask(&self, known: Option<&Cached>, wanted: Option<&Version>) -> Result<Heard, Error> {
        let addresses = self.origin.asked_urls();
        if addresses.iter().all(|url| self.reach.is_silent(url))
            && let Some(listed) = self.asked(self.origin.name(), self.listed(self.lifetime))?
        {
            return Ok(Heard::Silent(Some(listed)));
        }
        let asked = self.begin(known)?;
        self.asked(self.origin.name(), self.race(asked, wanted, &addresses))
    }

    /// That nothing has come from these addresses.
    pub(super) fn silent(addresses: &[Url]) -> Error {
        let hosts = addresses.iter().filter_map(|url| url.host_str().map(ToOwned::to_owned));
        Error::Silent { hosts: hosts.collect() }
    }

    fn begin(&self, known: Option<&Cached>) -> Result<Asked, Error> {
        let answering = Arc::new(AtomicBool::new(false));
        let question = Question {
            client: self.client()?.clone(),
            known: known.map(|known| (known.url.clone(), known.etag.clone())),
            manifest: self.manifest.clone(),
            reach: self.reach.clone(),
            answering: Arc::clone(&answering),
        };
        let (origin, cache) = (self.origin.clone(), self.cache.clone());
        let (tell, answer) = oneshot::channel();
        thread::spawn(move || {
            fetch::run(async {
                let said = ask(&origin, &question).await;
                if let Err(late) = tell.send(said) {
                    keep(&cache, late);
                    // Connections of this thread may serve others by now.
                    std::future::pending::<()>().await;
                }
            });
        });
        Ok(Asked { answer, answering })
    }

    async fn race(
        &self,
        Asked { mut answer, answering }: Asked,
        wanted: Option<&Version>,
        addresses: &[Url],
    ) -> Result<Heard, Error> {
        let (late, hurry) = (sleep(LATE), Notify::new());
        let list = async {
            tokio::select! {
                () = sleep(HEAD_START) => {}
                () = hurry.notified() => {}
            }
            self.listed(self.lifetime).await
        };
        let dropped = self.dropped(addresses);
        tokio::pin!(late, list, dropped);
        let (mut listed, mut is_listed, mut is_late) = (None, false, false);
        loop {
            tokio::select! {
                biased;
                said = &mut answer => return match said.unwrap_or_else(|_| Err(Vec::new())) {
                    Ok(said) => Ok(Heard::Origin(said)),
                    Err(causes) if is_listed || causes.iter().any(Error::is_contradiction) => {
                        Ok(Heard::Failed(causes, listed))
                    }
                    Err(causes) => {
                        hurry.notify_one();
                        Ok(Heard::Failed(causes, list.await?))
                    }
                },
                answer = &mut list, if !is_listed => (listed, is_listed) = (answer?, true),
                () = &mut late, if !is_late => is_late = true,
                () = &mut dropped => return Ok(Heard::Silent(None)),
            }
            let is_silent = is_late && !answering.load(Ordering::Relaxed);
            let leads = |list: &Kept| wanted.is_some_and(|version| list.has(version));
            if listed.as_ref().is_some_and(|list| is_silent || leads(list)) {
                return Ok(Heard::Silent(listed));
            }
        }
    }

    /// What a GOPROXY lists: as it was had within this time, else as it is now. `None` where none can be asked; that a
    /// list fails is no news beside an origin that fails.
    pub(super) async fn listed(&self, lifetime: Duration) -> Result<Option<Kept>, Error> {
        let Some(modules) = self.modules().ok().filter(|_| self.origin.is_go()) else { return Ok(None) };
        let cache = Cache::of_list(&modules.list_text(), &self.platform, &self.home);
        let kept = cache.read();
        let is_young = |kept: &&Cached| !self.refresh && kept.age().is_some_and(|age| age < lifetime);
        if let Some(kept) = kept.as_ref().filter(is_young) {
            return Ok(Some(Kept::of(kept)));
        }
        let mut too_long = Vec::new();
        let fresh = modules.listed(self.client()?, &self.platform, &self.reach, &mut too_long).await;
        self.too_long.replace(too_long);
        Ok(match fresh {
            Ok(Listed { proxy: url, versions }) => {
                let releases = versions.iter().map(|version| Release::unlisted(version, &self.platform));
                let fresh = Cached { url, etag: None, had: SystemTime::now(), releases: releases.collect() };
                cache.write(&fresh);
                Some(Kept::of(&fresh))
            }
            // An old one is better than none.
            Err(_) => kept.as_ref().map(Kept::of),
        })
    }

    /// The list as it was had within the lifetime of an index.
    pub(super) fn kept_list(&self) -> Option<Kept> {
        let modules = self.modules().ok().filter(|_| self.origin.is_go())?;
        let kept = Cache::of_list(&modules.list_text(), &self.platform, &self.home).read()?;
        kept.age().is_some_and(|age| age < self.lifetime).then(|| Kept::of(&kept))
    }

    /// Ends when packets to the origin vanish while a mirror can be connected to.
    async fn dropped(&self, addresses: &[Url]) {
        let end = Instant::now() + DROPPED;
        sleep(LOOK).await;
        let Ok(client) = self.client() else { return std::future::pending().await };
        let is_origin = |url: &Url| addresses.iter().any(|own| own.host_str() == url.host_str());
        let mirrors = self.origin.sources().iter().map(Place::url).filter(|url| !is_origin(url));
        let mut connected = JoinSet::new();
        for url in addresses.iter().chain(mirrors).cloned() {
            let (client, is_origin) = (client.clone(), is_origin(&url));
            connected.spawn(async move { client.connect(&url).await.ok().map(|_| (is_origin, url)) });
        }
        let mut is_mirror_there = false;
        while let Ok(Some(done)) = tokio::time::timeout_at(end, connected.join_next()).await {
            match done {
                Ok(Some((true, _))) => return std::future::pending().await,
                Ok(Some((false, url))) => {
                    is_mirror_there = true;
                    self.reach.heard(&url);
                }
                _ => {}
            }
        }
        sleep_until(end).await;
        if !is_mirror_there {
            std::future::pending::<()>().await;
        }
    }
}

impl Kept {
    pub fn has(&self, version: &Version) -> bool {
        self.releases.iter().any(|release| release.version == *version)
    }

    fn of(cached: &Cached) -> Self {
        let age = cached.age().unwrap_or_default();
        Self { proxy: cached.url.clone(), releases: cached.releases.clone(), age }
    }
}

/// Keeps an index that came when others had been faster.
fn keep(cache: &Cache, said: Result<Fetched, Vec<Error>>) {
    match said {
        Ok(Fetched::Changed(fresh)) => cache.write(&fresh),
        Ok(Fetched::Unchanged) => {
            if let Some(known) = cache.read() {
                cache.write(&Cached { had: SystemTime::now(), ..known });
            }
        }
        Ok(Fetched::NoList) | Err(_) => {}
    }
}
