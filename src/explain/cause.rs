//! One cause that was found, as data, and all of them together.

use super::{Confidence, Id};

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
    /// What prints the same text, or may stand behind it: told apart by measuring only.
    pub could_be: Vec<Id>,
    /// The fault of a layer below that the same line names as the reason.
    pub beneath: Option<Id>,
}

/// What a text means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The causes: what others follow from comes first. Empty where nothing is wrong.
    pub causes: Vec<Cause>,
}

impl Cause {
    /// The same fault met again, perhaps elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.confidence = self.confidence.max(other.confidence);
        self.beneath = self.beneath.or(other.beneath);
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
