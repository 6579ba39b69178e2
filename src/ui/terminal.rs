//! Lines on the two streams.

use super::{Lang, Report};
use crate::env::Env;
use std::io::{self, IsTerminal, Write};

/// How this run talks: its language, whether it is quiet, whether it may use colour.
#[derive(Debug, Clone)]
pub struct Ui {
    /// The language of everything said.
    pub lang: Lang,
    quiet: bool,
    colour: bool,
    terminal: bool,
    page: Page,
}

/// What stdout is, for data that people read too.
#[derive(Debug, Clone, Copy)]
struct Page {
    colour: bool,
    terminal: bool,
    width: usize,
    unicode: bool,
}

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
    fn style(self) -> &'static str {
        match self {
            Self::Good => "32",
            Self::Notice => "33",
            Self::Bad => "1;31",
            Self::Faint => "2",
        }
    }
}

/// The columns of a terminal that text is broken for.
const COLUMNS: usize = 80;

impl Ui {
    /// Reads what the two streams are. `NO_COLOR` (any value but empty) turns colour off.
    pub fn new(env: &Env, lang: Lang, quiet: bool) -> Self {
        let capable = env.text("TERM") != Some("dumb");
        let coloured = capable && env.get("NO_COLOR").is_none();
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let width = env.text("COLUMNS").and_then(|columns| columns.trim().parse().ok());
        let width = width.filter(|width| (20..=400).contains(width)).unwrap_or(COLUMNS);
        let page = Page { colour: out && coloured, terminal: out, width, unicode: shows_unicode(env) };
        Self { lang, quiet, colour: err && coloured, terminal: err && capable, page }
    }

    /// How many places a line has, for what is drawn to fill it: `COLUMNS`, else 80.
    pub fn width(&self) -> usize {
        self.page.width
    }

    /// Whether more than ASCII can be drawn, by the locale.
    pub fn draws_unicode(&self) -> bool {
        self.page.unicode
    }

    /// Whether moving progress may be drawn on stderr.
    pub fn draws_progress(&self) -> bool {
        self.terminal && !self.quiet
    }

    /// A line of data, on stdout. A reader that has gone away ends the program quietly, as `head` expects.
    pub fn data(&self, line: &str) {
        let mut out = io::stdout().lock();
        let _ = writeln!(out, "{line}");
    }

    /// A piece of data in its colour, where stdout shows colours.
    pub fn tinted(&self, tone: Tone, text: &str) -> String {
        if self.page.colour { format!("\x1b[{}m{text}\x1b[0m", tone.style()) } else { text.to_owned() }
    }

    /// Lines of a sentence, broken for a terminal and left whole for a file or a pipe.
    pub fn broken(&self, text: &str, indent: usize) -> Vec<String> {
        let width = if self.page.terminal { COLUMNS.saturating_sub(indent) } else { usize::MAX };
        super::table::broken(text, width)
    }

    /// A piece of talk in its colour, where stderr shows colours.
    pub fn tinted_aside(&self, tone: Tone, text: &str) -> String {
        self.paint(tone.style(), text)
    }

    /// Lines of a sentence of talk, broken for a terminal.
    pub fn broken_aside(&self, text: &str, indent: usize) -> Vec<String> {
        let width = if self.terminal { COLUMNS.saturating_sub(indent) } else { usize::MAX };
        super::table::broken(text, width)
    }

    /// What another program wrote, as it is, on stdout or else stderr.
    pub fn pass(&self, out: bool, bytes: &[u8]) {
        let _ = if out {
            let mut out = io::stdout().lock();
            out.write_all(bytes).and_then(|()| out.flush())
        } else {
            io::stderr().lock().write_all(bytes)
        };
    }

    /// A JSON document, on stdout.
    pub fn json(&self, value: &impl serde::Serialize) {
        let mut out = io::stdout().lock();
        if serde_json::to_writer_pretty(&mut out, value).is_ok() {
            let _ = writeln!(out);
        }
    }

    /// Something going on, on stderr.
    pub fn say(&self, line: &str) {
        self.talk(&format!("  {line}"));
    }

    /// Something done.
    pub fn done(&self, line: &str) {
        self.talk(&format!("{} {line}", self.paint("32", "✓")));
    }

    /// Something the user should know.
    pub fn warn(&self, line: &str) {
        self.talk(&format!("{} {line}", self.paint("33", "!")));
    }

    /// Something that failed beside what was asked for, and what to do about it.
    pub fn caution(&self, report: &Report) {
        self.warn(&self.with_hints(&report.message, report));
    }

    /// A text for people that stands by itself, such as a help page shown after a mistake.
    pub fn page(&self, text: &str) {
        self.talk(text);
    }

    /// A question with yes or no for an answer, `None` where nobody can be asked.
    pub fn confirm(&self, question: &str) -> Option<bool> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr().lock(), "{question} [y/N] ");
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).ok()?;
        Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
    }

    /// An error and what to do next; shown even when quiet.
    pub fn error(&self, report: &Report) {
        let line = format!("{}{}", self.paint("1;31", &self.lang.error_word()), report.message);
        let _ = writeln!(io::stderr().lock(), "{}", self.with_hints(&line, report));
    }

    fn with_hints(&self, line: &str, report: &Report) -> String {
        let mut lines = line.to_owned();
        for hint in &report.hints {
            lines.extend(["\n  ", &self.lang.try_word(), hint]);
        }
        lines
    }

    fn talk(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{line}");
        }
    }

    fn paint(&self, style: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// POSIX: the first of these that is set decides, and none means ASCII; Windows and its like tell by themselves.
fn shows_unicode(env: &Env) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env.text(name));
    let names_utf8 = |locale: &str| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    locale.map_or(crate::system::locale::UNICODE, names_utf8)
}

super::messages! {
    /// The word before an error.
    error_word() { en: "error: ", zh: "错误：" }
    /// The word before the next command.
    try_word() { en: "try: ", zh: "可尝试：" }
}
