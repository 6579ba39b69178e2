//! The commands about gv itself and the shell.

use super::arg::switch;
use crate::system::registry;
use crate::ui::Lang;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};

/// The shells gv has something to say to.
const SHELLS: [&str; 8] = ["bash", "zsh", "fish", "sh", "powershell", "cmd", "nushell", "elvish"];
/// The shells that can be told something at every prompt.
pub(super) const HOOKED_SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];
/// The shells completions can be written for.
const COMPLETED_SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

pub(super) fn commands(lang: Lang) -> Vec<Command> {
    let shell = |shells: &'static [&'static str]| {
        Arg::new("shell").value_name("SHELL").required(true).value_parser(PossibleValuesParser::new(shells))
    };
    vec![
        setup(lang),
        Command::new("init")
            .about(lang.about_init())
            .arg(shell(&SHELLS).help(lang.help_shell(&SHELLS.join(", "))))
            .arg(switch("env", lang.help_init_env(&HOOKED_SHELLS.join(", ")))),
        Command::new("completions")
            .about(lang.about_completions())
            .arg(shell(&COMPLETED_SHELLS).help(lang.help_shell(&COMPLETED_SHELLS.join(", ")))),
        Command::new("man").about(lang.about_man()).arg(
            Arg::new("dir")
                .value_name("DIR")
                .help(lang.help_man_dir())
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        ),
        Command::new("self")
            .about(lang.about_self())
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .subcommand(
                Command::new("uninstall")
                    .about(lang.about_self_uninstall())
                    .arg(switch("yes", lang.help_yes()).short('y')),
            ),
    ]
}

/// A registry is to be had on Windows only.
fn setup(lang: Lang) -> Command {
    let setup = Command::new("setup")
        .about(lang.about_setup())
        .arg(switch("print", lang.help_setup_print()))
        .arg(switch("no-modify-path", lang.help_no_modify_path()));
    if registry::IS_HERE { setup.arg(switch("goroot", lang.help_goroot())) } else { setup }
}
