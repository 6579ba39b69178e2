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
    use super::registry::{Hive, Key, read};
    let key = Key { hive: Hive::Machine, path: r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters" };
    let text = |name| read(key, name).ok()??.as_text().filter(|text| !text.trim().is_empty());
    let text = text("NameServer").or_else(|| text("DhcpNameServer")).unwrap_or_default();
    text.split([' ', ',']).filter_map(|word| word.parse().ok()).collect()
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
    fn a_resolv_conf_names_servers() {
        let text = "# nameserver 9.9.9.9\nsearch corp.example\nnameserver 10.0.0.1\n nameserver\t::1 \nnameserver x\n";
        assert_eq!(of_file(text), ["10.0.0.1".parse::<IpAddr>().unwrap(), "::1".parse().unwrap()]);
    }
}
