//! Go's module settings as they are in force here, and the project's go.env. What is wrong with a value is the lint's
//! to say (`lint`); here it gets its place.

use super::{Confidence, Finding, Level, Machine, Repair};
use crate::goenv::{self, GoEnv, Setting, carried};
use crate::golang::goproxy::List;
use crate::lang::{Explain, say};
use crate::lint;
use crate::project::Survey;
use crate::project::settings::{Remedy, Settings, State, Target, findings};
use crate::shim::{self, Wanted};
use crate::urls::masked;
use std::path::PathBuf;

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
    let go = GoEnv::read(env, machine.settings_root().as_deref());
    let go = match project.as_ref().and_then(Settings::trusted) {
        Some(file) => go.with_source(file.source()),
        None => go,
    };
    let here = Here { machine, go, in_project: project.is_some() || !survey.roots().is_empty() };
    let mut found: Vec<_> =
        findings(&here.go, &survey).iter().map(|finding| here.of_setting(finding)).collect();
    found.extend(project.and_then(|settings| of_file(settings, machine)));
    found.extend(left_behind(machine));
    Some(found)
}

/// What the system Go's go.env says, where another Go runs.
fn left_behind(machine: &Machine<'_>) -> Option<Finding> {
    let (lang, choice) = (machine.lang, machine.choice().ok()?);
    if matches!(choice.wanted, Wanted::System(_) | Wanted::Nothing) {
        return None;
    }
    let root = shim::root_of(&shim::system_go(machine.env, machine.home)?)?;
    let mut settings = carried(machine.env, &root, machine.settings_root().as_deref());
    // No loss, and not to be kept by the way.
    settings.retain(|setting| !setting.turns_checks_off());
    if settings.is_empty() {
        return None;
    }
    let file = root.join("go.env");
    let summary = say!(
        lang,
        "settings of the system Go are not in force with the Go that runs here",
        "系统的 Go 的设置在此处运行的 Go 中不生效"
    );
    // That a distribution keeps its Go from switching does not matter for another one.
    let mut finding = if settings.iter().all(|left| left.key == "GOTOOLCHAIN") {
        Finding::info("system_settings_left", file.display(), summary)
    } else {
        Finding::warning("system_settings_left", file.display(), summary)
    };
    for left in &settings {
        finding = finding.seen(say!(
            lang,
            "{file}: {key}={value}; here: {instead}",
            "{file}：{key}={value}；此处：{instead}",
            file = machine.path(&file),
            key = left.key,
            value = masked(left.key, &left.value),
            instead = left.instead_shown(lang)
        ));
    }
    let fix = say!(
        lang,
        "keep them in your own settings of Go, if they still apply",
        "如仍适用，请保留到您自己的 Go 设置中"
    );
    Some(finding.fixed_by(fix).by("gv env import system"))
}

/// A go.env that is not in force.
fn of_file(settings: Settings, machine: &Machine<'_>) -> Option<Finding> {
    let (lang, target) = (machine.lang, settings.path.display());
    match settings.state {
        State::Trusted(_) | State::Empty(_) => None,
        State::Untrusted(_) => {
            let summary = say!(
                lang,
                "{file} is not trusted, so it has no effect",
                "{file} 未被信任，因此不起作用",
                file = machine.path(&settings.path)
            );
            let seen = say!(
                lang,
                "a go.env that came with the code takes effect after you have looked at it and trusted it",
                "随代码而来的 go.env，需由您查看并信任后才会生效"
            );
            Some(Finding::info("go_env_untrusted", target, summary).seen(seen).by("gv env trust"))
        }
        State::Refused(refusal) => {
            let finding = Finding::warning("go_env_refused", target, refusal.without_effect(lang));
            Some(finding.helped_by(&refusal.hints(lang)))
        }
    }
}

impl Here<'_> {
    fn of_setting(&self, finding: &lint::Finding) -> Finding {
        let (go, shell, lang) = (&self.go, self.machine.shell, self.machine.lang);
        let set = go.settings(finding.key).next().and_then(|setting| set(&setting));
        let place = set.as_ref().and_then(|set| set.place.as_ref());
        let target = match place {
            Some((file, line)) => format!("{}:{line}", file.display()),
            None => finding.key.to_owned(),
        };
        let level = match finding.level() {
            lint::Level::Error => Level::Error,
            lint::Level::Warning => Level::Warning,
            lint::Level::Info => Level::Info,
        };
        let mut found = Finding::new(finding.id(), level, target, finding.summary(lang));
        if finding.confidence() == lint::Confidence::Medium {
            found.confidence = Confidence::Medium;
        }
        if let Some(set) = &set {
            // `GOPROXY=direct`, and the file where it stands in one.
            let line = format!("{}={}", finding.key, set.value);
            found = found.seen(match place {
                Some(place) => format!("{}: {line}", self.machine.place(place)),
                None => line,
            });
        }
        let remedy = Remedy::of(finding, go, self.in_project);
        let command = remedy.and_then(|remedy| remedy.command(|key, value| shell.change(key, value)));
        let repair = remedy.and_then(|remedy| repair(remedy, go.text(finding.key)));
        Finding { command, repair, ..found.seen(finding.reason(lang)) }
    }
}

/// A value that was set, without credentials, and where; the environment has no place.
struct Set {
    value: String,
    place: Option<(PathBuf, usize)>,
}

/// `None` where the value is Go's own default.
fn set(setting: &Setting<'_>) -> Option<Set> {
    let place = match setting.scope {
        goenv::Scope::Process => None,
        // Some distributions have a `$GOROOT/go.env` of their own.
        goenv::Scope::Project | goenv::Scope::User | goenv::Scope::Goroot => {
            Some((setting.file?.to_owned(), setting.line()?))
        }
        goenv::Scope::Builtin => return None,
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
