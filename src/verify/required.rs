//! The hashes that a project has written down for a toolchain, beside those of the authorities: both have to hold.

use super::{H1, Hash, Sha256};
use crate::lang::{Lang, displayed, say};

/// What a project requires of one version for one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// Of the archive.
    pub sha256: Option<Sha256>,
    /// Of the files of the module.
    pub h1: Option<H1>,
    /// Where it stands: `.go-version.lock:2`.
    pub place: String,
}

/// A toolchain that is not the one that a project requires.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NotRequired {
    /// Where the requirement stands.
    pub place: String,
    /// What is required; `None` where nothing is said of this kind of hash.
    pub required: Option<Hash>,
    /// What it is.
    pub found: Hash,
}

impl Required {
    /// Holds a hash against what is required.
    pub fn check(&self, found: Hash) -> Result<(), NotRequired> {
        let required = match found {
            Hash::Sha256(_) => self.sha256.map(Hash::Sha256),
            Hash::H1(_) => self.h1.map(Hash::H1),
        };
        if required == Some(found) {
            return Ok(());
        }
        Err(NotRequired { place: self.place.clone(), required, found })
    }
}

displayed!(NotRequired);

impl NotRequired {
    /// What differs.
    pub fn message(&self, lang: Lang) -> String {
        let (place, found) = (&self.place, self.found);
        match self.required {
            Some(required) => say!(
                lang,
                "{place} requires {required}, and this is {found}",
                "{place} 要求 {required}，而此处为 {found}"
            ),
            None => say!(
                lang,
                "{place} has no hash to compare {found} with",
                "{place} 中没有可与 {found} 比较的哈希"
            ),
        }
    }
}
