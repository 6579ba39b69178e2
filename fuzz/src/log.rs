//! A log of made-up records and its signer: what a checksum database would say, whatever its size.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gv::verify::sumdb::tile::Tile;
use gv::verify::sumdb::tree::{self, Node, Tree};
use gv::verify::sumdb::{Hashes, Key};
use gv::verify::{H1, Sha256};
use ring::signature::{Ed25519KeyPair, KeyPair};

/// Enough for tiles of three levels.
pub const MOST: u64 = 66_000;

/// The records, and every complete node over them.
#[derive(Debug)]
pub struct Log {
    fork: u64,
    levels: Vec<Vec<Sha256>>,
}

impl Log {
    /// A log that is its own from record `fork` on, and the same as every other one before.
    pub fn forked_at(fork: u64) -> Self {
        let leaf = |id| tree::record_hash(record(id, id >= fork).as_bytes());
        let mut levels = vec![(0..MOST).map(leaf).collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let above = below.as_chunks::<2>().0.iter().map(|[left, right]| tree::node_hash(*left, *right));
            let above = above.collect();
            levels.push(above);
        }
        Self { fork, levels }
    }

    /// Its first records.
    pub fn tree(&self, size: u64) -> Tree {
        let shape = Tree { size, root: Tree::empty().root };
        let parts: Vec<_> = shape.parts().into_iter().map(|part| self.node(part)).collect();
        Tree { root: tree::root(&parts), ..shape }
    }

    /// The hash of a node.
    pub fn node(&self, node: Node) -> Sha256 {
        self.levels[node.level as usize][usize::try_from(node.index).unwrap()]
    }

    /// The true bytes of a tile, as far as the log goes.
    pub fn tile(&self, tile: Tile) -> Vec<u8> {
        let first = tile.index << 8;
        let level = self.levels.get(tile.level as usize * 8).map(Vec::as_slice).unwrap_or_default();
        let from = usize::try_from(first).unwrap().min(level.len());
        let to = (from + usize::from(tile.width)).min(level.len());
        level[from..to].iter().flat_map(|hash| hash.0).collect()
    }

    /// A record's text.
    pub fn record(&self, id: u64) -> String {
        record(id, id >= self.fork)
    }

    /// What a record says.
    pub fn hashes(&self, id: u64) -> Hashes {
        hashes(id, id >= self.fork)
    }
}

/// The module of a record; its version is `v1.0.0`.
pub fn module(id: u64) -> String {
    format!("m{id}.example")
}

fn hashes(id: u64, forked: bool) -> Hashes {
    let hash = |kind: u8| {
        let mut bytes = [kind; 32];
        bytes[..8].copy_from_slice(&id.to_be_bytes());
        H1(bytes)
    };
    Hashes { zip: hash(u8::from(forked)), go_mod: hash(2) }
}

fn record(id: u64, forked: bool) -> String {
    let (module, Hashes { zip, go_mod }) = (module(id), hashes(id, forked));
    format!("{module} v1.0.0 {zip}\n{module} v1.0.0/go.mod {go_mod}\n")
}

/// Who signs.
#[derive(Debug)]
pub struct Signer {
    /// What others know it by.
    pub key: Key,
    pair: Ed25519KeyPair,
}

impl Signer {
    /// The one of all targets.
    pub fn new() -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let public = pair.public_key().as_ref().try_into().unwrap();
        Self { key: Key::new("log.example", public), pair }
    }

    /// A signature line.
    pub fn line(&self, text: &str) -> String {
        let bytes = [&self.key.hash().to_be_bytes(), self.pair.sign(text.as_bytes()).as_ref()].concat();
        format!("\u{2014} {} {}\n", self.key.name(), BASE64_STANDARD.encode(bytes))
    }

    /// The signed note of a tree.
    pub fn note(&self, tree: &Tree) -> String {
        let text = format!("go.sum database tree\n{}\n{}\n", tree.size, BASE64_STANDARD.encode(tree.root.0));
        format!("{text}\n{}", self.line(&text))
    }
}

impl Default for Signer {
    fn default() -> Self {
        Self::new()
    }
}
