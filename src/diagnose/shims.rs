//! The launchers in the shims folder.

use super::{Check, Finding, Kind, Machine, Repair};
use crate::setup::shims;
use std::path::PathBuf;

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Launchers are not there.
    Missing {
        /// Their names.
        names: Vec<String>,
        /// The shims folder.
        folder: PathBuf,
    },
    /// Launchers of an earlier gv-shim, or of toolchains that are gone.
    Outdated {
        /// Their names.
        names: Vec<String>,
        /// The shims folder.
        folder: PathBuf,
    },
    /// A file that is not gv's stands in the place of a launcher.
    Foreign {
        /// The file.
        path: PathBuf,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Missing { .. } => Kind::error("shims_missing"),
            Self::Outdated { .. } => Kind::warning("shims_outdated"),
            Self::Foreign { .. } => Kind::error("shim_replaced"),
        }
    }
}

/// `None` where gv is not set up, and where the store cannot be read: other checks say so.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    if !machine.is_set_up() {
        return None;
    }
    let folder = machine.home.shims();
    let amiss = shims::amiss(machine.home).ok()?;
    let target = folder.display().to_string();
    let mut found = Vec::new();
    let mut refresh = |problem| {
        let finding = Finding::new(Check::Shims, problem, target.clone());
        found.push(finding.by("gv setup").repaired_by(Repair::Shims));
    };
    if !amiss.missing.is_empty() {
        refresh(Problem::Missing { names: amiss.missing, folder: folder.clone() });
    }
    if !amiss.outdated.is_empty() {
        refresh(Problem::Outdated { names: amiss.outdated, folder });
    }
    found.extend(amiss.foreign.into_iter().map(|path| {
        let target = path.display().to_string();
        Finding::new(Check::Shims, Problem::Foreign { path }, target)
    }));
    Some(found)
}
