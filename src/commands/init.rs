//! `gv init SHELL`

use super::Done;
use crate::context::Context;
use crate::shell;
use clap::ArgMatches;

/// Prints the lines that put gv into a running shell.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let name = args.get_one::<String>("shell").map_or("sh", String::as_str);
    let lines = shell::init(name.parse()?, &context.home, &context.env)?;
    context.ui.data(lines.trim_end());
    Ok(0)
}
