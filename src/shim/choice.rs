//! What `go` means, and everything that was considered on the way.

use super::{Error, on_path};
use crate::project::{Floor, Pin};
use crate::store::{Store, Toolchain};
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// What `go` means in a directory.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The toolchain, or what is missing.
    pub wanted: Wanted,
    /// Who said so; `None` where nothing is chosen.
    pub source: Option<Source>,
    /// Everything considered, in the order of precedence.
    pub steps: Vec<Step>,
}

/// What was chosen.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// An installed toolchain.
    Toolchain(Toolchain),
    /// A version that is not installed.
    Missing(Spec),
    /// The `go` program found further down PATH.
    System(PathBuf),
    /// Nothing asks for a version, and there is no Go.
    Nothing,
}

/// Who decides.
#[derive(Debug, Clone)]
pub enum Source {
    /// `GV_VERSION`, with its value.
    Env(String),
    /// The nearest pin.
    Pin(Pin),
    /// go.work or go.mod.
    Floor(Floor),
    /// `current`.
    Default,
    /// PATH.
    System,
}

/// One candidate, and what became of it.
#[derive(Debug, Clone)]
pub struct Step {
    /// The candidate.
    pub source: Source,
    /// Why it was passed over; `None` for the one that was chosen.
    pub passed: Option<Passed>,
    /// The version of the default, at its step.
    pub version: Option<Version>,
}

/// Why a candidate did not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// Another comes first.
    Overruled,
    /// The default is not below the floor, as `go` itself would have it.
    MetByDefault,
    /// The default is below the floor.
    BelowFloor,
    /// The toolchain is gone: `current` points to nothing.
    Gone,
    /// go.mod says `toolchain default`.
    LeftToDefault,
}

impl Choice {
    /// What a launcher such as `go1.22.3` means: that version, wherever it is called.
    pub fn exactly(version: &Version, store: &Store) -> Self {
        let missing = || Wanted::Missing(Spec::Exact(version.clone()));
        let wanted = store.find(version).map_or_else(missing, Wanted::Toolchain);
        Self { wanted, source: None, steps: Vec::new() }
    }

    /// The file of a program (`go`, `gofmt`) of what was chosen, there or not.
    pub fn tool(&self, name: &str) -> Result<PathBuf, Error> {
        match &self.wanted {
            Wanted::Toolchain(toolchain) => Ok(toolchain.tool(name)),
            Wanted::System(go) => Ok(on_path::system_tool(go, name)),
            Wanted::Missing(spec) => Err(Error::NotThere { spec: spec.clone() }),
            Wanted::Nothing => Err(self.nothing()),
        }
    }

    /// Whether somebody named the version: for a command, for the directory, or by the name of a launcher.
    pub fn is_named(&self) -> bool {
        match &self.source {
            Some(source) => matches!(source, Source::Env(_) | Source::Pin(_)),
            None => matches!(self.wanted, Wanted::Toolchain(_) | Wanted::Missing(_)),
        }
    }

    /// The error where nothing is chosen.
    pub fn nothing(&self) -> Error {
        let mut defaults = self.steps.iter().filter(|step| step.passed == Some(Passed::Gone));
        Error::Nothing { gone: defaults.next().and_then(|step| step.version.clone()) }
    }

    /// The file and the line that decided.
    pub fn place(&self) -> Option<(&Path, usize)> {
        self.source.as_ref().and_then(Source::place)
    }

    /// The floor that an explicit version is below, where that is so: `go` would switch away from it by itself.
    pub fn floor_above(&self, version: &Version) -> Option<&Floor> {
        let explicit = matches!(self.source, Some(Source::Env(_) | Source::Pin(_)));
        let floors = self.steps.iter().filter_map(|step| match &step.source {
            Source::Floor(floor) => Some(floor),
            _ => None,
        });
        floors.rev().find(|floor| explicit && !floor.allows(version))
    }
}

impl Source {
    /// The file and the line, for a file.
    pub fn place(&self) -> Option<(&Path, usize)> {
        match self {
            Source::Pin(pin) => Some((&pin.file, pin.line)),
            Source::Floor(floor) => Some((&floor.file, floor.line)),
            Source::Env(_) | Source::Default | Source::System => None,
        }
    }

    /// The word scripts read.
    pub fn id(&self) -> &'static str {
        match self {
            Source::Env(_) => "env",
            Source::Pin(_) => "pin",
            Source::Floor(floor) if floor.is_workspace() => "go.work",
            Source::Floor(_) => "go.mod",
            Source::Default => "default",
            Source::System => "system",
        }
    }

    /// As it is written; `None` for the default and for PATH.
    pub fn text(&self) -> Option<&str> {
        match self {
            Source::Env(text) => Some(text),
            Source::Pin(pin) => Some(&pin.text),
            Source::Floor(floor) => Some(&floor.text),
            Source::Default | Source::System => None,
        }
    }
}
