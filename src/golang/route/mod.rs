//! The way a module takes: which proxies are asked for it and when the next one is, where it would be fetched directly,
//! and whether the checksum database is asked (<https://go.dev/ref/mod>). It is predicted from the settings alone;
//! nobody is asked.

mod checksum;
mod direct;
mod settings;

pub use checksum::{Checksum, Reason, Via};
pub use direct::{Direct, Impossible, Repository};
pub use settings::{List, Settings, Values};

use super::escape;
use super::goproxy::{self, HopKind, NextOn};
use super::proxy::Proxies;
use crate::urls;
use std::fmt;
use url::Url;

/// The module as which toolchains are fetched.
pub const TOOLCHAIN: &str = "golang.org/toolchain";

/// A module to be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Its path; `go` and `toolchain` mean [`TOOLCHAIN`].
    pub module: &'a str,
    /// Its version, or a word such as `latest`.
    pub version: Option<&'a str>,
    /// Whether go.sum holds its hash already.
    pub in_go_sum: bool,
}

/// The way of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The path that is looked up.
    pub module: String,
    /// As it was asked for.
    pub version: Option<String>,
    /// The pattern that makes it private: no proxy is asked.
    pub private: Option<Covered>,
    /// The sources in their order; empty if there are none.
    pub hops: Vec<Hop>,
    /// Where it comes from at a direct hop, if there is one.
    pub direct: Option<Direct>,
    /// Whether http will do, and certificates are not checked, at a direct hop: the pattern of GOINSECURE.
    pub insecure: Option<Covered>,
    /// Whether GOVCS forbids the version control that a direct hop would use.
    pub vcs_refused: bool,
    /// Whether and how its hash is held against the checksum database.
    pub checksum: Checksum,
    /// Whether `-mod=vendor` keeps `go` from looking anything up.
    pub vendored: bool,
}

/// A pattern that covers a module, and the setting it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// GONOPROXY, GONOSUMDB, GOINSECURE, or GOPRIVATE where that stands in.
    pub key: &'static str,
    /// The pattern.
    pub pattern: String,
}

/// One who is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Hop {
    /// Who.
    pub kind: HopKind,
    /// When the next one is asked.
    pub next_on: NextOn,
    /// The address of the first question, where it is known. It may hold credentials.
    pub url: Option<Url>,
    /// The network proxy the question goes through.
    pub through: Option<Through>,
}

/// A network proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Through {
    /// The variable that names it.
    pub variable: &'static str,
    /// Its address without credentials.
    pub shown: String,
}

impl Route {
    /// Predicts the way of a module.
    pub fn predict(wanted: &Wanted<'_>, settings: &Settings) -> Result<Self, escape::Error> {
        let module = if matches!(wanted.module, "go" | "toolchain") { TOOLCHAIN } else { wanted.module };
        escape::check_path(module)?;
        wanted.version.map_or(Ok(()), escape::check_version)?;
        // A toolchain is chosen before `go` looks at its flags.
        let vendored = settings.vendor && module != TOOLCHAIN;
        let private = settings.no_proxy.covering(module);
        let direct = Direct::of(module);
        let hops = match &private {
            _ if vendored => Vec::new(),
            Some(_) => vec![settings.direct_hop(&direct, NextOn::Never)],
            None => settings.hops(module, wanted.version, &direct),
        };
        let direct = hops.iter().any(|hop| hop.kind == HopKind::Direct).then_some(direct);
        Ok(Self {
            insecure: direct.as_ref().and_then(|_| settings.insecure.covering(module)),
            vcs_refused: direct.as_ref().is_some_and(|direct| settings.refuses(direct)),
            checksum: Checksum::of(module, wanted.in_go_sum, vendored, settings),
            module: module.to_owned(),
            version: wanted.version.map(ToOwned::to_owned),
            private,
            hops,
            direct,
            vendored,
        })
    }
}

impl Settings {
    /// The hops of a module that is not private.
    fn hops(&self, module: &str, version: Option<&str>, direct: &Direct) -> Vec<Hop> {
        let hop = |hop: &goproxy::Hop| match &hop.kind {
            HopKind::Direct => self.direct_hop(direct, hop.next_on),
            HopKind::Off => Hop { kind: HopKind::Off, next_on: hop.next_on, url: None, through: None },
            HopKind::Proxy(base) => {
                let url = question(base, module, version).ok();
                let through = url.as_ref().and_then(|url| through(&self.network, url, false));
                Hop { kind: hop.kind.clone(), next_on: hop.next_on, url, through }
            }
        };
        self.proxies.hops.iter().map(hop).collect()
    }

    fn direct_hop(&self, direct: &Direct, next_on: NextOn) -> Hop {
        let (url, through) = self.direct_question(direct);
        Hop { kind: HopKind::Direct, next_on, url, through }
    }

    /// What a direct hop asks first, and through which network proxy.
    fn direct_question(&self, direct: &Direct) -> (Option<Url>, Option<Through>) {
        let (url, by_git) = match direct {
            Direct::Discovery { url } => (Some(url.clone()), false),
            Direct::Repository(found) => (Url::parse(&found.url).ok(), true),
            Direct::Impossible(_) => (None, false),
        };
        let through = url.as_ref().and_then(|url| through(&self.network, url, by_git));
        (url, through)
    }

    /// Whether GOVCS forbids it. Which version control a discovery leads to is not known before.
    fn refuses(&self, direct: &Direct) -> bool {
        let Direct::Repository(found) = direct else { return false };
        let private = self.private.covering(&found.root).is_some();
        !self.govcs.as_ref().is_some_and(|govcs| govcs.allows(&found.root, private, found.vcs))
    }
}

impl fmt::Debug for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.as_ref().map(urls::shown);
        write!(f, "{} {} {url:?} {:?}", self.kind, self.next_on.id(), self.through)
    }
}

/// A proxy's first question: for a version, or for the list of them.
fn question(base: &Url, module: &str, version: Option<&str>) -> Result<Url, escape::Error> {
    match version {
        Some(version) => goproxy::version_file(base, module, version, "info"),
        None => goproxy::module_file(base, module, "@v/list"),
    }
}

/// `go` does not read `ALL_PROXY`; git does.
fn through(network: &Proxies, url: &Url, by_git: bool) -> Option<Through> {
    let proxy = network.for_url(url)?;
    let read = by_git || !proxy.variable.eq_ignore_ascii_case("ALL_PROXY");
    read.then(|| Through { variable: proxy.variable, shown: proxy.shown() })
}

#[cfg(test)]
mod cases;
