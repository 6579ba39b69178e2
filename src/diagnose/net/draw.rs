//! Findings drawn from what was measured: the cause once and not once for each endpoint that it hits, and no more than
//! its consequences after it.

use super::answer::{self, What, Wrong};
use super::endpoint::{Endpoint, Role};
use super::finding::{Finding, Problem};
use super::judge::{self, Around, Sure};
use super::measure::{Heard, Measured};
use super::plan::Plan;
use super::proxied::{self, Broken};
use super::setting::Setting;
use super::verdict::Verdict;
use super::{database, remedy};
use crate::diagnose::{Confidence, Level};
use crate::golang::goproxy::{self, NextOn};
use crate::probe::World;
use crate::probe::goproxy::File;
use crate::probe::way::Way;
use std::cmp::Reverse;

/// What is wrong with what was measured.
pub(super) fn findings(measured: &Measured, plan: &Plan, world: &World) -> Vec<Finding> {
    let mut drawing = Drawing { measured, plan, world, found: Vec::new() };
    drawing.settings();
    drawing.ways();
    drawing.answers();
    drawing.toolchain();
    let on_database = database::findings(measured, plan, |url| drawing.verdict_at(url));
    drawing.add_database(on_database);
    drawing.unadopted();
    let mut found = merged(drawing.found);
    found.sort_by_key(|finding| (Reverse(finding.level), !is_shared(&finding.problem), finding.layer()));
    for finding in &mut found {
        finding.curable = remedy::curable(finding, measured);
        (finding.command, finding.other) = remedy::commands(finding, plan, world);
    }
    found
}

struct Drawing<'a> {
    measured: &'a Measured,
    plan: &'a Plan,
    world: &'a World,
    found: Vec<Finding>,
}

impl Drawing<'_> {
    fn settings(&mut self) {
        for setting in &self.plan.settings {
            let (target, level) = match setting {
                Setting::Goproxy(_) | Setting::NoFolder(_) => ("GOPROXY", Level::Error),
                Setting::Gosumdb(_) => ("GOSUMDB", Level::Error),
                Setting::ToolchainNeedsDatabase => ("GOSUMDB", Level::Warning),
                Setting::ProxyMalformed(bad) => (bad.variable, Level::Error),
                Setting::NoGit => ("git", Level::Error),
                Setting::NoAuthorities => ("ca-certificates", Level::Error),
                Setting::OwnAuthorities { variable, .. } => (*variable, Level::Info),
            };
            self.found.push(Finding::new(Problem::Setting(setting.clone()), target, level));
        }
    }

    fn ways(&mut self) {
        for endpoint in &self.plan.endpoints {
            let Some((problem, confidence)) = self.on_the_way(endpoint) else { continue };
            if self.is_for_want_of_authorities(&problem) {
                continue;
            }
            let shared = is_shared(&problem);
            // The database's own problems are told with it.
            let of_database = endpoint.role == Role::Database;
            if of_database && !(shared && self.is_database_used()) {
                continue;
            }
            let good = matches!(problem, Problem::Way(Verdict::ProxyTun { .. }));
            let level = if good { Level::Info } else { self.level(endpoint, shared) };
            let target = endpoint.target().map(|target| target.shown()).unwrap_or_default();
            self.found.push(Finding::new(problem, target, level).sure(confidence));
        }
    }

    /// Whether it follows from nobody being trusted.
    fn is_for_want_of_authorities(&self, problem: &Problem) -> bool {
        let none = self.plan.settings.contains(&Setting::NoAuthorities);
        let doubted = matches!(
            problem,
            Problem::Way(
                Verdict::CertSelfSigned { .. }
                    | Verdict::CertUntrusted { .. }
                    | Verdict::CertMissingIntermediate { .. }
                    | Verdict::TlsInspection { .. }
                    | Verdict::Inconclusive { .. }
            )
        );
        none && doubted
    }

    fn on_the_way(&self, endpoint: &Endpoint) -> Option<(Problem, Confidence)> {
        let target = endpoint.target()?;
        let way = self.measured.ways.measured().find(|(known, _)| **known == target)?.1;
        if let Way::Through(proxy, tunnel) = way
            && let Some(broken) = proxied::of_tunnel(tunnel)
        {
            let problem = Problem::Proxy { broken, variable: proxy.variable, proxy: proxy.shown() };
            return Some((problem, Confidence::High));
        }
        let (verdict, sure) = self.verdict(way)?;
        if let (Verdict::TlsNotTls { .. }, Role::Hop(hop)) = (&verdict, endpoint.role)
            && self.plan.bare.contains(&hop)
        {
            return Some((Problem::BareEntry { entry: target.shown() }, Confidence::High));
        }
        Some((Problem::Way(verdict), sure))
    }

    fn verdict(&self, way: &Way) -> Option<Sure> {
        let all = self.measured.direct();
        let (controls, invalid) = (&self.measured.controls, &self.measured.invalid);
        let around = Around { controls, invalid, hosts: &self.world.hosts, all: &all };
        match way {
            Way::Direct(direct) => judge::of_way(direct, &around),
            Way::Through(_, tunnel) if tunnel.is_good() => None,
            Way::Through(_, tunnel) => judge::of_way(&proxied::as_direct(tunnel), &around),
        }
    }

    /// What is at fault on the way to an address, and whether that is told anyway.
    fn verdict_at(&self, url: &url::Url) -> Option<(Problem, bool)> {
        let endpoint = self.plan.endpoints.iter().find(|endpoint| endpoint.url == *url)?;
        let (problem, _) = self.on_the_way(endpoint)?;
        let told = is_shared(&problem) || self.is_for_want_of_authorities(&problem);
        Some((problem, told))
    }

    fn is_database_used(&self) -> bool {
        self.measured.database.as_ref().is_some_and(|asked| asked.direct)
    }

    /// How bad it is that an endpoint fails.
    fn level(&self, endpoint: &Endpoint, shared: bool) -> Level {
        match endpoint.role {
            _ if shared => Level::Error,
            Role::Given | Role::Module | Role::Database => Level::Error,
            Role::Hop(hop) => self.level_of_hop(hop),
            Role::Index | Role::Source => {
                let same = self.of_role(endpoint.role);
                let any = same.into_iter().any(|(endpoint, heard)| self.is_good(endpoint, heard));
                if any { Level::Info } else { Level::Error }
            }
        }
    }

    /// A proxy is asked if it is the first, or those before it fail in a way that leads on; and it does not matter that
    /// it fails where `go` goes on to one that works.
    fn level_of_hop(&self, hop: usize) -> Level {
        let works = |index: usize| {
            let found = self.plan.endpoints.iter().zip(&self.measured.heard);
            found
                .into_iter()
                .any(|(endpoint, heard)| endpoint.role == Role::Hop(index) && self.is_good(endpoint, heard))
        };
        let hops = &self.plan.list.hops;
        if (0..hop).any(works) {
            return Level::Warning;
        }
        let later = (hop + 1..hops.len()).any(|index| {
            let leads = (hop..index).all(|between| self.plan.next_on(between) == NextOn::AnyError);
            leads && (works(index) || hops[index].kind == goproxy::Kind::Direct)
        });
        if later { Level::Warning } else { Level::Error }
    }

    fn of_role(&self, role: Role) -> Vec<(&Endpoint, &Heard)> {
        let all = self.plan.endpoints.iter().zip(&self.measured.heard);
        all.filter(|(endpoint, _)| endpoint.role == role).collect()
    }

    /// Whether an endpoint does what it is there for.
    fn is_good(&self, endpoint: &Endpoint, heard: &Heard) -> bool {
        let way = endpoint.target().is_none_or(|target| {
            self.measured.ways.measured().any(|(known, way)| *known == target && way.is_good())
        });
        way && wrongs(endpoint, heard).iter().all(|(wrong, _)| matches!(wrong, Wrong::NotFound(_)))
    }

    fn answers(&mut self) {
        for (endpoint, heard) in self.plan.endpoints.iter().zip(&self.measured.heard) {
            for (wrong, url) in wrongs(endpoint, heard) {
                let Some(level) = self.level_of_answer(endpoint, heard, &wrong) else { continue };
                let target = endpoint.target().map(|target| target.shown()).unwrap_or_default();
                let goes_on = match endpoint.role {
                    Role::Hop(hop) => match self.plan.next_on(hop) {
                        NextOn::AnyError => true,
                        NextOn::NotFound => matches!(wrong, Wrong::NotFound(_)),
                        NextOn::Never => false,
                    },
                    _ => false,
                };
                // Asked for pages and not for connections, a proxy says so too.
                let by_proxy = self.plan.proxies.for_url(&url);
                let proxy = by_proxy.filter(|_| matches!(wrong, Wrong::Status { status: 407, .. }));
                let problem = match proxy {
                    Some(proxy) => {
                        let (variable, proxy) = (proxy.variable, proxy.shown());
                        Problem::Proxy { broken: Broken::Auth, variable, proxy }
                    }
                    None => Problem::Answer { wrong, url: goproxy::shown(&url), goes_on },
                };
                self.found.push(Finding::new(problem, target, level));
            }
        }
    }

    /// `None` where it is nothing to speak of.
    fn level_of_answer(&self, endpoint: &Endpoint, heard: &Heard, wrong: &Wrong) -> Option<Level> {
        let missing = matches!(wrong, Wrong::NotFound(_));
        match endpoint.role {
            Role::Hop(hop) if missing => {
                let named = self.plan.modules.iter().any(|module| module.named);
                let lacks = heard.modules.iter().any(|answers| {
                    answers.files.iter().any(|(file, got)| {
                        *file != File::Latest && matches!(answer::of_page(got), Some(Wrong::NotFound(_)))
                    })
                });
                let last = self.plan.next_on(hop) == NextOn::Never;
                match (last, named) {
                    _ if !lacks => None,
                    (true, true) => Some(Level::Error),
                    (true, false) => Some(Level::Warning),
                    (false, true) => Some(Level::Info),
                    // A company's proxy before a public one has only what is the company's.
                    (false, false) => None,
                }
            }
            Role::Hop(hop) => Some(self.level_of_hop(hop)),
            // Pages of repositories and of whatever the user named are answered by their own rules.
            Role::Module | Role::Given => match wrong {
                Wrong::NotFound(_) | Wrong::Status { status: 400..=499, .. } => None,
                Wrong::Status { .. } => Some(Level::Warning),
                _ => Some(Level::Error),
            },
            Role::Index | Role::Source if missing && self.level(endpoint, false) == Level::Info => None,
            Role::Index | Role::Source | Role::Database => Some(self.level(endpoint, false)),
        }
    }

    /// What a proxy does to every question it does to those for the database too.
    fn add_database(&mut self, on_database: Vec<Finding>) {
        let always = |finding: &Finding| match &finding.problem {
            Problem::Answer { wrong, .. } => matches!(
                wrong,
                Wrong::Status { .. }
                    | Wrong::Portal { .. }
                    | Wrong::Nonconforming(What::WebPage | What::NotHttp)
                    | Wrong::Loop
                    | Wrong::Downgrade { .. }
                    | Wrong::Closed
                    | Wrong::Stalled { at: None }
            ),
            Problem::Proxy { .. } => true,
            _ => false,
        };
        let known: Vec<_> = self.found.iter().filter(|it| always(it)).map(|it| it.targets.clone()).collect();
        self.found.extend(on_database.into_iter().filter(|finding| {
            let passed_on = matches!(
                finding.problem,
                Problem::SumdbProxyBroken { .. } | Problem::SumdbNonconforming { .. }
            );
            !passed_on || !known.contains(&finding.targets)
        }));
    }

    /// Whether the toolchains can be had from any proxy.
    fn toolchain(&mut self) {
        let Some(wanted) = &self.plan.toolchain else { return };
        let hops = self.plan.endpoints.iter().zip(&self.measured.heard);
        let hops = hops.filter(|(endpoint, _)| matches!(endpoint.role, Role::Hop(_)));
        let said: Vec<_> = hops
            .filter_map(|(endpoint, heard)| Some((endpoint, answer::of_page(heard.toolchain.as_ref()?))))
            .collect();
        let direct = self.plan.list.hops.iter().any(|hop| hop.kind == goproxy::Kind::Direct);
        let missing = said.iter().all(|(_, wrong)| matches!(wrong, Some(Wrong::NotFound(_))));
        if said.is_empty() || !missing || direct {
            return;
        }
        let target = said.first().and_then(|(endpoint, _)| endpoint.target());
        let target = target.map(|target| target.shown()).unwrap_or_default();
        let problem = Problem::ToolchainMissing { version: wanted.version.clone() };
        self.found.push(Finding::new(problem, target, Level::Warning));
    }

    /// A proxy that `go` does not go through is the cause of what gets through with it.
    fn unadopted(&mut self) {
        let Some(proxy) = &self.plan.unadopted else { return };
        let passes = |target: &str| {
            self.measured.otherwise.iter().any(|(known, tunnel)| known.shown() == target && tunnel.is_good())
        };
        let (helped, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.found).into_iter().partition(|finding| {
                let of_way = matches!(finding.problem, Problem::Way(_) | Problem::SumdbUnreachable { .. });
                of_way && finding.level != Level::Info && finding.targets.iter().all(|target| passes(target))
            });
        self.found = others;
        let helps = !helped.is_empty();
        let problem = Problem::NotAdopted { variable: proxy.variable, proxy: proxy.shown(), helps };
        let level = if helps { Level::Error } else { Level::Warning };
        let mut finding = Finding::new(problem, proxy.variable, level);
        finding.targets.extend(helped.into_iter().flat_map(|finding| finding.targets));
        self.found.push(finding);
    }
}

/// What is wrong with what an endpoint answered.
fn wrongs(endpoint: &Endpoint, heard: &Heard) -> Vec<(Wrong, url::Url)> {
    let page = heard.page.as_ref();
    match endpoint.role {
        Role::Hop(_) => {
            let mut found: Vec<_> = heard.modules.iter().flat_map(answer::of_module).collect();
            let toolchain = heard.toolchain.as_ref();
            let wrong =
                toolchain.and_then(|got| Some((answer::of_file(File::Info, got, None)?, got.url.clone())));
            found.extend(wrong.filter(|(wrong, _)| !matches!(wrong, Wrong::NotFound(_))));
            let mut known = Vec::new();
            found.retain(|(wrong, _)| {
                let new = !known.contains(&wrong.id());
                known.push(wrong.id());
                new
            });
            found
        }
        Role::Index => {
            page.and_then(|got| Some((answer::of_index(got)?, got.url.clone()))).into_iter().collect()
        }
        Role::Source => {
            page.and_then(|got| Some((answer::of_archive(got)?, got.url.clone()))).into_iter().collect()
        }
        Role::Module | Role::Given | Role::Database => {
            page.and_then(|got| Some((answer::of_page(got)?, got.url.clone()))).into_iter().collect()
        }
    }
}

/// A problem that is the same for several endpoints is told once, as bad as it is for the worst of them.
fn merged(all: Vec<Finding>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for new in all {
        let same = |known: &&mut Finding| {
            let on_ways = matches!((&known.problem, &new.problem), (Problem::Way(_), Problem::Way(_)));
            let told_once = is_shared(&known.problem) || (on_ways && known.level == new.level);
            known.id() == new.id() && (told_once || known.targets == new.targets)
        };
        match found.iter_mut().find(same) {
            Some(known) => {
                known.level = known.level.max(new.level);
                let unknown = new.targets.into_iter().filter(|target| !known.targets.contains(target));
                let unknown: Vec<_> = unknown.collect();
                known.targets.extend(unknown);
            }
            None => found.push(new),
        }
    }
    found
}

/// Whether it is a matter of this machine or its network and not of one endpoint.
pub(super) fn is_shared(problem: &Problem) -> bool {
    match problem {
        Problem::Proxy { broken, .. } => broken.is_of_proxy(),
        Problem::Setting(_) | Problem::NotAdopted { .. } => true,
        Problem::Way(verdict) => matches!(
            verdict,
            Verdict::ProxyTun { .. }
                | Verdict::TunBroken { .. }
                | Verdict::Clock { .. }
                | Verdict::TlsInspection { .. }
                | Verdict::NxdomainRewrite { .. }
                | Verdict::CaptivePortal { .. }
                | Verdict::DnsServfail { .. }
                | Verdict::DnsRefused { .. }
                | Verdict::DnsTimeout { .. }
                | Verdict::Offline
        ),
        _ => false,
    }
}
