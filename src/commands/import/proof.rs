//! Whether what was taken over is the release: by the hash of its files, as the checksum database has it. Nothing else is
//! fetched; a toolchain that nobody could be asked about stays taken over, and unproven.

use crate::commands::{Error, obtain};
use crate::context::Context;
use crate::fetch::{self, Client, Patience};
use crate::install::{self, Installation};
use crate::release::{self, Catalog, Module, Modules};
use crate::store::{Store, Toolchain};
use crate::ui::report::code;
use crate::ui::{Download, Lang, Report};
use crate::verify::Authority;
use crate::version::Version;

/// What is known of a toolchain that was taken over.
pub(super) enum Standing {
    Proven(Authority),
    Open(Open),
}

/// Why a toolchain is not proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// The database has no releases before go1.21.
    TooOld,
    /// The releases are those of an origin of one's own, of which the database knows nothing.
    OtherOrigin,
    /// GOSUMDB=off.
    DatabaseOff,
    /// Nobody may be asked.
    Offline,
    /// Nobody answered.
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
            Self::TooOld => lang.open_too_old(),
            Self::OtherOrigin => lang.open_other_origin(),
            Self::DatabaseOff => lang.open_database_off(),
            Self::Offline => lang.open_offline(),
            Self::Unreachable => lang.open_unreachable(),
            Self::Unknown => lang.open_unknown(),
            Self::Differs => lang.open_differs(),
            Self::Failed => lang.open_failed(),
        }
    }
}

/// Asks about one toolchain after the other. Who did not answer once is not waited for again.
pub(super) struct Prover<'a> {
    context: &'a Context,
    store: &'a Store,
    client: Option<Client>,
    out_of_reach: Option<Open>,
    /// Set where an answer was forged.
    pub alarm: bool,
}

impl<'a> Prover<'a> {
    pub fn new(context: &'a Context, store: &'a Store) -> Self {
        Self { context, store, client: None, out_of_reach: None, alarm: false }
    }

    /// Proves a toolchain, or tells why not.
    pub fn prove(&mut self, toolchain: &Toolchain) -> Standing {
        let module = match self.module(&toolchain.version) {
            Ok(module) => module,
            Err(open) => return Standing::Open(open),
        };
        if let Some(open) = self.out_of_reach {
            return Standing::Open(open);
        }
        match self.ask(toolchain, &module) {
            Ok(Some(authority)) => Standing::Proven(authority),
            Ok(None) => Standing::Open(Open::Differs),
            Err(error) => Standing::Open(self.failed(&error)),
        }
    }

    /// What the database is asked for.
    fn module(&self, version: &Version) -> Result<Module, Open> {
        let catalog = obtain::catalog(self.context, false).map_err(|error| self.told(&error))?;
        if !catalog.is_go() {
            return Err(Open::OtherOrigin);
        }
        let module = |catalog: &Catalog| Modules::of(&self.context.env)?.module(version, catalog.platform());
        module(&catalog).map_err(|error| match error {
            release::Error::NoModule { .. } => Open::TooOld,
            release::Error::Unvouched { .. } => Open::DatabaseOff,
            error => self.told(&Error::from(error)),
        })
    }

    fn ask(&mut self, toolchain: &Toolchain, module: &Module) -> Result<Option<Authority>, install::Error> {
        let client = match self.client.take() {
            Some(client) => client,
            None => fetch::configured(&self.context.env, &self.context.config.network)?,
        };
        let client = self.client.insert(client);
        let download = Download::new(&self.context.ui);
        let patience = Patience::with_stall(self.context.config.network.stall);
        let installation = Installation { store: self.store, client, watcher: &download, patience };
        let proof = installation.prove(toolchain, module)?;
        Ok(proof.map(|proof| proof.authority().clone()))
    }

    fn failed(&mut self, error: &install::Error) -> Open {
        let report = Report::of(error, self.context.ui.lang);
        match report.code {
            code::MISSING => Open::Unknown,
            code::NETWORK if self.context.config.offline => Open::Offline,
            code::NETWORK => {
                self.context.ui.caution(&report);
                let is_silence = matches!(error, install::Error::Release(release::Error::Database(error)) if error.is_silence());
                self.out_of_reach = is_silence.then_some(Open::Unreachable);
                Open::Unreachable
            }
            code => {
                self.alarm |= code == code::PROOF;
                self.context.ui.error(&report);
                Open::Failed
            }
        }
    }

    fn told(&self, error: &Error) -> Open {
        self.context.ui.caution(&Report::of(error, self.context.ui.lang));
        Open::Failed
    }
}

crate::ui::messages! {
    open_too_old() { en: "before go1.21, only a copy fetched again could prove it", zh: "go1.21 之前的版本只能重新获取一份来对照" }
    open_other_origin() { en: "the checksum database knows nothing of your origin's releases", zh: "校验和数据库不了解您所用来源的发行版" }
    open_database_off() { en: "GOSUMDB is off", zh: "GOSUMDB 已关闭" }
    open_offline() { en: "offline", zh: "处于离线模式" }
    open_unreachable() { en: "the checksum database was not reached", zh: "未能连接校验和数据库" }
    open_unknown() { en: "the checksum database has no such release", zh: "校验和数据库中没有这个发行版" }
    open_differs() { en: "its files are not those of the release", zh: "其文件与发行版不一致" }
    open_failed() { en: "it could not be looked at", zh: "未能检查" }
}
