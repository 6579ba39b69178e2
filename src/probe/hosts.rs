//! The hosts file of this machine: what it says of a host, and which lines of it are gv's own.

use crate::managed_block::{LineEnds, Marks};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;

/// What stands around the lines that gv writes into it, or into a file of dnsmasq's.
pub const MARKS: Marks =
    Marks { start: "# >>> gv dns >>>", end: "# <<< gv dns <<<", line_ends: LineEnds::OfFile };

/// A hosts file, and where it lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostsFile {
    /// The file.
    pub path: PathBuf,
    /// All of it; empty where it cannot be read.
    pub text: String,
}

impl HostsFile {
    /// The first line that names a host: its number, counted from 1, and the address.
    pub fn line_of(&self, host: &str) -> Option<(usize, IpAddr)> {
        self.lines_of(host).next()
    }

    fn lines_of(&self, host: &str) -> impl Iterator<Item = (usize, IpAddr)> {
        self.text.lines().enumerate().filter_map(move |(index, line)| {
            let line = line.split('#').next().unwrap_or_default().trim_start_matches('\u{feff}');
            let mut words = line.split_whitespace();
            let address = words.next()?.parse().ok()?;
            words.any(|name| name.eq_ignore_ascii_case(host)).then_some((index + 1, address))
        })
    }

    /// All addresses that it has for a host.
    pub fn addresses_of(&self, host: &str) -> Vec<IpAddr> {
        self.lines_of(host.strip_suffix('.').unwrap_or(host)).map(|(_, address)| address).collect()
    }

    /// The loopback addresses of a name of this machine, for which they are right, whatever DNS says: `localhost` and
    /// what lies below it (RFC 6761, 6.3), the aliases that systems write beside it, and the machine's own name, which
    /// is one word. `None` for every other name.
    pub fn loopback_of(&self, host: &str) -> Option<Vec<IpAddr>> {
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        let is_localhost = name == "localhost" || name.ends_with(".localhost");
        let is_alias = name == "localhost.localdomain" || !name.contains('.');
        let listed: Vec<IpAddr> = self.lines_of(&name).map(|(_, address)| address).collect();
        if listed.is_empty() {
            return is_localhost.then(|| vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
        }
        ((is_localhost || is_alias) && listed.iter().all(IpAddr::is_loopback)).then_some(listed)
    }

    /// Whether a line, counted from 1, is one that `gv dns fix` has written.
    pub fn is_gvs(&self, line: usize) -> bool {
        MARKS.covers(self.text.as_bytes(), line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hosts_file_is_read_as_systems_read_it() {
        let text = "\u{feff}127.0.0.1 localhost\n# 1.2.3.4 go.dev\n203.0.113.1\tGo.dev  www.go.dev # old\nx go.dev\n";
        let file = HostsFile { path: PathBuf::new(), text: text.to_owned() };
        assert_eq!(file.line_of("go.dev"), Some((3, [203, 0, 113, 1].into())));
        assert_eq!(file.line_of("localhost"), Some((1, [127, 0, 0, 1].into())));
        assert_eq!(file.line_of("old"), None);
    }

    #[test]
    fn names_of_this_machine_have_its_loopback_addresses() {
        let text = "127.0.0.1 localhost a.example\n::1 LocalHost ip6-loopback\n127.0.1.1 box.example box\n\
                    10.0.0.1 web\n127.0.0.1 go.dev\n";
        let file = HostsFile { path: PathBuf::new(), text: text.to_owned() };
        let of = |host: &str| {
            file.loopback_of(host).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(of("LOCALHOST."), texts(&["127.0.0.1", "::1"]));
        assert_eq!(of("x.localhost"), texts(&["127.0.0.1", "::1"]));
        assert_eq!(of("ip6-loopback"), texts(&["::1"]));
        assert_eq!(of("box"), texts(&["127.0.1.1"]));
        for other in ["go.dev", "a.example", "web", "nowhere", "localhost.example", "notlocalhost"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn lines_of_gv_are_told_from_others() {
        let block = String::from_utf8(MARKS.put(Some(b"1.2.3.4 a\n"), "5.6.7.8 b").unwrap()).unwrap();
        let file = HostsFile { path: PathBuf::new(), text: block + "9.9.9.9 c\n" };
        let gvs: Vec<_> = (0..8).filter(|line| file.is_gvs(*line)).collect();
        assert_eq!((gvs, file.line_of("b").map(|(line, _)| line)), (vec![2, 3, 4], Some(3)));
    }
}
