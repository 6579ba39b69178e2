//! A checksum database of a test's own: a log of any records, signed with a key made for it, and served as the real one
//! is. What it serves is honest; a test makes it lie by serving something else at one of its paths.

use super::module::Module;
use super::reply::Reply;
use super::server::Server;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gv::golang::escape;
use gv::verify::sumdb::tree::{self, Tree};
use gv::verify::sumdb::{Key, Tile};
use gv::verify::{Digest, H1, Sha256};
use ring::signature::{Ed25519KeyPair, KeyPair};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How it signs.
pub const NAME: &str = "sum.test.example";

/// The log.
pub struct Database {
    seed: u8,
    pair: Ed25519KeyPair,
    records: Vec<Record>,
    name: &'static str,
}

#[derive(Clone)]
struct Record {
    module: String,
    version: String,
    text: String,
}

impl Database {
    /// An empty log. Another seed is another key.
    pub fn new(seed: u8) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        Self { seed, pair, records: Vec::new(), name: NAME }
    }

    /// Under another name.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// With so many records of other modules, all different from those of another `salt`.
    #[must_use]
    pub fn with_others(mut self, count: usize, salt: &str) -> Self {
        for _ in 0..count {
            let number = self.records.len();
            let module = format!("example.com/{salt}/m{number}");
            self = self.with(&module, "v1.0.0", hash_of(&module));
        }
        self
    }

    /// With the record of a version.
    #[must_use]
    pub fn with(self, module: &str, version: &str, zip: H1) -> Self {
        let go_mod = hash_of(&format!("{module}@{version}/go.mod"));
        let text = format!("{module} {version} {zip}\n{module} {version}/go.mod {go_mod}\n");
        self.with_text(module, version, &text)
    }

    /// With a record of any text, which is what a version is looked up by.
    #[must_use]
    pub fn with_text(mut self, module: &str, version: &str, text: &str) -> Self {
        let (module, version, text) = (module.to_owned(), version.to_owned(), text.to_owned());
        self.records.push(Record { module, version, text });
        self
    }

    /// With the record of a toolchain.
    #[must_use]
    pub fn with_module(self, module: &Module) -> Self {
        self.with(super::module::MODULE, &module.version, module.h1())
    }

    /// How many records there are.
    pub fn size(&self) -> u64 {
        self.records.len() as u64
    }

    /// The log as it was when it had so many records.
    pub fn at(&self, size: u64) -> Self {
        let records = self.records[..usize::try_from(size).unwrap()].to_vec();
        Self { records, ..Self::new(self.seed) }
    }

    /// The key for GOSUMDB: `name+hash+base64`.
    pub fn key(&self) -> String {
        Key::new(self.name, self.pair.public_key().as_ref().try_into().unwrap()).to_string()
    }

    /// The tree of all records.
    pub fn tree(&self) -> Tree {
        let leaves: Vec<_> = self.records.iter().map(|it| tree::record_hash(it.text.as_bytes())).collect();
        Tree { size: self.size(), root: mth(&leaves) }
    }

    /// The note of all records, signed.
    pub fn note(&self) -> String {
        self.sign(&text_of(&self.tree()))
    }

    /// Any text, signed.
    pub fn sign(&self, text: &str) -> String {
        let key: Key = self.key().parse().unwrap();
        let signature = self.pair.sign(text.as_bytes());
        let bytes = [&key.hash().to_be_bytes()[..], signature.as_ref()].concat();
        format!("{text}\n\u{2014} {} {}\n", self.name, BASE64_STANDARD.encode(bytes))
    }

    /// What a lookup of a version answers.
    pub fn answer(&self, module: &str, version: &str) -> String {
        let id = self.id(module, version);
        format!("{id}\n{}\n{}", self.records[id].text, self.note())
    }

    /// The number of a version's record.
    pub fn id(&self, module: &str, version: &str) -> usize {
        self.records.iter().position(|it| it.module == module && it.version == version).unwrap()
    }

    /// The text of a version's record.
    pub fn text(&self, module: &str, version: &str) -> &str {
        &self.records[self.id(module, version)].text
    }

    /// Every tile of the tree, those at its edge in the width they have now.
    pub fn tiles(&self) -> BTreeMap<String, Vec<u8>> {
        let mut tiles = BTreeMap::new();
        let mut hashes: Vec<_> =
            self.records.iter().map(|it| tree::record_hash(it.text.as_bytes())).collect();
        for level in 0.. {
            for (index, part) in (0..).zip(hashes.chunks(256)) {
                let tile = Tile { level, index, width: u16::try_from(part.len()).unwrap() };
                tiles.insert(tile.path(), part.iter().flat_map(|hash| hash.0).collect());
            }
            hashes = hashes.chunks_exact(256).map(mth).collect();
            if hashes.is_empty() {
                break;
            }
        }
        tiles
    }

    /// Path below the database's address → what stands there.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let (mut files, note) = (self.tiles(), self.note());
        files.insert("latest".to_owned(), note.clone().into_bytes());
        for (id, it) in self.records.iter().enumerate() {
            let module = escape::path(&it.module).unwrap();
            let version = escape::version(&it.version).unwrap();
            let answer = format!("{id}\n{}\n{note}", it.text);
            files.insert(format!("lookup/{module}@{version}"), answer.into_bytes());
        }
        files
    }

    /// Serves it directly.
    #[must_use]
    pub fn served_by(&self, server: Server) -> Server {
        self.served_below(server, "")
    }

    /// Serves it as a module proxy passes it on.
    #[must_use]
    pub fn passed_on_by(&self, server: Server) -> Server {
        let below = format!("/sumdb/{}", self.name);
        self.served_below(server, &below).serve(&format!("{below}/supported"), Reply::bytes(""))
    }

    fn served_below(&self, server: Server, below: &str) -> Server {
        self.files().into_iter().fold(server, |server, (path, bytes)| {
            server.serve(&format!("{below}/{path}"), Reply::bytes(bytes))
        })
    }

    /// Writes it to a folder as a `file://` proxy passes it on.
    pub fn write_to(&self, folder: &Path) {
        let folder = folder.join("sumdb").join(self.name);
        for (path, bytes) in self.files().into_iter().chain([("supported".to_owned(), Vec::new())]) {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
}

/// The text that is signed for a tree.
pub fn text_of(tree: &Tree) -> String {
    format!("go.sum database tree\n{}\n{}\n", tree.size, BASE64_STANDARD.encode(tree.root.0))
}

/// RFC 6962's Merkle tree hash, by its own definition.
fn mth(leaves: &[Sha256]) -> Sha256 {
    match leaves {
        [] => Tree::empty().root,
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len().next_power_of_two() / 2);
            tree::node_hash(mth(left), mth(right))
        }
    }
}

fn hash_of(text: &str) -> H1 {
    let mut digest = Digest::new();
    digest.update(text.as_bytes());
    H1(digest.finish().0)
}
