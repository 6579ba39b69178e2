//! What every error turns into before it is shown: a message, the next command, an exit code.

use super::{Hint, Lang};

/// Exit codes, as docs/json.md promises them to scripts.
pub mod code {
    /// A problem was found, or the work failed.
    pub const FAILED: u8 = 1;
    /// The arguments make no sense.
    pub const USAGE: u8 = 2;
    /// The network failed.
    pub const NETWORK: u8 = 3;
    /// A proof failed.
    pub const PROOF: u8 = 4;
    /// Not installed, or no such version.
    pub const MISSING: u8 = 5;
    /// `gv exec` found the program but may not run it: what a shell answers.
    pub const NOT_EXECUTABLE: u8 = 126;
    /// `gv exec` found no such program: what a shell answers.
    pub const NO_PROGRAM: u8 = 127;
}

/// How an error of one module is told to a person. The implementation stands beside the error's enum, with both
/// languages in one exhaustive match, so that an error without a text does not compile; `displayed!` makes the
/// English one its `Display`.
pub trait Explain: std::error::Error {
    /// What happened, and where.
    fn message(&self, lang: Lang) -> String;

    /// The single causes of what happened, a line each, where there are several. They are kept apart from the message,
    /// so that a line break in a name is never taken for one of gv's.
    fn details(&self, lang: Lang) -> Vec<String> {
        let _ = lang;
        Vec::new()
    }

    /// What to do next, the best first: commands to type, and words where a command does not say it all.
    fn hints(&self, lang: Lang) -> Vec<Hint>;

    /// The exit code, one of [`code`].
    fn code(&self) -> u8;
}

/// An error made ready for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What happened and where.
    pub message: String,
    /// Lines below it.
    pub details: Vec<String>,
    /// What to do next.
    pub hints: Vec<Hint>,
    /// The exit code.
    pub code: u8,
}

impl Report {
    /// Tells an error in a language.
    pub fn of(error: &(impl Explain + ?Sized), lang: Lang) -> Self {
        Self {
            message: error.message(lang),
            details: error.details(lang),
            hints: error.hints(lang),
            code: error.code(),
        }
    }

    /// The message, and the lines below it.
    pub fn lines(self) -> Vec<String> {
        let mut lines = vec![self.message];
        lines.extend(self.details);
        lines
    }

    /// The same as one text.
    pub fn text(&self) -> String {
        self.clone().lines().join("\n")
    }
}
