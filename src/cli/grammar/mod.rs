//! What can be typed, word for word; a file for each group of commands. The texts stand in `help`; what a command does
//! stands in `commands`.

mod arg;
mod choosing;
mod dns;
mod env;
mod keeping;
mod looking;
mod mirror;
mod setting_up;

use crate::ui::Lang;
use arg::{rest, switch};
use clap::builder::Styles;
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;

/// The whole command line in a language.
pub fn command(lang: Lang) -> Command {
    let name = Arg::new("name").required(true).value_parser(clap::value_parser!(OsString));
    public(lang).subcommand(
        Command::new("__run")
            .hide(true)
            .arg(Arg::new("notice").long("notice").action(ArgAction::SetTrue))
            .arg(name)
            .arg(rest("args")),
    )
}

/// The same without what only gv-shim types. Completions and man pages are made from it.
pub fn public(lang: Lang) -> Command {
    // Named so whatever file it was started from, `gv.exe` say.
    let gv = Command::new("gv")
        .bin_name("gv")
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.about_gv())
        .after_help(lang.about_environment())
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(switch("quiet", lang.help_quiet()).short('q').global(true))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(lang.help_version())
                .action(ArgAction::Version),
        )
        .subcommands(choosing::commands(lang))
        .subcommands(looking::commands(lang))
        .subcommands(keeping::commands(lang))
        .subcommands(setting_up::commands(lang))
        .subcommand(
            Command::new("help")
                .about(lang.about_help())
                .arg(Arg::new("command").help(lang.help_help()).num_args(0..)),
        );
    localise(gv, lang)
}

/// Replaces the words clap would put in by itself, in every command.
fn localise(command: Command, lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").help(lang.help_help_flag()).action(ArgAction::Help);
    let usage = lang.heading_usage();
    let command = command
        .disable_help_flag(true)
        .arg(help)
        .styles(Styles::plain())
        .subcommand_help_heading(lang.heading_commands())
        .subcommand_value_name("COMMAND")
        .help_template(format!("{{about}}\n\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { lang.heading_arguments() } else { lang.heading_options() };
            let takes_value = arg.get_action().takes_values();
            let arg = arg.help_heading(heading);
            if takes_value { arg.hide_possible_values(true) } else { arg }
        });
    command.mut_subcommands(|subcommand| localise(subcommand, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn everything_said_in_help_is_translated() {
        fn walk(command: &Command, path: &str, texts: &mut Vec<(String, String)>) {
            texts.push((path.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                texts.push((format!("{path} {}", arg.get_id()), help));
            }
            for subcommand in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
                walk(subcommand, &format!("{path} {}", subcommand.get_name()), texts);
            }
        }
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        walk(&command(Lang::En), "gv", &mut english);
        walk(&command(Lang::Zh), "gv", &mut chinese);
        for ((place, en), (_, zh)) in english.iter().zip(&chinese) {
            assert!(!en.is_empty() && en.is_ascii(), "{place}: {en:?}");
            assert!(zh.chars().any(|c| c > '\u{2e80}'), "{place}: {zh:?}");
        }
    }
}
