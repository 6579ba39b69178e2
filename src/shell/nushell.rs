//! nushell.

use super::language::{Language, Permanent};
use super::quote::escaped;
use super::word::double;

pub(super) const LANGUAGE: Language = Language {
    name: "nushell",
    also: &["nu"],
    first: include_str!("templates/first.nu"),
    once: None,
    hook: None,
    source: None,
    function: Some(include_str!("templates/gv.nu")),
    completions: Some(include_str!("templates/complete/gv.nu")),
    has_startup_files: false,
    // The line writes the file itself.
    file: None,
    line: |gv, _| line(gv),
    call: |gv| format!("^{gv}"),
    permanent: Some(Permanent::Line),
    between: "; ",
    remove: "rm",
    word: |text| double(&String::from_utf8_lossy(text), |code| format!("\\u{{{code:x}}}")),
    folder: |folder| Ok(format!("\"{}\"", escaped(folder.text(), &['\\', '"']))),
    unset: |name| format!("hide-env {name}"),
    set: |name, value| format!("$env.{name} = \"{}\"", escaped(value, &['\\', '"'])),
    set_from: |name, other| format!("$env.{name} = $env.{other}"),
    with: |name, value, command| format!("{name}={value} {command}"),
    append: |word| format!("$env.PATH = ($env.PATH | append {word})"),
};

/// nushell cannot evaluate text; it reads the files of its autoload folder.
fn line(gv: &str) -> String {
    format!(
        "mkdir ($nu.default-config-dir | path join autoload); {gv} init nushell | save --force \
         ($nu.default-config-dir | path join autoload gv.nu)"
    )
}
