//! Outputs of real commands, with the cause that has to come first: a file each in `corpus/`, whose first lines say
//! `#: origin` (`run go1.22.10`, or `source` where it follows the program's own format strings) and `#: expect` (an id,
//! or `nothing` for an output of success).

use gv::explain::{Id, Reader, Stream, explain};
use std::fs;
use std::path::Path;

struct Case {
    name: String,
    origin: String,
    expected: String,
    text: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gv/explaining/corpus");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = String::from_utf8(fs::read(path).unwrap()).unwrap().replace("\r\n", "\n");
    let header = |key: &str| {
        let mut lines = text.lines().map_while(|line| line.strip_prefix("#: "));
        let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
        value.unwrap_or_else(|| panic!("{name} does not say its {key}")).to_owned()
    };
    let body: String = text.split_inclusive('\n').skip_while(|line| line.starts_with("#: ")).collect();
    Case { origin: header("origin"), expected: header("expect"), text: body, name }
}

#[test]
fn the_right_cause_comes_first() {
    let wrong: Vec<_> = cases()
        .iter()
        .filter_map(|case| {
            let explanation = explain(&case.text);
            let first = explanation.causes.first().map_or("nothing".into(), |cause| cause.id.id());
            (first != case.expected).then(|| format!("{}: {first}, not {}", case.name, case.expected))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The outputs as they come from elsewhere: the text, and how it was wrapped.
fn disguised(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let each = |wrap: fn(&str) -> String| text.lines().map(wrap).collect::<String>().into_bytes();
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    vec![
        ("CRLF", each(|line| format!("{line}\r\n"))),
        ("colours", each(|line| format!("\u{1b}[31m{line}\u{1b}[0m\n"))),
        ("time stamps", each(|line| format!("2026-01-02T03:04:05.1234567Z {line}\n"))),
        ("a container's build", each(|line| format!("#12 3.456 {line}\n"))),
        ("UTF-16", units.flat_map(u16::to_le_bytes).collect()),
    ]
}

#[test]
fn what_stands_around_an_output_changes_nothing() {
    let first = |bytes: &[u8]| {
        let mut reader = Reader::new();
        // In pieces, as a pipe gives them.
        bytes.chunks(77).for_each(|piece| reader.read(Stream::Err, piece));
        reader.finish().causes.first().map_or("nothing".to_owned(), |cause| cause.id.id().into_owned())
    };
    let mut wrong = Vec::new();
    for case in cases() {
        for (how, bytes) in disguised(&case.text) {
            let first = first(&bytes);
            if first != case.expected {
                wrong.push(format!("{} with {how}: {first}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_enough_of_them() {
    let cases = cases();
    let count = |real: bool, success: bool| {
        let counts =
            |case: &&Case| case.origin.starts_with("run ") == real && (case.expected == "nothing") == success;
        cases.iter().filter(counts).count()
    };
    assert!(count(true, false) >= 120, "{} failures of real commands", count(true, false));
    assert!(count(true, true) + count(false, true) >= 30);
}

#[test]
fn every_origin_is_one_of_two() {
    for case in cases() {
        assert!(case.origin == "source" || case.origin.starts_with("run "), "{}: {}", case.name, case.origin);
    }
}

#[test]
fn every_id_is_documented() {
    let page = include_str!("../../../docs/explain.md");
    let missing: Vec<_> =
        Id::all().into_iter().map(Id::id).filter(|id| !page.contains(&format!("| `{id}` |"))).collect();
    assert!(missing.is_empty(), "docs/explain.md lacks {missing:?}");
}
