//! The hosts file of this machine: what it says of a host, and which lines of it are gv's own.

use crate::marked::{LineEnds, Marks};
use std::net::IpAddr;
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
        self.text.lines().enumerate().find_map(|(index, line)| {
            let line = line.split('#').next().unwrap_or_default().trim_start_matches('\u{feff}');
            let mut words = line.split_whitespace();
            let address = words.next()?.parse().ok()?;
            words.any(|name| name.eq_ignore_ascii_case(host)).then_some((index + 1, address))
        })
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
    fn lines_of_gv_are_told_from_others() {
        let block = String::from_utf8(MARKS.put(Some(b"1.2.3.4 a\n"), "5.6.7.8 b").unwrap()).unwrap();
        let file = HostsFile { path: PathBuf::new(), text: block + "9.9.9.9 c\n" };
        let gvs: Vec<_> = (0..8).filter(|line| file.is_gvs(*line)).collect();
        assert_eq!((gvs, file.line_of("b").map(|(line, _)| line)), (vec![2, 3, 4], Some(3)));
    }
}
