//! `gv deploy check` against a proxy that answers as Athens behind nginx does, and with the faults that deployments of it
//! were measured to have. It is a stand-in; `.ci/long team` runs the checks against the real ones.

use crate::support::Sandbox;
use crate::support::database::{Database, NAME};
use crate::support::module::MODULE as TOOLCHAIN;
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::verify::{Digest, H1, Sha256};
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

pub(super) const MODULE: &str = "github.com/pkg/errors";
pub(super) const VERSION: &str = "v0.9.1";
pub(super) const COLD: &str = "example.com/cold";

fn sha256(bytes: &[u8]) -> Sha256 {
    let mut digest = Digest::new();
    digest.update(bytes);
    digest.finish()
}

/// A small module: its zip, and the hashes that the database has.
pub(super) fn zip(module: &str, version: &str) -> (Vec<u8>, H1) {
    let files = [
        (format!("{module}@{version}/go.mod"), format!("module {module}\n").into_bytes()),
        (format!("{module}@{version}/x.go"), b"package x\n".repeat(400)),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    let h1 = H1::of(files.iter().map(|(name, content)| (name.clone(), sha256(content)))).unwrap();
    (zip.finish().unwrap().into_inner(), h1)
}

pub(super) fn log() -> Database {
    let with = |log: Database, module: &str, version: &str| log.with(module, version, zip(module, version).1);
    let log = with(Database::new(1).with_others(20, "a"), MODULE, VERSION);
    with(log, COLD, "v1.0.0").with_others(40, "b")
}

fn of_module(server: Server, module: &str, escaped: &str, version: &str) -> Server {
    let path = |kind: &str| format!("/{escaped}/@v/{version}.{kind}");
    let info = format!(r#"{{"Version":"{version}","Time":"2020-01-01T00:00:00Z"}}"#);
    server
        .serve(&path("info"), Reply::bytes(info).header("Content-Type", "application/json"))
        .serve(&path("mod"), Reply::bytes(format!("module {module}\n")))
        .serve(&path("zip"), Reply::bytes(zip(module, version).0).header("Content-Type", "application/zip"))
}

/// A proxy with nothing wrong.
pub(super) fn healthy() -> Server {
    healthy_at(Server::start())
}

/// The same at a server.
pub(super) fn healthy_at(server: Server) -> Server {
    let server = of_module(server, MODULE, MODULE, VERSION);
    let server = of_module(server, "github.com/BurntSushi/toml", "github.com/!burnt!sushi/toml", "v0.3.1");
    let server = of_module(server, COLD, COLD, "v1.0.0");
    let server = server
        .serve(&format!("/{MODULE}/@v/list"), Reply::bytes(format!("{VERSION}\n")))
        .serve(&format!("/{MODULE}/@latest"), Reply::bytes(format!(r#"{{"Version":"{VERSION}"}}"#)))
        .serve(&format!("/{TOOLCHAIN}/@v/list"), Reply::bytes("v0.0.1-go1.99.0.linux-amd64\n"))
        .serve("/", Reply::html());
    log().passed_on_by(server)
}

fn check(server: &Server, more: &[&str]) -> Value {
    checked(&Sandbox::new(), &server.url(""), more)
}

/// The report on the proxy at an address.
pub(super) fn checked(sandbox: &Sandbox, url: &str, more: &[&str]) -> Value {
    let key = log().key();
    let args = ["deploy", "check", url, "--json"];
    sandbox.with("GOSUMDB", key).gv(args.iter().chain(more)).json()
}

/// The checks that are wrong.
fn wrong(server: &Server) -> Vec<String> {
    let document = check(server, &[]);
    let checks = document["checks"].as_array().unwrap();
    let wrong = checks.iter().filter(|check| check["status"] == "error");
    wrong.map(|check| check["id"].as_str().unwrap().to_owned()).collect()
}

pub(super) fn path(kind: &str) -> String {
    format!("/{MODULE}/@v/{VERSION}.{kind}")
}

#[test]
fn a_healthy_proxy_has_no_errors() {
    let server = healthy();
    assert_eq!(wrong(&server), [""; 0]);
    let document = check(&server, &["--cold", "example.com/cold@v1.0.0"]);
    let status = |id: &str| {
        let checks = document["checks"].as_array().unwrap();
        checks
            .iter()
            .find(|check| check["id"] == id)
            .map(|check| check["status"].as_str().unwrap().to_owned())
    };
    for (id, expected) in [
        ("files", "ok"),
        ("whole_zip", "ok"),
        ("same_zip", "ok"),
        ("sumdb", "ok"),
        ("not_found", "ok"),
        ("escapes", "ok"),
        ("upstream", "ok"),
        ("cold", "ok"),
        ("stored", "ok"),
        ("load", "skipped"),
        ("open_pages", "ok"),
        ("toolchains", "ok"),
        ("failover", "skipped"),
    ] {
        assert_eq!(status(id).as_deref(), Some(expected), "{id}: {document}");
    }
    assert_eq!(document["checks"].as_array().unwrap().len(), 22);
}

#[test]
fn half_a_zip_is_seen() {
    let half = zip(MODULE, VERSION).0[..300].to_vec();
    assert_eq!(wrong(&healthy().serve(&path("zip"), Reply::bytes(half))), ["whole_zip"]);
    let cut = Reply::bytes(zip(MODULE, VERSION).0).truncated_at(200);
    assert_eq!(wrong(&healthy().serve(&path("zip"), cut)), ["files"]);
    let (other, _) = zip(MODULE, "v0.9.0");
    assert_eq!(wrong(&healthy().serve(&path("zip"), Reply::bytes(other))), ["whole_zip"]);
}

#[test]
fn a_web_page_is_not_a_module() {
    let found = wrong(&healthy().serve(&path("mod"), Reply::html()));
    assert_eq!(found, ["files"]);
}

#[test]
fn a_database_that_is_only_said_to_be_passed_on_is_seen() {
    let lookup = format!("/sumdb/{NAME}/lookup/{MODULE}@{VERSION}");
    for status in [502, 403, 500] {
        let server = healthy().serve(&lookup, Reply::status(status));
        assert_eq!(wrong(&server), ["sumdb"], "{status}");
    }
    let forged =
        Reply::bytes(Database::new(2).with(MODULE, VERSION, zip(MODULE, VERSION).1).answer(MODULE, VERSION));
    assert_eq!(wrong(&healthy().serve(&lookup, forged)), ["sumdb"]);
}

#[test]
fn an_outage_upstream_is_told_from_what_there_is_not() {
    let list = Reply::bytes("not found: module github.com/pkg/errors: dial tcp: connection refused");
    let gone = |server: Server, kind: &str| server.serve(&path(kind), Reply::status(404));
    let server = gone(gone(gone(healthy(), "info"), "mod"), "zip").serve(&format!("/{MODULE}/@v/list"), list);
    let document = check(&server, &[]);
    let upstream =
        document["checks"].as_array().unwrap().iter().find(|it| it["id"] == "upstream").unwrap().clone();
    assert_eq!(upstream["status"], "error");
    assert!(upstream["evidence"][0].as_str().unwrap().contains("connection refused"), "{upstream}");
}

#[test]
fn what_is_kept_and_must_not_be_is_seen() {
    let missing = format!("/{MODULE}/@v/v0.9.99.info");
    let kept = Reply::status(404).header("X-Cache", "HIT");
    assert_eq!(wrong(&healthy().serve(&missing, kept)), ["not_found_kept"]);
    let list = Reply::bytes(format!("{VERSION}\n")).header("Age", "3600");
    assert_eq!(wrong(&healthy().serve(&format!("/{MODULE}/@v/list"), list)), ["fresh_lists"]);
    assert_eq!(wrong(&healthy().serve(&missing, Reply::status(500))), ["not_found"]);
}

#[test]
fn paths_that_change_on_the_way_are_seen() {
    let lowered = Reply::bytes("module github.com/burntsushi/toml\n");
    let server = healthy().serve("/github.com/!burnt!sushi/toml/@v/v0.3.1.mod", lowered);
    assert_eq!(wrong(&server), ["escapes"]);
    let decoded = healthy().serve("/github.com/!burnt!sushi/toml/@v/v0.3.1.mod", Reply::status(400));
    assert_eq!(wrong(&decoded), ["escapes"]);
}

#[test]
fn pages_that_are_open_to_anybody_are_seen() {
    let server = healthy().serve("/catalog", Reply::bytes(r#"{"modules":[]}"#));
    assert_eq!(wrong(&server), ["open_pages"]);
}

#[test]
fn a_proxy_that_is_not_there_is_one_finding() {
    let mut sandbox = Sandbox::new();
    sandbox.set("GOSUMDB", log().key());
    let url = Server::closed();
    sandbox
        .gv(["deploy", "check", &url])
        .fails_with(1)
        .prints("cannot be reached")
        .prints("[connection]")
        .does_not_print("[tls]")
        .does_not_print("[files]");
    sandbox
        .gv(["deploy", "check", "ftp://x.example"])
        .fails_with(2)
        .says("not the address of a module proxy");
}

#[test]
fn a_redirect_in_a_circle_is_told() {
    let server = healthy();
    let url = server.url(&path("info"));
    let server = server.serve(&path("info"), Reply::redirect_to(url));
    assert_eq!(wrong(&server), ["redirects"]);
}
