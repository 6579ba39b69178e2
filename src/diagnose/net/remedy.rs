//! The commands that make a finding right, where any do. None of them switches a protection off.

use super::Layer;
use super::answer::Wrong;
use super::finding::{Finding, Problem};
use super::measure::Measured;
use super::plan::Plan;
use super::proxied::Broken;
use super::setting::{SYSTEM, Setting};
use super::verdict::Verdict;
use crate::golang::database;
use crate::golang::goproxy::{Kind, List};
use crate::probe::World;
use crate::probe::address::Tag;
use crate::probe::way::{Direct, Reached, Way};
use crate::shell::Shell;
use crate::system::{authorities, clock, resolver};

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
    if verdict.layer() != Layer::Dns || matches!(verdict, Verdict::HostsOverride { .. }) {
        return Vec::new();
    }
    let has_address = |host: &&String| {
        measured.ways.measured().any(|(target, way)| match way {
            Way::Direct(direct) => target.tls && target.shown() == **host && is_known_elsewhere(direct),
            Way::Through(..) => false,
        })
    };
    finding.targets.iter().filter(has_address).cloned().collect()
}

/// Whether the host proved itself at an address that programs are not told, and that means it wherever it is written.
fn is_known_elsewhere(direct: &Direct) -> bool {
    let good = |reached: &&Reached| reached.is_good() && Tag::of(reached.address) != Tag::FakeIp;
    direct.names.is_compared() && direct.good().is_none() && direct.reached.iter().any(|it| good(&it))
}

/// What helps, and what else does.
pub(super) fn commands(finding: &Finding, plan: &Plan, world: &World) -> (Option<String>, Option<String>) {
    let command = command(finding, plan, world);
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

fn command(finding: &Finding, plan: &Plan, world: &World) -> Option<String> {
    match &finding.problem {
        Problem::Setting(setting) => of_setting(setting, plan),
        Problem::BareEntry { .. } => Some("gv env why GOPROXY".to_owned()),
        Problem::NotAdopted { variable: SYSTEM, proxy, .. } => Some(plan.shell?.set("HTTPS_PROXY", proxy)),
        // Not shown: it may hold a password.
        Problem::NotAdopted { variable, .. } => Some(plan.shell?.set_from("HTTPS_PROXY", variable)),
        Problem::Proxy { broken, variable, proxy } => match broken {
            Broken::Scheme { wants_tls } => {
                let (from, to) = if *wants_tls { ("http://", "https://") } else { ("https://", "http://") };
                let named = plan.has_login.contains(variable);
                (!named).then(|| Some(plan.shell?.set(variable, &proxy.replacen(from, to, 1))))?
            }
            Broken::Down | Broken::NotProxy => Some(plan.shell?.unset(variable)),
            _ => None,
        },
        Problem::Way(verdict) => of_verdict(verdict, finding, plan, world),
        Problem::Answer { wrong: Wrong::Status { status: 401, .. }, .. } => None,
        Problem::Answer { goes_on: false, .. } if is_hop(finding, plan) => lenient(plan),
        Problem::SumdbUnreachable { name, .. } if name == database::DEFAULT => {
            Some(format!("gv env set --user GOSUMDB={}", database::ALIAS))
        }
        Problem::SumdbProxyBroken { .. } | Problem::SumdbNonconforming { .. } => {
            let of_go = plan.database.as_ref().is_some_and(|service| service.name == database::DEFAULT);
            of_go.then(|| format!("gv env set --user GOSUMDB={}", database::ALIAS))
        }
        Problem::ChecksumMismatch { in_go_sum: true, found, .. } => {
            Some(format!("git log -S {} --oneline -- go.sum", quoted(&found.to_string(), plan.shell)))
        }
        Problem::Answer { .. }
        | Problem::SumdbUnreachable { .. }
        | Problem::SumdbForged { .. }
        | Problem::ToolchainMissing { .. }
        | Problem::ChecksumMismatch { .. } => None,
    }
}

fn of_setting(setting: &Setting, plan: &Plan) -> Option<String> {
    match setting {
        Setting::Goproxy(_) | Setting::NoFolder(_) => Some("gv env why GOPROXY".to_owned()),
        Setting::Gosumdb(_) => Some("gv env why GOSUMDB".to_owned()),
        Setting::ToolchainNeedsDatabase if plan.process.contains(&"GOSUMDB") => {
            Some(plan.shell?.unset("GOSUMDB"))
        }
        Setting::ToolchainNeedsDatabase => Some("go env -u GOSUMDB".to_owned()),
        Setting::ProxyMalformed(bad) => Some(plan.shell?.unset(bad.variable)),
        Setting::NoAuthorities => authorities::INSTALL.map(ToOwned::to_owned),
        Setting::NoGit | Setting::OwnAuthorities { .. } => None,
    }
}

fn of_verdict(verdict: &Verdict, finding: &Finding, plan: &Plan, world: &World) -> Option<String> {
    match verdict {
        Verdict::Clock { .. } => Some(clock::SET.to_owned()),
        Verdict::TlsInspection { .. } => Some(authorities::TRUST.to_owned()),
        Verdict::HostsOverride { by_gv: true, right, .. } if right.is_empty() => {
            Some("gv dns unfix --hosts".to_owned())
        }
        Verdict::HostsOverride { by_gv: true, .. } => {
            Some(format!("gv dns fix --hosts --apply {}", finding.targets.join(" ")))
        }
        Verdict::HostsOverride { line, .. } => Some(resolver::hosts_command(&world.hosts.path, *line)),
        Verdict::DnsBogon { .. }
        | Verdict::DnsInjected { .. }
        | Verdict::DnsPoisoned { .. }
        | Verdict::DnsBlocked { .. }
        | Verdict::IpBlocked { .. }
        | Verdict::TcpTimeout { .. }
        | Verdict::TcpReset { .. }
        | Verdict::SniBlocked { .. }
        | Verdict::TlsReset { .. }
        | Verdict::TlsStall { .. } => {
            let public = finding.targets.iter().any(|target| PUBLIC.contains(&target.as_str()));
            let hop = is_hop(finding, plan);
            if public { Some("gv env preset cn --user".to_owned()) } else { hop.then(|| lenient(plan))? }
        }
        Verdict::TlsVersion { .. }
        | Verdict::TlsFailed { .. }
        | Verdict::TlsNotTls { .. }
        | Verdict::CertExpired { .. }
        | Verdict::CertMissingIntermediate { .. }
        | Verdict::TcpRefused { .. } => is_hop(finding, plan).then(|| lenient(plan))?,
        _ => None,
    }
}

/// Whether it is about a proxy of GOPROXY.
fn is_hop(finding: &Finding, plan: &Plan) -> bool {
    let mut proxies = plan.list.proxies().filter_map(crate::probe::way::Target::of);
    proxies.any(|target| finding.targets.contains(&target.shown()))
}

/// The same GOPROXY, with `|` between its entries, so that `go` goes on to the next one whatever happens. With one entry
/// only, Go's own proxy and the modules' own hosts come after it.
fn lenient(plan: &Plan) -> Option<String> {
    let List { hops } = &plan.list;
    let secret = plan.list.proxies().any(|url| !url.username().is_empty() || url.query().is_some());
    if secret || hops.iter().any(|hop| hop.kind == Kind::Off) {
        return None;
    }
    let mut entries: Vec<String> = hops.iter().map(|hop| hop.kind.to_string()).collect();
    if entries.len() == 1 {
        entries.push("direct".to_owned());
    }
    let value = entries.join("|");
    let same = plan.list.to_string() == value;
    (!same).then(|| format!("gv env set --user {}", quoted(&format!("GOPROXY={value}"), plan.shell)))
}

/// A word that a shell takes as it is.
fn quoted(word: &str, shell: Option<Shell>) -> String {
    if shell == Some(Shell::Cmd) { format!("\"{word}\"") } else { format!("'{word}'") }
}
