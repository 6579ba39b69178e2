//! Every `go` on PATH: whether gv's is the first.

use super::managers::{self, Line};
use super::{Check, Finding, Kind, Machine, OnPath, Owner};
use crate::setup::{environment, rc};
use crate::system::program::same_file;
use std::path::PathBuf;

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The shims folder is not on PATH.
    NotOnPath {
        /// The shims folder.
        shims: PathBuf,
        /// The `go` that runs instead.
        instead: Option<OnPath>,
        /// Whether a startup file has gv's block, or the PATH that Windows keeps has it, so that a new terminal will do.
        in_startup: bool,
    },
    /// Another `go` comes before gv's.
    Shadowed {
        /// That other one.
        by: OnPath,
        /// The shims folder.
        shims: PathBuf,
        /// The lines of startup files that put it there, as far as they are known.
        lines: Vec<Line>,
    },
    /// An alias of Windows comes before gv's shims.
    Alias {
        /// The alias.
        path: PathBuf,
    },
    /// A Go for Windows comes before gv's shims in a Linux inside of Windows.
    Windows {
        /// The program.
        go: OnPath,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::NotOnPath { .. } => Kind::error("shims_not_on_path"),
            Self::Shadowed { .. } => Kind::error("shims_shadowed"),
            Self::Alias { .. } => Kind::warning("go_alias"),
            Self::Windows { .. } => Kind::warning("go_of_windows"),
        }
    }
}

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    // Without shims there is nothing to put on PATH yet.
    if !machine.is_set_up() {
        return Vec::new();
    }
    let shims = machine.home.shims();
    let dirs = machine.env.path_dirs();
    let on_path = dirs.iter().any(|dir| *dir == shims || same_file(dir, &shims));
    if !on_path {
        return vec![not_on_path(machine, shims)];
    }
    let before = machine.gos().iter().take_while(|go| go.owner != Owner::Shim);
    before.filter_map(|go| in_front(machine, go)).take(1).collect()
}

fn not_on_path(machine: &Machine<'_>, shims: PathBuf) -> Finding {
    let has_block = |change: &rc::Change| matches!(change.kind, rc::Kind::Removed | rc::Kind::Deleted);
    let stored = environment::plan_path(machine.home, machine.env).ok().flatten();
    let in_startup = rc::plan_removal(machine.home, machine.env).iter().any(has_block)
        || stored.is_some_and(|change| matches!(change.kind, environment::Kind::Unchanged));
    let instead = machine.gos().first().cloned();
    let target = shims.display().to_string();
    let finding = Finding::new(Check::Go, Problem::NotOnPath { shims, instead, in_startup }, target);
    let here = machine.hookup().filter(|_| in_startup);
    finding.by(here.unwrap_or_else(|| "gv setup".to_owned()))
}

/// A `go` that comes before gv's. Where PATH has the shims folder without a shim in it, that is said by `shims`.
fn in_front(machine: &Machine<'_>, go: &OnPath) -> Option<Finding> {
    if !machine.gos().iter().any(|go| go.owner == Owner::Shim) {
        return None;
    }
    let target = go.path.display().to_string();
    let found = |problem| Finding::new(Check::Go, problem, target);
    let finding = match go.owner {
        Owner::Shim => return None,
        // `gv exec` puts the chosen toolchain first.
        Owner::Toolchain if machine.env.get("GV_VERSION").is_some() && is_chosen(machine, go) => return None,
        Owner::Alias => found(Problem::Alias { path: go.path.clone() }),
        Owner::Windows => found(Problem::Windows { go: go.clone() }),
        Owner::Toolchain | Owner::OtherGv | Owner::System => found(shadowed(machine, go, Vec::new())),
        Owner::Manager(manager) => found(shadowed(machine, go, managers::lines_of(manager, machine))),
    };
    Some(match machine.hookup() {
        Some(line) => finding.by(line),
        None => finding,
    })
}

fn is_chosen(machine: &Machine<'_>, go: &OnPath) -> bool {
    machine.chosen().is_some_and(|chosen| same_file(&go.path, &chosen.tool("go")))
}

fn shadowed(machine: &Machine<'_>, go: &OnPath, lines: Vec<Line>) -> Problem {
    Problem::Shadowed { by: go.clone(), shims: machine.home.shims(), lines }
}
