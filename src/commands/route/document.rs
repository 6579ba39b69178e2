//! The JSON of `gv route`.

use super::ModuleRoute;
use super::check::{Answer, Verdict};
use crate::golang::goproxy::HopKind;
use crate::golang::route::{Checksum, Direct, Hop, Reason, Route};
use crate::project::Replacement;
use crate::urls;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    schema_version: u32,
    modules: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    module: &'a str,
    version: Option<&'a str>,
    replaced_by: Option<String>,
    private: bool,
    pattern: Option<&'a str>,
    pattern_key: Option<&'static str>,
    vendored: bool,
    hops: Vec<HopRow<'a>>,
    direct: Option<DirectRow<'a>>,
    checksum_db: ChecksumRow<'a>,
    verdict: Option<&'static str>,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct HopRow<'a> {
    kind: &'static str,
    url: Option<String>,
    next_on: &'static str,
    proxy: Option<ProxyRow<'a>>,
    answer: Option<&'static str>,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct ProxyRow<'a> {
    variable: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct DirectRow<'a> {
    how: &'static str,
    vcs: Option<&'static str>,
    root: Option<&'a str>,
    url: Option<&'a str>,
    insecure: bool,
    allowed_by_govcs: bool,
}

#[derive(Serialize)]
struct ChecksumRow<'a> {
    asked: bool,
    name: Option<&'a str>,
    via: &'static str,
    reason: &'static str,
    pattern: Option<&'a str>,
}

pub(super) fn of(ways: &[ModuleRoute]) -> Document<'_> {
    Document { schema_version: 1, modules: ways.iter().map(module).collect() }
}

fn module(way: &ModuleRoute) -> Row<'_> {
    let route = way.route.as_ref();
    let private = route.and_then(|route| route.private.as_ref());
    let hops = route.map_or(&[][..], |route| &route.hops);
    Row {
        module: &way.module,
        version: way.version.as_deref(),
        replaced_by: way.replaced.as_ref().map(replacement),
        private: private.is_some(),
        pattern: private.map(|by| by.pattern.as_str()),
        pattern_key: private.map(|by| by.key),
        vendored: route.is_some_and(|route| route.vendored),
        hops: hops.iter().enumerate().map(|(at, hop)| hop_row(hop, way.answers.get(at))).collect(),
        direct: route.and_then(direct),
        checksum_db: route.map_or(REPLACED, |route| checksum(&route.checksum)),
        verdict: way.verdict.as_ref().map(|verdict| match verdict {
            Verdict::Gets => "works",
            Verdict::Fails(_) => "fails",
            Verdict::Unknown => "unknown",
        }),
        reason: match &way.verdict {
            Some(Verdict::Fails(why)) => Some(why),
            _ => None,
        },
    }
}

/// Nothing is fetched for a folder, so nothing is held against anything.
const REPLACED: ChecksumRow<'static> =
    ChecksumRow { asked: false, name: None, via: "none", reason: "replaced", pattern: None };

fn replacement(by: &Replacement) -> String {
    match by {
        Replacement::Folder(folder) => folder.clone(),
        Replacement::Module { path, version } => format!("{path}@{version}"),
    }
}

fn hop_row<'a>(hop: &'a Hop, answer: Option<&'a Answer>) -> HopRow<'a> {
    let (kind, url) = match &hop.kind {
        HopKind::Proxy(url) => ("proxy", Some(urls::shown(url))),
        HopKind::Direct => ("direct", hop.url.as_ref().map(ToString::to_string)),
        HopKind::Off => ("off", None),
    };
    HopRow {
        kind,
        url,
        next_on: hop.next_on.id(),
        proxy: hop.through.as_ref().map(|by| ProxyRow { variable: by.variable, url: &by.shown }),
        answer: answer.map(|answer| match answer {
            Answer::Served => "ok",
            Answer::NotThere => "not_found",
            Answer::Failed(_) => "failed",
            Answer::NotAsked => "not_asked",
        }),
        error: match answer {
            Some(Answer::Failed(error)) => Some(error),
            _ => None,
        },
    }
}

fn direct(route: &Route) -> Option<DirectRow<'_>> {
    let row = |how, vcs, root, url| DirectRow {
        how,
        vcs,
        root,
        url,
        insecure: route.insecure.is_some(),
        allowed_by_govcs: !route.vcs_refused,
    };
    Some(match route.direct.as_ref()? {
        Direct::Repository(found) => {
            let how = if found.known_host { "known_host" } else { "suffix" };
            row(how, Some(found.vcs), Some(&found.root), Some(&found.url))
        }
        Direct::Discovery { url } => row("go_get", None, None, Some(url.as_str())),
        Direct::Impossible(_) => row("impossible", None, None, None),
    })
}

fn checksum(checksum: &Checksum) -> ChecksumRow<'_> {
    ChecksumRow {
        asked: checksum.asked,
        name: checksum.name.as_deref(),
        via: checksum.via.id(),
        reason: checksum.reason.id(),
        pattern: match &checksum.reason {
            Reason::Covered(by) => Some(&by.pattern),
            _ => None,
        },
    }
}
