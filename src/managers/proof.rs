//! Whether what was taken over is the release: by the hash of its files, as the checksum database has it. Nothing else is
//! fetched; a toolchain for which no source answered stays imported, and unverified.

use crate::config::Network;
use crate::env::Env;
use crate::fetch::{self, Client, Timeouts};
use crate::install::{self, Installation, Watcher};
use crate::lang::{Explain, Lang, code, say};
use crate::release::{self, Catalog, Module, Reach};
use crate::store::{Store, Toolchain};
use crate::verify::Authority;
use crate::version::Version;

/// What is known of a toolchain that was taken over.
#[derive(Debug)]
pub enum Standing {
    /// It is the release.
    Proven(Authority),
    /// Nothing proves it.
    Open(Open),
}

/// Why a toolchain is not proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// The database has no releases before go1.21.
    TooOld,
    /// The releases are those of an origin of one's own, of which the database knows nothing.
    OtherOrigin,
    /// GOSUMDB=off.
    DatabaseOff,
    /// Requests are not allowed.
    Offline,
    /// No source answered.
    Unreachable,
    /// The database has no such release.
    Unknown,
    /// Its files are not those of the release.
    Differs,
    /// Something else, which was told.
    Failed,
}

impl Open {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::TooOld => "too_old",
            Self::OtherOrigin => "other_origin",
            Self::DatabaseOff => "gosumdb_off",
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::Unknown => "unknown",
            Self::Differs => "differs",
            Self::Failed => "failed",
        }
    }

    /// Why, in a few words.
    pub fn told(self, lang: Lang) -> String {
        match self {
            Self::TooOld => say!(
                lang,
                "before go1.21, only a fresh download could verify it",
                "go1.21 之前的版本只能重新获取一份来对照"
            ),
            Self::OtherOrigin => say!(
                lang,
                "the checksum database knows nothing of your origin's releases",
                "校验和数据库不了解您所用来源的发行版"
            ),
            Self::DatabaseOff => say!(lang, "GOSUMDB is off", "GOSUMDB 已关闭"),
            Self::Offline => say!(lang, "offline", "处于离线模式"),
            Self::Unreachable => say!(lang, "the checksum database was not reached", "未能连接校验和数据库"),
            Self::Unknown => {
                say!(lang, "the checksum database has no such release", "校验和数据库中没有这个发行版")
            }
            Self::Differs => say!(lang, "its files are not those of the release", "其文件与发行版不一致"),
            Self::Failed => say!(lang, "it could not be looked at", "未能检查"),
        }
    }
}

/// What is known of a toolchain, and what is to be told of the question.
#[derive(Debug)]
pub struct Assessment {
    /// What is known.
    pub standing: Standing,
    /// What went wrong, unless the standing says all of it.
    pub trouble: Option<Trouble>,
}

/// What went wrong with a question.
#[derive(Debug)]
pub enum Trouble {
    /// It could not be asked.
    Unasked(install::Error),
    /// The answer is at fault, or this machine.
    Failed(install::Error),
}

impl Assessment {
    fn open(open: Open) -> Self {
        Self { standing: Standing::Open(open), trouble: None }
    }

    /// Whether an answer was forged.
    pub fn is_alarm(&self) -> bool {
        matches!(&self.trouble, Some(Trouble::Failed(error)) if error.code() == code::PROOF)
    }
}

/// Asks about one toolchain after the other. Who did not answer once is not waited for again.
pub struct Prover<'a> {
    store: &'a Store,
    env: &'a Env,
    network: &'a Network,
    offline: bool,
    client: Option<Client>,
    out_of_reach: bool,
}

impl<'a> Prover<'a> {
    /// One that has sent no request yet.
    pub fn new(store: &'a Store, env: &'a Env, (network, offline): (&'a Network, bool)) -> Self {
        Self { store, env, network, offline, client: None, out_of_reach: false }
    }

    /// Proves a toolchain, or says why not.
    pub fn prove(&mut self, toolchain: &Toolchain, catalog: &Catalog, watcher: &dyn Watcher) -> Assessment {
        if !catalog.is_go() {
            return Assessment::open(Open::OtherOrigin);
        }
        let module = match module(&toolchain.version, catalog) {
            Ok(module) => module,
            Err(release::Error::NoModule { .. }) => return Assessment::open(Open::TooOld),
            Err(release::Error::Unvouched { .. }) => return Assessment::open(Open::DatabaseOff),
            Err(error) => {
                let trouble = Some(Trouble::Unasked(error.into()));
                return Assessment { standing: Standing::Open(Open::Failed), trouble };
            }
        };
        if self.out_of_reach {
            return Assessment::open(Open::Unreachable);
        }
        match self.ask(toolchain, &module, watcher) {
            Ok(Some(authority)) => Assessment { standing: Standing::Proven(authority), trouble: None },
            Ok(None) => Assessment::open(Open::Differs),
            Err(error) => self.failed(error),
        }
    }

    fn ask(
        &mut self,
        toolchain: &Toolchain,
        module: &Module,
        watcher: &dyn Watcher,
    ) -> Result<Option<Authority>, install::Error> {
        let client = match self.client.take() {
            Some(client) => client,
            None => fetch::configured(self.env, self.network)?,
        };
        let client = self.client.insert(client);
        let timeouts = Timeouts::with_stall(self.network.stall);
        let reach = &Reach::of(self.store.home(), self.env);
        let installation = Installation { store: self.store, client, watcher, timeouts, reach };
        let proof = installation.prove(toolchain, module)?;
        Ok(proof.map(|proof| proof.authority().clone()))
    }

    fn failed(&mut self, error: install::Error) -> Assessment {
        match error.code() {
            code::MISSING => Assessment::open(Open::Unknown),
            code::NETWORK if self.offline => Assessment::open(Open::Offline),
            code::NETWORK => {
                self.out_of_reach = matches!(&error, install::Error::Release(release::Error::Database(error)) if error.is_silence());
                let trouble = Some(Trouble::Unasked(error));
                Assessment { standing: Standing::Open(Open::Unreachable), trouble }
            }
            _ => {
                let trouble = Some(Trouble::Failed(error));
                Assessment { standing: Standing::Open(Open::Failed), trouble }
            }
        }
    }
}

/// What the database is asked for.
fn module(version: &Version, catalog: &Catalog) -> Result<Module, release::Error> {
    catalog.modules()?.module(version, catalog.platform())
}
