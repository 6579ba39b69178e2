//! The settings a route depends on, understood.

use super::Covered;
use crate::golang::database::{self, Database};
use crate::golang::goproxy;
use crate::golang::govcs::Govcs;
use crate::golang::pattern::{Pattern, Patterns};
use crate::golang::proxy::Proxies;
use crate::golang::quoted;

/// The values in force, as they stand in the settings; an empty one means nothing is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Values<'a> {
    /// GOPROXY
    pub goproxy: &'a str,
    /// GOPRIVATE
    pub goprivate: &'a str,
    /// GONOPROXY; GOPRIVATE stands in where it is empty.
    pub gonoproxy: &'a str,
    /// GONOSUMDB; GOPRIVATE stands in where it is empty.
    pub gonosumdb: &'a str,
    /// GOSUMDB
    pub gosumdb: &'a str,
    /// GOINSECURE
    pub goinsecure: &'a str,
    /// GOVCS
    pub govcs: &'a str,
    /// GOFLAGS, of which `-mod` counts here.
    pub goflags: &'a str,
}

/// The settings, understood.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(super) proxies: goproxy::List,
    pub(super) no_proxy: List,
    pub(super) no_sumdb: List,
    pub(super) private: List,
    pub(super) insecure: List,
    /// A faulty one allows nothing.
    pub(super) govcs: Option<Govcs>,
    pub(super) database: Result<Database, database::Error>,
    /// One `file://` proxy and nothing else: how the makers of Go test a distribution.
    pub(super) one_folder: bool,
    pub(super) network: Proxies,
    /// Whether `-mod=vendor` is in force, by GOFLAGS or because a vendor folder is there.
    pub vendor: bool,
}

/// Patterns, and the setting they stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The setting.
    pub key: &'static str,
    /// The patterns.
    pub patterns: Patterns,
}

impl Settings {
    /// Understands the values. A faulty GOSUMDB is told by the routes that need it, as `go` does.
    pub fn of(values: &Values<'_>, network: Proxies) -> Result<Self, goproxy::Error> {
        let or_private = |key, value: &str| {
            if value.is_empty() { List::of("GOPRIVATE", values.goprivate) } else { List::of(key, value) }
        };
        Ok(Self {
            proxies: goproxy::List::parse(values.goproxy)?,
            no_proxy: or_private("GONOPROXY", values.gonoproxy),
            no_sumdb: or_private("GONOSUMDB", values.gonosumdb),
            private: List::of("GOPRIVATE", values.goprivate),
            insecure: List::of("GOINSECURE", values.goinsecure),
            govcs: Govcs::parse(values.govcs).ok(),
            database: Database::parse(values.gosumdb),
            one_folder: values.goproxy.starts_with("file://") && !values.goproxy.contains([',', '|']),
            network,
            vendor: quoted::flag(values.goflags, "mod") == Some("vendor"),
        })
    }
}

impl List {
    fn of(key: &'static str, value: &str) -> Self {
        Self { key, patterns: Patterns::parse(value) }
    }

    /// The first pattern that covers a module.
    pub fn covering(&self, module: &str) -> Option<Covered> {
        let pattern = self.patterns.covering(module).map(Pattern::text)?;
        Some(Covered { key: self.key, pattern: pattern.to_owned() })
    }
}
