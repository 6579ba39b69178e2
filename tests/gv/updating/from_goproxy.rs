//! Updates from a GOPROXY: the checksum database and the signature have to agree.

use super::stage::{MODULE, Release, Stage, archive_name};
use crate::support::database::Database;
use crate::support::module::Module;
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use crate::support::signer::Signer;

const PATH: &str = "gv.example/releases/linux-amd64";

/// The module of a release.
fn module(release: &Release) -> Module {
    let version = format!("v{}", release.version);
    let mut files = vec![(format!("{PATH}@{version}/go.mod"), format!("module {PATH}\n").into_bytes())];
    let published = release.files().into_iter().skip(1);
    files.extend(published.map(|(name, content)| (format!("{PATH}@{version}/{name}"), content)));
    Module { version, files }
}

fn serving(server: Server, module: &Module) -> Server {
    let below = format!("/{PATH}/@v");
    let version = &module.version;
    server
        .serve(&format!("{below}/list"), Reply::bytes(format!("v0.1.0\n{version}\nv0.2.0-rc.1\n")))
        .serve(&format!("{below}/{version}.zip"), Reply::bytes(module.zip()))
}

/// Updates by a proxy that serves this module, and a database with these records. The installed gv knows the first one's
/// key.
fn update(module: &Module, log: &Database) -> Option<(Stage, Run)> {
    let words = format!("key={} module={MODULE} database={}", Signer::new(1).key(), Database::new(1).key());
    let mut stage = Stage::with(&words)?;
    let server = log.passed_on_by(serving(Server::start(), module));
    stage.sandbox.set("GOPROXY", server.url(""));
    // Whom the user trusts about modules is not who is trusted about gv.
    stage.sandbox.set("GOSUMDB", "off").set("GONOSUMDB", "*").set("GOFLAGS", "-insecure");
    let run = stage.gv(&["self", "update"]);
    Some((stage, run))
}

fn log(module: &Module) -> Database {
    Database::new(1).with_others(5, "a").with(PATH, &module.version, module.h1())
}

#[track_caller]
fn refused(served: &Module, log: &Database, told: &str) {
    let Some((stage, run)) = update(served, log) else { return };
    run.fails_with(4).says(told);
    assert_eq!(stage.version(), "gv 0.1.0");
}

#[test]
fn the_database_and_the_signature_prove_it() {
    let module = module(&Release::new("0.2.0"));
    let Some((stage, run)) = update(&module, &log(&module)) else { return };
    run.succeeds().says("gv is now 0.2.0 (was 0.1.0), verified against its signature and sum.test.example");
    assert_eq!(stage.version(), "gv 0.2.0");
}

#[test]
fn another_zip_than_the_database_lists() {
    let honest = module(&Release::new("0.2.0"));
    let evil = honest.clone().altered("go.mod");
    refused(&evil, &log(&honest), "is not what sum.test.example lists");
}

#[test]
fn a_listed_module_that_the_key_did_not_sign() {
    let unsigned = module(&Release::new("0.2.0").signed_by(&Signer::new(2)));
    refused(&unsigned, &log(&unsigned), "which this gv does not know");
}

#[test]
fn a_listed_module_with_another_archive() {
    let release = Release { archive: super::stage::archive("0.2.0-evil"), ..Release::new("0.2.0") };
    let evil = module(&release);
    refused(&evil, &log(&evil), "the signed list has");
}

#[test]
fn a_listed_module_without_a_signature() {
    let mut bare = module(&Release::new("0.2.0"));
    bare.files.retain(|(name, _)| !name.ends_with(".minisig"));
    refused(&bare, &log(&bare), "has no signature");
}

#[test]
fn an_old_release_as_a_new_version_of_the_module() {
    let old = Release::new("0.0.8");
    let mut replayed = module(&Release { version: "0.2.0".to_owned(), ..old.clone() });
    replayed.files.push((format!("{PATH}@v0.2.0/{}", archive_name("0.0.8")), old.archive));
    refused(&replayed, &log(&replayed), "signed list of another release");
}

#[test]
fn a_database_with_another_key() {
    let module = module(&Release::new("0.2.0"));
    let forged = Database::new(2).with_others(5, "a").with(PATH, &module.version, module.h1());
    refused(&module, &forged, "sum.test.example");
}

#[test]
fn a_fork_of_the_log() {
    let old = module(&Release::new("0.2.0"));
    let Some((stage, run)) = update(&old, &log(&old)) else { return };
    run.succeeds();
    // The same database shows another history.
    std::fs::copy(stage.program("previous", "gv"), stage.gv_path()).unwrap();
    let new = module(&Release::new("0.3.0"));
    let fork = Database::new(1).with_others(9, "b").with(PATH, &new.version, new.h1());
    let server = fork.passed_on_by(serving(Server::start(), &new));
    let place = stage.at().with("GOPROXY", server.url(""));
    place.run(stage.gv_path(), ["self", "update"]).fails_with(4).says("fork");
    assert_eq!(stage.version(), "gv 0.1.0");
}

#[test]
fn a_version_that_no_proxy_has() {
    let release = module(&Release::new("0.2.0"));
    let Some((stage, _)) = update(&release, &log(&release)) else { return };
    let server = log(&release).passed_on_by(serving(Server::start(), &release));
    std::fs::copy(stage.program("previous", "gv"), stage.gv_path()).unwrap();
    let place = stage.at().with("GOPROXY", server.url(""));
    place.run(stage.gv_path(), ["self", "update", "0.9.0"]).fails_with(5).says("has no gv 0.9.0");
    let place = stage.at().with("GOPROXY", "direct");
    place.run(stage.gv_path(), ["self", "update"]).fails_with(1).says("contains no module proxy");
}
