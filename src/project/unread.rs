//! Files of other version managers that name a Go version, and that gv does not read or not understand: told, so that a
//! person who comes from there does not get the default without a word.

use super::pin_file::NAMES;
use super::{Pin, text};
use std::path::{Path, PathBuf};

/// A file that names a Go version and is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What it says of Go, as it is written.
    pub version: String,
}

/// How a file names its versions.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// `go = "1.22"` below `[tools]`, as mise and vfox write it.
    Tools,
    /// `go = "1.22"` before any table, as proto writes it.
    Top,
    /// A word alone, which names a Go: `go1.22.3`.
    Word,
}

const FILES: [(&str, Form); 12] = [
    ("mise.local.toml", Form::Tools),
    ("mise.toml", Form::Tools),
    (".mise.local.toml", Form::Tools),
    (".mise.toml", Form::Tools),
    ("mise/config.toml", Form::Tools),
    (".mise/config.toml", Form::Tools),
    (".config/mise.toml", Form::Tools),
    (".config/mise/config.toml", Form::Tools),
    (".rtx.toml", Form::Tools),
    (".vfox.toml", Form::Tools),
    (".prototools", Form::Top),
    (".gvmrc", Form::Word),
];
/// No such file is larger.
const LIMIT: u64 = 1 << 20;

/// The files of a directory and those above it, the nearest first.
pub fn unread(dir: &Path) -> Vec<Unread> {
    let folders = dir.ancestors().filter(|folder| folder.is_absolute());
    let places = folders.flat_map(|folder| FILES.map(|(name, form)| (folder.join(name), form)));
    places.filter_map(|(file, form)| read(file, form)).collect()
}

fn read(file: PathBuf, form: Form) -> Option<Unread> {
    if !text::is_file(&file) {
        return None;
    }
    // What gv understands of mise's and proto's files is a pin.
    if NAMES.iter().any(|name| file.ends_with(name)) && matches!(Pin::read(&file), Ok(Some(_))) {
        return None;
    }
    let content = text::read(&file, LIMIT).ok()?;
    let content = String::from_utf8_lossy(&content).into_owned();
    let (line, version) = named(&content, form)?;
    Some(Unread { file, line, version })
}

/// The line that names a Go version, and the version. It is read by lines: this decides nothing.
fn named(content: &str, form: Form) -> Option<(usize, String)> {
    let mut table = String::new();
    for (index, line) in content.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with('[') {
            line.trim_matches(['[', ']', ' ']).clone_into(&mut table);
            continue;
        }
        let version = match form {
            Form::Word if line.is_empty() => None,
            Form::Word => Some(line.trim_start_matches("gvm use ")),
            Form::Tools if table == "tools" => value(line),
            Form::Tools => line.strip_prefix("tools.").and_then(value),
            Form::Top if table.is_empty() => value(line),
            Form::Top => None,
        };
        if let Some(version) = version {
            return Some((index + 1, version.chars().take(64).collect()));
        }
    }
    None
}

/// What stands behind `go =` or `golang =`, without quotes.
fn value(line: &str) -> Option<&str> {
    let (key, value) = line.split_once('=')?;
    let key = key.trim().trim_matches(['"', '\'']);
    ["go", "golang", "core:go"].contains(&key).then(|| value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_about_go_is_told() {
        for (content, form, expected) in [
            ("[tools]\nnode = '20'\ngo = \"1.22.10\" # why\n", Form::Tools, Some((3, "1.22.10"))),
            ("tools.go = '1.22'\n", Form::Tools, Some((1, "1.22"))),
            ("[tools]\ngo = { version = '1.22' }\n", Form::Tools, Some((2, "{ version = '1.22' }"))),
            ("[env]\ngo = '1'\n[tools]\ngolangci-lint = '1'\n", Form::Tools, None),
            ("go = \"1.22\"\n[settings]\n", Form::Top, Some((1, "1.22"))),
            ("[plugins]\ngo = \"x\"\n", Form::Top, None),
            ("\n# mine\ngo1.22.3\n", Form::Word, Some((3, "go1.22.3"))),
            ("", Form::Word, None),
        ] {
            let expected = expected.map(|(line, version)| (line, version.to_owned()));
            assert_eq!(named(content, form), expected, "{content:?}");
        }
    }
}
