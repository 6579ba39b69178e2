//! Characters that a reader does not see, or that change how the text around them is shown: which they are, by
//! Unicode's own tables, and how text of others is written so that none of them takes effect.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::borrow::Cow;
use std::fmt;

/// Whether a character has no shape of its own on a screen: controls (those of terminals, C0 and C1, among them),
/// format characters (those that set the direction of text among them), separators of lines and paragraphs, and all
/// that Unicode lets a program leave out where it knows no shape for it.
pub fn is_hidden(letter: char) -> bool {
    /// U+2800, the cell of Braille without a dot: a symbol by its category, and blank.
    const BRAILLE_BLANK: char = '\u{2800}';
    if letter.is_ascii() {
        return letter.is_ascii_control();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(letter);
    let acts = matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    acts || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter) || letter == BRAILLE_BLANK
}

/// Whether a character cannot be told from a blank, or from nothing, by looking: the blank itself can.
pub fn is_unseen(letter: char) -> bool {
    is_hidden(letter) || (letter != ' ' && letter.is_whitespace())
}

/// Text of others on one line: `\n`, `\r` and `\u{202e}` stand for what would take effect. A tab stays.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        push(letter, &mut line);
    }
    Cow::Owned(line)
}

/// The same for what is displayed, such as a path: `Shown(path.display())`.
#[derive(Debug, Clone, Copy)]
pub struct Shown<T>(pub T);

impl<T: fmt::Display> fmt::Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&shown(&self.0.to_string()))
    }
}

/// Adds a character as it is shown.
pub(crate) fn push(letter: char, line: &mut String) {
    match letter {
        '\n' => line.push_str(r"\n"),
        '\r' => line.push_str(r"\r"),
        letter if is_plain(letter) => line.push(letter),
        letter => line.extend(letter.escape_unicode()),
    }
}

fn is_plain(letter: char) -> bool {
    letter == '\t' || !is_hidden(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_takes_effect_on_a_terminal_is_escaped() {
        assert_eq!(shown("\u{1b}]0;x\u{7}\u{9b}2J\u{7f}"), r"\u{1b}]0;x\u{7}\u{9b}2J\u{7f}");
        assert_eq!(shown("a\r\nerror: b\u{2028}c\u{85}d"), r"a\r\nerror: b\u{2028}c\u{85}d");
        assert_eq!(shown("a\u{202e}cba\u{2066}\u{200f}\u{61c}"), r"a\u{202e}cba\u{2066}\u{200f}\u{61c}");
        assert_eq!(Shown("a\nb").to_string(), r"a\nb");
    }

    #[test]
    fn what_has_no_shape_is_hidden_whatever_its_category() {
        for letter in "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180b}\u{180e}\u{200b}\u{200d}\u{2061}\u{2065}\
                       \u{206a}\u{2800}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff0}\u{fff9}\u{1bca0}\u{1d173}\u{e0001}\
                       \u{e0041}\u{e0100}\u{e0fff}"
            .chars()
        {
            assert!(is_hidden(letter), "{letter:?}");
        }
    }

    #[test]
    fn what_people_read_stays() {
        for text in [
            "~/项目/été/Ελλάδα/проект",
            "a\tb",
            "ไทย",
            "हिन्दी",
            "e\u{301}",
            "🐹",
            "x\u{a0}y",
            "\u{3000}",
            "✓…",
        ] {
            assert!(matches!(shown(text), Cow::Borrowed(_)), "{text:?}");
        }
        assert!(is_unseen('\u{a0}') && is_unseen('\u{3000}') && is_unseen('\t') && !is_unseen(' '));
    }

    proptest! {
        #[test]
        fn no_text_keeps_a_hidden_character(text in any::<String>(), words in "(\\PC|\\pC|\\pZ|\\pM){0,40}") {
            for text in [text, words] {
                let line = shown(&text).into_owned();
                prop_assert!(line.chars().all(is_plain), "{:?}", line);
                prop_assert_eq!(shown(&line), line.as_str(), "what is shown stays as it is");
            }
        }
    }
}
