//! Windows PowerShell and PowerShell 7.

use super::language::{Language, Permanent};
use super::quote::doubled;
use crate::hidden::is_hidden;
use crate::system::platform::IS_WINDOWS;
use std::fmt::Write;

/// PowerShell takes the typographic quotes for quotes too.
const QUOTES: [char; 5] = ['\'', '‘', '’', '‚', '‛'];

pub(super) const LANGUAGE: Language = Language {
    name: "powershell",
    also: &["pwsh"],
    first: include_str!("templates/first.ps1"),
    once: None,
    hook: Some(include_str!("templates/env.ps1")),
    source: None,
    function: None,
    completions: Some(include_str!("templates/complete/gv.ps1")),
    has_startup_files: false,
    file: Some("$PROFILE"),
    line: |gv, name| format!("{gv} init {name} | Out-String | Invoke-Expression"),
    call: |gv| format!("& {gv}"),
    permanent: if IS_WINDOWS { Some(Permanent::Path(for_good)) } else { None },
    between: "; ",
    remove: "Remove-Item",
    word,
    folder: |folder| Ok(doubled(folder.text(), &QUOTES)),
    unset: |name| format!("Remove-Item Env:{name}"),
    set: |name, value| format!("$env:{name} = {}", doubled(value, &QUOTES)),
    set_from: |name, other| format!("$env:{name} = $env:{other}"),
    with: |name, value, command| format!("$env:{name}='{value}'; {command}"),
    append: |word| format!("$env:Path += [IO.Path]::PathSeparator + {word}"),
};

/// `'…'`; where something would be hidden, `"…"`, which has a spelling for every letter.
fn word(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    if !text.chars().any(is_hidden) {
        return doubled(&text, &QUOTES);
    }
    let mut word = String::new();
    for letter in text.chars() {
        // Writing to a String cannot fail.
        let _ = match letter {
            letter if is_hidden(letter) => {
                write!(word, "$([char]::ConvertFromUtf32(0x{:x}))", u32::from(letter))
            }
            '`' | '$' | '"' | '“' | '”' | '„' => write!(word, "`{letter}"),
            letter => write!(word, "{letter}"),
        };
    }
    format!("\"{word}\"")
}

fn for_good(shims: &str, bin: &str) -> String {
    format!(
        "[Environment]::SetEnvironmentVariable('Path', ({shims}, {bin}, \
         [Environment]::GetEnvironmentVariable('Path', 'User') -join ';'), 'User')"
    )
}
