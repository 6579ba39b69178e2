//! What is expected of an archive, who says so, and the proof that it was met.

use super::Sha256;
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
}

impl Authority {
    /// One word for scripts and receipts: `manifest` or `index`.
    pub fn id(&self) -> &'static str {
        match self {
            Authority::Manifest => "manifest",
            Authority::Index { .. } => "index",
        }
    }
}

/// The hash an archive has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The value.
    pub sha256: Sha256,
    /// Who says so.
    pub authority: Authority,
}

/// The bytes are not the ones expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the bytes have SHA-256 {actual}, expected {}", expected.sha256)]
pub struct Mismatch {
    /// What was expected, and who says so.
    pub expected: Expected,
    /// What arrived.
    pub actual: Sha256,
}

/// The evidence that an archive is the release it claims to be. Only [`Expected::prove`] makes one, so a function
/// that takes a `Proof` cannot be called without the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    met: Expected,
}

impl Expected {
    /// Holds the computed hash against the expected one.
    pub fn prove(&self, actual: Sha256) -> Result<Proof, Mismatch> {
        if actual == self.sha256 {
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
    pub fn sha256(&self) -> Sha256 {
        self.met.sha256
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Authority::Manifest => f.write_str("the built-in manifest"),
            Authority::Index { origin } => write!(f, "the index of {origin}"),
        }
    }
}
