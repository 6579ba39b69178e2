//! Any POSIX shell: sh, dash, ash, ksh.

use super::language::Language;
use super::word::bytewise;
use crate::hidden::is_hidden;

pub(super) const LANGUAGE: Language = Language {
    name: "sh",
    also: &["posix", "dash", "ash", "ksh", "ksh93", "mksh"],
    first: include_str!("templates/first.sh"),
    once: Some(include_str!("templates/once.sh")),
    hook: None,
    source: Some(include_str!("templates/source.sh")),
    function: Some(include_str!("templates/gv.sh")),
    completions: None,
    has_startup_files: true,
    file: Some("~/.profile"),
    line: |gv, name| format!("eval \"$({gv} init {name})\""),
    call: |gv| gv,
    permanent: None,
    between: "; ",
    remove: "rm",
    word,
    folder: |folder| Ok(folder.with_home(&['\\', '$', '`', '"'])),
    unset: |name| format!("unset {name}"),
    set: |name, value| format!("export {name}='{}'", value.replace('\'', "'\\''")),
    set_from: |name, other| format!("export {name}=\"${other}\""),
    with: |name, value, command| format!("{name}={value} {command}"),
    // The word is quoted already: the variable goes inside of its quotes.
    append: |word| format!("export PATH=\"$PATH:{}", &word[1..]),
};

/// `'…'`; where something would be hidden, `$'…'`, which has a spelling for every byte.
fn word(text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(text) if !text.chars().any(is_hidden) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => {
            let inner =
                bytewise(text, |byte| format!("\\{byte:03o}"), |letter| matches!(letter, '\\' | '\''));
            format!("$'{inner}'")
        }
    }
}
