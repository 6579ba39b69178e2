//! Requirements that look private: their names and versions would be asked for at public proxies, and at the public
//! checksum database, which keeps what it is asked.

use super::{Defect, Finding, Fix, Subject};
use crate::golang::goproxy::{self, List};
use crate::golang::pattern::Patterns;
use crate::golang::shared::looks_private;

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
    Some(Finding { key: "GOPRIVATE", kind: Defect::PrivateUncovered { hosts }, fix })
}

/// Whether no name is sent to a third party: nothing is downloaded, or only from the modules' own hosts.
fn asks_nobody(goproxy: &str, gosumdb: &str) -> bool {
    let first = List::parse(goproxy).ok().and_then(|list| list.hops.into_iter().next());
    match first.map(|hop| hop.kind) {
        Some(goproxy::HopKind::Off) => true,
        Some(goproxy::HopKind::Direct) => gosumdb == "off",
        Some(goproxy::HopKind::Proxy(_)) | None => false,
    }
}

fn host(module: &str) -> &str {
    module.split('/').next().unwrap_or_default()
}
