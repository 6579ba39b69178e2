//! Where knowledge of releases is from, and how old it is.

use crate::lang::{Lang, date, say};
use std::time::Duration;

/// Where knowledge of releases is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// An index or a listing of the origin.
    Index {
        /// How the origin is shown.
        origin: String,
        /// How long ago it was had or found unchanged.
        age: Duration,
    },
    /// The manifest built into gv.
    Manifest,
    /// The manifest, and the toolchains that a GOPROXY lists.
    Modules {
        /// How the proxy is shown.
        proxy: String,
        /// How long ago it was asked.
        age: Duration,
    },
}

impl Basis {
    /// How old it is; `None` for the manifest.
    pub fn age(&self) -> Option<Duration> {
        match self {
            Basis::Index { age, .. } | Basis::Modules { age, .. } => Some(*age),
            Basis::Manifest => None,
        }
    }
}

impl Basis {
    /// Its name and its age, in a sentence.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Manifest => say!(lang, "the built-in release list", "内置版本列表"),
            Self::Modules { proxy, age } => say!(
                lang,
                "{proxy}'s list of toolchains, {age}",
                "{proxy} 的工具链列表，{age}",
                age = in_words(*age, lang)
            ),
            Self::Index { origin, age } => say!(
                lang,
                "{origin}'s release list, {age}",
                "{origin} 的版本列表，{age}",
                age = in_words(*age, lang)
            ),
        }
    }
}

fn in_words(age: Duration, lang: Lang) -> String {
    match date::span(age, lang) {
        Some(span) => say!(lang, "{span} old", "{span}前"),
        None => say!(lang, "just fetched", "刚刚取得"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_one_unit() {
        for (seconds, text) in [
            (0, "go.dev's release list, just fetched"),
            (59, "go.dev's release list, just fetched"),
            (60, "go.dev's release list, 1 minute old"),
            (200, "go.dev's release list, 3 minutes old"),
            (7300, "go.dev's release list, 2 hours old"),
            (90_000, "go.dev's release list, 1 day old"),
        ] {
            let basis = Basis::Index { origin: "go.dev".to_owned(), age: Duration::from_secs(seconds) };
            assert_eq!(basis.message(Lang::En), text);
        }
    }
}
