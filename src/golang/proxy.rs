//! Which proxy a request goes through: the rules of `go` (golang.org/x/net/http/httpproxy) over `HTTP_PROXY`,
//! `HTTPS_PROXY` and `NO_PROXY`, and `ALL_PROXY` as gv's own last resort. It never shows a value, which may hold
//! a password.

use super::net_url;
use super::no_proxy::Exempt;
use crate::env::Env;
use crate::lang::{Lang, displayed, say};
use crate::urls::loopback::is_loopback;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::{Host, Url};

/// The proxies of an environment.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    exempt: Vec<Exempt>,
    /// Whether a program of a web server is running, for which `go` refuses `HTTP_PROXY`.
    cgi: bool,
}

/// One proxy, and the variable that names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    /// `HTTPS_PROXY`, `http_proxy`, … as it was found.
    pub variable: &'static str,
    /// Its address: http, https, socks5 or socks5h; credentials, if any, stand in it. To `go` every other scheme is http.
    pub url: Url,
}

/// A proxy variable that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BadProxy {
    /// Which variable.
    pub variable: &'static str,
    /// Why, without the value.
    pub reason: Reason,
    /// What `go` takes for the host of the proxy in its place; `None` where it passes over the variable.
    pub taken_for: Option<String>,
}

/// What is wrong with a proxy address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It cannot be read as an address at all.
    Syntax(net_url::Fault),
    /// No host is named.
    Host,
    /// The value is not UTF-8.
    Text,
}

impl Proxies {
    /// What `go` makes of the variables, and which of them it cannot read as they are meant.
    pub fn of_go(env: &Env) -> (Self, Vec<BadProxy>) {
        let mut bad = Vec::new();
        let mut read = |names| find(env, names, as_go).map_err(|error| bad.push(error)).ok().flatten();
        let (http, https) = (read(["HTTP_PROXY", "http_proxy"]), read(["HTTPS_PROXY", "https_proxy"]));
        (Self { http, https, exempt: exempt(env), cgi: env.get("REQUEST_METHOD").is_some() }, bad)
    }

    /// What gv's own requests go through: the variables, upper case before lower, and `ALL_PROXY` where they name none.
    /// Where `go` cannot read one as it is meant, this says so; blanks around a value do no harm here.
    pub fn from_env(env: &Env) -> Result<Self, BadProxy> {
        let find = |env, names| {
            find(env, names, |value| as_go(value).or_else(|bad| as_go(value.trim()).map_err(|_| bad)))
        };
        let all = find(env, ["ALL_PROXY", "all_proxy"])?;
        // A web server hands a client's `Proxy:` header to a CGI program under that name; so `go` refuses it.
        let http = match env.get("REQUEST_METHOD") {
            Some(_) => None,
            None => find(env, ["HTTP_PROXY", "http_proxy"])?,
        };
        let https = find(env, ["HTTPS_PROXY", "https_proxy"])?;
        Ok(Self { http: http.or_else(|| all.clone()), https: https.or(all), exempt: exempt(env), cgi: false })
    }

    /// Whether `go` refuses to ask for an address: `HTTP_PROXY` is set for it in the program of a web server.
    pub fn is_refused(&self, url: &Url) -> bool {
        self.cgi && url.scheme() == "http" && self.http.is_some() && self.for_url(url).is_some()
    }

    /// The proxy that an entry of `NO_PROXY` keeps from an address.
    pub fn gone_past(&self, url: &Url) -> Option<&Proxy> {
        let loopback = url.host().is_none_or(|host| is_loopback(&host));
        self.of_scheme(url).filter(|_| !loopback && self.for_url(url).is_none())
    }

    fn of_scheme(&self, url: &Url) -> Option<&Proxy> {
        match url.scheme() {
            "https" => self.https.as_ref(),
            "http" => self.http.as_ref(),
            _ => None,
        }
    }

    /// Whether one of them is spoken to over TLS.
    pub fn speak_tls(&self) -> bool {
        self.http.iter().chain(&self.https).any(|proxy| proxy.url.scheme() == "https")
    }

    /// Whether a host is the one of a proxy.
    pub fn is_host(&self, host: &str) -> bool {
        let mut urls = self.http.iter().chain(&self.https).map(|proxy| &proxy.url);
        urls.any(|url| url.host_str().is_some_and(|own| own.eq_ignore_ascii_case(host)))
    }

    /// The proxy for an address; `None` means directly. Loopback is always reached directly.
    pub fn for_url(&self, url: &Url) -> Option<&Proxy> {
        let proxy = self.of_scheme(url)?;
        let host = url.host()?;
        let port = url.port_or_known_default()?;
        let direct = is_never_proxied(&host) || self.exempt.iter().any(|exempt| exempt.covers(&host, port));
        (!direct).then_some(proxy)
    }
}

impl Proxy {
    /// One that another program's setting names.
    pub fn named(variable: &'static str, value: &str) -> Option<Self> {
        Some(Self { variable, url: as_go(value).ok()? })
    }

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

/// What is wrong with a value, and whom `go` asks in its place.
type Bad = (Reason, Option<String>);

fn find(
    env: &Env,
    names: [&'static str; 2],
    read: impl Fn(&str) -> Result<Url, Bad>,
) -> Result<Option<Proxy>, BadProxy> {
    let found = names.into_iter().find_map(|name| Some((name, env.get(name)?)));
    let Some((variable, value)) = found else { return Ok(None) };
    let url = value.to_str().ok_or((Reason::Text, None)).and_then(read);
    let url = url.map_err(|(reason, taken_for)| BadProxy { variable, reason, taken_for })?;
    Ok(Some(Proxy { variable, url }))
}

fn exempt(env: &Env) -> Vec<Exempt> {
    let list = env.text("NO_PROXY").or_else(|| env.text("no_proxy")).unwrap_or_default();
    list.split(',').filter_map(Exempt::parse).collect()
}

/// Takes `scheme://[user:password@]host[:port]`, and a bare `host:port` as http, as `parseProxy` of Go's httpproxy does:
/// what is no address is tried once more with `http://` before it, and passed over where that is none either.
fn as_go(value: &str) -> Result<Url, Bad> {
    let first = net_url::parse(value);
    if let Ok(parsed) = &first
        && !parsed.scheme.is_empty()
        && !parsed.host.is_empty()
    {
        return address(parsed).map_err(|reason| (reason, Some(parsed.host.clone())));
    }
    let reason = first.clone().err().map_or(Reason::Host, Reason::Syntax);
    match (net_url::parse(&format!("http://{value}")), first) {
        // Its own scheme has become the host.
        (Ok(parsed), _) if value.contains("://") || parsed.host.is_empty() => {
            let name = parsed.host.strip_suffix(':').unwrap_or(&parsed.host);
            Err((reason, Some(name.to_owned())))
        }
        (Ok(parsed), _) => address(&parsed).map_err(|reason| (reason, Some(parsed.host.clone()))),
        (Err(_), Ok(parsed)) => Err((reason, Some(parsed.host))),
        (Err(_), Err(_)) => Err((reason, None)),
    }
}

/// The same in a form that all programs read alike.
fn address(parsed: &net_url::Parsed) -> Result<Url, Reason> {
    let scheme = match parsed.scheme.as_str() {
        known @ ("https" | "socks5" | "socks5h") => known,
        _ => "http",
    };
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let login = parsed.user.as_ref().map(|(name, password)| match password {
        Some(password) => format!("{}:{}@", encoded(name), encoded(password)),
        None => format!("{}@", encoded(name)),
    });
    let url = Url::parse(&format!("{scheme}://{}{}", login.unwrap_or_default(), parsed.host));
    url.ok().filter(|url| url.host_str().is_some_and(|host| !host.is_empty())).ok_or(Reason::Host)
}

/// What `go` asks no proxy for. Of names it is `localhost` alone, not those below it.
fn is_never_proxied(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        address => is_loopback(address),
    }
}

displayed!(BadProxy, Reason);

impl BadProxy {
    /// Which variable, and what is wrong with its value.
    pub fn message(&self, lang: Lang) -> String {
        let (variable, reason) = (self.variable, self.reason.message(lang));
        say!(
            lang,
            "{variable} is not a proxy address as go reads them: {reason}",
            "{variable} 不是有效的代理地址：{reason}"
        )
    }
}

impl Reason {
    /// What is wrong with the value.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Syntax(fault) => fault.message(lang),
            Self::Host => say!(lang, "it has no host", "缺少主机名"),
            Self::Text => say!(lang, "it is not UTF-8 text", "不是 UTF-8 文本"),
        }
    }
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
        for value in [
            "http://u:s3cret@",
            "u:s3cret#x@h:1",
            "http://u:s3cret@h:port",
            "http://u:s3^cret@h:1",
            "http://",
        ] {
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

    /// What each value is to go1.27: the proxy that it asks, `passed over`, or `asks` the host that it takes for one.
    #[test]
    fn a_value_is_read_as_go_reads_it() {
        let read = |value: &str| {
            let env = Env::from_vars([("HTTPS_PROXY".into(), value.into())]);
            let (proxies, bad) = Proxies::of_go(&env);
            match (&proxies.https, bad.first().map(|bad| bad.taken_for.clone())) {
                (Some(proxy), _) => proxy.shown(),
                (None, Some(Some(host))) => format!("asks {host}"),
                (None, Some(None)) => "passed over".to_owned(),
                (None, None) => "none".to_owned(),
            }
        };
        for (value, expected) in [
            ("http://h:3140", "http://h:3140"),
            ("h:3140/", "http://h:3140"),
            ("HTTP://h:3140/path", "http://h:3140"),
            ("tcp://h:3140", "http://h:3140"),
            ("socks4://h:1080", "http://h:1080"),
            ("socks5h://h:1080", "socks5h://h:1080"),
            ("https://h", "https://h"),
            ("http://jane:Se@cret9@h:3128", "http://h:3128"),
            ("http://CORP%5Cann:pw@h:3128", "http://h:3128"),
            ("10.0.0.1:3128", "http://10.0.0.1:3128"),
            ("[::1]:3128", "http://[::1]:3128"),
            ("http://h:3140 ", "asks http"),
            (" http://h:3140", "passed over"),
            (" h:3140", "passed over"),
            ("\"http://h:3140\"", "asks \"http"),
            ("'http://h:3140'", "asks 'http"),
            ("http://u:se^cret@h:1", "asks http"),
            ("http://u:50%off@h:1", "passed over"),
            ("http://CORP\\ann:pw@h:1", "asks http"),
            ("http://u:p#w@h:1", "asks http"),
            ("http://h:port", "asks http"),
            ("http://", "asks http"),
        ] {
            assert_eq!(read(value), expected, "{value:?}");
        }
    }

    #[test]
    fn blanks_around_a_value_do_no_harm_to_gvs_own_requests() {
        assert_eq!(
            chosen(&[("HTTPS_PROXY", " http://h:3140 ")], "https://a.example/").unwrap(),
            "http://h:3140"
        );
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
