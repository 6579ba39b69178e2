//! What a GOPROXY has: a small module that every proxy has, the toolchains, and the checksum database.

use super::{FEW, Prober, Subject, fault};
use crate::fetch::{Fault, Slice, piece};
use crate::golang::goproxy::{module_file, version_file};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::release::Platform;
use crate::release::database::{self, Database as Log};
use crate::system::file::{self, How};
use crate::unpack;
use crate::verify::sumdb::Hashes;
use crate::verify::{Digest, H1};
use crate::version::Version;
use serde::Deserialize;
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// What all proxies are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleSample {
    /// A small module that every proxy has.
    pub module: String,
    /// A version of it.
    pub version: String,
    /// A version that it does not have.
    pub missing: String,
    /// A toolchain to measure with.
    pub toolchain: Option<ModuleVersion>,
    /// Whose toolchains count.
    pub platform: Platform,
}

/// What one proxy has.
#[derive(Debug)]
pub struct Goproxy {
    /// Whether the list of the module's versions names the one that is asked for.
    pub list: Result<bool, Fault>,
    /// The version that it says the information is about.
    pub info: Result<String, Fault>,
    /// The hash of the go.mod.
    pub go_mod: Result<H1, Fault>,
    /// The hash of the files of the zip.
    pub zip: Result<H1, Fault>,
    /// What it says to a version that does not exist; `Ok` is that there is one.
    pub missing: Result<(), Fault>,
    /// The newest toolchain it lists, candidates left out.
    pub newest: Result<Option<Version>, Fault>,
    /// Whether it has the toolchain that is measured with.
    pub toolchain: bool,
    /// Whether it passes the checksum database on.
    pub database: Database,
}

/// What a proxy makes of the checksum database.
#[derive(Debug)]
pub enum Database {
    /// The user has none, so it was not asked.
    NotAsked,
    /// It says that it does not pass it on, or cannot be asked.
    Lacking(Fault),
    /// It passes it on: these hashes were proven.
    Proven(Hashes),
    /// It says that it passes it on, and then does not.
    Failed(database::Error),
}

/// The zip of the sample has some ten kilobytes; a proxy that sends this much sends something else.
const ZIP: u64 = 2 << 20;
/// What may be in it.
const UNPACKED: u64 = 16 << 20;
/// How long a lookup may take, which asks for tiles of the log too.
const LOOKUP: Duration = Duration::from_secs(20);
/// Lists of all toolchains have some hundred kilobytes.
const LIST: u64 = 8 << 20;

impl ModuleSample {
    /// What a proxy is measured with: a toolchain where it has them, else the small module.
    pub fn subject(&self, proxy: &Url, has_toolchain: bool) -> Option<Subject> {
        let toolchain = self.toolchain.as_ref().filter(|_| has_toolchain).map(ToString::to_string);
        let (module, version) = match &toolchain {
            Some(version) => (toolchain::MODULE, version),
            None => (self.module.as_str(), &self.version),
        };
        let url = version_file(proxy, module, version, "zip").ok()?;
        Some(Subject { url, total: None, magic: b"PK" })
    }
}

#[derive(Deserialize)]
struct Info {
    #[serde(rename = "Version")]
    version: String,
}

impl Prober {
    /// Looks at a proxy once.
    pub async fn goproxy(&self, proxy: &Url, sample: &ModuleSample) -> Goproxy {
        let (list, info, go_mod, zip, missing, toolchains, database) = tokio::join!(
            self.list(proxy, sample),
            self.info(proxy, sample),
            self.go_mod(proxy, sample),
            self.zip(proxy, sample),
            self.missing(proxy, sample),
            self.toolchains(proxy),
            self.database(proxy, sample),
        );
        let (newest, toolchain) = match toolchains {
            Ok(names) => {
                let wanted = sample.toolchain.as_ref();
                let there = wanted.is_some_and(|wanted| names.contains(wanted));
                (Ok(newest(&names, &sample.platform)), there)
            }
            Err(fault) => (Err(fault), false),
        };
        Goproxy { list, info, go_mod, zip, missing, newest, toolchain, database }
    }

    async fn list(&self, proxy: &Url, sample: &ModuleSample) -> Result<bool, Fault> {
        let url = module_file(proxy, &sample.module, "@v/list").map_err(|error| unaskable(&error))?;
        let body = self.text(&url, LIST).await?;
        let text = String::from_utf8_lossy(&body);
        Ok(text.lines().any(|line| line.split_ascii_whitespace().next() == Some(&sample.version)))
    }

    async fn info(&self, proxy: &Url, sample: &ModuleSample) -> Result<String, Fault> {
        let url = version_file(proxy, &sample.module, &sample.version, "info")
            .map_err(|error| unaskable(&error))?;
        let body = self.text(&url, FEW).await?;
        serde_json::from_slice::<Info>(&body).map(|info| info.version).map_err(|_| Fault::Magic)
    }

    async fn go_mod(&self, proxy: &Url, sample: &ModuleSample) -> Result<H1, Fault> {
        let url =
            version_file(proxy, &sample.module, &sample.version, "mod").map_err(|error| unaskable(&error))?;
        let digest = Digest::of(&self.text(&url, FEW).await?);
        H1::of([(toolchain::GO_MOD, digest)]).ok_or(Fault::Magic)
    }

    /// The hash of the zip's files. It is read from a file of the cache, which is gone afterwards.
    async fn zip(&self, proxy: &Url, sample: &ModuleSample) -> Result<H1, Fault> {
        let url =
            version_file(proxy, &sample.module, &sample.version, "zip").map_err(|error| unaskable(&error))?;
        let slice = Slice { url: &url, offset: 0, most: ZIP, total: None, magic: b"PK" };
        let piece = piece(&self.client, slice, self.limits).await?;
        if !piece.is_whole() {
            return Err(Fault::TooLarge { limit: ZIP });
        }
        let digest = Digest::of(url.as_str().as_bytes()).to_string();
        let name = format!("mirror.{}.{}.zip.part", std::process::id(), &digest[..16]);
        let path = self.home.cache().join(name);
        let written = file::create_folder(&self.home.cache())
            .and_then(|()| file::replace(&path, &piece.bytes, How::Passing));
        let prefix = format!("{}@{}/", sample.module, sample.version);
        let hash = written.map(|()| unpack::module_hash(&path, &prefix, UNPACKED));
        // What stays is a file of the cache.
        let _ = file::remove(&path);
        hash.map_err(|error| Fault::File(error.to_string()))?.map_err(|_| Fault::Magic)
    }

    async fn missing(&self, proxy: &Url, sample: &ModuleSample) -> Result<(), Fault> {
        let url = version_file(proxy, &sample.module, &sample.missing, "info")
            .map_err(|error| unaskable(&error))?;
        self.page(&url, FEW).await.map(drop)
    }

    async fn toolchains(&self, proxy: &Url) -> Result<Vec<ModuleVersion>, Fault> {
        let url = module_file(proxy, toolchain::MODULE, "@v/list").map_err(|error| unaskable(&error))?;
        let body = self.text(&url, LIST).await?;
        toolchain::listed(&body).ok_or(Fault::TooMany { limit: toolchain::LISTED })
    }

    async fn database(&self, proxy: &Url, sample: &ModuleSample) -> Database {
        let Some(service) = &self.service else { return Database::NotAsked };
        let list = crate::golang::goproxy::List::default();
        let log = Log::open(service, &list, &self.client, &self.home);
        match timeout(super::QUESTION, log.passed_on_by(proxy)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Database::Lacking(fault(error)),
            Err(_) => return Database::Lacking(Fault::Timeout),
        }
        match timeout(LOOKUP, log.lookup_through(proxy, &sample.module, &sample.version)).await {
            Ok(Ok(hashes)) => Database::Proven(hashes),
            Ok(Err(error)) => Database::Failed(error),
            Err(_) => Database::Lacking(Fault::Timeout),
        }
    }

    /// The hashes of the sample that the checksum database itself proves.
    pub async fn proven(&self, sample: &ModuleSample) -> Option<Hashes> {
        let service = self.service.as_ref()?;
        let list = crate::golang::goproxy::List::default();
        let log = Log::open(service, &list, &self.client, &self.home);
        let asked = log.lookup_directly(&sample.module, &sample.version);
        timeout(super::QUESTION, asked).await.ok()?.ok()
    }
}

fn unaskable(error: &crate::golang::escape::Error) -> Fault {
    Fault::Other(error.to_string())
}

fn newest(names: &[ModuleVersion], platform: &Platform) -> Option<Version> {
    let fitting = names.iter().filter(|name| name.is_for(&platform.os, &platform.arch));
    fitting.map(ModuleVersion::version).filter(|version| !version.is_prerelease()).max().cloned()
}
