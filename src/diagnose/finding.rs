//! One thing that is wrong: what, how bad, how sure, what shows it, and what makes it right.

use super::Repair;
use crate::lang::Hint;
use std::fmt::Display;

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

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What is wrong, in one sentence.
    pub summary: String,
    /// What shows it: facts, a line each.
    pub evidence: Vec<String>,
    /// What makes it right, where the command alone does not say it.
    pub fix: Option<String>,
}

/// A problem that was found. Its words are in the language of the machine that was asked.
#[derive(Debug)]
pub struct Finding {
    /// The id, which never changes its meaning; `docs/doctor.md` lists all.
    pub id: &'static str,
    /// How bad.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// What it is about: a path, a variable, a place in a file.
    pub target: String,
    /// What it is.
    pub description: Description,
    /// The command that makes it right, where one does.
    pub command: Option<String>,
    /// What `gv doctor --fix` does about it.
    pub repair: Option<Repair>,
}

impl Description {
    pub(super) fn new(summary: String) -> Self {
        Self { summary, evidence: Vec::new(), fix: None }
    }

    /// With a line of evidence.
    #[must_use]
    pub(super) fn seen(mut self, line: impl Into<String>) -> Self {
        self.evidence.push(line.into());
        self
    }

    /// With what makes it right.
    #[must_use]
    pub(super) fn fixed_by(mut self, text: String) -> Self {
        self.fix = Some(text);
        self
    }
}

impl Finding {
    /// Something does not work.
    pub(super) fn error(id: &'static str, target: impl Display, summary: String) -> Self {
        Self::new(id, Level::Error, target, summary)
    }

    /// Something does not work as it should.
    pub(super) fn warning(id: &'static str, target: impl Display, summary: String) -> Self {
        Self::new(id, Level::Warning, target, summary)
    }

    /// Something is good to know.
    pub(super) fn info(id: &'static str, target: impl Display, summary: String) -> Self {
        Self::new(id, Level::Info, target, summary)
    }

    pub(super) fn new(id: &'static str, level: Level, target: impl Display, summary: String) -> Self {
        Self {
            id,
            level,
            confidence: Confidence::High,
            target: target.to_string(),
            description: Description::new(summary),
            command: None,
            repair: None,
        }
    }

    /// Less sure.
    #[must_use]
    pub(super) fn likely(self) -> Self {
        Self { confidence: Confidence::Medium, ..self }
    }

    /// With a line of evidence.
    #[must_use]
    pub(super) fn seen(self, line: impl Into<String>) -> Self {
        Self { description: self.description.seen(line), ..self }
    }

    /// With words on what makes it right.
    #[must_use]
    pub(super) fn fixed_by(self, text: String) -> Self {
        Self { description: self.description.fixed_by(text), ..self }
    }

    /// With the command that makes it right.
    #[must_use]
    pub(super) fn by(self, command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..self }
    }

    /// With the advice of an error: its words, and its first command where the finding has none yet.
    #[must_use]
    pub(super) fn helped_by(mut self, hints: &[Hint]) -> Self {
        let (commands, words): (Vec<_>, Vec<_>) = hints.iter().partition(|hint| hint.is_command());
        self.description.fix = words.last().map(|hint| hint.text().to_owned());
        let command = || commands.first().map(|hint| hint.text().to_owned());
        self.command = self.command.take().or_else(command);
        self
    }

    /// With a repair that `--fix` makes. The command is `gv doctor --fix` unless there is another.
    #[must_use]
    pub(super) fn repaired_by(self, repair: Repair) -> Self {
        Self { repair: Some(repair), ..self }
    }

    /// Without what would have to write to gv's home, where that cannot be.
    pub(super) fn without_writing(&mut self) {
        const WRITING: [&str; 6] =
            ["gv doctor --fix", "gv setup", "gv use ", "gv install", "gv uninstall ", "gv import "];
        let writes = |command: &mut String| WRITING.iter().any(|writing| command.starts_with(writing));
        self.command.take_if(writes);
        self.repair.take_if(|repair| !matches!(repair, Repair::Setting { .. } | Repair::Startup));
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
