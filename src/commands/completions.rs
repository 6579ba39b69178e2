//! `gv completions SHELL`

use crate::cli::grammar;
use crate::context::Context;
use clap::ArgMatches;
use clap_complete::{Shell, generate};

/// Prints the completion script of a shell, made from the definition of the command line.
pub fn run(args: &ArgMatches, context: &Context) {
    let name = args.get_one::<String>("shell").map_or("bash", String::as_str);
    let shell: Shell = name.parse().unwrap_or(Shell::Bash);
    let mut script = Vec::new();
    generate(shell, &mut grammar::public(context.ui.lang), "gv", &mut script);
    context.ui.data(String::from_utf8_lossy(&script).trim_end());
}
