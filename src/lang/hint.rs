//! What to do next, below an error: a command to type, or words where no command does it.

use super::{Lang, say};
use std::iter::once;

/// Programs and words of shells with which a command of gv's advice begins.
const PROGRAMS: [&str; 16] = [
    "gv",
    "go",
    "git",
    "sudo",
    "chmod",
    "ls",
    "rm",
    "del",
    "sha256sum",
    "export",
    "unset",
    "set",
    "set-env",
    "unset-env",
    "hide-env",
    "Remove-Item",
];
/// How shells without `export` write an assignment: PowerShell and nushell.
const ENVIRONMENTS: [&str; 2] = ["$env:", "$env."];

/// A line of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    text: String,
    is_command: bool,
}

impl Hint {
    /// A command that works in the state in which it is shown, the same in every language. Values in it are quoted
    /// by `Shell::word` or `Shell::path`.
    pub fn command(text: impl Into<String>) -> Self {
        let text = text.into();
        debug_assert!(is_command(&text), "not a command: {text}");
        Self { text, is_command: true }
    }

    /// A sentence, where what helps is not a command, or needs an explanation beside it.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_command: false }
    }

    /// The command that gives a variable an example value in the usual shell of this system; `Shell::set` is for
    /// values from elsewhere, which it quotes.
    pub fn set(name: &str, example: &str) -> Self {
        debug_assert!(!example.contains('\''), "not an example: {example}");
        Self::command(if cfg!(windows) {
            format!("$env:{name} = '{example}'")
        } else {
            format!("export {name}='{example}'")
        })
    }

    /// Whether it is a command.
    pub fn is_command(&self) -> bool {
        self.is_command
    }

    /// The command or the sentence.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// As it is shown: `try: ` stands before commands only.
    pub fn line(&self, lang: Lang) -> String {
        if self.is_command { format!("{}{}", try_word(lang), self.text) } else { self.text.clone() }
    }
}

/// The word before the next command.
pub fn try_word(lang: Lang) -> String {
    say!(lang, "try: ", "可尝试：")
}

/// Whether a text can be typed as it is: it begins with a program that gv gives advice with, after assignments for
/// this one command, if there are any.
pub fn is_command(text: &str) -> bool {
    if text.contains(['\n', '（', '…']) {
        return false;
    }
    if ENVIRONMENTS.iter().any(|environment| text.starts_with(environment)) {
        return true;
    }
    let is_assignment = |word: &&str| {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
    };
    let first = text.split(' ').find(|word| !is_assignment(word)).unwrap_or_default();
    once("./").chain(once("")).any(|here| first.strip_prefix(here).is_some_and(|it| PROGRAMS.contains(&it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_begins_with_a_program() {
        for command in [
            "gv install 1.22",
            "GV_OFFLINE=0 gv install 1.22",
            "export GV_HOME='/path'",
            "$env:GV_HOME = 'C:\\gv'",
            "sudo gv dns fix",
            "./gv setup",
        ] {
            assert!(is_command(command), "{command}");
        }
        for words in [
            "",
            "move it away",
            "GV_HOME=/path",
            "gvx",
            "gv doctor net（逐层测量）",
            "gv env set GOPROXY=…",
            "gv ls\ngv use 1.22",
        ] {
            assert!(!is_command(words), "{words}");
        }
    }

    #[test]
    fn only_a_command_is_marked() {
        let line = |hint: Hint| hint.line(Lang::En);
        assert_eq!(line(Hint::command("gv ls")), "try: gv ls");
        assert_eq!(line(Hint::words("correct that line")), "correct that line");
    }

    #[test]
    #[should_panic(expected = "not a command: correct that line")]
    #[cfg(debug_assertions)]
    fn words_are_not_a_command() {
        let _ = Hint::command("correct that line");
    }
}
