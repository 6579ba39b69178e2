//! An origin that has archives and no list of them.

use crate::support::Sandbox;
use crate::support::archive::{Toolchain, toolchain};
use crate::support::database::Database;
use crate::support::module::Module;
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::fs;

/// Newer than any release that the manifest knows.
const NEW: [&str; 2] = ["1.99.1", "1.99.2"];

fn serves(server: Server, version: &str, made: &Toolchain) -> Server {
    server.serve(&format!("/go/{}", made.file_name(version)), Reply::bytes(made.packed()))
}

fn with_hash(server: Server, version: &str, made: &Toolchain, hash: &str) -> Server {
    let name = made.file_name(version);
    server.serve(&format!("/go/{name}.sha256"), Reply::bytes(format!("{hash}  {name}\n")))
}

/// A sandbox whose origin is the server's `/go`; every other host is out of reach.
fn sandbox(server: &Server) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_ORIGIN", server.url("/go")).set("GOPROXY", "off").set("GOSUMDB", "off");
    sandbox
}

#[test]
fn exact_versions_are_had_by_name_and_proven_by_the_hash_beside_them() {
    let server = NEW.iter().fold(Server::start(), |server, version| {
        let made = toolchain(version);
        let hash = sha256(&made.packed());
        with_hash(serves(server, version, &made), version, &made, &hash)
    });
    let sandbox = sandbox(&server);
    for version in NEW {
        let run = sandbox.gv(["use", version]).succeeds();
        run.says("verified against the SHA-256 file of 127.0.0.1").does_not_say("own build");
    }
    let json = sandbox.gv(["ls", "--json"]).succeeds().json();
    assert_eq!(json["toolchains"][0]["proof"], "hash_file");
    sandbox.gv(["install", NEW[0]]).succeeds().says("already installed");
}

#[test]
fn wrong_bytes_are_refused() {
    let made = toolchain(NEW[0]);
    let server = with_hash(serves(Server::start(), NEW[0], &made), NEW[0], &made, &"ab".repeat(32));
    let sandbox = sandbox(&server);
    sandbox.gv(["install", NEW[0]]).fails_with(4).says("SHA-256").says("abab");
    assert!(sandbox.installed().is_empty());
}

#[test]
fn the_manifest_proves_what_the_origin_has_no_hash_for() {
    let made = toolchain("1.22.3");
    let server = serves(Server::start(), "1.22.3", &made);
    let sandbox = sandbox(&server);
    // These bytes are not Go's.
    let run = sandbox.gv(["install", "1.22.3"]).fails_with(4);
    run.says("the built-in release list");
    assert!(sandbox.installed().is_empty());
}

#[test]
fn an_own_build_is_told_as_one() {
    let made = toolchain("1.22.3");
    let hash = sha256(&made.packed());
    let server = with_hash(serves(Server::start(), "1.22.3", &made), "1.22.3", &made, &hash);
    let sandbox = sandbox(&server);
    let run = sandbox.gv(["install", "1.22.3"]).succeeds();
    run.says("verified against the SHA-256 file of").says("; an own build");
}

#[test]
fn an_own_build_of_an_index_is_told_as_one() {
    let sandbox = Sandbox::with_origin(&["1.22.3", NEW[0]]);
    sandbox.gv(["install", "1.22.3"]).succeeds().says("own build");
    sandbox.gv(["install", NEW[0]]).succeeds().does_not_say("own build");
    sandbox.gv(["uninstall", "1.22.3", NEW[0]]).succeeds();
    sandbox.gv(["install", "1.22.3", NEW[0]]).succeeds().says("go1.22.3 installed").says("an own build");
}

#[test]
fn the_checksum_database_proves_the_files_and_what_it_does_not_know_is_left_out() {
    let made =
        toolchain(NEW[0]).with("src/go.mod", "module std\n").with("doc/x.html", "<html>").heavier(90_000);
    let log = Database::new(1).with_others(9, "a").with_module(&Module::of(&made, NEW[0]));
    let proxy = log.passed_on_by(Server::start());
    let server = serves(Server::start(), NEW[0], &made);
    let mut sandbox = sandbox(&server);
    sandbox.set("GOPROXY", proxy.url("")).set("GOSUMDB", log.key());
    sandbox.gv(["use", NEW[0]]).succeeds().says("verified against the checksum database");
    let goroot = sandbox.gv_home().join(format!("versions/go{}", NEW[0]));
    assert_eq!(fs::read(goroot.join("src/go.mod")).unwrap(), b"module std\n");
    assert!(!goroot.join("doc").exists(), "what no proof covers is not installed");
    sandbox.gv(["verify", NEW[0]]).succeeds().says("is as released");
}

#[test]
fn files_that_the_checksum_database_does_not_know_are_refused() {
    let made = toolchain(NEW[0]);
    let log = Database::new(1).with_module(&Module::of(&made, NEW[0]).altered("VERSION"));
    let proxy = log.passed_on_by(Server::start());
    let server = serves(Server::start(), NEW[0], &made);
    let mut sandbox = sandbox(&server);
    sandbox.set("GOPROXY", proxy.url("")).set("GOSUMDB", log.key());
    sandbox.gv(["install", NEW[0]]).fails_with(4).says("h1:");
    assert!(sandbox.installed().is_empty());
}

#[test]
fn what_cannot_be_proven_says_whom_gv_tried() {
    let made = toolchain(NEW[0]);
    let server = serves(Server::start(), NEW[0], &made);
    let run = sandbox(&server).gv(["install", NEW[0]]).fails_with(4);
    run.says("cannot be verified").says("GOSUMDB=off").says(".sha256 beside the archive");
}

#[test]
fn a_version_that_is_not_there_is_told_so() {
    let server = Server::start();
    let run = sandbox(&server).gv(["install", NEW[0]]).fails_with(5);
    run.says(&format!("the origin does not have go{}", NEW[0])).says("gv ls-remote");
}

#[test]
fn partial_versions_come_from_the_built_in_list_and_say_so() {
    let server = Server::start();
    let sandbox = sandbox(&server);
    let run = sandbox.gv(["ls-remote", "1.22"]).succeeds();
    run.prints("1.22.12");
    let run = sandbox.gv(["install", "1.22"]);
    run.says("has no release list: using the built-in release list, whose newest is go1.")
        .says("1.22 is go1.22.12");
    let run = sandbox.gv(["install", "1.98"]).fails_with(5);
    run.says("Go 1.98 is unknown");
}

#[test]
fn partial_versions_come_from_the_list_of_the_goproxy() {
    let made = toolchain(NEW[1]);
    let proxy = Module::of(&made, NEW[1]).served_by(Server::start());
    let hash = sha256(&made.packed());
    let server = with_hash(serves(Server::start(), NEW[1], &made), NEW[1], &made, &hash);
    let mut sandbox = sandbox(&server);
    sandbox.set("GOPROXY", proxy.url(""));
    sandbox
        .gv(["use", "latest"])
        .succeeds()
        .says(&format!("latest is go{}", NEW[1]))
        .says("list of toolchains");
}

#[test]
fn a_listing_of_what_a_server_happens_to_hold_is_not_the_whole() {
    let (old, new) = (toolchain(NEW[0]), toolchain(NEW[1]));
    let page = format!("<a href='{}'>", old.file_name(NEW[0]));
    let server = Server::start().serve("/go/", Reply::bytes(page));
    let hash = sha256(&new.packed());
    let server = with_hash(serves(server, NEW[1], &new), NEW[1], &new, &hash);
    let sandbox = sandbox(&server);
    sandbox.gv(["use", NEW[1]]).succeeds().says("verified against the SHA-256 file of");
    sandbox.gv(["use", "1.99.7"]).fails_with(5).says("there is no Go 1.99.7");
}

#[test]
fn a_portal_is_no_origin() {
    let server = Server::start().serve("/go/", Reply::html()).serve("/go/index.json", Reply::html());
    sandbox(&server).gv(["install", NEW[0]]).fails_with(3).says("web page");
}

#[test]
fn a_login_that_is_asked_for_is_not_absence() {
    let server =
        Server::start().serve("/go/", Reply::status(401)).serve("/go/index.json", Reply::status(401));
    sandbox(&server).gv(["install", NEW[0]]).fails_with(3).says("401");
}

#[test]
fn archives_lie_where_the_pattern_says() {
    let made = toolchain(NEW[0]);
    let (name, bytes) = (made.file_name(NEW[0]), made.packed());
    let path = format!("/go/v{}/{name}", NEW[0]);
    let server = Server::start()
        .serve(&path, Reply::bytes(bytes.clone()))
        .serve(&format!("{path}.sha256"), Reply::bytes(sha256(&bytes)));
    let mut sandbox = sandbox(&server);
    sandbox.set("GV_PATTERN", "v{version}/{file}");
    sandbox.gv(["use", NEW[0]]).succeeds();
    sandbox.with("GV_PATTERN", "{version}").gv(["install", NEW[1]]).fails_with(2).says("GV_PATTERN");
}
