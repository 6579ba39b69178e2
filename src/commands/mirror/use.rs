//! `gv mirror use best|NAME|URL [--project|--user] [--release|--goproxy] [--replace] [--dry-run] [--yes]`

use super::choose::{Manner, wanted};
use super::desk::Desk;
use super::standings::Standings;
use super::{kinds, page};
use crate::commands::env::{Here, findings};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::golang::credentials::masked;
use crate::mirror::{Candidate, FileChange, Key, Kind, Sort, Switch};
use crate::project::settings::Target;
use crate::ui::Report;
use crate::ui::paths::shown;
use crate::ui::report::code;
use clap::ArgMatches;

/// Measures, shows what would be changed, and changes it.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let desk = Desk::open(context)?;
    let typed = args.get_one::<String>("mirror").map_or("best", String::as_str);
    let target = if is_on(args, "project") { Target::Project } else { Target::User };
    // A project has no mirrors of releases.
    let kinds = if target == Target::Project { vec![Kind::Goproxy] } else { kinds(args) };
    let candidates = candidates(&desk, typed, &kinds)?;
    let rounds = args.get_one::<u32>("rounds").copied().unwrap_or(3);
    let all = Standings::measure(&desk, &candidates, rounds)?.0;
    for standings in &all {
        page::figures(standings, context);
    }
    let named = (typed != "best").then_some(typed);
    let manner = Manner { target, replace: is_on(args, "replace") };
    let (wanted, mut errors) = wanted(&desk, &all, named, manner, &context.config);
    if errors.len() == all.len()
        && let Some(error) = errors.pop()
    {
        return Err(error);
    }
    // One kind has none; the other is written all the same.
    let ending = if errors.is_empty() { 0 } else { code::FAILED };
    for error in errors {
        context.ui.caution(&Report::of(&error, context.ui.lang));
    }
    let switch = Switch::of(&context.env, &context.home);
    let plan = switch.preview(&wanted)?;
    show(&plan, context);
    let (ui, lang) = (&context.ui, context.ui.lang);
    if wanted.go.is_some() && !manner.replace {
        for own in desk.candidates.strangers(Kind::Goproxy) {
            ui.warn(&lang.mirror_stays_in_front(&own.shown()));
        }
    }
    if plan.iter().all(FileChange::is_nothing) {
        ui.done(&lang.mirror_is_in_force());
        return Ok(ending);
    }
    if is_on(args, "dry-run")
        || !confirmed(args, context, &format!("gv mirror use {}", masked("GOPROXY", typed)))?
    {
        return Ok(0);
    }
    let changed = switch.apply(&wanted)?.files;
    tell(&changed, context);
    ui.say(&lang.mirror_undo_with());
    Ok(ending)
}

/// Whether the user agrees to what was shown.
pub fn confirmed(args: &ArgMatches, context: &Context, command: &str) -> Result<bool, Error> {
    if is_on(args, "yes") {
        return Ok(true);
    }
    let ui = &context.ui;
    ui.confirm(&ui.lang.mirror_ask()).ok_or_else(|| Error::Unconfirmed { command: command.to_owned() })
}

fn candidates(desk: &Desk<'_>, typed: &str, kinds: &[Kind]) -> Result<Vec<Candidate>, Error> {
    if typed != "best" {
        return Ok(desk.candidates.named(typed, kinds)?);
    }
    Ok(desk.candidates.all.iter().filter(|candidate| kinds.contains(&candidate.kind)).cloned().collect())
}

/// Shows what would be changed: file, old and new.
pub fn show(plan: &[FileChange], context: &Context) {
    let ui = &context.ui;
    for change in plan {
        ui.say(&shown(&change.path, &context.env));
        for Key { name, before, after } in &change.keys {
            if before == after {
                ui.say(&format!("  {}", line(name, after.as_deref())));
                continue;
            }
            for (sign, value) in [("-", before), ("+", after)] {
                if let Some(value) = value {
                    ui.say(&format!("{sign} {}", line(name, Some(value))));
                }
            }
        }
    }
}

fn line(name: &str, value: Option<&str>) -> String {
    format!("{name}={}", masked("GOPROXY", value.unwrap_or_default().trim_end()))
}

/// Tells what was changed, and what keeps it from being in force.
pub fn tell(changed: &[FileChange], context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    for change in changed {
        let file = shown(&change.path, &context.env);
        for key in change.keys.iter().filter(|key| key.before != key.after) {
            match &key.after {
                Some(after) => ui.done(&lang.mirror_set(&line(&key.name, Some(after)), &file)),
                None => ui.done(&lang.mirror_unset(&key.name, &file)),
            }
        }
        if change.sort == Sort::Config && context.env.get("GV_MIRRORS").is_some() {
            ui.warn(&lang.mirror_overruled_by_environment());
        }
    }
    let keys: Vec<&str> = changed
        .iter()
        .filter(|change| change.sort != Sort::Config)
        .flat_map(|change| change.keys.iter().map(|key| key.name.as_str()))
        .collect();
    if !keys.is_empty() {
        let here = Here::read(context);
        let target = if changed.iter().any(|change| change.sort == Sort::Project) {
            Target::Project
        } else {
            Target::User
        };
        for key in &keys {
            crate::commands::env::change::tell_overruled(key, target, &here, context);
        }
        findings::tell_of_change(&here, &keys, context);
    }
}
