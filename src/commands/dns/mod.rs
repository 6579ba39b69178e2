//! `gv dns fix`

mod fix;
mod sight;

use super::Done;
use crate::context::Context;
use crate::resolve::Syntax;
use clap::ArgMatches;

/// Addresses that can be believed, where the system's cannot.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    if context.config.offline {
        context.ui.warn(&context.ui.lang.net_gv_offline());
        return Ok(0);
    }
    match args.subcommand() {
        Some((_, args)) => fix::run(args, context),
        None => Ok(0),
    }
}

fn syntax(args: &ArgMatches) -> Syntax {
    if super::is_on(args, "dnsmasq") { Syntax::Dnsmasq } else { Syntax::Hosts }
}
