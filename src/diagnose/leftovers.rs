//! What killed runs left in the store, and locks that a process holds at this moment.
//!
//! A lock file that nobody holds is none: the system lets go of a lock when its process dies, and the empty files
//! stay on purpose. So the only lock that can stand in somebody's way is one whose process lives.

use super::{Check, Finding, Kind, Machine, Repair};
use crate::system::holder::{self, Holder};
use std::path::PathBuf;

/// What can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Half a toolchain, or half of one deleted.
    LeftOver {
        /// What is there.
        paths: Vec<PathBuf>,
    },
    /// A gv is at work.
    Held {
        /// The lock file.
        lock: PathBuf,
        /// Whose it is, where the system tells.
        holder: Option<Holder>,
    },
    /// A gv was stopped in the middle of its work, and others wait for it.
    HeldByStopped {
        /// The lock file.
        lock: PathBuf,
        /// Whose it is.
        holder: Holder,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::LeftOver { .. } => Kind::warning("left_over"),
            Self::Held { .. } => Kind::info("lock_held"),
            Self::HeldByStopped { .. } => Kind::warning("lock_held_by_stopped"),
        }
    }
}

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let mut found: Vec<_> = machine.store.held_locks().into_iter().map(held).collect();
    let paths = machine.store.left_over();
    if let Some(first) = paths.first() {
        let target = first.display().to_string();
        let finding = Finding::new(Check::Leftovers, Problem::LeftOver { paths }, target);
        found.push(finding.repaired_by(Repair::Leftovers));
    }
    found
}

fn held(lock: PathBuf) -> Finding {
    let target = lock.display().to_string();
    match holder::of(&lock) {
        Some(holder) if holder.stopped => {
            let command = format!("kill -CONT {}", holder.process);
            Finding::new(Check::Leftovers, Problem::HeldByStopped { lock, holder }, target).by(command)
        }
        holder => Finding::new(Check::Leftovers, Problem::Held { lock, holder }, target),
    }
}
