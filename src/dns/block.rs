//! The marked block of addresses in a hosts file or one of dnsmasq's: what stands in it, and how it is read back.

use super::Line;
pub use crate::managed_block::Damage;
pub use crate::probe::hosts::MARKS;
use std::net::IpAddr;

/// How an address is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// As in a hosts file.
    Hosts,
    /// As dnsmasq reads it: an address of this very name, a line each. `address=/HOST/ADDRESS`, which gv wrote once, holds
    /// for every name below it too.
    Dnsmasq,
}

impl Syntax {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        self.switch().trim_start_matches('-')
    }

    /// The switch of `gv dns` that asks for it.
    pub fn switch(self) -> &'static str {
        match self {
            Self::Hosts => "--hosts",
            Self::Dnsmasq => "--dnsmasq",
        }
    }

    /// What stands between the marks. `when` is the moment the addresses were tried.
    pub fn lines(self, lines: &[Line], when: &str) -> String {
        let switch = self.switch();
        let mut text = format!(
            "# {when}: every address below passed a TLS handshake for its host.\n\
             # Written by `gv dns fix {switch}`; `gv dns unfix {switch}` takes it out.\n"
        );
        for line in lines {
            text += &self.line(line);
            text.push('\n');
        }
        text
    }

    fn line(self, Line { address, name }: &Line) -> String {
        match self {
            Self::Hosts => format!("{address} {name}"),
            Self::Dnsmasq => format!("host-record={name},{address}"),
        }
    }

    /// The hosts that the block of a file names; none without a block.
    pub fn names(self, content: &[u8]) -> Vec<String> {
        let Ok(Some(block)) = MARKS.get(content) else { return Vec::new() };
        let block = String::from_utf8_lossy(block);
        let mut names: Vec<String> = block.lines().filter_map(|line| self.name(line.trim())).collect();
        names.dedup();
        names
    }

    fn name(self, line: &str) -> Option<String> {
        let (address, name) = match self {
            Self::Hosts => line.split_once(' ')?,
            Self::Dnsmasq => {
                let record = line.strip_prefix("host-record=").and_then(|it| it.split_once(','));
                let old = || line.strip_prefix("address=/")?.split_once('/');
                let (name, address) = record.or_else(old)?;
                (address, name)
            }
        };
        address.parse::<IpAddr>().is_ok().then(|| name.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines() -> impl Strategy<Value = Vec<Line>> {
        let line = (any::<IpAddr>(), "[a-z]{1,8}\\.[a-z]{2,5}");
        proptest::collection::vec(line.prop_map(|(address, name)| Line { address, name }), 1..5)
    }

    fn syntax() -> impl Strategy<Value = Syntax> {
        prop_oneof![Just(Syntax::Hosts), Just(Syntax::Dnsmasq)]
    }

    proptest! {
        #[test]
        fn the_names_of_a_block_are_read_back(syntax in syntax(), lines in lines()) {
            let with = MARKS.put(Some(b"1.2.3.4 other.example\r\n"), &syntax.lines(&lines, "now")).unwrap();
            let mut names: Vec<_> = lines.into_iter().map(|line| line.name).collect();
            names.dedup();
            prop_assert_eq!(syntax.names(&with), names);
        }
    }

    #[test]
    fn a_block_is_what_it_says() {
        let lines = [Line { address: [192, 0, 2, 7].into(), name: "go.dev".into() }];
        let hosts = MARKS.around(&Syntax::Hosts.lines(&lines, "2026-11-21T11:00:00Z"));
        assert_eq!(
            hosts,
            "# >>> gv dns >>>\n\
             # 2026-11-21T11:00:00Z: every address below passed a TLS handshake for its host.\n\
             # Written by `gv dns fix --hosts`; `gv dns unfix --hosts` takes it out.\n\
             192.0.2.7 go.dev\n\
             # <<< gv dns <<<\n"
        );
        assert!(Syntax::Dnsmasq.lines(&lines, "now").contains("\nhost-record=go.dev,192.0.2.7\n"));
    }

    #[test]
    fn a_block_of_the_older_form_is_read_renewed_and_taken_out() {
        let old = "# >>> gv dns >>>\n# There was no such file before.\naddress=/go.dev/192.0.2.7\naddress=/go.dev/2001:db8::7\n# <<< gv dns <<<\n";
        assert_eq!(Syntax::Dnsmasq.names(old.as_bytes()), ["go.dev"]);
        assert!(MARKS.take(old.as_bytes()).unwrap().unwrap().disposable);
        let lines = [Line { address: [192, 0, 2, 8].into(), name: "go.dev".into() }];
        let renewed = MARKS.put(Some(old.as_bytes()), &Syntax::Dnsmasq.lines(&lines, "now")).unwrap();
        let text = String::from_utf8(renewed.clone()).unwrap();
        assert!(text.contains("host-record=go.dev,192.0.2.8\n") && !text.contains("address=/"), "{text}");
        assert!(MARKS.take(&renewed).unwrap().unwrap().disposable);
    }
}
