//! Which hosts are this machine: `localhost` and all below it (RFC 6761), 127.0.0.0/8, `::1`, and the first of these written
//! as IPv6.

use url::{Host, Url};

/// Whether a host is this machine.
pub fn is_loopback<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => is_localhost(name.as_ref()),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.to_canonical().is_loopback(),
    }
}

/// Whether an address leads to this machine.
pub fn is_loopback_url(url: &Url) -> bool {
    url.host().is_some_and(|host| is_loopback(&host))
}

fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let last = name.rsplit('.').next().unwrap_or_default();
    last.eq_ignore_ascii_case("localhost") && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_many_names() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "x.localhost",
            "a.b.localhost",
            "127.0.0.1",
            "127.255.255.254",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(is_loopback_url(&Url::parse(&format!("http://{host}:3000/x")).unwrap()), "{host}");
        }
        for host in ["localhost.example", "mylocalhost", "128.0.0.1", "0.0.0.0", "[::2]", "[::ffff:10.0.0.1]"]
        {
            assert!(!is_loopback_url(&Url::parse(&format!("http://{host}/")).unwrap()), "{host}");
        }
        assert!(!is_loopback_url(&Url::parse("file:///srv").unwrap()));
    }
}
