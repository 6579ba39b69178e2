//! The gate that every line passes before it is printed: what is printed as one line is one line, and of escapes only
//! the colours of [`Tone`] are kept, where there are colours.

use crate::hidden;
use std::fmt::Write as _;

/// How a piece of data is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Good,
    /// The user should know.
    Notice,
    /// Something is wrong.
    Bad,
    /// Not so important.
    Faint,
}

impl Tone {
    const ALL: [Tone; 4] = [Self::Good, Self::Notice, Self::Bad, Self::Faint];

    /// What begins it on a terminal.
    fn style(self) -> &'static str {
        match self {
            Self::Good => "\x1b[32m",
            Self::Notice => "\x1b[33m",
            Self::Bad => "\x1b[1;31m",
            Self::Faint => "\x1b[2m",
        }
    }
}

/// When colours are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// In files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

impl Colour {
    /// The words for them.
    pub const WORDS: [&str; 3] = ["auto", "always", "never"];

    /// Reads one.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "always" => Some(Self::Always),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

/// What ends a tone.
const PLAIN: &str = "\x1b[0m";

/// A text in its colour, where there are colours.
pub(super) fn painted(tone: Tone, text: &str, colour: bool) -> String {
    if colour { format!("{}{text}{PLAIN}", tone.style()) } else { text.to_owned() }
}

/// The line as it may be printed. A tone is kept where there are colours, and ends with the line.
pub(super) fn fit(line: &str, colour: bool) -> String {
    let mut fit = String::with_capacity(line.len());
    let mut toned = false;
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let style = if colour && letter == '\x1b' { style_at(rest) } else { None };
        if let Some(style) = style {
            fit.push_str(style);
            toned = style != PLAIN;
            rest = &rest[style.len()..];
        } else {
            hidden::push(letter, &mut fit);
            rest = &rest[letter.len_utf8()..];
        }
    }
    if toned {
        fit.push_str(PLAIN);
    }
    fit
}

fn style_at(text: &str) -> Option<&'static str> {
    let styles = Tone::ALL.into_iter().map(Tone::style).chain([PLAIN]);
    styles.into_iter().find(|style| text.starts_with(style))
}

/// A JSON document whose strings hide nothing: between strings there is nothing to hide but line breaks.
pub(super) fn escaped(document: &str) -> String {
    let mut text = String::with_capacity(document.len());
    for letter in document.chars() {
        if letter == '\n' || !hidden::is_hidden(letter) {
            text.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text
}

/// The signs of gv in ASCII, for a locale that has no others.
pub(super) fn in_ascii(line: &str) -> String {
    let signs = [("✓", "ok"), ("✗", "x"), ("…", "..."), ("·", "-"), ("→", "->"), ("—", "-")];
    signs.iter().fold(line.to_owned(), |line, (sign, ascii)| line.replace(sign, ascii))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_keeps_the_tones_of_gv_and_no_other_escape() {
        let line = format!("{} \x1b[8mx\x1b[2J", painted(Tone::Good, "✓", true));
        assert_eq!(fit(&line, true), "\x1b[32m✓\x1b[0m \\u{1b}[8mx\\u{1b}[2J");
        assert_eq!(fit("\x1b[32m✓", false), "\\u{1b}[32m✓");
        assert_eq!(fit("\x1b[2mnever ended", true), "\x1b[2mnever ended\x1b[0m");
    }

    proptest! {
        #[test]
        fn a_line_with_any_text_in_it_is_one_line_and_hides_nothing(text in "(\\PC|\\pC|\\pZ|\x1b\\[[0-9;]*m){0,40}") {
            let shown = fit(&format!("before {text} after"), false);
            prop_assert!(!shown.chars().any(|letter| letter != '\t' && hidden::is_hidden(letter)), "{:?}", shown);
            let coloured = fit(&text, true);
            let bare = Tone::ALL.iter().fold(coloured.replace(PLAIN, ""), |line, tone| line.replace(tone.style(), ""));
            prop_assert!(!bare.contains(['\x1b', '\n', '\r', '\u{9b}']), "{:?}", bare);
        }

        #[test]
        fn a_json_document_hides_nothing_and_keeps_its_values(text in any::<String>()) {
            let document = escaped(&serde_json::to_string_pretty(&[&text]).unwrap());
            prop_assert!(!document.chars().any(|letter| letter != '\n' && hidden::is_hidden(letter)), "{:?}", document);
            prop_assert_eq!(serde_json::from_str::<[String; 1]>(&document).unwrap(), [text]);
        }
    }
}
