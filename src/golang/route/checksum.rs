//! Whether the checksum database is asked about a module, and through whom (`useSumDB` of `cmd/go/internal/modfetch`).

use super::{Covered, Settings, TOOLCHAIN};
use crate::golang::database::{self, Database, Reach, Service};

/// What the checksum database has to do with a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    /// Whether it is asked. Where that must fail, `go` fails.
    pub asked: bool,
    /// The database that is asked.
    pub name: Option<String>,
    /// The host that is asked where it is asked directly and that is another than its name says.
    pub host: Option<String>,
    /// How it is reached, as far as that can be known without asking.
    pub via: Via,
    /// Why it is asked, or is not.
    pub reason: Reason,
}

/// How the database is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// Through the proxies of GOPROXY, as far as they pass questions on; they are asked whether they do.
    Proxy,
    /// Directly.
    Direct,
    /// Not at all.
    None,
}

/// Why the database is asked, or is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Asked: go.sum does not hold the hash.
    NotInGoSum,
    /// Queried: a toolchain is never accepted without it, whatever GONOSUMDB says.
    Toolchain,
    /// Not asked: go.sum holds the hash.
    InGoSum,
    /// Not asked: GOSUMDB is `off`.
    Off,
    /// Not asked: a pattern covers the module.
    Covered(Covered),
    /// Not asked: nothing is looked up with `-mod=vendor`.
    Vendored,
    /// `go` fails: a toolchain needs it, and GOSUMDB is `off`.
    ToolchainButOff,
    /// `go` fails: GOSUMDB is faulty.
    Faulty(database::Error),
}

impl Checksum {
    /// What holds for a module that is looked up.
    pub(super) fn of(module: &str, in_go_sum: bool, vendored: bool, settings: &Settings) -> Self {
        // A toolchain stands in no go.sum.
        let toolchain = module == TOOLCHAIN;
        let must = toolchain && !settings.one_folder;
        let no = |reason| Self { asked: false, name: None, host: None, via: Via::None, reason };
        if vendored {
            return no(Reason::Vendored);
        }
        if in_go_sum && !toolchain {
            return no(Reason::InGoSum);
        }
        if let Some(covered) = settings.no_sumdb.covering(module).filter(|_| !must) {
            let off = settings.database == Ok(Database::Off);
            return no(if off { Reason::Off } else { Reason::Covered(covered) });
        }
        match &settings.database {
            Ok(Database::Off) if must => Self { asked: true, ..no(Reason::ToolchainButOff) },
            Ok(Database::Off) => no(Reason::Off),
            Err(error) => Self { asked: true, ..no(Reason::Faulty(error.clone())) },
            Ok(Database::Service(service)) => Self::asked(service, must, settings),
        }
    }

    fn asked(service: &Service, must: bool, settings: &Settings) -> Self {
        let host = service.url.host_str().filter(|host| *host != service.name);
        Self {
            asked: true,
            name: Some(service.name.clone()),
            host: host.map(ToOwned::to_owned),
            via: match service.reach(&settings.proxies, &[]) {
                Reach::Ask(_) | Reach::Proxy(_) => Via::Proxy,
                Reach::Direct | Reach::Unavailable => Via::Direct,
            },
            reason: if must { Reason::Toolchain } else { Reason::NotInGoSum },
        }
    }
}

impl Via {
    /// The word for scripts: `proxy`, `direct` or `none`.
    pub fn id(self) -> &'static str {
        match self {
            Via::Proxy => "proxy",
            Via::Direct => "direct",
            Via::None => "none",
        }
    }
}

impl Reason {
    /// The word for scripts.
    pub fn id(&self) -> &'static str {
        match self {
            Reason::NotInGoSum => "not_in_go_sum",
            Reason::Toolchain => "toolchain",
            Reason::InGoSum => "in_go_sum",
            Reason::Off => "gosumdb_off",
            Reason::Covered(_) => "no_sumdb_pattern",
            Reason::Vendored => "vendored",
            Reason::ToolchainButOff => "toolchain_but_gosumdb_off",
            Reason::Faulty(_) => "gosumdb_faulty",
        }
    }
}
