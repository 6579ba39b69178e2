//! What the values of the registry were before gv edited them.

use crate::home::Home;
use crate::setup::Error;
use crate::system::Action;
use crate::system::file::{self, How};
use crate::system::registry::Value;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// What there was, and what gv made of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// The edit of PATH.
    #[serde(default)]
    pub path: Option<Edit>,
    /// The edit of GOROOT.
    #[serde(default)]
    pub goroot: Option<Edit>,
}

/// One edit of a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edit {
    /// `None` where there was no such value.
    pub before: Option<Stored>,
    /// The value that gv wrote.
    pub after: Stored,
    /// The entries that were not there.
    #[serde(default)]
    pub added: Vec<String>,
}

/// A value as the record holds it: type and bytes in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    kind: u32,
    bytes: String,
}

/// It has some hundred bytes.
const LIMIT: u64 = 1 << 20;

/// A record that cannot be read is none: then entries are known by their names.
pub(super) fn read(home: &Home) -> Record {
    let bytes = file::read_regular(&path(home), LIMIT).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Keeps it in the home.
pub(super) fn write(home: &Home, content: &Record) -> Result<(), Error> {
    let path = path(home);
    let text = serde_json::to_vec_pretty(content).map_err(io::Error::from);
    text.and_then(|text| file::replace(&path, &text, How::Usual)).map_err(Error::io(Action::Write, path))
}

fn path(home: &Home) -> PathBuf {
    home.state().join("environment.json")
}

impl Stored {
    /// A value, to be kept.
    pub(super) fn of(value: &Value) -> Self {
        let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or_default();
        let bytes = value.bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        Self { kind: value.kind, bytes }
    }

    /// The value that was kept.
    pub(super) fn value(&self) -> Option<Value> {
        let digits = self.bytes.as_bytes().chunks(2);
        let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        Some(Value { kind: self.kind, bytes: digits.map(byte).collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_remembered_to_the_last_byte() {
        let value = Value { kind: 2, bytes: vec![0, 255, 16, 1, 0xd8] };
        assert_eq!(Stored::of(&value).value(), Some(value));
        assert_eq!(Stored { kind: 1, bytes: "x".into() }.value(), None);
    }
}
