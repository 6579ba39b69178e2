//! Text of others as one word of a shell, for commands that people copy: it means itself, and nothing in it is hidden.

use super::Shell;
use crate::hidden::is_hidden;
use std::ffi::OsStr;
use std::path::Path;

impl Shell {
    /// The shell that commands are written for where it is not known which one will read them.
    pub const USUAL: Self = if cfg!(windows) { Self::PowerShell } else { Self::Posix };

    /// A text as one word. What every shell takes as it is stays without quotes.
    pub fn word(self, text: impl AsRef<OsStr>) -> String {
        let text = text.as_ref().as_encoded_bytes();
        if is_plain(text) {
            return text.iter().map(|byte| char::from(*byte)).collect();
        }
        (self.language().word)(text)
    }

    /// A path as one word that no program takes for an option.
    pub fn path(self, path: &Path) -> String {
        if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
            return self.word(Path::new(".").join(path));
        }
        self.word(path)
    }
}

/// Letters that no shell gives a meaning, in a place where none has one: `~` and `=` mean something to some in front.
fn is_plain(text: &[u8]) -> bool {
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-+:@,=".contains(byte);
    let first = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    text.first().is_some_and(first) && text.iter().all(inner)
}

/// The text with a backslash before some letters, and the bytes spelled that would not be seen.
pub(super) fn bytewise(
    text: &[u8],
    spelled: impl Fn(u8) -> String,
    is_special: impl Fn(char) -> bool,
) -> String {
    let mut line = String::new();
    for chunk in text.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if is_hidden(letter) {
                line.extend(letter.encode_utf8(&mut [0; 4]).bytes().map(&spelled));
                continue;
            }
            if is_special(letter) {
                line.push('\\');
            }
            line.push(letter);
        }
        line.extend(chunk.invalid().iter().map(|byte| spelled(*byte)));
    }
    line
}

/// `"…"` with backslashes.
pub(super) fn double(text: &str, spelled: impl Fn(u32) -> String) -> String {
    let mut word = String::new();
    for letter in text.chars() {
        match letter {
            letter if is_hidden(letter) => word.push_str(&spelled(u32::from(letter))),
            '\\' | '"' => word.extend(['\\', letter]),
            letter => word.push(letter),
        }
    }
    format!("\"{word}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Shell; 8] = [
        Shell::Bash,
        Shell::Zsh,
        Shell::Posix,
        Shell::Fish,
        Shell::PowerShell,
        Shell::Cmd,
        Shell::Nushell,
        Shell::Elvish,
    ];

    #[test]
    fn what_no_shell_reads_otherwise_stays_bare() {
        for text in ["/home/me/.gv", "go1.22.3", "https://go.dev:443/a,b", "KEY=value", "h1:ab+c/d="] {
            assert!(ALL.iter().all(|shell| shell.word(text) == text), "{text}");
        }
        for text in ["", "~", "=ls", "a b", "a'b", "$(x)", "%PATH%", "a;b", "C:\\x", "é"] {
            assert!(ALL.iter().all(|shell| shell.word(text) != text), "{text}");
        }
    }

    #[test]
    fn each_shell_has_its_spelling() {
        let words = |text: &str| ALL[2..].iter().map(|shell| shell.word(text)).collect::<Vec<_>>();
        assert_eq!(
            words("it's $HOME"),
            [
                r"'it'\''s $HOME'",
                r"'it\'s $HOME'",
                "'it''s $HOME'",
                "\"it's $HOME\"",
                "\"it's $HOME\"",
                "'it''s $HOME'"
            ]
        );
        assert_eq!(
            words("a\n\u{202e}"),
            [
                r"$'a\012\342\200\256'",
                r"'a'\X0a''\Xe2''\X80''\Xae''",
                "\"a$([char]::ConvertFromUtf32(0xa))$([char]::ConvertFromUtf32(0x202e))\"",
                "\"a\n\u{202e}\"",
                r#""a\u{a}\u{202e}""#,
                r#""a\U0000000a\U0000202e""#,
            ]
        );
        assert_eq!(Shell::Cmd.word(r#"a"b%c\"#), r#""a"\^""b"^%"c\\""#);
    }

    #[test]
    fn a_path_is_no_option() {
        assert_eq!(Shell::Posix.path(Path::new("-rf")), "./-rf".replace('/', std::path::MAIN_SEPARATOR_STR));
    }

    proptest! {
        #[test]
        fn no_word_hides_anything(text in "(\\PC|\\pC|'|\\$\\(x\\)|\n){0,20}") {
            for shell in ALL.into_iter().filter(|shell| *shell != Shell::Cmd) {
                prop_assert!(!shell.word(&text).chars().any(is_hidden), "{:?}", shell);
            }
        }

        #[cfg(unix)]
        #[test]
        fn a_shell_reads_the_word_as_the_text(text in "[^\0]{0,20}|(['\"\\\\$`!\n -]|\\$\\(x\\)|[a-zé]){0,20}") {
            let script = format!("printf %s {}", Shell::Bash.word(&text));
            let run = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
            prop_assert_eq!(run.stdout, text.into_bytes());
        }
    }
}
