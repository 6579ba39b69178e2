//! What Windows keeps of a proxy (`ProxyServer`, `ProxyOverride`), said in the variables that `go` reads. Pure: text
//! in, text out.
//!
//! Sources: <https://learn.microsoft.com/windows/win32/wininet/enabling-internet-functionality>, and, where that is
//! silent, what Chromium reads out of the same values (`net/proxy_resolution/proxy_config.cc`).

/// The proxy of a system, in Go's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemProxy {
    /// For `HTTP_PROXY`.
    pub http: Option<String>,
    /// For `HTTPS_PROXY`.
    pub https: Option<String>,
    /// For `NO_PROXY`.
    pub exempt: Vec<String>,
    /// Exemptions that `NO_PROXY` has no words for: `<local>`, `intra*net`.
    pub untold: Vec<String>,
}

impl SystemProxy {
    /// Reads the two values of the registry.
    pub fn parse(server: &str, exceptions: &str) -> Self {
        let mut proxy = Self::servers(server);
        if proxy.is_none() {
            return proxy;
        }
        for entry in words(exceptions).filter(|entry| !entry.eq_ignore_ascii_case("<-loopback>")) {
            match exemption(entry) {
                Some(entry) if proxy.exempt.contains(&entry) => {}
                Some(entry) => proxy.exempt.push(entry),
                None => proxy.untold.push(entry.to_owned()),
            }
        }
        proxy
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// The variables that say the same to `go`.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        if self.is_none() {
            return Vec::new();
        }
        let servers = [("HTTP_PROXY", &self.http), ("HTTPS_PROXY", &self.https)];
        let servers = servers.into_iter().filter_map(|(name, server)| Some((name, server.clone()?)));
        let exempt = (!self.exempt.is_empty()).then(|| ("NO_PROXY", self.exempt.join(",")));
        servers.chain(exempt).collect()
    }

    /// One server for all, or one a scheme: `http=a:1;https=b:2;socks=c:3`. SOCKS stands in where a scheme has none,
    /// and so does a server without a scheme; of several the first counts.
    fn servers(text: &str) -> Self {
        let (mut http, mut https, mut all, mut socks) = (None, None, None, None);
        for word in words(text) {
            let (place, server) = match word.split_once('=') {
                None => (&mut all, server("http", word)),
                Some((scheme, server_text)) => match scheme.trim().to_ascii_lowercase().as_str() {
                    "http" => (&mut http, server("http", server_text)),
                    // Even here: the way to the proxy is plain HTTP, with CONNECT.
                    "https" => (&mut https, server("http", server_text)),
                    "socks" => (&mut socks, server("socks5", server_text)),
                    _ => continue,
                },
            };
            *place = place.take().or(server);
        }
        let other = all.or(socks);
        Self { http: http.or_else(|| other.clone()), https: https.or(other), ..Self::default() }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter == ';' || letter.is_whitespace()).filter(|word| !word.is_empty())
}

/// `scheme://host:port`; `None` for what names no host, or a port that is none.
fn server(usual: &str, text: &str) -> Option<String> {
    let (scheme, rest) = text.trim().split_once("://").unwrap_or((usual, text.trim()));
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => "http",
        "https" => "https",
        // Go knows no version 4; what speaks it speaks 5 as well, mostly.
        "socks" | "socks4" | "socks5" | "socks5h" => "socks5",
        _ => return None,
    };
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (login, place) = rest.rsplit_once('@').map_or(("", rest), |(login, place)| (login, place));
    let (host, port) = host_and_port(place)?;
    let port = port.unwrap_or(match scheme {
        "https" => 443,
        "socks5" => 1080,
        _ => 80,
    });
    let login = if login.is_empty() { String::new() } else { format!("{login}@") };
    let address = format!("{scheme}://{login}{host}:{port}");
    // What is no address to anybody (`http://08:80`) would be an error where it is used.
    // gv and go have to read it: they parse differently.
    let is_read = url::Url::parse(&address).is_ok() && crate::golang::net_url::parse(&address).is_ok();
    is_read.then_some(address)
}

/// The host, in brackets where it is an IPv6 address, and the port.
fn host_and_port(text: &str) -> Option<(String, Option<u16>)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (address, rest) = rest.split_once(']')?;
        address.parse::<std::net::Ipv6Addr>().ok()?;
        return Some((format!("[{address}]"), port(rest)?));
    }
    if text.parse::<std::net::Ipv6Addr>().is_ok() {
        return Some((format!("[{text}]"), None));
    }
    let (host, rest) = text.find(':').map_or((text, ""), |colon| text.split_at(colon));
    let named = !host.is_empty() && !host.contains(['=', ',', '<', '>', '"', '\\']);
    named.then(|| Some((host.to_owned(), port(rest)?)))?
}

/// What follows a host: nothing, or `:` and a number. `None` for anything else.
#[expect(clippy::option_option, reason = "no port is something else than a port that is none")]
fn port(text: &str) -> Option<Option<u16>> {
    if text.is_empty() {
        return Some(None);
    }
    text.strip_prefix(':')?.parse().ok().filter(|port| *port > 0).map(Some)
}

/// An entry of `ProxyOverride` as one of `NO_PROXY`; `None` where Go has no words for it. A name exempts the names
/// below it too, as Go's always do.
fn exemption(entry: &str) -> Option<String> {
    let entry = entry.to_ascii_lowercase();
    let entry = entry.split_once("://").map_or(entry.as_str(), |(_, rest)| rest).trim_end_matches('/');
    let (host, port) = match entry.rsplit_once(':') {
        Some((host, digits)) if !host.contains(':') || host.ends_with(']') => {
            (host, Some(digits.parse::<u16>().ok()?))
        }
        _ => (entry, None),
    };
    let told = match host {
        "*" | "*.*" => "*".to_owned(),
        _ if !host.contains('*') => plain(host)?,
        _ => wild(host)?,
    };
    // A network has no port in Go.
    match port {
        Some(_) if told.contains('/') || told == "*" => None,
        Some(port) if told.contains(':') => Some(format!("[{told}]:{port}")),
        Some(port) => Some(format!("{told}:{port}")),
        None => Some(told),
    }
}

fn plain(host: &str) -> Option<String> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_address = host.parse::<std::net::IpAddr>().is_ok();
    let is_name = !host.is_empty() && !host.contains([':', '<', '>', '=', ',', '?', '/']);
    (is_address || is_name).then(|| host.to_owned())
}

/// `*.corp.com`, `*corp.com`, `10.*`, `192.168.*.*`
fn wild(host: &str) -> Option<String> {
    if let Some(name) = host.strip_prefix('*') {
        let bare = name.trim_start_matches('.');
        // Not `*.10`: numbers at the end are an address's.
        let is_name = !bare.contains('*')
            && bare.contains(|letter: char| letter.is_ascii_alphabetic() || letter > '\u{7f}');
        return is_name.then(|| plain(name)).flatten();
    }
    let numbers: Vec<&str> = host.split('.').collect();
    let known = numbers.iter().take_while(|number| **number != "*").count();
    let numeric = numbers[..known].iter().all(|number| number.parse::<u8>().is_ok());
    let rest_is_open = numbers[known..].iter().all(|number| *number == "*");
    let fits = numeric && rest_is_open && (1..4).contains(&known) && numbers.len() <= 4;
    fits.then(|| {
        let zeros = ".0".repeat(4 - known);
        format!("{}{zeros}/{}", numbers[..known].join("."), known * 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn servers_are_read_in_every_form() {
        for (text, http, https) in [
            ("", "", ""),
            (";", "", ""),
            ("proxy:8080", "http://proxy:8080", "http://proxy:8080"),
            ("127.0.0.1:7890", "http://127.0.0.1:7890", "http://127.0.0.1:7890"),
            ("proxy", "http://proxy:80", "http://proxy:80"),
            (" proxy:8080 ", "http://proxy:8080", "http://proxy:8080"),
            ("http://proxy:8080", "http://proxy:8080", "http://proxy:8080"),
            ("http://proxy:8080/", "http://proxy:8080", "http://proxy:8080"),
            ("HTTP://Proxy:8080", "http://Proxy:8080", "http://Proxy:8080"),
            ("https://proxy:8443", "https://proxy:8443", "https://proxy:8443"),
            ("https://proxy", "https://proxy:443", "https://proxy:443"),
            ("socks5://proxy:1080", "socks5://proxy:1080", "socks5://proxy:1080"),
            ("socks://proxy", "socks5://proxy:1080", "socks5://proxy:1080"),
            ("http=a:1;https=b:2", "http://a:1", "http://b:2"),
            ("http=a:1 https=b:2", "http://a:1", "http://b:2"),
            ("HTTP=a:1;HTTPS=b:2;FTP=c:3", "http://a:1", "http://b:2"),
            ("http=http://a:1;https=http://b:2", "http://a:1", "http://b:2"),
            ("https=https://b:2", "", "https://b:2"),
            ("http=a:1", "http://a:1", ""),
            ("https=b:2", "", "http://b:2"),
            ("ftp=c:3", "", ""),
            ("socks=s:4", "socks5://s:4", "socks5://s:4"),
            ("http=a:1;socks=s:4", "http://a:1", "socks5://s:4"),
            ("http=a:1;https=b:2;socks=s:4", "http://a:1", "http://b:2"),
            ("http=a:1;d:5", "http://a:1", "http://d:5"),
            ("a:1;b:2", "http://a:1", "http://a:1"),
            ("http=a:1;http=b:2", "http://a:1", ""),
            ("[::1]:8080", "http://[::1]:8080", "http://[::1]:8080"),
            ("::1", "http://[::1]:80", "http://[::1]:80"),
            ("me:secret@proxy:8080", "http://me:secret@proxy:8080", "http://me:secret@proxy:8080"),
            ("公司.cn:8080", "http://公司.cn:8080", "http://公司.cn:8080"),
            (":8080", "", ""),
            ("proxy:", "", ""),
            ("proxy:0", "", ""),
            ("proxy:port", "", ""),
            ("proxy:99999", "", ""),
            ("http=", "", ""),
            ("=a:1", "", ""),
            ("http=;https=b:2", "", "http://b:2"),
            ("gopher://proxy:70", "", ""),
            ("file:///etc/passwd", "", ""),
            ("http:\\\\proxy", "", ""),
        ] {
            let read = SystemProxy::parse(text, "");
            let shown = |server: Option<String>| server.unwrap_or_default();
            assert_eq!(
                (shown(read.http), shown(read.https)),
                (http.to_owned(), https.to_owned()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn exemptions_are_read_in_every_form() {
        for (text, exempt, untold) in [
            ("", "", ""),
            ("localhost", "localhost", ""),
            ("<local>", "", "<local>"),
            ("<LOCAL>;<-loopback>", "", "<LOCAL>"),
            ("*.corp.example", ".corp.example", ""),
            ("*corp.example", "corp.example", ""),
            (".corp.example", ".corp.example", ""),
            ("corp.example", "corp.example", ""),
            ("Corp.Example", "corp.example", ""),
            ("corp.example:8080", "corp.example:8080", ""),
            ("*.corp.example:8080", ".corp.example:8080", ""),
            ("https://corp.example", "corp.example", ""),
            ("http://*.corp.example/", ".corp.example", ""),
            ("10.*", "10.0.0.0/8", ""),
            ("10.*.*.*", "10.0.0.0/8", ""),
            ("172.16.*", "172.16.0.0/16", ""),
            ("192.168.*.*", "192.168.0.0/16", ""),
            ("192.168.1.*", "192.168.1.0/24", ""),
            ("192.168.1.7", "192.168.1.7", ""),
            ("192.168.1.7:81", "192.168.1.7:81", ""),
            ("10.*:81", "", "10.*:81"),
            ("172.1*", "", "172.1*"),
            ("10.*.1", "", "10.*.1"),
            ("300.*", "", "300.*"),
            ("1.2.3.4.*", "", "1.2.3.4.*"),
            ("*.10", "", "*.10"),
            ("intra*", "", "intra*"),
            ("*corp*", "", "*corp*"),
            ("a.*.example", "", "a.*.example"),
            ("*", "*", ""),
            ("*.*", "*", ""),
            ("[::1]", "::1", ""),
            ("::1", "::1", ""),
            ("[fe80::1]:80", "[fe80::1]:80", ""),
            ("fe80::*", "", "fe80::*"),
            ("a;b c\td;;", "a,b,c,d", ""),
            ("a;A;a", "a", ""),
            ("a:port", "", "a:port"),
            ("*.公司.cn", ".公司.cn", ""),
            (
                "localhost;127.*;10.*;172.16.*;192.168.*;<local>",
                "localhost,127.0.0.0/8,10.0.0.0/8,172.16.0.0/16,192.168.0.0/16",
                "<local>",
            ),
        ] {
            let read = SystemProxy::parse("p:1", text);
            assert_eq!(
                (read.exempt.join(","), read.untold.join(",")),
                (exempt.to_owned(), untold.to_owned()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn without_a_proxy_nothing_is_told() {
        assert!(SystemProxy::parse("", "localhost;*.corp").variables().is_empty());
        let told = SystemProxy::parse("https=b:2", "localhost;*.corp").variables();
        assert_eq!(
            told,
            [("HTTPS_PROXY", "http://b:2".to_owned()), ("NO_PROXY", "localhost,.corp".to_owned())]
        );
    }

    proptest! {
        #[test]
        fn what_is_told_is_read_by_gos_rules(server in "\\PC{0,20}|(http|https|socks)?=?[a-z.]{0,6}:?[0-9]{0,5}", exceptions in "[a-z0-9.*:;<>\\[\\] -]{0,30}") {
            use crate::env::Env;
            use crate::golang::proxy::Proxies;
            let told = SystemProxy::parse(&server, &exceptions).variables();
            prop_assert!(told.iter().all(|(_, value)| !value.contains(['\n', '\0'])));
            let env = Env::from_vars(told.into_iter().map(|(name, value)| (name.into(), value.into())));
            prop_assert!(Proxies::from_env(&env).is_ok(), "{server:?}");
        }
    }
}
