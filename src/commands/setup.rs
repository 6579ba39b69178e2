//! `gv setup`

use super::args::{Localised, arguments, help};
use super::choice::shadowed;
use super::{Done, as_root, init, r#use};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::date::now;
use crate::lang::{Lang, between, code, say};
use crate::setup::environment;
use crate::setup::links;
use crate::setup::path::PathState;
use crate::setup::rc::{self, Effect, StartupChange};
use crate::setup::{self, Installed};
use crate::shell::{self, Shell};
use crate::system::registry;
use crate::ui::{Report, Ui};
use serde::Serialize;
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv setup` takes.
    pub struct Args = [
        "Install gv itself: programs, shims, and a block in the startup files of your shells",
        "安装 gv 自身：程序、shim，以及各 shell 启动文件中的一段配置"
    ] {
        #[arg(long)]
        print: bool = ["Only show what would be written, and where", "只显示将在何处写入什么"],
        #[arg(long)]
        no_modify_path: bool = [
            "Do not change startup files of shells, nor PATH on Windows",
            "不修改 shell 的启动文件，也不修改 Windows 的 PATH"
        ],
        #[arg(long, value_name = "DIR")]
        link_dir: Option<PathBuf> = [
            "Also make links to gv, go and gofmt in a directory, such as /usr/local/bin",
            "另在某个目录（如 /usr/local/bin）中建立 gv、go、gofmt 的链接"
        ],
        #[arg(long)]
        system: bool = [
            "Write to /etc/profile.d, for the login shells of all users, instead of your startup files",
            "写入 /etc/profile.d（对所有用户的登录 shell 生效），而不是您的启动文件"
        ],
        #[arg(long, conflicts_with = "print")]
        json: bool = (help::json),
        #[command(flatten)]
        registry: OfRegistry = {OfRegistry},
    }
    examples {
        "gv setup --print" = ["what would be written, and where", "将写入的内容与位置"],
        "gv setup" = ["write it", "执行写入"],
    }
}

/// What can be asked for where there is a registry, and is not an argument anywhere else.
#[derive(Debug)]
struct OfRegistry {
    goroot: bool,
}

impl clap::FromArgMatches for OfRegistry {
    fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { goroot: registry::IS_HERE && matches.get_flag(GOROOT) })
    }

    fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for OfRegistry {
    fn augment_args(command: clap::Command) -> clap::Command {
        if !registry::IS_HERE {
            return command;
        }
        command.arg(clap::Arg::new(GOROOT).long(GOROOT).action(clap::ArgAction::SetTrue))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl Localised for OfRegistry {
    fn localised(command: clap::Command, lang: Lang) -> clap::Command {
        if !registry::IS_HERE {
            return command;
        }
        command.mut_arg(GOROOT, |goroot| {
            goroot.help(say!(
                lang,
                "Set GOROOT to the default toolchain too, for IDEs that read it",
                "同时将 GOROOT 设为默认工具链，供读取它的 IDE 使用"
            ))
        })
    }
}

const GOROOT: &str = "goroot";

/// Puts gv into its home and the shims on PATH, and says what was done to which file.
pub fn run(args: &Args, context: &Context) -> Done {
    as_root::caution(context);
    if cfg!(windows) && (args.link_dir.is_some() || args.system) {
        return Err(setup::Error::UnixOnly.into());
    }
    if args.print {
        return print(context);
    }
    let placed = setup::install(&context.home, &context.env)?;
    tell_placed(context, &placed);
    let mut changed =
        placed.programs.iter().any(|program| program.written) || !placed.shims.written.is_empty();
    let mut worst = 0;
    let mut in_registry = false;
    if let Some(folder) = &args.link_dir {
        let placed = links::make(&context.home, &context.env.cwd().join(folder), now())?;
        changed |= placed.iter().any(|placed| placed.kind == links::Effect::Made);
        worst = worst.max(tell_links(folder, &placed, context));
    }
    if args.system {
        let lines = shell::init(Shell::Posix, &context.home, &context.env)?;
        let placed = links::write_profile(&context.home, &lines, now())?;
        changed |= placed.kind == links::Effect::Made;
        worst = worst.max(tell_link(context, &placed));
    }
    if !args.no_modify_path && !args.system {
        for change in rc::write(&context.home, &context.env)? {
            changed |= matches!(change.kind, Effect::Created | Effect::Added | Effect::Updated);
            worst = worst.max(tell_change(context, &change));
        }
        if context.env.flag("GITHUB_ACTIONS") {
            changed |= init::write_for_runner(context)?;
        }
        if let Some(change) = on_path(context)? {
            changed |= matches!(change.kind, environment::Effect::Put);
            in_registry = !matches!(change.kind, environment::Effect::Failed(_));
            worst = worst.max(tell_variable(context, &change));
        }
    }
    if args.registry.goroot {
        worst = worst.max(put_goroot(context)?);
    }
    if in_registry {
        tell_open_terminals(context);
    } else {
        tell_other_shell(context);
        r#use::tell_path(context);
    }
    if args.json {
        let home = context.home.root().display().to_string();
        context.ui.json(&Document { schema_version: 1, changed, home });
    }
    Ok(worst)
}

/// Sets GOROOT for programs that read the registry, and says what is missing for it.
fn put_goroot(context: &Context) -> Done {
    let change = environment::put_goroot(&context.home, &context.env)?;
    let code = change.map_or(0, |change| tell_variable(context, &change));
    if !context.home.current().exists() {
        context.ui.warn(&say!(
            context.ui.lang,
            "GOROOT leads to the default toolchain, and there is none yet: gv use latest",
            "GOROOT 指向默认工具链，但目前还没有：gv use latest"
        ));
    }
    Ok(code)
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    changed: bool,
    home: String,
}

/// Tells the links, which are for programs that read no startup file. The code is 1 where something else has a name of theirs.
fn tell_links(folder: &Path, placed: &[links::Placed], context: &Context) -> u8 {
    let folder = context.env.cwd().join(folder);
    let worst = placed.iter().map(|placed| tell_link(context, placed)).max().unwrap_or(0);
    if !context.env.path_dirs().contains(&folder) {
        let folder = shown(&folder, &context.env);
        context.ui.warn(&say!(
            context.ui.lang,
            "{folder} is not on PATH here",
            "{folder} 不在当前的 PATH 上"
        ));
    }
    worst
}

fn tell_link(context: &Context, placed: &links::Placed) -> u8 {
    let (ui, path) = (&context.ui, shown(&placed.path, &context.env));
    match placed.kind {
        links::Effect::Made => ui.done(&say!(ui.lang, "{path} written", "已写入 {path}")),
        links::Effect::Unchanged => ui.say(&say!(ui.lang, "{path} is in place", "{path} 已就绪")),
        links::Effect::Foreign => {
            ui.warn(&say!(ui.lang, "{path} is not gv's and stays", "{path} 不属于 gv，予以保留"));
            return code::FAILED;
        }
    }
    0
}

/// A PATH that cannot be edited is reported; the programs were placed anyway.
fn on_path(context: &Context) -> Result<Option<environment::VariableChange>, super::Error> {
    environment::put_path(&context.home, &context.env).or_else(|error| {
        let kind = environment::Effect::Failed(error);
        Ok(Some(environment::VariableChange { variable: "PATH", kind, text: String::new() }))
    })
}

/// Who is open already has the variables of before.
fn tell_open_terminals(context: &Context) {
    let ui = &context.ui;
    match setup::path::state(&context.home, &context.env) {
        PathState::Ok => {}
        // A machine's PATH stands before a user's: then only what is typed helps.
        PathState::Shadowed { by, command } => {
            ui.warn(&shadowed(&shown(&by, &context.env), &command, ui.lang));
        }
        PathState::NotOnPath { command } => ui.say(&say!(
            ui.lang,
            "open a new terminal (cmd, PowerShell, Git Bash), or in this one      {command}",
            "请打开新的终端（cmd、PowerShell、Git Bash），或在当前终端执行      {command}"
        )),
    }
    if context.env.get("WSL_DISTRO_NAME").is_some() {
        ui.say(&say!(
            ui.lang,
            "WSL is a separate Linux system: run install.sh inside it to install gv there",
            "WSL 是独立的 Linux：如需在其中使用 gv，请在 WSL 内运行 install.sh"
        ));
    }
}

/// Tells one variable of the registry; the exit code is 1 where it could not be changed.
pub fn tell_variable(context: &Context, change: &environment::VariableChange) -> u8 {
    let (ui, variable) = (&context.ui, change.variable);
    match &change.kind {
        environment::Effect::Put => ui.done(&say!(
            ui.lang,
            "{variable} set for every new terminal   HKCU\\Environment",
            "已为新开的终端设置 {variable}   HKCU\\Environment"
        )),
        environment::Effect::Unchanged => ui.say(&say!(
            ui.lang,
            "{variable} is set already   HKCU\\Environment",
            "{variable} 已设置，无需改动   HKCU\\Environment"
        )),
        environment::Effect::Taken => ui.done(&say!(
            ui.lang,
            "{variable} is as it was before gv   HKCU\\Environment",
            "{variable} 已恢复原状   HKCU\\Environment"
        )),
        environment::Effect::Left => ui.warn(&say!(
            ui.lang,
            "{variable} had gv's directories before `gv setup`; they stay   HKCU\\Environment",
            "{variable} 在 `gv setup` 之前就含有 gv 的目录，予以保留   HKCU\\Environment"
        )),
        environment::Effect::Failed(error) => {
            ui.error(&Report::of(error, ui.lang));
            return code::FAILED;
        }
    }
    0
}

/// What would be written where, as data: a comment line with the file before each block.
fn print(context: &Context) -> Done {
    let ui = &context.ui;
    for change in rc::plan(&context.home, &context.env)? {
        let file = shown(&change.file, &context.env);
        ui.data(&format!(
            "# {}",
            startup_file(&file, change.shell, &would_happen(ui, &change.kind), ui.lang)
        ));
        ui.exact(change.lines.trim_end());
        ui.data("");
    }
    if let Some(change) = environment::plan_path(&context.home, &context.env)? {
        ui.data(&format!(r"HKCU\Environment\{}={}", change.variable, change.text));
    }
    tell_other_shell(context);
    Ok(0)
}

fn tell_placed(context: &Context, placed: &Installed) {
    let ui = &context.ui;
    for program in &placed.programs {
        let path = shown(&program.path, &context.env);
        if program.written {
            ui.done(&say!(ui.lang, "{path} written", "已写入 {path}"));
        } else {
            ui.say(&say!(ui.lang, "{path} is this gv already", "{path} 已是当前的 gv"));
        }
    }
    let shims = shown(&context.home.shims(), &context.env);
    if placed.shims.written.is_empty() {
        ui.say(&say!(ui.lang, "the shims are in place   {shims}", "shim 均已就绪   {shims}"));
    } else {
        ui.done(&say!(
            ui.lang,
            "shims {names}   {shims}",
            "已建立 shim：{names}   {shims}",
            names = placed.shims.written.join(&between(ui.lang))
        ));
    }
    for foreign in &placed.shims.foreign {
        ui.warn(&say!(
            ui.lang,
            "{path} is not gv's and stays",
            "{path} 不属于 gv，予以保留",
            path = shown(foreign, &context.env)
        ));
    }
}

/// Tells one startup file; the exit code is 1 where it could not be changed.
pub fn tell_change(context: &Context, change: &StartupChange) -> u8 {
    let ui = &context.ui;
    let file = shown(&change.file, &context.env);
    let line = startup_file(&file, change.shell, &happens(ui, &change.kind), ui.lang);
    match &change.kind {
        Effect::Unchanged | Effect::OtherHome => ui.say(&line),
        Effect::Failed(error) => {
            ui.error(&Report::of(error, ui.lang));
            return code::FAILED;
        }
        _ => ui.done(&line),
    }
    0
}

fn would_happen(ui: &Ui, kind: &Effect) -> String {
    match kind {
        Effect::Created => say!(ui.lang, "file would be created", "将创建文件"),
        Effect::Added => say!(ui.lang, "block would be added", "将添加配置段"),
        Effect::Updated => say!(ui.lang, "block would be updated", "将更新配置段"),
        kind => happens(ui, kind),
    }
}

fn happens(ui: &Ui, kind: &Effect) -> String {
    match kind {
        Effect::Created => say!(ui.lang, "file created", "已创建文件"),
        Effect::Added => say!(ui.lang, "block added", "已添加配置段"),
        Effect::Updated => say!(ui.lang, "block updated", "已更新配置段"),
        Effect::Unchanged => say!(ui.lang, "unchanged", "无需改动"),
        Effect::Removed => say!(ui.lang, "block removed", "已移除配置段"),
        Effect::Deleted => {
            say!(ui.lang, "file removed, nothing else was in it", "已删除文件（其中没有其他内容）")
        }
        Effect::OtherHome => say!(
            ui.lang,
            "its block belongs to another home and stays",
            "其中的配置段属于另一个主目录，予以保留"
        ),
        Effect::Failed(error) => Report::of(error, ui.lang).message,
    }
}

/// A shell whose startup files gv does not write gets its line to keep.
fn tell_other_shell(context: &Context) {
    let ui = &context.ui;
    let shell = Shell::detect(&context.env);
    if shell.has_startup_files() {
        return;
    }
    let Ok(hookup) = shell.hookup(&context.home, &context.env) else { return };
    match (&hookup.permanent, hookup.file) {
        (Some(command), _) => ui.warn(&run_once(shell, command, ui.lang)),
        (None, Some(file)) => ui.warn(&say!(
            ui.lang,
            "{shell}: put this line into {file}      {line}",
            "{shell}：请把这一行写入 {file}      {line}",
            shell = shell.name(),
            line = hookup.line
        )),
        (None, None) => ui.warn(&run_once(shell, &hookup.line, ui.lang)),
    }
}

/// What happens to a startup file.
fn startup_file(file: &str, shell: Shell, what: &str, lang: Lang) -> String {
    say!(lang, "{file} ({shell}): {what}", "{file}（{shell}）：{what}")
}

fn run_once(shell: Shell, command: &str, lang: Lang) -> String {
    say!(lang, "{shell}: run this once      {command}", "{shell}：请执行一次      {command}")
}
