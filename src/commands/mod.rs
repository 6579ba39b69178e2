//! One verb a file: read what was typed, call the library, show what came of it.

mod cache;
mod completions;
mod current;
mod error;
mod exec;
mod init;
mod install;
mod ls;
mod ls_remote;
mod man;
mod obtain;
mod outdated;
mod overview;
mod pin;
mod prune;
mod run;
mod uninstall;
mod upgrade;
mod r#use;
mod which;

pub use error::Error;
pub(crate) use error::names;

use crate::context::Context;
use crate::version::Spec;
use clap::ArgMatches;

/// What a command ends with: the exit code.
pub type Done = Result<u8, Error>;

/// Runs the command that was typed; none shows where the user stands.
pub fn dispatch(matches: &ArgMatches, context: &Context) -> Done {
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
        "outdated" => outdated::run(args, context),
        "upgrade" => upgrade::run(args, context),
        "prune" => prune::run(args, context),
        "cache" => cache::run(args, context),
        "init" => init::run(args, context),
        "completions" => {
            completions::run(args, context);
            Ok(0)
        }
        "man" => man::run(args, context),
        "__run" => run::run(args, context),
        other => unreachable!("{other} is defined and not dispatched"),
    }
}

/// The one spec a command takes.
fn spec(args: &ArgMatches) -> Result<Spec, Error> {
    let text = args.get_one::<String>("spec").map_or("", String::as_str);
    Ok(text.parse()?)
}

/// All specs that were typed, in their order.
fn specs(args: &ArgMatches) -> Result<Vec<Spec>, Error> {
    let texts = args.get_many::<String>("spec").into_iter().flatten();
    Ok(texts.map(|text| text.parse()).collect::<Result<_, _>>()?)
}
