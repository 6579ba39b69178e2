//! What `gv doctor` found, in words: a file a layer. Matched exhaustively, so that a problem without words does not
//! compile.

mod environment;
mod home;
mod names;
mod net;
mod path;
mod project;
mod proxy;
mod repairs;
mod settings;
mod tools;

use super::{Lang, paths};
use crate::diagnose::{Finding, OnPath, Problem};
use crate::env::Env;
use std::path::Path;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is wrong, in one sentence.
    pub summary: String,
    /// What shows it: facts, a line each.
    pub evidence: Vec<String>,
    /// What makes it right, where the command alone does not say it.
    pub fix: Option<String>,
}

impl Lang {
    /// Puts a finding into words.
    pub fn finding(self, finding: &Finding, env: &Env) -> Told {
        let say = Teller { lang: self, env };
        match &finding.problem {
            Problem::Disk(problem) => home::disk(problem, &say),
            Problem::Setup(problem) => home::setup(problem, &say),
            Problem::Shims(problem) => home::shims(problem, &say),
            Problem::Current(problem) => home::current(problem, &say),
            Problem::Leftovers(problem) => home::leftovers(problem, &say),
            Problem::Go(problem) => path::go(problem, &say),
            Problem::Managers(problem) => path::managers(problem, &say),
            Problem::Bin(problem) => path::bin(problem, &say),
            Problem::Variables(problem) => environment::variables(problem, &say),
            Problem::Stored(problem) => environment::stored(problem, &say),
            Problem::Directory(problem) => project::directory(problem, &say),
            Problem::Settings(problem) => settings::settings(problem, &say),
            Problem::Tools(problem) => tools::tools(problem, &say),
            Problem::Proxy(problem) => proxy::proxy(problem, &say),
            Problem::SystemProxy(problem) => proxy::system(problem, &say),
        }
    }
}

/// The language, and how paths are shown.
struct Teller<'a> {
    lang: Lang,
    env: &'a Env,
}

impl Teller<'_> {
    fn path(&self, path: &Path) -> String {
        paths::shown(path, self.env)
    }

    fn place(&self, (file, line): &(std::path::PathBuf, usize)) -> String {
        paths::place(file, *line, self.env)
    }

    /// `/usr/local/go/bin/go (go1.19.8, system)`
    fn go(&self, go: &OnPath) -> String {
        self.lang.go_in(&self.path(&go.path), &self.lang.go_on_path(go.version.as_deref(), go.owner))
    }

    /// The first few of many.
    fn some(&self, names: &[String]) -> String {
        const SHOWN: usize = 6;
        let between = self.lang.between();
        let more = if names.len() > SHOWN { format!("{between}…") } else { String::new() };
        format!("{}{more}", names[..names.len().min(SHOWN)].join(&between))
    }
}

impl Told {
    fn new(summary: String) -> Self {
        Self { summary, evidence: Vec::new(), fix: None }
    }

    #[must_use]
    fn seen(mut self, line: impl Into<String>) -> Self {
        self.evidence.push(line.into());
        self
    }

    #[must_use]
    fn fixed_by(mut self, text: String) -> Self {
        self.fix = Some(text);
        self
    }
}

crate::ui::messages! {
    go_in(path: &str, what: &str) { en: "{path} ({what})", zh: "{path}（{what}）" }
    /// What stands between the members of a list.
    between() { en: ", ", zh: "、" }
}
