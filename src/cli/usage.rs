//! Mistakes on the command line, told in gv's words.

use crate::ui::{Lang, Report, report::code};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Turns clap's finding into a report. What clap alone can say well is kept in its own English.
pub fn report(error: &clap::Error, lang: Lang) -> Report {
    // The likeliest of several suggestions comes last.
    let suggested = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => texts.last().cloned(),
        _ => None,
    };
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = named(&context(ContextKind::InvalidArg).unwrap_or_default());
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            lang.no_such_command(&context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => lang.no_such_argument(&argument),
        ErrorKind::MissingRequiredArgument => lang.missing_argument(&argument),
        ErrorKind::MissingSubcommand => lang.missing_subcommand(),
        ErrorKind::InvalidValue if value.is_empty() => lang.missing_value(&argument),
        ErrorKind::InvalidValue => {
            lang.invalid_value(&value, &argument, &context(ContextKind::ValidValue).unwrap_or_default())
        }
        ErrorKind::ArgumentConflict => {
            lang.conflicting(&argument, &context(ContextKind::PriorArg).unwrap_or_default())
        }
        _ => error.kind().as_str().unwrap_or("invalid arguments").to_owned(),
    };
    let meant = suggested(ContextKind::SuggestedSubcommand).map(|name| format!("gv {name}"));
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let help = meant.or_else(|| suggested(ContextKind::SuggestedArg)).unwrap_or_else(|| help_of(&usage));
    Report { message, hints: vec![help], code: code::USAGE }
}

/// An argument without the marks of the usage line: `KEY=VALUE` of `<KEY=VALUE>...`. Of several each.
fn named(arguments: &str) -> String {
    let one = |argument: &str| {
        let inner = argument.trim_end_matches("...");
        let bare = |open, close| inner.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        bare('<', '>').or_else(|| bare('[', ']')).unwrap_or(argument).to_owned()
    };
    arguments.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// `gv help env set` of `Usage: gv env set [OPTIONS] <KEY=VALUE>...`.
fn help_of(usage: &str) -> String {
    let is_command =
        |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-');
    let words = usage.split_whitespace().skip_while(|word| *word != "gv").skip(1).take_while(is_command);
    ["gv help"].into_iter().chain(words).collect::<Vec<_>>().join(" ")
}

/// `gv help` about something that is no command.
pub fn unknown_command(name: &str, lang: Lang) -> Report {
    Report { message: lang.no_such_command(name), hints: vec!["gv help".to_owned()], code: code::USAGE }
}

crate::ui::messages! {
    no_such_command(name: &str) { en: "there is no command {name:?}", zh: "没有名为 {name:?} 的命令" }
    no_such_argument(name: &str) { en: "{name} is not expected here", zh: "此处不接受参数 {name}" }
    missing_argument(name: &str) { en: "{name} is missing", zh: "缺少参数 {name}" }
    missing_subcommand() { en: "a command is missing", zh: "缺少子命令" }
    missing_value(name: &str) { en: "{name} needs a value", zh: "{name} 需要一个值" }
    invalid_value(value: &str, name: &str, valid: &str) {
        en: "{value:?} is no value for {name}; it takes one of {valid}",
        zh: "{value:?} 不是 {name} 的有效值；可用的值：{valid}",
    }
    conflicting(name: &str, other: &str) { en: "{name} cannot go with {other}", zh: "{name} 不能与 {other} 同时使用" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_named_without_its_marks() {
        for (argument, name) in [
            ("<KEY=VALUE>...", "KEY=VALUE"),
            ("[MODULE[@V]]...", "MODULE[@V]"),
            ("<HOST>", "HOST"),
            ("--graph <FORMAT>", "--graph <FORMAT>"),
            ("<A>, <B>", "A, B"),
            ("", ""),
        ] {
            assert_eq!(named(argument), name);
        }
    }

    #[test]
    fn the_help_is_that_of_the_command() {
        assert_eq!(help_of("Usage: gv env set [OPTIONS] <KEY=VALUE>..."), "gv help env set");
        assert_eq!(help_of("Usage: gv ls-remote --json"), "gv help ls-remote");
        assert_eq!(help_of("Usage: gv [OPTIONS] [COMMAND]"), "gv help");
        assert_eq!(help_of(""), "gv help");
    }
}
