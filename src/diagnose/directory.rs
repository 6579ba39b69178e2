//! What the working directory asks for, against what is there.

use super::{Check, Finding, Kind, Machine};
use crate::project::{self, Survey};
use crate::shim::{self, Choice, Source, Wanted};
use crate::version::{Spec, Version};
use std::path::PathBuf;

/// What can be wrong with it.
#[derive(Debug)]
pub enum Problem {
    /// A pin, a go.mod or a go.work cannot be read or understood.
    Unreadable {
        /// Why, with the place.
        error: project::Error,
    },
    /// An explicit version is below what go.mod or go.work asks for.
    BelowFloor {
        /// The version that wins.
        version: Version,
        /// Who says so: a file and a line; `None` for `GV_VERSION`.
        pin: Option<(PathBuf, usize)>,
        /// The go.mod or go.work, and the line.
        floor: (PathBuf, usize),
        /// What that line asks for.
        least: Version,
    },
    /// What is asked for is not installed, and nobody may install it by the way.
    NotInstalled {
        /// What is asked for.
        spec: Spec,
        /// Who asks.
        place: Option<(PathBuf, usize)>,
    },
    /// What is asked for is not installed; the first go command will.
    NotYetInstalled {
        /// What is asked for.
        spec: Spec,
        /// Who asks.
        place: Option<(PathBuf, usize)>,
    },
    /// `system` is asked for, and there is no Go but gv's.
    NoSystemGo,
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Unreadable { error } if is_go_mod(error) => Kind::error("go_mod_unreadable"),
            Self::Unreadable { .. } => Kind::error("pin_unreadable"),
            Self::BelowFloor { .. } => Kind::warning("pin_below_floor"),
            Self::NotInstalled { .. } => Kind::error("not_installed"),
            Self::NotYetInstalled { .. } => Kind::info("not_yet_installed"),
            Self::NoSystemGo => Kind::error("no_system_go"),
        }
    }
}

/// The file that an error of a project is about.
pub(super) fn file_of(error: &project::Error) -> &PathBuf {
    use project::Error as E;
    match error {
        E::Read { path, .. }
        | E::TooLarge { path, .. }
        | E::NotVersion { path, .. }
        | E::EmptyPin { path }
        | E::Syntax { path, .. }
        | E::BelowGoLine { path, .. }
        | E::BeyondGoMod { path, .. }
        | E::Write { path, .. } => path,
    }
}

fn is_go_mod(error: &project::Error) -> bool {
    file_of(error).file_name().is_some_and(|name| name == "go.mod" || name == "go.work")
        || file_of(error).extension().is_some_and(|extension| extension == "work")
}

/// `None` where the working directory is gone.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let cwd = machine.env.cwd();
    if cwd.as_os_str().is_empty() {
        return None;
    }
    let mut found = unreadable(machine);
    let finding = match machine.choice() {
        Ok(choice) => missing(machine, choice).or_else(|| below_floor(choice)),
        Err(shim::Error::NoSystemGo) => {
            let target = cwd.display().to_string();
            Some(Finding::new(Check::Directory, Problem::NoSystemGo, target).by("gv pin latest"))
        }
        // A project's file was told above; the rest is told by the checks of the home and of the variables.
        Err(_) => None,
    };
    found.extend(finding);
    Some(found)
}

/// The nearest pin, and the go.work or go.mod, whichever of them decides.
fn unreadable(machine: &Machine<'_>) -> Vec<Finding> {
    let survey = Survey::of(machine.env.cwd(), machine.env);
    let errors = [survey.pin().err(), survey.floor().err()];
    let found = errors.into_iter().flatten().map(|error| {
        let target = file_of(&error).display().to_string();
        let is_pin = !is_go_mod(&error);
        let finding = Finding::new(Check::Directory, Problem::Unreadable { error }, target);
        if is_pin { finding.by("gv pin latest") } else { finding }
    });
    found.collect()
}

fn missing(machine: &Machine<'_>, choice: &Choice) -> Option<Finding> {
    let Wanted::Missing(spec) = &choice.wanted else { return None };
    let (spec, place) = (spec.clone(), owned(choice.place()));
    let target = place.as_ref().map_or_else(|| "GV_VERSION".to_owned(), shown);
    let command = format!("gv install {spec}");
    let by_itself = machine.config.auto_install && !machine.config.offline;
    let problem = if by_itself {
        Problem::NotYetInstalled { spec, place }
    } else {
        Problem::NotInstalled { spec, place }
    };
    Some(Finding::new(Check::Directory, problem, target).by(command))
}

fn below_floor(choice: &Choice) -> Option<Finding> {
    let Wanted::Toolchain(toolchain) = &choice.wanted else { return None };
    let floor = choice.floor_above(&toolchain.version)?;
    let least = floor.version()?.clone();
    let pin = match &choice.source {
        Some(Source::Pin(pin)) => Some((pin.file.clone(), pin.line)),
        _ => None,
    };
    let target = pin.as_ref().map_or_else(|| "GV_VERSION".to_owned(), shown);
    let command = format!("gv pin {least}");
    let floor = (floor.file.clone(), floor.line);
    let problem = Problem::BelowFloor { version: toolchain.version.clone(), pin, floor, least };
    Some(Finding::new(Check::Directory, problem, target).by(command))
}

fn owned(place: Option<(&std::path::Path, usize)>) -> Option<(PathBuf, usize)> {
    place.map(|(file, line)| (file.to_owned(), line))
}

fn shown((file, line): &(PathBuf, usize)) -> String {
    format!("{}:{line}", file.display())
}
