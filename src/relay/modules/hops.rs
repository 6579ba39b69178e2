//! The proxies of the user's list, and which of them may be asked for what. Pure.

use crate::golang::goproxy::{HopKind, List, NextOn};
use crate::golang::pattern::Patterns;
use crate::net::credentials;
use crate::net::doh::is_internal;
use crate::net::relay::modules::ModuleSettings;
use crate::relay::target::is_inner;
use std::net::IpAddr;
use url::{Host, Url};

/// One proxy of the list.
#[derive(Clone)]
pub struct Hop {
    /// Its address. It may hold a login.
    pub url: Url,
    /// When `go` asks the next one.
    pub next_on: NextOn,
    /// Whether it is anybody's: no private module is asked for there.
    pub is_public: bool,
}

/// The settings, understood.
pub struct Hops {
    /// The proxies, in the order of the list.
    pub all: Vec<Hop>,
    /// Whether `direct` or `off` stands behind them.
    pub has_end: bool,
    private: Patterns,
    no_proxy: Patterns,
    no_sumdb: Patterns,
}

/// Why nothing is asked for a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// `go` fetches it without proxies.
    Private,
    /// It is private, and all proxies are public.
    NoPrivateProxy,
}

impl Hops {
    /// Reads the settings. `None` where the relay cannot follow them.
    pub fn of(settings: &ModuleSettings) -> Option<Self> {
        let list: List = settings.list()?;
        let (private, no_proxy) =
            (Patterns::parse(&settings.goprivate), Patterns::parse(&settings.gonoproxy));
        let mut all = Vec::new();
        for hop in &list.hops {
            if let HopKind::Proxy(url) = &hop.kind {
                let is_public = is_public(url, [&private, &no_proxy]);
                all.push(Hop { url: url.clone(), next_on: hop.next_on, is_public });
            }
        }
        let has_end = all.len() < list.hops.len();
        Some(Self { all, has_end, private, no_proxy, no_sumdb: Patterns::parse(&settings.gonosumdb) })
    }

    /// The proxies that may be asked for a module, in the order in which they are; the one that has sent other files of
    /// the version comes first.
    pub fn for_module(&self, module: &str, before: Option<usize>) -> Result<Vec<usize>, Kept> {
        if self.no_proxy.covering(module).is_some() {
            return Err(Kept::Private);
        }
        let is_private = self.private.covering(module).is_some();
        let may = |place: &usize| !is_private || !self.all[*place].is_public;
        let mut order: Vec<usize> = (0..self.all.len()).filter(may).collect();
        if let Some(place) = before.and_then(|before| order.iter().position(|it| *it == before)) {
            order[..=place].rotate_right(1);
        }
        if order.is_empty() { Err(Kept::NoPrivateProxy) } else { Ok(order) }
    }

    /// Whether the checksum database may hear of a module.
    pub fn may_be_looked_up(&self, module: &str) -> bool {
        self.no_sumdb.covering(module).is_none()
    }

    /// Whether the next proxy may be asked beside one that is slow: both are public, and any failure would lead to it.
    pub fn may_hurry(&self, slow: usize, next: usize) -> bool {
        let hop = &self.all[slow];
        hop.is_public && hop.next_on == NextOn::AnyError && self.all[next].is_public
    }
}

/// Whether a proxy is one for everybody, by its address: not a host that the user's settings call private, not one of an
/// inner network, and not one to log in to.
fn is_public(url: &Url, private: [&Patterns; 2]) -> bool {
    if credentials::of_url(url).is_some() {
        return false;
    }
    match url.host() {
        Some(Host::Domain(name)) => {
            !is_internal(name) && private.iter().all(|patterns| patterns.covering(name).is_none())
        }
        Some(Host::Ipv4(address)) => !address.is_private() && !is_inner(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => !address.is_unique_local() && !is_inner(IpAddr::V6(address)),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hops(goproxy: &str, private: &str, no_proxy: &str) -> Hops {
        let settings = ModuleSettings {
            goproxy: goproxy.to_owned(),
            goprivate: private.to_owned(),
            gonoproxy: no_proxy.to_owned(),
            gonosumdb: private.to_owned(),
            ..ModuleSettings::default()
        };
        Hops::of(&settings).unwrap()
    }

    #[test]
    fn what_is_public_is_seen_at_the_address() {
        for (address, public) in [
            ("https://goproxy.cn", true),
            ("https://203.0.113.9", true),
            ("https://u:p@goproxy.example", false),
            ("https://athens.corp", false),
            ("https://athens", false),
            ("https://go.acme.example", false),
            ("http://127.0.0.1:3000", false),
            ("http://10.1.2.3", false),
            ("http://[fd00::1]", false),
        ] {
            assert_eq!(hops(address, "*.acme.example", "").all[0].is_public, public, "{address}");
        }
    }

    #[test]
    fn a_private_module_goes_to_private_proxies_only() {
        let hops =
            hops("https://a.example|https://athens.corp|https://b.example|direct", "p.example", "q.example");
        assert_eq!(hops.for_module("golang.org/x/text", None), Ok(vec![0, 1, 2]));
        assert_eq!(hops.for_module("golang.org/x/text", Some(2)), Ok(vec![2, 0, 1]));
        assert_eq!(hops.for_module("p.example/x", None), Ok(vec![1]));
        assert_eq!(hops.for_module("p.example/x", Some(0)), Ok(vec![1]));
        assert_eq!(hops.for_module("q.example/x", None), Err(Kept::Private));
        assert!(!hops.may_be_looked_up("p.example/x") && hops.may_be_looked_up("q.example/x"));
        assert!(hops.has_end);
        let public = self::hops("https://a.example,https://b.example", "p.example", "none");
        assert_eq!(public.for_module("p.example/x", None), Err(Kept::NoPrivateProxy));
        assert!(!public.may_hurry(0, 1) && !public.has_end);
        assert!(!hops.may_hurry(0, 1) && hops.may_hurry(0, 2));
    }
}
