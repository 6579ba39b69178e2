//! Whom the system asks for names, and where its hosts file is. Facts only.

use crate::env::Env;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// More are not asked: the C library asks no more.
const MOST: usize = 3;

/// The servers that are asked for names, in their order; none where that cannot be known.
pub fn servers() -> Vec<SocketAddr> {
    named().into_iter().take(MOST).map(|address| SocketAddr::new(address, 53)).collect()
}

#[cfg(unix)]
fn named() -> Vec<IpAddr> {
    // macOS keeps this file for who reads it.
    std::fs::read_to_string("/etc/resolv.conf").map_or_else(|_| Vec::new(), |text| of_file(&text))
}

#[cfg(windows)]
fn named() -> Vec<IpAddr> {
    use ipconfig::{IfType, OperStatus};
    let adapters = ipconfig::get_adapters().unwrap_or_default();
    let up = adapters.iter().filter(|it| {
        it.oper_status() == OperStatus::IfOperStatusUp && it.if_type() != IfType::SoftwareLoopback
    });
    in_order(up.map(|it| Adapter {
        leads_out: !it.gateways().is_empty(),
        metric: it.ipv4_metric().min(it.ipv6_metric()),
        servers: it.dns_servers().to_vec(),
    }))
}

/// What a network adapter of Windows is set to.
#[cfg(any(windows, test))]
struct Adapter {
    leads_out: bool,
    metric: u32,
    servers: Vec<IpAddr>,
}

/// The servers of all adapters, those first that Windows prefers: of what leads out, then of the least metric.
#[cfg(any(windows, test))]
fn in_order(adapters: impl Iterator<Item = Adapter>) -> Vec<IpAddr> {
    let mut adapters: Vec<_> = adapters.collect();
    adapters.sort_by_key(|it| (!it.leads_out, it.metric));
    let mut servers = Vec::new();
    for server in adapters.into_iter().flat_map(|it| it.servers) {
        if !is_placeholder(server) && !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

/// What Windows fills in where an adapter has no server: `fec0:0:0:ffff::1` to `3`. Nobody answers there.
#[cfg(any(windows, test))]
fn is_placeholder(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(v6) if v6.segments()[..7] == [0xfec0, 0, 0, 0xffff, 0, 0, 0])
}

/// The `nameserver` lines of a resolv.conf.
#[cfg_attr(all(windows, not(test)), expect(dead_code, reason = "Windows has no such file"))]
fn of_file(text: &str) -> Vec<IpAddr> {
    let server = |line: &str| {
        let mut words = line.split_whitespace();
        (words.next()? == "nameserver").then(|| words.next()?.parse().ok())?
    };
    text.lines().filter_map(server).collect()
}

/// Where the hosts file is.
pub fn hosts_file(env: &Env) -> PathBuf {
    if cfg!(windows) {
        let root = env.get("SYSTEMROOT").map_or_else(|| PathBuf::from(r"C:\Windows"), PathBuf::from);
        root.join(r"System32\drivers\etc\hosts")
    } else {
        "/etc/hosts".into()
    }
}

/// The command that opens the hosts file at a line.
pub fn hosts_command(path: &Path, line: usize) -> String {
    if cfg!(windows) {
        format!("notepad {}", path.display())
    } else {
        format!("sudo vi +{line} {}", path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adapters_are_asked_in_the_order_of_windows() {
        let adapter = |leads_out, metric, servers: &[&str]| Adapter {
            leads_out,
            metric,
            servers: servers.iter().map(|text| text.parse().unwrap()).collect(),
        };
        let adapters = [
            adapter(false, 5, &["fec0:0:0:ffff::1", "fec0:0:0:ffff::2", "10.9.9.9"]),
            adapter(true, 50, &["192.168.1.1", "223.5.5.5"]),
            adapter(true, 25, &["223.5.5.5", "fd00::53"]),
        ];
        let order: Vec<_> = in_order(adapters.into_iter()).iter().map(ToString::to_string).collect();
        assert_eq!(order, ["223.5.5.5", "fd00::53", "192.168.1.1", "10.9.9.9"]);
    }

    #[test]
    fn a_resolv_conf_names_servers() {
        let text = "# nameserver 9.9.9.9\nsearch corp.example\nnameserver 10.0.0.1\n nameserver\t::1 \nnameserver x\n";
        assert_eq!(of_file(text), ["10.0.0.1".parse::<IpAddr>().unwrap(), "::1".parse().unwrap()]);
    }
}
