//! Asking the database for a record, and believing nothing but its signature and what follows from it. All reading and
//! writing goes through [`Seam`]; the model is golang.org/x/mod/sumdb's Client.

use super::key::Key;
use super::record::{self, Hashes, LookupResponse};
use super::tile::{self, Tile};
use super::tree::{self, Node, Tree};
use super::{Error, Failure, note};
use crate::verify::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// What the client needs of the world.
pub trait Seam {
    /// What can go wrong out there.
    type Error;

    /// What the database answers to `lookup/MODULE@VERSION`; both are given escaped.
    fn lookup(&self, path: &str) -> impl Future<Output = Result<Vec<u8>, Self::Error>>;

    /// The bytes of tiles, in their order. `fresh` asks the database even for those that are kept.
    fn tiles(&self, tiles: &[Tile], fresh: bool) -> impl Future<Output = Result<Vec<Vec<u8>>, Self::Error>>;

    /// Keeps tiles that belong to the tree. Where that fails, they are fetched again some day.
    fn keep(&self, tiles: &BTreeMap<Tile, Vec<u8>>);

    /// The signed note of the latest tree that was seen; `None` before the first.
    fn latest(&self) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Puts `new` in the place of `old` if that is still the latest; says whether it was.
    fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Self::Error>;

    /// Keeps both notes of a fork, as evidence. They contradict each other, and both are signed.
    fn fork(&self, one: &[u8], other: &[u8]);
}

/// A client of one database.
#[derive(Debug)]
pub struct Client<'a, S> {
    /// Whose signatures count.
    pub key: &'a Key,
    /// The world.
    pub seam: &'a S,
}

/// A tree, and the note that it is signed by.
struct Signed {
    tree: Tree,
    note: Vec<u8>,
}

impl<S: Seam> Client<'_, S> {
    /// The hashes that the log has for a module and version, proven: the record stands in the log, and the log is a
    /// continuation (or a beginning) of the one seen before.
    pub async fn lookup(
        &self,
        module: Escaped<'_>,
        version: Escaped<'_>,
    ) -> Result<Hashes, Failure<S::Error>> {
        let path = format!("lookup/{}@{}", module.escaped, version.escaped);
        let body = self.seam.lookup(&path).await.map_err(Failure::Seam)?;
        let answer = LookupResponse::parse(&body).ok_or(Error::NoRecord)?;
        let answered = self.open(answer.note)?;
        if self.merge(answered, answer.id).await? != tree::record_hash(answer.record) {
            return Err(Error::OtherRecord { id: answer.id }.into());
        }
        let (module, version) = (module.text, version.text);
        let other = || Error::OtherModule { module: module.to_owned(), version: version.to_owned() };
        Ok(record::hashes(answer.record, module, version).ok_or_else(other)?)
    }

    /// Brings an answer's tree and the one that is remembered together, and gives back the hash of a record in the
    /// larger. What is remembered only ever grows.
    async fn merge(&self, answered: Signed, id: u64) -> Result<Sha256, Failure<S::Error>> {
        loop {
            let kept = self.seam.latest().map_err(Failure::Seam)?;
            let remembered = match &kept {
                Some(note) => self.open(note).map_err(|_| Error::Remembered)?,
                None => Signed { tree: Tree::empty(), note: Vec::new() },
            };
            if answered.tree.size <= remembered.tree.size {
                return self.record(&answered, &remembered, id).await;
            }
            let record = self.record(&remembered, &answered, id).await?;
            // Another gv may have been quicker: then its tree is the one to agree with.
            if self.seam.replace(kept.as_deref(), &answered.note).map_err(Failure::Seam)? {
                return Ok(record);
            }
        }
    }

    /// The hash of a record of the newer tree, which has to begin with the older one. The tiles for both are asked for
    /// together: it is the way there and back that takes time.
    async fn record(&self, older: &Signed, newer: &Signed, id: u64) -> Result<Sha256, Failure<S::Error>> {
        let same_size = older.tree.size == newer.tree.size;
        if same_size && older.tree.root != newer.tree.root {
            return Err(self.fork(older, newer).into());
        }
        let mut nodes = if same_size { Vec::new() } else { older.tree.parts() };
        nodes.push(Node { level: 0, index: id });
        let mut hashes = self.hashes(newer, &nodes).await?;
        let record = hashes.pop().ok_or(Error::NoRecord)?;
        if !same_size && tree::root(&hashes) != older.tree.root {
            return Err(self.fork(older, newer).into());
        }
        Ok(record)
    }

    fn fork(&self, older: &Signed, newer: &Signed) -> Error {
        self.seam.fork(&older.note, &newer.note);
        Error::Fork { older: older.tree.size, newer: newer.tree.size }
    }

    /// Hashes of a tree, for certain. A tile that was kept and has gone bad is fetched again.
    async fn hashes(&self, signed: &Signed, nodes: &[Node]) -> Result<Vec<Sha256>, Failure<S::Error>> {
        let needed = tile::needed(&signed.tree, nodes)?;
        let kept = self.fetch(&needed, false).await?;
        if let Ok(hashes) = tile::hashes(&signed.tree, nodes, &kept) {
            self.seam.keep(&kept);
            return Ok(hashes);
        }
        let fresh = self.fetch(&needed, true).await?;
        let hashes = tile::hashes(&signed.tree, nodes, &fresh)?;
        self.seam.keep(&fresh);
        Ok(hashes)
    }

    async fn fetch(
        &self,
        needed: &BTreeSet<Tile>,
        fresh: bool,
    ) -> Result<BTreeMap<Tile, Vec<u8>>, Failure<S::Error>> {
        let tiles: Vec<Tile> = needed.iter().copied().collect();
        let bytes = self.seam.tiles(&tiles, fresh).await.map_err(Failure::Seam)?;
        Ok(tiles.into_iter().zip(bytes).collect())
    }

    fn open(&self, note: &[u8]) -> Result<Signed, Failure<S::Error>> {
        let text = note::open(note, self.key)?;
        let tree = Tree::parse(text).ok_or(Error::NoTree)?;
        Ok(Signed { tree, note: note.to_vec() })
    }
}

/// A module path or version, as it is and as it stands in addresses.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a> {
    /// As it is.
    pub text: &'a str,
    /// As it stands in addresses.
    pub escaped: &'a str,
}

#[cfg(test)]
mod tests;
