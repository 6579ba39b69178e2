//! `gv env [show|why|set|unset|trust|untrust|preset|import|export]`

pub(super) mod change;
mod export;
pub(super) mod findings;
pub(super) mod import;
pub(super) mod notice;
mod preset;
mod show;
mod trust;
mod why;

use super::Done;
use super::args::{arguments, subcommands};
use crate::context::Context;
use crate::env::paths::{place, shown};
use crate::goenv::Setting;

arguments! {
    /// What `gv env` takes; alone it shows.
    #[command(args_conflicts_with_subcommands = true)]
    pub struct Args = [
        "Show and change Go's settings here, and those of the project (go.env)",
        "查看与修改当前目录中 Go 的设置，以及项目自己的设置（go.env）"
    ] {
        #[command(flatten)]
        show: show::ShowArgs = {show::ShowArgs},
        #[command(subcommand)]
        command: Option<Command> = {Command},
    }
    examples {
        "gv env" = ["the settings in force", "生效的设置"],
        "gv env why GOPROXY" = ["where GOPROXY comes from", "GOPROXY 的来源"],
        "gv env set GOPRIVATE=git.example.com" = ["in the go.env of the project", "写入项目的 go.env"],
        "gv env preset cn" = ["settings for networks in China", "适用于中国大陆网络的设置"],
        "gv env trust" = ["use the go.env that came with the code", "使用随代码而来的 go.env"],
    }
}

subcommands! {
    enum Command {
        Show(show::ShowArgs) = "show",
        Why(why::Args) = "why",
        Set(change::SetArgs) = "set",
        Unset(change::UnsetArgs) = "unset",
        Trust(trust::Args) = "trust",
        Untrust(trust::UntrustArgs) = "untrust",
        Preset(preset::Args) = "preset",
        Import(import::Args) = "import",
        #[command(hide = true)]
        Export(export::Args) = "export",
    }
}

/// Go's settings here: shown, explained, changed, trusted.
pub fn run(args: &Args, context: &Context) -> Done {
    let show = match &args.command {
        None => &args.show,
        Some(Command::Show(args)) => args,
        Some(Command::Why(args)) => return why::run(args, context),
        Some(Command::Set(args)) => return change::set(args, context),
        Some(Command::Unset(args)) => return change::unset(args, context),
        Some(Command::Trust(args)) => return trust::trust(args, context),
        Some(Command::Untrust(args)) => return trust::untrust(args, context),
        Some(Command::Preset(args)) => return preset::run(args, context),
        Some(Command::Import(args)) => return import::run(args, context),
        Some(Command::Export(args)) => {
            export::run(args, context);
            return Ok(0);
        }
    };
    show::run(show, context);
    Ok(0)
}

/// Where a setting stands: its file and line, empty where it stands in none.
fn place_of(setting: &Setting<'_>, context: &Context) -> String {
    let Some(file) = setting.file else { return String::new() };
    match setting.line() {
        Some(line) => place(file, line, &context.env),
        None => shown(file, &context.env),
    }
}
