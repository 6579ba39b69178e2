//! A block between two marks in a file that gv does not own: found, inserted, renewed, removed. All else in the file
//! is kept byte for byte. Pure: bytes in, bytes out.

use std::ops::Range;

/// Says that the line before the block had no line end, so that taking the block out can take that one out too.
const JOINED: &str = "# The line above had no line end.";
/// Says that there was no file.
const CREATED: &str = "# There was no such file before.";

/// What blocks of one kind look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// The line that begins a block.
    pub start: &'static str,
    /// The line that ends it.
    pub end: &'static str,
    /// The ends of its lines.
    pub line_ends: LineEnds,
}

/// The ends of lines that are put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// `\n`, whatever the file has: a shell takes no other.
    Lf,
    /// Those of the file.
    OfFile,
}

/// A mark without its counterpart, or a second block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// Where it stands, counted from 1.
    pub line: usize,
    /// [`Marks::start`] or [`Marks::end`].
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

impl Marks {
    /// A whole block with these lines.
    pub fn around(&self, lines: &str) -> String {
        format!("{}\n{}\n{}\n", self.start, lines.trim_end(), self.end)
    }

    /// The file with a block of these lines: put at the end, or in the place of an earlier one. `None` for the content
    /// means that there is no file yet.
    pub fn put(&self, content: Option<&[u8]>, lines: &str) -> Result<Vec<u8>, Damage> {
        let bytes = content.unwrap_or_default();
        let line_end = self.line_end(bytes);
        if let Some(range) = self.find(bytes)? {
            let block = self.noted(note(&bytes[range.clone()]), lines, line_end);
            return Ok([&bytes[..range.start], block.as_bytes(), &bytes[range.end..]].concat());
        }
        let joined = !bytes.is_empty() && !bytes.ends_with(b"\n");
        let note = match content {
            None => Some(CREATED),
            Some(_) if joined => Some(JOINED),
            Some(_) => None,
        };
        let between = if joined { line_end.as_bytes() } else { b"" };
        Ok([bytes, between, self.noted(note, lines, line_end).as_bytes()].concat())
    }

    /// The block of a file, as it stands there.
    pub fn get<'a>(&self, content: &'a [u8]) -> Result<Option<&'a [u8]>, Damage> {
        Ok(self.find(content)?.map(|range| &content[range]))
    }

    /// The file without its block; `None` when there is none in it.
    pub fn take(&self, content: &[u8]) -> Result<Option<Rest>, Damage> {
        let Some(range) = self.find(content)? else { return Ok(None) };
        let note = note(&content[range.clone()]);
        let (mut before, after) = (&content[..range.start], &content[range.end..]);
        // With lines after the block, the line end before it has become one of the user's.
        if note == Some(JOINED) && after.is_empty() {
            before = self.unjoined(before);
        }
        let bytes = [before, after].concat();
        let disposable = note == Some(CREATED) && bytes.is_empty();
        Ok(Some(Rest { bytes, disposable }))
    }

    /// The file as text, with an empty line for each of the block: what others have written, at its lines.
    pub fn blanked(&self, content: &[u8]) -> String {
        let Ok(Some(range)) = self.find(content) else {
            return String::from_utf8_lossy(content).into_owned();
        };
        let lines = content[range.clone()].split_inclusive(|byte| *byte == b'\n').count();
        let text = [&content[..range.start], "\n".repeat(lines).as_bytes(), &content[range.end..]].concat();
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Whether a line of the file, counted from 1, belongs to the block.
    pub fn covers(&self, content: &[u8], line: usize) -> bool {
        let Ok(Some(range)) = self.find(content) else { return false };
        let lines = |part: &[u8]| part.split_inclusive(|byte| *byte == b'\n').count();
        let before = lines(&content[..range.start]);
        line > before && line <= before + lines(&content[range])
    }

    /// Without the line end that was put behind it: the one that [`Marks::line_end`] gives for what is left.
    fn unjoined<'a>(&self, content: &'a [u8]) -> &'a [u8] {
        let without =
            |end: &str| content.strip_suffix(end.as_bytes()).filter(|rest| self.line_end(rest) == end);
        without("\r\n").or_else(|| without("\n")).unwrap_or(content)
    }

    /// What lines that are put in are ended by: for those of the file, what its last line that ends is ended by.
    fn line_end(&self, content: &[u8]) -> &'static str {
        let last = content.iter().rposition(|byte| *byte == b'\n');
        match (self.line_ends, last) {
            (LineEnds::OfFile, Some(at)) if content[..at].ends_with(b"\r") => "\r\n",
            _ => "\n",
        }
    }

    fn noted(&self, note: Option<&str>, lines: &str, line_end: &str) -> String {
        let note = note.map(|note| format!("{note}\n")).unwrap_or_default();
        self.around(&format!("{note}{lines}")).replace('\n', line_end)
    }

    /// Where the block is, from the first byte of its first line to the line end of its last. A second block, as a
    /// merge of two machines' files leaves it, is damage: which one is meant, a person has to say.
    fn find(&self, content: &[u8]) -> Result<Option<Range<usize>>, Damage> {
        let mut found: Option<Range<usize>> = None;
        let mut open: Option<(usize, usize)> = None;
        let mut position = 0;
        for (index, line) in content.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let number = index + 1;
            let is = |mark: &str| line.trim_ascii() == mark.as_bytes();
            if is(self.start) {
                if let Some((line, _)) = open {
                    return Err(Damage { line, mark: self.start });
                }
                if found.is_some() {
                    return Err(Damage { line: number, mark: self.start });
                }
                open = Some((number, position));
            } else if is(self.end) {
                let (_, start) = open.take().ok_or(Damage { line: number, mark: self.end })?;
                found = Some(start..position + line.len());
            }
            position += line.len();
        }
        match open {
            Some((line, _)) => Err(Damage { line, mark: self.start }),
            None => Ok(found),
        }
    }
}

fn note(block: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(block);
    [JOINED, CREATED].into_iter().find(|note| text.lines().any(|line| line == *note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LF: Marks = Marks { start: "# >>>", end: "# <<<", line_ends: LineEnds::Lf };
    const OF_FILE: Marks = Marks { line_ends: LineEnds::OfFile, ..LF };

    fn marks() -> impl Strategy<Value = Marks> {
        prop_oneof![Just(LF), Just(OF_FILE)]
    }

    fn put_text(marks: Marks, content: &str, lines: &str) -> String {
        String::from_utf8(marks.put(Some(content.as_bytes()), lines).unwrap()).unwrap()
    }

    proptest! {
        #[test]
        fn taking_out_undoes_putting_in(
            content in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..60)),
            marks in marks(),
            first in "[a-z]{1,5}\n",
            second in "[a-z]{1,5}(\n[a-z]{1,5}){0,3}",
        ) {
            let once = marks.put(content.as_deref(), &first).unwrap();
            let twice = marks.put(Some(&once), &second).unwrap();
            for with in [&once, &twice] {
                let rest = marks.take(with).unwrap().unwrap();
                prop_assert_eq!(rest.disposable, content.is_none());
                prop_assert_eq!(rest.bytes, content.clone().unwrap_or_default());
            }
            prop_assert_eq!(&marks.put(Some(&once), &first).unwrap(), &once);
            prop_assert_eq!(marks.put(Some(&twice), &first).unwrap(), once);
        }

        #[test]
        fn so_it_is_with_the_line_ends_that_files_have(
            content in "([a-z#>. ]{0,8}(\n|\r\n|\r)?){0,6}",
            after in "([a-z]{0,8}(\n|\r\n)){0,3}[a-z]{0,3}",
            marks in marks(),
        ) {
            // A mark of its own would be damage.
            prop_assume!(content.lines().all(|line| ![marks.start, marks.end].contains(&line.trim())));
            let with = marks.put(Some(content.as_bytes()), "now").unwrap();
            prop_assert_eq!(marks.take(&with).unwrap().unwrap().bytes, content.as_bytes());
            // What was written behind the block since stays, and so does the line end before it.
            let longer = [&with[..], after.as_bytes()].concat();
            let renewed = marks.put(Some(&longer), "later").unwrap();
            let joined = marks.take(&longer).unwrap().unwrap().bytes;
            prop_assert!(joined.starts_with(content.as_bytes()) && joined.ends_with(after.as_bytes()));
            prop_assert_eq!(marks.take(&renewed).unwrap().unwrap().bytes, joined);
        }

        #[test]
        fn renewing_changes_nothing_around(before in "([a-z]{0,8}\n){0,3}", after in "([a-z]{0,8}\n){0,3}[a-z]{0,3}") {
            let old = put_text(LF, &before, "old") + &after;
            prop_assert_eq!(put_text(LF, &old, "new"), put_text(LF, &before, "new") + &after);
            prop_assert_eq!(LF.take(old.as_bytes()).unwrap().unwrap().bytes, (before + &after).into_bytes());
        }
    }

    #[test]
    fn a_line_added_behind_the_block_keeps_its_own_line() {
        let with = put_text(LF, "last", "x") + "added\n";
        assert_eq!(LF.take(with.as_bytes()).unwrap().unwrap().bytes, b"last\nadded\n");
    }

    #[test]
    fn a_mark_without_its_counterpart_is_named() {
        let damage = |content: &str| LF.put(Some(content.as_bytes()), "x").unwrap_err();
        assert_eq!(damage("a\n# >>>\nb\n"), Damage { line: 2, mark: LF.start });
        assert_eq!(damage("# <<<\n"), Damage { line: 1, mark: LF.end });
        assert_eq!(damage("# >>>\n# >>>\n# <<<\n"), Damage { line: 1, mark: LF.start });
        assert_eq!(damage(&"# >>>\n# <<<\n".repeat(2)), Damage { line: 3, mark: LF.start });
    }

    #[test]
    fn line_ends_are_those_of_the_file_or_those_of_a_shell() {
        let count = |text: &str| (text.matches('\n').count(), text.matches("\r\n").count());
        assert_eq!(count(&put_text(OF_FILE, "a\r\n", "x")), (4, 4));
        assert_eq!(count(&put_text(LF, "a\r\n", "x")), (4, 1));
        // An editor that wrote others does not hide the block.
        let crlf = put_text(LF, "a\n", "old").replace('\n', "\r\n");
        assert_eq!(put_text(LF, &crlf, "new"), "a\r\n".to_owned() + &put_text(LF, "", "new"));
    }

    #[test]
    fn what_others_wrote_stands_at_its_lines() {
        let with = put_text(LF, "a\n", "x\ny") + "b";
        assert_eq!(LF.blanked(with.as_bytes()), "a\n\n\n\n\nb");
        assert_eq!(LF.blanked(b"a\nb"), "a\nb");
    }
}
