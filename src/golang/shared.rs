//! Hosts that many owners share. A setting for such a host as a whole affects the modules of all its users: as
//! GOPRIVATE it takes public modules out of the checksum database, as a rule of git it changes how all are fetched.

use super::pattern::{Pattern, Patterns};
use std::net::IpAddr;

/// Each host, and what stands in its paths before the name of an owner. Listed are hosts where strangers publish modules
/// beside each other: public forges, the code hosts of cloud providers, and hosts of public modules of many projects.
const SHARED: [(&str, &str); 45] = [
    // Forges: HOST/OWNER/REPOSITORY.
    ("github.com", ""),
    ("gitlab.com", ""),
    ("bitbucket.org", ""),
    ("gitee.com", ""),
    ("codeberg.org", ""),
    ("gitcode.com", ""),
    ("gitcode.net", ""),
    ("atomgit.com", ""),
    ("jihulab.com", ""),
    ("cnb.cool", ""),
    ("gitlink.org.cn", ""),
    ("gitea.com", ""),
    ("git.sr.ht", ""),
    ("hg.sr.ht", ""),
    ("sr.ht", ""),
    ("notabug.org", ""),
    ("framagit.org", ""),
    ("pagure.io", ""),
    ("launchpad.net", ""),
    ("git.launchpad.net", ""),
    ("huggingface.co", ""),
    ("hf.co", ""),
    ("salsa.debian.org", ""),
    ("gitlab.freedesktop.org", ""),
    ("gitlab.gnome.org", ""),
    ("invent.kde.org", ""),
    ("repo.or.cz", ""),
    // Code hosts of providers, with an organisation or a project in front.
    ("dev.azure.com", ""),
    ("ssh.dev.azure.com", "v3/"),
    ("coding.net", ""),
    ("e.coding.net", ""),
    ("codeup.aliyun.com", ""),
    ("code.aliyun.com", ""),
    ("git.code.tencent.com", ""),
    ("source.developers.google.com", "p/"),
    ("git.code.sf.net", "p/"),
    ("sourceforge.net", "p/"),
    // Hosts of public modules, where each name is another project.
    ("gopkg.in", ""),
    ("golang.org", "x/"),
    ("go.dev", ""),
    ("google.golang.org", ""),
    ("cloud.google.com", ""),
    ("go.googlesource.com", ""),
    ("k8s.io", ""),
    ("sigs.k8s.io", ""),
];

/// Owners that do not exist. A pattern that covers one of them covers strangers.
const STRANGERS: [&str; 3] = ["a0-stranger/a0-x/v0", "q5-stranger/q5-x/v0", "Z9-stranger/Z9-x/v0"];

/// How many elements after a host name one owner, where many owners share it. A `www.` in front is of the web site.
pub fn owner_elements(host: &str) -> Option<usize> {
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    SHARED.iter().find(|(shared, _)| *shared == host).map(|(_, before)| before.matches('/').count() + 1)
}

/// Whether many owners share a host.
pub fn is_shared(host: &str) -> bool {
    owner_elements(host).is_some()
}

/// The prefix of a module path that may be called private for this module's sake: the owner where many owners share the
/// host, the host where it is a company's own, else the module itself.
pub fn private_prefix(module: &str) -> String {
    let module = module.split_once('@').map_or(module, |(path, _)| path);
    let elements: Vec<&str> = module.split('/').filter(|element| !element.is_empty()).collect();
    let Some(host) = elements.first() else { return String::new() };
    match owner_elements(host) {
        Some(owner) => elements[..elements.len().min(owner + 1)].join("/"),
        None if looks_private(host) => (*host).to_owned(),
        None => elements.join("/"),
    }
}

/// What is typed in the place of a whole shared host: `github.com/OWNER`.
pub fn owner_form(host: &str) -> String {
    let before = SHARED.iter().find(|(shared, _)| *shared == host).map_or("", |(_, before)| before);
    format!("{host}/{before}OWNER")
}

/// A pattern that takes in a whole shared host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// As it stands in the list.
    pub pattern: String,
    /// The shared host; the first of them where the pattern covers several.
    pub host: &'static str,
}

/// The patterns of a list that take in shared hosts, in their order.
pub fn whole_hosts(list: &str) -> Vec<Whole> {
    let list = Patterns::parse(list);
    let whole = |pattern: &Pattern| {
        let host = covered_host(pattern)?;
        Some(Whole { pattern: pattern.text().to_owned(), host })
    };
    list.entries().iter().filter_map(whole).collect()
}

/// The first shared host of which a pattern covers strangers.
fn covered_host(pattern: &Pattern) -> Option<&'static str> {
    let covers = |(host, before): &&(&'static str, &str)| {
        STRANGERS.iter().any(|stranger| pattern.covers(&format!("{host}/{before}{stranger}")))
    };
    SHARED.iter().find(covers).map(|(host, _)| *host)
}

/// A module path or pattern out of what was typed, which may be an address copied from a browser or from a clone
/// button: `https://github.com/corp/repo/tree/main` is `github.com/corp/repo`. A pattern stays as it is.
pub fn from_address(text: &str) -> String {
    let text = text.trim();
    let Some((host, path)) = split_address(text) else { return text.to_owned() };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let mut elements: Vec<&str> = path.split('/').filter(|element| !element.is_empty()).collect();
    // Pages of a forge about a repository: `/-/` is GitLab's, the words are GitHub's and its likes'.
    let page = |element: &&str| {
        matches!(*element, "-" | "tree" | "blob" | "src" | "commit" | "issues" | "pulls" | "wiki")
    };
    if let Some(at) = elements.iter().skip(2).position(page) {
        elements.truncate(at + 2);
    }
    if let Some(last) = elements.last_mut() {
        *last = last.strip_suffix(".git").unwrap_or(last);
    }
    [&[host.as_str()], &elements[..]].concat().join("/")
}

/// The host, without its port, and the path of an address with a scheme, or of ssh's `git@HOST:PATH`.
fn split_address(text: &str) -> Option<(String, &str)> {
    let (authority, path) = match text.split_once("://") {
        Some((_, rest)) => rest.split_once('/').unwrap_or((rest, "")),
        None => text.split_once(':').filter(|(before, _)| before.starts_with("git@"))?,
    };
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").filter(|host| is_shared(host)).map(str::to_owned).unwrap_or(host);
    Some((host, path))
}

/// Public ones with such names.
const PUBLIC: [&str; 12] = [
    "git.sr.ht",
    "git.openstack.org",
    "git.apache.org",
    "git.zx2c4.com",
    "git.kernel.org",
    "git.torproject.org",
    "gitlab.torproject.org",
    "gitlab.freedesktop.org",
    "gitlab.gnome.org",
    "git.fd.io",
    "code.gitea.io",
    "code.cloudfoundry.org",
];
/// Parts of a host's name that say who may reach it.
const INSIDE: [&str; 7] = ["corp", "internal", "intranet", "intra", "private", "office", "inner"];
/// First parts of a host's name that a company gives to the server of its repositories.
const SERVERS: [&str; 13] = [
    "git",
    "gitlab",
    "gitea",
    "gogs",
    "gerrit",
    "bitbucket",
    "stash",
    "code",
    "codes",
    "scm",
    "svn",
    "vcs",
    "repo",
];
/// Endings that no public host has, by registration or by use.
const ENDINGS: [&str; 12] = [
    "internal",
    "intranet",
    "corp",
    "lan",
    "local",
    "localdomain",
    "home",
    "private",
    "priv",
    "test",
    "invalid",
    "arpa",
];

/// Whether a module of this host is probably not for the public.
pub fn looks_private(host: &str) -> bool {
    if PUBLIC.contains(&host) || !host.contains('.') {
        return false;
    }
    if host.parse::<IpAddr>().is_ok() {
        return true;
    }
    let labels: Vec<_> = host.split('.').collect();
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return false };
    let inside = labels[..labels.len() - 1].iter().any(|label| INSIDE.contains(label));
    // `gitlab.com` and `code.org` are the sites themselves, not a server of somebody's.
    let server = labels.len() > 2 && SERVERS.contains(first);
    ENDINGS.contains(last) || inside || server
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_private_is_an_owner_a_companys_host_or_the_module() {
        for (module, prefix) in [
            ("github.com/corp/secret", "github.com/corp"),
            ("github.com/corp/secret/v2@v2.0.1", "github.com/corp"),
            ("gitlab.com/group/sub/repo", "gitlab.com/group"),
            ("git.sr.ht/~me/x", "git.sr.ht/~me"),
            ("dev.azure.com/org/proj/_git/x", "dev.azure.com/org"),
            ("golang.org/x/text", "golang.org/x/text"),
            ("k8s.io/api", "k8s.io/api"),
            ("gopkg.in/yaml.v3", "gopkg.in/yaml.v3"),
            ("gopkg.in/corp/x.v1", "gopkg.in/corp"),
            ("git.corp.example/team/x", "git.corp.example"),
            ("example.com/x/y", "example.com/x/y"),
            ("github.com", "github.com"),
            ("", ""),
        ] {
            assert_eq!(private_prefix(module), prefix, "{module}");
        }
    }

    #[test]
    fn patterns_that_take_in_a_shared_host_are_found() {
        for (list, expected) in [
            ("github.com", &["github.com"][..]),
            ("github.com/", &["github.com"]),
            ("github.com/*", &["github.com"]),
            ("github.com/*/*", &["github.com"]),
            ("github.*", &["github.com"]),
            ("git*.com", &["github.com"]),
            ("*", &["github.com"]),
            ("*/*", &["github.com"]),
            ("*.com", &["github.com"]),
            ("[a-z]*.org", &["bitbucket.org"]),
            ("golang.org", &["golang.org"]),
            ("golang.org/x", &["golang.org"]),
            ("a.example,gitee.com,github.com", &["gitee.com", "github.com"]),
            ("github.com/corp", &[]),
            ("github.com/corp*", &[]),
            ("golang.org/x/text", &[]),
            ("*.corp.example,git.corp.example", &[]),
            ("[", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> = whole_hosts(list).into_iter().map(|whole| whole.host).collect();
            assert_eq!(found, expected, "{list}");
        }
    }

    #[test]
    fn addresses_of_browsers_and_clone_buttons_are_understood() {
        for (text, path) in [
            ("https://github.com/corp/repo", "github.com/corp/repo"),
            ("https://www.GitHub.com/corp/repo.git", "github.com/corp/repo"),
            ("https://github.com/corp/repo/tree/main/cmd?tab=x#readme", "github.com/corp/repo"),
            ("https://gitlab.com/g/s/repo/-/merge_requests/1", "gitlab.com/g/s/repo"),
            ("https://github.com/corp/", "github.com/corp"),
            ("https://github.com/", "github.com"),
            ("ssh://git@git.corp.example:7999/team/x.git", "git.corp.example/team/x"),
            ("git@github.com:corp/repo.git", "github.com/corp/repo"),
            ("*.corp.example", "*.corp.example"),
            ("git.corp.example:8443", "git.corp.example:8443"),
            ("github.com/corp", "github.com/corp"),
        ] {
            assert_eq!(from_address(text), path, "{text}");
        }
    }

    #[test]
    fn every_host_is_listed_once_and_its_owner_form_is_not_the_whole_host() {
        for (at, (host, _)) in SHARED.iter().enumerate() {
            assert!(!SHARED[..at].iter().any(|(other, _)| other == host), "{host}");
            assert_eq!(whole_hosts(host).len(), 1, "{host}");
            assert_eq!(whole_hosts(&owner_form(host)), [], "{host}");
        }
    }

    proptest! {
        #[test]
        fn a_private_prefix_covers_its_module_and_no_shared_host(
            host in prop::sample::select(SHARED.to_vec()), path in "[a-z]{1,6}(/[a-z]{1,6}){1,3}",
        ) {
            let module = format!("{}/{}x{}", host.0, host.1, path);
            let prefix = private_prefix(&module);
            prop_assert!(Patterns::parse(&prefix).covering(&module).is_some());
            prop_assert!(whole_hosts(&prefix).is_empty(), "{}", prefix);
        }
    }
}
