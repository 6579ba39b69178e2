//! Whether what `go install` builds is found.

use super::{Check, Finding, Kind, Machine};
use crate::system::program::{is_program, same_file};
use std::path::PathBuf;

/// What can be wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The folder has programs and is not on PATH.
    NotOnPath {
        /// The folder.
        folder: PathBuf,
        /// Some of the programs, by name.
        programs: Vec<String>,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::NotOnPath { .. } => Kind::warning("go_bin_not_on_path"),
        }
    }
}

/// Where `go install` writes: `GOBIN`, else `bin` in the first folder of `GOPATH`, else `~/go/bin`.
pub(super) fn target(machine: &Machine<'_>) -> Option<PathBuf> {
    if let Some(bin) = machine.setting("GOBIN") {
        return Some(PathBuf::from(bin.value)).filter(|bin| bin.is_absolute());
    }
    let root = machine.chosen_root();
    // A GOPATH that is the GOROOT is none.
    let own = |path: &PathBuf| root.as_ref().is_none_or(|root| !same_file(path, root));
    let first =
        machine.setting("GOPATH").map(|path| std::env::split_paths(&path.value).next().unwrap_or_default());
    let path = first.filter(own).or_else(|| Some(machine.env.home_dir()?.join("go")))?;
    Some(path.join("bin")).filter(|bin| bin.is_absolute())
}

/// `None` while nothing was installed there.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let folder = target(machine)?;
    let programs = programs_in(&folder);
    if programs.is_empty() {
        return None;
    }
    let dirs = machine.env.path_dirs();
    if dirs.iter().any(|dir| *dir == folder || same_file(dir, &folder)) {
        return Some(Vec::new());
    }
    let target = folder.display().to_string();
    let line = machine.shell.append_to_path(&folder, machine.env).ok();
    let mut finding = Finding::new(Check::Bin, Problem::NotOnPath { folder, programs }, target);
    finding.command = line;
    Some(vec![finding])
}

fn programs_in(folder: &std::path::Path) -> Vec<String> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let programs = entries.filter(|entry| is_program(&entry.path()));
    let mut names: Vec<_> = programs.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
