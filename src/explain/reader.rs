//! Reads output as it comes and keeps the causes, in memory that does not grow with it.

use super::cause::{Cause, Explanation};
use super::decode::Decoder;
use super::fallback::{self, Fallback};
use super::id::{Code, Id, Project, Rank, Vcs};
use super::line;
use super::matches::{Index, Match};
use super::refine::refined;
use super::scene::{Part, Scene};
use super::{Confidence, target};
use crate::golang::credentials;

/// How much of a line is shown.
const SHOWN: usize = 500;
/// From which length on a line may have been broken by a terminal.
const BROKEN: usize = 60;
/// How much text is joined again of such lines.
const JOINED: usize = 600;

/// Faults that say more than another one that is told beside them.
const SUPERSEDES: [(Id, Id); 5] = [
    (Id::Project(Project::GetOutside), Id::Project(Project::NoGoMod)),
    (Id::Project(Project::InstallVersion), Id::Project(Project::NoGoMod)),
    (Id::Vcs(Vcs::Dubious), Id::Vcs(Vcs::Stamp)),
    (Id::Code(Code::TestTimeout), Id::Code(Code::Test)),
    (Id::Code(Code::TestTimeout), Id::Code(Code::Panic)),
];

/// Which of a program's two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Data.
    Out,
    /// Talk.
    Err,
}

/// Reads output. Feed it, then [`Reader::finish`].
#[derive(Debug)]
pub struct Reader {
    out: Decoder,
    err: Decoder,
    state: State,
}

#[derive(Debug)]
struct State {
    index: Index,
    scene: Scene,
    fallback: Fallback,
    found: Vec<Cause>,
    number: usize,
    /// Lines that may be the beginning of one that a terminal broke.
    before: String,
    /// The module that the last line that is not indented was about.
    module: Option<String>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// One that has read nothing.
    pub fn new() -> Self {
        let state = State {
            index: Index::new(),
            scene: Scene::default(),
            fallback: Fallback::default(),
            found: Vec::new(),
            number: 0,
            before: String::new(),
            module: None,
        };
        Self { out: Decoder::default(), err: Decoder::default(), state }
    }

    /// Takes the next bytes of a stream: UTF-8, or UTF-16 that says so.
    pub fn read(&mut self, stream: Stream, bytes: &[u8]) {
        let decoder = match stream {
            Stream::Out => &mut self.out,
            Stream::Err => &mut self.err,
        };
        decoder.push(bytes, &mut |text, continues| self.state.take(text, continues));
    }

    /// What it all means. A failure that nothing knows is a cause of its own.
    pub fn finish(self) -> Explanation {
        self.end(false)
    }

    /// The same for what is known to have failed: there is always a cause.
    pub fn finish_failed(self) -> Explanation {
        self.end(true)
    }

    fn end(mut self, failed: bool) -> Explanation {
        for decoder in [&mut self.out, &mut self.err] {
            decoder.finish(&mut |text, continues| self.state.take(text, continues));
        }
        self.state.explanation(failed)
    }
}

impl State {
    fn take(&mut self, text: &str, continues: bool) {
        self.number += usize::from(!continues);
        for piece in text.split('\r') {
            let plain = line::plain(piece);
            if !plain.is_empty() {
                self.look(&plain);
            }
        }
    }

    fn look(&mut self, plain: &str) {
        let body = line::body(plain);
        if self.scene.part(body) == Part::Quoted {
            self.before.clear();
            return;
        }
        if !body.starts_with(['\t', ' ']) {
            self.module = None;
        }
        let start = plain.len() - body.len();
        let cause = self.cause_in(plain, start);
        if cause.is_none() {
            self.join(body);
        } else {
            self.before.clear();
        }
        self.fallback.see(self.number, body);
        if self.module.is_none() {
            self.module = target::names(body, &[]).modules.pop();
        }
        if let Some(cause) = cause {
            self.keep(cause);
        }
    }

    /// The cause that a line shows. There is one at most, and what lies beneath it.
    fn cause_in(&self, line: &str, start: usize) -> Option<Cause> {
        let matches = self.index.search(line, start);
        let (first, others) = matches.split_first()?;
        Some(self.cause(line, first, others))
    }

    fn cause(&self, line: &str, first: &Match<'_>, others: &[Match<'_>]) -> Cause {
        let id = refined(first.rule.id, line, &first.captured);
        let names = target::names(line, &first.captured);
        // What is more general of the same layer says less and is no reason.
        let beneath =
            others.iter().map(|other| other.rule.id).find(|other| id.layer().stands_on(other.layer()));
        let modules =
            if names.modules.is_empty() { self.module.clone().into_iter().collect() } else { names.modules };
        Cause {
            id,
            line: self.number,
            text: shown(line),
            targets: names.targets,
            modules,
            count: 1,
            confidence: first.rule.sure,
            could_be: first.rule.could_be.iter().copied().filter(|other| *other != id).collect(),
            beneath,
        }
    }

    /// A line that shows nothing may be one that a terminal broke: it is tried together with those before it.
    fn join(&mut self, body: &str) {
        if self.before.is_empty() || self.before.len() + body.len() > JOINED || begins(body) {
            self.before.clear();
        } else {
            for between in ["", " "] {
                let joined = format!("{}{between}{}", self.before, body.trim_start());
                if let Some(cause) = self.cause_in(&joined, 0) {
                    self.before.clear();
                    return self.keep(cause);
                }
            }
        }
        if !self.before.is_empty() || body.len() >= BROKEN {
            self.before.push_str(body);
        }
    }

    fn keep(&mut self, cause: Cause) {
        match self.found.iter_mut().find(|found| found.id == cause.id) {
            Some(found) => found.merge(cause),
            None => self.found.push(cause),
        }
    }

    fn explanation(mut self, failed: bool) -> Explanation {
        if self.found.iter().any(|cause| cause.id.rank() != Rank::Weak) {
            self.found.retain(|cause| cause.id.rank() != Rank::Weak);
        }
        let found: Vec<Id> = self.found.iter().map(|cause| cause.id).collect();
        let said_better =
            |id: Id| SUPERSEDES.iter().any(|(better, worse)| *worse == id && found.contains(better));
        self.found.retain(|cause| !said_better(cause.id));
        self.found.sort_by_key(|cause| (cause.id.rank(), cause.line));
        if self.found.is_empty() {
            self.found.extend(self.unrecognised(failed));
        }
        Explanation { causes: self.found }
    }

    fn unrecognised(&self, failed: bool) -> Option<Cause> {
        let line = if failed { self.fallback.any() } else { self.fallback.failure() };
        let (number, text) = match line {
            Some((number, text)) => (number, shown(text)),
            None if failed => (0, String::new()),
            None => return None,
        };
        let names = target::names(&text, &[]);
        Some(Cause {
            id: Id::Unrecognised(fallback::layer(&text)),
            line: number,
            text,
            targets: names.targets,
            modules: names.modules,
            count: 1,
            confidence: Confidence::Low,
            could_be: Vec::new(),
            beneath: None,
        })
    }
}

/// A line as it may be shown: no secrets, no end without end.
fn shown(line: &str) -> String {
    let masked = credentials::masked_in_text(line.trim());
    match masked.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &masked[..end]),
        None => masked,
    }
}

/// Whether a line begins something of its own.
fn begins(line: &str) -> bool {
    ["go: ", "go get ", "fatal: ", "error: ", "# ", "\t", "--- ", "ok  "]
        .iter()
        .any(|word| line.starts_with(word))
}
