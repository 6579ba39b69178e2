//! What a lookup answers: a record of the log, its number, and a signed tree that holds it
//! (<https://go.dev/design/25530-sumdb#checksum-database>).

use crate::verify::H1;

/// A parsed answer. Nothing in it is verified yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookupResponse<'a> {
    /// The record's number, from 0.
    pub id: u64,
    /// The record itself, with its last newline: what the log's hash is of.
    pub record: &'a [u8],
    /// The signed note.
    pub note: &'a [u8],
}

/// The hashes of one version of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashes {
    /// Of the files of the zip.
    pub zip: H1,
    /// Of the go.mod alone.
    pub go_mod: H1,
}

impl<'a> LookupResponse<'a> {
    /// Takes an answer apart: the number, the record up to the first blank line, the note.
    pub fn parse(body: &'a [u8]) -> Option<Self> {
        let line = body.iter().position(|byte| *byte == b'\n')?;
        let (number, rest) = (std::str::from_utf8(&body[..line]).ok()?, &body[line + 1..]);
        let id: u64 = number.parse().ok()?;
        let end = rest.windows(2).position(|pair| pair == b"\n\n")?;
        let (record, note) = (&rest[..=end], &rest[end + 2..]);
        let text = std::str::from_utf8(record).ok()?;
        let sound = !text.starts_with('\n') && !text.contains(|c: char| c < ' ' && c != '\n');
        (id.to_string() == number && sound).then_some(Self { id, record, note })
    }
}

/// The hashes that a record has for a module and version. Only the record is looked at, for only that is in the log
/// (CVE-2026-56864), and both lines have to be there (CVE-2026-42501), once.
pub fn hashes(record: &[u8], module: &str, version: &str) -> Option<Hashes> {
    let record = std::str::from_utf8(record).ok()?;
    let of = |version: &str| {
        let mut lines = record.lines().filter_map(|line| {
            let mut words = line.split(' ');
            let found = words.next() == Some(module) && words.next() == Some(version);
            let hash = words.next()?;
            (found && words.next().is_none()).then_some(hash)
        });
        let only = lines.next()?;
        lines.next().is_none().then(|| only.parse::<H1>().ok())?
    };
    Some(Hashes { zip: of(version)?, go_mod: of(&format!("{version}/go.mod"))? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The answer shown in the design document ("Checksum Database", golang.org/design/25530-sumdb), with the hashes that
    /// the database really has for it.
    const ANSWER: &str = "9\n\
        golang.org/x/text v0.3.0 h1:g61tztE5qeGQ89tm6NTjjM9VPIm088od1l6aSorWRWg=\n\
        golang.org/x/text v0.3.0/go.mod h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=\n\
        \n\
        go.sum database tree\n10\nAAAA=\n\n\u{2014} sum.golang.org AAAA\n";

    #[test]
    fn the_documented_answer_is_taken_apart() {
        let answer = LookupResponse::parse(ANSWER.as_bytes()).unwrap();
        assert_eq!(answer.id, 9);
        assert!(answer.record.ends_with(b"NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=\n"));
        assert!(answer.note.starts_with(b"go.sum database tree\n10\n"));
        let hashes = hashes(answer.record, "golang.org/x/text", "v0.3.0").unwrap();
        assert_eq!(hashes.zip.to_string(), "h1:g61tztE5qeGQ89tm6NTjjM9VPIm088od1l6aSorWRWg=");
        assert_eq!(hashes.go_mod.to_string(), "h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=");
    }

    #[test]
    fn the_record_has_to_be_of_that_very_version_and_whole() {
        let record = LookupResponse::parse(ANSWER.as_bytes()).unwrap().record;
        for (module, version) in [
            ("golang.org/x/text", "v0.3.1"),
            ("golang.org/x/tex", "v0.3.0"),
            ("golang.org/x/text", "v0.3.0/go.mod"),
            ("", ""),
        ] {
            assert_eq!(hashes(record, module, version), None, "{module}@{version}");
        }
        let lines: Vec<_> = std::str::from_utf8(record).unwrap().lines().collect();
        let of = |lines: &[&str]| hashes(lines.join("\n").as_bytes(), "golang.org/x/text", "v0.3.0");
        assert!(of(&lines).is_some());
        assert_eq!(of(&lines[..1]), None);
        assert_eq!(of(&lines[1..]), None);
        assert_eq!(of(&[lines[0], lines[0], lines[1]]), None, "two lines of one version");
        assert_eq!(of(&[&format!("{} x", lines[0]), lines[1]]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for body in [
            "",
            "9",
            "9\n",
            "9\na\n",
            "\na\n\nn",
            "x\na\n\nn",
            "09\na\n\nn",
            "-1\na\n\nn",
            "9\n\n\nn",
            "9\na\tb\n\nn",
        ] {
            assert_eq!(LookupResponse::parse(body.as_bytes()), None, "{body:?}");
        }
        assert_eq!(LookupResponse::parse(b"9\n\xff\n\nn"), None);
        assert_eq!(LookupResponse::parse(b"<html>\n\n</html>"), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(answer) = LookupResponse::parse(&body) {
                let _ = hashes(answer.record, "a", "v1");
            }
        }
    }
}
