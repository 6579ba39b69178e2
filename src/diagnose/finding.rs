//! One thing that is wrong, as data: what, how bad, how sure, and what makes it right. The words are `ui`'s.

use super::{Check, Repair, problem};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Good to know.
    Info,
    /// It works, but not as it should, or not for long.
    Warning,
    /// Something does not work.
    Error,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// It was seen.
    High,
    /// It follows from what was seen, on most machines.
    Medium,
    /// It is a guess.
    Low,
}

/// What is known of a problem without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The id, which never changes its meaning; `docs/doctor.md` lists all.
    pub id: &'static str,
    /// How bad.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
}

/// A problem with its particulars, by the check that finds it.
#[derive(Debug)]
pub enum Problem {
    /// `disk`
    Disk(problem::Disk),
    /// `setup`
    Setup(problem::Setup),
    /// `shims`
    Shims(problem::Shims),
    /// `current` and `toolchains`
    Current(problem::Current),
    /// `leftovers`
    Leftovers(problem::Leftovers),
    /// `go`
    Go(problem::Go),
    /// `managers`
    Managers(problem::Managers),
    /// `bin`
    Bin(problem::Bin),
    /// `variables`
    Variables(problem::Variables),
    /// `variables`, of those that Windows keeps
    Stored(problem::Stored),
    /// `directory`
    Directory(problem::Directory),
    /// `settings`
    Settings(problem::Settings),
    /// `compiler` and `git`
    Tools(problem::Tools),
    /// `proxy`
    Proxy(problem::Proxy),
    /// `proxy`, of the one that Windows is set to
    SystemProxy(problem::SystemProxy),
}

/// A problem that was found.
#[derive(Debug)]
pub struct Finding {
    /// The check that found it.
    pub check: Check,
    /// What it is.
    pub problem: Problem,
    /// What it is about: a path, a variable, a place in a file.
    pub target: String,
    /// The command that makes it right, where one does.
    pub command: Option<String>,
    /// What `gv doctor --fix` does about it.
    pub repair: Option<Repair>,
}

impl Finding {
    /// A finding without a command.
    pub(super) fn new(check: Check, problem: impl Into<Problem>, target: impl Into<String>) -> Self {
        Self { check, problem: problem.into(), target: target.into(), command: None, repair: None }
    }

    /// With the command that makes it right.
    #[must_use]
    pub(super) fn by(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// With a repair that `--fix` makes. The command is `gv doctor --fix` unless there is another.
    #[must_use]
    pub(super) fn repaired_by(mut self, repair: Repair) -> Self {
        self.command.get_or_insert_with(|| format!("gv doctor --fix {}", self.check.id()));
        self.repair = Some(repair);
        self
    }

    /// The id.
    pub fn id(&self) -> &'static str {
        self.problem.kind().id
    }

    /// How bad.
    pub fn level(&self) -> Level {
        self.problem.kind().level
    }

    /// How sure.
    pub fn confidence(&self) -> Confidence {
        self.problem.kind().confidence
    }
}

impl Problem {
    /// The id, the level, the confidence.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Disk(problem) => problem.kind(),
            Self::Setup(problem) => problem.kind(),
            Self::Shims(problem) => problem.kind(),
            Self::Current(problem) => problem.kind(),
            Self::Leftovers(problem) => problem.kind(),
            Self::Go(problem) => problem.kind(),
            Self::Managers(problem) => problem.kind(),
            Self::Bin(problem) => problem.kind(),
            Self::Variables(problem) => problem.kind(),
            Self::Stored(problem) => problem.kind(),
            Self::Directory(problem) => problem.kind(),
            Self::Settings(problem) => problem.kind(),
            Self::Tools(problem) => problem.kind(),
            Self::Proxy(problem) => problem.kind(),
            Self::SystemProxy(problem) => problem.kind(),
        }
    }
}

impl Kind {
    pub(super) const fn error(id: &'static str) -> Self {
        Self { id, level: Level::Error, confidence: Confidence::High }
    }

    pub(super) const fn warning(id: &'static str) -> Self {
        Self { id, level: Level::Warning, confidence: Confidence::High }
    }

    pub(super) const fn info(id: &'static str) -> Self {
        Self { id, level: Level::Info, confidence: Confidence::High }
    }

    /// Less sure.
    #[must_use]
    pub(super) const fn likely(self) -> Self {
        Self { confidence: Confidence::Medium, ..self }
    }
}

impl Level {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Confidence {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

macro_rules! from_each {
    ($($variant:ident),+) => {
        $(impl From<problem::$variant> for Problem {
            fn from(problem: problem::$variant) -> Self {
                Self::$variant(problem)
            }
        })+
    };
}
from_each!(
    Disk,
    Setup,
    Shims,
    Current,
    Leftovers,
    Go,
    Managers,
    Bin,
    Variables,
    Stored,
    Directory,
    Settings,
    Tools,
    Proxy,
    SystemProxy
);
