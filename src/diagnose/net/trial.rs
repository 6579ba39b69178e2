//! Whether `go` gets modules here: what it would ask for each, asked with its own patience, and followed through GOPROXY
//! by its own rules.

use super::answer::{self, Wrong};
use super::endpoint::{Module, Role};
use super::finding::{Finding, Problem};
use super::findings;
use super::measure::{self, Measured};
use super::plan::Plan;
use super::setting::Setting;
use super::sources::Sources;
use super::{Layer, Watch};
use crate::diagnose::Level;
use crate::fetch;
use crate::golang::escape;
use crate::golang::goproxy::{self, HopKind, NextOn};
use crate::golang::route::{Direct, Hop, Reason, Route, TOOLCHAIN};
use crate::probe::client::RequestError;
use crate::probe::goproxy::File;
use crate::probe::{Network, Target, Timeouts};
use std::time::Duration;
use url::Url;

/// What was asked, and what was answered.
pub struct Trial {
    plan: Plan,
    measured: Measured,
    findings: Vec<Finding>,
}

/// What one hop says of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// It serves what is asked for.
    Served,
    /// It answers that it does not have it.
    NotThere,
    /// It fails: what was found, where anything was.
    Failed(Option<&'a Finding>),
    /// It was not asked, or there was no time for the answer.
    NotAsked,
}

/// What `go` makes of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It gets it.
    Gets,
    /// It fails: what was found, where anything was.
    Fails(Option<&'a Finding>),
    /// No entry of GOPROXY has it.
    Missing,
    /// What decides was not asked.
    Unknown,
}

/// The least that `go` waits, or would have to.
fn patience(modules: usize) -> Timeouts {
    let seconds = Duration::from_secs;
    Timeouts {
        tcp: seconds(30),
        proxy: seconds(60),
        http: seconds(60),
        stall: seconds(60),
        whole: seconds(90) + Duration::from_millis(200) * u32::try_from(modules).unwrap_or(u32::MAX),
        ..Timeouts::default()
    }
}

/// A version as `go` downloads it; anything else is a question for one.
fn is_version(text: &str) -> bool {
    let numbers = text.strip_prefix('v').unwrap_or_default().split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<_> = numbers.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u64>().is_ok())
}

impl Plan {
    /// What `go` would ask for these: every entry of GOPROXY, what a direct one leads to, and the checksum database. With
    /// `whole`, zips are read to their end.
    pub fn to_try(from: &Sources<'_>, routes: &[&Route], whole: bool) -> Result<Self, escape::Error> {
        let mut plan = Self::of_settings(from);
        for route in routes {
            let version = route.version.as_deref().filter(|version| is_version(version));
            let known = plan.modules.iter().any(|module| is_of(module, route));
            if known || route.vendored {
                continue;
            }
            let text = version.map_or(route.module.clone(), |version| format!("{}@{version}", route.module));
            plan.add_module(&text, from)?;
            let last = plan.modules.iter_mut().find(|module| is_of(module, route));
            if let Some(module) = last {
                // A toolchain is large, and is proven by whoever installs it.
                module.named = whole && module.path != TOOLCHAIN;
                module.verified = route.checksum.asked;
            }
            if route.hops.len() > 1 && route.hops.iter().any(|hop| hop.kind == HopKind::Direct) {
                plan.add_direct(route, from);
            }
        }
        plan.leave_out_what_is_not_asked();
        Ok(plan)
    }
}

fn is_of(module: &Module, route: &Route) -> bool {
    let version = route.version.as_deref().filter(|version| is_version(version));
    module.path == route.module && module.version.as_deref() == version
}

/// Queries all endpoints of a plan as `go` would.
pub fn try_all(network: &Network, mut plan: Plan, watch: &Watch) -> Trial {
    if !network.has_authorities {
        plan.settings.push(Setting::NoAuthorities);
    }
    let network = Network { timeouts: patience(plan.modules.len()), ..network.clone() };
    let measured = fetch::run(measure::measure(&network, &plan, watch));
    let findings = findings::findings(&measured, &plan, &network);
    Trial { plan, measured, findings }
}

/// The files that `go` needs of a version; without one, what all versions share.
const FILES: [File; 3] = [File::Info, File::GoMod, File::Zip];

impl Trial {
    /// What `go` makes of a module.
    pub fn outcome(&self, route: &Route) -> Outcome<'_> {
        if route.vendored {
            return Outcome::Gets;
        }
        let exact = route.version.as_deref().is_some_and(is_version);
        let files = if exact { &FILES[..] } else { &[File::List] };
        for file in files {
            match self.through_the_list(route, *file) {
                Outcome::Gets => {}
                other => return other,
            }
        }
        self.verified(route)
    }

    /// What comes of a hop as a whole: the worst of what it says of each file.
    pub fn said(&self, route: &Route, place: usize) -> Said<'_> {
        let exact = route.version.as_deref().is_some_and(is_version);
        let files = if exact { &FILES[..] } else { &[File::List] };
        let said = files.iter().map(|file| self.said_of(route, place, *file));
        said.reduce(|first, next| if first == Said::Served { next } else { first }).unwrap_or(Said::NotAsked)
    }

    /// `go` asks for each file by itself from the first entry on.
    fn through_the_list(&self, route: &Route, file: File) -> Outcome<'_> {
        let mut first = None;
        for (place, hop) in route.hops.iter().enumerate() {
            let said = self.said_of(route, place, file);
            let goes_on = match said {
                Said::Served => return Outcome::Gets,
                Said::NotAsked => return Outcome::Unknown,
                Said::NotThere => hop.next_on != NextOn::Never,
                Said::Failed(_) => hop.next_on == NextOn::AnyError,
            };
            if let Said::Failed(found) = said {
                first = first.or(Some(found));
            }
            if !goes_on {
                break;
            }
        }
        first.map_or(Outcome::Missing, Outcome::Fails)
    }

    fn said_of(&self, route: &Route, place: usize, file: File) -> Said<'_> {
        let Some(hop) = route.hops.get(place) else { return Said::NotAsked };
        match &hop.kind {
            HopKind::Off => Said::Failed(None),
            HopKind::Direct => self.said_directly(route, hop),
            HopKind::Proxy(base) if base.scheme() == "file" => in_folder(base, route, file),
            HopKind::Proxy(base) => self.said_by_proxy(base, route, file),
        }
    }

    fn said_by_proxy(&self, base: &Url, route: &Route, file: File) -> Said<'_> {
        let failed = Said::Failed(self.found_at(base));
        let all = self.plan.endpoints.iter().zip(&self.measured.heard);
        let own = all.filter(|(endpoint, _)| matches!(endpoint.role, Role::Hop(_)) && endpoint.url == *base);
        let answers = own.flat_map(|(_, heard)| &heard.modules).find(|answers| {
            let version = route.version.as_deref().filter(|version| is_version(version));
            answers.module == route.module && answers.version.as_deref() == version
        });
        let Some((answers, (_, got))) =
            answers.and_then(|answers| Some((answers, answers.files.iter().find(|it| it.0 == file)?)))
        else {
            return failed;
        };
        match answer::of_answer(answers, file, got) {
            None if matches!(got.end, Err(RequestError::NoConnection)) => failed,
            None => Said::Served,
            Some(Wrong::NotFound(_)) => Said::NotThere,
            Some(Wrong::Slow { .. }) => Said::NotAsked,
            Some(_) => failed,
        }
    }

    /// Only what can be asked without git, and git's own answer may be another one where a login is wanted.
    fn said_directly(&self, route: &Route, hop: &Hop) -> Said<'_> {
        if route.vcs_refused {
            return Said::Failed(None);
        }
        let by_git = matches!(&route.direct, Some(Direct::Repository(found)) if found.vcs == "git");
        let is_missing = |finding: &&Finding| matches!(finding.problem, Problem::Setting(Setting::NoGit));
        if let Some(missing) = self.findings.iter().find(is_missing).filter(|_| by_git) {
            return Said::Failed(Some(missing));
        }
        let Some(target) = hop.url.as_ref().and_then(Target::of) else { return Said::NotAsked };
        let all = self.plan.endpoints.iter().zip(&self.measured.heard);
        let mut own = all.filter(|(endpoint, _)| endpoint.role == Role::Module);
        let Some((endpoint, heard)) = own.find(|(endpoint, _)| endpoint.target().as_ref() == Some(&target))
        else {
            return Said::NotAsked;
        };
        match &heard.page {
            None => Said::Failed(self.found_at(&endpoint.url)),
            Some(got) => match answer::of_page(got) {
                None => Said::Served,
                Some(Wrong::NotFound(_)) => Said::NotThere,
                Some(Wrong::Status { status: 401 | 403, .. } | Wrong::Slow { .. }) => Said::NotAsked,
                Some(_) => Said::Failed(self.found_at(&endpoint.url)),
            },
        }
    }

    /// Whether what comes is held against the checksum database, and stands.
    fn verified(&self, route: &Route) -> Outcome<'_> {
        let fails = || Outcome::Fails(self.found_of_database());
        match route.checksum.reason {
            Reason::ToolchainButOff | Reason::Faulty(_) => return fails(),
            _ if !route.checksum.asked || route.version.as_deref().is_none_or(|it| !is_version(it)) => {
                return Outcome::Gets;
            }
            _ => {}
        }
        let Some(asked) = &self.measured.database else { return fails() };
        let own = asked.lookups.iter().find(|(sample, _)| {
            sample.module == route.module && Some(sample.version.as_str()) == route.version.as_deref()
        });
        let differs = |finding: &Finding| finding.layer() == Layer::Sumdb && finding.level == Level::Error;
        match own {
            // What is served is not what was recorded.
            Some((_, Ok(_))) => match self.findings.iter().find(|finding| finding.is_mismatch_of(route)) {
                Some(found) => Outcome::Fails(Some(found)),
                None => Outcome::Gets,
            },
            Some(_) => {
                Outcome::Fails(self.findings.iter().find(|it| differs(it)).or(self.found_of_database()))
            }
            // A folder passes it on, and is not read here.
            None if asked.base.as_ref().is_some_and(|base| base.scheme() == "file") => Outcome::Unknown,
            None => fails(),
        }
    }

    /// What was found at an address: the first that is about it, or about all.
    fn found_at(&self, url: &Url) -> Option<&Finding> {
        let target = Target::of(url)?.shown();
        let own = self.findings.iter().find(|it| it.targets.contains(&target) && it.layer() != Layer::Sumdb);
        own.or_else(|| self.findings.iter().find(|it| it.level == Level::Error))
    }

    fn found_of_database(&self) -> Option<&Finding> {
        let of_layer = self.findings.iter().find(|it| it.layer() == Layer::Sumdb && it.level == Level::Error);
        of_layer.or_else(|| self.findings.iter().find(|it| it.level == Level::Error))
    }
}

fn in_folder(base: &Url, route: &Route, file: File) -> Said<'static> {
    let (module, version) = (&route.module, route.version.as_deref().unwrap_or_default());
    let url = match file {
        File::Info => goproxy::version_file(base, module, version, "info"),
        File::GoMod => goproxy::version_file(base, module, version, "mod"),
        File::Zip => goproxy::version_file(base, module, version, "zip"),
        File::List | File::Latest => goproxy::module_file(base, module, "@v/list"),
    };
    let path = url.ok().and_then(|url| url.to_file_path().ok());
    if path.is_some_and(|path| path.is_file()) { Said::Served } else { Said::NotThere }
}
