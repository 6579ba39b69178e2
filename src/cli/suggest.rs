//! What to type instead of a mistake: the same line with one word put right, if that line is one that gv takes;
//! otherwise the help of the command. A command that changes something is only proposed for a slip of one letter, or
//! where another manager's word comes with what to change; its help is for everything else.

use super::definition;
use crate::lang::Lang;
use crate::urls::masked_in_text;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::{OsStr, OsString};

/// Commands that only show something.
const SHOWING: [&str; 24] = [
    "current",
    "which",
    "ls",
    "list",
    "ls-remote",
    "doctor",
    "explain",
    "outdated",
    "audit",
    "tools",
    "home",
    "version",
    "verify",
    "route",
    "help",
    "init",
    "completions",
    "man",
    "show",
    "why",
    "export",
    "check",
    "test",
    "watch",
];

/// Words that other version managers have, and gv's for the same. What has several meanings leads to help.
const ELSEWHERE: [(&str, &str); 46] = [
    ("status", ""),
    ("state", ""),
    ("info", ""),
    // Words before a verb of the same meaning: `rustup toolchain install`, `uv python pin`.
    ("toolchain", ""),
    ("python", ""),
    ("tool", "tools"),
    ("why", "current --why"),
    ("show", "current"),
    ("update", "upgrade"),
    ("self-update", "help self"),
    ("versions", "ls"),
    ("installed", "ls"),
    ("list-all", "ls-remote"),
    ("list-remote", "ls-remote"),
    ("ls-all", "ls-remote"),
    ("available", "ls-remote"),
    ("remote", "ls-remote"),
    ("releases", "ls-remote"),
    ("latest", "ls-remote latest"),
    ("local", "pin"),
    ("unpin", "help pin"),
    ("unuse", "help pin"),
    ("override", "help pin"),
    ("global", "use"),
    ("default", "use"),
    ("switch", "use"),
    ("select", "use"),
    ("set", "help use"),
    ("uninit", "help self"),
    ("implode", "help self"),
    ("activate", "init"),
    ("get", "install"),
    ("download", "install"),
    ("delete", "uninstall"),
    ("unlink", "uninstall"),
    ("where", "which"),
    ("whence", "which"),
    ("find", "which"),
    ("root", "home"),
    ("prefix", "home"),
    ("rehash", "setup"),
    ("reshim", "setup"),
    ("clean", "cache clean"),
    ("check", "doctor"),
    ("diagnose", "doctor"),
    ("vulncheck", "audit"),
];

/// The line to type instead.
pub fn instead(error: &clap::Error, typed: &[OsString], lang: Lang) -> String {
    let Some(words) = typed.iter().skip(1).map(|word| word.to_str()).collect::<Option<Vec<_>>>() else {
        return "gv help".to_owned();
    };
    let gv = definition::of(lang);
    let (path, command) = walk(&gv, &words);
    let Some(wrong) = wrong_word(error) else { return help_of(&path) };
    let Some(right) = put_right(&wrong, error, path.is_empty(), command) else { return help_of(&path) };
    if right.starts_with("help ") {
        return format!("gv {right}");
    }
    let line = replaced(&words, &wrong, &right);
    let is_complete = !ELSEWHERE.contains(&(&wrong, &right)) || says_what_to_change(&right, &words);
    if is_complete && is_shown_whole(&line) && is_taken(&line, lang) {
        return ["gv"].into_iter().chain(line.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    }
    let line: Vec<_> = line.iter().map(String::as_str).collect();
    help_of(&walk(&gv, &line).0)
}

/// Whether the words name what a command is to change, if it changes anything.
fn says_what_to_change(command: &str, words: &[&str]) -> bool {
    let name = command.split(' ').next().unwrap_or_default();
    let changes = !name.is_empty() && !name.starts_with('-') && !SHOWING.contains(&name);
    !changes || words.iter().filter(|word| !word.starts_with('-')).count() > 1
}

/// `gv help` of the command whose name is closest.
pub fn help_instead(name: &str, command: &Command, path: &[&str]) -> String {
    let names = command.get_subcommands().filter(|one| !one.is_hide_set()).map(Command::get_name);
    let mut path = path.to_vec();
    path.extend(closest(name, names));
    help_of(&path)
}

fn help_of(path: &[&str]) -> String {
    ["gv help"].iter().chain(path).copied().collect::<Vec<_>>().join(" ")
}

/// The command that was typed, and the words that name it.
fn walk<'a>(gv: &'a Command, words: &[&str]) -> (Vec<&'a str>, &'a Command) {
    let (mut path, mut command) = (Vec::new(), gv);
    for word in words.iter().filter(|word| !word.starts_with('-')) {
        let Some(found) = command.find_subcommand(word) else { break };
        path.push(found.get_name());
        command = found;
    }
    (path, command)
}

/// The word that is not understood.
fn wrong_word(error: &clap::Error) -> Option<String> {
    let kind = match error.kind() {
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidValue => ContextKind::InvalidValue,
        _ => return None,
    };
    Some(context(error, kind)).filter(|word| !word.is_empty())
}

fn put_right(wrong: &str, error: &clap::Error, is_first: bool, command: &Command) -> Option<String> {
    if error.kind() == ErrorKind::InvalidValue {
        let valid = listed(error, ContextKind::ValidValue);
        return closest(wrong, valid.iter().map(String::as_str)).map(str::to_owned);
    }
    if wrong.starts_with("--") {
        let options = command.get_arguments().filter(|option| !option.is_hide_set());
        let options: Vec<_> =
            options.filter_map(|option| Some(format!("--{}", option.get_long()?))).collect();
        return closest(wrong, options.iter().map(String::as_str)).map(str::to_owned);
    }
    let elsewhere = ELSEWHERE.iter().find(|(word, _)| is_first && *word == wrong);
    if let Some((_, right)) = elsewhere {
        return Some((*right).to_owned());
    }
    let commands = command.get_subcommands().filter(|one| !one.is_hide_set());
    let names = commands.flat_map(Command::get_name_and_visible_aliases);
    closest(wrong, names.filter(|name| SHOWING.contains(name) || is_slip(wrong, name))).map(str::to_owned)
}

/// Whether one letter is missing, too many or another, or two have changed places.
fn is_slip(wrong: &str, meant: &str) -> bool {
    strsim::osa_distance(wrong, meant) <= 1
}

/// The word that was probably meant: one letter is wrong, or two of a long word. Of one letter nothing is recognised.
fn closest<'a>(wrong: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = wrong.trim_start_matches('-').chars().count();
    let allowed = match letters {
        0 | 1 => return None,
        2..=5 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &str)> = None;
    for word in words {
        let distance = strsim::osa_distance(wrong, word);
        let is_long = word.chars().count() > 1;
        if is_long && distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word)
}

/// The words with the first wrong one replaced.
fn replaced(words: &[&str], wrong: &str, right: &str) -> Vec<String> {
    let mut line = Vec::new();
    let mut is_done = false;
    for word in words {
        let (name, value) = word.split_once('=').map_or((*word, None), |(name, value)| (name, Some(value)));
        if is_done || (*word != wrong && name != wrong) {
            line.push((*word).to_owned());
            continue;
        }
        is_done = true;
        match value.filter(|_| *word != wrong) {
            Some(value) => line.push(format!("{right}={value}")),
            None => line.extend(right.split_whitespace().map(str::to_owned)),
        }
    }
    line
}

/// Whether the line can be shown as it has to be typed: nothing to quote in it, and no password.
fn is_shown_whole(line: &[String]) -> bool {
    line.iter().all(|word| is_plain(word) && masked_in_text(word) == *word)
}

/// Whether a shell reads the word as it stands.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-._/:=@+,".contains(c))
}

fn is_taken(line: &[String], lang: Lang) -> bool {
    let line = [OsStr::new("gv")].into_iter().chain(line.iter().map(OsStr::new));
    match definition::of(lang).try_get_matches_from(line) {
        Ok(_) => true,
        Err(error) => matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion),
    }
}

/// What clap says about one part of the mistake; several are separated by commas.
pub fn context(error: &clap::Error, kind: ContextKind) -> String {
    listed(error, kind).join(", ")
}

/// The same as a list.
pub fn listed(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> String {
        let words: Vec<_> = line.split(' ').map(OsString::from).collect();
        let error = definition::of(Lang::En).try_get_matches_from(&words).expect_err(line);
        instead(&error, &words, Lang::En)
    }

    #[test]
    fn a_word_is_put_right_and_the_others_stay() {
        assert_eq!(typed("gv instal 1.22 --refresh"), "gv install 1.22 --refresh");
        assert_eq!(typed("gv -q ues 1.22"), "gv -q use 1.22");
        assert_eq!(typed("gv exce 1.22 -- go build ./..."), "gv exec 1.22 -- go build ./...");
        assert_eq!(typed("gv git htps github.com"), "gv git https github.com");
        assert_eq!(typed("gv env shwo --all"), "gv env show --all");
        assert_eq!(typed("gv ls --jsn"), "gv ls --json");
        assert_eq!(typed("gv mirror test --round=5"), "gv mirror test --rounds=5");
        assert_eq!(typed("gv init bsh"), "gv init bash");
        assert_eq!(typed("gv doctor seting"), "gv doctor settings");
        assert_eq!(typed("gv doctor fridge"), "gv help doctor");
    }

    #[test]
    fn a_line_that_gv_would_not_take_is_not_suggested() {
        assert_eq!(typed("gv instal 1.22,3"), "gv help install");
        assert_eq!(typed("gv us"), "gv use");
        assert_eq!(typed("gv instal 1.22;rm"), "gv help install");
        assert_eq!(typed("gv install --foo"), "gv help install");
        assert_eq!(typed("gv ls foo"), "gv help ls");
    }

    #[test]
    fn a_word_of_another_manager_is_answered_with_gvs_own() {
        assert_eq!(typed("gv status"), "gv");
        assert_eq!(typed("gv -q info"), "gv -q");
        assert_eq!(typed("gv set 1.22"), "gv help use");
        assert_eq!(typed("gv toolchain install 1.22"), "gv install 1.22");
        assert_eq!(typed("gv tool list"), "gv tools list");
        assert_eq!(typed("gv uninit"), "gv help self");
        assert_eq!(typed("gv versions"), "gv ls");
        assert_eq!(typed("gv local 1.22"), "gv pin 1.22");
        assert_eq!(typed("gv global 1.22"), "gv use 1.22");
        for (word, _) in ELSEWHERE {
            let line = [word.to_owned(), "1.22".to_owned()];
            assert!(!is_taken(&line, Lang::En), "{word} is a command");
        }
    }

    #[test]
    fn a_command_that_writes_is_proposed_for_a_slip_only() {
        assert_eq!(typed("gv instal"), "gv install");
        assert_eq!(typed("gv isntall"), "gv install");
        assert_eq!(typed("gv uninstal 1.22"), "gv uninstall 1.22");
        assert_eq!(typed("gv uninstal"), "gv help uninstall");
        assert_eq!(typed("gv unistal 1.22"), "gv help");
        assert_eq!(typed("gv curent --wyh"), "gv help current");
        assert_eq!(typed("gv outdatet"), "gv outdated");
        assert_eq!(typed("gv outadtde"), "gv outdated");
        assert_eq!(typed("gv currents"), "gv current");
        assert_eq!(typed("gv verfy"), "gv verify");
        for (word, help) in
            [("update", "upgrade"), ("get", "install"), ("local", "pin"), ("delete", "uninstall")]
        {
            assert_eq!(typed(&format!("gv {word}")), format!("gv help {help}"));
            assert_eq!(typed(&format!("gv -q {word}")), format!("gv help {help}"));
        }
        assert_eq!(typed("gv update 1.22"), "gv upgrade 1.22");
    }

    #[test]
    fn a_line_with_a_password_is_not_repeated() {
        assert_eq!(typed("gv mirror ues https://me:hunter2@proxy.example"), "gv help mirror use");
        assert_eq!(typed("gv env ste GOPROXY=https://me:hunter2@proxy.example"), "gv help env set");
        assert_eq!(
            typed("gv env ste GOPROXY=https://proxy.example"),
            "gv env set GOPROXY=https://proxy.example"
        );
    }

    #[test]
    fn a_word_that_is_only_somewhat_alike_suggests_nothing() {
        for line in ["gv foo", "gv x1", "gv xyz", "gv startup", "gv unistalled", "gv steuup"] {
            assert_eq!(typed(line), "gv help", "{line}");
        }
        assert_eq!(typed("gv self fix"), "gv help self");
    }
}
