//! `gv undo [N…|--all]`

use super::args::{arguments, help};
use super::change::confirmed;
use super::env::change as settings;
use super::{Done, Error, setup as of_setup};
use crate::context::Context;
use crate::dns;
use crate::env::paths::shown;
use crate::git::Rules;
use crate::goenv;
use crate::ide;
use crate::lang::date::day;
use crate::lang::{Lang, code, say};
use crate::ledger::{Change, Ledger};
use crate::mirror::Switch;
use crate::project::settings::{Edit, Target};
use crate::relay::{self, service};
use crate::setup::{environment, links, rc};
use crate::ui::table;
use crate::urls::masked;
use serde::Serialize;
use std::path::Path;

arguments! {
    /// What `gv undo` takes.
    pub struct Args = [
        "List what gv has changed outside its home, and undo it",
        "列出 gv 在其主目录之外所做的改动，并撤销"
    ] {
        #[arg(value_name = "N")]
        which: Vec<String> = [
            "The number or word of a change in the list",
            "列表中某项改动的编号或名称"
        ],
        #[arg(long, conflicts_with = "which")]
        all: bool = ["Undo all of them", "撤销全部改动"],
        #[arg(long, short)]
        yes: bool = (help::yes),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv undo" = ["the list", "列出改动"],
        "gv undo 3" = ["undo one change", "撤销一项改动"],
        "gv undo --all" = ["undo all of them", "撤销全部改动"],
    }
}

/// A change that is still there.
pub(super) struct Open {
    /// What it is undone by: a number, or a word for what has a record of its own.
    pub id: String,
    number: Option<u32>,
    /// What it is, in the user's language.
    pub text: String,
    day: Option<String>,
    what: What,
}

enum What {
    Recorded(Change),
    Mirrors,
    Startup,
    /// The variables in the registry of Windows.
    Variables,
    /// The relay, which goes on in the background.
    Relay,
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    changed: bool,
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    kind: &'static str,
    day: Option<&'a str>,
    text: &'a str,
}

/// Lists the changes, or undoes those that are named.
pub fn run(args: &Args, context: &Context) -> Done {
    let open = open(context);
    if args.which.is_empty() && !args.all {
        list(&open, args.json, context);
        return Ok(0);
    }
    let chosen = chosen(args, &open)?;
    let ui = &context.ui;
    for change in &chosen {
        ui.say(&change.text);
    }
    let command =
        if args.all { "gv undo --all".to_owned() } else { format!("gv undo {}", args.which.join(" ")) };
    let question = say!(ui.lang, "undo this?", "要撤销这些改动吗？");
    if !chosen.is_empty() && !confirmed(args.yes, &question, &command, context)? {
        return Ok(0);
    }
    let (mut worst, mut undone) = (0, Vec::new());
    for change in &chosen {
        match undo(change, context) {
            Ok(0) => {
                ui.done(&say!(ui.lang, "undone: {text}", "已撤销：{text}", text = change.text));
                undone.extend(change.number);
            }
            Ok(code) => worst = worst.max(code),
            Err(error) => {
                let report = crate::ui::Report::of(&error, ui.lang);
                ui.error(&report);
                worst = worst.max(report.code);
            }
        }
    }
    Ledger::forget(&context.home, &undone)?;
    if args.json {
        let changes = chosen.iter().map(|change| row(change)).collect();
        ui.json(&Document { schema_version: 1, changed: !chosen.is_empty() && worst == 0, changes });
    }
    Ok(worst)
}

fn list(open: &[Open], json: bool, context: &Context) {
    let ui = &context.ui;
    if json {
        ui.json(&Document { schema_version: 1, changed: false, changes: open.iter().map(row).collect() });
        return;
    }
    if open.is_empty() {
        ui.say(&say!(
            ui.lang,
            "nothing to undo: no change by gv outside its home is left",
            "没有可撤销的改动：gv 在其主目录之外没有留下改动"
        ));
        return;
    }
    let rows: Vec<_> = open
        .iter()
        .map(|change| vec![change.id.clone(), change.day.clone().unwrap_or_default(), change.text.clone()])
        .collect();
    for line in table::columns(&rows) {
        ui.data(&line);
    }
}

fn row(change: &Open) -> Row<'_> {
    let kind = match &change.what {
        What::Recorded(Change::Setting { .. }) => "setting",
        What::Recorded(Change::Git { .. }) => "git",
        What::Recorded(Change::Addresses { .. }) => "addresses",
        What::Recorded(Change::Link { .. }) => "link",
        What::Recorded(Change::File { .. }) => "file",
        What::Recorded(Change::Edited { .. }) => "editor",
        What::Recorded(Change::Service { .. }) => "service",
        What::Mirrors => "mirrors",
        What::Startup => "startup",
        What::Variables => "variables",
        What::Relay => "relay",
    };
    Row { id: &change.id, kind, day: change.day.as_deref(), text: &change.text }
}

fn chosen<'o>(args: &Args, open: &'o [Open]) -> Result<Vec<&'o Open>, Error> {
    if args.all {
        // The newest first, so that what stood before the oldest is there in the end.
        return Ok(open.iter().rev().collect());
    }
    let find = |id: &String| {
        open.iter().find(|change| change.id == *id).ok_or_else(|| Error::NoChange { id: id.clone() })
    };
    args.which.iter().map(find).collect()
}

/// The changes that are still there, the oldest first. Those that the user has undone by other means are forgotten.
pub(super) fn open(context: &Context) -> Vec<Open> {
    let lang = context.ui.lang;
    let (mut open, mut gone) = (Vec::new(), Vec::new());
    let mut rules = None;
    for entry in Ledger::read(&context.home).entries {
        if !is_there(&entry.change, &mut rules, context) {
            gone.push(entry.number);
            continue;
        }
        open.push(Open {
            id: entry.number.to_string(),
            number: Some(entry.number),
            text: text(&entry.change, context),
            day: Some(day(entry.time)),
            what: What::Recorded(entry.change),
        });
    }
    // A home that this user only reads keeps them, which does no harm.
    let _ = Ledger::forget(&context.home, &gone);
    if matches!(Switch::of(&context.env, &context.home).last(), Ok(Some(files)) if !files.is_empty()) {
        let text = say!(lang, "the mirrors that gv mirror use set", "gv mirror use 启用的镜像");
        open.push(Open { id: "mirrors".to_owned(), number: None, text, day: None, what: What::Mirrors });
    }
    let startup = rc::plan_removal(&context.home, &context.env);
    let startup = startup.iter().filter(|change| !matches!(change.kind, rc::Effect::OtherHome));
    let files: Vec<_> = startup.map(|change| shown(&change.file, &context.env)).collect();
    if !files.is_empty() {
        let files = files.join(&crate::lang::between(lang));
        let text = say!(lang, "the gv block in {files}", "{files} 中的 gv 配置段");
        open.push(Open { id: "startup".to_owned(), number: None, text, day: None, what: What::Startup });
    }
    open.extend(of_this_machine(context));
    open
}

/// What is no file: the variables of the registry, and the relay.
fn of_this_machine(context: &Context) -> Vec<Open> {
    let (lang, mut open) = (context.ui.lang, Vec::new());
    let variables = environment::plan_removal(&context.home, &context.env);
    let variables = variables.iter().filter(|change| matches!(change.kind, environment::Effect::Taken));
    let variables: Vec<_> = variables.map(|change| change.variable).collect();
    if !variables.is_empty() {
        let variables = variables.join(&crate::lang::between(lang));
        let text = say!(
            lang,
            "gv's values in {variables}   HKCU\\Environment",
            "{variables} 中 gv 的值   HKCU\\Environment"
        );
        open.push(Open { id: "variables".to_owned(), number: None, text, day: None, what: What::Variables });
    }
    if relay::is_there(&context.home) {
        let text = say!(lang, "the relay, which go uses", "正在供 go 使用的 relay");
        open.push(Open { id: "relay".to_owned(), number: None, text, day: None, what: What::Relay });
    }
    open
}

fn is_there(change: &Change, rules: &mut Option<Rules>, context: &Context) -> bool {
    match change {
        Change::Setting { file, key, after, .. } => value(file, key) == *after,
        Change::Git { added, .. } => {
            if rules.is_none() {
                *rules = Rules::read(&context.env).ok();
            }
            rules.as_ref().is_some_and(|rules| rules.has_any(added))
        }
        Change::Addresses { file } => dns::PlannedChange::take(file).is_ok_and(|change| change.is_some()),
        Change::Link { .. } | Change::File { .. } => links::is_there(change),
        Change::Edited { file, hash, .. } => ide::is_as_written(file, hash),
        Change::Service { path, hash, .. } => service::is_there(path, hash),
    }
}

fn value(file: &Path, key: &str) -> Option<String> {
    goenv::value_in(file, key)
}

fn text(change: &Change, context: &Context) -> String {
    let (lang, path) = (context.ui.lang, |path: &Path| shown(path, &context.env));
    match change {
        Change::Setting { file, key, before, after } => {
            let file = path(file);
            let value = |value: &Option<String>| match value {
                Some(value) => masked(key, value.trim_end()),
                None => not_set(lang),
            };
            let (before, after) = (value(before), value(after));
            say!(lang, "{key}={after} (was {before})   {file}", "{key}={after}（原为 {before}）   {file}")
        }
        Change::Git { host, .. } => {
            say!(lang, "the git rules for {host}", "git 对 {host} 的规则")
        }
        Change::Addresses { file } => {
            say!(lang, "the block of addresses in {file}", "{file} 中的地址段", file = path(file))
        }
        Change::Link { path: link, to } => {
            say!(lang, "the link {link} → {to}", "链接 {link} → {to}", link = path(link), to = path(to))
        }
        Change::Edited { file, .. } => {
            say!(lang, "the Go of the editor in {file}", "{file} 中编辑器所用的 Go", file = path(file))
        }
        Change::File { path: file, .. } => say!(lang, "the file {file}", "文件 {file}", file = path(file)),
        Change::Service { path: file, .. } => {
            say!(lang, "the service of gv relay {file}", "gv relay 的服务 {file}", file = path(file))
        }
    }
}

fn not_set(lang: Lang) -> String {
    say!(lang, "not set", "未设置")
}

/// Undoes one change; the code is not 0 where a message says why it stays.
fn undo(change: &Open, context: &Context) -> Done {
    match &change.what {
        What::Mirrors => {
            Switch::of(&context.env, &context.home).undo()?;
            Ok(0)
        }
        What::Startup => {
            let changes = rc::take_out(&context.home, &context.env);
            Ok(changes.iter().map(|change| of_setup::tell_change(context, change)).max().unwrap_or(0))
        }
        What::Variables => {
            let changes = environment::remove(&context.home, &context.env);
            Ok(changes.iter().map(|change| of_setup::tell_variable(context, change)).max().unwrap_or(0))
        }
        What::Relay => {
            relay::off(&context.home)?;
            Ok(0)
        }
        What::Recorded(Change::Setting { file, key, before, .. }) => {
            if goenv::user_file(&context.env).as_deref() != Some(file) {
                let (lang, file) = (context.ui.lang, shown(file, &context.env));
                context.ui.warn(&say!(
                    lang,
                    "{file} is not your Go env file now (GOENV); it stays as it is",
                    "{file} 现在不是您的 Go 环境文件（GOENV），保持不变"
                ));
                return Ok(code::FAILED);
            }
            let edit = Edit { values: vec![(key.clone(), before.clone())], dry: false };
            settings::write_unrecorded(&edit, Target::User, context)?;
            Ok(0)
        }
        What::Recorded(Change::Git { added, removed, .. }) => {
            Rules::read(&context.env)?.take_back(added, removed)?;
            Ok(0)
        }
        What::Recorded(Change::Addresses { file }) => {
            let program = context.env.exe().map_or("gv".into(), Path::to_string_lossy);
            if let Some(taken) = dns::PlannedChange::take(file)? {
                taken.make(&format!("{program} undo {}", change.id))?;
            }
            Ok(0)
        }
        What::Recorded(Change::Edited { file, before, .. }) => {
            ide::put_back(file, before.as_deref())?;
            Ok(0)
        }
        What::Recorded(Change::Service { .. }) => {
            // While the relay is on, the next start would write it again.
            relay::off(&context.home)?;
            Ok(0)
        }
        What::Recorded(recorded @ (Change::Link { .. } | Change::File { .. })) => {
            links::remove(recorded)?;
            Ok(0)
        }
    }
}
