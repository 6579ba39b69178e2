//! `gv mirror ls|test|use|undo|watch`

mod choose;
mod desk;
mod document;
mod ls;
mod page;
mod standings;
mod test;
mod undo;
mod r#use;
mod watch;

use super::{Done, is_on};
use crate::context::Context;
use crate::mirror::Kind;
use clap::ArgMatches;

/// Mirrors: shown, measured, chosen, watched.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    match args.subcommand() {
        Some(("test", args)) => test::run(args, context),
        Some(("use", args)) => r#use::run(args, context),
        Some(("watch", args)) => watch::run(args, context),
        Some(("undo", args)) => undo::run(args, context),
        Some((_, args)) => ls::run(args, context),
        None => Ok(0),
    }
}

/// The kinds that were asked for; both where none was.
fn kinds(args: &ArgMatches) -> Vec<Kind> {
    let named = Kind::ALL.into_iter().filter(|kind| is_on(args, kind.id()));
    let named: Vec<_> = named.collect();
    if named.is_empty() { Kind::ALL.to_vec() } else { named }
}
