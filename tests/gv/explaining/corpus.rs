//! Outputs of real commands, with the cause that has to come first: a file each in `corpus/`, whose first lines say
//! `#: origin` (`run go1.22.10`, or `source` where it follows the program's own format strings) and `#: expect` (an id,
//! or `nothing` for an output of success).

use gv::explain::explain;
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

#[test]
fn every_origin_is_one_of_two() {
    for case in cases() {
        assert!(case.origin == "source" || case.origin.starts_with("run "), "{}: {}", case.name, case.origin);
    }
}
