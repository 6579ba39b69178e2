//! `gv mirror check`: a mirror as `gv mirror sync` made it, and every way in which it can be wrong, in its folder and served.

use super::own::{OTHER, Stage, served};
use crate::support::archive::{host, toolchain};
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use serde_json::Value;
use std::fs;
use std::path::Path;

const VERSION: &str = "1.22.10";

/// A mirror with archives, modules and records for two platforms.
fn mirror() -> Stage {
    let stage = Stage::new();
    let platforms = format!("{},{OTHER}", host());
    stage.sync(&["--versions", "1.22,1.23", "--platforms", &platforms, "--sumdb"]);
    stage
}

fn check(stage: &Stage, place: &str, more: &[&str]) -> Run {
    stage.sandbox.gv(["mirror", "check", place, "--json"].iter().chain(more))
}

/// The findings, as ids and files. All archives here are builds of the origin's own.
fn found(document: &Value) -> Vec<(&str, &str)> {
    let findings = document["findings"].as_array().unwrap().iter();
    let all = findings.map(|it| (it["id"].as_str().unwrap(), it["file"].as_str().unwrap()));
    all.filter(|(id, _)| *id != "own_build").collect()
}

fn archive() -> String {
    toolchain(VERSION).file_name(VERSION)
}

fn zip(stage: &Stage) -> String {
    let module = stage.modules.iter().find(|it| it.version.contains(VERSION)).unwrap();
    format!("golang.org/toolchain/@v/{}.zip", module.version)
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_mirror_as_it_was_made_has_nothing_wrong() {
    let stage = mirror();
    let document = check(&stage, "mirror", &[]).succeeds().json();
    assert_eq!(found(&document), [], "{document:#}");
    let counts = [&document["archives"], &document["modules"], &document["records"]].map(Value::as_u64);
    assert_eq!(counts, [Some(4); 3], "{document:#}");
    assert!(document["full"] == true && document["synced"].as_u64().unwrap() > 1_700_000_000, "{document:#}");
    let before = stage.server.requests().len();
    stage.sandbox.gv(["mirror", "check", "mirror"]).succeeds().says("every file was read and is as listed");
    assert_eq!(stage.server.requests().len(), before, "a folder is checked without the network");
    let server = served(&stage.mirror());
    for (more, full) in [(&[][..], false), (&["--full"], true)] {
        let document = check(&stage, &server.url(""), more).succeeds().json();
        assert_eq!(found(&document), [("plain_http", "")], "{document:#}");
        assert_eq!((&document["full"], &document["records"]), (&full.into(), &4.into()), "{document:#}");
    }
    // Without the contents no archive was transferred whole.
    let (whole, _) = server.asked_for(&format!("/{}", archive()));
    assert_eq!(whole, 2, "one glance, and one download for --full");
}

#[test]
fn each_fault_of_a_folder_is_named_and_sync_mends_it() {
    type Harm = fn(&Stage, &Path);
    type Named = fn(&Stage) -> String;
    let faults: [(&str, i32, Named, Harm); 10] = [
        ("changed", 4, |_| archive(), |stage, _| flip(&stage.mirror().join(archive()))),
        ("changed", 4, |_| archive(), |_, path| fs::write(path, "short").unwrap()),
        ("missing", 1, |_| archive(), |_, path| fs::remove_file(path).unwrap()),
        ("missing", 1, |_| archive() + ".sha256", |_, path| fs::remove_file(path).unwrap()),
        ("changed", 4, |_| archive() + ".sha256", |_, path| fs::write(path, "0".repeat(64)).unwrap()),
        ("missing", 1, zip, |_, path| fs::remove_file(path).unwrap()),
        ("damaged", 4, zip, |_, path| fs::write(path, &fs::read(path).unwrap()[..500]).unwrap()),
        ("changed", 4, |stage| zip(stage).replace(".zip", ".info"), |_, path| fs::write(path, "{}").unwrap()),
        (
            "changed",
            4,
            |stage| zip(stage).replace(".zip", ".mod"),
            |_, path| fs::write(path, "module x\n").unwrap(),
        ),
        ("missing", 1, |_| "index.json".to_owned(), |_, path| fs::remove_file(path).unwrap()),
    ];
    let stage = mirror();
    for (id, code, file, harm) in faults {
        let file = file(&stage);
        harm(&stage, &stage.mirror().join(&file));
        let document = check(&stage, "mirror", &[]).fails_with(code).json();
        assert!(found(&document).contains(&(id, file.as_str())), "{id} {file}: {document:#}");
        assert!(
            found(&document).iter().all(|(other, _)| *other == id || *other == "leftover"),
            "{id} {file}: {document:#}"
        );
        let run = stage.sandbox.gv(["mirror", "check", "mirror"]).fails_with(code);
        run.prints(&format!("[{id}]")).says("try: gv mirror sync ");
        if matches!(id, "changed" | "damaged") {
            fs::remove_file(stage.mirror().join(&file)).unwrap();
        }
        stage.sandbox.gv(["mirror", "sync", "mirror"]).succeeds();
        let document = check(&stage, "mirror", &[]).succeeds().json();
        assert_eq!(found(&document), [], "after {id} {file}: {document:#}");
    }
}

#[test]
fn records_and_leftovers() {
    let stage = mirror();
    let name = stage.log.key().split('+').next().unwrap().to_owned();
    let records = stage.mirror().join("sumdb").join(&name);
    let lookup =
        zip(&stage).replace("golang.org/toolchain/@v/", "lookup/golang.org/toolchain@").replace(".zip", "");
    let record = fs::read(records.join(&lookup)).unwrap();
    fs::remove_file(records.join(&lookup)).unwrap();
    let document = check(&stage, "mirror", &[]).fails_with(1).json();
    assert_eq!(found(&document), [("no_record", zip(&stage).as_str())], "{document:#}");
    // One with another hash is not what the tree has.
    let text = String::from_utf8(record.clone()).unwrap();
    let at = text.find("h1:").unwrap() + 4;
    let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
    fs::write(records.join(&lookup), format!("{}{other}{}", &text[..at], &text[at + 1..])).unwrap();
    let document = check(&stage, "mirror", &[]).fails_with(4).json();
    assert_eq!(found(&document), [("record", zip(&stage).as_str())], "{document:#}");
    fs::write(records.join(&lookup), record).unwrap();
    // A sound zip of another module is not what the record says.
    let other = stage.modules.iter().find(|it| it.version.contains("1.23.4")).unwrap();
    fs::copy(
        stage.mirror().join(format!("golang.org/toolchain/@v/{}.zip", other.version)),
        stage.mirror().join(zip(&stage)),
    )
    .unwrap();
    check(&stage, "mirror", &[]).fails_with(4);
    fs::remove_file(stage.mirror().join(zip(&stage))).unwrap();
    stage.sandbox.gv(["mirror", "sync", "mirror"]).succeeds();
    stage.sandbox.file("mirror/notes.txt", "x");
    stage.sandbox.file("mirror/golang.org/toolchain/@v/v0.0.1-go1.5.0.linux-amd64.zip", "x");
    let document = check(&stage, "mirror", &[]).succeeds().json();
    let left =
        [("leftover", "golang.org/toolchain/@v/v0.0.1-go1.5.0.linux-amd64.zip"), ("leftover", "notes.txt")];
    assert_eq!(found(&document), left, "{document:#}");
    // Another database than the one of the records: nothing is told of them.
    let off =
        stage.sandbox.with("GOSUMDB", "off").gv(["mirror", "check", "mirror", "--json"]).succeeds().json();
    assert_eq!(off["records"], 0, "{off:#}");
}

#[test]
fn each_fault_of_a_server_is_named() {
    let stage = mirror();
    let (archive, zip) = (format!("/{}", archive()), format!("/{}", zip(&stage)));
    let bytes = fs::read(stage.mirror().join(&archive[1..])).unwrap();
    let mut changed = bytes.clone();
    changed[100] ^= 1;
    let faults: Vec<(&str, i32, Server, &[&str])> = vec![
        ("missing", 1, served(&stage.mirror()).serve(&archive, Reply::status(404)), &[]),
        ("changed", 4, served(&stage.mirror()).serve(&archive, Reply::bytes("short")), &[]),
        ("changed", 4, served(&stage.mirror()).serve(&archive, Reply::bytes(changed)), &["--full"]),
        (
            "damaged",
            4,
            served(&stage.mirror()).serve(&archive, Reply::bytes(bytes.clone()).truncated_at(900)),
            &["--full"],
        ),
        ("page", 1, served(&stage.mirror()).serve(&zip, Reply::html()), &[]),
        ("page", 1, served(&stage.mirror()).serve("/index.json", Reply::html()), &[]),
        ("list", 1, served(&stage.mirror()).serve("/index.json", Reply::bytes("{}")), &[]),
        (
            "list",
            1,
            served(&stage.mirror()).serve("/golang.org/toolchain/@v/list", Reply::bytes("v1.0.0\n")),
            &[],
        ),
        ("unreadable", 1, served(&stage.mirror()).serve(&zip, Reply::status(403)), &[]),
        ("no_ranges", 0, served(&stage.mirror()).serve(&archive, Reply::bytes(bytes).ignores_range()), &[]),
    ];
    for (at, (id, code, server, more)) in faults.into_iter().enumerate() {
        // The range is tried with the first archive of the list.
        let server = if id == "no_ranges" { all_without_ranges(server, &stage) } else { server };
        let document = check(&stage, &server.url(""), more).fails_with(code).json();
        let ids: Vec<_> =
            found(&document).into_iter().map(|(id, _)| id).filter(|id| *id != "plain_http").collect();
        assert_eq!(ids, [id], "{at}: {document:#}");
    }
    let old = fs::read_to_string(stage.mirror().join("gv-mirror.json")).unwrap();
    let mut old: Value = serde_json::from_str(&old).unwrap();
    old["synced"] = 1_700_000_000.into();
    let server = served(&stage.mirror()).serve("/gv-mirror.json", Reply::bytes(old.to_string()));
    let document = check(&stage, &server.url(""), &[]).succeeds().json();
    assert_eq!(found(&document)[1], ("old", "gv-mirror.json"), "{document:#}");
}

fn all_without_ranges(server: Server, stage: &Stage) -> Server {
    let index: Value = serde_json::from_slice(&fs::read(stage.mirror().join("index.json")).unwrap()).unwrap();
    let files = index.as_array().unwrap().iter().flat_map(|release| release["files"].as_array().unwrap());
    files.fold(server, |server, file| {
        let name = file["filename"].as_str().unwrap();
        let bytes = fs::read(stage.mirror().join(name)).unwrap();
        server.serve(&format!("/{name}"), Reply::bytes(bytes).ignores_range())
    })
}

#[test]
fn an_archive_that_go_did_not_publish_is_named() {
    let stage = mirror();
    let ids = |document: &Value| -> Vec<String> {
        let all = document["findings"].as_array().unwrap().iter();
        all.map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    let document = check(&stage, "mirror", &[]).succeeds().json();
    assert!(!ids(&document).is_empty() && ids(&document).iter().all(|id| id == "own_build"), "{document:#}");
    let about = stage.mirror().join("gv-mirror.json");
    let mut written: Value = serde_json::from_str(&fs::read_to_string(&about).unwrap()).unwrap();
    written["origin"] = "go.dev".into();
    fs::write(&about, written.to_string()).unwrap();
    let document = check(&stage, "mirror", &[]).fails_with(4).json();
    assert!(ids(&document).iter().all(|id| id == "not_published"), "{document:#}");
    // What is not made by gv claims to be Go's, too.
    fs::remove_file(&about).unwrap();
    let document = check(&stage, "mirror", &[]).fails_with(4).json();
    assert!(ids(&document).contains(&"not_published".to_owned()), "{document:#}");
    assert!(ids(&document).contains(&"no_about".to_owned()), "{document:#}");
}

#[test]
fn what_is_no_mirror_and_who_does_not_answer() {
    let stage = Stage::new();
    stage.sandbox.dir("empty");
    stage
        .sandbox
        .gv(["mirror", "check", "empty"])
        .fails_with(1)
        .says("is not a mirror that gv mirror sync made");
    stage.sandbox.gv(["mirror", "check", "nowhere"]).fails_with(1).says("is not a mirror");
    stage
        .sandbox
        .gv(["mirror", "check", "ftp://go.example.com"])
        .fails_with(2)
        .says("is not the address of a mirror");
    let closed = Server::closed();
    let document = check(&stage, &closed, &[]).fails_with(3).json();
    assert!(found(&document).contains(&("unreachable", "gv-mirror.json")), "{document:#}");
    stage.sandbox.with("GV_OFFLINE", "1").gv(["mirror", "check", &closed]).fails_with(3).says("GV_OFFLINE");
    let name_only = Server::start();
    let document = check(&stage, &name_only.url(""), &[]).fails_with(1).json();
    assert!(found(&document).contains(&("missing", "index.json")), "{document:#}");
}
