//! Go versions and the specs people type for them: grammar and order only, no I/O.

mod number;
mod spec;

pub use number::{Kind, Version};
pub use spec::Spec;

/// Text that is no Go version and no spec.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no Go version")]
pub struct ParseError {
    /// What was given, cut to 64 characters.
    pub text: String,
}

impl ParseError {
    fn new(text: &str) -> Self {
        Self { text: text.chars().take(64).collect() }
    }
}
