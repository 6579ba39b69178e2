//! elvish.

use super::language::Language;
use super::quote::doubled;
use super::word::double;
use crate::hidden::is_hidden;

pub(super) const LANGUAGE: Language = Language {
    name: "elvish",
    also: &[],
    first: include_str!("templates/first.elv"),
    once: None,
    hook: None,
    source: None,
    function: Some(include_str!("templates/gv.elv")),
    completions: Some(include_str!("templates/complete/gv.elv")),
    has_startup_files: false,
    file: Some("~/.config/elvish/rc.elv"),
    line: |gv, name| format!("eval ({gv} init {name} | slurp)"),
    call: |gv| format!("(external {gv})"),
    permanent: None,
    between: "; ",
    remove: "rm",
    word,
    folder: |folder| Ok(doubled(folder.text(), &['\''])),
    unset: |name| format!("unset-env {name}"),
    set: |name, value| format!("set-env {name} {}", doubled(value, &['\''])),
    set_from: |name, other| format!("set-env {name} $E:{other}"),
    with: |name, value, command| format!("{{ tmp E:{name} = {value}; {command} }}"),
    append: |word| format!("set paths = [$@paths {word}]"),
};

/// `'…'`; where something would be hidden, `"…"`, which has a spelling for every letter.
fn word(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    if text.chars().any(is_hidden) {
        return double(&text, |code| format!("\\U{code:08x}"));
    }
    doubled(&text, &['\''])
}
