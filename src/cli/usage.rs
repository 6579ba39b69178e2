//! Mistakes on the command line, told in gv's words.

use super::suggest::{self, context, listed};
use crate::commands::args::{Expected, VALUE_OF_COMMANDS};
use crate::git::{self, BadHost};
use crate::lang::{Hint, Lang, Report, between, code, say};
use crate::urls::masked_in_text;
use crate::version::{ParseError, Spec};
use clap::error::{ContextKind, ErrorKind};
use std::error::Error;
use std::ffi::OsString;

/// Turns clap's finding about what was typed into a report.
pub fn report(error: &clap::Error, typed: &[OsString], lang: Lang) -> Report {
    if let Some(report) = error.source().and_then(|source| of_value(source, lang)) {
        return report;
    }
    let word = context(error, ContextKind::InvalidSubcommand);
    if let Some(Err(error)) = word.strip_prefix('+').map(str::parse::<Spec>) {
        return Report::of(&error, lang);
    }
    let hint = suggest::instead(error, typed, lang);
    Report {
        message: message(error, lang),
        details: Vec::new(),
        hints: vec![Hint::command(hint)],
        code: code::USAGE,
    }
}

/// A value that the room it belongs to has refused, in that room's words.
fn of_value(refused: &(dyn Error + 'static), lang: Lang) -> Option<Report> {
    if let Some(error) = refused.downcast_ref::<ParseError>() {
        return Some(Report::of(error, lang));
    }
    let host = refused.downcast_ref::<BadHost>()?;
    Some(Report::of(&git::Error::Host(host.clone()), lang))
}

fn message(error: &clap::Error, lang: Lang) -> String {
    let argument = masked_in_text(&context(error, ContextKind::InvalidArg));
    let value = masked_in_text(&context(error, ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = masked_in_text(&context(error, ContextKind::InvalidSubcommand));
            unknown_command(&name, lang)
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            say!(lang, "unknown option `{argument}`", "未知选项 `{argument}`")
        }
        ErrorKind::UnknownArgument => {
            say!(lang, "unexpected argument `{argument}`", "多余的参数 `{argument}`")
        }
        ErrorKind::MissingRequiredArgument => missing(&listed(error, ContextKind::InvalidArg), lang),
        ErrorKind::MissingSubcommand => say!(lang, "missing command", "缺少子命令"),
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(lang, "`{argument}` needs a value", "`{argument}` 需要一个值")
        }
        ErrorKind::InvalidValue => {
            let valid = listed(error, ContextKind::ValidValue);
            not_valid(&value, &argument, &valid.join(&between(lang)), lang)
        }
        ErrorKind::ValueValidation => {
            let expected = error.source().and_then(|source| source.downcast_ref::<Expected>());
            not_valid(&value, &argument, &expected.map(|it| it.told(lang)).unwrap_or_default(), lang)
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            conflict(&argument, &other, lang)
        }
        ErrorKind::TooManyValues => {
            say!(lang, "`{argument}` takes no value", "`{argument}` 不接受值")
        }
        ErrorKind::InvalidUtf8 => say!(lang, "an argument is not valid UTF-8", "参数不是有效的 UTF-8"),
        _ => say!(lang, "the arguments are not valid", "参数无效"),
    }
}

/// A name that is not a command.
pub fn unknown_command(name: &str, lang: Lang) -> String {
    say!(lang, "unknown command `{name}`", "未知命令 `{name}`")
}

fn missing(arguments: &[String], lang: Lang) -> String {
    let mut names = Vec::new();
    for argument in arguments {
        let name = argument.trim_end_matches("...");
        if name == format!("<{VALUE_OF_COMMANDS}>") {
            names.push(say!(lang, "a command after `--`", "`--` 之后的命令"));
        } else {
            names.push(name.to_owned());
        }
    }
    let last = names.pop().unwrap_or_default();
    if names.is_empty() {
        return say!(lang, "missing argument: {last}", "缺少参数：{last}");
    }
    let first = names.join(&between(lang));
    say!(lang, "missing arguments: {first} and {last}", "缺少参数：{first} 以及 {last}")
}

fn not_valid(value: &str, argument: &str, expected: &str, lang: Lang) -> String {
    let name = value_name(argument);
    if expected.is_empty() {
        return say!(lang, "`{value}` is not a valid {name}", "`{value}` 不是有效的 {name}");
    }
    say!(
        lang,
        "`{value}` is not a valid {name}; expected: {expected}",
        "`{value}` 不是有效的 {name}；可用的值：{expected}"
    )
}

fn conflict(argument: &str, other: &str, lang: Lang) -> String {
    if argument == other {
        return say!(lang, "`{argument}` is given twice", "`{argument}` 重复出现");
    }
    say!(
        lang,
        "`{argument}` cannot be used together with `{other}`",
        "`{argument}` 不能与 `{other}` 同时使用"
    )
}

/// The name of a value in the usage line: `KEY=VALUE` of `<KEY=VALUE>...`, `FORMAT` of `--graph <FORMAT>`.
fn value_name(argument: &str) -> &str {
    let argument = argument.trim_end_matches("...");
    let value = argument.split_once(' ').map_or(argument, |(_, value)| value);
    let bare = |open, close| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    bare('<', '>').or_else(|| bare('[', ']')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_named_without_its_marks() {
        for (argument, name) in [
            ("<KEY=VALUE>...", "KEY=VALUE"),
            ("[MODULE[@V]]...", "MODULE[@V]"),
            ("<HOST>", "HOST"),
            ("--graph <FORMAT>", "FORMAT"),
            ("--json", "--json"),
            ("", ""),
        ] {
            assert_eq!(value_name(argument), name);
        }
    }

    #[test]
    fn what_is_missing_is_listed_as_people_say_it() {
        let told = |arguments: &[&str]| {
            let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
            missing(&arguments, Lang::En)
        };
        assert_eq!(told(&["<SPEC>"]), "missing argument: <SPEC>");
        assert_eq!(told(&["<SPEC>", "<CMD>..."]), "missing arguments: <SPEC> and a command after `--`");
        assert_eq!(told(&["<A>", "<B>...", "<C>"]), "missing arguments: <A>, <B> and <C>");
    }
}
