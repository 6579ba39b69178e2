//! One verb a file: read what was typed, call the library, show what came of it.

pub mod cache;
pub mod completions;
pub mod current;
pub mod dns;
pub mod doctor;
pub mod env;
mod error;
pub mod exec;
pub mod explain;
pub mod git;
pub mod import;
pub mod init;
pub mod install;
pub mod ls;
pub mod ls_remote;
pub mod man;
pub mod mirror;
mod obtain;
pub mod outdated;
pub mod overview;
pub mod pin;
pub mod prune;
pub mod route;
pub mod run;
pub mod self_uninstall;
pub mod setup;
pub mod uninstall;
pub mod upgrade;
pub mod r#use;
pub mod verify;
pub mod which;

pub use error::Error;
pub(crate) use error::names;

use crate::version::Spec;
use clap::ArgMatches;

/// What a command ends with: the exit code.
pub type Done = Result<u8, Error>;

/// Whether a switch was typed; false where the command has no such switch.
fn is_on(args: &ArgMatches, name: &str) -> bool {
    args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
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
