//! Outputs of real commands, with the cause that has to come first: a file each in `corpus/`, whose first lines say
//! `#: origin` (`run go1.22.10`, or `source` where it follows the program's own format strings) and `#: expect` (an id,
//! or `nothing` for an output of success).

use gv::explain::{Here, Reader, Stream, explain};
use std::fs;
use std::path::Path;

pub struct Case {
    pub name: String,
    pub origin: String,
    pub expected: String,
    pub text: String,
}

/// All of them, by name.
pub fn cases() -> Vec<Case> {
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
            let first = explanation.causes.first().map_or("nothing", |cause| cause.id.id());
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
        reader.finish().causes.first().map_or("nothing", |cause| cause.id.id())
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

/// An output that somebody pasted, in our own words, and what has to be said of it.
struct Reported {
    name: String,
    /// Causes of which one has to come first.
    expected: Vec<String>,
    /// What else has to be named.
    could_be: Vec<String>,
    /// The command to type next, where it matters: `-` is none.
    next: Option<String>,
    text: String,
}

fn reported() -> Vec<Reported> {
    let words = |text: &str, by: char| text.split(by).map(str::to_owned).collect();
    include_str!("reported.txt")
        .replace("\r\n", "\n")
        .split("#: case ")
        .skip(1)
        .map(|block| {
            let header = |key: &str| {
                let mut lines =
                    block.lines().skip(1).map_while(|line| line.strip_prefix("#: ")?.split_once(' '));
                lines.find(|(name, _)| *name == key).map(|(_, value)| value)
            };
            let headers = |line: &&str| line.starts_with("#: ");
            Reported {
                name: block.lines().next().unwrap().to_owned(),
                expected: words(header("expect").unwrap(), '|'),
                could_be: header("could_be").map_or_else(Vec::new, |text| words(text, ' ')),
                next: header("next").map(str::to_owned),
                text: block.split_inclusive('\n').skip(1).skip_while(headers).collect(),
            }
        })
        .collect()
}

#[test]
fn every_reported_output_is_understood() {
    let mut wrong = Vec::new();
    for case in reported() {
        let explanation = explain(&case.text);
        let cause = explanation.causes.first();
        let first = cause.map_or("nothing", |cause| cause.id.id());
        if !case.expected.iter().any(|id| id == first) {
            wrong.push(format!("{}: {first}, not {:?}", case.name, case.expected));
        }
        let Some(cause) = cause else { continue };
        if !case.could_be.iter().all(|id| cause.could_be.iter().any(|other| other.id() == id)) {
            wrong.push(format!("{}: could be {:?}", case.name, cause.could_be));
        }
        if let Some(wanted) = case.next {
            let command = gv::explain::next(cause, &Here::Open);
            if command.as_deref().unwrap_or("-") != wanted {
                wrong.push(format!("{}: next {command:?}, not {wanted}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Words by their kinds (`kinds.tsv`): what several programs, systems and languages say of one fault.
#[test]
fn every_kind_of_wording_is_understood() {
    let git = "fatal: unable to access 'https://github.com/a/b/': ";
    let get = "go: m.example/x@v1.0.0: Get \"https://proxy.golang.org/m.example/x/@v/v1.0.0.info\": ";
    let (mut failures, mut others, mut wrong) = (0, 0, Vec::new());
    for line in include_str!("kinds.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(source), Some(expected), Some(text)) = (columns.next(), columns.next(), columns.next())
        else {
            assert!(line.starts_with('#'), "{line}");
            continue;
        };
        let text = text.replace("{git}", git).replace("{get}", get);
        let text = text.split("\\\\").map(|part| part.replace("\\n", "\n").replace("\\t", "\t"));
        let text = text.collect::<Vec<_>>().join("\\") + "\n";
        let explanation = explain(&text);
        let first = explanation.causes.first().map_or("nothing", |cause| cause.id.id());
        *(if expected.starts_with("nothing") { &mut others } else { &mut failures }) += 1;
        if !expected.split('|').any(|id| id == first) {
            wrong.push(format!("{source}: {first}, not {expected}: {text}"));
        }
    }
    assert!(failures >= 150 && others >= 60, "{failures} failures, {others} that are none");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
