//! The world of the pure client: one address that is asked, and what is remembered.

use super::memory::Memory;
use super::{body, is_not_found};
use crate::fetch::{self, Client, document};
use crate::verify::sumdb::{Seam, Tile};
use std::collections::BTreeMap;
use tokio::task::JoinSet;
use url::Url;

/// One way to the database.
pub(super) struct Remote<'a> {
    pub client: &'a Client,
    /// The address below which it answers.
    pub base: &'a Url,
    pub memory: &'a Memory,
}

/// What the world does wrong.
#[derive(Debug)]
pub(super) enum Error {
    Network(fetch::Error),
    Disk(super::Error),
}

/// A record and a signed tree have less than a thousand bytes.
const ANSWER_LIMIT: u64 = 64 << 10;

impl Seam for Remote<'_> {
    type Error = Error;

    async fn lookup(&self, path: &str) -> Result<Vec<u8>, Error> {
        let answer = document(self.client, &self.address(path), None, ANSWER_LIMIT).await;
        answer.map(body).map_err(Error::Network)
    }

    async fn tiles(&self, tiles: &[Tile], fresh: bool) -> Result<Vec<Vec<u8>>, Error> {
        let kept = tiles.iter().map(|tile| if fresh { None } else { self.memory.tile(*tile) });
        let kept: Vec<_> = kept.collect();
        let missing: Vec<Tile> =
            tiles.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(tile, _)| *tile).collect();
        let mut fetched = self.fetch(&missing).await.map_err(Error::Network)?;
        let whole = tiles.iter().zip(kept);
        Ok(whole.map(|(tile, kept)| kept.or_else(|| fetched.remove(tile)).unwrap_or_default()).collect())
    }

    fn keep(&self, tiles: &BTreeMap<Tile, Vec<u8>>) {
        for (tile, bytes) in tiles {
            self.memory.keep_tile(*tile, bytes);
        }
    }

    fn latest(&self) -> Result<Option<Vec<u8>>, Error> {
        self.memory.latest().map_err(Error::Disk)
    }

    fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Error> {
        self.memory.replace(old, new).map_err(Error::Disk)
    }

    fn fork(&self, one: &[u8], other: &[u8]) {
        self.memory.keep_fork(one, other);
    }
}

impl Remote<'_> {
    /// All of them at once.
    async fn fetch(&self, tiles: &[Tile]) -> Result<BTreeMap<Tile, Vec<u8>>, fetch::Error> {
        let mut asked: JoinSet<Result<(Tile, Vec<u8>), fetch::Error>> = JoinSet::new();
        for tile in tiles.iter().copied() {
            let (client, url, whole) =
                (self.client.clone(), self.address(&tile.path()), self.address(&tile.whole().path()));
            asked.spawn(async move { Ok((tile, one(&client, tile, url, whole).await?)) });
        }
        let mut fetched = BTreeMap::new();
        while let Some(done) = asked.join_next().await {
            let (tile, bytes) = done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
            fetched.insert(tile, bytes);
        }
        Ok(fetched)
    }

    fn address(&self, path: &str) -> Url {
        crate::golang::goproxy::file(self.base, &path.split('/').collect::<Vec<_>>())
    }
}

/// One tile. If a partial tile is gone, the full one has replaced it; not every server says 404 for that.
async fn one(client: &Client, tile: Tile, url: Url, whole: Url) -> Result<Vec<u8>, fetch::Error> {
    let limit = |tile: Tile| tile.length() as u64;
    let refused = match document(client, &url, None, limit(tile)).await {
        Err(error) if !tile.is_whole() && (is_not_found(&error) || error.status().is_some()) => error,
        answer => return answer.map(body),
    };
    let mut bytes = body(document(client, &whole, None, limit(tile.whole())).await.map_err(|_| refused)?);
    bytes.truncate(tile.length());
    Ok(bytes)
}
