//! What is wrong with the checksum database, or with the way it is asked.

use super::answer::{self, Lack};
use super::endpoint::Module;
use super::finding::{Finding, Problem};
use super::measure::Measured;
use super::plan::Plan;
use super::proxied;
use crate::diagnose::Level;
use crate::probe::Target;
use crate::probe::client::{Exchange, RequestError};
use crate::probe::goproxy::{File, Sample};
use crate::probe::http;
use crate::probe::sumdb::{DatabaseReport, Fault};
use crate::urls::shown;
use crate::verify::sumdb::Hashes;
use crate::verify::{Digest, H1};
use url::Url;

/// What was asked, and what was seen.
type Seen<'a> = (&'a Plan, &'a Measured);

/// What was found; `way` says what is at fault on the way to an address, and whether that is told anyway.
pub(super) fn findings(
    measured: &Measured,
    plan: &Plan,
    way: impl Fn(&Url) -> Option<(Problem, bool)>,
) -> Vec<Finding> {
    let (Some(asked), Some(service)) = (&measured.database, &plan.database) else { return Vec::new() };
    if asked.base.is_none() {
        return kept_away(asked, (plan, measured)).into_iter().collect();
    }
    let mut found: Vec<Finding> = Vec::new();
    for (sample, looked) in &asked.lookups {
        let new = match looked {
            Ok(hashes) => mismatches(sample, hashes, measured, plan),
            // It has no record of a module that nobody else can see.
            Err(Fault::Exchange(got)) if is_not_found(got) && is_named(sample, plan) => Vec::new(),
            Err(fault) => {
                unanswered(fault, asked, (&service.name, (plan, measured)), &way).into_iter().collect()
            }
        };
        for finding in new {
            if found.iter().all(|known| known.id() != finding.id() || known.problem != finding.problem) {
                found.push(finding);
            }
        }
    }
    found
}

fn is_not_found(got: &Exchange) -> bool {
    got.end.as_ref().is_ok_and(|answer| matches!(answer.status, 404 | 410))
}

fn is_named(sample: &Sample, plan: &Plan) -> bool {
    plan.modules.iter().any(|module| module.named && module.path == sample.module)
}

/// A proxy's answer to whether it forwards the database prevents every query of `go`.
fn kept_away(asked: &DatabaseReport, seen: Seen<'_>) -> Option<Finding> {
    let last = asked.supported.last()?;
    (!matches!(last.end, Err(RequestError::NoConnection | RequestError::OutOfTime)))
        .then(|| proxy_broken(last, seen))
}

fn proxy_broken(got: &Exchange, seen: Seen<'_>) -> Finding {
    let status = got.end.as_ref().ok().map(|answer| answer.status);
    let by_proxy = by_proxy(got, seen);
    let problem = by_proxy.unwrap_or_else(|| Problem::SumdbProxyBroken { status, url: shown(&got.url) });
    Finding::new(problem, host(&got.url), Level::Error)
}

/// What a proxy that opens connections says in the place of a host.
fn by_proxy(got: &Exchange, (plan, measured): Seen<'_>) -> Option<Problem> {
    let proxy = plan.proxies.for_url(&got.url)?;
    let broken = proxied::of_got(got, measured.is_opened(&proxy.url))?;
    Some(Problem::Proxy { broken, variable: proxy.variable, proxy: proxy.shown() })
}

fn unanswered(
    fault: &Fault,
    asked: &DatabaseReport,
    (name, seen): (&str, Seen<'_>),
    way: &impl Fn(&Url) -> Option<(Problem, bool)>,
) -> Option<Finding> {
    let base = asked.base.as_ref()?;
    let error = |problem| Some(Finding::new(problem, host(base), Level::Error));
    match fault {
        Fault::Unaskable => None,
        Fault::Refused(refused) if refused.is_forgery() => {
            error(Problem::SumdbForged { url: shown(base), reason: refused.to_string() })
        }
        Fault::Refused(_) => error(Problem::SumdbNonconforming { url: shown(base) }),
        Fault::Exchange(got) => match &got.end {
            Err(RequestError::OutOfTime | RequestError::Http(http::Fault::Timeout | http::Fault::Slow)) => {
                let wrong = answer::of_page(got)?;
                let problem =
                    Problem::Answer { wrong, url: shown(&got.url), goes_on: false, lack: Lack::default() };
                Some(Finding::new(problem, host(base), Level::Warning))
            }
            Err(RequestError::NoConnection) => {
                let (problem, told) = way(base)?;
                let why = match problem {
                    Problem::Way(verdict) => Some(verdict),
                    _ => None,
                };
                let own = asked.direct && !told;
                own.then(|| unreachable_at(base, name, why, None))
            }
            end => {
                let status = end.as_ref().ok().map(|answer| answer.status);
                Some(match by_proxy(got, seen) {
                    Some(problem) => Finding::new(problem, host(base), Level::Error),
                    None if asked.direct => unreachable_at(base, name, None, status),
                    None => proxy_broken(got, seen),
                })
            }
        },
    }
}

fn unreachable_at(
    base: &Url,
    name: &str,
    why: Option<super::verdict::Verdict>,
    status: Option<u16>,
) -> Finding {
    let problem = Problem::SumdbUnreachable { name: name.to_owned(), why, status };
    Finding::new(problem, host(base), Level::Error)
}

/// Hashes that are not those of the database: of go.sum, or of what a proxy serves.
fn mismatches(sample: &Sample, hashes: &Hashes, measured: &Measured, plan: &Plan) -> Vec<Finding> {
    let module = format!("{}@{}", sample.module, sample.version);
    let new = |target: String, in_go_sum, found: H1, expected: H1| {
        let problem = Problem::ChecksumMismatch { module: module.clone(), in_go_sum, found, expected };
        Finding::new(problem, target, Level::Error)
    };
    let same = |module: &&Module| {
        module.path == sample.module && module.version.as_deref() == Some(sample.version.as_str())
    };
    let recorded = plan.modules.iter().find(same).map(|module| module.recorded).unwrap_or_default();
    let mut found = Vec::new();
    for (recorded, expected) in [(recorded.0, hashes.zip), (recorded.1, hashes.go_mod)] {
        if let Some(recorded) = recorded.filter(|recorded| *recorded != expected) {
            found.push(new("go.sum".to_owned(), true, recorded, expected));
        }
    }
    for answers in measured.heard.iter().flat_map(|heard| &heard.modules) {
        if answers.module != sample.module || answers.version.as_deref() != Some(sample.version.as_str()) {
            continue;
        }
        for (file, got) in &answers.files {
            let (served, expected) = match file {
                File::GoMod => (served(got), hashes.go_mod),
                File::Zip => (answers.zip, hashes.zip),
                _ => continue,
            };
            let other = served.filter(|served| *served != expected);
            found.extend(other.map(|served| new(host(&got.url), false, served, expected)));
        }
    }
    found
}

/// The hash of a go.mod that was served whole and is one.
fn served(got: &Exchange) -> Option<H1> {
    let answer = got.end.as_ref().ok().filter(|answer| answer.status == 200 && answer.whole)?;
    if answer::of_file(File::GoMod, got, None).is_some() {
        return None;
    }
    H1::of([("go.mod", Digest::of(&answer.body))])
}

fn host(url: &Url) -> String {
    Target::of(url).map(|target| target.shown()).unwrap_or_default()
}
