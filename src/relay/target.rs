//! A place that a client of the relay wants to reach, and the places that the relay does not reach for anyone.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Host;

/// A host and a port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// A name in lower case, or an address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Target {
    /// Reads `host:port`, `[v6]:port`; `None` for what is neither. Other spellings of an address (`127.1`, `0x7f.1`) are
    /// read as the system would read them.
    pub fn parse(authority: &str) -> Option<Self> {
        let (host, port) = authority.rsplit_once(':')?;
        let port = port.parse().ok().filter(|port| *port != 0)?;
        Self::of(host, port)
    }

    /// A host, with brackets around an IPv6 address, and a port.
    pub fn of(host: &str, port: u16) -> Option<Self> {
        let host = match Host::parse(host).ok()? {
            Host::Domain(name) => name.strip_suffix('.').unwrap_or(&name).to_owned(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_canonical().to_string(),
        };
        (!host.is_empty()).then_some(Self { host, port })
    }

    /// An address and a port.
    pub fn at(address: IpAddr, port: u16) -> Self {
        Self { host: address.to_canonical().to_string(), port }
    }

    /// The address, where the host is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Whether it is a place of this machine or of its cloud, by what is written.
    pub fn is_inner(&self) -> bool {
        if let Some(address) = self.address() {
            return is_inner(address);
        }
        let host = self.host.as_str();
        host == "localhost" || host.ends_with(".localhost") || METADATA_NAMES.contains(&host)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

/// The names at which clouds tell a machine its secrets.
const METADATA_NAMES: [&str; 4] =
    ["metadata", "metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"];
/// The addresses for the same that are not link-local: Alibaba Cloud, Oracle, Azure.
const METADATA_V4: [Ipv4Addr; 3] =
    [Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(192, 0, 0, 192), Ipv4Addr::new(168, 63, 129, 16)];
/// The same at Amazon.
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
/// Addresses of IPv4 in IPv6 (RFC 6052).
const NAT64: [u16; 6] = [0x64, 0xff9b, 0, 0, 0, 0];

/// Whether an address leads to this machine, to its link, or to what a cloud tells a machine about itself.
pub fn is_inner(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            address.is_loopback()
                || address.octets()[0] == 0
                || address.is_link_local()
                || address.is_multicast()
                || address.is_broadcast()
                || METADATA_V4.contains(&address)
        }
        IpAddr::V6(address) => {
            let [start @ .., high, low] = address.segments();
            if start == NAT64 {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                return is_inner(Ipv4Addr::new(a, b, c, d).into());
            }
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unicast_link_local()
                || address.is_multicast()
                || address == METADATA_V6
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_is_read_in_every_spelling() {
        for (text, read) in [
            ("Proxy.GoLang.org:443", Some("proxy.golang.org:443")),
            ("go.dev.:80", Some("go.dev:80")),
            ("[2001:db8::1]:443", Some("[2001:db8::1]:443")),
            ("[::ffff:127.0.0.1]:1", Some("127.0.0.1:1")),
            ("127.1:80", Some("127.0.0.1:80")),
            ("0x7f.1:80", Some("127.0.0.1:80")),
            ("2130706433:80", Some("127.0.0.1:80")),
            ("bücher.example:1", Some("xn--bcher-kva.example:1")),
            ("go.dev", None),
            ("go.dev:0", None),
            ("go.dev:65536", None),
            (":443", None),
            (".:443", None),
            ("a b:443", None),
            ("u@h:443", None),
            ("2001:db8::1:443", None),
        ] {
            assert_eq!(Target::parse(text).map(|it| it.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn this_machine_and_its_cloud_are_inner_places() {
        for inner in [
            "localhost:1",
            "a.localhost:1",
            "127.9.9.9:1",
            "[::1]:1",
            "[::]:1",
            "0.0.0.0:1",
            "169.254.169.254:80",
            "[fe80::1]:1",
            "[fd00:ec2::254]:80",
            "metadata.google.internal:80",
            "100.100.100.200:80",
            "[::ffff:169.254.169.254]:80",
            "[64:ff9b::7f00:1]:80",
            "224.0.0.1:1",
        ] {
            assert!(Target::parse(inner).unwrap().is_inner(), "{inner}");
        }
        for outer in [
            "go.dev:443",
            "10.0.0.1:22",
            "192.168.1.1:1",
            "[2001:db8::1]:1",
            "[fd00::1]:1",
            "localhost.example:1",
        ] {
            assert!(!Target::parse(outer).unwrap().is_inner(), "{outer}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(text in "\\PC{0,30}") {
            if let Some(target) = Target::parse(&text) {
                prop_assert_eq!(Target::parse(&target.to_string()), Some(target));
            }
        }
    }
}
