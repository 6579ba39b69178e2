//! The marked block of addresses in a hosts file or one of dnsmasq's: found, put in, renewed, taken out. All else in the
//! file is kept byte for byte, and its line ends are followed. Pure: bytes in, bytes out.

use super::Line;
use std::net::IpAddr;
use std::ops::Range;

/// The line that begins a block.
pub const START: &str = "# >>> gv dns >>>";
/// The line that ends it.
pub const END: &str = "# <<< gv dns <<<";

/// Says that the line before the block had no line end, so that taking the block out can take that one out too.
const JOINED: &str = "# The line above had no line end.";
/// Says that there was no file.
const CREATED: &str = "# There was no such file before.";

/// How an address is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// As in a hosts file.
    Hosts,
    /// As dnsmasq reads it: an address of this very name, a line each. `address=/HOST/ADDRESS`, which gv wrote once, holds
    /// for every name below it too.
    Dnsmasq,
}

/// A mark without its counterpart, or a second block.
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

impl Syntax {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        self.switch().trim_start_matches('-')
    }

    /// The switch of `gv dns` that asks for it.
    pub fn switch(self) -> &'static str {
        match self {
            Self::Hosts => "--hosts",
            Self::Dnsmasq => "--dnsmasq",
        }
    }

    /// A whole block, with its line ends. `when` is the moment the addresses were tried.
    pub fn block(self, lines: &[Line], when: &str) -> String {
        let switch = self.switch();
        let mut text = format!(
            "{START}\n\
             # {when}: every address below passed a TLS handshake for its host.\n\
             # Written by `gv dns fix {switch}`; `gv dns unfix {switch}` takes it out.\n"
        );
        for line in lines {
            text += &self.line(line);
            text.push('\n');
        }
        text + END + "\n"
    }

    fn line(self, Line { address, name }: &Line) -> String {
        match self {
            Self::Hosts => format!("{address} {name}"),
            Self::Dnsmasq => format!("host-record={name},{address}"),
        }
    }

    /// The hosts that the block of a file names; none without a block.
    pub fn names(self, content: &[u8]) -> Vec<String> {
        let Ok(Some(range)) = find(content) else { return Vec::new() };
        let block = String::from_utf8_lossy(&content[range]);
        let mut names: Vec<String> = block.lines().filter_map(|line| self.name(line.trim())).collect();
        names.dedup();
        names
    }

    fn name(self, line: &str) -> Option<String> {
        let (address, name) = match self {
            Self::Hosts => line.split_once(' ')?,
            Self::Dnsmasq => {
                let record = line.strip_prefix("host-record=").and_then(|it| it.split_once(','));
                let old = || line.strip_prefix("address=/")?.split_once('/');
                let (name, address) = record.or_else(old)?;
                (address, name)
            }
        };
        address.parse::<IpAddr>().is_ok().then(|| name.trim().to_owned())
    }
}

/// The file with a block: at the end, or in the place of an earlier one. `None` for the content means that there is no
/// file yet.
pub fn put(content: Option<&[u8]>, block: &str) -> Result<Vec<u8>, Damage> {
    let bytes = content.unwrap_or_default();
    let line_end = line_end(bytes);
    if let Some(range) = find(bytes)? {
        let block = noted(note(&bytes[range.clone()]), block, line_end);
        return Ok([&bytes[..range.start], block.as_bytes(), &bytes[range.end..]].concat());
    }
    let joined = !bytes.is_empty() && !bytes.ends_with(b"\n");
    let note = match content {
        None => Some(CREATED),
        Some(_) if joined => Some(JOINED),
        Some(_) => None,
    };
    let between = if joined { line_end.as_bytes() } else { b"" };
    Ok([bytes, between, noted(note, block, line_end).as_bytes()].concat())
}

/// The file without its block; `None` when there is none in it.
pub fn take(content: &[u8]) -> Result<Option<Rest>, Damage> {
    let Some(range) = find(content)? else { return Ok(None) };
    let note = note(&content[range.clone()]);
    let (mut before, after) = (&content[..range.start], &content[range.end..]);
    // With lines after the block, the line end before it has become one of the user's.
    if note == Some(JOINED) && after.is_empty() {
        before = unjoined(before);
    }
    let bytes = [before, after].concat();
    let disposable = note == Some(CREATED) && bytes.is_empty();
    Ok(Some(Rest { bytes, disposable }))
}

/// Without the line end that was put behind it: the one that [`line_end`] gives for what is left.
fn unjoined(content: &[u8]) -> &[u8] {
    let without = |end: &str| content.strip_suffix(end.as_bytes()).filter(|rest| line_end(rest) == end);
    without("\r\n").or_else(|| without("\n")).unwrap_or(content)
}

/// The file as text, with an empty line for each of the block: what others have written, at its lines.
pub fn blanked(content: &[u8]) -> String {
    let Ok(Some(range)) = find(content) else { return String::from_utf8_lossy(content).into_owned() };
    let lines = content[range.clone()].split_inclusive(|byte| *byte == b'\n').count();
    let text = [&content[..range.start], "\n".repeat(lines).as_bytes(), &content[range.end..]].concat();
    String::from_utf8_lossy(&text).into_owned()
}

/// What the last line that ends is ended by.
fn line_end(content: &[u8]) -> &'static str {
    let last = content.iter().rposition(|byte| *byte == b'\n');
    match last {
        Some(at) if content[..at].ends_with(b"\r") => "\r\n",
        _ => "\n",
    }
}

fn noted(note: Option<&str>, block: &str, line_end: &str) -> String {
    let note = note.map(|note| format!("{START}\n{note}\n"));
    let block = match note {
        Some(note) => block.replacen(&format!("{START}\n"), &note, 1),
        None => block.to_owned(),
    };
    block.replace('\n', line_end)
}

fn note(block: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(block);
    [JOINED, CREATED].into_iter().find(|note| text.lines().any(|line| line == *note))
}

/// Where the block is, from the first byte of its first line to the line end of its last. A second block is damage:
/// which one is meant, a person has to say.
fn find(content: &[u8]) -> Result<Option<Range<usize>>, Damage> {
    let mut found: Option<Range<usize>> = None;
    let mut open: Option<(usize, usize)> = None;
    let mut position = 0;
    for (index, line) in content.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        let is = |mark: &str| line.trim_ascii() == mark.as_bytes();
        if is(START) {
            if open.is_some() || found.is_some() {
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

    fn lines() -> impl Strategy<Value = Vec<Line>> {
        let line = (any::<IpAddr>(), "[a-z]{1,8}\\.[a-z]{2,5}");
        proptest::collection::vec(line.prop_map(|(address, name)| Line { address, name }), 1..5)
    }

    fn syntax() -> impl Strategy<Value = Syntax> {
        prop_oneof![Just(Syntax::Hosts), Just(Syntax::Dnsmasq)]
    }

    proptest! {
        #[test]
        fn taking_out_undoes_putting_in(
            content in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..60)),
            syntax in syntax(),
            first in lines(),
            second in lines(),
        ) {
            let once = put(content.as_deref(), &syntax.block(&first, "then")).unwrap();
            let twice = put(Some(&once), &syntax.block(&second, "now")).unwrap();
            for with in [&once, &twice] {
                let rest = take(with).unwrap().unwrap();
                prop_assert_eq!(rest.disposable, content.is_none());
                prop_assert_eq!(rest.bytes, content.clone().unwrap_or_default());
            }
            prop_assert_eq!(put(Some(&once), &syntax.block(&first, "then")).unwrap(), once);
        }

        #[test]
        fn so_it_is_with_the_line_ends_that_files_have(
            content in "([a-z#>. ]{0,8}(\n|\r\n|\r)?){0,6}",
            after in "([a-z]{0,8}(\n|\r\n)){0,3}[a-z]{0,3}",
            lines in lines(),
        ) {
            let block = Syntax::Hosts.block(&lines, "now");
            let with = put(Some(content.as_bytes()), &block).unwrap();
            prop_assert_eq!(take(&with).unwrap().unwrap().bytes, content.as_bytes());
            // What was written behind the block since stays, and so does the line end before it.
            let longer = [&with[..], after.as_bytes()].concat();
            let renewed = put(Some(&longer), &Syntax::Hosts.block(&lines, "later")).unwrap();
            let joined = take(&longer).unwrap().unwrap().bytes;
            prop_assert!(joined.starts_with(content.as_bytes()) && joined.ends_with(after.as_bytes()));
            prop_assert_eq!(take(&renewed).unwrap().unwrap().bytes, joined);
        }

        #[test]
        fn the_names_of_a_block_are_read_back(syntax in syntax(), lines in lines()) {
            let with = put(Some(b"1.2.3.4 other.example\r\n"), &syntax.block(&lines, "now")).unwrap();
            let mut names: Vec<_> = lines.into_iter().map(|line| line.name).collect();
            names.dedup();
            prop_assert_eq!(syntax.names(&with), names);
        }
    }

    #[test]
    fn a_block_is_what_it_says() {
        let lines = [Line { address: [192, 0, 2, 7].into(), name: "go.dev".into() }];
        let hosts = Syntax::Hosts.block(&lines, "2026-11-21T11:00:00Z");
        assert_eq!(
            hosts,
            "# >>> gv dns >>>\n\
             # 2026-11-21T11:00:00Z: every address below passed a TLS handshake for its host.\n\
             # Written by `gv dns fix --hosts`; `gv dns unfix --hosts` takes it out.\n\
             192.0.2.7 go.dev\n\
             # <<< gv dns <<<\n"
        );
        assert!(Syntax::Dnsmasq.block(&lines, "now").contains("\nhost-record=go.dev,192.0.2.7\n"));
        let with = put(Some(b"127.0.0.1 localhost\r\n"), &hosts).unwrap();
        let text = String::from_utf8(with.clone()).unwrap();
        assert_eq!(
            (text.matches('\n').count(), text.matches("\r\n").count()),
            (6, 6),
            "the file's line ends"
        );
        assert_eq!(
            blanked(&[&with[..], b"x"].concat()),
            format!("127.0.0.1 localhost\r\n{}x", "\n".repeat(5))
        );
    }

    #[test]
    fn a_block_of_the_older_form_is_read_renewed_and_taken_out() {
        let old = "# >>> gv dns >>>\n# There was no such file before.\naddress=/go.dev/192.0.2.7\naddress=/go.dev/2001:db8::7\n# <<< gv dns <<<\n";
        assert_eq!(Syntax::Dnsmasq.names(old.as_bytes()), ["go.dev"]);
        assert!(take(old.as_bytes()).unwrap().unwrap().disposable);
        let lines = [Line { address: [192, 0, 2, 8].into(), name: "go.dev".into() }];
        let renewed = put(Some(old.as_bytes()), &Syntax::Dnsmasq.block(&lines, "now")).unwrap();
        let text = String::from_utf8(renewed.clone()).unwrap();
        assert!(text.contains("host-record=go.dev,192.0.2.8\n") && !text.contains("address=/"), "{text}");
        assert!(take(&renewed).unwrap().unwrap().disposable);
    }

    #[test]
    fn a_mark_without_its_counterpart_is_named() {
        let damage = |content: &str| put(Some(content.as_bytes()), "x").unwrap_err();
        assert_eq!(damage("a\n# >>> gv dns >>>\nb\n"), Damage { line: 2, mark: START });
        assert_eq!(damage("# <<< gv dns <<<\n"), Damage { line: 1, mark: END });
        let twice = "# >>> gv dns >>>\n# <<< gv dns <<<\n".repeat(2);
        assert_eq!(damage(&twice), Damage { line: 3, mark: START });
    }
}
