//! gv's own installation: its programs, and its block in the startup files of shells.

use super::{Check, Finding, Kind, Machine, Repair};
use crate::setup::rc::{self, Change};
use crate::setup::{Error, programs};
use std::path::PathBuf;

/// What can be wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// gv was never set up.
    NotSetUp {
        /// The home.
        home: PathBuf,
    },
    /// gv or gv-shim is not in `bin`.
    NoProgram {
        /// Which.
        program: PathBuf,
    },
    /// One mark of the block is there without the other.
    Damaged {
        /// The startup file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The mark that stands alone.
        mark: &'static str,
    },
    /// The block is not what this gv would write.
    Outdated {
        /// The startup files.
        files: Vec<PathBuf>,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::NotSetUp { .. } => Kind::error("not_set_up"),
            Self::NoProgram { .. } => Kind::error("program_missing"),
            Self::Damaged { .. } => Kind::warning("startup_damaged"),
            Self::Outdated { .. } => Kind::warning("startup_outdated"),
        }
    }
}

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let home = machine.home;
    if !machine.is_set_up() {
        let root = home.root().to_owned();
        let target = root.display().to_string();
        return vec![Finding::new(Check::Setup, Problem::NotSetUp { home: root }, target).by("gv setup")];
    }
    let missing = [programs::gv(home), programs::shim(home)].into_iter().find(|program| !program.is_file());
    let missing = missing.map(|program| {
        let target = program.display().to_string();
        let finding = Finding::new(Check::Setup, Problem::NoProgram { program }, target);
        finding.by("gv setup").repaired_by(Repair::Programs)
    });
    missing.into_iter().chain(startup(machine)).collect()
}

fn startup(machine: &Machine<'_>) -> Vec<Finding> {
    let (home, env) = (machine.home, machine.env);
    let blocks = rc::plan_removal(home, env);
    let mut found: Vec<_> = blocks.iter().filter_map(damaged).collect();
    let files = rc::outdated(home, env).unwrap_or_default();
    if let Some(first) = files.first() {
        let target = first.display().to_string();
        let finding = Finding::new(Check::Setup, Problem::Outdated { files }, target);
        found.push(finding.by("gv setup").repaired_by(Repair::Startup));
    }
    found
}

fn damaged(change: &Change) -> Option<Finding> {
    let rc::Kind::Failed(Error::Damaged { path, line, mark }) = &change.kind else { return None };
    let problem = Problem::Damaged { file: path.clone(), line: *line, mark };
    Some(Finding::new(Check::Setup, problem, format!("{}:{line}", path.display())))
}
