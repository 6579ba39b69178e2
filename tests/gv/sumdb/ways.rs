//! By which way the database is asked: a proxy that passes it on, or directly.

use super::stage::{Stage, log, zip};
use crate::support::database::NAME;
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::golang::database::{Database as Setting, Error as BadSetting};
use gv::release::database::Error;
use gv::ui::{Explain, Lang, Report};
use gv::verify::sumdb::Hashes;
use std::fs;

fn told(error: &Error) -> String {
    Report::of(error, Lang::En).text()
}

#[track_caller]
fn proven(asked: Result<Hashes, Error>) {
    assert_eq!(asked.unwrap().zip, zip());
}

/// How often a server was asked for a path that begins so.
fn asked(server: &Server, beginning: &str) -> usize {
    server.requests().iter().filter(|it| it.path.starts_with(beginning)).count()
}

#[test]
fn the_first_proxy_that_passes_it_on_is_asked() {
    let log = log(300, 5);
    let none = Server::start();
    let proxy = log.passed_on_by(Server::start());
    let goproxy = format!("{},{},https://127.0.0.1:1", none.url(""), proxy.url(""));
    proven(Stage::new().ask_by(&log.key(), &goproxy));
    assert_eq!(none.requests().len(), 1);
    assert_eq!(asked(&proxy, &format!("/sumdb/{NAME}/lookup/")), 1);
}

#[test]
fn a_folder_passes_it_on_too() {
    let log = log(300, 5);
    let folder = tempfile::tempdir().unwrap();
    log.write_to(folder.path());
    let url = url::Url::from_directory_path(folder.path()).unwrap();
    proven(Stage::new().ask_by(&log.key(), url.as_str()));
    // One without it leads on.
    let empty = tempfile::tempdir().unwrap();
    let empty = url::Url::from_directory_path(empty.path()).unwrap();
    proven(Stage::new().ask_by(&log.key(), &format!("{empty},{url}")));
    fs::remove_dir_all(folder.path()).unwrap();
}

#[test]
fn an_address_in_gosumdb_passes_the_proxies_by() {
    let log = log(300, 5);
    let (proxy, direct) = (log.passed_on_by(Server::start()), log.served_by(Server::start()));
    proven(Stage::new().ask_by(&format!("{} {}", log.key(), direct.url("")), &proxy.url("")));
    assert_eq!(proxy.requests().len(), 0);
}

#[test]
fn a_proxy_that_fails_ends_the_search_unless_the_list_goes_on() {
    let log = log(300, 5);
    let broken = Server::start().serve(&format!("/sumdb/{NAME}/supported"), Reply::status(500));
    let proxy = log.passed_on_by(Server::start());
    let stage = Stage::new();
    let error = stage.ask_by(&log.key(), &format!("{},{}", broken.url(""), proxy.url(""))).unwrap_err();
    assert_eq!(error.code(), 3);
    assert!(told(&error).contains("500") && proxy.requests().is_empty(), "{error}");
    proven(stage.ask_by(&log.key(), &format!("{}|{}", broken.url(""), proxy.url(""))));
}

#[test]
fn a_proxy_that_says_it_passes_it_on_and_does_not_is_named() {
    let log = log(300, 5);
    for lookup in [Reply::status(404), Reply::status(500), Reply::html()] {
        let path = format!("/sumdb/{NAME}{}", super::stage::LOOKUP);
        let proxy = log.passed_on_by(Server::start()).serve(&path, lookup);
        // The database itself cannot be reached.
        let error = Stage::new().ask_by(&log.key(), &proxy.url("")).unwrap_err();
        let said = told(&error);
        assert!(said.contains(&proxy.url("/sumdb")) && said.contains(NAME), "{said}");
        assert_eq!(error.code(), 3, "{said}");
    }
}

#[test]
fn a_proxy_that_forges_is_named_and_the_database_asked_itself() {
    let log = log(300, 5);
    let path = format!("/sumdb/{NAME}/tile/8/0/000");
    let forged = Reply::bytes(log.tiles()["tile/8/0/000"].clone()).flipped_bit(77);
    let proxy = log.passed_on_by(Server::start()).serve(&path, forged);
    let error = Stage::new().ask_by(&log.key(), &proxy.url("")).unwrap_err();
    let said = told(&error);
    let expected =
        format!("{}: the log is inconsistent: tile/8/0/000 ", proxy.url(&format!("/sumdb/{NAME}")));
    assert!(said.contains(&expected) && said.contains(&format!("https://{NAME}: ")), "{said}");
    assert_eq!(error.code(), 4, "{said}");
}

#[test]
fn a_key_that_was_mistyped_is_told() {
    let log = log(10, 5);
    let broken = log.key().replacen("sum.", "sun.", 1);
    let error = Setting::parse(&broken).unwrap_err();
    assert!(matches!(error, BadSetting::Key(_)), "{error}");
}
