//! Go versions and the specs people type for them: grammar and order only, no I/O.

use crate::lang::{Explain, Hint, Lang, code, displayed, say};

mod number;
mod range;
mod spec;

pub use number::{Prerelease, Version};
pub use range::Range;
pub use spec::Spec;

/// Text that is no Go version and no spec.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ParseError {
    /// What was given, cut to 64 characters.
    pub text: String,
}

impl ParseError {
    fn new(text: &str) -> Self {
        Self { text: text.chars().take(64).collect() }
    }
}

displayed!(ParseError);

impl Explain for ParseError {
    fn message(&self, lang: Lang) -> String {
        let text = &self.text;
        say!(lang, "{text:?} is not a Go version", "{text:?} 不是 Go 版本")
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        vec![Hint::command("gv ls-remote")]
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}
