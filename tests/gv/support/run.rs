//! What one run of a program gave, and the sentences a test says about it.

use std::path::{Path, PathBuf};
use std::process::Output;

/// A finished run. The assertions return it, so that they chain; each failure shows the whole run.
#[derive(Debug)]
pub struct Run {
    command: String,
    root: PathBuf,
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Data, with `\n` line ends.
    pub stdout: String,
    /// Talk, with `\n` line ends.
    pub stderr: String,
}

impl Run {
    pub fn new(command: String, root: &Path, output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        Self {
            command,
            root: root.to_owned(),
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// What was run.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// It ended with 0.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.fails_with(0)
    }

    /// It ended with this code.
    #[track_caller]
    pub fn fails_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "the exit code of {self}");
        self
    }

    /// stderr holds this text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "stderr lacks {text:?} in {self}");
        self
    }

    /// stderr holds each of these texts.
    #[track_caller]
    pub fn says_all(self, texts: &[&str]) -> Self {
        texts.iter().fold(self, |run, text| run.says(text))
    }

    /// stderr does not hold this text.
    #[track_caller]
    pub fn does_not_say(self, text: &str) -> Self {
        assert!(!self.stderr.contains(text), "stderr holds {text:?} in {self}");
        self
    }

    /// stdout holds this text.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "stdout lacks {text:?} in {self}");
        self
    }

    /// stdout does not hold this text.
    #[track_caller]
    pub fn does_not_print(self, text: &str) -> Self {
        assert!(!self.stdout.contains(text), "stdout holds {text:?} in {self}");
        self
    }

    /// stdout is exactly this snapshot. The sandbox's folder reads `[SANDBOX]`; `[..]` stands for anything.
    #[track_caller]
    pub fn prints_exactly(self, expected: impl snapbox::IntoData) -> Self {
        snapbox::assert_data_eq!(self.shown(&self.stdout), expected);
        self
    }

    /// stderr is exactly this snapshot; see [`Run::prints_exactly`].
    #[track_caller]
    pub fn says_exactly(self, expected: impl snapbox::IntoData) -> Self {
        snapbox::assert_data_eq!(self.shown(&self.stderr), expected);
        self
    }

    /// stdout as one JSON value.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}) in {self}"))
    }

    /// The lines of stdout.
    pub fn lines(&self) -> Vec<&str> {
        self.stdout.lines().collect()
    }

    /// The text with what differs from run to run replaced.
    fn shown(&self, text: &str) -> String {
        text.replace(&*self.root.to_string_lossy(), "[SANDBOX]")
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { command, code, stdout, stderr, .. } = self;
        let code = code.map_or("a signal".to_owned(), |code| code.to_string());
        write!(f, "`{command}`, which ended with {code}\n--- stdout\n{stdout}--- stderr\n{stderr}---")
    }
}
