//! Which proxy a request goes through: the rules of `go` (golang.org/x/net/http/httpproxy) over `HTTP_PROXY`,
//! `HTTPS_PROXY` and `NO_PROXY`, and `ALL_PROXY` as gv's own last resort. It never shows a value, which may hold
//! a password.

use crate::env::Env;
use std::net::IpAddr;
use url::{Host, Url};

/// The proxies of an environment.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    exempt: Vec<Exempt>,
}

/// One proxy, and the variable that names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    /// `HTTPS_PROXY`, `http_proxy`, … as it was found.
    pub variable: &'static str,
    /// Its address: http, https, socks5 or socks5h; credentials, if any, stand in it.
    pub url: Url,
}

/// A proxy variable that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable} is no proxy address: {reason}")]
pub struct BadProxy {
    /// Which variable.
    pub variable: &'static str,
    /// Why, without the value.
    pub reason: Reason,
}

/// What is wrong with a proxy address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It cannot be read as an address at all.
    #[error("{0}")]
    Syntax(url::ParseError),
    /// The scheme is not one of those `go` knows.
    #[error("its scheme is not http, https or socks5")]
    Scheme,
    /// No host is named.
    #[error("it names no host")]
    Host,
    /// The value is not UTF-8.
    #[error("it is not UTF-8 text")]
    Text,
}

const SCHEMES: [&str; 4] = ["http", "https", "socks5", "socks5h"];

impl Proxies {
    /// Reads the variables, upper case before lower. Where `go` ignores a malformed one, this says so.
    pub fn from_env(env: &Env) -> Result<Self, BadProxy> {
        let all = find(env, ["ALL_PROXY", "all_proxy"])?;
        // A web server hands a client's `Proxy:` header to a CGI program under that name; so `go` refuses it.
        let http = match env.get("REQUEST_METHOD") {
            Some(_) => None,
            None => find(env, ["HTTP_PROXY", "http_proxy"])?,
        };
        let https = find(env, ["HTTPS_PROXY", "https_proxy"])?;
        let exempt = env.text("NO_PROXY").or_else(|| env.text("no_proxy")).unwrap_or_default();
        Ok(Self {
            http: http.or_else(|| all.clone()),
            https: https.or(all),
            exempt: exempt.split(',').filter_map(Exempt::parse).collect(),
        })
    }

    /// Whether a host is the one of a proxy.
    pub fn is_host(&self, host: &str) -> bool {
        let mut urls = self.http.iter().chain(&self.https).map(|proxy| &proxy.url);
        urls.any(|url| url.host_str().is_some_and(|own| own.eq_ignore_ascii_case(host)))
    }

    /// The proxy for an address; `None` means directly. Loopback is always reached directly.
    pub fn for_url(&self, url: &Url) -> Option<&Proxy> {
        let proxy = match url.scheme() {
            "https" => self.https.as_ref(),
            "http" => self.http.as_ref(),
            _ => None,
        }?;
        let host = url.host()?;
        let port = url.port_or_known_default()?;
        let direct = is_loopback(&host) || self.exempt.iter().any(|exempt| exempt.covers(&host, port));
        (!direct).then_some(proxy)
    }
}

impl Proxy {
    /// How it may be shown: `http://proxy.corp:3128`, without credentials.
    pub fn shown(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{host}{port}", self.url.scheme())
    }
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.variable, self.shown())
    }
}

fn find(env: &Env, names: [&'static str; 2]) -> Result<Option<Proxy>, BadProxy> {
    let found = names.into_iter().find_map(|name| Some((name, env.get(name)?)));
    let Some((variable, value)) = found else { return Ok(None) };
    value
        .to_str()
        .ok_or(Reason::Text)
        .and_then(parse)
        .map(|url| Some(Proxy { variable, url }))
        .map_err(|reason| BadProxy { variable, reason })
}

/// Takes `scheme://[user:password@]host[:port]`, and a bare `host:port` as http.
fn parse(value: &str) -> Result<Url, Reason> {
    let value = value.trim();
    let whole = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let url = match Url::parse(&whole) {
        Ok(url) => url,
        Err(url::ParseError::EmptyHost) => return Err(Reason::Host),
        Err(error) => return Err(Reason::Syntax(error)),
    };
    if !SCHEMES.contains(&url.scheme()) {
        return Err(Reason::Scheme);
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Reason::Host);
    }
    Ok(url)
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback() || ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback()),
    }
}

/// One entry of `NO_PROXY`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Exempt {
    All,
    Network { address: IpAddr, bits: u32 },
    Address { address: IpAddr, port: Option<u16> },
    Domain { suffix: String, itself: bool, port: Option<u16> },
}

impl Exempt {
    /// `None` for an entry that means nothing; `go` ignores those too.
    fn parse(entry: &str) -> Option<Self> {
        let entry = entry.trim().to_ascii_lowercase();
        if entry == "*" {
            return Some(Self::All);
        }
        if let Some((address, bits)) = entry.split_once('/') {
            let address: IpAddr = address.parse().ok()?;
            let bits = bits.parse().ok().filter(|bits| *bits <= width(address))?;
            return Some(Self::Network { address, bits });
        }
        let (host, port) = split_port(&entry)?;
        if let Ok(address) = host.parse() {
            return Some(Self::Address { address, port });
        }
        let host = host.strip_prefix('*').filter(|rest| rest.starts_with('.')).unwrap_or(host);
        let (itself, name) = host.strip_prefix('.').map_or((true, host), |name| (false, name));
        (!name.is_empty()).then(|| Self::Domain { suffix: format!(".{}", ascii(name)), itself, port })
    }

    fn covers(&self, host: &Host<&str>, port: u16) -> bool {
        let same_port = |wanted: &Option<u16>| wanted.is_none_or(|wanted| wanted == port);
        match self {
            Self::All => true,
            Self::Network { address, bits } => {
                ip(host).is_some_and(|ip| leading(ip, *bits) == leading(*address, *bits))
            }
            Self::Address { address, port } => ip(host) == Some(*address) && same_port(port),
            Self::Domain { suffix, itself, port } => {
                let Host::Domain(name) = host else { return false };
                let name = name.strip_suffix('.').unwrap_or(name);
                (name.ends_with(suffix.as_str()) || (*itself && *name == suffix[1..])) && same_port(port)
            }
        }
    }
}

/// `host[:port]`, `[v6]:port` or a bare IPv6 address. `None` when there is a port but no host.
fn split_port(entry: &str) -> Option<(&str, Option<u16>)> {
    if let Some(rest) = entry.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        return Some((host, rest.strip_prefix(':').and_then(|port| port.parse().ok())));
    }
    match entry.split_once(':') {
        Some((host, port)) if !port.contains(':') => {
            (!host.is_empty()).then(|| Some((host, Some(port.parse().ok()?))))?
        }
        _ => Some((entry, None)),
    }
}

fn ascii(name: &str) -> String {
    Host::parse(name).map_or_else(|_| name.to_owned(), |host| host.to_string())
}

fn ip(host: &Host<&str>) -> Option<IpAddr> {
    match host {
        Host::Domain(_) => None,
        Host::Ipv4(ip) => Some((*ip).into()),
        Host::Ipv6(ip) => Some(ip.to_canonical()),
    }
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// The first bits of an address with its family, for comparing.
fn leading(address: IpAddr, bits: u32) -> (bool, Option<u128>) {
    let value = match address {
        IpAddr::V4(ip) => u128::from(ip.to_bits()),
        IpAddr::V6(ip) => ip.to_bits(),
    };
    (address.is_ipv4(), value.checked_shr(width(address) - bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn proxies(vars: &[(&str, &str)]) -> Result<Proxies, BadProxy> {
        Proxies::from_env(&Env::from_vars(vars.iter().map(|(key, value)| (key.into(), value.into()))))
    }

    fn chosen(vars: &[(&str, &str)], url: &str) -> Option<String> {
        let proxies = proxies(vars).unwrap();
        Some(proxies.for_url(&Url::parse(url).unwrap())?.shown())
    }

    fn is_direct(exempt: &str, url: &str) -> bool {
        chosen(&[("HTTP_PROXY", "p:1"), ("HTTPS_PROXY", "p:1"), ("NO_PROXY", exempt)], url).is_none()
    }

    #[test]
    fn each_scheme_has_its_own_variable() {
        let vars = [("HTTPS_PROXY", "http://s:1"), ("http_proxy", "h:2"), ("https_proxy", "http://other:3")];
        // Windows does not tell the two from one another.
        let vars = if cfg!(windows) { &vars[..2] } else { &vars };
        assert_eq!(chosen(vars, "https://go.dev/dl/").as_deref(), Some("http://s:1"));
        assert_eq!(chosen(vars, "http://go.dev/dl/").as_deref(), Some("http://h:2"));
        assert_eq!(chosen(&vars[..1], "http://go.dev/"), None);
        assert_eq!(chosen(vars, "file:///srv/go"), None);
    }

    #[test]
    fn all_proxy_is_the_last_resort() {
        let vars = [("ALL_PROXY", "socks5://127.0.0.1:1080"), ("HTTP_PROXY", "h:2")];
        assert_eq!(chosen(&vars, "https://go.dev/").as_deref(), Some("socks5://127.0.0.1:1080"));
        assert_eq!(chosen(&vars, "http://go.dev/").as_deref(), Some("http://h:2"));
    }

    #[test]
    fn loopback_is_reached_directly() {
        let direct =
            ["http://localhost:1/", "http://127.9.9.9/", "https://[::1]:2/", "http://[::ffff:127.0.0.1]/"];
        for url in direct {
            assert!(is_direct("", url), "{url}");
        }
        assert!(!is_direct("", "http://localhost.example/"));
        assert!(!is_direct("", "http://10.0.0.1/"));
    }

    #[test]
    fn exemptions_are_read_as_go_reads_them() {
        let table = [
            ("foo.com", "https://foo.com/", true),
            ("foo.com", "https://a.foo.com/", true),
            ("foo.com", "https://afoo.com/", false),
            ("FOO.com ", "https://foo.COM/", true),
            (".foo.com", "https://foo.com/", false),
            (".foo.com", "https://a.b.foo.com/", true),
            ("*.foo.com", "https://foo.com/", false),
            ("*.foo.com", "https://a.foo.com/", true),
            ("foo.com:443", "https://foo.com/", true),
            ("foo.com:443", "http://foo.com/", false),
            ("foo.com:8080", "http://foo.com:8080/", true),
            ("x,*", "https://any.example/", true),
            ("*foo.com", "https://foo.com/", false),
            ("10.0.0.0/8", "http://10.200.3.4/", true),
            ("10.0.0.0/8", "http://11.0.0.1/", false),
            ("10.0.0.0/8", "http://ten.example/", false),
            ("0.0.0.0/0", "http://203.0.113.9/", true),
            ("0.0.0.0/0", "http://[2001:db8::1]/", false),
            ("2001:db8::/32", "http://[2001:db8:1::9]/", true),
            ("10.0.0.0/33", "http://10.0.0.1/", false),
            ("192.0.2.7", "http://192.0.2.7:81/", true),
            ("192.0.2.7:80", "http://192.0.2.7:81/", false),
            ("[2001:db8::1]:80", "http://[2001:db8::1]/", true),
            ("2001:db8::1", "http://[2001:db8::1]:9/", true),
            (":80", "http://foo.com/", false),
            (",, ,", "http://foo.com/", false),
            ("bücher.example", "https://xn--bcher-kva.example/", true),
        ];
        for (exempt, url, direct) in table {
            assert_eq!(is_direct(exempt, url), direct, "NO_PROXY={exempt:?} {url}");
        }
    }

    #[test]
    fn an_address_without_a_scheme_is_http() {
        assert_eq!(
            chosen(&[("HTTPS_PROXY", "127.0.0.1:7890")], "https://a.example/").unwrap(),
            "http://127.0.0.1:7890"
        );
        assert_eq!(
            chosen(&[("HTTPS_PROXY", "localhost:7890")], "https://a.example/").unwrap(),
            "http://localhost:7890"
        );
        assert_eq!(
            chosen(&[("HTTPS_PROXY", "u:p@proxy.corp:8")], "https://a.example/").unwrap(),
            "http://proxy.corp:8"
        );
    }

    #[test]
    fn a_malformed_variable_is_named_and_its_password_is_not() {
        for value in
            ["http://u:s3cret@", "ftp://u:s3cret@h:1", "u:s3cret#x@h:1", "http://u:s3cret@h:port", "http://"]
        {
            let error = proxies(&[("https_proxy", value)]).unwrap_err();
            assert_eq!(error.variable, if cfg!(windows) { "HTTPS_PROXY" } else { "https_proxy" });
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn a_cgi_program_does_not_believe_http_proxy() {
        let vars = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "evil:1"), ("HTTPS_PROXY", "good:2")];
        assert_eq!(chosen(&vars, "http://a.example/"), None);
        assert_eq!(chosen(&vars, "https://a.example/").as_deref(), Some("http://good:2"));
    }

    proptest! {
        #[test]
        fn no_list_is_too_odd(list in ".{0,40}", host in "[a-z]{1,8}(\\.[a-z]{1,8}){0,2}") {
            is_direct(&list, &format!("https://{host}/"));
        }

        #[test]
        fn a_host_and_all_below_it_are_exempt(host in "[a-z]{1,8}\\.[a-z]{2,5}", sub in "[a-z]{1,8}") {
            let url = format!("https://{sub}.{host}/");
            prop_assert!(is_direct(&host, &url));
            let list = format!("x.y, .{host}");
            prop_assert!(is_direct(&list, &url));
        }

        #[test]
        fn a_network_covers_what_shares_its_first_bits(address: u32, bits in 0u32..=32, other: u32) {
            let (network, probe) = (std::net::Ipv4Addr::from(address), std::net::Ipv4Addr::from(other));
            let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
            let shares = address & mask == other & mask || probe.is_loopback();
            prop_assert_eq!(is_direct(&format!("{network}/{bits}"), &format!("http://{probe}/")), shares);
        }
    }
}
