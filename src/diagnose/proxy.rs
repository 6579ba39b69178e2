//! The proxy variables: what `go` does not read, cannot read, or is told to go past. No value is shown whole: it may
//! hold a password.

use super::{Check, Finding, Kind, Machine};
use crate::env::Env;
use crate::golang::proxy::{Proxies, Reason};
use url::{Host, Url};

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// `go` cannot read it.
    Malformed {
        /// The variable.
        variable: &'static str,
        /// Why.
        why: Malformed,
    },
    /// A proxy on this machine is to be spoken to over TLS, which such proxies do not speak.
    TlsToLoopback {
        /// The variable.
        variable: &'static str,
        /// The proxy, without credentials.
        proxy: String,
    },
    /// A proxy is named where `go` does not look for one.
    NotAdopted {
        /// The variable.
        variable: &'static str,
    },
    /// The same variable in both spellings, with different values.
    CaseDiffers {
        /// What `go` reads.
        upper: &'static str,
        /// What many others read.
        lower: &'static str,
    },
    /// A host of Go's own is exempt from the proxy.
    Bypassed {
        /// The host.
        host: &'static str,
        /// The entry of `NO_PROXY`.
        entry: String,
    },
    /// An entry of `NO_PROXY` that means nothing to `go`.
    Ignored {
        /// The entry.
        entry: String,
        /// Why.
        why: Ignored,
    },
}

/// Why `go` cannot read a proxy variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// Quotes belong to its value.
    Quotes,
    /// Blanks stand around its value.
    Blanks,
    /// It is no address of a proxy.
    Address(Reason),
}

/// Why `go` ignores an entry of `NO_PROXY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// Entries are separated by commas, and by nothing else.
    Separator,
    /// It is an address, where a host is meant.
    Scheme,
    /// A `*` stands elsewhere than before the first dot.
    Wildcard,
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Malformed { .. } => Kind::error("proxy_malformed"),
            Self::TlsToLoopback { .. } => Kind::warning("proxy_scheme").likely(),
            Self::NotAdopted { .. } => Kind::warning("proxy_not_adopted"),
            Self::CaseDiffers { .. } => Kind::warning("proxy_case_differs"),
            Self::Bypassed { .. } => Kind::warning("proxy_bypassed").likely(),
            Self::Ignored { .. } => Kind::warning("no_proxy_ignored"),
        }
    }
}

/// Each variable in the spelling that `go` reads first, and in the other one.
const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];
const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];
const NO: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Hosts that everybody's `go` and gv ask, and that are nowhere inside of a company.
const HOSTS: [&str; 4] = ["proxy.golang.org", "sum.golang.org", "go.dev", "dl.google.com"];

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let env = machine.env;
    let mut found: Vec<_> =
        [HTTPS, HTTP].into_iter().filter_map(|names| unreadable(names, machine)).collect();
    found.extend([HTTPS, HTTP, NO].into_iter().filter_map(|names| case_differs(names, machine)));
    found.extend(not_adopted(machine));
    let exempt = read(NO, env).and_then(|name| env.text(name)).unwrap_or_default();
    found.extend(exempt.split(',').filter_map(ignored));
    if found.iter().all(|finding| finding.id() != "proxy_malformed") {
        found.extend(bypassed(exempt, env));
    }
    found
}

/// The name of the two that `go` takes.
fn read(names: [&'static str; 2], env: &Env) -> Option<&'static str> {
    names.into_iter().find(|name| env.get(name).is_some())
}

/// The environment with one of its variables only.
fn alone(name: &str, env: &Env) -> Env {
    Env::from_vars(env.get(name).map(|value| (name.into(), value.to_owned())))
}

fn unreadable(names: [&'static str; 2], machine: &Machine<'_>) -> Option<Finding> {
    let variable = read(names, machine.env)?;
    let text = machine.env.get(variable)?.to_string_lossy().into_owned();
    let quoted = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’');
    let malformed = |why| Problem::Malformed { variable, why };
    let problem = match Proxies::from_env(&alone(variable, machine.env)) {
        _ if text.trim().starts_with(quoted) || text.trim().ends_with(quoted) => malformed(Malformed::Quotes),
        _ if text.trim() != text => malformed(Malformed::Blanks),
        Err(error) => malformed(Malformed::Address(error.reason)),
        Ok(proxies) => {
            let scheme = if names == HTTPS { "https" } else { "http" };
            let proxy = proxies.for_url(&Url::parse(&format!("{scheme}://host.invalid/")).ok()?)?;
            let over_tls = proxy.url.scheme() == "https" && is_loopback(&proxy.url);
            over_tls.then(|| Problem::TlsToLoopback { variable, proxy: proxy.shown() })?
        }
    };
    Some(Finding::new(Check::Proxy, problem, variable))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn case_differs([upper, lower]: [&'static str; 2], machine: &Machine<'_>) -> Option<Finding> {
    let (one, other) = (machine.env.get(upper)?, machine.env.get(lower)?);
    let finding = || Finding::new(Check::Proxy, Problem::CaseDiffers { upper, lower }, upper);
    (one != other).then(|| finding().by(machine.shell.set_from(lower, upper)))
}

/// `go` reads only `HTTPS_PROXY` for https, which is all that it asks for by itself.
fn not_adopted(machine: &Machine<'_>) -> Option<Finding> {
    if read(HTTPS, machine.env).is_some() {
        return None;
    }
    let variable = read(ALL, machine.env).or_else(|| read(HTTP, machine.env))?;
    let finding = Finding::new(Check::Proxy, Problem::NotAdopted { variable }, variable);
    Some(finding.by(machine.shell.set_from("HTTPS_PROXY", variable)))
}

/// The first of Go's own hosts that `NO_PROXY` keeps from a proxy that is there.
fn bypassed(exempt: &str, env: &Env) -> Option<Finding> {
    let proxy = read(HTTPS, env)?;
    let covered = |host: &str, entry: &str| {
        let vars = [(proxy.into(), env.get(proxy)?.to_owned()), ("NO_PROXY".into(), entry.into())];
        let url = Url::parse(&format!("https://{host}/")).ok()?;
        Some(Proxies::from_env(&Env::from_vars(vars)).ok()?.for_url(&url).is_none())
    };
    let pairs = HOSTS.into_iter().flat_map(|host| exempt.split(',').map(move |entry| (host, entry)));
    let (host, entry) = pairs.into_iter().find(|(host, entry)| covered(host, entry) == Some(true))?;
    let problem = Problem::Bypassed { host, entry: entry.trim().to_owned() };
    Some(Finding::new(Check::Proxy, problem, read(NO, env)?))
}

fn ignored(entry: &str) -> Option<Finding> {
    let entry = entry.trim();
    let rest = entry.strip_prefix("*.").unwrap_or(entry);
    let why = match () {
        () if entry.contains("://") => Ignored::Scheme,
        () if entry.contains([';', ' ', '\t', '|']) => Ignored::Separator,
        () if entry != "*" && rest.contains('*') => Ignored::Wildcard,
        () => return None,
    };
    let entry = entry.chars().take(64).collect();
    Some(Finding::new(Check::Proxy, Problem::Ignored { entry, why }, "NO_PROXY"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_go_cannot_use_is_told_why() {
        let why = |entry: &str| {
            ignored(entry).map(|finding| match finding.problem {
                super::super::Problem::Proxy(Problem::Ignored { why, .. }) => why,
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(why("localhost;127.0.0.1"), Some(Ignored::Separator));
        assert_eq!(why("http://corp.example"), Some(Ignored::Scheme));
        for wild in ["10.*", "*corp.example", "a.*.example", "192.168.*.*"] {
            assert_eq!(why(wild), Some(Ignored::Wildcard), "{wild}");
        }
        for good in ["", " ", "*", "*.corp.example", ".corp.example", "10.0.0.0/8", "[::1]:80", "localhost"] {
            assert_eq!(why(good), None, "{good}");
        }
    }
}
