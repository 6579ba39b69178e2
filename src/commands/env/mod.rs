//! `gv env [show|why|set|unset|trust|untrust|preset|export]`

pub(super) mod change;
mod export;
pub(super) mod findings;
mod here;
pub(super) mod notice;
mod preset;
mod show;
mod trust;
mod why;

pub(super) use here::Here;

use super::Done;
use crate::context::Context;
use clap::ArgMatches;

/// Go's settings here: shown, explained, changed, trusted.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    match args.subcommand() {
        Some(("why", args)) => why::run(args, context),
        Some(("set", args)) => change::set(args, context),
        Some(("unset", args)) => change::unset(args, context),
        Some(("trust", args)) => trust::trust(args, context),
        Some(("untrust", args)) => trust::untrust(args, context),
        Some(("preset", args)) => preset::run(args, context),
        Some(("export", args)) => export::run(args, context),
        Some((_, args)) => {
            show::run(args, context);
            Ok(0)
        }
        None => {
            show::run(args, context);
            Ok(0)
        }
    }
}
