//! Every release that gv knows is judged as a direct reading of the reports judges it. The reading here shares no code
//! with gv: it takes the ranges as the database has them, and compares versions as Semantic Versioning says.

use crate::support::Sandbox;
use gv::release::Manifest;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;

const REPORTS: &str = include_str!("reports.json");

/// Precedence by semver.org, rule 11; `0` stands for the very beginning.
fn compared(a: &str, b: &str) -> Ordering {
    let split = |text: &str| -> (Vec<u64>, Option<String>) {
        let (core, pre) = match text.split_once('-') {
            Some((core, pre)) => (core, Some(pre.to_owned())),
            None => (text, None),
        };
        let mut numbers: Vec<u64> = core.split('.').map(|part| part.parse().unwrap()).collect();
        numbers.resize(3, 0);
        (numbers, pre)
    };
    let ((a, a_pre), (b, b_pre)) = (split(a), split(b));
    a.cmp(&b).then_with(|| match (a_pre, b_pre) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => {
            let rank =
                |part: &str| part.parse::<u64>().map_or((1, 0, part.to_owned()), |n| (0, n, String::new()));
            let ranks = |pre: &str| pre.split('.').map(rank).collect::<Vec<_>>();
            ranks(&a).cmp(&ranks(&b))
        }
    })
}

/// `1.27rc3` is `1.27.0-rc.3`, `1.20` is `1.20.0`.
fn semver(go: &str) -> String {
    for word in ["beta", "rc"] {
        if let Some((minor, count)) = go.split_once(word) {
            return format!("{minor}.0-{word}.{count}");
        }
    }
    if go.matches('.').count() == 1 { format!("{go}.0") } else { go.to_owned() }
}

/// As the schema of OSV evaluates a range: each event that the version has reached changes the answer.
fn is_affected(version: &str, ranges: &Value) -> bool {
    ranges.as_array().unwrap().iter().any(|events| {
        let mut affected = false;
        for event in events.as_array().unwrap() {
            let reached = |key: &str| {
                let bound = event[key].as_str();
                bound.is_some_and(|bound| bound == "0" || compared(version, bound) != Ordering::Less)
            };
            if reached("introduced") {
                affected = true;
            }
            if reached("fixed") {
                affected = false;
            }
        }
        affected
    })
}

fn concerns(platforms: &Value, os: &str, arch: &str) -> bool {
    let platforms = platforms.as_array().unwrap();
    let names = |list: &Value, word: &str| {
        list.as_array().unwrap().is_empty() || list.as_array().unwrap().iter().any(|one| one == word)
    };
    platforms.is_empty() || platforms.iter().any(|it| names(&it["os"], os) && names(&it["arch"], arch))
}

/// The reports that are open in a version, and those of them that concern a system.
fn expected(version: &str, os: &str, arch: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let reports: Vec<Value> = serde_json::from_str(REPORTS).unwrap();
    let version = semver(version);
    let (mut all, mut here) = (BTreeSet::new(), BTreeSet::new());
    for report in reports.iter().filter(|report| report["withdrawn"].is_null()) {
        for affected in report["affected"].as_array().unwrap() {
            if is_affected(&version, &affected["ranges"]) {
                let id = report["id"].as_str().unwrap().to_owned();
                if concerns(&affected["platforms"], os, arch) {
                    here.insert(id.clone());
                }
                all.insert(id);
            }
        }
    }
    (all, here)
}

fn ids(reports: &Value) -> BTreeSet<String> {
    reports.as_array().unwrap().iter().map(|report| report["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_release_has_the_open_reports_that_the_ranges_say() {
    // The first release of a minor was called `1.20` once; `1.20.0` is how a person names exactly that one.
    let exact =
        |version: String| if semver(&version) == format!("{version}.0") { version + ".0" } else { version };
    let versions: Vec<String> =
        Manifest::built_in().versions().map(|version| exact(version.to_string())).collect();
    assert!(versions.len() >= 339);
    for (os, arch) in [("linux", "amd64"), ("windows", "amd64"), ("darwin", "arm64"), ("linux", "ppc64le")] {
        let mut sandbox = Sandbox::new();
        sandbox.set("GV_OFFLINE", "1").set("GV_PLATFORM", format!("{os}-{arch}"));
        let arguments = ["audit", "--json"].into_iter().chain(versions.iter().map(String::as_str));
        let json = sandbox.gv(arguments).fails_with(1).json();
        let toolchains = json["toolchains"].as_array().unwrap();
        assert_eq!(toolchains.len(), versions.len());
        for toolchain in toolchains {
            let version = toolchain["version"].as_str().unwrap();
            let (all, here) = expected(version, os, arch);
            let (open, elsewhere) = (ids(&toolchain["open"]), ids(&toolchain["other_platforms"]));
            assert_eq!(open, here, "go{version} on {os}/{arch}");
            assert_eq!(open.union(&elsewhere).cloned().collect::<BTreeSet<_>>(), all, "go{version}");
            assert!(open.is_disjoint(&elsewhere), "go{version}");
        }
    }
}

#[test]
fn each_report_names_the_version_that_fixes_it() {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_OFFLINE", "1").set("GV_PLATFORM", "linux-amd64");
    let reports: Vec<Value> = serde_json::from_str(REPORTS).unwrap();
    for version in ["1.26.2", "1.24rc2", "1.17.0", "1.8.0"] {
        let json = sandbox.gv(["audit", "--json", version]).fails_with(1).json();
        for open in json["toolchains"][0]["open"].as_array().unwrap() {
            let fixed = semver(open["fixed_in"].as_str().unwrap());
            let report = reports.iter().find(|report| report["id"] == open["id"]).unwrap();
            let ranges = &report["affected"][0]["ranges"];
            assert!(!is_affected(&fixed, ranges), "{} says go{fixed}", open["id"]);
            assert_eq!(compared(&fixed, &semver(version)), Ordering::Greater);
        }
    }
}
