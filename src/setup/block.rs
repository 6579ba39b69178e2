//! The marked block in a startup file: found, put in, renewed, taken out. All else in the file is kept byte for byte.
//! Pure: bytes in, bytes out.

use std::ops::Range;

/// The line that begins a block.
pub const START: &str = "# >>> gv >>>";
/// The line that ends it.
pub const END: &str = "# <<< gv <<<";

const AUTHOR: &str = "# Written by `gv setup`, taken out by `gv self uninstall`.";
/// Says that the line before the block had no line end, so that taking the block out can take that one out too.
const JOINED: &str = "# The line above had no line end.";
/// Says that there was no file.
const CREATED: &str = "# There was no such file before.";

/// A mark without its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// Where it stands, counted from 1.
    pub line: usize,
    /// [`START`] or [`END`].
    pub mark: &'static str,
}

/// What is left of a file without its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// The bytes around the block.
    pub bytes: Vec<u8>,
    /// Whether the block made the file, and nothing was added since: the file can go.
    pub disposable: bool,
}

/// The file with a block of these lines: put at the end, or in the place of an earlier one. `None` for the content
/// means that there is no file yet.
pub fn put(content: Option<&[u8]>, lines: &str) -> Result<Vec<u8>, Damage> {
    let bytes = content.unwrap_or_default();
    if let Some(range) = find(bytes)? {
        let note = note(&bytes[range.clone()]);
        return Ok([&bytes[..range.start], text(note, lines).as_bytes(), &bytes[range.end..]].concat());
    }
    let joined = !bytes.is_empty() && !bytes.ends_with(b"\n");
    let note = match content {
        None => Some(CREATED),
        Some(_) if joined => Some(JOINED),
        Some(_) => None,
    };
    let line_end: &[u8] = if joined { b"\n" } else { b"" };
    Ok([bytes, line_end, text(note, lines).as_bytes()].concat())
}

/// The block of a file, as it stands there.
pub fn get(content: &[u8]) -> Result<Option<&[u8]>, Damage> {
    Ok(find(content)?.map(|range| &content[range]))
}

/// The file without its block; `None` when there is none in it.
pub fn take(content: &[u8]) -> Result<Option<Rest>, Damage> {
    let Some(range) = find(content)? else { return Ok(None) };
    let note = note(&content[range.clone()]);
    let (mut before, after) = (&content[..range.start], &content[range.end..]);
    // With lines after the block, the line end before it has become one of the user's.
    if note == Some(JOINED) && after.is_empty() {
        before = before.strip_suffix(b"\n").unwrap_or(before);
    }
    let bytes = [before, after].concat();
    let disposable = note == Some(CREATED) && bytes.is_empty();
    Ok(Some(Rest { bytes, disposable }))
}

fn text(note: Option<&str>, lines: &str) -> String {
    let note = note.map(|note| format!("{note}\n")).unwrap_or_default();
    format!("{START}\n{AUTHOR}\n{note}{}\n{END}\n", lines.trim_end())
}

fn note(block: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(block);
    [JOINED, CREATED].into_iter().find(|note| text.lines().any(|line| line == *note))
}

/// Where the block is, from the first byte of its first line to the line end of its last. A second block, as a merge
/// of two machines' files leaves it, is damage: which one is meant, a person has to say.
fn find(content: &[u8]) -> Result<Option<Range<usize>>, Damage> {
    let mut found: Option<Range<usize>> = None;
    let mut open: Option<(usize, usize)> = None;
    let mut position = 0;
    for (index, line) in content.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        let is = |mark: &str| line.trim_ascii() == mark.as_bytes();
        if is(START) {
            if let Some((line, _)) = open {
                return Err(Damage { line, mark: START });
            }
            if found.is_some() {
                return Err(Damage { line: number, mark: START });
            }
            open = Some((number, position));
        } else if is(END) {
            let (_, start) = open.take().ok_or(Damage { line: number, mark: END })?;
            found = Some(start..position + line.len());
        }
        position += line.len();
    }
    match open {
        Some((line, _)) => Err(Damage { line, mark: START }),
        None => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn put_text(content: &str, lines: &str) -> String {
        String::from_utf8(put(Some(content.as_bytes()), lines).unwrap()).unwrap()
    }

    proptest! {
        #[test]
        fn taking_out_undoes_putting_in(content in proptest::option::of("([a-z#> ]{0,8}(\n|\r\n|\r)?){0,6}"), lines in "[a-z]{1,5}\n") {
            let content = content.map(String::into_bytes);
            let with = put(content.as_deref(), &lines).unwrap();
            prop_assert_eq!(&put(Some(&with), &lines).unwrap(), &with);
            let rest = take(&with).unwrap().unwrap();
            prop_assert_eq!(rest.disposable, content.is_none());
            prop_assert_eq!(rest.bytes, content.unwrap_or_default());
        }

        #[test]
        fn renewing_changes_nothing_around(before in "([a-z]{0,8}\n){0,3}", after in "([a-z]{0,8}\n){0,3}[a-z]{0,3}") {
            let old = put_text(&before, "old") + &after;
            prop_assert_eq!(put_text(&old, "new"), put_text(&before, "new") + &after);
            prop_assert_eq!(take(old.as_bytes()).unwrap().unwrap().bytes, (before + &after).into_bytes());
        }
    }

    #[test]
    fn a_line_added_behind_the_block_keeps_its_own_line() {
        let with = put_text("last", "x") + "added\n";
        assert_eq!(take(with.as_bytes()).unwrap().unwrap().bytes, b"last\nadded\n");
    }

    #[test]
    fn a_mark_without_its_counterpart_is_named() {
        let damage = |content: &str| put(Some(content.as_bytes()), "x").unwrap_err();
        assert_eq!(damage("a\n# >>> gv >>>\nb\n"), Damage { line: 2, mark: START });
        assert_eq!(damage("# <<< gv <<<\n"), Damage { line: 1, mark: END });
        assert_eq!(damage("# >>> gv >>>\n# >>> gv >>>\n# <<< gv <<<\n"), Damage { line: 1, mark: START });
        let twice = "# >>> gv >>>\n# <<< gv <<<\n".repeat(2);
        assert_eq!(damage(&twice), Damage { line: 3, mark: START });
    }

    #[test]
    fn an_editor_that_wrote_crlf_does_not_hide_the_block() {
        let crlf = put_text("a\n", "old").replace('\n', "\r\n");
        assert_eq!(put_text(&crlf, "new"), "a\r\n".to_owned() + &put_text("", "new"));
    }
}
