//! What the working directory asks for, against what is there.

use super::disk::ask_for_write_access;
use super::{Finding, Machine, pin_lock};
use crate::install::{WhyNot, why_not};
use crate::lang::{Explain, Lang, say};
use crate::project::{self, PassedOver, Survey, Unread, Why};
use crate::shell::Shell;
use crate::shim::{self, Choice, Source, Step, Wanted};
use crate::system::rights;
use crate::version::Spec;
use std::path::PathBuf;

/// The file that an error of a project is about.
pub(super) fn file_of(error: &project::Error) -> &PathBuf {
    use project::Error as E;
    match error {
        E::Read(error) | E::Write(error) => &error.path,
        E::TooLarge { path, .. }
        | E::NotVersion { path, .. }
        | E::EmptyPin { path }
        | E::LeadsToNoVersion { path }
        | E::Link { path, .. }
        | E::Syntax { path, .. }
        | E::BelowGoLine { path, .. }
        | E::BeyondGoMod { path, .. } => path,
    }
}

fn is_go_mod(error: &project::Error) -> bool {
    file_of(error).file_name().is_some_and(|name| name == "go.mod" || name == "go.work")
        || file_of(error).extension().is_some_and(|extension| extension == "work")
}

/// `None` where the working directory is gone.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let cwd = machine.env.cwd();
    if cwd.as_os_str().is_empty() {
        return None;
    }
    let survey = Survey::of(cwd, machine.env);
    let mut found: Vec<_> = survey.passed_over().iter().map(|passed| passed_over(passed, machine)).collect();
    found.extend(unreadable(&survey, machine.lang));
    let finding = match machine.choice() {
        // A version that the next go command installs is less than that another one was pinned.
        Ok(choice) if why_not(machine.config, &machine.store).is_none() => {
            below_floor(machine, choice).or_else(|| missing(machine, choice))
        }
        Ok(choice) => missing(machine, choice).or_else(|| below_floor(machine, choice)),
        Err(error @ shim::Error::NoSystemGo { by_variable, .. }) => {
            let unset = || machine.shell.unset("GV_VERSION");
            let command = if *by_variable { unset() } else { "gv pin latest".to_owned() };
            let summary = error.message(machine.lang);
            Some(Finding::error("no_system_go", cwd.display(), summary).by(command))
        }
        // A project's file was reported above; the checks of the home and of the variables report the rest.
        Err(_) => None,
    };
    found.extend(finding);
    found.extend(pin_lock::check(machine));
    found.extend(work_below_member(&survey, machine));
    // Where a pin decides, what another manager would have done is no question.
    if !matches!(machine.choice(), Ok(Choice { source: Some(Source::Pin(_) | Source::Env(_)), .. })) {
        found.extend(project::unread(cwd).iter().take(1).map(|file| unread(file, machine)));
    }
    Some(found)
}

/// The module that asks for most: `go` refuses a workspace whose go line is lower.
fn work_below_member(survey: &Survey, machine: &Machine<'_>) -> Option<Finding> {
    let work = survey.floor_file()?;
    let member =
        survey.members_above().into_iter().max_by(|one, other| one.version().cmp(&other.version()))?;
    let least = member.version()?;
    let summary = say!(
        machine.lang,
        "{member} requires at least go{least}, and {work} a lower version: go refuses the workspace",
        "{member} 要求至少 go{least}，而 {work} 的要求更低：go 会拒绝整个工作区",
        member = machine.place(&(member.file.clone(), member.line)),
        work = machine.path(work)
    );
    let finding = Finding::error("go_work_below_member", work.display(), summary);
    Some(
        finding
            .fixed_by(say!(machine.lang, "raise the go line of go.work", "提高 go.work 的 go 行"))
            .by("go work use"),
    )
}

/// A file of another version manager names a Go version, and gv does not read it.
fn unread(unread: &Unread, machine: &Machine<'_>) -> Finding {
    let target = shown(&(unread.file.clone(), unread.line));
    let summary = say!(
        machine.lang,
        "{file} names Go {version}, and gv does not read that file",
        "{file} 指定了 Go {version}，但 gv 不读取该文件",
        file = machine.path(&unread.file),
        version = unread.version
    );
    let finding = Finding::info("pin_of_other_manager", target, summary).fixed_by(say!(
        machine.lang,
        "pin the version for gv, if this directory needs it",
        "如果此目录需要该版本，请为 gv 固定它"
    ));
    match unread.version.parse::<Spec>() {
        Ok(spec) => finding.by(format!("gv pin {spec}")),
        Err(_) => finding,
    }
}

/// The nearest pin, and the go.work or go.mod, whichever of them decides.
fn unreadable(survey: &Survey, lang: Lang) -> Vec<Finding> {
    let errors = [survey.pin().err(), survey.floor_error()];
    let found = errors.into_iter().flatten().map(|error| {
        let target = file_of(&error).display();
        let finding = if is_go_mod(&error) {
            Finding::error("go_mod_unreadable", target, error.message(lang))
        } else {
            Finding::error("pin_unreadable", target, error.message(lang)).by("gv pin latest")
        };
        finding.helped_by(&error.hints(lang))
    });
    found.collect()
}

fn passed_over(passed: &PassedOver, machine: &Machine<'_>) -> Finding {
    let (lang, file) = (machine.lang, &passed.file);
    let finding = Finding::warning("pin_passed_over", file.display(), passed.message(machine.env, lang));
    let elsewhere = say!(
        lang,
        "remove it, or pin the project's own directory: gv pin VERSION",
        "请删除它，或在项目自己的目录中固定版本：gv pin VERSION"
    );
    match &passed.why {
        Why::LeadsNowhere | Why::LeadsOut { .. } => finding.by(machine.shell.remove(file)),
        Why::WritableByAll => finding.by(format!("chmod o-w {}", Shell::USUAL.path(file))),
        // A temporary folder is meant to be everybody's.
        Why::FolderWritableByAll { folder } if !rights::is_sticky(folder) => {
            finding.fixed_by(elsewhere).by(format!("chmod o-w {}", Shell::USUAL.path(folder)))
        }
        Why::FolderWritableByAll { .. } | Why::NotFile | Why::OfAnother => finding.fixed_by(elsewhere),
    }
}

/// `GV_VERSION`, or a file and a line.
fn source(place: Option<&(PathBuf, usize)>, machine: &Machine<'_>) -> String {
    place.map_or_else(|| "GV_VERSION".to_owned(), |place| machine.place(place))
}

fn missing(machine: &Machine<'_>, choice: &Choice) -> Option<Finding> {
    let Wanted::Missing(spec) = &choice.wanted else { return None };
    let (lang, place) = (machine.lang, owned(choice.place()));
    let target = place.as_ref().map_or_else(|| "GV_VERSION".to_owned(), shown);
    let install = format!("gv install {spec}");
    let summary = say!(
        lang,
        "{source} asks for {go}, which is not installed",
        "{source} 要求 {go}，但尚未安装",
        source = source(place.as_ref(), machine),
        go = spec.spoken()
    );
    let Some(why) = why_not(machine.config, &machine.store) else {
        let next = say!(lang, "the first go command here installs it", "在此首次运行 go 时会自动安装");
        return Some(Finding::info("not_yet_installed", target, summary).seen(next).by(install));
    };
    let finding = Finding::error("not_installed", target, summary).seen(why.message(lang));
    Some(match why {
        WhyNot::Off | WhyNot::Administrators => finding.by(install),
        WhyNot::Offline => finding.by(machine.shell.with("GV_OFFLINE", "0", &install)),
        WhyNot::ReadOnly => finding.fixed_by(ask_for_write_access(lang)),
    })
}

fn below_floor(machine: &Machine<'_>, choice: &Choice) -> Option<Finding> {
    let (version, floor) = choice.below_floor()?;
    let least = floor.version()?;
    let pin = choice.steps.iter().find_map(|step| match &step.source {
        Source::Pin(pin) => Some((pin.file.clone(), pin.line)),
        _ => None,
    });
    let pin = pin.filter(|_| !matches!(choice.steps.first(), Some(Step { source: Source::Env(_), .. })));
    let target = pin.as_ref().map_or_else(|| "GV_VERSION".to_owned(), shown);
    let source = source(pin.as_ref(), machine);
    let summary = say!(
        machine.lang,
        "{source} says go{version}, below the required go{least}: go switches to go{least} where it can, and otherwise refuses what needs more",
        "{source} 指定 go{version}，低于要求的 go{least}：go 会尽可能切换到 go{least}，否则拒绝需要更高版本的操作"
    );
    let floor = machine.place(&(floor.file.clone(), floor.line));
    Some(
        Finding::warning("pin_below_floor", target, summary)
            .seen(format!("{source}: {version}"))
            .seen(format!("{floor}: {least}"))
            .by(format!("gv pin {least}")),
    )
}

fn owned(place: Option<(&std::path::Path, usize)>) -> Option<(PathBuf, usize)> {
    place.map(|(file, line)| (file.to_owned(), line))
}

fn shown((file, line): &(PathBuf, usize)) -> String {
    format!("{}:{line}", file.display())
}
