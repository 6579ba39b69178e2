//! Changing the toolchain line of a go.mod or go.work, and nothing else in it.

use super::gomod::{self, GoLines};
use super::{Error, Floor, SyntaxError, lookup, text};
use crate::version::Version;
use std::path::Path;

/// Writes `toolchain goV` into a go.mod or go.work: in the place of the version that stands there, else on a line of
/// its own after the go line (or the module line, or at the top). All other bytes stay, line endings and comments
/// too. Gives back the line, counted from 1. A version below the go line is refused, as Go would
/// ignore it, and so is one that is not of Go 1, as Go would refuse the file.
pub fn set_toolchain(path: &Path, version: &Version) -> Result<usize, Error> {
    if !gomod::can_name(version) {
        return Err(Error::BeyondGoMod { path: path.to_owned(), wanted: version.clone() });
    }
    text::refuse_link(path)?;
    let (lines, bytes) = gomod::read_to_replace(path)?;
    if let Some(go) = lines.go.as_ref().filter(|go| *version < go.value) {
        return Err(Error::BelowGoLine {
            path: path.to_owned(),
            line: go.number,
            go: go.value.clone(),
            wanted: version.clone(),
        });
    }
    let edited = edited(&lines, &bytes, version);
    let line = gomod::parse(&edited).ok().and_then(|lines| lines.toolchain).map_or(1, |line| line.number);
    refuse_another_reading(path, &edited, line)?;
    if edited != bytes {
        text::replace(path, &edited)?;
    }
    Ok(line)
}

/// `go` looks the two lines up before it parses the file, within blocks too. A file in which it would find another line than
/// the one that is set is refused: `go` refuses such a file as well, after it has switched.
fn refuse_another_reading(path: &Path, edited: &[u8], line: usize) -> Result<(), Error> {
    let toolchain = lookup::look_up(edited, "toolchain").map(|found| ("toolchain", found.number));
    let floor = Floor::of(edited, path)
        .map(|floor| (if floor.text.starts_with("go ") { "go" } else { "toolchain" }, floor.line));
    match toolchain.into_iter().chain(floor).find(|(_, number)| *number != line) {
        Some((verb, number)) => {
            let problem = SyntaxError::TakenFor(verb);
            Err(Error::Syntax { path: path.to_owned(), line: number, column: 1, problem })
        }
        None => Ok(()),
    }
}

fn edited(lines: &GoLines, bytes: &[u8], version: &Version) -> Vec<u8> {
    let name = version.toolchain_name();
    if let Some(old) = &lines.toolchain {
        return [&bytes[..old.span.start], name.as_bytes(), &bytes[old.span.end..]].concat();
    }
    let end_of_line: &[u8] = if bytes.windows(2).any(|pair| pair == b"\r\n") { b"\r\n" } else { b"\n" };
    let statement = [b"toolchain ", name.as_bytes(), end_of_line].concat();
    let Some(after) = lines.go.as_ref().map(|go| go.span.end).or(lines.module_end) else {
        let mark = if bytes.starts_with(text::BOM) { text::BOM.len() } else { 0 };
        return [&bytes[..mark], &statement, &bytes[mark..]].concat();
    };
    match bytes[after..].iter().position(|&b| b == b'\n') {
        Some(rest) => {
            let (head, tail) = bytes.split_at(after + rest + 1);
            [head, end_of_line, &statement, tail].concat()
        }
        None => [bytes, end_of_line, end_of_line, &statement].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn set(content: &str, version: &str) -> Result<(String, usize), Error> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("go.mod");
        fs::write(&path, content).unwrap();
        let line = set_toolchain(&path, &version.parse().unwrap())?;
        Ok((fs::read_to_string(&path).unwrap(), line))
    }

    #[test]
    fn only_the_toolchain_line_changes() {
        for (old, new, line) in [
            ("go 1.22\ntoolchain  go1.22.1-x // why\n", "go 1.22\ntoolchain  go1.22.3 // why\n", 2),
            ("toolchain default\r\ngo 1.22\r\n", "toolchain go1.22.3\r\ngo 1.22\r\n", 1),
            (
                "module m\n\ngo 1.22 // x\n\nrequire a v1\n",
                "module m\n\ngo 1.22 // x\n\ntoolchain go1.22.3\n\nrequire a v1\n",
                5,
            ),
            ("\u{feff}module m\r\ngo 1.22", "\u{feff}module m\r\ngo 1.22\r\n\r\ntoolchain go1.22.3\r\n", 4),
            ("module m // x\n", "module m // x\n\ntoolchain go1.22.3\n", 3),
            ("\u{feff}require a v1\n", "\u{feff}toolchain go1.22.3\nrequire a v1\n", 1),
            ("", "toolchain go1.22.3\n", 1),
            ("go 1.22\n\ntoolchain local\n", "go 1.22\n\ntoolchain go1.22.3\n", 3),
            (
                "\u{feff}toolchain 1.22.3 // x\r\ngo 1.21\r\n",
                "\u{feff}toolchain go1.22.3 // x\r\ngo 1.21\r\n",
                1,
            ),
            ("toolchain \"go1.x y\"", "toolchain go1.22.3", 1),
        ] {
            assert_eq!(set(old, "1.22.3").unwrap(), (new.to_owned(), line), "{old:?}");
        }
    }

    #[test]
    fn what_go_would_ignore_is_refused() {
        let error = set("module m\n\ngo 1.23\n", "1.22.3").unwrap_err();
        assert!(error.to_string().contains("go.mod:3 says go 1.23"), "{error}");
        assert!(matches!(set("go x\n", "1.22.3"), Err(Error::Syntax { .. })));
        // It was written, and the file could not be read again.
        assert!(matches!(set("module m\n", "2.0.1"), Err(Error::BeyondGoMod { .. })));
    }

    /// `gover.GoModLookup` takes the first line that begins with the word, wherever it stands.
    #[test]
    fn a_line_in_a_block_that_go_would_take_for_the_toolchain_is_refused() {
        for (content, line) in [
            ("module m\n\nrequire (\n\tgo 1.99\n)\n", 6),
            ("require (\n\ttoolchain go1.23.9\n)\ngo 1.22\n", 2),
            ("require (\n\ttoolchain v1.0.0\n)\ngo 1.22\n", 2),
        ] {
            let error = set(content, "1.22.3").unwrap_err();
            assert!(
                matches!(error, Error::Syntax { line: at, problem: SyntaxError::TakenFor(_), .. } if at == line),
                "{error:?}"
            );
        }
        assert!(set("require (\n\tgo 1.20\n)\n", "1.22.3").is_ok(), "a lower line changes nothing");
    }

    /// Lines that a go.mod can hold besides the two, whole.
    fn other_lines() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just("\n".to_owned()),
            Just("module example.com/m // x\n".to_owned()),
            Just("require (\n\tgo.example v1.99\n\ttoolchain.example v1.99.9\n)\n".to_owned()),
            Just("replace `a//b` => ../go\n".to_owned()),
            "[ \t]{0,4}//[ -~]{0,20}\n",
        ];
        proptest::collection::vec(line, 0..5).prop_map(|lines| lines.concat())
    }

    /// What stands between the common beginning and the common end of two texts.
    fn difference(old: &str, new: &str) -> (String, String) {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[head..], &new[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let middle = |text: &[u8]| String::from_utf8_lossy(&text[..text.len() - tail]).into_owned();
        (middle(old), middle(new))
    }

    proptest! {
        #[test]
        fn all_but_the_toolchain_line_stays_in_any_layout(
            before in other_lines(), between in other_lines(), after in other_lines(),
            go in prop_oneof![Just(""), Just("go 1.20\n"), Just("\tgo  1.21rc2 // go\n")],
            old in prop_oneof![Just(""), Just("toolchain default\n"), Just(" toolchain\tgo1.22.1-x // why\n")],
            windows: bool, mark: bool,
        ) {
            let unix = format!("{before}{go}{between}{old}{after}");
            let text = if windows { unix.replace('\n', "\r\n") } else { unix };
            let content = format!("{}{text}", if mark { "\u{feff}" } else { "" });
            let (new, line) = set(&content, "1.22.3").unwrap();
            let (removed, added) = difference(&content, &new);
            prop_assert!(["default", "go1.22.1-x"].iter().any(|name| name.contains(&removed)), "{removed:?}");
            prop_assert!(!old.is_empty() || removed.is_empty(), "{removed:?}");
            prop_assert!(added.len() <= "\r\n\r\ntoolchain go1.22.3\r\n".len(), "{added:?}");
            let uniform = new.matches('\n').count() == new.matches("\r\n").count();
            prop_assert!(uniform || !windows || text.is_empty());
            let lines = gomod::parse(new.as_bytes()).unwrap();
            let toolchain = lines.toolchain.unwrap();
            prop_assert_eq!((toolchain.text.as_str(), toolchain.number), ("go1.22.3", line));
            prop_assert_eq!(lines.go.map(|go| go.text), gomod::parse(content.as_bytes()).unwrap().go.map(|go| go.text));
            // A second time changes nothing.
            prop_assert_eq!(set(&new, "1.22.3").unwrap(), (new, line));
        }
    }
}
