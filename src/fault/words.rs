//! What is said of a fault, in both languages.

use crate::lang::Lang;

/// A text in English and Chinese. `{target}` stands for the host, the address or the module that it concerns.
pub type Text = [&'static str; 2];

/// The words of one fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, in one line.
    pub summary: Text,
    /// What that means.
    pub meaning: Text,
    /// What it cannot be, or what works.
    pub rules_out: Option<Text>,
    /// What to do.
    pub fix: Text,
    /// What to do in the build of an image or in a container, where it is something else.
    pub in_container: Option<Text>,
    /// What to do on Windows, where it is something else.
    pub on_windows: Option<Text>,
}

impl Words {
    /// All of its texts.
    pub fn texts(&self) -> impl Iterator<Item = Text> {
        let always = [Some(self.summary), Some(self.meaning), self.rules_out, Some(self.fix)];
        always.into_iter().chain([self.in_container, self.on_windows]).flatten()
    }
}

/// A text in one language, about a target.
pub fn filled([en, zh]: Text, lang: Lang, target: &str) -> String {
    let text = match lang {
        Lang::En => en,
        Lang::Zh => zh,
    };
    text.replace("{target}", target)
}
