//! The command line as clap has it, in one of the languages.

use super::command::{Args, groups};
use super::topic::Topic;
use crate::commands::args::Localised;
use crate::lang::{Lang, between, say};
use clap::builder::Styles;
use clap::{Arg, ArgAction, Command, CommandFactory, ValueHint};
use std::path::PathBuf;

/// Where options that every command has stand in its help: after its own.
const LAST: usize = 900;

/// The whole command line in a language.
pub fn of(lang: Lang) -> Command {
    let gv = localise(Args::localised(Args::command(), lang), lang);
    let gv = gv.mut_args(|arg| match arg.get_id().as_str() {
        "quiet" => arg.display_order(LAST),
        "offline" => arg.display_order(LAST + 1),
        "color" => arg.display_order(LAST + 2),
        "progress" => arg.display_order(LAST + 3),
        "no_progress" => arg.display_order(LAST + 4),
        "verbose" => arg.display_order(LAST + 5),
        "version" => arg.display_order(LAST + 6),
        _ => arg,
    });
    let page = front_page(&gv, lang);
    gv.help_template(page)
}

/// Replaces the words clap would put in by itself, in every command, and puts the arguments in the order of the
/// usage line, the options in the order in which they are declared.
fn localise(command: Command, lang: Lang) -> Command {
    let help = say!(lang, "Show this help", "显示此帮助");
    let help = Arg::new("help").short('h').long("help").help(help).action(ArgAction::Help);
    let usage = say!(lang, "Usage:", "用法：");
    let (arguments, options) = (say!(lang, "Arguments", "参数"), say!(lang, "Options", "选项"));
    let mut order = 0;
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .styles(Styles::plain())
        .subcommand_help_heading(say!(lang, "Commands", "命令"))
        .subcommand_value_name("COMMAND")
        .help_template(format!("{{about}}\n\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .mut_args(|arg| {
            order += 1;
            let heading = if arg.is_positional() { &arguments } else { &options };
            let arg = arg.help_heading(heading.clone()).display_order(order);
            if arg.get_action().takes_values() { of_value(arg) } else { arg }
        })
        .arg(help.help_heading(options.clone()).display_order(LAST + 7))
        .mut_subcommands(|subcommand| localise(subcommand, lang))
}

/// A value's help lists the possible values itself; and a shell completes it with files where it is one.
fn of_value(arg: Arg) -> Arg {
    let is_path = arg.get_value_parser().type_id() == std::any::TypeId::of::<PathBuf>();
    let arg = arg.hide_possible_values(true);
    if is_path || arg.get_value_hint() != ValueHint::Unknown { arg } else { arg.value_hint(ValueHint::Other) }
}

/// The help of `gv` itself: the commands in their groups, then the topics.
fn front_page(gv: &Command, lang: Lang) -> String {
    let mut page = format!("{{about}}\n\n{} {{usage}}\n\n", say!(lang, "Usage:", "用法："));
    for (heading, names) in groups(lang) {
        page += &say!(lang, "{heading}:\n", "{heading}：\n");
        for command in names.into_iter().filter_map(|name| gv.find_subcommand(name)) {
            page += &front_line(command.get_name(), &about(command, lang));
        }
        page += "\n";
    }
    page += &say!(lang, "Help:\n", "帮助：\n");
    page += &front_line(
        "help CMD",
        &say!(lang, "Show the help of a command, with examples", "显示命令的帮助与示例"),
    );
    for topic in Topic::ALL {
        page += &front_line(&format!("help {}", topic.id()), &topic.about(lang));
    }
    page + &say!(lang, "\nOptions:\n{{options}}", "\n选项：\n{{options}}")
}

fn front_line(name: &str, about: &str) -> String {
    format!("  {name:16}  {about}\n")
}

/// What a command is about, and the other names that it has.
fn about(command: &Command, lang: Lang) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let aliases = command.get_visible_aliases().collect::<Vec<_>>().join(&between(lang));
    if aliases.is_empty() {
        return about;
    }
    say!(lang, "{about} [aliases: {aliases}]", "{about} [别名：{aliases}]")
}

/// What completions offer: no command that people do not type.
pub fn offered(lang: Lang) -> Command {
    fn copy(command: &Command) -> Command {
        let subcommands = command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set());
        Command::new(command.get_name().to_owned())
            .version(env!("CARGO_PKG_VERSION"))
            .about(command.get_about().cloned().unwrap_or_default())
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
            .args(command.get_arguments().cloned())
            .aliases(command.get_all_aliases().map(str::to_owned).collect::<Vec<_>>())
            .subcommands(subcommands.map(copy))
    }
    copy(&of(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Zh];

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        for lang in LANGUAGES {
            of(lang).debug_assert();
            offered(lang).debug_assert();
        }
    }

    /// The place and the text of everything that is said about commands and arguments.
    fn texts(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
        found.push((path.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            found.push((format!("{path} {}", arg.get_id()), help));
        }
        if let Some(examples) = command.get_after_help() {
            found.push((format!("{path}, examples"), examples.to_string()));
        }
        for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
            texts(subcommand, &format!("{path} {}", subcommand.get_name()), found);
        }
    }

    #[test]
    fn everything_said_in_help_is_translated() {
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        texts(&of(Lang::En), "gv", &mut english);
        texts(&of(Lang::Zh), "gv", &mut chinese);
        assert_eq!(english.len(), chinese.len());
        for ((place, en), (_, zh)) in english.iter().zip(&chinese) {
            assert!(!en.is_empty() && en.is_ascii(), "{place}: {en:?}");
            assert!(zh.chars().any(|c| c > '\u{2e80}'), "{place}: {zh:?}");
        }
    }

    #[test]
    fn every_example_is_a_line_that_gv_takes() {
        fn examples(command: &Command, found: &mut Vec<String>) {
            let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines = text.lines().filter_map(|line| line.strip_prefix("  gv"));
            found.extend(lines.map(|line| format!("gv{}", line.split("  ").next().unwrap_or(line))));
            for subcommand in command.get_subcommands() {
                examples(subcommand, found);
            }
        }
        let mut found = Vec::new();
        examples(&of(Lang::En), &mut found);
        assert!(found.len() > 30, "{found:?}");
        for line in found {
            // Quotes, pipes and files are the shell's.
            let line = line.split(['|', '>', '<']).next().unwrap_or(&line);
            let words: Vec<_> = line.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect();
            if let Err(error) = of(Lang::En).try_get_matches_from(words) {
                panic!("{line}: {error}");
            }
        }
    }

    #[test]
    fn every_command_stands_in_one_group_of_the_front_page() {
        let named: Vec<_> = groups(Lang::En).into_iter().flat_map(|(_, names)| names).collect();
        for command in of(Lang::En).get_subcommands().filter(|command| !command.is_hide_set()) {
            let count = named.iter().filter(|name| **name == command.get_name()).count();
            assert_eq!(count, usize::from(command.get_name() != "help"), "{}", command.get_name());
        }
    }

    #[test]
    fn completions_offer_nothing_that_people_do_not_type() {
        fn walk(command: &Command) {
            assert!(!command.is_hide_set(), "{}", command.get_name());
            command.get_subcommands().for_each(walk);
        }
        walk(&offered(Lang::En));
    }
}
