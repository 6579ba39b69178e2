//! Reads output as it comes and keeps the causes, in memory that does not grow with it.

use super::cause::{Cause, Explanation};
use super::decode::Decoder;
use super::fallback::{self, Fallback};
use super::id::{Code, Id, Project, Rank, Vcs};
use super::line;
use super::matches::{Index, Match};
use super::refine;
use super::section::{Part, Section};
use super::speaker::{self, Speaker};
use super::{Confidence, Frame, shells, target, windows};
use crate::fault::{self, Fault, Tls};
use crate::urls;

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

/// How many modules that were begun to be downloaded are remembered.
const SERVED: usize = 500;

/// How lines begin that `go` warns with and goes on.
const IGNORED: [&str; 2] = ["go: disabling cache (", "go: -d flag is deprecated"];

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
    scene: Section,
    frame: Frame,
    fallback: Fallback,
    found: Vec<Cause>,
    /// Causes that may turn out to be what a test has written.
    pending: Vec<Cause>,
    /// Causes of lines that nothing shows to be those of `go`.
    unclear: Vec<Cause>,
    number: usize,
    /// Lines that may be the beginning of one that a terminal broke.
    before: String,
    /// The module that the last line that is not indented was about.
    module: Option<String>,
    /// Modules that `go` began to download: the first few.
    served: Vec<String>,
    /// The last line that is not indented.
    head: String,
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
            scene: Section::default(),
            frame: Frame::default(),
            fallback: Fallback::default(),
            found: Vec::new(),
            pending: Vec::new(),
            unclear: Vec::new(),
            number: 0,
            before: String::new(),
            module: None,
            served: Vec::new(),
            head: String::new(),
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
        self.frame.see(plain);
        let body = line::body(plain);
        match self.scene.part(body) {
            Part::Quoted => {
                self.follow(body);
                return self.before.clear();
            }
            Part::Failed => self.pending.retain(|cause| !may_be_logged(cause.id)),
            Part::Passed => self.pending.clear(),
            Part::Told => {}
        }
        if body.starts_with("FAIL\t") || body.starts_with("ok  \t") || body.starts_with("?   \t") {
            self.settle();
        }
        if IGNORED.iter().any(|beginning| body.starts_with(beginning)) {
            return;
        }
        self.note(body);
        let found = self.cause_in(plain, plain.len() - body.len());
        if found.is_none() {
            self.join(body);
        } else {
            self.before.clear();
        }
        self.fallback.see(self.number, body);
        if self.module.is_none() {
            self.module = target::names(body, &[]).modules.pop();
        }
        if let Some((cause, speaker)) = found {
            self.keep(cause, speaker);
        }
    }

    /// Takes note of what later lines, or earlier ones, are read by.
    fn note(&mut self, body: &str) {
        if body.starts_with(['\t', ' ']) {
            return self.follow(body);
        }
        self.module = None;
        self.head.clear();
        self.head.push_str(body);
        if let Some(rest) = body.strip_prefix("go: downloading ")
            && self.served.len() < SERVED
        {
            self.served.push(rest.split(' ').next().unwrap_or(rest).to_owned());
        }
    }

    /// A line that belongs to the one before may say what that one left open.
    fn follow(&mut self, line: &str) {
        if let Some(last) = self.pending.last_mut()
            && let Some(id) = refine::followed(last.id, line)
        {
            last.id = id;
            last.could_be.clear();
        }
    }

    /// The cause that a line shows. There is one at most, and what lies beneath it. The network's are told by lines of
    /// `go` and its like alone.
    fn cause_in(&self, line: &str, start: usize) -> Option<(Cause, Speaker)> {
        let spoken = shells::in_english(line);
        let english = windows::in_english(&spoken);
        let start = if spoken == line { start } else { 0 };
        let matches = self.index.search(&english, start);
        for (index, found) in matches.iter().enumerate() {
            let Some(id) = refine::refined(found.rule.id, &english, &found.captured) else { continue };
            let speaker = if is_of_network(id) { self.speaker(&line[start..]) } else { Speaker::Go };
            if speaker == Speaker::Program {
                continue;
            }
            let mut cause = self.cause(&english, id, &matches[index..]);
            if english != line {
                cause.text = shown(line);
            }
            return Some((cause, speaker));
        }
        None
    }

    fn cause(&self, line: &str, id: Id, matches: &[Match<'_>]) -> Cause {
        let first = &matches[0];
        let others = &matches[1..];
        let names = target::names(line, &first.captured).masked();
        // What is more general of the same area says less and is no reason.
        let underlying =
            others.iter().map(|other| other.rule.id).find(|other| id.area().stands_on(other.area()));
        let modules =
            if names.modules.is_empty() { self.module.clone().into_iter().collect() } else { names.modules };
        let served = modules.iter().any(|module| self.served.contains(&unversioned(module).to_owned()));
        let could_be = possible(first.rule.could_be, id, &names.targets);
        Cause {
            id,
            line: self.number,
            text: shown(line),
            targets: names.targets,
            modules,
            count: 1,
            confidence: first.rule.sure,
            could_be,
            underlying,
            served,
            frame: Frame::default(),
        }
    }

    /// A line that shows nothing may be one that a terminal broke: it is tried together with those before it.
    fn join(&mut self, body: &str) {
        if self.before.is_empty() || self.before.len() + body.len() > JOINED || begins(body) {
            self.before.clear();
        } else {
            for between in ["", " "] {
                let joined = format!("{}{between}{}", self.before, body.trim_start());
                if let Some((cause, speaker)) = self.cause_in(&joined, 0) {
                    self.before.clear();
                    return self.keep(cause, speaker);
                }
            }
        }
        if !self.before.is_empty() || body.len() >= BROKEN {
            self.before.push_str(body);
        }
    }

    /// Keeps a cause: one of the network, whose words may be a program's, apart.
    fn keep(&mut self, cause: Cause, speaker: Speaker) {
        let causes = if speaker == Speaker::Unclear { &mut self.unclear } else { &mut self.pending };
        merge(causes, cause);
    }

    /// Who wrote a line, which may stand indented below another.
    fn speaker(&self, body: &str) -> Speaker {
        let beneath = body.starts_with(['\t', ' ']) && speaker::of(&self.head, false) == Speaker::Go;
        speaker::of(body, beneath)
    }

    /// What was found so far stays.
    fn settle(&mut self) {
        for cause in std::mem::take(&mut self.pending) {
            merge(&mut self.found, cause);
        }
    }

    fn explanation(mut self, failed: bool) -> Explanation {
        self.settle();
        if self.found.is_empty() {
            self.found = std::mem::take(&mut self.unclear);
        }
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
        for cause in &mut self.found {
            cause.place(self.frame);
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
            id: Id::Unrecognised(fallback::area(&text)),
            line: number,
            text,
            targets: names.targets,
            modules: names.modules,
            count: 1,
            confidence: Confidence::Low,
            could_be: Vec::new(),
            underlying: None,
            served: false,
            frame: Frame::default(),
        })
    }
}

/// What else the text may mean: not what cannot be for this target.
fn possible(could_be: &[Id], id: Id, targets: &[String]) -> Vec<Id> {
    let target = targets.first().map_or("", String::as_str);
    let mut possible: Vec<Id> = could_be.iter().copied().filter(|other| *other != id).collect();
    if target::is_address(target) {
        possible.retain(|other| !needs_name(*other));
    }
    if target.starts_with("http://") {
        possible.retain(|other| !matches!(other, Id::Net(Fault::Tls(_))));
    }
    possible
}

/// Whether a fault is one of a name, which an address does not have.
fn needs_name(id: Id) -> bool {
    matches!(id, Id::Net(Fault::Dns(_) | Fault::Tls(Tls::SniBlocked)))
}

/// A module without its version.
fn unversioned(module: &str) -> &str {
    module.split('@').next().unwrap_or(module)
}

/// Whether a test may have written what was read as this: the network, git and modules are what tests are about too.
fn may_be_logged(id: Id) -> bool {
    matches!(id, Id::Net(_) | Id::Vcs(_) | Id::Project(_) | Id::Environment(_))
}

/// Whether a fault is one of the network, not of a setting.
fn is_of_network(id: Id) -> bool {
    matches!(id, Id::Net(fault) if fault.layer() != fault::Layer::Settings)
}

fn merge(causes: &mut Vec<Cause>, cause: Cause) {
    match causes.iter_mut().find(|found| found.id == cause.id) {
        Some(found) => found.merge(cause),
        None => causes.push(cause),
    }
}

/// A line as it may be shown: no secrets, no end without end.
fn shown(line: &str) -> String {
    let masked = urls::masked_in_text(line.trim());
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
