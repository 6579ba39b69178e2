//! What gv itself has put into the environment for a project: written down there, so that it is not taken for the
//! user's, and goes when the project is left.

use super::ALLOWED;
use crate::env::Env;
use std::fmt::Write;

/// The variable that says which others gv has set: entries separated by tabs, `KEY=VALUE`, with a `+` in front where
/// the variable was there before and empty. No value holds a tab.
pub const HELD: &str = "GV_ENV_HELD";

/// What gv has set in this environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: &'static str,
    value: String,
    was_empty: bool,
}

impl Held {
    /// Reads what gv has set. What is not as gv would write it is nothing.
    pub fn read(env: &Env) -> Self {
        let text = env.text(HELD).unwrap_or_default();
        Self { entries: text.split('\t').filter_map(entry).collect() }
    }

    /// Whether the present value of a variable is the one that gv has set.
    pub fn is(&self, key: &str, env: &Env) -> bool {
        self.entry(key).is_some_and(|entry| env.get(key).is_some_and(|value| *value == *entry.value))
    }

    /// Whether the user had the variable, empty, before gv set it.
    pub fn was_empty(&self, key: &str) -> bool {
        self.entry(key).is_some_and(|entry| entry.was_empty)
    }

    /// The environment as the user made it.
    pub fn taken_from(&self, env: &Env) -> Env {
        let own: Vec<_> =
            self.entries.iter().map(|entry| entry.key).filter(|key| self.is(key, env)).collect();
        env.clone().without(own)
    }

    /// One more variable.
    pub fn add(&mut self, key: &'static str, value: &str, was_empty: bool) {
        self.entries.push(Entry { key, value: value.to_owned(), was_empty });
    }

    /// Whether nothing is held.
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

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

fn entry(text: &str) -> Option<Entry> {
    let (key, value) = text.split_once('=')?;
    let (key, was_empty) = key.strip_prefix('+').map_or((key, false), |key| (key, true));
    let key = ALLOWED.into_iter().find(|allowed| *allowed == key)?;
    Some(Entry { key, value: value.to_owned(), was_empty })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(vars: &[(&str, &str)]) -> Env {
        Env::from_vars(vars.iter().map(|(name, value)| (name.into(), value.into())))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut held = Held::default();
        held.add("GOPROXY", "https://a.example|direct", false);
        held.add("GOPRIVATE", "x=y", true);
        assert_eq!(held.text(), "GOPROXY=https://a.example|direct\t+GOPRIVATE=x=y");
        assert_eq!(Held::read(&env(&[(HELD, &held.text())])), held);
        for odd in ["", "\t\t", "PATH=/x", "GOPROXY", "++GOPROXY=x"] {
            assert!(Held::read(&env(&[(HELD, odd)])).is_empty(), "{odd:?}");
        }
    }

    #[test]
    fn what_the_user_changed_is_the_users() {
        let env = env(&[("GOPROXY", "off"), ("GOSUMDB", "mine"), (HELD, "GOPROXY=off\tGOSUMDB=theirs")]);
        let held = Held::read(&env);
        assert!(held.is("GOPROXY", &env) && !held.is("GOSUMDB", &env) && !held.is("GOVCS", &env));
        let own = held.taken_from(&env);
        assert_eq!((own.get("GOPROXY"), own.text("GOSUMDB")), (None, Some("mine")));
    }
}
