//! What is expected of an archive, who says so, and the proof that it was met.

use super::{H1, Sha256};
use crate::golang::database;
use crate::lang::{Lang, displayed, say};
use std::fmt;

/// Who says what the hash of an archive is. Never the host that served the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// The manifest built into gv.
    Manifest,
    /// The index of the origin at this address.
    Index {
        /// The origin as shown to people: a host, or an address of its own.
        origin: String,
    },
    /// The file of hashes beside the archive, at an origin of the user's own.
    HashFile {
        /// The origin as shown to people.
        origin: String,
    },
    /// A checksum database, whose signed log holds the hash.
    Database {
        /// Its name: `sum.golang.org`. It has chosen it itself.
        name: String,
        /// The key that it signed with: `name+hash+base64`. Older receipts lack it.
        key: Option<String>,
    },
}

impl Authority {
    /// The short hash of the key of a database that uses the name of Go's own with another key.
    pub fn foreign_key(&self) -> Option<&str> {
        match self {
            Authority::Database { name, key: Some(key) } => database::foreign_key(name, key),
            _ => None,
        }
    }

    /// One word for scripts and receipts: `manifest`, `index`, `hash_file` or `database`.
    pub fn id(&self) -> &'static str {
        match self {
            Authority::Manifest => "manifest",
            Authority::Index { .. } => "index",
            Authority::HashFile { .. } => "hash_file",
            Authority::Database { .. } => "database",
        }
    }
}

/// The hash of an archive: of its bytes, or of the files in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// Of the bytes of a release archive.
    Sha256(Sha256),
    /// Of the files in a module zip.
    H1(H1),
}

/// The hash an archive has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The value.
    pub hash: Hash,
    /// Who says so.
    pub authority: Authority,
}

/// The bytes are not the ones expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Mismatch {
    /// What was expected, and who says so.
    pub expected: Expected,
    /// What arrived.
    pub actual: Hash,
}

/// The evidence that an archive is the release it claims to be. Only [`Expected::prove`] makes one, so a function
/// that takes a `Proof` cannot be called without the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    met: Expected,
}

impl Expected {
    /// Holds the computed hash against the expected one.
    pub fn prove(&self, actual: impl Into<Hash>) -> Result<Proof, Mismatch> {
        let actual = actual.into();
        if actual == self.hash {
            Ok(Proof { met: self.clone() })
        } else {
            Err(Mismatch { expected: self.clone(), actual })
        }
    }
}

impl Proof {
    /// The authority for the hash.
    pub fn authority(&self) -> &Authority {
        &self.met.authority
    }

    /// The archive's hash.
    pub fn hash(&self) -> Hash {
        self.met.hash
    }
}

impl Hash {
    /// The value in 64 hexadecimal digits, whatever it is of.
    pub fn hex(&self) -> String {
        match self {
            Hash::Sha256(value) => value.to_string(),
            Hash::H1(H1(value)) => Sha256(*value).to_string(),
        }
    }
}

impl From<Sha256> for Hash {
    fn from(value: Sha256) -> Self {
        Hash::Sha256(value)
    }
}

impl From<H1> for Hash {
    fn from(value: H1) -> Self {
        Hash::H1(value)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hash::Sha256(value) => write!(f, "SHA-256 {value}"),
            Hash::H1(value) => write!(f, "{value}"),
        }
    }
}

displayed!(Mismatch, Authority);

impl Mismatch {
    /// What came, and what was expected.
    pub fn message(&self, lang: Lang) -> String {
        let (actual, expected) = (&self.actual, &self.expected.hash);
        say!(lang, "it has {actual}, expected {expected}", "实际为 {actual}，应为 {expected}")
    }
}

impl Authority {
    /// Its name in a sentence.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Manifest => say!(lang, "the built-in release list", "内置版本列表"),
            Self::Index { origin } => say!(lang, "{origin}'s release list", " {origin} 的版本列表"),
            Self::HashFile { origin } => {
                say!(lang, "the SHA-256 file of {origin}", " {origin} 的 SHA-256 文件")
            }
            Self::Database { name, .. } => match self.foreign_key() {
                Some(hash) => say!(
                    lang,
                    "the checksum database {name} (key {hash}, not Go's own)",
                    "校验和数据库 {name}（密钥 {hash}，并非 Go 官方密钥）"
                ),
                None => say!(lang, "the checksum database {name}", "校验和数据库 {name} "),
            },
        }
    }
}
