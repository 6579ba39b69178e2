//! What is expected of an archive, who says so, and the proof that it was met.

use super::{H1, Sha256};
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
    /// A checksum database, whose signed log holds the hash.
    Database {
        /// Its name: `sum.golang.org`.
        name: String,
    },
}

impl Authority {
    /// One word for scripts and receipts: `manifest`, `index` or `database`.
    pub fn id(&self) -> &'static str {
        match self {
            Authority::Manifest => "manifest",
            Authority::Index { .. } => "index",
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
#[error("it has {actual}, expected {}", expected.hash)]
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
    /// Who vouched for the hash.
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

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Authority::Manifest => f.write_str("the built-in manifest"),
            Authority::Index { origin } => write!(f, "the index of {origin}"),
            Authority::Database { name } => write!(f, "the checksum database {name}"),
        }
    }
}
