//! What is wrong on this machine and in this directory: facts gathered, findings drawn from them, and the repairs
//! that are safe to make. It asks no network but in [`net`], runs no program it finds, and writes nothing but in
//! [`repair`]. The words stand in `ui/findings`.

mod bin;
mod check;
mod current;
mod directory;
mod disk;
mod finding;
mod go;
mod leftovers;
mod machine;
mod managers;
pub mod net;
mod on_path;
mod proxy;
mod repair;
mod settings;
mod setup;
mod shims;
mod stored;
mod system_proxy;
mod tools;
mod variables;

pub use check::{Check, Layer, words};
pub use finding::{Confidence, Finding, Kind, Level, Problem};
pub use machine::Machine;
pub use on_path::{OnPath, Owner};
pub use repair::{Change, Error, Repair, repair};

/// What the problems of each check are made of, for who puts them into words.
pub mod problem {
    pub use super::bin::Problem as Bin;
    pub use super::current::Problem as Current;
    pub use super::directory::Problem as Directory;
    pub use super::disk::Problem as Disk;
    pub use super::go::Problem as Go;
    pub use super::leftovers::Problem as Leftovers;
    pub use super::machine::Setting;
    pub use super::managers::{Line, Problem as Managers};
    pub use super::proxy::{Ignored, Malformed, Problem as Proxy};
    pub use super::settings::{Problem as Settings, Set};
    pub use super::setup::Problem as Setup;
    pub use super::shims::Problem as Shims;
    pub use super::stored::Problem as Stored;
    pub use super::system_proxy::Problem as SystemProxy;
    pub use super::tools::{Problem as Tools, WantedBy};
    pub use super::variables::{BadPath, Problem as Variables};
}

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
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Which.
    pub check: Check,
    /// What became of it.
    pub status: Status,
    /// How long it took.
    pub took: Duration,
}

/// All that a run found.
#[derive(Debug)]
pub struct Diagnosis {
    /// The checks, in the order they were made.
    pub outcomes: Vec<Outcome>,
    /// What they found: causes before consequences.
    pub findings: Vec<Finding>,
}

impl Diagnosis {
    /// Whether something is wrong: an information alone is not.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.level() != Level::Info)
    }
}

/// Makes these checks, in the order of [`Check::ALL`].
pub fn run(checks: &[Check], machine: &Machine<'_>) -> Diagnosis {
    let mut diagnosis = Diagnosis { outcomes: Vec::new(), findings: Vec::new() };
    for check in Check::ALL.into_iter().filter(|check| checks.contains(check)) {
        let started = Instant::now();
        let found = check.run(machine);
        let status = match &found {
            Some(findings) => worst(findings),
            None => Status::Skipped,
        };
        diagnosis.outcomes.push(Outcome { check, status, took: started.elapsed() });
        diagnosis.findings.extend(found.into_iter().flatten());
    }
    diagnosis
}

fn worst(findings: &[Finding]) -> Status {
    match findings.iter().map(Finding::level).max() {
        Some(Level::Error) => Status::Error,
        Some(Level::Warning) => Status::Warning,
        Some(Level::Info) | None => Status::Ok,
    }
}
