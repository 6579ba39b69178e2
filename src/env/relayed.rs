//! What gv itself has put into the environment for its relay: written down there with what stood there before, so that a
//! gv that such a program starts sees the user's own values, and so that they come back when the relay has ended.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::fmt;

/// The variable that holds it: the address of the relay and the variables, separated by blanks.
pub const RELAYED: &str = "GV_RELAY_HELD";

/// The variables that gv gives other values to, the names that curl and git read in lower case among them.
pub const VARIABLES: &[&str] = if cfg!(windows) {
    &["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
} else {
    &["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"]
};

/// The setting of Go's that leads to the relay where it is a module proxy too.
pub const GOPROXY: &str = "GOPROXY";

/// What gv has set, as it was written down. It may hold the passwords of the user's proxies, and shows nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Relayed {
    /// Name, the value that gv gave, the value before.
    entries: Vec<(&'static str, String, Option<String>)>,
}

/// What would end an entry, or be read as part of it.
const SPECIAL: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'=').add(b'<');

impl Relayed {
    /// Reads the value of [`RELAYED`]. What is not as gv would write it is left out.
    pub fn parse(text: &str) -> Self {
        Self { entries: text.split(' ').filter_map(entry).collect() }
    }

    /// One more variable.
    pub fn add(&mut self, name: &'static str, value: &str, before: Option<&str>) {
        self.entries.push((name, value.to_owned(), before.map(ToOwned::to_owned)));
    }

    /// The variables: name, the value that gv gave, the value before.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &str, Option<&str>)> {
        self.entries.iter().map(|(name, value, before)| (*name, value.as_str(), before.as_deref()))
    }

    /// Whether there is no variable.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// As it stands in the environment.
    pub fn text(&self) -> String {
        let written = |text: &str| utf8_percent_encode(text, SPECIAL).to_string();
        let entry = |(name, value, before): &(&str, String, Option<String>)| match before {
            Some(before) => format!("{name}={}<{}", written(value), written(before)),
            None => format!("{name}={}", written(value)),
        };
        self.entries.iter().map(entry).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Debug for Relayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.iter().map(|(name, ..)| name)).finish()
    }
}

fn entry(text: &str) -> Option<(&'static str, String, Option<String>)> {
    let (name, values) = text.split_once('=')?;
    let name = VARIABLES.iter().chain(&[GOPROXY]).find(|known| **known == name)?;
    let read = |text: &str| percent_decode_str(text).decode_utf8().ok().map(String::from);
    let (value, before) = match values.split_once('<') {
        Some((value, before)) => (value, Some(read(before)?)),
        None => (values, None),
    };
    Some((name, read(value)?, before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in "\\PC{0,20}", before in prop::option::of("\\PC{0,20}")) {
            let mut relayed = Relayed::default();
            relayed.add("HTTPS_PROXY", &value, before.as_deref());
            relayed.add("NO_PROXY", "localhost", None);
            prop_assert_eq!(Relayed::parse(&relayed.text()), relayed);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            let _ = Relayed::parse(&text);
        }
    }

    #[test]
    fn only_variables_of_proxies_are_taken() {
        assert_eq!(Relayed::parse("GOPROXY=x").entries().count(), 1);
        assert!(Relayed::parse("PATH=/x LD_PRELOAD=y HTTPS_PROXY").is_empty());
    }
}
