//! What every error turns into before it is shown: a message, the next command, an exit code.

use super::Lang;

/// Exit codes, as `DESIGN` promises them to scripts.
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

/// How an error of one module is told to a person. English is the error's own `Display`; the rest stands in
/// `ui/errors`, a file a module, matched exhaustively so that a missing text does not compile.
pub trait Explain: std::error::Error {
    /// The message in Chinese.
    fn zh(&self) -> String;

    /// What to do next: commands or settings to type, the best first. Commands are the same in every language;
    /// words around them are not.
    fn hints(&self, lang: Lang) -> Vec<String>;

    /// The exit code, one of [`code`].
    fn code(&self) -> u8;
}

/// An error made ready for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What happened and where.
    pub message: String,
    /// What to type next.
    pub hints: Vec<String>,
    /// The exit code.
    pub code: u8,
}

impl Report {
    /// Tells an error in a language.
    pub fn of(error: &(impl Explain + ?Sized), lang: Lang) -> Self {
        let message = match lang {
            Lang::En => error.to_string(),
            Lang::Zh => error.zh(),
        };
        Self { message, hints: error.hints(lang), code: error.code() }
    }
}
