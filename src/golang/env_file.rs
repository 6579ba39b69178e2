//! Go's env files, read as `go` reads them (`cmd/go/internal/cfg`), and edited as `go env -w` edits them but for
//! the order of lines, which is kept. It touches no file.

use std::ops::Range;

/// An env file: every byte of it, and what its lines mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnvFile {
    bytes: Vec<u8>,
}

/// A line `KEY=VALUE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Counted from 1.
    pub number: usize,
    /// All before the first `=`; its first byte is `A`–`Z`.
    pub key: &'a [u8],
    /// All after it: no blank, quote or carriage return is taken off.
    pub value: &'a [u8],
}

impl EnvFile {
    /// Reads a file. Every sequence of bytes is one: what `go` ignores is kept and means nothing.
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into() }
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The lines that mean something, in order; of those with one key the last is in force.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.spans().filter_map(|(number, span)| {
            let (key, value) = pair(&self.bytes[span])?;
            Some(Line { number, key, value })
        })
    }

    /// The value in force, as it stands in the file.
    pub fn get(&self, key: &str) -> Option<&[u8]> {
        self.lines().filter(|line| line.key == key.as_bytes()).last().map(|line| line.value)
    }

    /// The value in force as text; bytes that are not UTF-8 are replaced.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key).map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// Puts a value in force: the last line of the key is rewritten where it stands and earlier ones are taken
    /// out; without one, a line is added at the end. Whether a value may be written is [`super::env_rules`]'s. The
    /// line ends in LF even in a file of CRLF, where the carriage return would be part of the value.
    pub fn set(&mut self, key: &str, value: &str) {
        let line = format!("{key}={value}\n");
        let mut spans = self.spans_of(key);
        let Some(last) = spans.pop() else {
            if self.bytes.last().is_some_and(|byte| *byte != b'\n') {
                self.bytes.push(b'\n');
            }
            return self.bytes.extend_from_slice(line.as_bytes());
        };
        self.bytes.splice(last, line.bytes());
        self.remove(spans);
    }

    /// Takes every line of the key out; whether there was one.
    pub fn unset(&mut self, key: &str) -> bool {
        let spans = self.spans_of(key);
        let any = !spans.is_empty();
        self.remove(spans);
        any
    }

    fn remove(&mut self, spans: Vec<Range<usize>>) {
        for span in spans.into_iter().rev() {
            self.bytes.drain(span);
        }
    }

    /// The lines of a key, line ends included.
    fn spans_of(&self, key: &str) -> Vec<Range<usize>> {
        let is_key = |span: &Range<usize>| {
            pair(&self.bytes[span.clone()]).is_some_and(|(found, _)| found == key.as_bytes())
        };
        self.spans().map(|(_, span)| span).filter(is_key).collect()
    }

    /// Every line with its line end, and its number.
    fn spans(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.bytes
            .split_inclusive(|byte| *byte == b'\n')
            .scan(0, |start, line| {
                let span = *start..*start + line.len();
                *start = span.end;
                Some(span)
            })
            .enumerate()
            .map(|(index, span)| (index + 1, span))
    }
}

/// Key and value of a line, if it is one.
fn pair(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let equals = line.iter().position(|byte| *byte == b'=')?;
    line[0].is_ascii_uppercase().then(|| (&line[..equals], &line[equals + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(bytes: &[u8]) -> Vec<(String, String)> {
        let file = EnvFile::parse(bytes);
        let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
        file.lines().map(|line| (text(line.key), text(line.value))).collect()
    }

    type Case = (&'static [u8], &'static [(&'static str, &'static str)]);

    /// Inputs, and the keys and values that `readEnvFile` of cmd/go finds in them, in order.
    const CASES: [Case; 66] = include!("env_file/cases.in");

    #[test]
    fn files_are_read_as_go_reads_them() {
        for (bytes, expected) in CASES {
            let expected: Vec<_> =
                expected.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
            assert_eq!(shown(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_megabyte_in_one_line_or_in_many_is_no_matter() {
        let value = "x".repeat(1 << 20);
        let file = EnvFile::parse(format!("A={value}\nB=c\n"));
        assert_eq!(file.get("A").map(<[u8]>::len), Some(1 << 20));
        assert_eq!(file.text("B").as_deref(), Some("c"));
        let many = EnvFile::parse("A=1\n#\n".repeat(1 << 18) + "A=last");
        assert_eq!(many.text("A").as_deref(), Some("last"));
    }

    #[test]
    fn the_last_of_a_key_is_in_force_and_lines_are_numbered() {
        let file = EnvFile::parse("# one\nA=b\n\nA=c\nAA=d\n");
        assert_eq!(file.text("A").as_deref(), Some("c"));
        assert_eq!(file.get("B"), None);
        assert_eq!(file.lines().map(|line| line.number).collect::<Vec<_>>(), [2, 4, 5]);
    }

    fn after(text: &str, edit: impl FnOnce(&mut EnvFile)) -> String {
        let mut file = EnvFile::parse(text);
        edit(&mut file);
        String::from_utf8(file.bytes).unwrap()
    }

    #[test]
    fn a_value_is_set_where_the_last_one_stood() {
        let set = |text: &str| after(text, |file| file.set("A", "new"));
        assert_eq!(set(""), "A=new\n");
        assert_eq!(set("B=c"), "B=c\nA=new\n");
        assert_eq!(set("# of A\nA=b\n\n# of C\nC=d\n"), "# of A\nA=new\n\n# of C\nC=d\n");
        assert_eq!(set("A=1\nB=c\nA=2\n# end"), "B=c\nA=new\n# end");
        assert_eq!(set("# x\r\nA=b\r\nC=d\r\n"), "# x\r\nA=new\nC=d\r\n");
        assert_eq!(set("a=b\n A=b\n"), "a=b\n A=b\nA=new\n");
        assert_eq!(set("A=b"), "A=new\n");
    }

    #[test]
    fn a_key_is_taken_out_with_all_its_lines() {
        let unset = |text: &str| after(text, |file| assert!(file.unset("A")));
        assert_eq!(unset("# of A\nA=b\nC=d\nA=e"), "# of A\nC=d\n");
        assert!(!EnvFile::parse("AA=b\n# A=b\n").unset("A"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_kept(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let file = EnvFile::parse(bytes.clone());
            prop_assert!(file.lines().count() <= bytes.len());
            prop_assert_eq!(file.bytes(), &bytes[..]);
        }

        #[test]
        fn what_is_set_is_in_force_and_nothing_else_changes(
            text in "([A-Ca-c #=\r\n]{0,6}\n?){0,12}", key in "[A-C]", value in "[a-z= #]{0,5}",
        ) {
            let mut file = EnvFile::parse(text.clone());
            file.set(&key, &value);
            prop_assert_eq!(file.text(&key), Some(value.clone()));
            let others = |file: &EnvFile| -> Vec<_> {
                let lines = file.spans().map(|(_, span)| file.bytes[span].to_vec());
                lines.filter(|line| pair(line).is_none_or(|(found, _)| found != key.as_bytes()))
                    .map(|line| line.trim_ascii_end().to_vec()).collect()
            };
            prop_assert_eq!(others(&file), others(&EnvFile::parse(text)));
            let once = file.clone();
            file.set(&key, &value);
            prop_assert_eq!(&file, &once);
            prop_assert!(file.unset(&key));
            prop_assert_eq!(file.get(&key), None);
        }
    }
}
