//! A host whose addresses are looked for: a name in DNS, and the port where its certificate is seen.

use crate::goenv::GoEnv;
use crate::golang::database::Database;
use crate::lang::{Lang, displayed, say};
use crate::release::Origin;
use crate::urls::masked_address;
use rustls::pki_types::ServerName;
use std::net::IpAddr;
use url::Url;

/// A host that speaks TLS and has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Its name, in small letters.
    pub name: String,
    /// The port.
    pub port: u16,
}

/// Something that is no such host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BadHost {
    /// As it was typed, without credentials.
    pub text: String,
}

/// Where Go's releases are listed and lie.
const RELEASES: [&str; 3] =
    ["https://go.dev/dl/", "https://dl.google.com/go/", "https://golang.google.cn/dl/"];

impl Host {
    /// Reads what was typed: `go.dev`, `proxy.example:8443`, `https://proxy.example/path`.
    pub fn parse(text: &str) -> Result<Self, BadHost> {
        let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let host = Url::parse(&address).ok().and_then(|url| Self::of(&url));
        host.ok_or_else(|| BadHost { text: masked_address(text) })
    }

    /// The host of an address; `None` where it is an address itself, or no TLS is spoken that could prove anything.
    pub fn of(url: &Url) -> Option<Self> {
        let name = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        // What is written into a file has to be a name and nothing else.
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        let is_name = plain && matches!(ServerName::try_from(name.as_str()), Ok(ServerName::DnsName(_)));
        let port = url.port_or_known_default()?;
        (url.scheme() == "https" && is_name && name.parse::<IpAddr>().is_err()).then_some(Self { name, port })
    }

    /// How it is typed.
    pub fn shown(&self) -> String {
        if self.port == 443 { self.name.clone() } else { format!("{}:{}", self.name, self.port) }
    }

    /// Its address, as a proxy's rules read it.
    pub fn url(&self) -> Option<Url> {
        Url::parse(&format!("https://{}:{}/", self.name, self.port)).ok()
    }
}

/// The hosts that `go` and gv ask on this machine: of GOPROXY, of the checksum database, of the releases.
pub fn asked(go: &GoEnv, origin: &Origin) -> Vec<Host> {
    let proxies = go.goproxy().map(|list| list.proxies().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let database = match go.database() {
        Ok(Database::Service(service)) => Some(service.url),
        Ok(Database::Off) | Err(_) => None,
    };
    let releases = if origin.is_go() {
        RELEASES.iter().filter_map(|url| Url::parse(url).ok()).collect()
    } else {
        origin.index_urls()
    };
    let mut hosts: Vec<Host> = Vec::new();
    for host in proxies.iter().chain(&database).chain(&releases).filter_map(Host::of) {
        if hosts.iter().all(|known| known.name != host.name) {
            hosts.push(host);
        }
    }
    hosts
}

displayed!(BadHost);

impl BadHost {
    /// What is wrong with the text.
    pub fn message(&self, lang: Lang) -> String {
        let text = &self.text;
        say!(lang, "{text:?} is not the name of a host with TLS", "{text:?} 不是支持 TLS 的主机名")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;

    #[test]
    fn hosts_are_names_and_nothing_else() {
        let read = |text: &str| Host::parse(text).map(|host| (host.name, host.port));
        assert_eq!(read("Go.dev."), Ok(("go.dev".into(), 443)));
        assert_eq!(read("proxy.example:8443"), Ok(("proxy.example".into(), 8443)));
        assert_eq!(read("https://user:word@proxy.example/a/b"), Ok(("proxy.example".into(), 443)));
        assert_eq!(read("例子.example"), Ok(("xn--fsqu00a.example".into(), 443)));
        for bad in ["", "1.2.3.4", "[::1]", "http://go.dev", "go dev", "go.dev,x", "a;b", "-x-"] {
            assert!(read(bad).is_err(), "{bad}: {:?}", read(bad));
        }
        assert_eq!(read("http://user:word@go.dev").unwrap_err().text, "http://***@go.dev");
    }

    #[test]
    fn those_that_are_asked_are_named_once() {
        let value = "https://goproxy.cn,https://sum.golang.google.cn/x|http://plain.example,direct";
        let vars = [("GOENV", "off"), ("GOPROXY", value), ("GOSUMDB", "sum.golang.google.cn")];
        let env = Env::from_vars(vars.map(|(name, value)| (name.into(), value.into())));
        let names: Vec<_> =
            asked(&GoEnv::read(&env, None), &Origin::go(Vec::new())).into_iter().map(|it| it.name).collect();
        let wanted = ["goproxy.cn", "sum.golang.google.cn", "go.dev", "dl.google.com", "golang.google.cn"];
        assert_eq!(names, wanted);
    }
}
