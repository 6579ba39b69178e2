//! `gv env set KEY=VALUE… [--user]` and `gv env unset KEY… [--user]`

use super::findings;
use crate::commands::args::{Offered, arguments, help};
use crate::commands::whole_host::{self, Widening};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::shown;
use crate::goenv::{Scope, user_value};
use crate::golang::shared::{self, Whole};
use crate::lang::date::now;
use crate::lang::say;
use crate::ledger::{Change, Ledger};
use crate::project::settings::{self, Edit, Edited, Target};
use crate::shell::Shell;
use crate::urls::masked;

arguments! {
    /// What `gv env set` takes.
    pub struct SetArgs = ["Change settings in the project's go.env", "修改项目 go.env 中的设置"] {
        #[arg(value_name = "KEY=VALUE", required = true, add = Offered::Settings)]
        settings: Vec<String> = [
            "A setting and its value: GOPRIVATE=git.example.com",
            "设置及其值：GOPRIVATE=git.example.com"
        ],
        #[arg(long)]
        user: bool = (help::user),
        #[arg(long)]
        whole_host: bool = (help::whole_host),
    }
    examples {
        "gv env set GOPRIVATE=git.example.com" = ["for this project", "对此项目有效"],
        "gv env set GOPROXY=https://goproxy.cn,direct --user" = ["for all your projects", "对您的所有项目有效"],
    }
}

arguments! {
    /// What `gv env unset` takes.
    pub struct UnsetArgs = ["Remove settings from the project's go.env", "从项目的 go.env 中移除设置"] {
        #[arg(value_name = "KEY", required = true, add = Offered::Keys)]
        keys: Vec<String> = (help::key),
        #[arg(long)]
        user: bool = (help::user),
    }
    examples {
        "gv env unset GOPRIVATE" = ["from the go.env of the project", "从项目的 go.env 中移除"],
    }
}

/// Writes settings down.
pub fn set(args: &SetArgs, context: &Context) -> Done {
    let values: Result<Vec<_>, Error> = args
        .settings
        .iter()
        .map(|text| match text.split_once('=') {
            Some((key, value)) => Ok((key.to_owned(), Some(value.to_owned()))),
            None => Err(Error::NotSetting { text: masked("GOPROXY", text) }),
        })
        .collect();
    let (values, target) = (values?, target(args.user));
    for (key, value) in &values {
        narrow(key, value.as_deref().unwrap_or_default(), target, args, context)?;
    }
    change(values, target, context)
}

/// A list that covers a host of many owners is only written where the user means that.
fn narrow(key: &str, value: &str, target: Target, args: &SetArgs, context: &Context) -> Result<(), Error> {
    let Some(Whole { pattern, host }) = whole_host::in_setting(key, value) else { return Ok(()) };
    let owner = shared::owner_form(host);
    let narrow =
        value.split(',').map(|entry| if entry.trim_end_matches('/') == pattern { &owner } else { entry });
    let narrow = narrow.collect::<Vec<_>>().join(",");
    let user = if target == Target::User { " --user" } else { "" };
    let widening = Widening {
        host: host.to_owned(),
        narrow: format!("gv env set{user} {}", Shell::USUAL.word(format!("{key}={narrow}"))),
        whole: format!("gv env set{user} --whole-host {}", Shell::USUAL.word(format!("{key}={value}"))),
    };
    widening.confirm(args.whole_host, context)
}

/// Takes settings out.
pub fn unset(args: &UnsetArgs, context: &Context) -> Done {
    let values = args.keys.iter().map(|key| (key.clone(), None)).collect();
    change(values, target(args.user), context)
}

fn target(user: bool) -> Target {
    if user { Target::User } else { Target::Project }
}

fn change(values: Vec<(String, Option<String>)>, target: Target, context: &Context) -> Done {
    let edited = write(&Edit { values, dry: false }, target, context)?;
    tell(&edited, target, context);
    Ok(0)
}

/// Makes the changes, from the working directory. Those of the user's own file are kept for `gv undo`.
pub fn write(edit: &Edit, target: Target, context: &Context) -> Result<Edited, Error> {
    let edited = write_unrecorded(edit, target, context)?;
    if target == Target::User && !edit.dry {
        let setting = |change: &settings::Changed| Change::Setting {
            file: edited.file.clone(),
            key: change.key.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
        };
        Ledger::record(&context.home, now(), edited.changes.iter().map(setting).collect())?;
    }
    Ok(edited)
}

/// The same for `gv undo` itself.
pub fn write_unrecorded(edit: &Edit, target: Target, context: &Context) -> Result<Edited, Error> {
    Ok(settings::edit(target, edit, &context.env, &context.home)?)
}

/// Says so where the user's own file sets what the project's does not.
fn tell_own_file(key: &str, target: Target, context: &Context) {
    if target == Target::Project && user_value(&context.env, key).is_some() {
        context.ui.say(&say!(
            context.ui.lang,
            "your own file of Go's settings does: gv env unset --user {key}",
            "您自己的 Go 设置文件中有：gv env unset --user {key}"
        ));
    }
}

/// Tells what was changed, what keeps it from being in force, and what is wrong with it.
pub fn tell(edited: &Edited, target: Target, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let file = shown(&edited.file, &context.env);
    if edited.created {
        ui.done(&say!(lang, "made {file}", "已创建 {file}"));
    }
    for change in &edited.changes {
        let value =
            |value: &Option<String>| value.as_deref().map(|value| masked(&change.key, value.trim_end()));
        match (value(&change.before), value(&change.after)) {
            (None, None) => {
                ui.say(&say!(lang, "{file} does not set {key}", "{file} 中没有设置 {key}", key = change.key));
                tell_own_file(&change.key, target, context);
            }
            (Some(before), None) => ui.done(&say!(
                lang,
                "{key} is no longer set (was {before})   {file}",
                "已移除 {key}（原为 {before}）   {file}",
                key = change.key
            )),
            (before, Some(_)) if change.before == change.after => {
                ui.done(&say!(
                    lang,
                    "{key}={value} already   {file}",
                    "{key} 已经是 {value}   {file}",
                    key = change.key,
                    value = before.unwrap_or_default()
                ));
            }
            (Some(before), Some(after)) if !before.is_empty() => {
                ui.done(&say!(
                    lang,
                    "{key}={after} (was {before})   {file}",
                    "{key}={after}（原为 {before}）   {file}",
                    key = change.key
                ));
            }
            (_, Some(after)) => {
                ui.done(&say!(lang, "{key}={after}   {file}", "{key}={after}   {file}", key = change.key));
            }
        }
        if target == Target::Project && change.after.as_deref() == Some("") {
            ui.warn(&say!(
                lang,
                "an empty value sets nothing in a project's go.env      gv env unset {key}",
                "项目 go.env 中的空值不起作用      gv env unset {key}",
                key = change.key
            ));
        }
    }
    let here = EffectiveEnv::read(&context.env, &context.home);
    let keys: Vec<&str> = edited.changes.iter().map(|change| change.key.as_str()).collect();
    for key in &keys {
        tell_overruled(key, target, &here, context);
    }
    findings::tell_of_change(&here, &keys, context);
}

/// Tells what keeps a setting from being in force.
pub fn tell_overruled(key: &str, target: Target, here: &EffectiveEnv, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    match here.go.settings(key).next() {
        Some(above) if above.scope == Scope::Process => {
            let unset = Shell::detect(&context.env).unset(key);
            ui.warn(&say!(
                lang,
                "{key}={value} in your environment wins      {unset}",
                "环境变量 {key}={value} 优先      {unset}",
                value = masked(key, above.value)
            ));
        }
        Some(above) if above.scope == Scope::Project && target == Target::User => {
            let file = above.file.map(|file| shown(file, &context.env)).unwrap_or_default();
            ui.warn(&say!(
                lang,
                "here {key}={value} of the project wins   {file}",
                "在当前目录中，项目的 {key}={value} 优先   {file}",
                value = masked(key, above.value)
            ));
        }
        _ => {}
    }
}
