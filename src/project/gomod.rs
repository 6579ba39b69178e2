//! The `go` and `toolchain` lines of go.mod and go.work. All other directives are ignored, known or not, so that files
//! of newer versions of Go are read.

use super::lexer::{Mistake, Statement, Word, statements};
use super::{Error, SyntaxError, text};
use crate::version::Version;
use std::ops::Range;
use std::path::Path;

/// The most of a file that is read, in bytes: Go's own limit.
pub(super) const LIMIT: u64 = 16 << 20;

/// A value that stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<T> {
    pub value: T,
    /// As it is written.
    pub text: String,
    /// Counted from 1.
    pub number: usize,
    /// Where the text lies in the file.
    pub span: Range<usize>,
}

/// What a `toolchain` line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// `toolchain default`
    Default,
    /// `toolchain go1.22.3`, with any suffix
    Version(Version),
}

/// The two lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GoLines {
    pub go: Option<Line<Version>>,
    pub toolchain: Option<Line<Name>>,
    /// The end of the module line, after which a go line would stand.
    pub module_end: Option<usize>,
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<(GoLines, Vec<u8>), Error> {
    checked(path, text::read(path, LIMIT)?)
}

/// The same for who replaces the toolchain: a name that Go refuses is taken as `default`.
pub(super) fn read_to_replace(path: &Path) -> Result<(GoLines, Vec<u8>), Error> {
    let bytes = text::read(path, LIMIT)?;
    let Err((at, SyntaxError::NotToolchain(_))) = parse(&bytes) else { return checked(path, bytes) };
    let rest = &bytes[at..];
    let quoted = rest.first().filter(|first| b"\"`".contains(first));
    let end = match quoted {
        Some(quote) => rest[1..].iter().position(|byte| byte == quote).map(|end| end + 2),
        None => rest.iter().position(u8::is_ascii_whitespace),
    };
    let end = end.unwrap_or(rest.len());
    checked(path, [&bytes[..at], b"default", &rest[end..]].concat())
}

fn checked(path: &Path, bytes: Vec<u8>) -> Result<(GoLines, Vec<u8>), Error> {
    match parse(&bytes) {
        Ok(lines) => Ok((lines, bytes)),
        Err((at, problem)) => {
            let (line, column) = text::position(&bytes, at);
            let problem = if path.is_symlink() { problem.without_text() } else { problem };
            Err(Error::Syntax { path: path.to_owned(), line, column, problem })
        }
    }
}

/// Finds the lines in the bytes of a file. Offsets count a byte order mark.
pub(super) fn parse(bytes: &[u8]) -> Result<GoLines, Mistake> {
    let mark = if bytes.starts_with(text::BOM) { text::BOM.len() } else { 0 };
    let mut lines = GoLines::default();
    let shifted = |(at, problem): Mistake| (at + mark, problem);
    for statement in statements(&bytes[mark..]).map_err(shifted)? {
        lines.take(&statement, bytes, mark).map_err(shifted)?;
    }
    Ok(lines)
}

impl GoLines {
    fn take(&mut self, statement: &Statement<'_>, bytes: &[u8], mark: usize) -> Result<(), Mistake> {
        let first = statement.words[0];
        match first.text {
            b"go" => {
                let word = only_word(statement, "go", self.go.is_some())?;
                let version = go_version(word.text)
                    .ok_or_else(|| (word.at, SyntaxError::NotGoVersion(shown(word.text))))?;
                self.go = Some(line(version, word, bytes, mark));
            }
            b"toolchain" => {
                let word = only_word(statement, "toolchain", self.toolchain.is_some())?;
                let name = toolchain_name(word.text)
                    .ok_or_else(|| (word.at, SyntaxError::NotToolchain(shown(word.text))))?;
                self.toolchain = Some(line(name, word, bytes, mark));
            }
            b"module" if !statement.block => {
                let last = statement.words.last().unwrap_or(&first);
                self.module_end = Some(last.at + last.text.len() + mark);
            }
            _ => {}
        }
        Ok(())
    }
}

fn only_word<'a>(statement: &Statement<'a>, verb: &'static str, again: bool) -> Result<Word<'a>, Mistake> {
    match statement.words[..] {
        [first, ..] if again => Err((first.at, SyntaxError::Repeated(verb))),
        [_, word] if !statement.block => Ok(word),
        [first, ..] => Err((first.at, SyntaxError::OneWord(verb))),
        [] => Err((0, SyntaxError::OneWord(verb))),
    }
}

fn line<T>(value: T, word: Word<'_>, bytes: &[u8], mark: usize) -> Line<T> {
    let start = word.at + mark;
    let number = text::position(bytes, start).0;
    Line { value, text: shown(word.text), number, span: start..start + word.text.len() }
}

/// `1.22`, `1.22.3`, `1.22rc1`; a bare `1` is none here (`modfile.GoVersionRE`).
fn go_version(text: &[u8]) -> Option<Version> {
    std::str::from_utf8(text).ok().filter(|text| text.contains('.'))?.parse().ok()
}

/// `default`, or `go1…` with a suffix that holds no path separator (`modfile.ToolchainRE`, `gover.FromToolchain`).
fn toolchain_name(text: &[u8]) -> Option<Name> {
    let text = std::str::from_utf8(text).ok()?;
    if text == "default" {
        return Some(Name::Default);
    }
    let named = (text == "go1" || text.starts_with("go1.")) && !text.contains(['/', '\\']);
    named.then(|| Version::from_toolchain_name(text).ok().map(Name::Version))?
}

/// Whether a toolchain line can name a version.
pub(super) fn can_name(version: &Version) -> bool {
    toolchain_name(version.toolchain_name().as_bytes()).is_some()
}

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(content: &str) -> (Option<String>, Option<String>) {
        let lines = parse(content.as_bytes()).unwrap();
        (lines.go.map(|line| line.text), lines.toolchain.map(|line| line.text))
    }

    #[test]
    fn reads_what_go_reads() {
        for (content, go, toolchain) in [
            ("", None, None),
            ("module m\n\ngo 1.22\n\ntoolchain go1.22.3\n", Some("1.22"), Some("go1.22.3")),
            ("\u{feff}go 1.21rc2 // why\r\ntoolchain\tdefault\r\n", Some("1.21rc2"), Some("default")),
            ("toolchain go1.22.3-custom", None, Some("go1.22.3-custom")),
            ("require (\n\tgo 1.99\n\ttoolchain go1.99\n)\ngo 1.20", Some("1.20"), None),
            ("ignore ./x\ngodebug default=go1.21\ngo 1.25.0", Some("1.25.0"), None),
            ("tool (\n\ta/b\n)\ngo 1.24", Some("1.24"), None),
            ("use (\n\t./a\n\t\"./b (x)\"\n)\ngo 1.18", Some("1.18"), None),
        ] {
            assert_eq!(texts(content), (go.map(Into::into), toolchain.map(Into::into)), "{content:?}");
        }
    }

    #[test]
    fn refuses_what_go_refuses() {
        for (content, at, problem) in [
            ("go 1.22\ngo 1.23", 8, SyntaxError::Repeated("go")),
            ("toolchain go1.22.3\ntoolchain default", 19, SyntaxError::Repeated("toolchain")),
            ("go", 0, SyntaxError::OneWord("go")),
            ("go 1.22 1.23", 0, SyntaxError::OneWord("go")),
            ("go (\n1.22\n)", 0, SyntaxError::OneWord("go")),
            ("go ( 1.22 )", 0, SyntaxError::OneWord("go")),
            ("go 1", 3, SyntaxError::NotGoVersion("1".into())),
            ("go v1.22", 3, SyntaxError::NotGoVersion("v1.22".into())),
            ("go \"1.22\"", 3, SyntaxError::NotGoVersion("\"1.22\"".into())),
            ("\u{feff}go 1.22.x", 6, SyntaxError::NotGoVersion("1.22.x".into())),
            ("toolchain 1.22.3", 10, SyntaxError::NotToolchain("1.22.3".into())),
            ("toolchain local", 10, SyntaxError::NotToolchain("local".into())),
            ("toolchain go1.22.3-a/b", 10, SyntaxError::NotToolchain("go1.22.3-a/b".into())),
        ] {
            assert_eq!(parse(content.as_bytes()), Err((at, problem)), "{content:?}");
        }
    }

    fn filler() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("\n".to_owned()),
            Just("// go 1.1 (\n".to_owned()),
            Just("require (\n\tgo 1.99\n\n\t\"x (\" v1 // )\n)\n".to_owned()),
            Just("require a.example/go v1.2.3 // indirect\n".to_owned()),
            Just("replace `a//b` => ../go\n".to_owned()),
            Just("retract [v1.0.0, v1.9.9]\n".to_owned()),
            Just("exclude ()\n".to_owned()),
            "[ \t]{0,4}//[ -~]{0,20}\n",
        ]
    }

    proptest! {
        #[test]
        fn the_lines_are_found_in_any_layout(
            before in proptest::collection::vec(filler(), 0..6),
            between in proptest::collection::vec(filler(), 0..6),
            after in proptest::collection::vec(filler(), 0..6),
            indent in "[ \t]{0,3}", gap in "[ \t]{1,3}", tail in "([ \t]{0,2}|[ \t]?//[ -~]{0,9})",
            minor in 0u64..40, patch in 0u64..20, swap: bool,
        ) {
            let go = format!("1.{minor}");
            let toolchain = format!("go1.{minor}.{patch}");
            let go_line = format!("{indent}go{gap}{go}{tail}\n");
            let toolchain_line = format!("{indent}toolchain{gap}{toolchain}{tail}\n");
            let (one, two) = if swap { (toolchain_line, go_line) } else { (go_line, toolchain_line) };
            let unix = format!("{}{one}{}{two}{}", before.concat(), between.concat(), after.concat());
            let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
            for content in [&unix, &windows] {
                prop_assert_eq!(texts(content), (Some(go.clone()), Some(toolchain.clone())));
            }
            let number = |content: &str| parse(content.as_bytes()).unwrap().go.unwrap().number;
            prop_assert_eq!(number(&unix), number(&windows));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse(&bytes);
        }
    }
}
