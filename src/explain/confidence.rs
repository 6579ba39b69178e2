//! How sure a reading of text is.

/// How sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess: several faults print the same.
    Low,
    /// It follows from the text on most machines.
    Medium,
    /// The text leaves nothing else.
    High,
}

impl Confidence {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
