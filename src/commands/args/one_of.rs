//! A value that has to be one of a list of words.

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Reads one of a list of words. The list is what help, completions and mistakes show; what is read may know more
/// names for the same.
#[derive(Clone)]
pub struct OneOf<T> {
    words: Vec<&'static str>,
    read: fn(&str) -> Option<T>,
}

impl<T> OneOf<T> {
    /// The words to show, and how one is read.
    pub fn new(words: impl IntoIterator<Item = &'static str>, read: fn(&str) -> Option<T>) -> Self {
        Self { words: words.into_iter().collect(), read }
    }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for OneOf<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        if let Some(read) = value.to_str().and_then(self.read) {
            return Ok(read);
        }
        let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
        let argument = argument.map(ToString::to_string).unwrap_or_default();
        let value = value.to_string_lossy().into_owned();
        let words = self.words.iter().map(ToString::to_string).collect();
        error.insert(ContextKind::InvalidArg, ContextValue::String(argument));
        error.insert(ContextKind::InvalidValue, ContextValue::String(value));
        error.insert(ContextKind::ValidValue, ContextValue::Strings(words));
        Err(error)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.words.iter().map(PossibleValue::new)))
    }
}
