//! Lines on the two streams. Every line passes the gate of [`super::tone`] here, so no caller can forget it.

use super::events::{Events, Form, Level};
use super::interrupted::Interrupted;
use super::tone::{Colour, Tone, escaped, fit, in_ascii, painted};
use super::{Lang, Report, language};
use crate::env::Env;
use crate::env::paths::in_text;
use crate::hidden;
use crate::lang::{Hint, say};
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// How this run talks: its language, whether it is quiet, whether it may use colour.
#[derive(Debug, Clone)]
pub struct Ui {
    /// The language of everything said.
    pub lang: Lang,
    quiet: bool,
    colour: bool,
    terminal: bool,
    /// What begins a message where the user has not typed `gv`.
    speaker: &'static str,
    signs: Signs,
    page: Page,
    /// The user's own directory, which messages write as `~`.
    home: Option<PathBuf>,
    pub(super) interrupted: Arc<Interrupted>,
    /// Where stderr is for a program: lines of JSON in place of text.
    pub(super) events: Option<Events>,
    /// When this run began.
    pub(super) started: Instant,
    detail: Detail,
    /// Why stdout lost something, if it did. Shared by all that talk in one run: there is one stdout.
    lost: Arc<OnceLock<io::Error>>,
}

/// The signs that gv writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signs {
    /// `✓`, `…` and others.
    Unicode,
    /// The locale is known to have none beyond ASCII.
    Ascii,
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What matters.
    Usual,
    /// More, by `--verbose`.
    More,
}

/// What stdout is, for data that people read too.
#[derive(Debug, Clone, Copy)]
struct Page {
    colour: bool,
    terminal: bool,
    width: usize,
    unicode: bool,
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
        let page =
            Page { colour: out && coloured, terminal: out, width, unicode: language::shows_unicode(env) };
        Self {
            lang,
            quiet,
            colour: err && coloured,
            terminal: err && capable,
            speaker: "",
            signs: if language::has_other_charset(env) { Signs::Ascii } else { Signs::Unicode },
            page,
            home: env.home_dir().map(Path::to_owned),
            interrupted: Arc::default(),
            events: None,
            started: Instant::now(),
            detail: Detail::Usual,
            lost: Arc::default(),
        }
    }

    /// The same with colours as the user wants them.
    #[must_use]
    pub fn coloured(mut self, when: Colour) -> Self {
        if when != Colour::Auto {
            self.colour = when == Colour::Always;
            self.page.colour = self.colour;
        }
        self
    }

    /// The same with lines in place of bars, as where stderr is no terminal.
    #[must_use]
    pub fn without_bars(mut self) -> Self {
        self.terminal = false;
        self
    }

    /// The same with progress in a form.
    #[must_use]
    pub fn in_form(mut self, form: Form) -> Self {
        match form {
            Form::Auto => self,
            Form::Lines => self.without_bars(),
            Form::Json => {
                self.events = Some(Events::since(self.started));
                self.colour = false;
                self.without_bars()
            }
        }
    }

    /// The same that tells more.
    #[must_use]
    pub fn telling_more(mut self, verbose: bool) -> Self {
        self.detail = if verbose { Detail::More } else { Detail::Usual };
        self
    }

    /// Whether the user wants to be told more.
    pub fn is_verbose(&self) -> bool {
        self.detail == Detail::More
    }

    /// The same for what speaks out of another command, such as `go`: every message says that it is gv's.
    #[must_use]
    pub fn within_another_command(mut self) -> Self {
        self.speaker = "gv: ";
        self
    }

    /// How many places a line has, for what is drawn to fill it: `COLUMNS`, else 80.
    pub fn width(&self) -> usize {
        self.page.width
    }

    /// Whether more than ASCII can be drawn, by the locale.
    pub fn draws_unicode(&self) -> bool {
        self.page.unicode
    }

    /// A line with gv's signs as this locale has them.
    pub(super) fn signs(&self, line: &str) -> String {
        if self.is_ascii() { in_ascii(line) } else { line.to_owned() }
    }

    /// Whether nothing but ASCII may be written.
    pub fn is_ascii(&self) -> bool {
        self.signs == Signs::Ascii
    }

    /// Whether moving progress may be drawn on stderr.
    pub fn draws_progress(&self) -> bool {
        self.terminal && !self.quiet
    }

    /// A line of data, on stdout. A reader that has gone away ends the program quietly, as `head` expects.
    pub fn data(&self, line: &str) {
        self.wrote(writeln!(io::stdout().lock(), "{}", self.fitted(line, self.page.colour)));
    }

    /// Several lines of data that gv wrote itself, such as a help page.
    pub fn lines(&self, text: &str) {
        text.lines().for_each(|line| self.data(line));
    }

    /// Data that programs take as it is, such as a path or a script: byte for byte in a file or a pipe; a person at a
    /// terminal is shown its lines.
    pub fn exact(&self, text: impl AsRef<OsStr>) {
        let text = text.as_ref();
        if self.page.terminal {
            return self.lines(&text.to_string_lossy());
        }
        let mut out = io::stdout().lock();
        self.wrote(out.write_all(text.as_encoded_bytes()).and_then(|()| writeln!(out)));
    }

    /// A piece of data in its colour, where stdout shows colours.
    pub fn tinted(&self, tone: Tone, text: &str) -> String {
        painted(tone, text, self.page.colour)
    }

    /// Lines of a sentence, broken for a terminal and left whole for a file or a pipe.
    pub fn broken(&self, text: &str, indent: usize) -> Vec<String> {
        let width = if self.page.terminal { COLUMNS.saturating_sub(indent) } else { usize::MAX };
        super::table::broken(&hidden::shown(text), width)
    }

    /// A piece of talk in its colour, where stderr shows colours.
    pub fn tinted_aside(&self, tone: Tone, text: &str) -> String {
        painted(tone, text, self.colour)
    }

    /// Lines of a sentence of talk, broken for a terminal.
    pub fn broken_aside(&self, text: &str, indent: usize) -> Vec<String> {
        let width = if self.terminal { COLUMNS.saturating_sub(indent) } else { usize::MAX };
        super::table::broken(&hidden::shown(text), width)
    }

    /// What another program wrote, as it is, on stdout or else stderr.
    pub fn pass(&self, out: bool, bytes: &[u8]) {
        if out {
            let mut out = io::stdout().lock();
            self.wrote(out.write_all(bytes).and_then(|()| out.flush()));
        } else {
            // There is nowhere else to say that it could not be said.
            let _ = io::stderr().lock().write_all(bytes);
        }
    }

    /// A JSON document, on stdout. What is hidden in its strings is escaped, which changes no value.
    pub fn json(&self, value: &impl serde::Serialize) {
        if let Ok(document) = serde_json::to_string_pretty(value) {
            self.wrote(writeln!(io::stdout().lock(), "{}", escaped(&document)));
        }
    }

    fn wrote(&self, written: io::Result<()>) {
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                // The first failure says why.
                let _ = self.lost.set(error);
            }
            _ => {}
        }
    }

    /// Why something that belongs on stdout is not there, once all is said. That the reader has gone away is no loss.
    pub fn lost_output(&self) -> Option<&io::Error> {
        self.wrote(io::stdout().lock().flush());
        self.lost.get()
    }

    /// Something going on, on stderr.
    pub fn say(&self, line: &str) {
        if self.tells_a_program(Level::Info, line) {
            return;
        }
        let begin = if self.speaker.is_empty() { "  " } else { self.speaker };
        self.talk(&format!("{begin}{line}"));
    }

    /// Something done.
    pub fn done(&self, line: &str) {
        if self.tells_a_program(Level::Done, line) {
            return;
        }
        self.talk(&format!("{}{} {line}", self.speaker, painted(Tone::Good, "✓", self.colour)));
    }

    /// Something the user should know.
    pub fn warn(&self, line: &str) {
        /// What stands between a message and the command that changes what it tells.
        const GAP: &str = "      ";
        let end = line.find(GAP).unwrap_or(line.len());
        if self.tells_a_program(Level::Warning, line) {
            return;
        }
        let (message, command) = (in_text(&line[..end], self.home.as_deref()), &line[end..]);
        let sign = painted(Tone::Notice, "!", self.colour);
        self.talk(&format!("{}{sign} {message}{command}", self.speaker));
    }

    /// Something that failed beside what was asked for, and what to do about it.
    pub fn caution(&self, report: &Report) {
        if let Some(events) = &self.events {
            if !self.quiet {
                events.report(Level::Warning, report);
            }
            return;
        }
        self.warn(&report.message);
        self.below(report).iter().for_each(|line| self.talk(line));
    }

    /// A text for people that stands by itself and that gv wrote, such as a help page shown after a mistake.
    pub fn page(&self, text: &str) {
        if self.tells_a_program(Level::Info, text) {
            return;
        }
        text.split('\n').for_each(|line| self.talk(line));
    }

    /// A line for people that stands by itself.
    pub fn aside(&self, line: &str) {
        if self.tells_a_program(Level::Info, line) {
            return;
        }
        self.talk(line);
    }

    /// A question with yes or no for an answer, `None` without a terminal.
    pub fn confirm(&self, question: &str) -> Option<bool> {
        if self.events.is_some() || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr().lock(), "{} [y/N] ", fit(question, self.colour));
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).ok()?;
        Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
    }

    /// A question with a word for an answer, not shown while it is typed where it is `secret`; `None` where nobody can be
    /// asked.
    pub fn ask(&self, question: &str, secret: bool) -> Option<String> {
        if self.events.is_some() || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr().lock(), "{}", fit(question, self.colour));
        if secret {
            return rpassword::read_password().ok();
        }
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
    }

    /// An error and what to do next; shown even when quiet.
    pub fn error(&self, report: &Report) {
        if let Some(events) = &self.events {
            return events.report(Level::Error, report);
        }
        let word = painted(Tone::Bad, &say!(self.lang, "error: ", "错误："), self.colour);
        let message = in_text(&report.message, self.home.as_deref());
        self.put(&format!("{}{word}{message}", self.speaker));
        self.below(report).iter().for_each(|line| self.put(line));
    }

    /// The lines below a message.
    fn below(&self, report: &Report) -> Vec<String> {
        let shown = |text: &str| in_text(text, self.home.as_deref());
        // A command is typed as it stands: not every shell knows what `~` is everywhere.
        let line = |hint: &Hint| {
            if hint.is_command() { hint.line(self.lang) } else { shown(&hint.line(self.lang)) }
        };
        let hints = report.hints.iter().map(|hint| format!("  {}", line(hint)));
        report.details.iter().map(|detail| shown(detail)).chain(hints).collect()
    }

    /// Whether stderr is for a program; then it is told the line.
    fn tells_a_program(&self, level: Level, line: &str) -> bool {
        if let (Some(events), false) = (&self.events, self.quiet) {
            events.message(level, line);
        }
        self.events.is_some()
    }

    /// A line of the log that the user asked for. It is shown when quiet too.
    pub(super) fn logged(&self, line: &str) {
        match &self.events {
            Some(events) => events.log(line),
            None => self.put(&format!("{:9.3} s  {line}", self.started.elapsed().as_secs_f64())),
        }
    }

    /// How far a program is told of downloads: not at all when quiet.
    pub(super) fn events(&self) -> Option<&Events> {
        self.events.as_ref().filter(|_| !self.quiet)
    }

    fn talk(&self, line: &str) {
        if !self.quiet {
            self.put(line);
        }
    }

    fn fitted(&self, line: &str, colour: bool) -> String {
        fit(&self.signs(line), colour)
    }

    fn put(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", self.fitted(line, self.colour));
    }
}
