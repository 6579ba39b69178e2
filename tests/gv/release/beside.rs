//! Hosts that never answer, beside a GOPROXY that does.

use super::stage::{Stage, host, index, resolve};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::release::{Basis, Error, Note};
use std::time::Duration;

const LIST: &str = "/golang.org/toolchain/@v/list";
const LISTED: &str = "v0.0.1-go1.99.2.linux-amd64\nv0.0.1-go1.99.1.linux-amd64\nv0.0.1-go1.99.3.linux-386\n";

fn proxy() -> Server {
    Server::start().serve(LIST, Reply::bytes(LISTED))
}

fn behind(proxy: &Server) -> Stage {
    Stage::new().with_variable("GOPROXY", &proxy.url(""))
}

#[test]
fn a_list_counts_where_no_authority_answers() {
    let (one, two, proxy) = (host(Reply::silent()), host(Reply::silent()), proxy());
    let stage = behind(&proxy);
    let hosts = [one.url(""), two.url("")];
    let catalog = stage.go(&hosts);
    assert_eq!(resolve(&catalog, "latest").unwrap(), "1.99.2");
    let [Note::NotAsked { basis: Basis::Modules { age, .. }, cause }] = catalog.notes() else {
        panic!("{:?}", catalog.notes());
    };
    assert!(*age < Duration::from_mins(1));
    assert!(matches!(**cause, Error::Silent { .. }), "{cause}");
    assert_eq!(catalog.list_name(), proxy.url("").replace("http://", ""));
    // Silent hosts are not asked again, and the list is kept for as long as an index.
    assert_eq!(resolve(&stage.go(&hosts), "1.99").unwrap(), "1.99.2");
    assert_eq!((one.requests().len(), two.requests().len(), proxy.requests().len()), (1, 1, 1));
}

#[test]
fn an_authority_that_begins_to_answer_is_waited_for() {
    let proxy = proxy();
    let slowly = Reply::bytes(index(&["1.99.9"])).slowly(20, Duration::from_millis(150));
    let one = host(slowly);
    let stage = behind(&proxy);
    let catalog = stage.go(&[one.url("")]);
    assert_eq!(resolve(&catalog, "latest").unwrap(), "1.99.9");
    assert!(catalog.notes().is_empty(), "{:?}", catalog.notes());
}

#[test]
fn an_index_that_comes_late_is_kept() {
    let proxy = proxy();
    let late = host(Reply::bytes(index(&["1.99.9"])).after(Duration::from_millis(2500)));
    let stage = behind(&proxy);
    let hosts = [late.url("")];
    assert_eq!(resolve(&stage.go(&hosts), "latest").unwrap(), "1.99.2");
    let kept = stage.home().cache().join("index").join("go-dev.txt");
    let comes = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        kept.is_file()
    });
    assert!(comes, "the late index is not kept");
    assert_eq!(resolve(&stage.go(&hosts), "latest").unwrap(), "1.99.9");
}

#[test]
fn one_exact_version_needs_no_more_than_a_list_that_has_it() {
    let (silent, proxy) = (host(Reply::silent()), proxy());
    let stage = behind(&proxy);
    let hosts = [silent.url("")];
    assert_eq!(resolve(&stage.go(&hosts), "1.99.1").unwrap(), "1.99.1");
    assert_eq!(resolve(&stage.go(&hosts), "1.99.2").unwrap(), "1.99.2");
    assert_eq!((silent.requests().len(), proxy.requests().len()), (1, 1));
}

#[test]
fn refresh_asks_the_silent_again() {
    let (silent, proxy) = (host(Reply::silent()), proxy());
    let mut stage = behind(&proxy);
    let hosts = [silent.url("")];
    resolve(&stage.go(&hosts), "latest").unwrap();
    stage.refresh = true;
    resolve(&stage.go(&hosts), "latest").unwrap();
    assert_eq!((silent.requests().len(), proxy.requests().len()), (2, 2));
}

#[test]
fn with_only_goproxy_no_authority_is_asked() {
    let proxy = proxy();
    let mut stage = behind(&proxy);
    stage.config.release.prefer = Some("only-goproxy".to_owned());
    let catalog = stage.open().unwrap();
    assert_eq!(resolve(&catalog, "latest").unwrap(), "1.99.2");
    assert!(catalog.notes().is_empty());
    assert_eq!(proxy.requests().len(), 1);
    assert_eq!(catalog.list_name(), proxy.url("").replace("http://", ""));
}

#[test]
fn a_second_authority_answers_first_the_next_time() {
    let (silent, second) =
        (host(Reply::silent()), host(Reply::bytes(index(&["1.99.9"])).after(Duration::from_millis(500))));
    let mut stage = Stage::new();
    stage.config.release.index_lifetime = Duration::ZERO;
    let hosts = [silent.url(""), second.url("")];
    assert_eq!(resolve(&stage.go(&hosts), "latest").unwrap(), "1.99.9");
    assert_eq!(resolve(&stage.go(&hosts), "latest").unwrap(), "1.99.9");
    assert_eq!(second.requests().len(), 2);
    assert!(silent.requests().len() <= 2);
}
