//! Updates that work, and those that are not needed.

use super::stage::{Release, Stage, TARGET, archive_name};
use crate::support::reply::Reply;
use crate::support::server::Server;
use crate::support::signer::Signer;
use std::fs;

#[test]
fn from_a_folder_and_back() {
    let Some(stage) = Stage::new() else { return };
    let run = stage.update_to(&Release::new("0.2.0")).succeeds();
    run.says("gv is now 0.2.0 (was 0.1.0), verified against its signature").says("gv self rollback");
    assert_eq!(stage.version(), "gv 0.2.0");
    assert_eq!(
        fs::read_to_string(stage.program("bin", "gv-shim")).unwrap(),
        "#!/bin/sh\necho 'gv-shim 0.2.0'\n"
    );
    assert!(stage.program("shims", "go").exists());
    // The new gv is a script. What it would do, the kept one does.
    fs::copy(stage.program("previous", "gv"), stage.gv_path()).unwrap();
    let run = stage.gv(&["self", "rollback", "--json"]).succeeds();
    assert_eq!(run.json()["version"], "0.1.0");
    assert_eq!(stage.version(), "gv 0.1.0");
    assert_eq!(stage.sandbox.names_in("bin"), ["gv", "gv-shim"]);
    assert_eq!(stage.sandbox.names_in("previous"), ["gv", "gv-shim", "release.json"]);
    stage.gv(&["self", "uninstall", "--yes"]).succeeds();
    assert!(!stage.sandbox.gv_home().exists());
}

#[test]
fn a_check_changes_nothing_and_tells_by_its_code() {
    let Some(stage) = Stage::new() else { return };
    let base = stage.publish(&Release::new("0.2.0"));
    let check = ["self", "update", "--check", "--from", &base];
    stage.gv(&check).fails_with(1).prints("gv 0.2.0 is available (this is 0.1.0)");
    let json = stage.gv(&[&check[..], &["--json"]].concat()).fails_with(1).json();
    assert_eq!((json["update"].as_bool(), json["newest"].as_str()), (Some(true), Some("0.2.0")));
    stage.publish(&Release::new("0.1.0"));
    stage.gv(&check).succeeds().prints("gv 0.1.0 is the newest version");
    stage.gv(&["self", "update", "--from", &base]).succeeds().says("gv 0.1.0 is installed already");
    let json = stage.gv(&["self", "update", "--json", "--from", &base]).succeeds().json();
    assert_eq!(json["changed"], false);
}

#[test]
fn an_older_version_is_installed_only_by_name() {
    let Some(stage) = Stage::new() else { return };
    let base = stage.publish(&Release::new("0.0.9"));
    stage
        .gv(&["self", "update", "--from", &base])
        .fails_with(4)
        .says("the newest gv there is 0.0.9, which is older than this gv 0.1.0")
        .says("gv self update 0.0.9");
    assert_eq!(stage.version(), "gv 0.1.0");
    stage.gv(&["self", "update", "0.0.9", "--from", &base]).succeeds();
    assert_eq!(stage.version(), "gv 0.0.9");
}

#[test]
fn a_mirror_that_stalls_is_left_for_another() {
    let Some(stage) = Stage::new() else { return };
    let release = Release::new("0.2.0");
    let served = |server: Server, archive: &dyn Fn(Reply) -> Reply| {
        release.files().into_iter().fold(server, |server, (name, content)| {
            let reply = Reply::bytes(content);
            let reply = if name == archive_name("0.2.0") { archive(reply) } else { reply };
            server.serve(&format!("/gv/{name}"), reply)
        })
    };
    let stalled = served(Server::start(), &|reply| reply.stalls_at(100));
    let sound = served(Server::start_tls(), &|reply| reply);
    let certificates = stage.sandbox.file("roots.pem", sound.certificate());
    let place = stage.at().with("SSL_CERT_FILE", certificates);
    let run = place
        .run(stage.gv_path(), ["self", "update", "--from", &stalled.url("/gv"), "--from", &sound.url("/gv")]);
    run.succeeds().says("gv is now 0.2.0");
    assert_eq!(stage.version(), "gv 0.2.0");
}

#[test]
fn a_broken_download_is_continued() {
    let Some(stage) = Stage::new() else { return };
    let release = Release::new("0.2.0");
    let path = format!("/gv/{}", archive_name("0.2.0"));
    let cut = || Reply::bytes(release.archive.clone()).etag("\"a\"").truncated_at(200);
    let serve = |server: Server| {
        let files = release.files().into_iter().take(3);
        files.fold(server, |server, (name, body)| server.serve(&format!("/gv/{name}"), Reply::bytes(body)))
    };
    let whole = Reply::bytes(release.archive.clone()).etag("\"a\"");
    let server = serve(Server::start()).serve_in_turn(&path, [cut(), whole]);
    stage.gv(&["self", "update", "--from", &server.url("/gv")]).succeeds();
    assert_eq!(server.asked_for(&path), (1, 1));
    assert!(stage.sandbox.names_in("cache").iter().all(|name| !name.starts_with("gv-")));
}

#[test]
fn a_network_without_an_answer_changes_nothing() {
    let Some(stage) = Stage::new() else { return };
    stage.gv(&["self", "update", "--from", &Server::closed()]).fails_with(3);
    stage.gv(&["self", "update", "--from", "http://mirror.example/gv"]).fails_with(2).says("plain http");
    stage.gv(&["self", "update"]).fails_with(1).says("no place of gv releases is set");
    stage.gv(&["self", "update", "--from", "goproxy"]).fails_with(1).says("without the name of a Go module");
    let base = stage.publish(&Release::new("0.2.0"));
    stage.gv(&["self", "update", "0.3.0", "--from", &base]).fails_with(5).says("has no gv 0.3.0");
    stage.gv(&["self", "update", "latest", "--from", &base]).fails_with(2);
    assert_eq!(stage.version(), "gv 0.1.0");
}

#[test]
fn the_settings_and_the_variable_name_the_place() {
    let Some(mut stage) = Stage::new() else { return };
    let base = stage.publish(&Release::new("0.2.0"));
    let config = stage.sandbox.gv_home().join("config.toml");
    fs::write(&config, format!("[self]\nbase = '{base}'\n")).unwrap();
    stage.gv(&["self", "update", "--check"]).fails_with(1);
    fs::write(&config, format!("[self]\nbase = ['/nowhere', '{base}']\n")).unwrap();
    stage.gv(&["self", "update", "--check"]).fails_with(1);
    stage.sandbox.set("GV_DOWNLOAD_BASE", "/nowhere");
    stage.gv(&["self", "update", "--check"]).fails_with(3);
}

#[test]
fn a_program_that_does_not_start_here_replaces_nothing() {
    let Some(stage) = Stage::new() else { return };
    let broken = super::stage::archive("0.3.0");
    let release = Release::of("0.2.0", broken, &Signer::new(1));
    stage.update_to(&release).fails_with(1).says("gv 0.2.0 does not run on this machine");
    assert_eq!(stage.version(), "gv 0.1.0");
    assert_eq!(stage.sandbox.names_in("bin"), ["gv", "gv-shim"]);
}

#[test]
fn a_package_names_its_own_command() {
    let Some(stage) = Stage::with("package=sudo_apt_install_gv") else { return };
    for command in ["update", "rollback"] {
        stage
            .gv(&["self", command])
            .fails_with(1)
            .says("the package manager updates it")
            .says("sudo apt install gv");
    }
}

#[test]
fn a_release_without_an_archive_for_this_machine() {
    let Some(stage) = Stage::new() else { return };
    let release = Release::new("0.2.0");
    let list = release.list.replace(TARGET, "aarch64-apple-darwin");
    let release = Release { list, ..release }.signed_by(&Signer::new(1));
    stage.update_to(&release).fails_with(5).says("has no archive for x86_64-unknown-linux-musl");
}
