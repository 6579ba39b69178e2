//! What the checks look at. Facts that several need are gathered once, when the first asks.

use super::on_path::{self, OnPath};
use crate::config::Config;
use crate::env::{Env, paths};
use crate::goenv::{GoEnv, Scope};
use crate::home::Home;
use crate::lang::{Lang, between, say};
use crate::setup::programs;
use crate::shell::Shell;
use crate::shim::{self, Choice, Wanted};
use crate::store::{Store, Toolchain};
use std::cell::OnceCell;
use std::path::{Path, PathBuf};

/// A machine, as this process sees it.
#[derive(Debug)]
pub struct Machine<'a> {
    /// The environment.
    pub env: &'a Env,
    /// gv's home.
    pub home: &'a Home,
    /// gv's settings.
    pub config: &'a Config,
    /// The language of the findings.
    pub lang: Lang,
    pub(super) store: Store,
    pub(super) shell: Shell,
    choice: OnceCell<Result<Choice, shim::Error>>,
    gos: OnceCell<Vec<OnPath>>,
    go: OnceCell<GoEnv>,
}

/// One of Go's settings, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Its value, never empty.
    pub value: String,
    /// The user's file; `None` for the environment.
    pub file: Option<PathBuf>,
}

impl Setting {
    /// The command that takes it away from where it stands.
    pub(super) fn removal(&self, machine: &Machine<'_>) -> String {
        match &self.file {
            None => machine.shell.unset(self.name),
            // `go env -u` would not start with some of the values that are to be taken away.
            Some(_) => format!("gv env unset --user {}", self.name),
        }
    }
}

impl<'a> Machine<'a> {
    /// The machine of an environment, a home and its settings, described in a language. Nothing is looked at yet.
    pub fn new(env: &'a Env, home: &'a Home, config: &'a Config, lang: Lang) -> Self {
        let (store, shell) = (Store::of(home), Shell::detect(env));
        let (choice, gos, go) = Default::default();
        Self { env, home, config, lang, store, shell, choice, gos, go }
    }

    /// What `go` means in the working directory.
    pub fn choice(&self) -> Result<&Choice, &shim::Error> {
        self.choice.get_or_init(|| shim::choose(self.env.cwd(), self.env, &self.store)).as_ref()
    }

    /// The toolchain of gv's that `go` means here; `None` when it is another Go, missing, or not to be known.
    pub fn chosen(&self) -> Option<&Toolchain> {
        match &self.choice().ok()?.wanted {
            Wanted::Toolchain(toolchain) => Some(toolchain),
            _ => None,
        }
    }

    /// The GOROOT of what `go` means here.
    pub(super) fn chosen_root(&self) -> Option<PathBuf> {
        self.choice().ok()?.wanted.goroot()
    }

    /// The GOROOT whose `go.env` counts here.
    pub(super) fn settings_root(&self) -> Option<PathBuf> {
        shim::settings_root_of(self.choice().ok(), self.env, &self.store)
    }

    /// Every `go` on PATH, in order.
    pub fn gos(&self) -> &[OnPath] {
        self.gos.get_or_init(|| on_path::find(self.env, self.home))
    }

    /// Go's settings of the environment and of the user's file.
    pub(super) fn go(&self) -> &GoEnv {
        self.go.get_or_init(|| GoEnv::read(self.env, None))
    }

    /// One of Go's settings that the user made, in force and not empty.
    pub(super) fn setting(&self, name: &'static str) -> Option<Setting> {
        let set = self.go().value(name).filter(|set| matches!(set.scope, Scope::Process | Scope::User))?;
        let file = set.file.map(Path::to_owned);
        (!set.value.is_empty()).then(|| Setting { name, value: set.value.to_owned(), file })
    }

    /// Whether gv was ever set up here: the shims folder and gv-shim are what PATH needs of it.
    pub(super) fn is_set_up(&self) -> bool {
        self.home.shims().is_dir() || programs::shim(self.home).is_file()
    }

    /// A line of the user's shell that makes gv known to it.
    pub(super) fn hookup(&self) -> Option<String> {
        self.shell.hookup(self.home, self.env).ok().map(|hookup| hookup.line)
    }

    /// A path as people read it.
    pub(super) fn path(&self, path: &Path) -> String {
        paths::shown(path, self.env)
    }

    /// A file and a line.
    pub(super) fn place(&self, (file, line): &(PathBuf, usize)) -> String {
        paths::place(file, *line, self.env)
    }

    /// The first few of many names.
    pub(super) fn some(&self, names: &[String]) -> String {
        const SHOWN: usize = 6;
        let between = between(self.lang);
        let more = if names.len() > SHOWN { format!("{between}…") } else { String::new() };
        format!("{}{more}", names[..names.len().min(SHOWN)].join(&between))
    }

    /// The first few of many paths.
    pub(super) fn paths(&self, paths: &[PathBuf]) -> String {
        self.some(&paths.iter().map(|path| self.path(path)).collect::<Vec<_>>())
    }

    /// `/usr/local/go/bin/go (go1.19.8, system)`
    pub(super) fn go_on_path(&self, go: &OnPath) -> String {
        say!(
            self.lang,
            "{path} ({what})",
            "{path}（{what}）",
            path = self.path(&go.path),
            what = go.owner.with_version(go.version.as_deref(), self.lang)
        )
    }
}
