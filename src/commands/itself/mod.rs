//! `gv self`

mod rollback;
mod uninstall;
mod update;

use super::Done;
use super::args::{arguments, subcommands};
use crate::context::Context;

arguments! {
    /// What `gv self` takes.
    pub struct Args = ["Update or remove gv itself", "更新或卸载 gv 自身"] {
        #[command(subcommand)]
        command: Command = {Command},
    }
}

subcommands! {
    enum Command {
        Update(update::Args) = "update" ["upgrade"],
        Rollback(rollback::Args) = "rollback",
        Uninstall(uninstall::Args) = "uninstall",
    }
}

/// Runs what was typed.
pub fn run(args: &Args, context: &Context) -> Done {
    match &args.command {
        Command::Update(args) => update::run(args, context),
        Command::Rollback(args) => rollback::run(args, context),
        Command::Uninstall(args) => uninstall::run(args, context),
    }
}
