//! `gv completions SHELL`

use crate::context::Context;
use clap::{ArgMatches, Command};
use clap_complete::{Shell, generate};

/// Prints the completion script of a shell, made from the definition of the command line `gv`.
pub fn run(args: &ArgMatches, context: &Context, mut gv: Command) {
    let name = args.get_one::<String>("shell").map_or("bash", String::as_str);
    let shell: Shell = name.parse().unwrap_or(Shell::Bash);
    let mut script = Vec::new();
    generate(shell, &mut gv, "gv", &mut script);
    context.ui.data(String::from_utf8_lossy(&script).trim_end());
}
