//! Writing a pin down.

use super::{Error, pin, text};
use crate::version::Spec;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What [`write_pin`] changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What stood there before, as it was written.
    pub before: Option<String>,
}

/// Pins a directory. A `.go-version` is written whole; where the directory is pinned by a line of its
/// `.tool-versions` instead, that one word is changed and everything else kept byte for byte.
pub fn write_pin(dir: &Path, spec: &Spec) -> Result<Written, Error> {
    let plain = dir.join(".go-version");
    let tools = dir.join(".tool-versions");
    text::refuse_link(&plain)?;
    if !text::is_file(&plain)
        && text::is_file(&tools)
        && let Some(written) = in_tool_versions(tools, spec)?
    {
        return Ok(written);
    }
    let before = text::is_file(&plain).then(|| pin::Pin::read(&plain).ok().flatten()).flatten();
    text::replace(&plain, format!("{spec}\n").as_bytes())?;
    Ok(Written { file: plain, line: 1, before: before.map(|pin| pin.text) })
}

/// Takes the pin of a directory away: its `.go-version`, else the Go line of its `.tool-versions`, all other lines of which
/// stay. `None` where it has none.
pub fn remove_pin(dir: &Path) -> Result<Option<Written>, Error> {
    let plain = dir.join(".go-version");
    text::refuse_link(&plain)?;
    if text::is_file(&plain) {
        let before = pin::Pin::read(&plain).ok().flatten();
        text::remove(&plain)?;
        return Ok(Some(Written { file: plain, line: 1, before: before.map(|pin| pin.text) }));
    }
    let file = dir.join(".tool-versions");
    if !text::is_file(&file) {
        return Ok(None);
    }
    text::refuse_link(&file)?;
    let bytes = text::read(&file, pin::LIMIT)?;
    // A file in UTF-16 is read, but not edited.
    let found =
        if matches!(text::decode(&bytes), Cow::Owned(_)) { None } else { pin::in_tool_versions(&bytes) };
    let Some(found) = found else { return Ok(None) };
    let mark = if bytes.starts_with(text::BOM) { text::BOM.len() } else { 0 };
    let start = bytes[..found.at].iter().rposition(|byte| *byte == b'\n').map_or(mark, |end| end + 1);
    let end = bytes[found.at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |end| found.at + end + 1);
    let line = text::position(&bytes, found.at).0;
    let before = Some(String::from_utf8_lossy(found.text).into_owned());
    let left = [&bytes[..start], &bytes[end..]].concat();
    if left.iter().all(u8::is_ascii_whitespace) {
        text::remove(&file)?;
    } else {
        text::replace(&file, &left)?;
    }
    Ok(Some(Written { file, line, before }))
}

fn in_tool_versions(file: PathBuf, spec: &Spec) -> Result<Option<Written>, Error> {
    let bytes = text::read(&file, pin::LIMIT)?;
    // A file in UTF-16 is read, but not edited.
    if matches!(text::decode(&bytes), Cow::Owned(_)) {
        return Ok(None);
    }
    let Some(found) = pin::in_tool_versions(&bytes) else { return Ok(None) };
    let (start, end) = (found.at, found.at + found.text.len());
    let gap = if found.text.is_empty() { " " } else { "" };
    let content = [&bytes[..start], gap.as_bytes(), spec.to_string().as_bytes(), &bytes[end..]].concat();
    let written = Written {
        line: text::position(&bytes, start).0,
        before: Some(String::from_utf8_lossy(found.text).into_owned()).filter(|text| !text.is_empty()),
        file,
    };
    text::replace(&written.file, &content)?;
    Ok(Some(written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn spec(text: &str) -> Spec {
        text.parse().unwrap()
    }

    #[test]
    fn a_go_version_file_is_made_or_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(".go-version");
        assert_eq!(write_pin(dir.path(), &spec("1.22.3")).unwrap().before, None);
        assert_eq!(fs::read(&file).unwrap(), b"1.22.3\n");
        fs::write(&file, b"\xef\xbb\xbfgo1.21\r\n1.20\r\n").unwrap();
        assert_eq!(write_pin(dir.path(), &spec("go1.22")).unwrap().before.as_deref(), Some("go1.21"));
        assert_eq!(fs::read(&file).unwrap(), b"1.22\n");
        fs::write(&file, b"garbage").unwrap();
        write_pin(dir.path(), &spec("latest")).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"latest\n");
    }

    /// The line was found in the bytes as they are, changed there, and not parsed.
    #[test]
    fn a_tool_versions_file_in_utf_16_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(".tool-versions");
        let content = b"\xff\xfe1\ngo \x002\0\r\0\n\0";
        fs::write(&file, content).unwrap();
        assert_eq!(write_pin(dir.path(), &spec("1.22.3")).unwrap().file, dir.path().join(".go-version"));
        assert_eq!(fs::read(&file).unwrap(), content);
    }

    #[test]
    fn one_word_of_a_tool_versions_file_is_changed() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(".tool-versions");
        for (old, new, line) in [
            (
                &b"\xef\xbb\xbfnode 20\r\ngolang  1.21.1 1.20 # \xb0\r\n"[..],
                &b"\xef\xbb\xbfnode 20\r\ngolang  1.22.3 1.20 # \xb0\r\n"[..],
                2,
            ),
            (b"go 1.21", b"go 1.22.3", 1),
            (b"golang # none", b"golang 1.22.3 # none", 1),
        ] {
            fs::write(&file, old).unwrap();
            assert_eq!(write_pin(dir.path(), &spec("1.22.3")).unwrap().line, line);
            assert_eq!(fs::read(&file).unwrap(), new);
        }
        fs::write(&file, "node 20\n").unwrap();
        assert_eq!(write_pin(dir.path(), &spec("1.22.3")).unwrap().file, dir.path().join(".go-version"));
        assert_eq!(fs::read(&file).unwrap(), b"node 20\n");
    }
}
