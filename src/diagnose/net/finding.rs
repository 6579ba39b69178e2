//! Findings: verdicts of endpoints brought together, the cause once and not once for each that it hits.

use super::Layer;
use super::measure::Measured;
use super::verdict::{self, Around, Verdict};
use crate::diagnose::{Confidence, Level};
use crate::probe::way::Direct;

/// What is wrong, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// On the way to an endpoint.
    Way(Verdict),
}

/// A problem, and what it hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// The endpoints, as they are shown.
    pub targets: Vec<String>,
    /// How bad.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// The command that makes it right, where one does.
    pub command: Option<String>,
}

impl Finding {
    /// The id; `docs/doctor-net.md` lists all.
    pub fn id(&self) -> &str {
        match &self.problem {
            Problem::Way(verdict) => verdict.id(),
        }
    }

    /// The layer that is at fault.
    pub fn layer(&self) -> Layer {
        match &self.problem {
            Problem::Way(verdict) => verdict.layer(),
        }
    }
}

/// What is wrong with what was measured.
pub(super) fn of(measured: &Measured) -> Vec<Finding> {
    let all: Vec<&Direct> = measured.ways.iter().map(|(_, way)| way).collect();
    let around = Around { controls: &measured.controls, invalid: &measured.invalid, all: &all };
    let mut found: Vec<Finding> = Vec::new();
    for (target, way) in &measured.ways {
        let Some((verdict, confidence)) = verdict::of_way(way, &around) else { continue };
        let level = if matches!(verdict, Verdict::ProxyTun { .. }) { Level::Info } else { Level::Error };
        let new = Finding {
            problem: Problem::Way(verdict),
            targets: vec![target.shown()],
            level,
            confidence,
            command: None,
        };
        add(&mut found, new);
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    found
}

/// A problem that is the same for several endpoints is told once.
fn add(found: &mut Vec<Finding>, new: Finding) {
    let same = |known: &&mut Finding| match (&known.problem, &new.problem) {
        (Problem::Way(one), Problem::Way(other)) => one.id() == other.id() && is_shared(one),
    };
    match found.iter_mut().find(same) {
        Some(known) => known.targets.extend(new.targets),
        None => found.push(new),
    }
}

/// Whether it is a matter of this machine or its network and not of one endpoint.
fn is_shared(verdict: &Verdict) -> bool {
    matches!(
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
    )
}
