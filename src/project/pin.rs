//! A version written down for a directory: `.go-version`, or the Go line of a `.tool-versions`.

use super::{Error, text};
use crate::version::Spec;
use std::path::{Path, PathBuf};

/// The most of a pin file that is read, in bytes.
pub(super) const LIMIT: u64 = 1 << 20;

/// A pin, as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// What it asks for.
    pub spec: Spec,
    /// As it is written.
    pub text: String,
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
}

impl Pin {
    /// Reads a pin file of either kind, told by its name. `None` is a `.tool-versions` that says nothing of Go.
    /// Of several versions the first counts.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        let bytes = text::read(path, LIMIT)?;
        let content = text::decode(&bytes);
        let tools = is_tool_versions(path);
        let found = if tools { in_tool_versions(&content) } else { first_word(&content) };
        match found {
            Some(word) => word.into_pin(path, &content).map(Some),
            None if tools => Ok(None),
            None => Err(Error::EmptyPin { path: path.to_owned() }),
        }
    }
}

/// A word, at its offset in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a [u8],
    pub at: usize,
}

impl Word<'_> {
    fn into_pin(self, path: &Path, content: &[u8]) -> Result<Pin, Error> {
        let text = String::from_utf8_lossy(self.text);
        let (line, column) = text::position(content, self.at);
        let spec = text.parse().map_err(|_| Error::NotVersion {
            path: path.to_owned(),
            line,
            column,
            text: text.chars().take(64).collect(),
        })?;
        Ok(Pin { spec, text: text.into_owned(), file: path.to_owned(), line })
    }
}

/// The first word that is no comment.
fn first_word(content: &[u8]) -> Option<Word<'_>> {
    lines(content).find_map(|line| words(line).next())
}

/// The version after `golang` or `go`: the names asdf and mise use. A Go line without a version is an empty word.
pub(super) fn in_tool_versions(content: &[u8]) -> Option<Word<'_>> {
    lines(content).find_map(|line| {
        let mut words = words(line);
        let name = words.next().filter(|word| [&b"golang"[..], b"go"].contains(&word.text))?;
        Some(words.next().unwrap_or(Word { text: b"", at: name.at + name.text.len() }))
    })
}

/// The lines, each at its offset, without its end, its comment, and a byte order mark.
fn lines(content: &[u8]) -> impl Iterator<Item = Word<'_>> {
    let mut next = 0;
    content.split(|&b| b == b'\n').map(move |line| {
        let mark = if next == 0 && line.starts_with(text::BOM) { text::BOM.len() } else { 0 };
        let at = next + mark;
        next += line.len() + 1;
        let code = line[mark..].split(|&b| b == b'#').next().unwrap_or_default();
        Word { text: code, at }
    })
}

fn words(line: Word<'_>) -> impl Iterator<Item = Word<'_>> {
    let mut next = line.at;
    line.text.split(u8::is_ascii_whitespace).filter_map(move |text| {
        let at = next;
        next += text.len() + 1;
        (!text.is_empty()).then_some(Word { text, at })
    })
}

fn is_tool_versions(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == ".tool-versions")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(name: &str, content: &[u8]) -> Result<Option<Pin>, Error> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        Pin::read(&path)
    }

    fn utf16(text: &str) -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    }

    #[test]
    fn a_go_version_file_is_read_however_it_was_saved() {
        for (content, text, line) in [
            (&b"1.22.3"[..], "1.22.3", 1),
            (b"1.22.3\n", "1.22.3", 1),
            (b"\xef\xbb\xbfgo1.22.3\r\n", "go1.22.3", 1),
            (b"# why\r\n\r\n  1.22  # LTS\r\n", "1.22", 3),
            (b"1.22.3\n1.21.13\n", "1.22.3", 1),
            (b"1.22.3 1.21.13\n", "1.22.3", 1),
            (b"# \xb0\xe6\xb1\xbe\n1.20\n", "1.20", 2),
            (&utf16("1.22.3\r\n"), "1.22.3", 1),
            (b"system", "system", 1),
        ] {
            let pin = read(".go-version", content).unwrap().unwrap();
            assert_eq!((pin.text.as_str(), pin.line), (text, line), "{content:?}");
        }
    }

    #[test]
    fn a_tool_versions_file_counts_only_with_a_go_line() {
        let pin = read(".tool-versions", b"node 20\r\ngolang  1.22.3 1.21.0\r\n").unwrap().unwrap();
        assert_eq!((pin.text.as_str(), pin.line), ("1.22.3", 2));
        assert_eq!(read(".tool-versions", b"go 1.22\n").unwrap().unwrap().text, "1.22");
        for without in ["", "node 20\n# golang 1.22\n", "golangci-lint 1.50\n"] {
            assert_eq!(read(".tool-versions", without.as_bytes()).unwrap(), None, "{without:?}");
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let error = read(".go-version", "# x\n  1.x.y\n".as_bytes()).unwrap_err();
        assert!(error.to_string().ends_with(".go-version:2:3: \"1.x.y\" is no Go version"), "{error}");
        let error = read(".tool-versions", b"golang ref:master").unwrap_err();
        assert!(error.to_string().contains(".tool-versions:1:8: \"ref:master\""), "{error}");
        let error = read(".tool-versions", b"golang # none").unwrap_err();
        assert!(error.to_string().contains(".tool-versions:1:7: \"\""), "{error}");
        assert!(matches!(read(".go-version", b"\n# only\n"), Err(Error::EmptyPin { .. })));
        assert!(matches!(read(".go-version", &vec![b' '; 2 << 20]), Err(Error::TooLarge { .. })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_pin_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for name in [".go-version", ".tool-versions"] {
                let _ = read(name, &bytes);
            }
        }

        #[test]
        fn line_ends_and_marks_change_nothing(before in "(#[a-z ]{0,9}\n|\n){0,4}", pad in "[ \t]{0,3}") {
            let unix = format!("{before}{pad}1.22.3{pad}\n");
            let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
            let line = before.matches('\n').count() + 1;
            for content in [unix.as_bytes(), windows.as_bytes(), &utf16(&unix)] {
                let pin = read(".go-version", content).unwrap().unwrap();
                prop_assert_eq!((pin.text.as_str(), pin.line), ("1.22.3", line));
            }
        }
    }
}
