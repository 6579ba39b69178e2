//! One rule of git's that rewrites addresses: `[url "BASE"] insteadOf = PREFIX` (git-config(1)). Git takes the rule
//! with the longest prefix, and only one.

use super::Host;
use crate::urls::masked_git_address;

/// Addresses that begin with `prefix` are fetched from `base` instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What is put in the place of the prefix.
    pub base: String,
    /// What is replaced.
    pub prefix: String,
    /// Whether it is for pushing only (`pushInsteadOf`): then it does not matter to `go`.
    pub push_only: bool,
    /// The file it stands in, as git names it.
    pub file: String,
    /// Whether it stands in the system's file and not in the user's.
    pub system: bool,
}

/// How git shall reach a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// `https://HOST/`
    Https,
    /// `ssh://git@HOST/`
    Ssh,
}

/// What is odd about a set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleProblem<'a> {
    /// Each undoes the other: an address goes one way or the other, depending on how it is written.
    Loop(&'a Rule, &'a Rule),
    /// It leads to the git protocol, which is neither encrypted nor authenticated, and which most hosts have closed.
    GitProtocol(&'a Rule),
    /// It contains a user or a password, readable for every reader of the file.
    Credential(&'a Rule),
}

impl By {
    /// The beginning of every address of a host, or of an owner there.
    pub fn base(self, host: &Host) -> String {
        let (address, path) = (host.host(), host.path());
        match self {
            By::Https => format!("https://{address}/{path}"),
            By::Ssh => format!("ssh://git@{address}/{path}"),
        }
    }

    fn other(self) -> Self {
        match self {
            By::Https => By::Ssh,
            By::Ssh => By::Https,
        }
    }

    /// How addresses of the host are written otherwise.
    pub fn prefixes(self, host: &Host) -> Vec<String> {
        let (address, name, path) = (host.host(), host.name(), host.path());
        let with_port = [format!("http://{address}/{path}"), format!("git://{name}/{path}")];
        let others = match self {
            By::Https => vec![
                format!("ssh://git@{name}/{path}"),
                format!("ssh://{name}/{path}"),
                format!("git@{name}:{path}"),
            ],
            By::Ssh => vec![format!("https://{address}/{path}")],
        };
        others.into_iter().chain(with_port).collect()
    }
}

impl Rule {
    /// Whether it has to do with a host, or with one owner there.
    pub fn is_about(&self, host: &Host) -> bool {
        let about = |address: &str| {
            let path = host.path();
            host_of(address) == Some(host.name()) && path_of(address).starts_with(&*path)
        };
        [&self.base, &self.prefix].into_iter().any(|address| about(address))
    }

    /// Whether it leads away from how a host is to be reached, for all of the host: to another address of it, or the
    /// other way, as gv itself may have written it earlier.
    pub fn opposes(&self, by: By, host: &Host) -> bool {
        let base = by.base(host);
        let is_whole = self.prefix == base || self.prefix == base.trim_end_matches('/');
        let away = is_whole && self.base != base && host_of(&self.base) == Some(host.name());
        let other = by.other();
        let back = self.base == other.base(host) && other.prefixes(host).contains(&self.prefix);
        !self.push_only && (away || back)
    }

    /// The host that it leads to.
    pub fn host(&self) -> Option<&str> {
        host_of(&self.base)
    }

    /// The rule as it may be shown: what may be a password is left out.
    pub fn shown(&self) -> (String, String) {
        (masked_git_address(&self.base), masked_git_address(&self.prefix))
    }
}

/// What git makes of an address that is fetched.
pub fn rewritten(rules: &[Rule], address: &str) -> Option<String> {
    let fitting = rules.iter().filter(|rule| !rule.push_only && address.starts_with(&rule.prefix));
    // Of equally long ones git takes the first, and this would take the last.
    let rule = fitting.rev().max_by_key(|rule| rule.prefix.len())?;
    Some(format!("{}{}", rule.base, &address[rule.prefix.len()..]))
}

/// What is odd, in the order of the rules.
pub fn problems(rules: &[Rule]) -> Vec<RuleProblem<'_>> {
    let mut found = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        let undone = |other: &&Rule| {
            !rule.push_only
                && !other.push_only
                && rule.base.starts_with(&other.prefix)
                && other.base.starts_with(&rule.prefix)
        };
        found.extend(rules[place..].iter().filter(undone).map(|other| RuleProblem::Loop(rule, other)));
        if rule.base.starts_with("git://") {
            found.push(RuleProblem::GitProtocol(rule));
        }
        if [&rule.base, &rule.prefix].into_iter().any(|address| masked_git_address(address) != **address) {
            found.push(RuleProblem::Credential(rule));
        }
    }
    found
}

/// The host of `scheme://[user@]host[:port]/…` or `[user@]host:…`, without its port.
fn host_of(address: &str) -> Option<&str> {
    let (authority, _) = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').unwrap_or((rest, "")),
        None => address.split_once(':')?,
    };
    let host = authority.rsplit('@').next()?;
    host.split(':').next().filter(|host| !host.is_empty())
}

/// What stands behind the host of an address, without the slash or colon between.
fn path_of(address: &str) -> &str {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/'),
        None => address.split_once(':'),
    };
    path.map_or("", |(_, path)| path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(base: &str, prefix: &str) -> Rule {
        let (base, prefix) = (base.to_owned(), prefix.to_owned());
        Rule { base, prefix, push_only: false, file: "file:/home/u/.gitconfig".to_owned(), system: false }
    }

    fn host(text: &str) -> Host {
        text.parse().unwrap()
    }

    #[test]
    fn every_spelling_of_a_host_goes_one_way() {
        for (by, expected) in [(By::Https, "https://h.example/a/b"), (By::Ssh, "ssh://git@h.example/a/b")] {
            let h = host("h.example");
            let rules: Vec<_> = by.prefixes(&h).iter().map(|prefix| rule(&by.base(&h), prefix)).collect();
            for address in ["http://h.example/a/b", "git://h.example/a/b", "https://h.example/a/b"] {
                let went = rewritten(&rules, address).unwrap_or_else(|| address.to_owned());
                assert_eq!(went, expected, "{address}");
            }
            assert_eq!(rewritten(&rules, "https://h.example.evil/a"), None);
        }
        let h = host("h.example");
        let rules: Vec<_> =
            By::Https.prefixes(&h).iter().map(|prefix| rule(&By::Https.base(&h), prefix)).collect();
        for address in ["git@h.example:a/b", "ssh://git@h.example/a/b", "ssh://h.example/a/b"] {
            assert_eq!(rewritten(&rules, address).as_deref(), Some("https://h.example/a/b"), "{address}");
        }
    }

    #[test]
    fn the_longest_prefix_wins() {
        let rules = [rule("ssh://git@h/", "https://h/"), rule("https://mirror/c/", "https://h/c/")];
        assert_eq!(rewritten(&rules, "https://h/c/x").as_deref(), Some("https://mirror/c/x"));
        assert_eq!(rewritten(&rules, "https://h/d/x").as_deref(), Some("ssh://git@h/d/x"));
        let rules = [rule("https://first/", "https://h/"), rule("https://second/", "https://h/")];
        assert_eq!(rewritten(&rules, "https://h/x").as_deref(), Some("https://first/x"));
    }

    #[test]
    fn a_rule_for_an_owner_reaches_no_other() {
        let corp = host("github.com/corp");
        for by in [By::Https, By::Ssh] {
            let base = by.base(&corp);
            let rules: Vec<_> = by.prefixes(&corp).iter().map(|prefix| rule(&base, prefix)).collect();
            assert!(rules.iter().all(|rule| rule.is_about(&corp) && rule.is_about(&host("github.com"))));
            for start in
                ["https://github.com/", "http://github.com/", "ssh://git@github.com/", "git@github.com:"]
            {
                assert_eq!(rewritten(&rules, &format!("{start}corporate/x")), None, "{start}");
                let went = rewritten(&rules, &format!("{start}corp/x"));
                assert!(went.is_none_or(|went| went == format!("{base}x")), "{start}");
            }
        }
        assert!(!rule("ssh://git@github.com/other/", "https://github.com/other/").is_about(&corp));
    }

    #[test]
    fn a_port_belongs_to_https_only() {
        let h = host("h.example:8443");
        assert_eq!(By::Https.base(&h), "https://h.example:8443/");
        assert!(By::Https.prefixes(&h).contains(&"git@h.example:".to_owned()));
    }

    #[test]
    fn rules_that_undo_each_other_are_found() {
        let there = rule("ssh://git@h/", "https://h/");
        let back = rule("https://h/", "ssh://git@h/");
        let rules = [there.clone(), rule("https://a/", "git@a:"), back.clone()];
        assert_eq!(problems(&rules), [RuleProblem::Loop(&there, &back)]);
        let itself = [rule("https://h/", "https://h/")];
        assert_eq!(problems(&itself), [RuleProblem::Loop(&itself[0], &itself[0])]);
        let narrow = [rule("git@h:", "https://h/"), rule("https://h/", "git@h:")];
        assert_eq!(problems(&narrow).len(), 1);
    }

    #[test]
    fn credentials_are_found_and_not_shown() {
        for base in ["https://token@h/", "https://u:secret@h/", "ssh://git:secret@h/"] {
            let rules = [rule(base, "https://h/")];
            assert_eq!(problems(&rules).last(), Some(&RuleProblem::Credential(&rules[0])), "{base}");
            let (shown, _) = rules[0].shown();
            assert!(!shown.contains("secret") && !shown.contains("token"), "{shown}");
        }
        assert_eq!(rule("ssh://git@h/", "https://h/").shown().0, "ssh://git@h/");
    }

    #[test]
    fn a_rule_for_the_whole_host_opposes_one_for_a_folder_does_not() {
        let h = host("h.example");
        assert!(rule("ssh://git@h.example/", "https://h.example/").opposes(By::Https, &h));
        assert!(rule("git@h.example:", "https://h.example/").opposes(By::Https, &h));
        assert!(!rule("ssh://git@h.example/team/", "https://h.example/team/").opposes(By::Https, &h));
        assert!(!rule("https://mirror.example/", "https://h.example/").opposes(By::Https, &h));
        assert!(rule("https://h.example/", "git://h.example/").opposes(By::Ssh, &h));
        assert!(!rule("https://h.example/", "https://mirror.example/").opposes(By::Ssh, &h));
        assert!(rule("git@h.example:", "https://mirror.example/").is_about(&h));
    }
}
