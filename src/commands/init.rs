//! `gv init SHELL [--env]`

use super::{Done, is_on};
use crate::context::Context;
use crate::shell;
use clap::ArgMatches;

/// Prints the lines that put gv into a running shell, and with `--env` the hook that follows the project's settings.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let shell = args.get_one::<String>("shell").map_or("sh", String::as_str).parse()?;
    let mut lines = shell::init(shell, &context.home, &context.env)?;
    if is_on(args, "env") {
        lines += &shell::hook(shell, &context.home, &context.env)?;
    }
    context.ui.data(lines.trim_end());
    Ok(0)
}
