//! `gv __complete N -- WORDS…`: what may stand in place of the last of the first N words, for the scripts of
//! `gv completions`.
//!
//! The first line tells a script what to do besides: nothing, `paths`, `folders`, or `command` where another program's
//! own completions take over after `--`. Each further line is a value, a tab and what the value is. A value that a
//! shell would not read as it stands is left out: it may come from a cloned project.

use super::definition;
use crate::commands::args::{Offered, VALUE_OF_COMMANDS};
use crate::commands::candidates::{Args, Candidates};
use crate::hidden::is_hidden;
use crate::ui::Ui;
use clap::{Arg, Command, ValueHint};
use clap_complete::CompletionCandidate;
use clap_complete::engine::{ArgValueCompleter, complete};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Stands for the files that a shell finds better by itself.
const PATHS: &str = "\u{1}paths";
/// The same for folders.
const FOLDERS: &str = "\u{1}folders";

/// Prints what may be typed. Whatever is wrong here, a person pressing a key gets no error for it.
pub fn run(args: &Args, candidates: &Candidates, ui: &Ui) -> u8 {
    let mut words = args.words.clone();
    // A shell that drops empty arguments still says how many words there are.
    words.resize(args.count.max(1), OsString::new());
    let gv = definition::offered(candidates.lang);
    if hands_over(&gv, &words) {
        ui.exact("command");
        return 0;
    }
    let (first, values) = offered(gv, words, candidates);
    ui.exact([first.to_owned()].into_iter().chain(values).collect::<Vec<_>>().join("\n"));
    0
}

/// Whether the last word belongs to a command that gv is to run.
fn hands_over(gv: &Command, words: &[OsString]) -> bool {
    let before = &words[..words.len() - 1];
    let Some(end) = before.iter().position(|word| word == "--") else { return false };
    let mut command = gv;
    for word in before[..end].iter().filter_map(|word| word.to_str()) {
        command = command.find_subcommand(word).unwrap_or(command);
    }
    command.get_positionals().any(takes_command)
}

fn takes_command(argument: &Arg) -> bool {
    argument.get_value_names().is_some_and(|names| names.iter().any(|name| name == VALUE_OF_COMMANDS))
}

fn offered(gv: Command, words: Vec<OsString>, candidates: &Candidates) -> (&'static str, Vec<String>) {
    let last = words.last().cloned().unwrap_or_default();
    let names: Vec<String> = gv.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let mut gv = with_values(gv, candidates, &names);
    let index = words.len();
    let line = [OsString::from("gv")].into_iter().chain(words).collect();
    let found = complete(&mut gv, line, index, None).unwrap_or_default();
    let is_special = |mark: &str| found.iter().any(|one| one.get_value() == mark);
    let first = if is_special(PATHS) {
        "paths"
    } else if is_special(FOLDERS) {
        "folders"
    } else {
        ""
    };
    let mut lines: Vec<(String, String)> = found.iter().filter_map(line_of).collect();
    // Where a value is wanted, options come once a hyphen is typed.
    if last.is_empty() && (!first.is_empty() || lines.iter().any(|(value, _)| !value.starts_with('-'))) {
        lines.retain(|(value, _)| !value.starts_with('-'));
    }
    (first, lines.into_iter().map(|(value, about)| format!("{value}\t{about}")).collect())
}

fn line_of(candidate: &CompletionCandidate) -> Option<(String, String)> {
    let value = candidate.get_value().to_str().filter(|value| is_plain(value))?;
    let about = candidate.get_help().map(ToString::to_string).unwrap_or_default();
    let about: String = about.lines().next().unwrap_or_default().chars().filter(|c| !is_hidden(*c)).collect();
    Some((value.to_owned(), about))
}

/// Whether every shell reads the word as it stands.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/:=@+,".contains(&byte))
}

/// The definition with what is looked up only now.
fn with_values(command: Command, candidates: &Candidates, commands: &[String]) -> Command {
    let command = command.mut_args(|argument| {
        let kind = argument.get::<Offered>().copied();
        let special = special(&argument);
        if kind.is_none() && special.is_none() {
            return argument;
        }
        let (candidates, commands) = (candidates.clone(), commands.to_vec());
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
            let typed = typed.to_string_lossy();
            let mut found: Vec<CompletionCandidate> =
                special.map(CompletionCandidate::new).into_iter().collect();
            match kind {
                Some(Offered::Commands) => {
                    let fitting = commands.iter().filter(|name| name.starts_with(&*typed));
                    found.extend(fitting.map(CompletionCandidate::new));
                }
                Some(kind) => {
                    found.extend(candidates.of(kind, &typed).into_iter().enumerate().map(|(at, one)| {
                        let about = Some(one.about).filter(|about| !about.is_empty());
                        CompletionCandidate::new(one.value)
                            .help(about.map(Into::into))
                            .display_order(Some(at))
                    }));
                }
                None => {}
            }
            found
        }))
    });
    command.mut_subcommands(|subcommand| with_values(subcommand, candidates, commands))
}

/// What stands for the files or folders that an argument takes.
fn special(argument: &Arg) -> Option<&'static str> {
    let is_path = argument.get_value_parser().type_id() == std::any::TypeId::of::<PathBuf>();
    match argument.get_value_hint() {
        ValueHint::DirPath => Some(FOLDERS),
        ValueHint::AnyPath | ValueHint::FilePath => Some(PATHS),
        ValueHint::Unknown if is_path => Some(PATHS),
        _ => None,
    }
}
