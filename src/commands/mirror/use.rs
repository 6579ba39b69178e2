//! `gv mirror use best|NAME|URL [--project|--user] [--release|--goproxy] [--replace] [--dry-run] [--yes]`

use super::{Kinds, page};
use crate::commands::args::{Offered, arguments, help};
use crate::commands::change::{confirmed, show_setting, write_question};
use crate::commands::env::findings;
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::shown;
use crate::lang::code;
use crate::lang::say;
use crate::mirror::{Candidate, FileChange, Key, Kind, Manner, Ranking, Session, Sort, Switch, wanted};
use crate::project::settings::Target;
use crate::shell::Shell;
use crate::ui::Report;
use crate::urls::masked;

arguments! {
    /// What `gv mirror use` takes.
    pub struct Args = [
        "Measure mirrors, show what would be changed, and use the best",
        "测量镜像，显示将要做的改动，并启用最佳镜像"
    ] {
        #[arg(value_name = "best|NAME|URL", add = Offered::MirrorsOrBest)]
        mirror: String = ["best, or a mirror", "best，或某个镜像"],
        #[arg(long, conflicts_with = "project")]
        user: bool = (help::user),
        #[arg(long, conflicts_with = "release")]
        project: bool = (help::project),
        #[arg(long)]
        replace: bool = [
            "Replace the whole GOPROXY list, including proxies that gv does not know",
            "替换整个 GOPROXY 列表，包括 gv 不认识的代理"
        ],
        #[arg(long, value_name = "N", default_value = "3", hide_default_value = true, value_parser = super::rounds)]
        rounds: u32 = (super::help_rounds),
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long, short)]
        yes: bool = (help::yes),
        #[command(flatten)]
        kinds: Kinds = {Kinds},
    }
    examples {
        "gv mirror use best --dry-run" = ["only show what would be changed", "只显示将要做的改动"],
        "gv mirror use goproxy.cn" = ["use one by name", "按名称选用"],
    }
}

/// Measures, shows what would be changed, and changes it.
pub fn run(args: &Args, context: &Context) -> Done {
    let session = super::open(context)?;
    let typed = args.mirror.as_str();
    let target = if args.project { Target::Project } else { Target::User };
    // A project has no mirrors of releases.
    let kinds = if target == Target::Project { vec![Kind::Goproxy] } else { args.kinds.all() };
    let candidates = candidates(&session, typed, &kinds)?;
    let all =
        Ranking::measure(&session, &candidates, (args.rounds, &super::Told::of(context, &candidates)))?.0;
    for standings in &all {
        page::figures(standings, context);
    }
    let named = (typed != "best").then_some(typed);
    let manner = Manner { target, replace: args.replace };
    let (wanted, mut errors) = wanted(&session, &all, named, manner);
    if errors.len() == all.len()
        && let Some(error) = errors.pop()
    {
        return Err(error.into());
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
    if wanted.mirrors.as_ref().is_some_and(Vec::is_empty) {
        tell_own_origin(&session, context);
    }
    if wanted.go.is_some() && !manner.replace {
        for own in session.candidates.strangers(Kind::Goproxy) {
            ui.warn(&say!(lang, "{url} stays in front: gv does not know it, so it may be a proxy of your own (--replace leaves it out)", "{url} 保留在最前：gv 不认识它，可能是您自己的代理（--replace 可将其去除）", url = own.shown()));
        }
    }
    if plan.iter().all(FileChange::is_nothing) {
        ui.done(&say!(lang, "that is in force already: nothing to change", "已是当前设置，无需改动"));
        return Ok(ending);
    }
    let command = format!("gv mirror use {}", Shell::USUAL.word(masked("GOPROXY", typed)));
    if args.dry_run || !confirmed(args.yes, &write_question(context), &command, context)? {
        return Ok(0);
    }
    let changed = switch.apply(&wanted)?.files;
    tell(&changed, context);
    ui.say(&say!(lang, "gv mirror undo puts it back as it was", "gv mirror undo 可恢复原状"));
    Ok(ending)
}

/// Says why no release mirror is named.
fn tell_own_origin(session: &Session<'_>, context: &Context) {
    let own =
        session.candidates.of_kind(Kind::Release).filter(|candidate| candidate.in_force.is_some()).last();
    if let Some(own) = own {
        context.ui.say(&say!(
            context.ui.lang,
            "no release mirror is better than your own origin, {own}: gv uses it alone",
            "没有比您自己的发布源 {own} 更好的发布文件镜像：gv 只使用它",
            own = own.name
        ));
    }
}

fn candidates(session: &Session<'_>, typed: &str, kinds: &[Kind]) -> Result<Vec<Candidate>, Error> {
    if typed != "best" {
        return Ok(session.candidates.named(typed, kinds)?);
    }
    Ok(session.candidates.all.iter().filter(|candidate| kinds.contains(&candidate.kind)).cloned().collect())
}

/// Shows what would be changed: file, old and new.
pub fn show(plan: &[FileChange], context: &Context) {
    let ui = &context.ui;
    for change in plan {
        if change.keys.iter().all(|key| key.before.is_none() && key.after.is_none()) {
            continue;
        }
        ui.say(&shown(&change.path, &context.env));
        for Key { name, before, after } in &change.keys {
            show_setting((name, "GOPROXY"), before.as_deref(), after.as_deref(), context);
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
                Some(after) => ui.done(&say!(
                    lang,
                    "{setting}   {file}",
                    "{setting}   {file}",
                    setting = line(&key.name, Some(after))
                )),
                None => ui.done(&say!(
                    lang,
                    "{key} is no longer set   {file}",
                    "已取消设置 {key}   {file}",
                    key = key.name
                )),
            }
        }
        if change.sort == Sort::Config && context.env.get("GV_MIRRORS").is_some() {
            ui.warn(&say!(
                lang,
                "GV_MIRRORS in your environment wins over config.toml",
                "环境变量 GV_MIRRORS 优先于 config.toml"
            ));
        }
    }
    let keys: Vec<&str> = changed
        .iter()
        .filter(|change| change.sort != Sort::Config)
        .flat_map(|change| change.keys.iter().map(|key| key.name.as_str()))
        .collect();
    if !keys.is_empty() {
        let here = EffectiveEnv::read(&context.env, &context.home);
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
