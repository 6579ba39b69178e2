//! A value that is refused because it does not look as it has to.

use crate::lang::Lang;
use std::error::Error;
use std::fmt;

/// How a value has to look, in both languages: the failure of a parser of values.
#[derive(Clone, Copy)]
pub struct Expected(pub fn(Lang) -> String);

impl Expected {
    /// How it has to look.
    pub fn told(self, lang: Lang) -> String {
        (self.0)(lang)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Lang::En))
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected({self})")
    }
}

impl Error for Expected {}
