//! The settings of `config.toml`, with the environment's variables laid over them.

pub mod edit;
mod error;
mod layers;
mod login;
mod policy;
pub mod relay;
mod takes;
pub mod variables;

pub use error::Error;
pub use layers::{system_file, usual_shared_store};
pub use login::{Certificate, Login, Secret};
pub use policy::{Policy, Refused, RequestedBy, Rule};
pub use takes::Takes;

use crate::env::Env;
use crate::home::Home;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// All settings, ready for use. `docs/configuration.md` lists them for people.
#[derive(Debug, Clone)]
pub struct Config {
    /// The language of messages: `en` or `zh`; `None` follows the locale.
    pub lang: Option<String>,
    /// Whether a shim may install what it misses.
    pub auto_install: bool,
    /// No network at all (`GV_OFFLINE`).
    pub offline: bool,
    /// `[release]`
    pub release: Release,
    /// `[network]`
    pub network: Network,
    /// `[mirror]`
    pub mirror: Mirror,
    /// `[security]`
    pub security: Security,
    /// Homes of others whose toolchains count as installed (`[store] shared`, `GV_SHARED`).
    pub shared: Vec<PathBuf>,
    /// What the administrators of this machine allow.
    pub policy: Option<Policy>,
    /// `[relay]`
    pub relay: relay::Relay,
    /// `[self]`
    pub own: Own,
    /// `[preset.NAME]`: settings of Go that go together under a name.
    pub presets: BTreeMap<String, BTreeMap<String, String>>,
}

/// How the network is used.
#[derive(Debug, Clone)]
pub struct Network {
    /// A source that is silent for so long is left for the next one (`stall_seconds`, `GV_STALL_SECONDS`).
    pub stall: Duration,
    /// What the proxy that Windows or macOS is set to is used for where the environment names none (`system_proxy`).
    pub system_proxy: SystemProxyUse,
    /// Who says where the hosts are that gv itself fetches from (`dns`, `GV_DNS`).
    pub dns: Dns,
    /// Resolvers over https that `gv doctor net` holds the system's answers against, and that `gv dns` and `dns = "doh"` ask (`doh`); `None` means gv's own list.
    pub doh: Option<Vec<Resolver>>,
    /// How gv logs in at hosts (`hosts`, `client`).
    pub logins: Vec<Login>,
}

/// A resolver that is asked over https, at an address that needs no lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolver {
    /// Where it is asked.
    pub url: Url,
    /// The address of its host.
    pub address: IpAddr,
}

/// Who is asked for addresses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dns {
    /// The system.
    #[default]
    System,
    /// The system, and where its answer leads to no server or to a wrong one, resolvers over https.
    Doh,
}

/// What the proxy of the system is used for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SystemProxyUse {
    /// Nothing.
    Ignore,
    /// gv's own requests.
    #[default]
    Gv,
    /// gv's own requests, and what the shims and `gv exec` start.
    GoToo,
}

/// Which mirrors `gv mirror` knows besides those in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mirror {
    /// Release mirrors of the user's own.
    pub release: Vec<String>,
    /// Module proxies of the user's own.
    pub goproxy: Vec<String>,
    /// Whether those that gv knows by itself are left out.
    pub only: bool,
}

/// How gv itself is updated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Own {
    /// Where its releases are: an address, a directory, `goproxy`, or a list of addresses with the same content.
    #[serde(deserialize_with = "one_or_more")]
    pub base: Vec<String>,
}

/// What is known of the safety of toolchains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// The vulnerability database in place of Go's own: an address or a `file://` folder (`database`, `GV_VULNDB`).
    pub database: Option<String>,
}

/// Where releases come from.
#[derive(Debug, Clone)]
pub struct Release {
    /// An authority other than Go's own: an address or a `file://` folder.
    pub origin: Option<String>,
    /// How the archives lie below the origin (`pattern`, `GV_PATTERN`): `{version}/{file}`.
    pub pattern: Option<String>,
    /// Byte sources, asked in this order before the origin itself; empty means gv's own list.
    pub mirrors: Vec<String>,
    /// How long an index is used without a new request.
    pub index_lifetime: Duration,
    /// `os-arch` to install for instead of this machine's own.
    pub platform: Option<String>,
    /// Where bytes are asked for first: `mirror` or `goproxy`.
    pub prefer: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    #[serde(deserialize_with = "language")]
    lang: Option<String>,
    auto_install: Option<bool>,
    release: ReleaseTable,
    network: NetworkTable,
    mirror: Mirror,
    security: Security,
    store: StoreTable,
    policy: Option<policy::Table>,
    relay: relay::Relay,
    #[serde(rename = "self")]
    own: Own,
    preset: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct StoreTable {
    #[serde(deserialize_with = "absolute")]
    shared: Option<Vec<PathBuf>>,
}

/// Folders written in full: others would be elsewhere in each directory.
fn absolute<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<PathBuf>>, D::Error> {
    let paths = Vec::<PathBuf>::deserialize(deserializer)?;
    match paths.iter().find(|path| !path.is_absolute()) {
        Some(path) => Err(serde::de::Error::custom(format!(
            "{} has to be written in full, such as /opt/gv",
            path.display()
        ))),
        None => Ok(Some(paths)),
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct NetworkTable {
    stall_seconds: Option<u32>,
    system_proxy: SystemProxyUse,
    dns: Dns,
    doh: Option<Vec<ResolverTable>>,
    hosts: login::Hosts,
    client: Option<login::Client>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResolverTable {
    #[serde(deserialize_with = "https")]
    url: Url,
    address: IpAddr,
}

/// A language that gv speaks.
fn language<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let known = takes::is_language(&text).then_some(Some(text));
    known.ok_or_else(|| serde::de::Error::custom("lang is en or zh"))
}

/// A text, or a list of them.
fn one_or_more<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Texts {
        One(String),
        More(Vec<String>),
    }
    Ok(match Texts::deserialize(deserializer)? {
        Texts::One(text) => vec![text],
        Texts::More(texts) => texts,
    })
}

/// An https address.
fn https<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let text = String::deserialize(deserializer)?;
    let url = Url::parse(&text).ok().filter(|url| url.scheme() == "https" && url.has_host());
    url.ok_or_else(|| serde::de::Error::custom("it has to look like https://dns.example/dns-query"))
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ReleaseTable {
    origin: Option<String>,
    pattern: Option<String>,
    mirrors: Vec<String>,
    index_lifetime_minutes: Option<u32>,
    platform: Option<String>,
    prefer: Option<String>,
}

const INDEX_LIFETIME_MINUTES: u32 = 60;
const STALL_SECONDS: u32 = 15;
/// No settings file is larger.
const LIMIT: u64 = 1 << 20;

impl Config {
    /// Reads the home's `config.toml`, if there is one, and the `GV_…` variables, which win.
    pub fn load(home: &Home, env: &Env) -> Result<Self, Error> {
        let config = Self::load_past_variables(home, env)?;
        variables::check(env)?;
        Ok(config)
    }

    /// The same without complaint about a variable: what cannot be read there is as if it were not set. For `go`, which
    /// is not to fail for that.
    pub fn load_past_variables(home: &Home, env: &Env) -> Result<Self, Error> {
        let (file, policy) = layers::read(home)?;
        Ok(file.under(env).governed(policy))
    }
}

impl Config {
    /// The settings as the shims need them: a mistake of the user's is told where it matters, and never keeps `go` from
    /// running; one in the system's file is an error, because its policy would be lost.
    pub fn load_for_go(home: &Home, env: &Env) -> Result<Self, Error> {
        let (file, policy) = layers::read_for_go(home)?;
        Ok(file.under(env).governed(policy))
    }

    /// The same where the administrators of the machine have a say.
    fn governed(mut self, policy: Option<Policy>) -> Self {
        if let Some(policy) = &policy {
            if policy.origin.is_some() {
                self.release.origin.clone_from(&policy.origin);
            }
            self.auto_install &= policy.auto_install.unwrap_or(true);
        }
        Self { policy, ..self }
    }
}

impl File {
    fn under(self, env: &Env) -> Config {
        let text = |name| env.text(name).map(str::trim).map(ToOwned::to_owned);
        let list =
            |value: &str| value.split(',').map(str::trim).filter(|s| !s.is_empty()).map(Into::into).collect();
        let minutes = self.release.index_lifetime_minutes.unwrap_or(INDEX_LIFETIME_MINUTES);
        let stall = env.text("GV_STALL_SECONDS").and_then(|seconds| seconds.trim().parse().ok());
        let stall = stall.or(self.network.stall_seconds).unwrap_or(STALL_SECONDS);
        Config {
            lang: self.lang,
            auto_install: match env.text("GV_AUTO_INSTALL") {
                Some(_) => env.flag("GV_AUTO_INSTALL"),
                None => self.auto_install.unwrap_or(true),
            },
            offline: env.flag("GV_OFFLINE"),
            release: Release {
                origin: text("GV_ORIGIN").or(self.release.origin),
                pattern: text("GV_PATTERN").or(self.release.pattern),
                mirrors: env.text("GV_MIRRORS").map_or(self.release.mirrors, list),
                index_lifetime: Duration::from_secs(u64::from(minutes) * 60),
                platform: text("GV_PLATFORM").or(self.release.platform),
                prefer: text("GV_PREFER").or(self.release.prefer),
            },
            network: Network {
                stall: Duration::from_secs(u64::from(stall.max(1))),
                system_proxy: self.network.system_proxy,
                dns: match text("GV_DNS").as_deref() {
                    Some("doh") => Dns::Doh,
                    Some("system") => Dns::System,
                    _ => self.network.dns,
                },
                doh: self.network.doh.map(|list| list.into_iter().map(ResolverTable::read).collect()),
                logins: self.network.hosts.with(self.network.client),
            },
            mirror: self.mirror,
            shared: layers::shared(env, self.store.shared),
            policy: None,
            security: Security { database: text("GV_VULNDB").or(self.security.database) },
            relay: relay::Relay {
                service: match env.text("GV_RELAY_SERVICE") {
                    Some(_) => env.flag("GV_RELAY_SERVICE"),
                    None => self.relay.service,
                },
                ..self.relay
            },
            own: self.own,
            presets: self.preset,
        }
    }
}

impl ResolverTable {
    fn read(self) -> Resolver {
        Resolver { url: self.url, address: self.address }
    }
}

fn parse(bytes: &[u8]) -> Result<File, (usize, usize, String)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = position(&String::from_utf8_lossy(&bytes[..error.valid_up_to()]));
        (line, column, "not UTF-8 text".to_owned())
    })?;
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let (line, column) = position(text.get(..start).unwrap_or(text));
        (line, column, error.message().to_owned())
    })
}

/// The line and column after `before`, both counted from 1.
fn position(before: &str) -> (usize, usize) {
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_a_mistake_is() {
        let (line, column, _) =
            parse(b"\xef\xbb\xbfauto_install = true\r\n[release]\r\nmirors = []\r\n").err().unwrap();
        assert_eq!((line, column), (3, 1));
        let (line, _, message) = parse(b"lang = \"zh\nx").err().unwrap();
        assert_eq!(line, 2, "{message}");
        assert_eq!(parse(b"lang = '\xff'").err().unwrap().0, 1);
    }

    #[test]
    fn resolvers_over_https_have_an_address_each() {
        let read =
            |line: &str| parse(format!("[network]\ndoh = [{line}]").as_bytes()).map_err(|(.., told)| told);
        let good = r"{ url = 'https://dns.example/dns-query', address = '10.0.0.53' }";
        let doh = read(good).ok().unwrap().under(&Env::default()).network.doh.unwrap();
        assert_eq!(doh[0].address, IpAddr::from([10, 0, 0, 53]));
        assert_eq!(read("").ok().unwrap().under(&Env::default()).network.doh, Some(Vec::new()));
        for bad in [
            "'https://dns.example'",
            "{ url = 'http://dns.example/q', address = '10.0.0.53' }",
            "{ url = 'https://dns.example/q', address = 'dns.example' }",
            "{ url = 'https://dns.example/q' }",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn who_is_asked_for_addresses() {
        let dns = |line: &str, variable: &str| {
            let env = Env::from_vars([("GV_DNS".into(), variable.into())]);
            parse(format!("[network]\n{line}").as_bytes()).map(|file| file.under(&env).network.dns)
        };
        assert_eq!(dns("", ""), Ok(Dns::System));
        assert_eq!(dns("dns = 'doh'", ""), Ok(Dns::Doh));
        assert_eq!(dns("dns = 'doh'", "system"), Ok(Dns::System));
        assert_eq!(dns("", "doh"), Ok(Dns::Doh));
        assert!(dns("dns = 'dot'", "").is_err());
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = parse(b"[release]\norigin = 'https://a.example/dl'\nmirrors = ['https://m.example']")
            .ok()
            .unwrap();
        let env = Env::from_vars([
            ("GV_ORIGIN".into(), "file:///srv/go".into()),
            ("GV_MIRRORS".into(), "x.example, y.example,".into()),
            ("GV_STALL_SECONDS".into(), "4".into()),
        ]);
        let config = file.under(&env);
        assert_eq!(config.release.origin.as_deref(), Some("file:///srv/go"));
        assert_eq!(config.release.mirrors, ["x.example", "y.example"]);
        assert_eq!(config.network.stall, Duration::from_secs(4));
        assert!(config.auto_install && !config.offline);
    }
}
