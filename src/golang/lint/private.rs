//! Requirements that look private: their names and versions would be asked for at public proxies, and at the public
//! checksum database, which keeps what it is asked.

use super::{Finding, Fix, Kind, Subject};
use crate::golang::goproxy::{self, List};
use crate::golang::pattern::Patterns;
use std::net::IpAddr;

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

pub(super) fn check(subject: &Subject<'_>) -> Option<Finding> {
    let values = &subject.values;
    let or_private = |own| Patterns::parse(if str::is_empty(own) { values.goprivate } else { own });
    let covered = [or_private(values.gonoproxy), or_private(values.gonosumdb)];
    let open = |module: &&&str| covered.iter().any(|list| list.covering(module).is_none());
    let mut hosts: Vec<_> = subject
        .requires
        .iter()
        .filter(open)
        .map(|module| host(module))
        .filter(|host| looks_private(host))
        .collect();
    hosts.sort_unstable();
    hosts.dedup();
    if hosts.is_empty() || asks_nobody(values.goproxy, values.gosumdb) {
        return None;
    }
    let before = values.goprivate.split(',').filter(|pattern| !pattern.is_empty());
    let all: Vec<_> = before.chain(hosts.iter().copied()).collect();
    let hosts = hosts.iter().map(|host| (*host).to_owned()).collect();
    // GONOPROXY and GONOSUMDB, where they are set, hide GOPRIVATE; then there is no one command.
    let one = values.gonoproxy.is_empty() && values.gonosumdb.is_empty();
    let fix = one.then(|| Fix { key: "GOPRIVATE", value: Some(all.join(",")) });
    Some(Finding { key: "GOPRIVATE", kind: Kind::PrivateUncovered { hosts }, fix })
}

/// Whether no name is told to anybody outside: nothing is fetched, or from the modules' own hosts alone.
fn asks_nobody(goproxy: &str, gosumdb: &str) -> bool {
    let first = List::parse(goproxy).ok().and_then(|list| list.hops.into_iter().next());
    match first.map(|hop| hop.kind) {
        Some(goproxy::Kind::Off) => true,
        Some(goproxy::Kind::Direct) => gosumdb == "off",
        Some(goproxy::Kind::Proxy(_)) | None => false,
    }
}

fn host(module: &str) -> &str {
    module.split('/').next().unwrap_or_default()
}

/// Whether a module of this host is probably not for the public.
pub(super) fn looks_private(host: &str) -> bool {
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
