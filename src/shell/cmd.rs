//! The command prompt of Windows.

use super::Obstacle;
use super::language::Language;

pub(super) const LANGUAGE: Language = Language {
    name: "cmd",
    also: &[],
    first: include_str!("templates/first.cmd"),
    once: None,
    hook: None,
    source: None,
    function: None,
    completions: None,
    has_startup_files: false,
    // It reads none.
    file: None,
    line: |gv, name| format!("for /f \"delims=\" %i in ('{gv} init {name}') do @%i"),
    // `for /f` strips one pair of quotes off a command that begins with one.
    call: |gv| format!("\"\"{gv}\""),
    permanent: None,
    between: " & ",
    remove: "del",
    word,
    folder: |folder| {
        if folder.text().contains(['"', '%']) {
            return Err(Obstacle::Quote);
        }
        Ok(folder.text().to_owned())
    },
    unset: |name| format!("set {name}="),
    set: |name, value| format!("set \"{name}={value}\""),
    set_from: |name, other| format!("set {name}=%{other}%"),
    with: |name, value, command| format!("set {name}={value}&& {command}"),
    append: |word| format!("set PATH=%PATH%;{word}"),
};

/// `"…"`. A quote and a percent sign stand outside of it with a caret, which cmd takes away; there is no spelling for
/// what is hidden.
fn word(text: &[u8]) -> String {
    let mut word = String::from("\"");
    for letter in String::from_utf8_lossy(text).chars() {
        match letter {
            '"' => word.push_str("\"\\^\"\""),
            '%' => word.push_str("\"^%\""),
            letter => word.push(letter),
        }
    }
    // A backslash before the closing quote would be taken to belong to it.
    let slashes = word.len() - word.trim_end_matches('\\').len();
    word.push_str(&"\\".repeat(slashes));
    word + "\""
}
