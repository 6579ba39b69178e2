//! What a checksum database answers, and whether the answer is valid: the client of [`crate::verify::sumdb`] with nothing
//! remembered, so that what is wrong is the answer's fault and not that of an earlier one.

use super::Target;
use super::client::{Client, Exchange, RequestError, Want};
use super::{Boxed, goproxy::Sample, together};
use crate::golang::database::{ProxySupport, Reach, Service};
use crate::golang::escape;
use crate::golang::goproxy::{self, List};
use crate::verify::sumdb::{self, Error, Escaped, Failure, Hashes, Key, Seam, Tile};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use url::Url;

/// What is known of the way to a database, and of what it said.
#[derive(Debug, Clone)]
pub struct DatabaseReport {
    /// The proxies that were asked whether they pass it on, each with its answer.
    pub supported: Vec<Exchange>,
    /// Where it was asked in the end; `None` if a proxy prevented the query.
    pub base: Option<Url>,
    /// Whether that was directly.
    pub direct: bool,
    /// How long all of it took.
    pub took: Duration,
    /// What it said of each sample.
    pub lookups: Vec<(Sample, Result<Hashes, Fault>)>,
}

/// Why there are no hashes.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The question, or one that it led to, was not answered as it should have been.
    Exchange(Box<Exchange>),
    /// The answer is not valid.
    Refused(Error),
    /// It could not be asked.
    Unaskable,
}

/// Asks a database for samples by the rules of a GOPROXY list.
pub async fn ask(client: &Client, service: &Service, list: &List, samples: &[Sample]) -> DatabaseReport {
    let mut asked = DatabaseReport {
        supported: Vec::new(),
        base: None,
        direct: false,
        took: Duration::ZERO,
        lookups: Vec::new(),
    };
    let mut answers = Vec::new();
    let base = loop {
        match service.reach(list, &answers) {
            // Folders are asked by nobody.
            Reach::Ask(proxy) if proxy.scheme() == "file" => {
                let there = service.supported(&proxy).to_file_path().is_ok_and(|path| path.exists());
                answers.push(if there { ProxySupport::Supported } else { ProxySupport::NotFound });
            }
            Reach::Ask(proxy) => {
                let got = client.get(&service.supported(&proxy), Want::PAGE).await;
                answers.push(match &got.end {
                    Ok(answer) if answer.status == 200 => ProxySupport::Supported,
                    Ok(answer) if matches!(answer.status, 404 | 410) => ProxySupport::NotFound,
                    _ => ProxySupport::Failed,
                });
                asked.supported.push(got);
            }
            Reach::Proxy(base) => break base,
            Reach::Direct => {
                asked.direct = true;
                break service.url.clone();
            }
            Reach::Unavailable => return asked,
        }
    };
    asked.base = Some(base.clone());
    if base.scheme() == "file" {
        return asked;
    }
    let Ok(key) = service.key.parse::<Key>() else { return asked };
    if let Some(target) = Target::of(&base) {
        client.connections.of(&target).await;
    }
    let started = Instant::now();
    let looking = samples.iter().cloned().map(|sample| -> Boxed<(Sample, Result<Hashes, Fault>)> {
        let (client, base, key) = (client.clone(), base.clone(), key.clone());
        Box::pin(async move {
            let found = lookup(&client, &base, &key, &sample).await;
            (sample, found)
        })
    });
    asked.lookups = together(looking).await;
    asked.took = asked.supported.iter().map(|got| got.took).sum::<Duration>() + started.elapsed();
    asked
}

async fn lookup(client: &Client, base: &Url, key: &Key, sample: &Sample) -> Result<Hashes, Fault> {
    let unaskable = |_| Fault::Unaskable;
    let module = escape::path(&sample.module).map_err(unaskable)?;
    let version = escape::version(&sample.version).map_err(unaskable)?;
    let seam = Remote { client, base, memory: Mutex::default() };
    let database = sumdb::Client { key, seam: &seam };
    let found = database.lookup(
        Escaped { text: &sample.module, escaped: &module },
        Escaped { text: &sample.version, escaped: &version },
    );
    found.await.map_err(|failure| match failure {
        Failure::Seam(got) => Fault::Exchange(got),
        Failure::Refused(error) => Fault::Refused(error),
    })
}

struct Remote<'a> {
    client: &'a Client,
    base: &'a Url,
    /// The latest tree of this run.
    memory: Mutex<Option<Vec<u8>>>,
}

impl Remote<'_> {
    fn page(&self, path: &str) -> Boxed<Result<Vec<u8>, Box<Exchange>>> {
        let url = goproxy::file(self.base, &path.split('/').collect::<Vec<_>>());
        let client = self.client.clone();
        Box::pin(async move {
            let mut got = client.get(&url, Want::PAGE).await;
            match &mut got.end {
                Ok(answer) if answer.status == 200 => Ok(std::mem::take(&mut answer.body)),
                _ => Err(Box::new(got)),
            }
        })
    }
}

impl Seam for Remote<'_> {
    type Error = Box<Exchange>;

    async fn lookup(&self, path: &str) -> Result<Vec<u8>, Box<Exchange>> {
        self.page(path).await
    }

    async fn tiles(&self, tiles: &[Tile], _: bool) -> Result<Vec<Vec<u8>>, Box<Exchange>> {
        let pages = together(tiles.iter().map(|tile| self.page(&tile.path()))).await;
        let mut found = Vec::new();
        for (page, tile) in pages.into_iter().zip(tiles) {
            // Where a part is not to be had any more, the whole has taken its place.
            let bytes = match page {
                Err(_) if !tile.is_whole() => {
                    let mut whole = self.page(&tile.whole().path()).await?;
                    whole.truncate(tile.length());
                    whole
                }
                page => page?,
            };
            found.push(bytes);
        }
        Ok(found)
    }

    fn keep(&self, _: &BTreeMap<Tile, Vec<u8>>) {}

    fn latest(&self) -> Result<Option<Vec<u8>>, Box<Exchange>> {
        Ok(self.memory.lock().map_or(None, |memory| memory.clone()))
    }

    fn replace(&self, _: Option<&[u8]>, new: &[u8]) -> Result<bool, Box<Exchange>> {
        if let Ok(mut memory) = self.memory.lock() {
            *memory = Some(new.to_vec());
        }
        Ok(true)
    }

    fn fork(&self, _: &[u8], _: &[u8]) {}
}

impl Fault {
    /// What kept the answer away, where it was the way.
    pub fn trouble(&self) -> Option<&RequestError> {
        match self {
            Fault::Exchange(got) => got.end.as_ref().err(),
            Fault::Refused(_) | Fault::Unaskable => None,
        }
    }
}
