//! One cause that was found, as data, and all of them together.

use super::{Confidence, Frame, Id, Machine, Toolchain};

/// How many names of a kind are kept; the others are only counted.
const KEPT: usize = 8;

/// What a text shows to be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Which fault.
    pub id: Id,
    /// Where it first shows, from 1.
    pub line: usize,
    /// That line, without secrets, colours and control characters, and not endless.
    pub text: String,
    /// The hosts, addresses and URLs it concerns: the first few.
    pub targets: Vec<String>,
    /// The modules it stopped: the first few.
    pub modules: Vec<String>,
    /// On how many lines it shows.
    pub count: usize,
    /// How sure.
    pub confidence: Confidence,
    /// Other causes of the same text: only a measurement distinguishes them.
    pub could_be: Vec<Id>,
    /// The fault of a layer below that the same line names as the reason.
    pub underlying: Option<Id>,
    /// Whether a mirror had just begun to serve the module.
    pub served: bool,
    /// Where the command ran, as far as the output shows it.
    pub frame: Frame,
}

/// What a text means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The causes: what others follow from comes first. Empty where nothing is wrong.
    pub causes: Vec<Cause>,
}

impl Cause {
    /// Sets where the command ran. On Windows a file that may not be touched is as often held by another program.
    pub(super) fn place(&mut self, frame: Frame) {
        self.frame = frame;
        if frame.windows && self.id == Id::Machine(Machine::Permission) {
            self.confidence = self.confidence.min(Confidence::Medium);
            self.could_be = vec![Id::Machine(Machine::Antivirus), Id::Machine(Machine::InUse)];
        }
    }

    /// Whether a newer Go is what helps.
    pub(super) fn is_old_go(&self) -> bool {
        matches!(
            self.id,
            Id::Toolchain(
                Toolchain::TooOld
                    | Toolchain::Directive
                    | Toolchain::OldStd
                    | Toolchain::PathOnly
                    | Toolchain::NotAvailable
            )
        ) || self.id == Id::Toolchain(Toolchain::GoLine) && !self.line_is_wrong()
    }

    /// Whether a Go from 1.21 on, which asks for three numbers, complains of the go line: then no other Go helps.
    pub(super) fn line_is_wrong(&self) -> bool {
        self.text.contains("must match format 1.23.0")
    }

    /// The same fault met again, perhaps elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.confidence = self.confidence.max(other.confidence);
        self.underlying = self.underlying.or(other.underlying);
        for target in other.targets {
            keep(&mut self.targets, target);
        }
        for module in other.modules {
            keep(&mut self.modules, module);
        }
    }
}

impl Explanation {
    /// Whether there is a failure that nothing here knows.
    pub fn is_unrecognised(&self) -> bool {
        self.causes.iter().any(|cause| cause.id.is_unrecognised())
    }
}

fn keep(names: &mut Vec<String>, name: String) {
    if names.len() < KEPT && !names.contains(&name) {
        names.push(name);
    }
}
