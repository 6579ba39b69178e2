//! `gv env set KEY=VALUE… [--user]` and `gv env unset KEY… [--user]`

use super::{Here, findings};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::goenv::Kind;
use crate::golang::credentials::masked;
use crate::project::settings::{self, Edit, Edited, Held, Target};
use crate::shell::Shell;
use crate::ui::paths::shown;
use clap::ArgMatches;

/// Writes settings down.
pub fn set(args: &ArgMatches, context: &Context) -> Done {
    let typed = args.get_many::<String>("setting").into_iter().flatten();
    let values: Result<Vec<_>, Error> = typed
        .map(|text| match text.split_once('=') {
            Some((key, value)) => Ok((key.to_owned(), Some(value.to_owned()))),
            None => Err(Error::NotSetting { text: text.clone() }),
        })
        .collect();
    change(values?, target(args), context)
}

/// Takes settings out.
pub fn unset(args: &ArgMatches, context: &Context) -> Done {
    let typed = args.get_many::<String>("key").into_iter().flatten();
    change(typed.map(|key| (key.clone(), None)).collect(), target(args), context)
}

fn target(args: &ArgMatches) -> Target {
    if is_on(args, "user") { Target::User } else { Target::Project }
}

fn change(values: Vec<(String, Option<String>)>, target: Target, context: &Context) -> Done {
    let edited = write(&Edit { values, dry: false }, target, context)?;
    tell(&edited, target, context);
    Ok(0)
}

/// Makes the changes, from the working directory.
pub fn write(edit: &Edit, target: Target, context: &Context) -> Result<Edited, Error> {
    // A hook of the shell is not the user: what it has set is no reason to look elsewhere.
    let env = Held::read(&context.env).taken_from(&context.env);
    Ok(settings::edit(target, edit, &env, &context.home)?)
}

/// Tells what was changed, what keeps it from being in force, and what is wrong with it.
pub fn tell(edited: &Edited, target: Target, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let file = shown(&edited.file, &context.env);
    if edited.created {
        ui.done(&lang.env_created(&file));
    }
    for change in &edited.changes {
        let value =
            |value: &Option<String>| value.as_deref().map(|value| masked(&change.key, value.trim_end()));
        match (value(&change.before), value(&change.after)) {
            (None, None) => ui.say(&lang.env_was_not_set(&change.key, &file)),
            (Some(before), None) => ui.done(&lang.env_unset(&change.key, &before, &file)),
            (before, Some(_)) if change.before == change.after => {
                ui.done(&lang.env_set_already(&change.key, &before.unwrap_or_default(), &file));
            }
            (Some(before), Some(after)) if !before.is_empty() => {
                ui.done(&lang.env_set_anew(&change.key, &after, &before, &file));
            }
            (_, Some(after)) => ui.done(&lang.env_set(&change.key, &after, &file)),
        }
        if target == Target::Project && change.after.as_deref() == Some("") {
            ui.warn(&lang.env_empty_sets_nothing(&change.key));
        }
    }
    let here = Here::read(context);
    let keys: Vec<&str> = edited.changes.iter().map(|change| change.key.as_str()).collect();
    for key in &keys {
        tell_overruled(key, target, &here, context);
    }
    findings::tell_of_change(&here, &keys, context);
}

fn tell_overruled(key: &str, target: Target, here: &Here, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    match here.go.settings(key).next() {
        Some(above) if above.layer == Kind::Process => {
            let unset = Shell::detect(&context.env).unset(key);
            ui.warn(&lang.env_overruled_by_process(key, &masked(key, above.value), &unset));
        }
        Some(above) if above.layer == Kind::Project && target == Target::User => {
            let file = above.file.map(|file| shown(file, &context.env)).unwrap_or_default();
            ui.warn(&lang.env_overruled_by_project(key, &masked(key, above.value), &file));
        }
        _ => {}
    }
}
