//! Findings drawn from what was measured: the cause once and not once for each endpoint that it hits, and no more than
//! its consequences after it.

use super::answer::{self, Lack, What, Wrong};
use super::classify::{self, Around, Judgement};
use super::endpoint::{Endpoint, Purpose, Role};
use super::finding::{Finding, Problem};
use super::measure::Measured;
use super::merge::{is_shared, merged, owner};
use super::plan::Plan;
use super::proxied::{self, Broken};
use super::responses::{Responses, wrongs};
use super::setting::Setting;
use super::verdict::{Verdict, Which};
use super::{database, remedy};
use crate::diagnose::{Confidence, Level};
use crate::golang::goproxy::{self, NextOn};
use crate::golang::proxy::Proxy;
use crate::probe::Network;
use crate::probe::Target;
use crate::probe::client::RequestError;
use crate::probe::connection::Connection;
use crate::probe::tls;
use crate::probe::tunnel::Tunnel;
use crate::urls;
use std::cmp::Reverse;

/// What is wrong with what was measured.
pub(super) fn findings(measured: &Measured, plan: &Plan, network: &Network) -> Vec<Finding> {
    let mut drawing = Drawing { measured, plan, network, found: Vec::new(), of_releases: Vec::new() };
    drawing.settings();
    drawing.connections();
    drawing.answers();
    drawing.toolchain();
    let on_database = database::findings(measured, plan, |url| drawing.verdict_at(url));
    drawing.add_database(on_database);
    drawing.unadopted();
    drawing.gone_past();
    drawing.releases();
    let hidden = |finding: &Finding| {
        let verdict = matches!(
            &finding.problem,
            Problem::Way(Verdict::RootsHidden { .. } | Verdict::TlsInspection { hidden: true, .. })
        );
        verdict && finding.level == Level::Error
    };
    if drawing.found.iter().any(hidden) {
        // It is told with what it does.
        drawing.found.retain(|it| !matches!(it.problem, Problem::Setting(Setting::OwnAuthorities { .. })));
    }
    let mut found = merged(drawing.found);
    let of_gv = |finding: &Finding| matches!(finding.problem, Problem::Releases { .. });
    found.sort_by_key(|finding| {
        (Reverse(finding.level), of_gv(finding), !is_shared(&finding.problem), finding.layer())
    });
    let advice = remedy::Advice { plan, measured, network };
    for finding in &mut found {
        if let Problem::Proxy { variable, .. } = &finding.problem {
            finding.has_login = plan.has_login.contains(variable);
        }
        finding.curable = remedy::curable(finding, measured);
        (finding.command, finding.other) = advice.commands(finding);
    }
    found
}

pub(super) struct Drawing<'a> {
    pub(super) measured: &'a Measured,
    pub(super) plan: &'a Plan,
    pub(super) network: &'a Network,
    pub(super) found: Vec<Finding>,
    /// What is wrong with hosts that only gv asks.
    pub(super) of_releases: Vec<Finding>,
}

impl Drawing<'_> {
    fn settings(&mut self) {
        for setting in &self.plan.settings {
            let (target, level) = match setting {
                Setting::Goproxy(_) | Setting::BadEntry { .. } => ("GOPROXY", Level::Error),
                // To `go` it is a proxy that answers 404.
                Setting::NoFolder(path) => ("GOPROXY", self.level_of_folder(path)),
                Setting::Gosumdb(_) => ("GOSUMDB", Level::Error),
                Setting::ToolchainNeedsDatabase => ("GOSUMDB", Level::Warning),
                Setting::ProxyMalformed(bad) => (bad.variable, Level::Error),
                Setting::Cgi => ("HTTP_PROXY", Level::Error),
                Setting::NoGit => ("git", Level::Error),
                Setting::NoAuthorities => ("ca-certificates", Level::Error),
                Setting::OwnAuthorities { variable, .. } => (*variable, Level::Info),
            };
            self.found.push(Finding::new(Problem::Setting(setting.clone()), target, level));
        }
    }

    fn connections(&mut self) {
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
            // It may be slower than this waits, and not slower than `go` does.
            let late = matches!(problem, Problem::Proxy { broken: Broken::Mute { after: Some(_) }, .. });
            let level = match self.level(endpoint, false) {
                _ if good => Level::Info,
                level if late => level.min(Level::Warning),
                level => level,
            };
            let target = endpoint.target().map(|target| target.shown()).unwrap_or_default();
            let finding = Finding::new(problem, target, level).sure(confidence);
            if endpoint.role.group() == Purpose::Releases && !good {
                self.of_releases.push(finding);
            } else {
                self.found.push(finding);
            }
        }
    }

    /// Whether it follows from the lack of trusted authorities.
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
        let way = self.measured.connections.measured().find(|(known, _)| **known == target)?.1;
        if let Connection::Through(proxy, tunnel) = way
            && let Some(broken) = proxied::of_tunnel(tunnel, self.connects(&proxy.url))
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

    /// Whether a proxy has made a connection to any host.
    fn connects(&self, proxy: &url::Url) -> bool {
        self.tunnels()
            .any(|(_, known, tunnel)| known.url == *proxy && tunnel.asked.is_some() && tunnel.is_connected())
    }

    fn tunnels(&self) -> impl Iterator<Item = (&Target, &Proxy, &Tunnel)> {
        self.measured.connections.measured().filter_map(|(target, way)| match way {
            Connection::Through(proxy, tunnel) => Some((target, proxy, &**tunnel)),
            Connection::Direct(_) => None,
        })
    }

    fn verdict(&self, way: &Connection) -> Option<Judgement> {
        let all = self.measured.direct();
        let (controls, invalid) = (&self.measured.controls, &self.measured.invalid);
        let around = Around { controls, invalid, hosts: &self.network.hosts, all: &all };
        match way {
            Connection::Direct(direct) => classify::of_way(direct, &around),
            Connection::Through(_, tunnel) if tunnel.is_good() => None,
            Connection::Through(_, tunnel) => {
                // Hosts of others through the same proxy are what the controls are without one.
                let own = self.tunnels().find(|(_, _, known)| std::ptr::eq(*known, tunnel.as_ref()));
                let whose = own.map(|(target, ..)| owner(&target.host)).unwrap_or_default();
                let others = self.tunnels().filter(|(target, ..)| owner(&target.host) != whose);
                let others: Vec<_> = others.map(|(_, _, tunnel)| proxied::as_reached(tunnel)).collect();
                classify::of_way(&proxied::as_direct(tunnel), &Around { controls: &others, ..around })
            }
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

    fn answers(&mut self) {
        for (endpoint, heard) in self.plan.endpoints.iter().zip(&self.measured.heard) {
            for (mut wrong, url) in wrongs(endpoint, heard) {
                let Some(level) = self.level_of_answer(endpoint, heard, &wrong) else { continue };
                let target = endpoint.target().map(|target| target.shown()).unwrap_or_default();
                let goes_on = match endpoint.role {
                    Role::Hop(hop) => match self.plan.next_on(hop) {
                        // Whom it waits for it does not get past.
                        NextOn::AnyError => !matches!(wrong, Wrong::Stalled { .. } | Wrong::Slow { .. }),
                        NextOn::NotFound => matches!(wrong, Wrong::NotFound(_)),
                        NextOn::Never => false,
                    },
                    _ => false,
                };
                let problem = if let Some(problem) = self.by_proxy(heard, &wrong, &url) {
                    problem
                } else if let Some(problem) = self.now_and_then(endpoint, heard, &url) {
                    problem
                } else {
                    let missing = matches!(wrong, Wrong::NotFound(_));
                    let lack = if missing { self.lack(heard, &url) } else { Lack::default() };
                    if missing && self.is_no_proxy(heard, &url) {
                        wrong = Wrong::Nonconforming(What::NoProxy);
                    }
                    Problem::Answer { wrong, url: urls::shown(&url), goes_on, lack }
                };
                let finding = Finding::new(problem, target, level);
                if endpoint.role.group() == Purpose::Releases {
                    self.of_releases.push(finding);
                } else {
                    self.found.push(finding);
                }
            }
        }
    }

    /// A handshake that fails where another one has passed a moment ago.
    fn now_and_then(&self, endpoint: &Endpoint, heard: &Responses, url: &url::Url) -> Option<Problem> {
        let got = heard.gots().find(|got| got.url == *url && got.steps.is_empty())?;
        let Err(RequestError::Tls(fault)) = &got.end else { return None };
        let target = endpoint.target()?;
        let way = self.measured.connections.measured().find(|(known, _)| **known == target)?.1;
        let Connection::Direct(direct) = way else { return None };
        let (address, which) = (direct.good()?, Which::Some);
        Some(Problem::Way(match fault {
            tls::Fault::Reset | tls::Fault::Closed => Verdict::TlsReset { address, which },
            tls::Fault::Stall => Verdict::TlsStall { address, which },
            _ => return None,
        }))
    }

    /// What a proxy says in the place of a host: where it is asked for pages, and where it opens connections.
    fn by_proxy(&self, heard: &Responses, wrong: &Wrong, url: &url::Url) -> Option<Problem> {
        let proxy = self.plan.proxies.for_url(url)?;
        let login =
            matches!(wrong, Wrong::Status { status: 407, .. }).then(|| Broken::Auth { logins: Vec::new() });
        let got = heard.gots().find(|got| got.url == *url);
        let opened = self.measured.is_opened(&proxy.url);
        let broken = got.and_then(|got| proxied::of_got(got, opened)).or(login)?;
        Some(Problem::Proxy { broken, variable: proxy.variable, proxy: proxy.shown() })
    }

    /// What a proxy does to every question it does to those for the database too.
    fn add_database(&mut self, on_database: Vec<Finding>) {
        let always = |finding: &Finding| match &finding.problem {
            Problem::Answer { wrong, .. } => matches!(
                wrong,
                Wrong::Status { .. }
                    | Wrong::Portal { .. }
                    | Wrong::Elsewhere { .. }
                    | Wrong::Nonconforming(What::WebPage | What::NoProxy | What::NotHttp)
                    | Wrong::Loop
                    | Wrong::Downgrade { .. }
                    | Wrong::Closed
                    | Wrong::Stalled { at: None }
            ),
            Problem::Proxy { .. } => true,
            _ => false,
        };
        let known: Vec<_> = self.found.iter().filter(|it| always(it)).map(|it| it.targets.clone()).collect();
        // Where no module proxy is, nobody could pass it on.
        let no_proxy = self.found.iter().any(|finding| {
            matches!(&finding.problem, Problem::Answer { wrong: Wrong::Nonconforming(What::NoProxy), .. })
        });
        self.found.extend(on_database.into_iter().filter(|finding| {
            if no_proxy && matches!(finding.problem, Problem::SumdbUnreachable { .. }) {
                return false;
            }
            let passed_on = matches!(
                finding.problem,
                Problem::SumdbProxyBroken { .. } | Problem::SumdbNonconforming { .. }
            );
            !passed_on || !known.contains(&finding.targets)
        }));
    }

    /// Whether any proxy has the toolchains.
    fn toolchain(&mut self) {
        let hops = self.plan.endpoints.iter().zip(&self.measured.heard);
        let hops = hops.filter(|(endpoint, _)| matches!(endpoint.role, Role::Hop(_)));
        let said: Vec<_> = hops
            .filter_map(|(endpoint, heard)| {
                // Only the list: for any other file of a toolchain a proxy fetches the whole.
                let said = heard.toolchains.as_ref()?;
                Some((endpoint, answer::of_page(said)))
            })
            .collect();
        let direct = self.plan.list.hops.iter().any(|hop| hop.kind == goproxy::HopKind::Direct);
        let missing = said.iter().all(|(_, wrong)| matches!(wrong, Some(Wrong::NotFound(_))));
        if said.is_empty() || !missing || direct || !self.plan.switches {
            return;
        }
        let target = said.first().and_then(|(endpoint, _)| endpoint.target());
        let target = target.map(|target| target.shown()).unwrap_or_default();
        // What keeps a proxy from everything keeps it from toolchains too.
        if self.found.iter().any(|known| known.level == Level::Error && known.targets.contains(&target)) {
            return;
        }
        let level = if self.plan.floor { Level::Warning } else { Level::Info };
        let elsewhere = self.has_releases();
        self.found.push(Finding::new(Problem::ToolchainMissing { elsewhere }, target, level));
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
        self.of_releases.retain(|finding| !finding.targets.iter().all(|target| passes(target)));
        let helps = !helped.is_empty();
        let problem = Problem::NotAdopted { variable: proxy.variable, proxy: proxy.shown(), helps };
        let worst = helped.iter().map(|finding| finding.level).max();
        let mut finding = Finding::new(problem, proxy.variable, worst.unwrap_or(Level::Warning));
        finding.targets.extend(helped.into_iter().flat_map(|finding| finding.targets));
        self.found.push(finding);
    }

    /// `NO_PROXY` is the cause of what gets through with the proxy that it goes past.
    fn gone_past(&mut self) {
        let past = &self.measured.beside.past;
        let passes =
            |target: &String| past.iter().any(|(known, tunnel)| known.shown() == *target && tunnel.is_good());
        let (helped, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.found).into_iter().partition(|finding| {
                let of_way = matches!(finding.problem, Problem::Way(_) | Problem::SumdbUnreachable { .. });
                of_way && finding.level != Level::Info && finding.targets.iter().any(passes)
            });
        self.found = others;
        let Some(level) = helped.iter().map(|finding| finding.level).max() else { return };
        let urls = self.plan.endpoints.iter().map(|endpoint| &endpoint.url);
        let proxy = urls.filter_map(|url| self.plan.proxies.gone_past(url)).map(Proxy::shown).next();
        let problem = Problem::GonePast { proxy: proxy.unwrap_or_default() };
        let mut finding = Finding::new(problem, "NO_PROXY", level);
        finding.targets.extend(helped.into_iter().flat_map(|finding| finding.targets));
        self.found.push(finding);
    }
}
