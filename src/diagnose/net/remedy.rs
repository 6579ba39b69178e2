//! The commands that make a finding right, where any do. None of them switches a protection off.

use super::Layer;
use super::answer::Wrong;
use super::finding::{Finding, Problem};
use super::measure::Measured;
use super::plan::{Plan, Relay};
use super::proxied::{Broken, logs_in};
use super::setting::{SYSTEM, Setting};
use super::verdict::{Verdict, Which};
use crate::fault::relay;
use crate::golang::database;
use crate::golang::goproxy::{HopKind, List, NextOn};
use crate::probe::Network;
use crate::probe::Target;
use crate::probe::address::Tag;
use crate::probe::attempt::Attempt;
use crate::probe::connection::{Connection, Direct};
use crate::probe::tunnel::Speaks;
use crate::shell::Shell;
use crate::system::{authorities, resolver, services};
use url::Url;

/// Hosts of Go's own that a preset has others for.
const PUBLIC: [&str; 2] = ["proxy.golang.org", "sum.golang.org"];

/// The hosts of a finding about names that `gv dns fix` has an address for. A host that others are not to hear of is
/// none of them, as it would ask them.
pub(super) fn curable(finding: &Finding, measured: &Measured) -> Vec<String> {
    let (Problem::Way(verdict) | Problem::SumdbUnreachable { why: Some(verdict), .. }) = &finding.problem
    else {
        return Vec::new();
    };
    // A line of the hosts file counts before what would be written behind it.
    let elsewhere = matches!(verdict, Verdict::TcpTimeout { elsewhere, .. } if !elsewhere.is_empty());
    if !elsewhere && verdict.fault().layer() != Layer::Dns || matches!(verdict, Verdict::HostsOverride { .. })
    {
        return Vec::new();
    }
    let has_address = |host: &&String| {
        measured.connections.measured().any(|(target, way)| match way {
            Connection::Direct(direct) => {
                target.tls && target.shown() == **host && is_known_elsewhere(direct)
            }
            Connection::Through(..) => false,
        })
    };
    finding.targets.iter().filter(has_address).cloned().collect()
}

/// Whether the host proved itself at an address that programs are not told, and that means it wherever it is written.
fn is_known_elsewhere(direct: &Direct) -> bool {
    let good = |reached: &&Attempt| reached.is_good() && Tag::of(reached.address) != Tag::FakeIp;
    direct.names.is_compared() && direct.good().is_none() && direct.reached.iter().any(|it| good(&it))
}

/// What is known of where a command has to work.
pub(super) struct Advice<'a> {
    pub(super) plan: &'a Plan,
    pub(super) measured: &'a Measured,
    pub(super) network: &'a Network,
}

impl Advice<'_> {
    /// What helps, and what else does.
    pub(super) fn commands(&self, finding: &Finding) -> (Option<String>, Option<String>) {
        let command = self.command(finding);
        if finding.curable.is_empty() {
            return (command, None);
        }
        let cure = format!("gv dns fix --hosts {}", finding.curable.join(" "));
        match (&finding.problem, command) {
            // The database has another address, which lasts.
            (Problem::SumdbUnreachable { .. }, Some(command)) => (Some(command), Some(cure)),
            (_, command) => (Some(cure), command),
        }
    }

    fn command(&self, finding: &Finding) -> Option<String> {
        let plan = self.plan;
        match &finding.problem {
            Problem::Setting(setting) => self.of_setting(setting),
            Problem::BareEntry { .. } => Some("gv env why GOPROXY".to_owned()),
            Problem::NotAdopted { variable: SYSTEM, proxy, .. } => {
                Some(plan.shell?.set("HTTPS_PROXY", proxy))
            }
            // Not shown: it may hold a password.
            Problem::NotAdopted { variable, .. } => Some(plan.shell?.set_from("HTTPS_PROXY", variable)),
            Problem::GonePast { .. } => Some(plan.shell?.unset("NO_PROXY")),
            Problem::Proxy { broken, variable, proxy } => self.of_proxy(broken, variable, proxy),
            Problem::Way(verdict) => self.of_verdict(verdict, finding),
            Problem::Answer { wrong, goes_on: false, .. } => self.past(finding, wrong),
            Problem::SumdbUnreachable { .. }
            | Problem::SumdbProxyBroken { .. }
            | Problem::SumdbNonconforming { .. } => self.other_database(),
            Problem::ChecksumMismatch { in_go_sum: true, found, .. } => {
                Some(format!("git log -S {} --oneline -- go.sum", word(&found.to_string(), plan)))
            }
            Problem::Releases { from_goproxy: true, .. } => {
                Some("gv install --from goproxy latest".to_owned())
            }
            Problem::Answer { .. }
            | Problem::Releases { .. }
            | Problem::SumdbForged { .. }
            | Problem::ToolchainMissing { .. }
            | Problem::ChecksumMismatch { .. } => None,
        }
    }

    fn of_setting(&self, setting: &Setting) -> Option<String> {
        let plan = self.plan;
        match setting {
            Setting::Goproxy(_) | Setting::BadEntry { .. } | Setting::NoFolder(_) => {
                Some("gv env why GOPROXY".to_owned())
            }
            Setting::Gosumdb(_) => Some("gv env why GOSUMDB".to_owned()),
            Setting::ToolchainNeedsDatabase if plan.process.contains(&"GOSUMDB") => {
                Some(plan.shell?.unset("GOSUMDB"))
            }
            Setting::ToolchainNeedsDatabase => Some("go env -u GOSUMDB".to_owned()),
            Setting::Cgi => Some(plan.shell?.unset("REQUEST_METHOD")),
            Setting::NoAuthorities => authorities::INSTALL.map(ToOwned::to_owned),
            Setting::ProxyMalformed(_) | Setting::NoGit | Setting::OwnAuthorities { .. } => None,
        }
    }

    fn of_proxy(&self, broken: &Broken, variable: &str, proxy: &str) -> Option<String> {
        let written = |from: &str, to: &str| {
            let named = self.plan.has_login.contains(&variable);
            (!named).then(|| Some(self.plan.shell?.set(variable, &proxy.replacen(from, to, 1))))?
        };
        match broken {
            Broken::Relay { fault, .. } => relay::command(*fault).map(ToOwned::to_owned),
            Broken::Auth { logins } if logs_in(logins) && matches!(self.plan.relay, Relay::Ready) => {
                self.begin_relay(variable)
            }
            Broken::Scheme { wants_tls: true, works: true } => written("http://", "https://"),
            Broken::Scheme { wants_tls: false, .. } => written("https://", "http://"),
            Broken::NotProxy { speaks: Some(Speaks::Socks), .. } => {
                written(&format!("{}://", proxy.split("://").next()?), "socks5://")
            }
            Broken::NotProxy { speaks: Some(Speaks::Http), .. } if proxy.starts_with("socks5") => {
                written(&format!("{}://", proxy.split("://").next()?), "http://")
            }
            Broken::Unknown | Broken::Down | Broken::Mute { .. } | Broken::NotProxy { .. }
                if self.is_direct() =>
            {
                Some(self.plan.shell?.unset(variable))
            }
            _ => None,
        }
    }

    /// Starts the relay, which takes the proxy of the environment, and gives it a login where the address has none.
    fn begin_relay(&self, variable: &str) -> Option<String> {
        let proxy = self.plan.proxy().filter(|proxy| proxy.variable == variable)?;
        let mut commands = vec!["gv relay on".to_owned()];
        if proxy.url.password().is_none() {
            commands.push("gv relay login".to_owned());
        }
        Some(self.plan.shell?.in_a_row(&commands))
    }

    /// Whether what is behind a proxy was reached without it just now.
    fn is_direct(&self) -> bool {
        let direct = &self.measured.beside.direct;
        !direct.is_empty() && direct.iter().all(|(_, good)| *good)
    }

    fn of_verdict(&self, verdict: &Verdict, finding: &Finding) -> Option<String> {
        let plan = self.plan;
        match verdict {
            Verdict::Clock { .. } => Some(services::SET_CLOCK.to_owned()),
            Verdict::RootsHidden { .. } | Verdict::TlsInspection { hidden: true, .. } => {
                Some(plan.shell?.unset(plan.root_variables.first()?))
            }
            Verdict::TlsInspection { .. } => Some(authorities::TRUST.to_owned()),
            Verdict::HostsOverride { by_gv: true, right, .. } if right.is_empty() => {
                Some("gv dns unfix --hosts".to_owned())
            }
            Verdict::HostsOverride { by_gv: true, .. } => {
                Some(format!("gv dns fix --hosts --apply {}", finding.targets.join(" ")))
            }
            Verdict::HostsOverride { line, .. } => {
                let file = plan.shell.unwrap_or(Shell::USUAL).path(&self.network.hosts.path);
                Some(resolver::hosts_command(&file, *line))
            }
            Verdict::DnsBogon { .. }
            | Verdict::DnsInjected { .. }
            | Verdict::DnsPoisoned { .. }
            | Verdict::DnsBlocked { .. }
            | Verdict::IpBlocked { .. }
            | Verdict::TcpTimeout { .. }
            | Verdict::TcpReset { .. }
            | Verdict::SniBlocked { .. }
            | Verdict::TlsReset { which: Which::All | Which::Some, .. }
            | Verdict::TlsStall { which: Which::All | Which::Some, .. } => {
                let public = finding.targets.iter().any(|target| PUBLIC.contains(&target.as_str()));
                if public { self.preset() } else { self.lenient(finding) }
            }
            Verdict::TlsReset { which: Which::Long, .. } | Verdict::TlsStall { which: Which::Long, .. } => {
                Some(plan.shell?.set("GODEBUG", "tlsmlkem=0"))
            }
            Verdict::TlsVersion { .. }
            | Verdict::TlsFailed { .. }
            | Verdict::TlsNotTls { .. }
            | Verdict::CertExpired { .. }
            | Verdict::CertMissingIntermediate { .. }
            | Verdict::TcpRefused { .. } => self.lenient(finding),
            _ => None,
        }
    }

    /// Mirrors in China in place of Go's own hosts. Behind a proxy it is the proxy that matters.
    fn preset(&self) -> Option<String> {
        let somewhere = Url::parse("https://host.invalid/").ok()?;
        let shell = self.plan.shell?;
        let proxied = self.plan.proxies.for_url(&somewhere).is_some();
        (!proxied).then(|| {
            // What stands in the environment would win.
            let mut commands: Vec<_> = self.plan.process.iter().map(|key| shell.unset(key)).collect();
            commands.push("gv env preset cn --user".to_owned());
            shell.in_a_row(&commands)
        })
    }

    /// The same database at its address in China, where it answered just now.
    fn other_database(&self) -> Option<String> {
        self.measured.beside.alias.then(|| self.set("GOSUMDB", database::ALIAS))?
    }

    /// The command that changes a setting of `go` where it is set.
    fn set(&self, key: &'static str, value: &str) -> Option<String> {
        if self.plan.process.contains(&key) {
            return Some(self.plan.shell?.set(key, value));
        }
        Some(format!("gv env set --user {}", word(&format!("{key}={value}"), self.plan)))
    }

    /// A way past an answer: where `go` would get to the next entry after `|`, that; where it would hang, or take what comes
    /// for the module, the list without the entry.
    fn past(&self, finding: &Finding, wrong: &Wrong) -> Option<String> {
        match wrong {
            Wrong::Status { status: 401, .. } | Wrong::NotFound(_) | Wrong::Slow { .. } => None,
            Wrong::Status { .. }
            | Wrong::Closed
            | Wrong::Loop
            | Wrong::Downgrade { .. }
            | Wrong::Elsewhere { .. } => self.lenient(finding),
            Wrong::Portal { .. }
            | Wrong::Nonconforming(_)
            | Wrong::Truncated { .. }
            | Wrong::BadZip
            | Wrong::Stalled { .. } => self.without(finding),
        }
    }

    /// The places in GOPROXY of the proxies that a finding is about.
    fn places(&self, finding: &Finding) -> Vec<usize> {
        let hops = self.plan.list.hops.iter().enumerate();
        let is_it = |kind: &HopKind| match kind {
            HopKind::Proxy(url) => Target::of(url).is_some_and(|it| finding.targets.contains(&it.shown())),
            HopKind::Direct | HopKind::Off => false,
        };
        hops.filter(|(_, hop)| is_it(&hop.kind)).map(|(place, _)| place).collect()
    }

    /// The same GOPROXY with `|` between its entries, so that `go` goes on to the next one whatever happens. A list of one
    /// entry is one on purpose: nothing is added to it.
    fn lenient(&self, finding: &Finding) -> Option<String> {
        let List { hops } = &self.plan.list;
        let places = self.places(finding);
        let stops = |place: &usize| *place + 1 < hops.len() && hops[*place].next_on == NextOn::NotFound;
        if !places.iter().any(stops) {
            return None;
        }
        self.set("GOPROXY", &self.entries(&[])?.join("|"))
    }

    /// The same GOPROXY without these entries, where others are left.
    fn without(&self, finding: &Finding) -> Option<String> {
        let places = self.places(finding);
        let entries = self.entries(&places)?;
        if entries.is_empty() || places.is_empty() { None } else { self.set("GOPROXY", &entries.join(",")) }
    }

    /// The entries of GOPROXY but for some; `None` where they may not be written down.
    fn entries(&self, but: &[usize]) -> Option<Vec<String>> {
        let List { hops } = &self.plan.list;
        let secret = self.plan.list.proxies().any(|url| !url.username().is_empty() || url.query().is_some());
        let off = hops.iter().any(|hop| hop.kind == HopKind::Off);
        let left = hops.iter().enumerate().filter(|(place, _)| !but.contains(place));
        (!secret && !off).then(|| left.map(|(_, hop)| hop.kind.to_string()).collect())
    }
}

fn word(text: &str, plan: &Plan) -> String {
    plan.shell.unwrap_or(Shell::USUAL).word(text)
}
