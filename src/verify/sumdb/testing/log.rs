//! A signed log of go.sum lines, as a checksum database keeps one. It shares no code with gv, so that both have to
//! have understood the same; it names nothing of gv.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::digest::{Context, SHA256};
use ring::signature::{Ed25519KeyPair, KeyPair};

type Hash = [u8; 32];

/// Somebody who signs.
#[derive(Clone)]
pub struct Signer {
    name: String,
    seed: Hash,
}

/// The records, and the hashes of all complete subtrees over them: `rows[level][index]`.
#[derive(Clone, Default)]
pub struct Log {
    pub records: Vec<String>,
    rows: Vec<Vec<Hash>>,
}

impl Signer {
    /// The same seed and name make the same key.
    pub fn new(name: &str, seed: u8) -> Self {
        Self { name: name.to_owned(), seed: [seed; 32] }
    }

    /// The key that checks the signatures, as it stands in GOSUMDB.
    pub fn key(&self) -> String {
        let hash = u32::from_be_bytes(self.hash());
        format!("{}+{hash:08x}+{}", self.name, BASE64_STANDARD.encode(self.public()))
    }

    /// The line under a text.
    pub fn signature(&self, text: &str) -> String {
        let signed = self.pair().sign(text.as_bytes());
        let bytes = [&self.hash()[..], signed.as_ref()].concat();
        format!("— {} {}\n", self.name, BASE64_STANDARD.encode(bytes))
    }

    /// The text with its signature.
    pub fn note(&self, text: &str) -> String {
        format!("{text}\n{}", self.signature(text))
    }

    fn pair(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&self.seed).unwrap()
    }

    /// The kind of the key, which is 1, and the key.
    fn public(&self) -> Vec<u8> {
        [&[1], self.pair().public_key().as_ref()].concat()
    }

    fn hash(&self) -> [u8; 4] {
        let hash = sha256(&[self.name.as_bytes(), b"\n", &self.public()]);
        [hash[0], hash[1], hash[2], hash[3]]
    }
}

impl Log {
    /// A log of these records.
    pub fn of<R: Into<String>>(records: impl IntoIterator<Item = R>) -> Self {
        let mut log = Self::default();
        for record in records {
            log.push(record);
        }
        log
    }

    /// Adds a record at the end.
    fn push(&mut self, record: impl Into<String>) {
        let record = record.into();
        let mut hash = sha256(&[&[0], record.as_bytes()]);
        self.records.push(record);
        for level in 0.. {
            if self.rows.len() == level {
                self.rows.push(Vec::new());
            }
            self.rows[level].push(hash);
            let row = &self.rows[level];
            if row.len() % 2 == 1 {
                break;
            }
            hash = sha256(&[&[1], &row[row.len() - 2], &hash]);
        }
    }

    /// The hash of the complete subtree over `1 << level` records.
    fn hash(&self, level: usize, index: usize) -> Hash {
        self.rows[level][index]
    }

    /// The root over the first records: the recursion of RFC 6962, section 2.1.
    fn root(&self, size: usize) -> Hash {
        if size == 0 { sha256(&[]) } else { self.root_between(0, size) }
    }

    /// What is signed of the tree over the first records.
    pub fn tree(&self, size: usize) -> String {
        format!("go.sum database tree\n{size}\n{}\n", BASE64_STANDARD.encode(self.root(size)))
    }

    /// The hashes of a tile that begins at `index * 256` of its row, as many as are asked for; `None` where there are
    /// fewer.
    pub fn tile(&self, level: usize, index: usize, width: usize) -> Option<Vec<u8>> {
        let row = self.rows.get(level * 8)?;
        row.get(index * 256..index * 256 + width).map(<[Hash]>::concat)
    }

    fn root_between(&self, start: usize, end: usize) -> Hash {
        let count = end - start;
        if count.is_power_of_two() && start.is_multiple_of(count) {
            return self.hash(count.ilog2() as usize, start / count);
        }
        let left = start + count.next_power_of_two() / 2;
        sha256(&[&[1], &self.root_between(start, left), &self.root_between(left, end)])
    }
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    context.finish().as_ref().try_into().unwrap()
}
