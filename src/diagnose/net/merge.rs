//! Which findings are one: a cause that hits several endpoints is told once.

use super::finding::{Finding, Problem};
use super::verdict::Verdict;

/// Whose a host is: the last two parts of its name.
pub(super) fn owner(host: &str) -> &str {
    let end = host.rfind('.').unwrap_or(0);
    host[..end].rfind('.').map_or(host, |at| &host[at + 1..])
}

/// A problem that is the same for several endpoints is told once, as bad as it is for the worst of them.
pub(super) fn merged(all: Vec<Finding>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for new in all {
        let same = |known: &&mut Finding| {
            let on_ways = matches!((&known.problem, &new.problem), (Problem::Way(_), Problem::Way(_)));
            let by_proxy =
                matches!((&known.problem, &new.problem), (Problem::Proxy { .. }, Problem::Proxy { .. }));
            let same_level = known.level == new.level;
            let told_once = is_shared(&known.problem) || ((on_ways || by_proxy) && same_level);
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
        Problem::Setting(_) | Problem::NotAdopted { .. } | Problem::GonePast { .. } => true,
        Problem::Way(verdict) => matches!(
            verdict,
            Verdict::ProxyTun { .. }
                | Verdict::TunBroken { .. }
                | Verdict::Clock { .. }
                | Verdict::TlsInspection { .. }
                | Verdict::RootsHidden { .. }
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
