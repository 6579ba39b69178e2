//! One that would be asked, and what for.

use crate::golang::proxy::Proxy;
use crate::lang::{Lang, say};
use crate::lint::is_public_proxy;
use crate::probe::Target;
use crate::verify::H1;
use url::Url;

/// A module that proxies are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its path.
    pub path: String,
    /// Its version, where one is known.
    pub version: Option<String>,
    /// Whether it was named by the user; else it is one that every public proxy has.
    pub named: bool,
    /// Whether it was named, or the project here requires it: a failure matters.
    pub needed: bool,
    /// Whether the checksum database is asked about it.
    pub verified: bool,
    /// What go.sum holds of it: the hash of the zip and that of the go.mod.
    pub recorded: (Option<H1>, Option<H1>),
}

impl Module {
    /// The version that a proxy is asked for. A company's proxy fetches and keeps what it is asked for: of a module that
    /// is not needed here it is asked for the list alone.
    pub(super) fn asked_of(&self, proxy: &Url) -> Option<&str> {
        let stranger = !self.needed && !is_public_proxy(proxy);
        self.version.as_deref().filter(|_| !stranger)
    }
}

/// One that would be asked.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Its address. It may hold credentials, and is not shown.
    pub url: Url,
    /// What it is asked for.
    pub role: Role,
    /// Whether it is the host of a private module: others are not to hear of it.
    pub private: bool,
    /// The proxy of git's own settings, where git is who asks.
    pub proxy: Option<Proxy>,
}

/// What an endpoint is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A proxy of GOPROXY, by its place in the list.
    Hop(usize),
    /// The checksum database, asked directly.
    Database,
    /// The list of releases.
    Index,
    /// A place of archives of releases.
    Source,
    /// The host of a module.
    Module,
    /// It was named by the user.
    Given,
}

/// What endpoints are there for, as a person would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Module proxies.
    Goproxy,
    /// The checksum database.
    Database,
    /// Hosts of modules.
    Modules,
    /// Where gv has releases from.
    Releases,
    /// What the user named.
    Named,
}

impl Role {
    /// What an endpoint is there for.
    pub fn group(self) -> Purpose {
        match self {
            Self::Hop(_) => Purpose::Goproxy,
            Self::Database => Purpose::Database,
            Self::Module => Purpose::Modules,
            Self::Index | Self::Source => Purpose::Releases,
            Self::Given => Purpose::Named,
        }
    }
}

impl Purpose {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Goproxy, Self::Database, Self::Modules, Self::Releases, Self::Named];

    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Goproxy => "goproxy",
            Self::Database => "sumdb",
            Self::Modules => "module",
            Self::Releases => "release",
            Self::Named => "named",
        }
    }
}

impl Endpoint {
    /// A public one.
    pub fn new(url: Url, role: Role) -> Self {
        Self { url, role, private: false, proxy: None }
    }

    /// Where it is; `None` for a folder.
    pub fn target(&self) -> Option<Target> {
        Target::of(&self.url)
    }
}

impl Purpose {
    /// What these endpoints are there for, as a heading.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Goproxy => say!(lang, "module proxies (GOPROXY)", "模块代理（GOPROXY）"),
            Self::Database => say!(lang, "checksum database (GOSUMDB)", "校验和数据库（GOSUMDB）"),
            Self::Modules => say!(lang, "hosts of modules", "模块所在主机"),
            Self::Releases => say!(lang, "releases of Go, for gv", "Go 发布版本（供 gv 使用）"),
            Self::Named => say!(lang, "named on the command line", "指定的地址"),
        }
    }
}
