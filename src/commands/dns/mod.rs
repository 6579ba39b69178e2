//! `gv dns [check|fix|unfix]`

mod change;
mod check;
mod document;
mod fix;
mod sight;
mod unfix;

use super::Done;
use crate::context::Context;
use crate::resolve::Syntax;
use crate::system::{dnsmasq, resolver};
use clap::ArgMatches;
use std::path::PathBuf;

/// Addresses that can be believed, where the system's cannot.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    match args.subcommand() {
        Some(("unfix", args)) => unfix::run(args, context),
        _ if context.config.offline => {
            context.ui.warn(&context.ui.lang.net_gv_offline());
            Ok(0)
        }
        Some(("fix", args)) => fix::run(args, context),
        Some((_, args)) => check::run(args, context),
        None => check::run(args, context),
    }
}

fn syntax(args: &ArgMatches) -> Syntax {
    if super::is_on(args, "dnsmasq") { Syntax::Dnsmasq } else { Syntax::Hosts }
}

/// The file that is meant.
fn path(args: &ArgMatches, context: &Context) -> PathBuf {
    let named = args.get_one::<PathBuf>("file").map(|path| context.env.cwd().join(path));
    named.unwrap_or_else(|| match syntax(args) {
        Syntax::Hosts => resolver::hosts_file(&context.env),
        Syntax::Dnsmasq => dnsmasq::FILE.into(),
    })
}
