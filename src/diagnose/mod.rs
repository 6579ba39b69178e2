//! What is wrong on this machine and in this directory: facts gathered, findings drawn from them, and the repairs
//! that are safe to make. It asks no network but in [`net`], runs no program it finds, and writes nothing but in
//! [`repair`].

mod bin;
mod check;
mod current;
mod directory;
mod disk;
mod finding;
mod go;
mod ide;
mod leftovers;
mod machine;
mod managers;
pub mod net;
mod on_path;
mod pin_lock;
mod proxy;
mod reach;
mod repair;
mod security;
mod settings;
mod setup;
mod shims;
mod stored;
mod system_proxy;
mod tools;
mod variables;

pub use check::{CHECKS, Check, Group, words};
pub use disk::cannot_run;
pub use finding::{Confidence, Description, Finding, Level};
pub use machine::Machine;
pub use on_path::{OnPath, Owner};
pub use repair::{Effect, Error, Repair, repair};

use std::time::{Duration, Instant};

/// What became of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing worse than an information.
    Ok,
    /// The worst finding is a warning.
    Warning,
    /// The worst finding is an error.
    Error,
    /// There was nothing to look at.
    Skipped,
}

impl Status {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Skipped => "skipped",
        }
    }
}

/// One check that was made.
#[derive(Debug)]
pub struct Outcome {
    /// Which.
    pub check: &'static Check,
    /// What became of it.
    pub status: Status,
    /// How long it took.
    pub took: Duration,
    /// What it found.
    pub findings: Vec<Finding>,
}

/// All that a run found: the checks, in the order they were made, causes before consequences.
#[derive(Debug)]
pub struct Diagnosis(pub Vec<Outcome>);

impl Diagnosis {
    /// What was found, with the check that found it.
    pub fn findings(&self) -> impl Iterator<Item = (&'static Check, &Finding)> {
        self.0.iter().flat_map(|outcome| outcome.findings.iter().map(|finding| (outcome.check, finding)))
    }

    /// Whether a check was made.
    pub fn looked_at(&self, id: &str) -> bool {
        self.0.iter().any(|outcome| outcome.check.id == id)
    }

    /// Whether something is wrong: an information alone is not.
    pub fn is_wrong(&self) -> bool {
        self.findings().any(|(_, finding)| finding.level != Level::Info)
    }
}

/// Makes these checks, in the order of [`CHECKS`].
pub fn run(checks: &[&Check], machine: &Machine<'_>) -> Diagnosis {
    let mut outcomes = Vec::new();
    for check in CHECKS.iter().filter(|check| checks.iter().any(|named| named.id == check.id)) {
        let started = Instant::now();
        let found = (check.run)(machine);
        let is_skipped = found.is_none();
        let mut findings = found.unwrap_or_default();
        for finding in &mut findings {
            if finding.repair.is_some() {
                finding.command.get_or_insert_with(|| format!("gv doctor --fix {}", check.id));
            }
            if !machine.store.is_writable() {
                finding.without_writing();
            }
        }
        let status = if is_skipped { Status::Skipped } else { worst(&findings) };
        outcomes.push(Outcome { check, status, took: started.elapsed(), findings });
    }
    Diagnosis(outcomes)
}

fn worst(findings: &[Finding]) -> Status {
    match findings.iter().map(|finding| finding.level).max() {
        Some(Level::Error) => Status::Error,
        Some(Level::Warning) => Status::Warning,
        Some(Level::Info) | None => Status::Ok,
    }
}
