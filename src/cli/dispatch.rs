//! From what was typed to the command that does it.

use super::command::Command;
use super::definition;
use crate::commands::{
    Done, audit, cache, completions, current, deploy, dns, doctor, env, exec, explain, git, home, ide,
    import, init, install, itself, link, ls, ls_remote, man, mirror, outdated, pin, prune, relay, route,
    setup, shell, tools, undo, uninstall, upgrade, r#use, verify, version, which,
};
use crate::context::Context;

/// Runs the command that was typed.
pub fn run(command: &Command, context: &Context) -> Done {
    match command {
        Command::Install(args) => install::run(args, context),
        Command::Use(args) => r#use::run(args, context),
        Command::Uninstall(args) => uninstall::run(args, context),
        Command::Ls(args) => ls::run(args, context),
        Command::LsRemote(args) => ls_remote::run(args, context),
        Command::Outdated(args) => outdated::run(args, context),
        Command::Upgrade(args) => upgrade::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Link(args) => link::run(args, context),
        Command::Pin(args) => pin::run(args, context),
        Command::Current(args) => current::run(args, context),
        Command::Which(args) => which::run(args, context),
        Command::Exec(args) => exec::run(args, context),
        Command::Shell(args) => shell::run(args, context),
        Command::Env(args) => env::run(args, context),
        Command::Ide(args) => ide::run(args, context),
        Command::Doctor(args) => doctor::run(args, context),
        Command::Explain(args) => explain::run(args, context),
        Command::Route(args) => route::run(args, context),
        Command::Mirror(args) => mirror::run(args, context),
        Command::Deploy(args) => deploy::run(args, context),
        Command::Dns(args) => dns::run(args, context),
        Command::Relay(args) => relay::run(args, context),
        Command::Git(args) => git::run(args, context),
        Command::Audit(args) => audit::run(args, context),
        Command::Verify(args) => verify::run(args, context),
        Command::Tools(args) => tools::run(args, context),
        Command::Prune(args) => prune::run(args, context),
        Command::Cache(args) => cache::run(args, context),
        Command::Setup(args) => setup::run(args, context),
        Command::Init(args) => init::run(args, context),
        Command::Completions(args) => completions::run(args, context),
        Command::Man(args) => man::run(args, context, definition::of(context.ui.lang)),
        Command::Home(args) => home::run(args, context),
        Command::Undo(args) => undo::run(args, context),
        Command::Version(args) => version::run(args, context),
        Command::Itself(args) => itself::run(args, context),
    }
}
