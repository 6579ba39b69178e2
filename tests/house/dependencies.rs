//! Every crate that Cargo.toml asks for is used.

use crate::source;
use std::fs;
use std::path::Path;

/// The crates that a table of dependencies names, as the code spells them.
fn named(table: Option<&toml::Value>) -> Vec<String> {
    let keys = table.and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys);
    keys.map(|name| name.replace('-', "_")).collect()
}

/// The crates of the program, and those of the tests.
fn asked_for() -> (Vec<String>, Vec<String>) {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Value = toml::from_str(&manifest).unwrap();
    let mut program = named(manifest.get("dependencies"));
    let mut tests = named(manifest.get("dev-dependencies"));
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    for target in targets.into_iter().flat_map(toml::Table::values) {
        program.extend(named(target.get("dependencies")));
        tests.extend(named(target.get("dev-dependencies")));
    }
    (program, tests)
}

/// Whether a text names something of a crate, or the crate.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let begins = !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'));
        let rest = &text[at + name.len()..];
        let used = text[..at].ends_with("use ") && rest.starts_with([';', ' ', '}']);
        begins && (rest.starts_with("::") || used)
    })
}

/// Asked for by its feature alone: without `span-locations` the lines of what `syn` parses are not known.
const FOR_A_FEATURE: &str = "proc_macro2";

#[test]
fn every_dependency_of_the_program_is_used_in_it() {
    let texts: Vec<String> = source::all().iter().map(|source| source.lines.join("\n")).collect();
    let (program, _) = asked_for();
    let unused: Vec<_> = program.iter().filter(|name| !texts.iter().any(|text| names(text, name))).collect();
    assert!(program.len() > 20 && unused.is_empty(), "not used: {unused:?}");
}

#[test]
fn every_dependency_of_the_tests_is_used_in_them() {
    let texts: Vec<String> =
        source::with_tests().iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let (_, wanted) = asked_for();
    let unused: Vec<_> = wanted
        .iter()
        .filter(|name| *name != FOR_A_FEATURE && !texts.iter().any(|text| names(text, name)))
        .collect();
    assert!(wanted.len() > 5 && unused.is_empty(), "not used: {unused:?}");
}

/// The crates with their features, as the program alone needs them (`normal,build`), or with the tests (`dev`).
#[cfg(not(windows))]
fn tree(edges: &str) -> std::collections::BTreeSet<String> {
    let arguments =
        ["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p} {f}", "--edges", edges];
    let output = std::process::Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| line.trim_end_matches(" (*)").trim_end().to_owned()).collect()
}

/// Else `./try`, which builds an example too, builds most crates in another way than `./install.sh`, and the second of
/// them compiles everything again.
#[test]
#[cfg(not(windows))]
fn the_tests_ask_for_no_feature_that_the_program_builds_without() {
    let (program, all) = (tree("normal,build"), tree("normal,build,dev"));
    let differing: Vec<_> = program.difference(&all).collect();
    assert!(
        program.len() > 100 && differing.is_empty(),
        "with the tests these have other features: {differing:?}"
    );
}
