//! What specs mean, and what is said of those that mean nothing.

use super::stage::{Stage, host, index, resolve, told};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::release::Error;
use gv::ui::{Explain, Lang};

fn refused(error: &Error, message: &str, hint: &str) {
    assert_eq!(told(error), message);
    assert_eq!(error.hints(Lang::En).first().map(gv::lang::Hint::text), Some(hint), "{message}");
    assert_eq!(error.code(), 5);
}

#[test]
fn partial_specs_mean_the_newest_published() {
    let server = host(Reply::bytes(index(&["1.98rc1", "1.97.1", "1.97.0", "1.96.4", "1.27.5"])));
    let catalog = Stage::new().go(&[server.url("")]);
    for (spec, version) in [
        ("latest", "1.97.1"),
        ("stable", "1.97.1"),
        ("oldstable", "1.96.4"),
        ("rc", "1.98rc1"),
        ("1", "1.97.1"),
        ("1.27", "1.27.5"),
        ("1.21", "1.21.13"),
        ("1.20.x", "1.20.14"),
        ("1.20.0", "1.20"),
        ("1.98rc1", "1.98rc1"),
    ] {
        assert_eq!(resolve(&catalog, spec).unwrap(), version, "{spec}");
    }
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_version_that_is_not_there_is_told_with_what_is_near() {
    let server = host(Reply::bytes(index(&["1.98rc1", "1.97.1"])));
    let stage = Stage::new();
    resolve(&stage.go(&[server.url("")]), "latest").unwrap();
    stage.age_cache(190);
    let catalog = stage.go(&[server.url("")]);
    for (spec, message, hint) in [
        ("1.22.99", "there is no Go 1.22.99; the newest 1.22 is 1.22.12", "gv install 1.22"),
        ("1.98", "there is no Go 1.98; the newest pre-release of 1.98 is 1.98rc1", "gv install 1.98rc1"),
        ("1.99", "there is no Go 1.99; the newest is 1.97.1", "gv install latest"),
        ("2", "there is no Go 2; the newest is 1.97.1", "gv install latest"),
        ("1.4.9", "there is no Go 1.4.9; the oldest is 1.5.3", "gv install 1.5.3"),
    ] {
        let error = resolve(&catalog, spec).unwrap_err();
        refused(&error, &format!("{message} (go.dev's release list, 3 minutes old)"), hint);
    }
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_version_that_is_missing_from_an_index_of_some_age_is_asked_for_once_more() {
    let server = Server::start().serve_in_turn(
        "/dl/?mode=json&include=all",
        [Reply::bytes(index(&["1.97.1"])), Reply::bytes(index(&["1.97.2", "1.97.1"]))],
    );
    let stage = Stage::new();
    resolve(&stage.go(&[server.url("")]), "latest").unwrap();
    stage.age_cache(600);
    let catalog = stage.go(&[server.url("")]);
    assert_eq!(resolve(&catalog, "latest").unwrap(), "1.97.1");
    assert_eq!(resolve(&catalog, "1.97.2").unwrap(), "1.97.2");
    let error = resolve(&catalog, "1.97.3").unwrap_err();
    assert!(error.to_string().contains("just fetched"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn the_list_says_what_this_platform_can_have() {
    let server = host(Reply::bytes(index(&["1.97.1"])));
    let mut stage = Stage::new();
    stage.config.release.platform = Some("darwin-arm64".to_owned());
    let offers = stage.go(&[server.url("")]).published().unwrap();
    let available =
        |version: &str| offers.iter().find(|o| o.version.to_string() == version).unwrap().available;
    assert!(!available("1.97.1") && available("1.16") && !available("1.15.15"));
    assert!(offers.is_sorted_by(|a, b| a.version > b.version));
}

#[test]
fn a_release_without_an_archive_for_this_machine_says_which_has_one() {
    let mut stage = Stage::new();
    stage.config.offline = true;
    let mut order = |platform: &str, version: &str| {
        stage.config.release.platform = Some(platform.to_owned());
        stage.go(&[]).order(&version.parse().unwrap()).unwrap_err()
    };
    let error = order("darwin-arm64", "1.15.15");
    let message = "go1.15.15 has no archive for darwin-arm64; the nearest version that has one is go1.16";
    refused(&error, message, "gv install 1.16");
    assert_eq!(error.hints(Lang::En)[1].text(), "GV_PLATFORM=darwin-amd64 gv install 1.15.15");
    let error = order("windows-arm64", "1.16.15");
    refused(
        &error,
        "go1.16.15 has no archive for windows-arm64; the nearest version that has one is go1.17",
        "gv install 1.17",
    );
    assert_eq!(error.hints(Lang::Zh)[1].text(), "$env:GV_PLATFORM='windows-amd64'; gv install 1.16.15");
    refused(&order("haiku-amd64", "1.22.3"), "go1.22.3 has no archive for haiku-amd64", "gv ls-remote");
}

#[test]
fn system_is_no_release() {
    let error = resolve(&Stage::new().go(&[]), "system").unwrap_err();
    assert!(matches!(error, Error::System), "{error}");
    assert_eq!(error.code(), 2);
}
