//! What goes on, for a program that reads stderr (`--progress=json`): one object on each line, and nothing else.
//! docs/json.md has the keys.

use super::Report;
use super::tone::escaped;
use crate::lang::Hint;
use serde::Serialize;
use std::io::{self, Write};
use std::time::Instant;

/// In which form progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A moving line on a terminal, lines elsewhere.
    Auto,
    /// Lines, as in a log.
    Lines,
    /// Lines of JSON for a program.
    Json,
}

impl Form {
    /// The words for them.
    pub const WORDS: [&str; 3] = ["auto", "lines", "json"];

    /// Reads one.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "lines" => Some(Self::Lines),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// How important a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Level {
    Info,
    Done,
    Warning,
    Error,
}

/// What a line says.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum Event<'a> {
    /// A host was asked and has not answered yet.
    Waiting { name: Option<&'a str>, source: &'a str },
    /// The first bytes are about to come.
    Begin { name: &'a str, total: Option<u64>, already: u64 },
    /// The bytes come from this source now.
    Source { name: &'a str, source: &'a str },
    /// So many bytes are there.
    Progress { name: &'a str, bytes: u64, total: Option<u64> },
    /// A source failed.
    Trouble { name: &'a str, source: &'a str, text: &'a str },
    /// No more bytes come: all are there, or an error follows.
    End { name: &'a str, bytes: u64, total: Option<u64> },
    /// A sentence for people.
    Message { level: Level, text: &'a str },
    /// An error, or a failure that did not stop the command.
    #[serde(rename = "message")]
    Report {
        level: Level,
        text: &'a str,
        details: &'a [String],
        commands: Vec<&'a str>,
        advice: Vec<&'a str>,
        code: u8,
    },
    /// A line of the log (`--verbose`).
    Log { text: &'a str },
}

#[derive(Serialize)]
struct Line<'a> {
    /// Milliseconds since gv was started.
    ms: u64,
    #[serde(flatten)]
    event: Event<'a>,
}

/// The lines of one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Events {
    started: Instant,
}

impl Events {
    pub fn since(started: Instant) -> Self {
        Self { started }
    }

    /// Writes a line. A reader that is gone is told nothing more, and the work goes on.
    pub fn tell(self, event: Event<'_>) {
        let ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let Ok(line) = serde_json::to_string(&Line { ms, event }) {
            let _ = io::stderr().lock().write_all(format!("{}\n", escaped(&line)).as_bytes());
        }
    }

    pub fn message(self, level: Level, text: &str) {
        self.tell(Event::Message { level, text });
    }

    pub fn log(self, text: &str) {
        self.tell(Event::Log { text });
    }

    pub fn report(self, level: Level, report: &Report) {
        let hints = |commands: bool| {
            let of_kind = report.hints.iter().filter(move |hint| hint.is_command() == commands);
            of_kind.map(Hint::text).collect()
        };
        self.tell(Event::Report {
            level,
            text: &report.message,
            details: &report.details,
            commands: hints(true),
            advice: hints(false),
            code: report.code,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_is_one_object_whatever_is_in_it() {
        let text = "a\nb\u{1b}[2J\u{202e}\"";
        let line = Line { ms: 7, event: Event::Message { level: Level::Warning, text } };
        let line = escaped(&serde_json::to_string(&line).unwrap());
        assert!(line.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{line}");
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read, json!({"ms": 7, "event": "message", "level": "warning", "text": text}));
    }
}
