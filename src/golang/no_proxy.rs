//! One entry of `NO_PROXY`, as golang.org/x/net/http/httpproxy reads it.

use std::net::IpAddr;
use url::Host;

/// One entry of `NO_PROXY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Exempt {
    All,
    Network { address: IpAddr, bits: u32 },
    Address { address: IpAddr, port: Option<u16> },
    Domain { suffix: String, itself: bool, port: Option<u16> },
}

impl Exempt {
    /// `None` for an entry that means nothing; `go` ignores those too.
    pub fn parse(entry: &str) -> Option<Self> {
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

    pub fn covers(&self, host: &Host<&str>, port: u16) -> bool {
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
