//! `gv env preset [NAME [HOST…]] [--project|--user] [--yes] [--dry-run]`

use super::change;
use crate::commands::args::{Offered, arguments, help};
use crate::commands::change::{confirmed, show_setting};
use crate::commands::whole_host::{self, Widening};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::env::paths::shown;
use crate::golang::shared;
use crate::lang::say;
use crate::project::Survey;
use crate::project::settings::preset::{self, Present, Preset, Refused, Values};
use crate::project::settings::{Changed, Edit, Edited, Settings, Target};
use crate::shell::Shell;
use crate::ui::table;
use crate::urls::masked;

arguments! {
    /// What `gv env preset` takes.
    pub struct Args = [
        "Apply a set of settings: cn, official, private HOST..., offline, team URL, or your own",
        "应用成套的设置：cn、official、private HOST...、offline、team URL，或自定义的预设"
    ] {
        #[arg(value_name = "NAME", add = Offered::Presets)]
        name: Option<String> = ["The preset; if left out, all are listed", "预设名；省略时列出全部预设"],
        #[arg(value_name = "HOST", add = Offered::CodeHosts)]
        hosts: Vec<String> = [
            "For private: hosts or patterns to add to GOPRIVATE; for team: the address of the proxy",
            "用于 private：加入 GOPRIVATE 的主机或模式；用于 team：代理的地址"
        ],
        #[arg(long, conflicts_with = "project")]
        user: bool = (help::user),
        #[arg(long)]
        project: bool = (help::project),
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long)]
        whole_host: bool = (help::whole_host),
        #[arg(long, short)]
        yes: bool = (help::yes),
    }
    examples {
        "gv env preset" = ["list them", "列出全部预设"],
        "gv env preset cn --user" = ["settings for networks in China", "适用于中国大陆网络的设置"],
        "gv env preset private git.example.com" = ["modules on a private host", "私有主机上的模块"],
    }
}

/// Shows what a preset would change and why, and changes it.
pub fn run(args: &Args, context: &Context) -> Done {
    let Some(name) = &args.name else {
        list(context);
        return Ok(0);
    };
    let is_team = name == Preset::Team.name();
    let hosts = args.hosts.iter().map(|host| if is_team { host.clone() } else { shared::from_address(host) });
    let hosts: Vec<String> = hosts.collect();
    let target = target(args, context);
    let typed = typed(name, &hosts, args);
    let (chosen, values) = values(name, &hosts, target, context)?;
    if hosts.is_empty() || is_team {
        for (key, value) in &values {
            narrow(key, value.as_deref(), &typed, context)?;
        }
    } else {
        // What stood in the list before is not this command's.
        narrow("GOPRIVATE", Some(&hosts.join(",")), &typed, context)?;
    }
    let plan = change::write(&Edit { values: values.clone(), dry: true }, target, context)?;
    show(&plan, chosen, context);
    let ui = &context.ui;
    if plan.changes.iter().all(|change| change.before == change.after) {
        ui.done(&say!(
            ui.lang,
            "{file} says what {name} says",
            "{file} 已与预设 {name} 一致",
            file = shown(&plan.file, &context.env)
        ));
        return Ok(0);
    }
    if args.dry_run {
        return Ok(0);
    }
    let file = shown(&plan.file, &context.env);
    let question = say!(ui.lang, "Write this to {file}?", "写入 {file}？");
    if !confirmed(args.yes, &question, &typed.command, context)? {
        return Ok(0);
    }
    let edited = change::write(&Edit { values, dry: false }, target, context)?;
    change::tell(&edited, target, context);
    Ok(0)
}

/// The command as it was typed, to be repeated with what it lacked.
struct Typed {
    /// ` --user`, ` --project` or nothing.
    flag: String,
    /// All of it but `--yes`.
    command: String,
    /// Whether a whole shared host is meant.
    whole_host: bool,
}

fn typed(name: &str, hosts: &[String], args: &Args) -> Typed {
    let mut flag = String::new();
    if args.user {
        flag += " --user";
    }
    if args.project {
        flag += " --project";
    }
    let whole_host = if args.whole_host { " --whole-host" } else { "" };
    let words = std::iter::once(name).chain(hosts.iter().map(String::as_str));
    let words = words.map(|word| Shell::USUAL.word(word)).collect::<Vec<_>>().join(" ");
    let command = format!("gv env preset {words}{flag}{whole_host}");
    Typed { flag, command, whole_host: args.whole_host }
}

/// A host that many owners share is only made private as a whole where the user means that.
fn narrow(key: &str, value: Option<&str>, typed: &Typed, context: &Context) -> Result<(), Error> {
    let Some(whole) = whole_host::in_setting(key, value.unwrap_or_default()) else { return Ok(()) };
    let widening = Widening {
        host: whole.host.to_owned(),
        narrow: format!("gv env preset private {}{}", shared::owner_form(whole.host), typed.flag),
        whole: format!("{} --whole-host", typed.command),
    };
    widening.confirm(typed.whole_host, context)
}

/// The project's file where there is a project, else the user's.
fn target(args: &Args, context: &Context) -> Target {
    let survey = || Survey::of(context.env.cwd(), &context.env);
    let in_project = |survey: &Survey| {
        !survey.roots().is_empty() || Settings::of(survey, &context.env, &context.home).is_some()
    };
    if args.user {
        Target::User
    } else if args.project || in_project(&survey()) {
        Target::Project
    } else {
        Target::User
    }
}

/// What a name stands for.
fn values(
    name: &str,
    hosts: &[String],
    target: Target,
    context: &Context,
) -> Result<(Option<Preset>, Values), Error> {
    let file = Present { target, env: &context.env, home: &context.home };
    preset::choose(name, hosts, &context.config.presets, file).map_err(|refused| match refused {
        Refused::TakesNoHosts => Error::PresetTakesNoHosts { name: name.to_owned() },
        Refused::NeedsHosts => Error::PresetNeedsHosts,
        Refused::NeedsAddress => Error::PresetNeedsAddress,
        Refused::Unknown => {
            Error::NoPreset { name: name.to_owned(), known: preset::names(&context.config.presets) }
        }
    })
}

fn show(plan: &Edited, preset: Option<Preset>, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    ui.say(&shown(&plan.file, &context.env));
    for Changed { key, before, after } in &plan.changes {
        show_setting((key, key), before.as_deref(), after.as_deref(), context);
        if before == after {
            continue;
        }
        if let Some(preset) = preset.filter(|_| after.is_some()) {
            ui.say(&format!("    {}", preset.reason(key, lang)));
        }
    }
}

fn list(context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let mut rows = Vec::new();
    for name in preset::names(&context.config.presets) {
        let (about, values) = match Preset::ALL.into_iter().find(|preset| preset.name() == name) {
            Some(preset) if !context.config.presets.contains_key(&name) => {
                let values = preset
                    .values(preset.placeholder())
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                (preset.about(lang), values.collect::<Vec<_>>())
            }
            _ => {
                let own = context.config.presets.get(&name).into_iter().flatten();
                (
                    say!(lang, "yours (config.toml)", "自定义（config.toml）"),
                    own.map(|(key, value)| (key.clone(), value.clone())).collect(),
                )
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
