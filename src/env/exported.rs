//! What gv itself has put into the environment for a project: written down there, so that it is not taken for the
//! user's, and goes when the project is left.

use std::fmt::Write;

/// The variable that says which others gv has set: entries separated by tabs, `KEY=VALUE`, with a `+` in front where
/// the variable was there before and empty. No value holds a tab.
pub const HELD: &str = "GV_ENV_HELD";

/// Go's module settings: all that a project may set, and all that gv exports for one.
pub const SETTINGS: [&str; 9] = [
    "GOPROXY",
    "GOSUMDB",
    "GOPRIVATE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOINSECURE",
    "GOVCS",
    "GOAUTH",
    "GOTOOLCHAIN",
];

/// What gv has set, as it was written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    entries: Vec<Entry>,
}

/// One variable that gv has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// One of [`SETTINGS`].
    pub key: &'static str,
    /// The value that gv gave it.
    pub value: String,
    /// Whether the user had it before, empty.
    pub was_empty: bool,
}

impl Exported {
    /// Reads the value of [`HELD`]. What is not as gv would write it is left out.
    pub fn parse(text: &str) -> Self {
        Self { entries: text.split('\t').filter_map(entry).collect() }
    }

    /// The variables, in the order they were written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One more variable.
    pub fn add(&mut self, key: &'static str, value: &str, was_empty: bool) {
        self.entries.push(Entry { key, value: value.to_owned(), was_empty });
    }

    /// Whether there is no variable.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// As it stands in the environment.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for Entry { key, value, was_empty } in &self.entries {
            let (tab, plus) = (if text.is_empty() { "" } else { "\t" }, if *was_empty { "+" } else { "" });
            let _ = write!(text, "{tab}{plus}{key}={value}");
        }
        text
    }
}

fn entry(text: &str) -> Option<Entry> {
    let (key, value) = text.split_once('=')?;
    let (key, was_empty) = key.strip_prefix('+').map_or((key, false), |key| (key, true));
    let key = SETTINGS.into_iter().find(|setting| *setting == key)?;
    Some(Entry { key, value: value.to_owned(), was_empty })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut exported = Exported::default();
        exported.add("GOPROXY", "https://a.example|direct", false);
        exported.add("GOPRIVATE", "x=y", true);
        assert_eq!(exported.text(), "GOPROXY=https://a.example|direct\t+GOPRIVATE=x=y");
        assert_eq!(Exported::parse(&exported.text()), exported);
        for odd in ["", "\t\t", "PATH=/x", "GOPROXY", "++GOPROXY=x"] {
            assert!(Exported::parse(odd).is_empty(), "{odd:?}");
        }
    }
}
