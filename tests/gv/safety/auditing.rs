//! What `gv audit` says of toolchains by what is built in, and where else that is told.

use crate::support::Sandbox;
use serde_json::Value;

/// A sandbox that asks no database, whose origin has these versions.
fn offline(versions: &[&str]) -> Sandbox {
    let mut sandbox = Sandbox::with_origin(versions);
    sandbox.set("GV_OFFLINE", "1").set("GV_PLATFORM", crate::support::archive::host());
    sandbox
}

#[test]
fn a_toolchain_with_open_reports_fails_the_audit_and_names_the_command() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    sandbox.gv(["install", "1.26.2"]).succeeds();
    let run = sandbox.gv(["audit"]).fails_with(1);
    let run = run.prints("✗ go1.26.2  supported, known vulnerabilities: ").prints("try: gv install 1.26.7");
    let run = run.prints("GO-2026-6218  CVE-2026-56860  net/url").prints("fixed in go1.26.6");
    run.says("offline (GV_OFFLINE): vuln.go.dev was not queried")
        .says("by the reports built into gv, as of 2026-")
        .says("days ago")
        .says("govulncheck");
    sandbox.gv(["install", "1.26.7"]).succeeds();
    sandbox.gv(["audit", "1.26.2"]).fails_with(1).prints("try: gv uninstall 1.26.2");
    sandbox.gv(["uninstall", "1.26.2"]).succeeds();
    sandbox.gv(["audit"]).succeeds().prints("✓ go1.26.7  supported, no known vulnerability");
}

#[test]
fn a_version_that_is_not_known_keeps_no_other_from_being_judged() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    let run = sandbox.gv(["audit", "1.99", "1.26.2"]).fails_with(5);
    run.says("1.99").prints("go1.26.2  not installed, supported, known vulnerabilities: ");
    let json = sandbox.gv(["audit", "1.26.7", "1.99", "--json"]).fails_with(5).json();
    assert_eq!(json["toolchains"].as_array().unwrap().len(), 1, "{json}");
    sandbox.gv(["audit", "1.99"]).fails_with(5).prints_exactly("");
}

/// Runs the command that the audit names, and sees that it was the right one.
fn mended(sandbox: &Sandbox) {
    let json = sandbox.gv(["audit", "--json"]).fails_with(1).json();
    let bad = json["toolchains"].as_array().unwrap().iter().find(|it| it["here"] == true).unwrap();
    let command = bad["command"].as_str().unwrap().to_owned();
    let words = command.strip_prefix("gv ").unwrap().split(' ');
    sandbox.gv(words).succeeds();
    let json = sandbox.gv(["audit", "--json"]).json();
    let here = json["toolchains"].as_array().unwrap().iter().find(|it| it["here"] == true).unwrap();
    assert_eq!((&here["version"], &here["ok"]), (&Value::from("1.26.7"), &Value::from(true)), "{command}");
}

#[test]
fn the_command_mends_the_default() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    sandbox.gv(["use", "1.26.2"]).succeeds();
    mended(&sandbox);
}

#[test]
fn the_command_mends_a_pin() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    sandbox.file(".go-version", "1.26.2\n");
    sandbox.gv(["install"]).succeeds();
    mended(&sandbox);
    assert_eq!(std::fs::read_to_string(sandbox.work().join(".go-version")).unwrap(), "1.26.7\n");
}

#[test]
fn the_command_mends_a_project() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    sandbox.file("go.mod", "module m\n\ngo 1.26.2\n");
    sandbox.gv(["install"]).succeeds();
    mended(&sandbox);
}

#[test]
fn what_the_directory_asks_for_is_judged_before_it_is_installed() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    sandbox.file("go.mod", "module m\n\ngo 1.26.2\n");
    sandbox.gv(["audit"]).fails_with(1).prints("✗ go1.26.2  not installed, here: go.mod:3, supported");
    assert!(sandbox.installed().is_empty());
}

#[test]
fn a_version_out_of_support_is_told_with_the_day() {
    let sandbox = offline(&["1.22.12", "1.24.13"]);
    sandbox
        .gv(["audit", "1.24.13"])
        .fails_with(1)
        .prints("out of support since 2026-02-10 (go1.26.0)")
        .prints("no release known here is better");
    let json = sandbox.gv(["audit", "1.22", "--json"]).fails_with(1).json();
    let toolchain = &json["toolchains"][0];
    assert_eq!(toolchain["support"], "ended");
    assert_eq!(
        (&toolchain["support_ended"], &toolchain["ended_by"]),
        (&"2025-02-11".into(), &"1.24.0".into())
    );
    assert_eq!((&toolchain["installed"], &toolchain["path"]), (&false.into(), &Value::Null));
}

#[test]
fn nothing_to_judge_is_not_a_good_judgement() {
    let sandbox = offline(&["1.26.7"]);
    sandbox.gv(["audit"]).fails_with(5).says("asks for a Go version").says("try: gv use latest");
    sandbox.gv(["audit", "1.26.99"]).fails_with(5).says("try: gv audit 1.26\n");
}

#[test]
fn a_release_that_the_origin_lacks_is_judged_all_the_same() {
    let sandbox = offline(&["1.26.7"]);
    sandbox.gv(["audit", "1.22.3"]).fails_with(1).prints("✗ go1.22.3  not installed, out of support");
}

#[test]
fn a_code_scanning_service_gets_the_line_that_asks() {
    let sandbox = offline(&["1.26.2", "1.26.7"]);
    sandbox.file("go.mod", "module m\n\ngo 1.26.2\n");
    let json = sandbox.gv(["audit", "--sarif"]).fails_with(1).json();
    assert_eq!(json["version"], "2.1.0");
    let run = &json["runs"][0];
    let result = &run["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "go.mod");
    assert_eq!(location["region"]["startLine"], 3);
    assert!(result["message"]["text"].as_str().unwrap().contains("gv pin 1.26.7 --mod"), "{result}");
    let rules: Vec<_> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    for result in run["results"].as_array().unwrap() {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
    }
    sandbox.gv(["audit", "--sarif", "--json"]).fails_with(2);
}

#[test]
fn the_list_of_toolchains_marks_what_is_known() {
    let sandbox = offline(&["1.22.12", "1.26.2", "1.26.7"]);
    sandbox.gv(["install", "1.22.12", "1.26.2", "1.26.7"]).succeeds();
    let run = sandbox.gv(["ls"]).succeeds();
    let line =
        |version: &str| run.lines().into_iter().find(|line| line.contains(version)).unwrap().to_owned();
    assert!(line("go1.22.12").contains("out of support, known vulnerabilities: 62 (gv audit)"), "{run}");
    assert!(line("go1.26.2").contains("known vulnerabilities: "), "{run}");
    assert!(!line("go1.26.2").contains("support") && line("go1.26.7").trim() == "go1.26.7", "{run}");
    let json = sandbox.gv(["ls", "--json"]).json();
    assert_eq!(json["toolchains"][0]["support"], "supported");
    assert_eq!(json["toolchains"][0]["vulnerabilities"], 0);
    assert_eq!(json["toolchains"][2]["support"], "ended");
}

#[test]
fn outdated_lists_only_what_fixes_something() {
    let sandbox = offline(&["1.22.11", "1.26.2", "1.26.6", "1.26.7"]);
    sandbox.gv(["install", "1.26.6"]).succeeds();
    sandbox.gv(["outdated"]).succeeds().prints("go1.26.6");
    sandbox.gv(["outdated", "--security"]).succeeds();
    sandbox.gv(["use", "1.26.2"]).succeeds();
    sandbox
        .gv(["outdated", "--security"])
        .fails_with(1)
        .prints("go1.26.2  → go1.26.7  vulnerabilities fixed: ")
        .does_not_print("go1.26.6")
        .says("gv upgrade");
    sandbox.gv(["install", "1.22.11"]).succeeds();
    let run = sandbox.gv(["outdated", "--security", "--json"]).fails_with(1);
    let json = run.json();
    assert_eq!(json["outdated"][1]["newest"], "1.26.7", "{run}");
    assert!(json["outdated"][1]["fixes"].as_array().unwrap().len() > 10, "{run}");
}

#[test]
fn the_doctor_tells_of_the_toolchains_in_use_and_of_no_others() {
    let sandbox = offline(&["1.22.12", "1.24.2", "1.26.2", "1.26.7"]);
    sandbox.gv(["install", "1.24.2"]).succeeds();
    sandbox.gv(["use", "1.26.2"]).succeeds();
    sandbox.file("a/.go-version", "1.22.12\n");
    sandbox.at("a").gv(["install"]).succeeds();
    let run = sandbox.at("a").gv(["doctor", "security", "--json"]).succeeds();
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    let told: Vec<_> = findings.iter().map(|it| (&it["id"], &it["target"], &it["fix"]["command"])).collect();
    let known = Value::from("known_vulnerabilities");
    assert_eq!(
        told,
        [
            (&known, &"go1.22.12".into(), &"gv pin 1.26.7".into()),
            (&known, &"go1.26.2".into(), &"gv use 1.26.7".into())
        ],
        "{run}"
    );
    sandbox.with("GV_LANG", "zh").gv(["doctor", "security"]).succeeds().prints("已知漏洞");
}

#[test]
fn a_directory_that_cannot_be_read_keeps_nobody_from_an_audit() {
    let sandbox = offline(&["1.26.7"]);
    sandbox.gv(["install", "1.26.7"]).succeeds();
    sandbox.file(".go-version", "one\n");
    sandbox.gv(["audit"]).succeeds().prints("✓ go1.26.7").says("one");
}
