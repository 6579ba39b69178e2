//! From what was typed to the command that does it.

use super::grammar;
use crate::commands::{
    Done, cache, completions, current, dns, doctor, env, exec, explain, git, import, init, install, ls,
    ls_remote, man, mirror, outdated, overview, pin, prune, route, run, self_uninstall, setup, uninstall,
    upgrade, r#use, verify, which,
};
use crate::context::Context;
use clap::ArgMatches;

/// Runs the command that was typed; none shows where the user stands.
pub fn run(matches: &ArgMatches, context: &Context) -> Done {
    let Some((name, args)) = matches.subcommand() else { return overview::run(context) };
    match name {
        "install" => install::run(args, context),
        "use" => r#use::run(args, context),
        "pin" => pin::run(args, context),
        "uninstall" => uninstall::run(args, context),
        "exec" => exec::run(args, context),
        "ls" => ls::run(args, context),
        "ls-remote" => ls_remote::run(args, context),
        "current" => current::run(args, context),
        "which" => which::run(args, context),
        "doctor" => doctor::run(args, context),
        "explain" => explain::run(args, context),
        "outdated" => outdated::run(args, context),
        "upgrade" => upgrade::run(args, context),
        "prune" => prune::run(args, context),
        "env" => env::run(args, context),
        "git" => git::run(args, context),
        "route" => route::run(args, context),
        "dns" => dns::run(args, context),
        "mirror" => mirror::run(args, context),
        "import" => import::run(args, context),
        "verify" => verify::run(args, context),
        "cache" => cache::run(args, context),
        "setup" => setup::run(args, context),
        "self" => self_uninstall::run(args, context),
        "init" => init::run(args, context),
        "completions" => {
            completions::run(args, context, grammar::public(context.ui.lang));
            Ok(0)
        }
        "man" => man::run(args, context, grammar::public(context.ui.lang)),
        "__run" => run::run(args, context),
        other => unreachable!("{other} is defined and not dispatched"),
    }
}
