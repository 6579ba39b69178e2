//! What is remembered of an install: which archive it was, which authority had its hash, where the bytes came from; or
//! from which version manager it was imported. It stands beside the toolchain, `versions/go1.22.3.json`, for a toolchain is nothing but its GOROOT.

use super::names::RECEIPT;
use super::{Error, Store, VersionLock};
use crate::lang::{Lang, say};
use crate::system::Action;
use crate::system::file::{self, How};
use crate::verify::{Authority, Hash, Proof};
use crate::version::Version;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How the bytes of a toolchain came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The archive's file name.
    pub archive: String,
    /// The names of the sources its bytes came from.
    pub sources: Vec<String>,
    /// Its length.
    pub bytes: u64,
    /// Whether `api`, `doc`, `misc` and `test` were left out.
    pub slim: bool,
}

/// The record of one install.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// `1.22.3`
    pub version: String,
    /// The archive's file name; none for what was taken over.
    #[serde(default)]
    pub archive: Option<String>,
    /// The archive's hash, 64 hexadecimal digits; none for a module zip.
    #[serde(default)]
    pub sha256: Option<String>,
    /// The hash of the files of a module zip: `h1:…`; none for a release archive.
    #[serde(default)]
    pub h1: Option<String>,
    /// The authority that verified the hash: [`Authority::id`]; none if it was not verified.
    #[serde(default)]
    pub proof: Option<String>,
    /// The origin, if its index or its file of hashes had the hash.
    #[serde(default)]
    pub origin: Option<String>,
    /// The checksum database, if that had the hash.
    #[serde(default)]
    pub database: Option<String>,
    /// The key that the checksum database signed with: `name+hash+base64`.
    #[serde(default)]
    pub database_key: Option<String>,
    /// The names of the sources the bytes came from.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The archive's length.
    #[serde(default)]
    pub bytes: u64,
    /// Whether `api`, `doc`, `misc` and `test` were left out.
    #[serde(default)]
    pub slim: bool,
    /// When, in seconds since 1970.
    #[serde(default)]
    pub installed_at: u64,
    /// Which gv did it.
    #[serde(default)]
    pub gv: String,
    /// The version manager it was taken over from.
    #[serde(default)]
    pub imported_from: Option<String>,
    /// And the folder it lay in there.
    #[serde(default)]
    pub imported_path: Option<String>,
}

/// Where a toolchain is taken over from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The version manager's name, or `path` for a folder without a manager.
    pub name: String,
    /// The GOROOT there.
    pub path: PathBuf,
}

impl Receipt {
    /// The record of an install that happens now.
    pub(super) fn new(version: &Version, proof: &Proof, delivery: Delivery) -> Self {
        Self {
            archive: Some(delivery.archive),
            sources: delivery.sources,
            bytes: delivery.bytes,
            slim: delivery.slim,
            ..Self::blank(version)
        }
        .proven(proof)
    }

    /// The same with its authority.
    fn proven(self, proof: &Proof) -> Self {
        let (sha256, h1) = match proof.hash() {
            Hash::Sha256(value) => (Some(value.to_string()), None),
            Hash::H1(value) => (None, Some(value.to_string())),
        };
        let (origin, database, database_key) = match proof.authority() {
            Authority::Manifest => (None, None, None),
            Authority::Index { origin } | Authority::HashFile { origin } => {
                (Some(origin.clone()), None, None)
            }
            Authority::Database { name, key } => (None, Some(name.clone()), key.clone()),
        };
        let proof = Some(proof.authority().id().to_owned());
        Self { sha256, h1, proof, origin, database, database_key, ..self }
    }

    /// The record of a toolchain that is imported now, unverified.
    pub(super) fn adopted(version: &Version, origin: &Origin) -> Self {
        Self {
            imported_from: Some(origin.name.clone()),
            imported_path: Some(origin.path.display().to_string()),
            ..Self::blank(version)
        }
    }

    fn blank(version: &Version) -> Self {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Self {
            version: version.to_string(),
            archive: None,
            sha256: None,
            h1: None,
            proof: None,
            origin: None,
            database: None,
            database_key: None,
            sources: Vec::new(),
            bytes: 0,
            slim: false,
            installed_at: since_1970.map_or(0, |time| time.as_secs()),
            gv: env!("CARGO_PKG_VERSION").to_owned(),
            imported_from: None,
            imported_path: None,
        }
    }

    /// The hash that was verified; none in the record of an import.
    pub fn verified_hash(&self) -> Option<Hash> {
        let sha256 = self.sha256.as_deref().and_then(|text| text.parse().ok()).map(Hash::Sha256);
        sha256.or_else(|| self.h1.as_deref().and_then(|text| text.parse().ok()).map(Hash::H1))
    }

    /// The authority for the hash, if this gv knows it.
    pub fn authority(&self) -> Option<Authority> {
        match self.proof.as_deref()? {
            "manifest" => Some(Authority::Manifest),
            "index" => Some(Authority::Index { origin: self.origin.clone()? }),
            "hash_file" => Some(Authority::HashFile { origin: self.origin.clone()? }),
            "database" => {
                let name = self.database.clone()?;
                Some(Authority::Database { name, key: self.database_key.clone() })
            }
            _ => None,
        }
    }

    /// The verified hash: 64 hexadecimal digits, or `h1:…`.
    pub fn hash(&self) -> Option<String> {
        self.sha256.clone().or_else(|| self.h1.clone())
    }

    /// Writes it in one step; the draft is swept when this is killed.
    pub(super) fn write(&self, path: &Path) -> Result<(), Error> {
        let written = serde_json::to_vec_pretty(self).map_err(io::Error::from).and_then(|mut text| {
            text.push(b'\n');
            file::replace(path, &text, How::Usual)
        });
        written.map_err(Error::io(Action::Write, path))
    }
}

impl Store {
    /// The record of a toolchain's install; `None` where there is none, or none that can be read.
    pub fn receipt(&self, version: &Version) -> Option<Receipt> {
        let own = self.receipt_path(version);
        // A shared toolchain has its record beside it.
        let path = match self.find(version) {
            Some(toolchain) if self.is_shared(&toolchain) => {
                toolchain.path.with_file_name(own.file_name().unwrap_or_default())
            }
            _ => own,
        };
        serde_json::from_slice(&file::read_regular(&path, LIMIT).ok()?).ok()
    }

    /// Whether a toolchain of the home itself was installed without `api`, `doc`, `misc` and `test`.
    pub fn is_slim(&self, version: &Version) -> bool {
        self.find_own(version).is_some() && self.receipt(version).is_some_and(|receipt| receipt.slim)
    }

    /// Records the authority for a toolchain that was unverified when it was imported. The version's lock has to be held.
    pub fn record_proof(&self, lock: &VersionLock, proof: &Proof) -> Result<(), Error> {
        let version = lock.version();
        if self.find(version).is_some_and(|toolchain| self.is_shared(&toolchain)) {
            return Ok(());
        }
        let receipt = self.receipt(version).unwrap_or_else(|| Receipt::blank(version));
        if receipt.proof.is_some() {
            return Ok(());
        }
        let path = self.receipt_path(version);
        receipt.proven(proof).write(&path)
    }

    pub(super) fn receipt_path(&self, version: &Version) -> PathBuf {
        self.home.versions().join(format!("{}{RECEIPT}", version.toolchain_name()))
    }
}

/// It has some hundred bytes.
const LIMIT: u64 = 1 << 20;

/// What is said of a toolchain without a proof.
pub fn not_verified(lang: Lang) -> String {
    say!(lang, "not verified", "未校验")
}
