//! What a variable of gv's takes.

use crate::lang::{Lang, say};

/// What a variable takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A whole number of seconds.
    Seconds,
    /// `0` or `1`.
    Switch,
    /// `system` or `doh`.
    Dns,
    /// `en` or `zh`.
    Lang,
}

impl Takes {
    /// What it takes, in words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Seconds => say!(lang, "a whole number of seconds", "整数秒数"),
            Self::Switch => say!(lang, "0 or 1", "0 或 1"),
            Self::Dns => say!(lang, "system or doh", "system 或 doh"),
            Self::Lang => say!(lang, "en or zh", "en 或 zh"),
        }
    }

    pub(super) fn allows(self, value: &str) -> bool {
        match self {
            Self::Seconds => value.parse::<u32>().is_ok(),
            Self::Switch => {
                let word = value.to_ascii_lowercase();
                ["0", "1", "false", "true", "no", "yes", "off", "on"].contains(&word.as_str())
            }
            Self::Dns => ["system", "doh"].contains(&value),
            Self::Lang => is_language(value),
        }
    }
}

/// Whether it names a language that gv speaks: `zh`, `zh_CN.UTF-8`, `en-US`; `C` and `POSIX` mean English.
pub(super) fn is_language(value: &str) -> bool {
    let word = value.to_ascii_lowercase();
    let language = word.split(['_', '-', '.', '@']).next().unwrap_or_default();
    ["en", "zh", "c", "posix"].contains(&language)
}
