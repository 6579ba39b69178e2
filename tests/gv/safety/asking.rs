//! How the vulnerability database is asked, and what its answers are worth.

use crate::support::Sandbox;
use crate::support::reply::Reply;
use crate::support::server::Server;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;

const LISTED: &str = "/index/modules.json.gz";
const NEWNESS: &str = "/index/db.json.gz";

fn packed(document: &Value) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(document.to_string().as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A report about all versions before `fixed`; about all there are where that is empty.
fn report(id: &str, modified: &str, fixed: &str) -> Value {
    let introduced = json!({"introduced": "0"});
    let events = if fixed.is_empty() { vec![introduced] } else { vec![introduced, json!({"fixed": fixed})] };
    json!({
        "id": id, "modified": modified, "aliases": ["CVE-2031-0001"],
        "affected": [{
            "package": {"name": "stdlib", "ecosystem": "Go"},
            "ranges": [{"type": "SEMVER", "events": events}],
            "ecosystem_specific": {"imports": [{"path": "net/http"}]},
        }],
    })
}

fn newness(modified: &str) -> Value {
    json!({ "modified": modified })
}

fn listed(reports: &[(&str, &str)]) -> Value {
    let vulns: Vec<_> =
        reports.iter().map(|(id, modified)| json!({"id": id, "modified": modified})).collect();
    json!([{"path": "example.com/other", "vulns": [{"id": "GO-2031-9999", "modified": "2031-01-01T00:00:00Z"}]},
           {"path": "stdlib", "vulns": vulns}])
}

/// A database with one report, that go1.27.0 has and go1.27.1 has not.
fn database() -> Server {
    let modified = "2031-01-02T00:00:00Z";
    Server::start()
        .serve(NEWNESS, Reply::bytes(packed(&newness(modified))))
        .serve(LISTED, Reply::bytes(packed(&listed(&[("GO-2031-0001", modified)]))))
        .serve("/ID/GO-2031-0001.json.gz", Reply::bytes(packed(&report("GO-2031-0001", modified, "1.27.1"))))
}

/// Writes a database to a folder: the same report, about all versions before `fixed`.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "a machine has settings in the tests of Linux")
)]
pub fn write_to(folder: &Path, modified: &str, fixed: &str) {
    for (path, document) in [
        (NEWNESS, newness(modified)),
        (LISTED, listed(&[("GO-2031-0001", modified)])),
        ("/ID/GO-2031-0001.json.gz", report("GO-2031-0001", modified, fixed)),
    ] {
        // In a folder the files are not packed.
        let file = folder.join(path[1..].trim_end_matches(".gz"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, document.to_string()).unwrap();
    }
}

fn asking(address: &str) -> Sandbox {
    let mut sandbox = Sandbox::with_origin(&["1.27.0", "1.27.1"]);
    sandbox.set("GV_VULNDB", address);
    sandbox
}

fn paths(server: &Server) -> Vec<String> {
    let mut paths: Vec<_> = server.requests().into_iter().map(|request| request.path).collect();
    paths.sort();
    paths
}

#[test]
fn what_the_database_says_now_counts_and_is_kept() {
    let server = database();
    let sandbox = asking(&server.url(""));
    sandbox.gv(["install", "1.27.0"]).succeeds();
    sandbox.gv(["ls"]).does_not_print("vulnerabilities");
    assert!(server.requests().is_empty(), "only an audit asks");
    let run = sandbox.gv(["audit"]).fails_with(1);
    run.prints("GO-2031-0001  CVE-2031-0001  net/http  fixed in go1.27.1")
        .prints("try: gv install 1.27.1")
        .says("queried just now (last changed on 2031-01-02)");
    assert_eq!(paths(&server), ["/ID/GO-2031-0001.json.gz", NEWNESS, LISTED]);
    sandbox.gv(["ls"]).prints("known vulnerabilities: 1");
    sandbox.gv(["doctor", "security"]).succeeds();
    sandbox.gv(["audit"]).fails_with(1);
    assert_eq!(server.requests().len(), 3, "it was asked a moment ago");
    sandbox.gv(["audit", "--refresh"]).fails_with(1);
    assert_eq!(server.requests().len(), 4, "nothing has changed since");
    sandbox.with("GV_OFFLINE", "1").gv(["audit"]).fails_with(1).prints("GO-2031-0001");
}

#[test]
fn only_reports_that_changed_are_fetched_again() {
    let (old, new) = ("2031-01-02T00:00:00Z", "2031-02-03T04:05:06.5Z");
    let server = Server::start()
        .serve_in_turn(NEWNESS, [old, new].map(|modified| Reply::bytes(packed(&newness(modified)))))
        .serve_in_turn(
            LISTED,
            [
                Reply::bytes(packed(&listed(&[("GO-2031-0001", old), ("GO-2031-0002", old)]))),
                Reply::bytes(packed(&listed(&[("GO-2031-0001", new), ("GO-2031-0002", old)]))),
            ],
        )
        .serve_in_turn(
            "/ID/GO-2031-0001.json.gz",
            [
                Reply::bytes(packed(&report("GO-2031-0001", old, "1.27.0"))),
                Reply::bytes(packed(&report("GO-2031-0001", new, "1.27.1"))),
            ],
        )
        .serve("/ID/GO-2031-0002.json.gz", Reply::bytes(packed(&report("GO-2031-0002", old, "1.27.0"))));
    let sandbox = asking(&server.url(""));
    sandbox.gv(["audit", "1.27.0"]).succeeds();
    sandbox.gv(["audit", "1.27.0", "--refresh"]).fails_with(1).prints("GO-2031-0001");
    assert_eq!(server.asked_for("/ID/GO-2031-0001.json.gz").0, 2);
    assert_eq!(server.asked_for("/ID/GO-2031-0002.json.gz").0, 1);
}

#[test]
fn a_folder_and_a_plain_server_are_databases_too() {
    let modified = "2031-01-02T00:00:00Z";
    let files = [
        ("index/db.json", newness(modified)),
        ("index/modules.json", listed(&[("GO-2031-0001", modified)])),
        ("ID/GO-2031-0001.json", report("GO-2031-0001", modified, "1.27.1")),
    ];
    let mut server = Server::start();
    let mut sandbox = asking("");
    for (path, document) in files {
        server = server.serve(&format!("/db/{path}"), Reply::bytes(document.to_string()));
        sandbox.file(format!("db/{path}"), document.to_string());
    }
    let folder = sandbox.work().join("db");
    for address in [server.url("/db"), folder.display().to_string()] {
        sandbox.set("GV_VULNDB", address);
        sandbox.gv(["audit", "1.27.0"]).fails_with(1).prints("GO-2031-0001");
    }
    sandbox.with("GV_OFFLINE", "1").gv(["audit", "1.27.0"]).fails_with(1).does_not_say("was not queried");
}

#[test]
fn a_database_that_cannot_be_asked_leaves_what_is_known_and_says_so() {
    let sandbox = asking(&Server::closed());
    sandbox
        .gv(["audit", "1.27.0"])
        .succeeds()
        .says("! the vulnerability database could not be queried: ")
        .says("by the reports built into gv, as of 2026-");
    let silent = Server::start();
    let sandbox = asking(&silent.url(""));
    sandbox.gv(["audit", "1.27.0"]).succeeds().says("404");
}

#[test]
fn an_answer_that_is_not_a_database_changes_nothing() {
    let modified = "2031-01-02T00:00:00Z";
    let bad_bound = report("GO-2031-0001", modified, "v1.27");
    let other_id = report("GO-2031-0002", modified, "1.27.1");
    let bomb = {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..20 {
            encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        encoder.finish().unwrap()
    };
    let index = Reply::bytes(packed(&listed(&[("GO-2031-0001", modified)])));
    let strange = json!([{"path": "stdlib", "vulns": [{"id": "../../etc", "modified": modified}]}]);
    for (name, reply, told) in [
        ("newness", Reply::html(), "is not the index of a vulnerability database"),
        (
            "newness",
            Reply::bytes(packed(&newness("tomorrow"))),
            "is not the index of a vulnerability database",
        ),
        ("list", Reply::bytes(packed(&json!([]))), "lists no report about Go itself"),
        ("list", Reply::bytes(packed(&strange)), "is not the index of a vulnerability database"),
        ("list", Reply::bytes(bomb), "is too large when unpacked"),
        ("report", Reply::bytes(packed(&bad_bound)), r#"names the version "v1.27""#),
        ("report", Reply::bytes(packed(&other_id)), "is not a report"),
        ("report", Reply::status(500), "500"),
    ] {
        let mut server = Server::start()
            .serve(NEWNESS, Reply::bytes(packed(&newness(modified))))
            .serve(LISTED, index.clone())
            .serve("/ID/GO-2031-0001.json.gz", Reply::status(404));
        let path = match name {
            "newness" => NEWNESS,
            "list" => LISTED,
            _ => "/ID/GO-2031-0001.json.gz",
        };
        server = server.serve(path, reply);
        let sandbox = asking(&server.url(""));
        sandbox.gv(["audit", "1.27.0"]).succeeds().says(told).says("by the reports built into gv");
        sandbox.with("GV_LANG", "zh").gv(["audit", "1.27.0"]).succeeds().does_not_say("could not be");
    }
}

#[test]
fn an_older_answer_does_not_take_back_what_is_known() {
    let (old, new) = ("2030-01-01T00:00:00Z", "2031-01-02T00:00:00Z");
    let server = Server::start()
        .serve_in_turn(NEWNESS, [new, old].map(|modified| Reply::bytes(packed(&newness(modified)))))
        .serve_in_turn(
            LISTED,
            [
                Reply::bytes(packed(&listed(&[("GO-2031-0001", new)]))),
                Reply::bytes(packed(&listed(&[("GO-2031-0002", old)]))),
            ],
        )
        .serve("/ID/GO-2031-0001.json.gz", Reply::bytes(packed(&report("GO-2031-0001", new, "1.27.1"))));
    let sandbox = asking(&server.url(""));
    sandbox.gv(["audit", "1.27.0"]).fails_with(1);
    sandbox.gv(["audit", "1.27.0", "--refresh"]).fails_with(1).prints("GO-2031-0001");
}

#[test]
fn what_was_withdrawn_does_not_count() {
    let modified = "2031-01-02T00:00:00Z";
    let mut withdrawn = report("GO-2031-0001", modified, "1.27.1");
    withdrawn["withdrawn"] = modified.into();
    let server = Server::start()
        .serve(NEWNESS, Reply::bytes(packed(&newness(modified))))
        .serve(LISTED, Reply::bytes(packed(&listed(&[("GO-2031-0001", modified)]))))
        .serve("/ID/GO-2031-0001.json.gz", Reply::bytes(packed(&withdrawn)));
    asking(&server.url("")).gv(["audit", "1.27.0"]).succeeds();
}

#[test]
fn a_setting_that_names_no_database_is_refused() {
    let sandbox = asking("http://vuln.example.com");
    sandbox
        .gv(["audit", "1.27.0"])
        .fails_with(2)
        .says("the vulnerability database http://vuln.example.com is plain http; it has to be https");
    sandbox.gv(["ls"]).succeeds();
    sandbox
        .with("GV_LANG", "zh")
        .gv(["audit", "1.27.0"])
        .fails_with(2)
        .says("漏洞数据库 http://vuln.example.com 是明文 http");
    let run = sandbox.gv(["doctor", "security", "--json"]);
    let json = run.json();
    assert_eq!(json["findings"][0]["id"], "vulnerability_database_invalid", "{run}");
    assert_eq!(json["findings"][0]["fix"]["command"], "unset GV_VULNDB", "{run}");
    sandbox.gv(["doctor", "security"]).fails_with(1).prints("vuln.example.com is plain http");
}

#[test]
fn the_doctor_names_the_line_that_names_no_database() {
    let sandbox = Sandbox::with_origin(&["1.27.0"]);
    sandbox.file("../home/.gv/config.toml", "[security]\ndatabase = \"vulndb\"\n");
    let run = sandbox.gv(["doctor", "security"]).fails_with(1);
    run.prints("the vulnerability database vulndb is not a valid address")
        .prints("correct database under [security]");
}
