//! fish.

use super::language::Language;
use super::word::bytewise;

pub(super) const LANGUAGE: Language = Language {
    name: "fish",
    also: &[],
    first: include_str!("templates/first.fish"),
    once: Some(include_str!("templates/once.fish")),
    hook: Some(include_str!("templates/env.fish")),
    source: Some(include_str!("templates/source.fish")),
    function: Some(include_str!("templates/gv.fish")),
    completions: Some(include_str!("templates/complete/gv.fish")),
    has_startup_files: true,
    file: Some("~/.config/fish/config.fish"),
    line: |gv, name| format!("{gv} init {name} | source"),
    call: |gv| gv,
    permanent: None,
    between: "; ",
    remove: "rm",
    word,
    folder: |folder| Ok(folder.with_home(&['\\', '$', '"'])),
    unset: |name| format!("set -e {name}"),
    set: |name, value| {
        let value = value.replace('\\', "\\\\").replace('\'', "\\'");
        format!("set -gx {name} '{value}'")
    },
    set_from: |name, other| format!("set -gx {name} ${other}"),
    with: |name, value, command| format!("{name}={value} {command}"),
    append: |word| format!("fish_add_path --append {word}"),
};

/// `'…'`, and outside of it the bytes that would be hidden.
fn word(text: &[u8]) -> String {
    let inner = bytewise(text, |byte| format!("'\\X{byte:02x}'"), |letter| matches!(letter, '\\' | '\''));
    format!("'{inner}'")
}
