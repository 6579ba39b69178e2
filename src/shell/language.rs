//! What differs from shell to shell: a file for each fills this in.

use super::Obstacle;
use super::quote::Folder;

/// A shell, by the language its lines are written in. What these functions are given is quoted already, unless they say
/// otherwise.
pub(super) struct Language {
    /// The name that `gv init` takes.
    pub name: &'static str,
    /// Other names of the shell, and of its programs.
    pub also: &'static [&'static str],
    /// What puts gv on PATH, the shims first.
    pub first: &'static str,
    /// The same for a file that nested shells read too, where that is another text.
    pub once: Option<&'static str>,
    /// What asks gv at every prompt, where the shell can.
    pub hook: Option<&'static str>,
    /// What reads the script that `gv setup` writes, in a startup file.
    pub source: Option<&'static str>,
    /// The function over gv by which `gv shell` changes the shell itself, where there can be one.
    pub function: Option<&'static str>,
    /// The script of completions, where one can be written.
    pub completions: Option<&'static str>,
    /// Whether `gv setup` writes its startup files, which `setup::rc` knows.
    pub has_startup_files: bool,
    /// The file that a person puts a line into for shells to come.
    pub file: Option<&'static str>,
    /// The line that makes gv known: how gv is called, and the name of the shell.
    pub line: fn(&str, &str) -> String,
    /// How a program is called by its place.
    pub call: fn(String) -> String,
    /// What makes gv known for good, where that is a command.
    pub permanent: Option<Permanent>,
    /// What stands between two commands on one line.
    pub between: &'static str,
    /// What removes a file.
    pub remove: &'static str,
    /// Any text as one word.
    pub word: fn(&[u8]) -> String,
    /// A folder of PATH as one word.
    pub folder: fn(&Folder<'_>) -> Result<String, Obstacle>,
    /// Takes a variable away.
    pub unset: fn(&str) -> String,
    /// Gives a variable a value, which is not quoted yet and holds no control character.
    pub set: fn(&str, &str) -> String,
    /// Gives a variable the value of another.
    pub set_from: fn(&str, &str) -> String,
    /// One command with a value of a variable, which holds letters and digits only: name, value, command.
    pub with: fn(&str, &str, &str) -> String,
    /// Puts a folder at the end of PATH.
    pub append: fn(&str) -> String,
}

/// A command that makes gv known for good.
pub(super) enum Permanent {
    /// The line that makes gv known does it.
    Line,
    /// One that puts two folders on PATH: that of the shims, and that of gv.
    Path(fn(&str, &str) -> String),
}
