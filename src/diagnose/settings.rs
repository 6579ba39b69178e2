//! Go's module settings as they are in force here, and the project's go.env. What is wrong with a value is the lint's
//! to say (`golang/lint`); here it gets its place.

use super::{Check, Finding, Kind, Machine, Repair};
use crate::goenv::{self, GoEnv, Setting};
use crate::golang::credentials::masked;
use crate::golang::goproxy::List;
use crate::golang::lint;
use crate::project::Survey;
use crate::project::settings::{Refusal, Remedy, Settings, State, Target, findings};
use std::path::PathBuf;

/// What can be wrong with them.
#[derive(Debug)]
pub enum Problem {
    /// A setting in force.
    Lint {
        /// What is wrong with it.
        finding: lint::Finding,
        /// What somebody has set, without credentials; `None` where it is Go's own default, or nothing.
        set: Option<Set>,
    },
    /// The project's go.env is not obeyed: nobody has looked at it yet.
    Untrusted {
        /// The file.
        file: PathBuf,
    },
    /// The project's go.env cannot be obeyed.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// A value that somebody has set, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Without credentials.
    pub value: String,
    /// The file and the line; `None` for the environment.
    pub place: Option<(PathBuf, usize)>,
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Lint { finding, .. } => of_lint(finding),
            Self::Untrusted { .. } => Kind::info("go_env_untrusted"),
            Self::Refused { .. } => Kind::warning("go_env_refused"),
        }
    }
}

/// The lint has words of its own for the same things.
fn of_lint(finding: &lint::Finding) -> Kind {
    let id = finding.id();
    let kind = match finding.level() {
        lint::Level::Error => Kind::error(id),
        lint::Level::Warning => Kind::warning(id),
        lint::Level::Info => Kind::info(id),
    };
    match finding.confidence() {
        lint::Confidence::High => kind,
        lint::Confidence::Medium => kind.likely(),
    }
}

/// Go's settings in the working directory.
struct Here<'a> {
    machine: &'a Machine<'a>,
    go: GoEnv,
    in_project: bool,
}

/// `None` where the working directory is gone.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let (env, cwd) = (machine.env, machine.env.cwd());
    if cwd.as_os_str().is_empty() {
        return None;
    }
    let survey = Survey::of(cwd, env);
    let project = Settings::of(&survey, env, machine.home);
    let go = GoEnv::read(env, machine.chosen_root().as_deref());
    let go = match project.as_ref().and_then(Settings::trusted) {
        Some(file) => go.with_layer(file.layer()),
        None => go,
    };
    let here = Here { machine, go, in_project: project.is_some() || !survey.roots().is_empty() };
    let mut found: Vec<_> =
        findings(&here.go, &survey).into_iter().map(|finding| here.of_setting(finding)).collect();
    found.extend(project.and_then(of_file));
    Some(found)
}

/// A go.env that is not obeyed.
fn of_file(settings: Settings) -> Option<Finding> {
    let (file, target) = (settings.path.clone(), settings.path.display().to_string());
    let finding = |problem| Finding::new(Check::Settings, problem, target);
    match settings.state {
        State::Trusted(_) | State::Empty(_) => None,
        State::Untrusted(_) => Some(finding(Problem::Untrusted { file }).by("gv env trust")),
        State::Refused(refusal) => Some(finding(Problem::Refused { refusal })),
    }
}

impl Here<'_> {
    fn of_setting(&self, finding: lint::Finding) -> Finding {
        let (go, shell) = (&self.go, self.machine.shell);
        let set = go.settings(finding.key).next().and_then(|setting| set(&setting));
        let target = match set.as_ref().and_then(|set| set.place.as_ref()) {
            Some((file, line)) => format!("{}:{line}", file.display()),
            None => finding.key.to_owned(),
        };
        let remedy = Remedy::of(&finding, go, self.in_project);
        let command = remedy.and_then(|remedy| remedy.command(|key, value| shell.change(key, value)));
        let repair = remedy.and_then(|remedy| repair(remedy, go.text(finding.key)));
        let found = Finding::new(Check::Settings, Problem::Lint { finding, set }, target);
        Finding { command, repair, ..found }
    }
}

fn set(setting: &Setting<'_>) -> Option<Set> {
    let place = match setting.layer {
        goenv::Kind::Process => None,
        // Some distributions have a `$GOROOT/go.env` of their own.
        goenv::Kind::Project | goenv::Kind::User | goenv::Kind::Goroot => {
            Some((setting.file?.to_owned(), setting.line()?))
        }
        goenv::Kind::Builtin => return None,
    };
    Some(Set { value: masked(setting.key, setting.value), place })
}

/// Only the user's own file is changed without being asked, and only where `go` does the same before and after.
fn repair(remedy: Remedy<'_>, before: &str) -> Option<Repair> {
    let Remedy::File(Target::User, fix) = remedy else { return None };
    let value = fix.value.as_deref().filter(|_| fix.key == "GOPROXY")?;
    let same = List::parse(before).ok()? == List::parse(value).ok()?;
    same.then(|| Repair::Setting { key: fix.key, value: value.to_owned() })
}
