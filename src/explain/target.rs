//! What a line is about: hosts, addresses, modules. Nothing here is trusted to be well formed.

use super::pattern::Capture;
use crate::urls::{masked, masked_in_text};

/// The names in a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub targets: Vec<String>,
    pub modules: Vec<String>,
}

impl Names {
    /// The names without what may be a password. Whatever was named may have been the rest of a broken address.
    pub(super) fn masked(self) -> Self {
        let masked = |names: Vec<String>| names.iter().map(|name| masked("GOPROXY", name)).collect();
        Self { targets: masked(self.targets), modules: self.modules }
    }
}

/// The host of the URL that was asked, before what was captured: an address says less than the name it stands for.
pub(super) fn names(line: &str, captured: &[(Capture, &str)]) -> Names {
    let mut targets: Vec<String> = url(line).and_then(origin).into_iter().collect();
    let named =
        captured.iter().filter(|(kind, _)| matches!(kind, Capture::Host | Capture::Address | Capture::Url));
    if targets.is_empty() {
        let target = |(kind, text): &(Capture, &str)| match kind {
            Capture::Url => origin(text),
            _ => Some((*text).to_owned()),
        };
        // Of `LOCAL->REMOTE` the remote end counts.
        let mut named: Vec<_> = named.filter_map(target).collect();
        let remote = named.len() > 1 && line.contains(&format!("{}->{}", named[0], named[1]));
        targets = named.drain(usize::from(remote)..).take(1).collect();
    }
    // A secret whose end was lost may run into the name behind it.
    let shown = masked_in_text(line);
    Names { targets, modules: module(&shown).into_iter().collect() }
}

/// Whether a target is an address or this machine, so that no name is looked up for it.
pub(super) fn is_address(target: &str) -> bool {
    let host = target.split_once("://").map_or(target, |(_, rest)| rest);
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None if host.matches(':').count() > 1 => host,
        None => host.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok()
}

/// The first URL of a line.
fn url(line: &str) -> Option<&str> {
    let at = line.find("https://").into_iter().chain(line.find("http://")).min()?;
    let rest = &line[at..];
    Some(&rest[..rest.find(|c: char| c.is_whitespace() || "\"'`<>".contains(c)).unwrap_or(rest.len())])
}

/// `https://host:port` of a URL, without user and password.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let host = authority.rsplit('@').next()?.trim_end_matches([':', ',', '.']);
    let is_host = |c: char| c.is_alphanumeric() || "-._:[]".contains(c);
    (!host.is_empty() && host.chars().all(is_host)).then(|| format!("{scheme}://{host}"))
}

/// `example.com/mod@v1.2.3`, or what stands between `module ` and a colon.
fn module(line: &str) -> Option<String> {
    let words = line.split(|c: char| c.is_whitespace() || "\"'`()".contains(c));
    let words = words.map(|word| word.trim_end_matches([':', ',', ';']));
    let with_version = words.clone().find(|word| {
        let (path, version) = word.split_once('@').unwrap_or_default();
        is_path(path) && !version.is_empty() && !version.contains('@')
    });
    let named = || {
        let word = words.clone().skip_while(|word| *word != "module").nth(1)?;
        is_path(word).then_some(word)
    };
    with_version.or_else(named).map(ToOwned::to_owned)
}

/// Whether it looks like a module path with a host before it.
fn is_path(path: &str) -> bool {
    let host = path.split('/').next().unwrap_or_default();
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "-._~/!+".contains(c);
    host.contains('.') && !host.starts_with('.') && path.len() <= 200 && path.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_asked_counts_more_than_its_address() {
        let line = r#"go: golang.org/x/text@v0.3.0: Get "https://me:pw@goproxy.cn/x/@v/v.info": dial tcp 1.2.3.4:443: x"#;
        let names = names(line, &[(Capture::Address, "1.2.3.4:443")]);
        assert_eq!(names.targets, ["https://goproxy.cn"]);
        assert_eq!(names.modules, ["golang.org/x/text@v0.3.0"]);
    }

    #[test]
    fn without_a_url_the_capture_counts() {
        let names = names("lookup a.b: no such host", &[(Capture::Host, "a.b")]);
        assert_eq!(names, Names { targets: vec!["a.b".to_owned()], modules: vec![] });
    }

    #[test]
    fn strange_urls_name_nothing() {
        for line in
            ["https://", "http://@/x", "https://a b", "https://$(x)/", "me@host", "module x: y", "@v1 a@b"]
        {
            let names = names(line, &[]);
            assert!(names.modules.is_empty(), "{line}");
            assert!(names.targets.iter().all(|target| target == "https://a"), "{line}");
        }
    }
}
