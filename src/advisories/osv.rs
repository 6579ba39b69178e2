//! A report in the form of the Open Source Vulnerability format, of which gv needs little.

use super::report::{Affected, Module, Range, Report, Target};
use super::{Fault, Point};
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    id: String,
    modified: String,
    withdrawn: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    affected: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    package: Package,
    #[serde(default)]
    ranges: Vec<Ranges>,
    #[serde(default)]
    ecosystem_specific: Specific,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

#[derive(Deserialize)]
struct Ranges {
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    introduced: Option<String>,
    fixed: Option<String>,
}

#[derive(Deserialize, Default)]
struct Specific {
    #[serde(default)]
    imports: Vec<Import>,
}

#[derive(Deserialize)]
struct Import {
    path: String,
    #[serde(default)]
    goos: Vec<String>,
    #[serde(default)]
    goarch: Vec<String>,
}

/// So many words a list may have; the longest has some twenty.
const MOST: usize = 1000;

/// Reads a report. `None` where it says nothing of Go itself, or was withdrawn.
pub fn read(body: &[u8]) -> Result<Option<Report>, Fault> {
    let document: Document = serde_json::from_slice(body).map_err(|_| Fault::NotReport)?;
    if !is_id(&document.id) || !is_moment(&document.modified) {
        return Err(Fault::NotReport);
    }
    if document.withdrawn.is_some() {
        return Ok(None);
    }
    let mut affected = Vec::new();
    for part in document.affected {
        if let Some(module) = Module::named(&part.package.name) {
            affected.push(read_part(module, part)?);
        }
    }
    let aliases = plain(document.aliases)?;
    let (id, modified) = (document.id, Some(document.modified));
    Ok(if affected.is_empty() { None } else { Some(Report { id, modified, aliases, affected }) })
}

fn read_part(module: Module, part: Part) -> Result<Affected, Fault> {
    let mut ranges = Vec::new();
    for list in part.ranges {
        ranges.extend(read_events(&list.events)?);
    }
    ranges.sort_by_key(|range| range.introduced);
    let (mut packages, mut targets) = (Vec::new(), Vec::new());
    let mut is_everywhere = part.ecosystem_specific.imports.is_empty();
    for import in part.ecosystem_specific.imports {
        packages.push(import.path);
        is_everywhere |= import.goos.is_empty() && import.goarch.is_empty();
        let target = Target { os: plain(import.goos)?, arch: plain(import.goarch)? };
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    if is_everywhere {
        targets.clear();
    }
    packages.sort();
    packages.dedup();
    Ok(Affected { module, packages: plain(packages)?, targets, ranges })
}

/// The events of a range stand in their order: each `fixed` ends what an `introduced` before it began.
fn read_events(events: &[Event]) -> Result<Vec<Range>, Fault> {
    let point = |text: &Option<String>| match text {
        Some(text) => Point::parse(text).map(Some).ok_or(Fault::Bound { text: text.clone() }),
        None => Ok(None),
    };
    let (mut ranges, mut open) = (Vec::new(), None);
    for event in events {
        let (introduced, fixed) = (point(&event.introduced)?, point(&event.fixed)?);
        open = open.or(introduced);
        if let (Some(begin), Some(_)) = (open, fixed) {
            ranges.push(Range { introduced: begin, fixed });
            open = None;
        }
    }
    ranges.extend(open.map(|introduced| Range { introduced, fixed: None }));
    Ok(ranges)
}

/// `GO-2026-4864`: it becomes part of an address.
pub(super) fn is_id(text: &str) -> bool {
    let number = |text: &str| (4..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = text.strip_prefix("GO-").and_then(|rest| rest.split_once('-'));
    parts.is_some_and(|(year, count)| number(year) && number(count))
}

/// A moment in UTC, as the database writes it: such texts are ordered as their moments are.
pub(super) fn is_moment(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_digit() || b"-:.T".contains(&byte);
    let body = text.strip_suffix('Z').unwrap_or_default();
    (19..=32).contains(&body.len()) && body.bytes().all(is_sign) && body.as_bytes()[4] == b'-'
}

/// Words without what separates them in a line.
fn plain(words: Vec<String>) -> Result<Vec<String>, Fault> {
    let is_plain = |word: &String| {
        !word.is_empty()
            && word.len() <= 200
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte))
    };
    let words: Vec<String> = words.into_iter().filter(|word| word != "-").collect();
    if words.len() <= MOST && words.iter().all(is_plain) { Ok(words) } else { Err(Fault::NotReport) }
}

#[cfg(test)]
mod tests {
    use super::super::report;
    use super::*;

    fn line(json: &str) -> Result<String, Fault> {
        read(json.as_bytes()).map(|report| report::write(&report.into_iter().collect::<Vec<_>>()))
    }

    fn document(part: &str) -> String {
        format!(
            r#"{{"id": "GO-2026-0001", "modified": "2026-09-01T10:00:00Z", "aliases": ["CVE-2026-1"],
                "affected": [{{"package": {{"name": "example.com/other"}}}}, {part}]}}"#
        )
    }

    #[test]
    fn only_what_is_of_go_itself_is_kept() {
        let part = r#"{"package": {"name": "stdlib", "ecosystem": "Go"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.25.9"}, {"introduced": "1.26.0-0"}]}],
            "ecosystem_specific": {"imports": [{"path": "os", "goos": ["windows"]}, {"path": "os", "symbols": ["x"], "goos": ["windows"]}]}}"#;
        assert_eq!(
            line(&document(part)).unwrap(),
            "GO-2026-0001 2026-09-01T10:00:00Z CVE-2026-1 stdlib os windows/ 0..1.25.9,1.26.0-0..\n"
        );
        assert_eq!(line(&document(r#"{"package": {"name": "example.com/x"}}"#)).unwrap(), "");
    }

    #[test]
    fn one_import_for_every_system_makes_the_report_one_for_every_system() {
        let part = r#"{"package": {"name": "toolchain"}, "ranges": [{"events": [{"introduced": "0"}]}],
            "ecosystem_specific": {"imports": [{"path": "cmd/go", "goos": ["windows"]}, {"path": "cmd/cgo"}]}}"#;
        assert!(line(&document(part)).unwrap().contains(" cmd/cgo,cmd/go - 0.."));
    }

    #[test]
    fn what_was_withdrawn_is_not_a_report() {
        let json = r#"{"id": "GO-2026-0001", "modified": "2026-09-01T10:00:00Z", "withdrawn": "2026-09-02T00:00:00Z"}"#;
        assert_eq!(read(json.as_bytes()), Ok(None));
    }

    #[test]
    fn what_is_not_a_report_is_refused() {
        let bound = r#"{"package": {"name": "stdlib"}, "ranges": [{"events": [{"introduced": "v1.x"}]}]}"#;
        assert_eq!(line(&document(bound)), Err(Fault::Bound { text: "v1.x".into() }));
        let word = r#"{"package": {"name": "stdlib"}, "ecosystem_specific": {"imports": [{"path": "a b"}]}}"#;
        assert_eq!(line(&document(word)), Err(Fault::NotReport));
        for json in [
            "",
            "[]",
            "<html>",
            r#"{"id": "../../x", "modified": "2026-09-01T10:00:00Z"}"#,
            r#"{"id": "GO-2026-0001", "modified": "yesterday"}"#,
        ] {
            assert_eq!(read(json.as_bytes()), Err(Fault::NotReport), "{json}");
        }
    }
}
