//! Asking an origin for its index, and what is made of the answers.

use super::stage::{INDEX, Stage, host, index, resolve, told};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::release::{Basis, Error, Note};
use gv::ui::{Explain, Lang};
use std::time::Duration;

const NEWER: &str = "1.99.1";

#[test]
fn the_second_host_is_asked_when_the_first_has_no_good_answer() {
    let bad = [
        Reply::html(),
        Reply::status(503),
        Reply::bytes(""),
        Reply::bytes("{}"),
        Reply::silent(),
        Reply::bytes(index(&[NEWER])).stalls_at(20),
        Reply::bytes(index(&[NEWER])).truncated_at(20),
    ];
    for bad in bad {
        let told = format!("{bad:?}");
        let (first, second) = (host(bad), host(Reply::bytes(index(&[NEWER]))));
        let catalog = Stage::new().go(&[first.url(""), second.url("")]);
        assert_eq!(resolve(&catalog, "1.99").unwrap(), NEWER, "{told}");
        assert!(catalog.notes().is_empty(), "{told}");
    }
}

#[test]
fn a_good_first_answer_is_the_only_one_asked_for() {
    let (first, second) = (host(Reply::bytes(index(&[NEWER]))), host(Reply::status(500)));
    let catalog = Stage::new().go(&[first.url(""), second.url("")]);
    assert_eq!(resolve(&catalog, "latest").unwrap(), NEWER);
    assert_eq!(resolve(&catalog, "1.99").unwrap(), NEWER);
    assert_eq!((first.requests().len(), second.requests().len()), (1, 0));
}

#[test]
fn without_an_answer_the_manifest_speaks_and_says_so() {
    let (first, second) = (host(Reply::html()), Server::closed());
    let catalog = Stage::new().go(&[first.url(""), second]);
    assert_eq!(resolve(&catalog, "1.22").unwrap(), "1.22.12");
    let [Note::NotAsked { basis: Basis::Manifest, cause }] = catalog.notes() else {
        panic!("{:?}", catalog.notes());
    };
    let cause = told(cause);
    assert!(cause.contains("is a web page") && cause.contains("refused"), "{cause}");
    assert_eq!(catalog.age(), None);
}

#[test]
fn what_the_manifest_knows_costs_no_request() {
    let server = host(Reply::bytes(index(&[NEWER])));
    let catalog = Stage::new().go(&[server.url("")]);
    assert_eq!(resolve(&catalog, "1.20.0").unwrap(), "1.20");
    assert_eq!(resolve(&catalog, "1.22.3").unwrap(), "1.22.3");
    catalog.order(&"1.22.3".parse().unwrap()).unwrap();
    assert!(server.requests().is_empty());
}

#[test]
fn an_index_is_believed_for_its_lifetime_and_then_asked_after_by_its_etag() {
    let server = host(Reply::bytes(index(&[NEWER])).etag("\"v1\""));
    let mut stage = Stage::new();
    let run = |stage: &Stage| resolve(&stage.go(&[server.url("")]), "1.99").unwrap();
    assert_eq!(run(&stage), NEWER);
    assert_eq!(run(&stage), NEWER);
    assert_eq!(server.requests().len(), 1, "the second run believed the cache");
    stage.config.release.index_lifetime = Duration::ZERO;
    assert_eq!(run(&stage), NEWER);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].header("if-none-match"), Some("\"v1\""));
    stage.config.release.index_lifetime = Duration::from_mins(1);
    stage.age_cache(30);
    assert_eq!(run(&stage), NEWER);
    assert_eq!(server.requests().len(), 2, "304 made the cache young again");
}

#[test]
fn a_damaged_cache_is_as_none() {
    let server = host(Reply::bytes(index(&[NEWER])).etag("\"v1\""));
    let stage = Stage::new();
    resolve(&stage.go(&[server.url("")]), "1.99").unwrap();
    let whole = std::fs::read(stage.cached()).unwrap();
    std::fs::write(stage.cached(), &whole[..whole.len() - 9]).unwrap();
    assert_eq!(resolve(&stage.go(&[server.url("")]), "1.99").unwrap(), NEWER);
    assert_eq!(server.requests()[1].header("if-none-match"), None);
    assert_eq!(std::fs::read(stage.cached()).unwrap().len(), whole.len());
}

#[test]
fn refresh_asks_although_the_index_is_young() {
    let server = Server::start().serve_in_turn(
        "/go/?mode=json&include=all",
        [Reply::bytes(index(&["1.99.1"])), Reply::bytes(index(&["1.99.2", "1.99.1"]))],
    );
    let mut stage = Stage::with_origin(server.url("/go"));
    assert_eq!(resolve(&stage.open().unwrap(), "1.99").unwrap(), "1.99.1");
    stage.refresh = true;
    assert_eq!(resolve(&stage.open().unwrap(), "1.99").unwrap(), "1.99.2");
}

#[test]
fn an_old_index_is_better_than_none() {
    let server = Server::start().serve_in_turn(
        "/go/?mode=json&include=all",
        [Reply::bytes(index(&[NEWER])), Reply::silent().header("x", "y"), Reply::status(500)],
    );
    let server = server.serve("/go/index.json", Reply::status(500));
    let mut stage = Stage::with_origin(server.url("/go"));
    resolve(&stage.open().unwrap(), "latest").unwrap();
    stage.age_cache(3 * 86_400);
    stage.config.offline = true;
    let catalog = stage.open().unwrap();
    assert_eq!(resolve(&catalog, "latest").unwrap(), NEWER);
    assert!(matches!(catalog.notes(), [Note::Offline { .. }]));
    assert_eq!(server.requests().len(), 1);
    drop(server);
    stage.config.offline = false;
    let catalog = stage.open().unwrap();
    assert_eq!(resolve(&catalog, "latest").unwrap(), NEWER);
    let [note @ Note::NotAsked { .. }] = catalog.notes() else { panic!("{:?}", catalog.notes()) };
    assert!(note.message(Lang::En).contains("3 days old"), "{note:?}");
    assert!(catalog.age().unwrap() >= Duration::from_hours(72));
}

#[test]
fn an_origin_of_ones_own_that_is_down_is_an_error_of_the_network() {
    let error = resolve(&Stage::with_origin(Server::closed()).open().unwrap(), "1.22").unwrap_err();
    assert!(matches!(error, Error::NoIndex { .. }), "{error}");
    assert!(told(&error).contains("connection refused"), "{error}");
    assert_eq!(error.code(), 3);
}

#[test]
fn offline_asks_nobody() {
    let server = host(Reply::bytes(index(&[NEWER])));
    let mut stage = Stage::with_origin(server.url("/dl"));
    stage.config.offline = true;
    stage.refresh = true;
    let error = resolve(&stage.open().unwrap(), "1.22").unwrap_err();
    assert!(matches!(error, Error::Offline { .. }), "{error}");
    told(&error);
    let catalog = stage.go(&[server.url("")]);
    assert_eq!(resolve(&catalog, "1.22").unwrap(), "1.22.12");
    assert!(matches!(catalog.notes(), [Note::Offline { basis: Basis::Manifest }]));
    assert!(server.requests().is_empty());
}

#[test]
fn an_index_that_lies_is_not_half_believed() {
    let good = index(&["1.22.3"]);
    let bad = [
        (Reply::html(), "is a web page"),
        (Reply::bytes(""), "is empty"),
        (Reply::bytes("[]"), "lists no release"),
        (Reply::bytes(vec![b' '; 50 << 20]), "16 MB"),
        (Reply::bytes(vec![b' '; 50 << 20]).without_length(), "16 MB"),
        (Reply::bytes("{\"error\": 1}"), "is not a release list"),
        (Reply::bytes(good.replace("go1.22.3.linux-amd64", "../go1.22.3.linux-amd64")), "\"../go1.22.3"),
        (Reply::bytes(good.replace("go1.22.3.linux-amd64", "..\\\\x")), "the file name"),
        (Reply::bytes(good.replace("abab", "ab")), "64 hexadecimal digits"),
    ];
    for (reply, what) in bad {
        // A page in place of the folder alone is an origin without a list; one in place of everything is a portal's.
        let server = Server::start().serve("/dl/", reply).serve("/dl/index.json", Reply::html());
        let error = resolve(&Stage::with_origin(server.url("/dl")).open().unwrap(), "1.22.3").unwrap_err();
        let text = told(&error);
        assert!(text.contains(what) && text.contains(&server.url("/dl")), "{text}");
        assert_eq!(error.code(), 3, "{text}");
    }
}

#[test]
fn an_index_that_contradicts_the_manifest_is_a_failed_proof() {
    let lie = || host(Reply::bytes(index(&["1.99.1", "1.22.3"])));
    let (first, second) = (lie(), lie());
    let stage = Stage::new();
    let error = resolve(&stage.go(&[first.url(""), second.url("")]), "1.99").unwrap_err();
    let text = told(&error);
    assert!(
        text.contains("go1.22.3.linux-amd64.tar.gz") && text.contains("abab") && text.contains("8920ea52")
    );
    assert_eq!(error.code(), 4);
    assert!(!stage.home().cache().join("index").exists(), "a lie is not kept");
    let honest = host(Reply::bytes(index(&[NEWER])));
    assert_eq!(resolve(&stage.go(&[first.url(""), honest.url("")]), "1.99").unwrap(), NEWER);
}

#[test]
fn an_origin_can_be_a_plain_file_server() {
    let by_name = Server::start().serve("/go/index.json", Reply::bytes(index(&["1.30.1"])));
    assert_eq!(resolve(&Stage::with_origin(by_name.url("/go/")).open().unwrap(), "1").unwrap(), "1.30.1");
    let page = "<a href=\"../\">../</a><a href=\"go1.31.2.linux-amd64.tar.gz\">go1.31.2.lin..&gt;</a>";
    let listing = Server::start().serve("/go/", Reply::bytes(page));
    assert_eq!(resolve(&Stage::with_origin(listing.url("/go")).open().unwrap(), "1").unwrap(), "1.31.2");
    let both = Server::start()
        .serve("/go/", Reply::bytes(page))
        .serve("/go/index.json", Reply::bytes(index(&["1.30.1"])));
    assert_eq!(resolve(&Stage::with_origin(both.url("/go")).open().unwrap(), "1").unwrap(), "1.30.1");
}

#[test]
fn a_home_that_cannot_be_written_costs_only_the_next_question() {
    let server = host(Reply::bytes(index(&[NEWER])));
    let stage = Stage::new();
    std::fs::write(stage.home().cache(), "a file where the folder should be").unwrap();
    assert_eq!(resolve(&stage.go(&[server.url("")]), "latest").unwrap(), NEWER);
    assert_eq!(server.requests()[0].path, INDEX);
}
