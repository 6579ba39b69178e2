//! A version written down for a directory: `.go-version`, the Go line of a `.tool-versions`, or that of a file of mise or
//! proto.

use super::pin_file::{Form, PinFile};
use super::{Error, text, toml_pin};
use crate::version::Spec;
use std::path::{Path, PathBuf};

/// The most of a pin file that is read, in bytes.
pub(super) const LIMIT: u64 = 1 << 20;

/// The most versions of one line that are read.
const VERSIONS: usize = 32;

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
    /// What else stands on that line of a `.tool-versions`: the first that is installed counts, else the first.
    pub others: Vec<Alternative>,
}

/// One of several versions on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// What it asks for.
    pub spec: Spec,
    /// As it is written.
    pub text: String,
}

impl Pin {
    /// The pin with the first of its versions for which `is_there` says so. Where that is none of them, it is the first
    /// that can be installed.
    #[must_use]
    pub fn settled(mut self, mut is_there: impl FnMut(&Spec) -> bool) -> Self {
        if self.others.is_empty() || is_there(&self.spec) {
            return self;
        }
        let mut at = self.others.iter().position(|other| is_there(&other.spec));
        if self.spec == Spec::System {
            at = at.or_else(|| self.others.iter().position(|other| other.spec != Spec::System));
        }
        if let Some(at) = at {
            let other = self.others.remove(at);
            (self.spec, self.text) = (other.spec, other.text);
        }
        self
    }

    /// Reads a pin file of either kind, told by its name. `None` is a `.tool-versions` that says nothing of Go.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        Self::of(&PinFile { path: path.to_owned(), target: None })
    }

    /// The same for a file that has been found to count.
    pub(super) fn of(file: &PinFile) -> Result<Option<Self>, Error> {
        let path = &file.path;
        let bytes = text::read_itself(file.target.as_ref().unwrap_or(path), path, LIMIT)?;
        let content = text::decode(&bytes);
        let form = Form::of(path);
        if matches!(form, Form::Mise | Form::Proto) {
            return Ok(Self::of_toml(path, &content, form));
        }
        let tools = form == Form::Tools;
        let found =
            if tools { all_in_tool_versions(&content) } else { first_word(&content).into_iter().collect() };
        // Of several words one that gv can read is enough.
        let specs = found.iter().filter_map(|word| Some((word, word.spec(tools)?)));
        let mut specs = specs.collect::<Vec<_>>().into_iter();
        match (specs.next(), found.first()) {
            (Some((word, spec)), _) => {
                let text = |word: &Word<'_>| String::from_utf8_lossy(word.text).into_owned();
                let others = specs.map(|(word, spec)| Alternative { spec, text: text(word) }).collect();
                let line = text::position(&content, word.at).0;
                Ok(Some(Self { spec, text: text(word), file: file.path.clone(), line, others }))
            }
            (None, Some(word)) => Err(word.refused(file, &content)),
            (None, None) if tools => Ok(None),
            (None, None) => Err(Error::EmptyPin { path: path.to_owned() }),
        }
    }
}

impl Pin {
    /// The pin in a file of another manager. What gv does not understand there is no pin: `gv current --why` tells it.
    fn of_toml(path: &Path, content: &[u8], form: Form) -> Option<Self> {
        let text = std::str::from_utf8(content.strip_prefix(text::BOM).unwrap_or(content)).ok()?;
        let versions = toml_pin::versions(text, form == Form::Mise);
        let mut specs = versions.iter().take(VERSIONS).filter_map(|(version, at)| {
            let word = Word { text: version.as_bytes(), at: *at };
            Some((word.spec(true)?, version.clone(), *at))
        });
        let (spec, written, at) = specs.next()?;
        let others = specs.map(|(spec, text, _)| Alternative { spec, text }).collect();
        let line = text::position(text.as_bytes(), at).0;
        Some(Self { spec, text: written, file: path.to_owned(), line, others })
    }
}

/// A word, at its offset in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a [u8],
    pub at: usize,
}

impl Word<'_> {
    /// What it asks for. asdf and mise have prefixes for the newest release that begins so, which gv needs none for.
    fn spec(self, of_tool_versions: bool) -> Option<Spec> {
        let text = std::str::from_utf8(self.text).ok()?;
        let newest = text.strip_prefix("latest:").or_else(|| text.strip_prefix("prefix:"));
        newest.filter(|_| of_tool_versions).unwrap_or(text).parse().ok()
    }

    fn refused(self, file: &PinFile, content: &[u8]) -> Error {
        let path = file.path.clone();
        // What a link leads to may be anything. It is not shown.
        if file.target.is_some() {
            return Error::LeadsToNoVersion { path };
        }
        let (line, column) = text::position(content, self.at);
        let text = String::from_utf8_lossy(self.text).chars().take(64).collect();
        Error::NotVersion { path, line, column, text }
    }
}

/// The first word that is no comment; a range goes to the end of its line.
fn first_word(content: &[u8]) -> Option<Word<'_>> {
    let is_sign = |byte: &u8| b"<>=^~\"'".contains(byte);
    lines(content).find_map(|line| {
        let first = words(line).next()?;
        if !first.text.first().is_some_and(is_sign) {
            return Some(first);
        }
        let rest = line.text.get(first.at - line.at..)?;
        Some(Word { text: rest.trim_ascii_end(), ..first })
    })
}

/// The first version after `golang` or `go`: the names asdf and mise use. A Go line without a version is an empty word.
pub(super) fn in_tool_versions(content: &[u8]) -> Option<Word<'_>> {
    all_in_tool_versions(content).into_iter().next()
}

/// All versions of the Go line, in their order; an empty word where it has none.
fn all_in_tool_versions(content: &[u8]) -> Vec<Word<'_>> {
    let found = lines(content).find_map(|line| {
        let mut words = words(line);
        let name = words.next().filter(|word| [&b"golang"[..], b"go"].contains(&word.text))?;
        let versions: Vec<_> = words.take(VERSIONS).collect();
        let empty = Word { text: b"", at: name.at + name.text.len() };
        Some(if versions.is_empty() { vec![empty] } else { versions })
    });
    found.unwrap_or_default()
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
        let pin =
            read(".tool-versions", b"golang path:/opt/go 1.99.9 latest:1.22 system\n").unwrap().unwrap();
        assert_eq!((pin.text.as_str(), pin.others.len()), ("1.99.9", 2));
        let settled = |there: &str| pin.clone().settled(|spec| spec.to_string() == there);
        assert_eq!(settled("1.22").text, "latest:1.22");
        assert_eq!(settled("system").spec, Spec::System);
        assert_eq!(settled("1.21"), pin);
        for without in ["", "node 20\n# golang 1.22\n", "golangci-lint 1.50\n"] {
            assert_eq!(read(".tool-versions", without.as_bytes()).unwrap(), None, "{without:?}");
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let error = read(".go-version", "# x\n  1.x.y\n".as_bytes()).unwrap_err();
        assert!(error.to_string().ends_with(".go-version:2:3: \"1.x.y\" is not a Go version"), "{error}");
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
