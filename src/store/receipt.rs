//! What is remembered of an install: which archive it was, who vouched for it, where the bytes came from; or from
//! which version manager it was taken over. It stands beside the toolchain, `versions/go1.22.3.json`, for a toolchain is nothing but its GOROOT.

use super::{Error, Origin, Store, VersionLock, sweep};
use crate::system::file;
use crate::verify::{Authority, Hash, Proof};
use crate::version::Version;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write;
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
    /// Who vouched for the hash: [`Authority::id`]; none where nobody did.
    #[serde(default)]
    pub proof: Option<String>,
    /// The origin, where its index vouched for it.
    #[serde(default)]
    pub origin: Option<String>,
    /// The checksum database, where that vouched for it.
    #[serde(default)]
    pub database: Option<String>,
    /// The names of the sources the bytes came from.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The archive's length.
    #[serde(default)]
    pub bytes: u64,
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

impl Receipt {
    /// The record of an install that happens now.
    pub(super) fn new(version: &Version, proof: &Proof, delivery: Delivery) -> Self {
        Self {
            archive: Some(delivery.archive),
            sources: delivery.sources,
            bytes: delivery.bytes,
            ..Self::blank(version)
        }
        .proven(proof)
    }

    /// The same with who vouches for it.
    fn proven(self, proof: &Proof) -> Self {
        let (sha256, h1) = match proof.hash() {
            Hash::Sha256(value) => (Some(value.to_string()), None),
            Hash::H1(value) => (None, Some(value.to_string())),
        };
        let (origin, database) = match proof.authority() {
            Authority::Manifest => (None, None),
            Authority::Index { origin } => (Some(origin.clone()), None),
            Authority::Database { name } => (None, Some(name.clone())),
        };
        let proof = Some(proof.authority().id().to_owned());
        Self { sha256, h1, proof, origin, database, ..self }
    }

    /// The record of a toolchain that is taken over now. Nobody vouches for it.
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
            sources: Vec::new(),
            bytes: 0,
            installed_at: since_1970.map_or(0, |time| time.as_secs()),
            gv: env!("CARGO_PKG_VERSION").to_owned(),
            imported_from: None,
            imported_path: None,
        }
    }

    /// Who vouched for the hash, as far as this gv knows such a one.
    pub fn authority(&self) -> Option<Authority> {
        match self.proof.as_deref()? {
            "manifest" => Some(Authority::Manifest),
            "index" => Some(Authority::Index { origin: self.origin.clone()? }),
            "database" => Some(Authority::Database { name: self.database.clone()? }),
            _ => None,
        }
    }

    /// The hash that was vouched for: 64 hexadecimal digits, or `h1:…`.
    pub fn hash(&self) -> Option<String> {
        self.sha256.clone().or_else(|| self.h1.clone())
    }

    /// Writes it in one step, by way of a file that is swept when this is killed.
    pub(super) fn write(&self, draft: &Path, path: &Path) -> Result<(), Error> {
        let write = || {
            let mut file = File::create(draft)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            drop(file);
            file::rename(draft, path)
        };
        write().map_err(|error| {
            let _ = fs::remove_file(draft);
            Error::io("write", path)(error)
        })
    }
}

impl Store {
    /// The record of a toolchain's install; `None` where there is none, or none that can be read.
    pub fn receipt(&self, version: &Version) -> Option<Receipt> {
        serde_json::from_slice(&fs::read(self.receipt_path(version)).ok()?).ok()
    }

    /// Notes who vouches for a toolchain of which nobody did when it came. The version's lock has to be held.
    pub fn record_proof(&self, lock: &VersionLock, proof: &Proof) -> Result<(), Error> {
        let version = lock.version();
        let receipt = self.receipt(version).unwrap_or_else(|| Receipt::blank(version));
        if receipt.proof.is_some() {
            return Ok(());
        }
        let path = self.receipt_path(version);
        let draft = format!("{}{}-receipt", sweep::STAGING, version.toolchain_name());
        receipt.proven(proof).write(&path.with_file_name(draft), &path)
    }

    pub(super) fn receipt_path(&self, version: &Version) -> PathBuf {
        self.home.versions().join(format!("{}{RECEIPT}", version.toolchain_name()))
    }
}

/// How the file of a receipt ends.
pub(super) const RECEIPT: &str = ".json";
