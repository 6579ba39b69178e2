//! What is remembered of an install: which archive it was, who vouched for it, where the bytes came from; or from
//! which version manager it was taken over. It stands beside the toolchain, `versions/go1.22.3.json`, for a toolchain is nothing but its GOROOT.

use super::{Error, Origin, Store};
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
        let (sha256, h1) = match proof.hash() {
            Hash::Sha256(value) => (Some(value.to_string()), None),
            Hash::H1(value) => (None, Some(value.to_string())),
        };
        let (origin, database) = match proof.authority() {
            Authority::Manifest => (None, None),
            Authority::Index { origin } => (Some(origin.clone()), None),
            Authority::Database { name } => (None, Some(name.clone())),
        };
        Self {
            archive: Some(delivery.archive),
            sha256,
            h1,
            proof: Some(proof.authority().id().to_owned()),
            origin,
            database,
            sources: delivery.sources,
            bytes: delivery.bytes,
            ..Self::blank(version)
        }
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

    pub(super) fn receipt_path(&self, version: &Version) -> PathBuf {
        self.home.versions().join(format!("{}{RECEIPT}", version.toolchain_name()))
    }
}

/// How the file of a receipt ends.
pub(super) const RECEIPT: &str = ".json";
