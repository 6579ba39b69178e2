//! The list of a release, `gv-VERSION.sums`: the SHA-256 of each of its archives, as `sha256sum` writes it, signed by the
//! file `gv-VERSION.sums.minisig`. Each name in it begins with `gv-VERSION-`, so the signature covers version, target and
//! hash together, and the list of one release does not serve as that of another.

use crate::verify::Sha256;
use crate::verify::minisign::{self, BadSignature, PublicKey};
use semver::Version;
use std::collections::BTreeMap;

/// The archives of a release. Only [`SignedList::open`] makes one, after it has checked the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedList {
    version: Version,
    archives: BTreeMap<String, Sha256>,
}

/// Why a list is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadList {
    /// Its signature.
    Signature(BadSignature),
    /// It is signed, and it is the list of another release.
    OtherRelease {
        /// A name in it.
        name: String,
    },
    /// It is signed, and it is not a list.
    Malformed {
        /// The line, counted from 1.
        line: usize,
    },
}

/// More bytes than a list has.
pub(super) const LIMIT: u64 = 64 << 10;
/// More bytes than a signature has.
pub(super) const SIGNATURE_LIMIT: u64 = 4 << 10;

/// `gv-0.2.0.sums`
pub(super) fn file_name(version: &Version) -> String {
    format!("gv-{version}.sums")
}

/// `gv-0.2.0.sums.minisig`
pub(super) fn signature_name(version: &Version) -> String {
    format!("{}.minisig", file_name(version))
}

/// `gv-0.2.0-x86_64-unknown-linux-musl.tar.gz`
pub(super) fn archive_name(version: &Version, target: &str) -> String {
    format!("gv-{version}-{target}.tar.gz")
}

impl SignedList {
    /// Reads the list of a version.
    ///
    /// # Errors
    /// When no key signed it, or when it is not the list of this version.
    pub fn open(
        text: &[u8],
        signature: &[u8],
        keys: &[PublicKey],
        version: &Version,
    ) -> Result<Self, BadList> {
        minisign::verify(text, signature, keys).map_err(BadList::Signature)?;
        let prefix = format!("gv-{version}-");
        let text = std::str::from_utf8(text).map_err(|_| BadList::Malformed { line: 1 })?;
        let mut archives = BTreeMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let (hash, name) = entry(line).ok_or(BadList::Malformed { line: number })?;
            if !name.starts_with(&prefix) {
                return Err(BadList::OtherRelease { name: name.to_owned() });
            }
            if archives.insert(name.to_owned(), hash).is_some() {
                return Err(BadList::Malformed { line: number });
            }
        }
        if archives.is_empty() {
            return Err(BadList::Malformed { line: 1 });
        }
        Ok(Self { version: version.clone(), archives })
    }

    /// The release.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The first of these targets that the release has an archive for: its name and hash.
    pub fn archive(&self, targets: &[String]) -> Option<(&str, Sha256)> {
        targets.iter().find_map(|target| {
            let name = archive_name(&self.version, target);
            self.archives.get_key_value(&name).map(|(name, hash)| (name.as_str(), *hash))
        })
    }
}

/// `HASH  NAME`
fn entry(line: &str) -> Option<(Sha256, &str)> {
    let (hash, name) = line.split_once("  ")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let sound = !name.is_empty() && name.chars().all(plain);
    Some((hash.parse().ok()?, name)).filter(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_hash_and_a_name() {
        let hash = "a".repeat(64);
        assert!(entry(&format!("{hash}  gv-1.2.3-x.tar.gz")).is_some());
        for line in [
            String::new(),
            hash.clone(),
            format!("{hash} gv-1.2.3-x"),
            format!("{hash}  "),
            format!("{hash}  ../gv"),
            format!("{hash}  gv x"),
            format!("{}  gv-1.2.3-x", &hash[1..]),
        ] {
            assert_eq!(entry(&line), None, "{line}");
        }
    }
}
