//! `gv env preset [NAME [HOST…]] [--project|--user] [--yes] [--dry-run]`

use super::change;
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::goenv;
use crate::golang::credentials::masked;
use crate::project::Survey;
use crate::project::settings::preset::{Preset, with_hosts};
use crate::project::settings::{Changed, Edit, Edited, Settings, Target};
use crate::ui::paths::shown;
use crate::ui::table;
use clap::ArgMatches;

/// Shows what a preset would change and why, and changes it.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let Some(name) = args.get_one::<String>("name") else {
        list(context);
        return Ok(0);
    };
    let hosts: Vec<String> = args.get_many("host").into_iter().flatten().cloned().collect();
    let target = target(args, context);
    let (preset, values) = values(name, &hosts, target, context)?;
    let plan = change::write(&Edit { values: values.clone(), dry: true }, target, context)?;
    show(&plan, preset, context);
    let ui = &context.ui;
    if plan.changes.iter().all(|change| change.before == change.after) {
        ui.done(&ui.lang.preset_is_set(name, &shown(&plan.file, &context.env)));
        return Ok(0);
    }
    if is_on(args, "dry-run") {
        return Ok(0);
    }
    if !is_on(args, "yes") {
        match ui.confirm(&ui.lang.ask_preset(&shown(&plan.file, &context.env))) {
            Some(true) => {}
            Some(false) => return Ok(0),
            None => {
                return Err(Error::Unconfirmed { command: format!("gv env preset {}", typed(name, &hosts)) });
            }
        }
    }
    let edited = change::write(&Edit { values, dry: false }, target, context)?;
    change::tell(&edited, target, context);
    Ok(0)
}

fn typed(name: &str, hosts: &[String]) -> String {
    [&[name.to_owned()], hosts].concat().join(" ")
}

/// The project's file where there is a project, else the user's.
fn target(args: &ArgMatches, context: &Context) -> Target {
    let survey = || Survey::of(context.env.cwd(), &context.env);
    let in_project = |survey: &Survey| {
        !survey.roots().is_empty() || Settings::of(survey, &context.env, &context.home).is_some()
    };
    match () {
        () if is_on(args, "user") => Target::User,
        () if is_on(args, "project") || in_project(&survey()) => Target::Project,
        () => Target::User,
    }
}

type Values = Vec<(String, Option<String>)>;

/// What a name stands for. The user's own presets come first: they may have the names of gv's.
fn values(
    name: &str,
    hosts: &[String],
    target: Target,
    context: &Context,
) -> Result<(Option<Preset>, Values), Error> {
    let own = context.config.presets.get(name);
    let preset = Preset::ALL.into_iter().find(|preset| preset.name() == name && own.is_none());
    if !hosts.is_empty() && preset != Some(Preset::Private) {
        return Err(Error::PresetTakesNoHosts { name: name.to_owned() });
    }
    let set = |(key, value): (&str, String)| (key.to_owned(), Some(value));
    if let Some(own) = own {
        let values = own.iter().map(|(key, value)| set((key, value.clone())));
        return Ok((None, values.collect()));
    }
    match preset {
        None => Err(Error::NoPreset { name: name.to_owned(), known: names(context) }),
        Some(Preset::Private) if hosts.is_empty() => Err(Error::PresetNeedsHosts),
        Some(preset) => {
            let hosts = with_hosts(&present("GOPRIVATE", target, context), hosts);
            let values: Values = preset.values(&hosts).into_iter().map(set).collect();
            let left = left_by_offline(preset, target, context);
            Ok((Some(preset), values.into_iter().chain(left).collect()))
        }
    }
}

/// Going online again takes away what `offline` had set and the other preset does not.
fn left_by_offline(preset: Preset, target: Target, context: &Context) -> Values {
    if !matches!(preset, Preset::Cn | Preset::Official) {
        return Vec::new();
    }
    let own = preset.values("");
    let left = Preset::Offline.values("").into_iter();
    left.filter(|(key, value)| {
        own.iter().all(|(set, _)| set != key) && present(key, target, context) == *value
    })
    .map(|(key, _)| (key.to_owned(), None))
    .collect()
}

/// What the file says now.
fn present(key: &str, target: Target, context: &Context) -> String {
    let value = match target {
        Target::User => goenv::user_value(&context.env, key),
        Target::Project => {
            let survey = Survey::of(context.env.cwd(), &context.env);
            let settings = Settings::of(&survey, &context.env, &context.home);
            settings.as_ref().and_then(Settings::trusted).and_then(|file| file.value(key)).map(str::to_owned)
        }
    };
    value.unwrap_or_default()
}

fn show(plan: &Edited, preset: Option<Preset>, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    ui.say(&shown(&plan.file, &context.env));
    for Changed { key, before, after } in &plan.changes {
        if before == after {
            ui.say(&format!("  {key}={}", masked(key, after.as_deref().unwrap_or_default())));
            continue;
        }
        for (sign, value) in [("-", before), ("+", after)] {
            if let Some(value) = value {
                ui.say(&format!("{sign} {key}={}", masked(key, value.trim_end())));
            }
        }
        if let Some(preset) = preset.filter(|_| after.is_some()) {
            ui.say(&format!("    {}", lang.preset_reason(preset, key)));
        }
    }
}

fn names(context: &Context) -> Vec<String> {
    let own = context.config.presets.keys().cloned();
    let built_in = Preset::ALL.map(Preset::name).map(str::to_owned);
    let built_in = built_in.into_iter().filter(|name| !context.config.presets.contains_key(name));
    built_in.chain(own).collect()
}

fn list(context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let mut rows = Vec::new();
    for name in names(context) {
        let (about, values) = match Preset::ALL.into_iter().find(|preset| preset.name() == name) {
            Some(preset) if !context.config.presets.contains_key(&name) => {
                let values = preset.values("HOST,…").into_iter().map(|(key, value)| (key.to_owned(), value));
                (lang.preset_about(preset), values.collect::<Vec<_>>())
            }
            _ => {
                let own = context.config.presets.get(&name).into_iter().flatten();
                (lang.preset_own(), own.map(|(key, value)| (key.clone(), value.clone())).collect())
            }
        };
        rows.push(vec![name, about]);
        let settings = values.iter().map(|(key, value)| format!("{key}={}", masked(key, value)));
        rows.extend(settings.map(|setting| vec![String::new(), format!("  {setting}")]));
    }
    for line in table::columns(&rows) {
        ui.data(&line);
    }
}
