//! Documents.

use crate::support::reply::Reply;
use crate::support::sandbox::loopback_env;
use crate::support::server::Server;
use gv::fetch::{Document, DocumentState, Error, Fault, client, document, run};

fn ask(url: &str, etag: Option<&str>) -> Result<DocumentState, Error> {
    let client = client(&loopback_env()).unwrap();
    run(document(&client, &url.parse().unwrap(), etag, 1000))
}

fn fault(answer: Result<DocumentState, Error>) -> Fault {
    let Err(Error::Failed { fault, .. }) = answer else { panic!("{answer:?}") };
    fault
}

#[test]
fn is_fetched_once_and_then_unchanged() {
    let server = Server::start().serve("/index", Reply::bytes("[]").etag("W/\"1\""));
    let url = server.url("/index?mode=json");
    let body = b"[]".to_vec();
    let etag = Some("W/\"1\"".to_owned());
    let shown = server.url("/index");
    assert_eq!(ask(&url, None).unwrap(), DocumentState::Changed(Document { body, etag, url: shown }));
    assert_eq!(ask(&url, Some("W/\"1\"")).unwrap(), DocumentState::Unchanged);
    assert!(matches!(ask(&url, Some("W/\"0\"")).unwrap(), DocumentState::Changed(_)));
}

#[test]
fn is_never_longer_than_its_limit() {
    for (length, fits) in [(1000, true), (1001, false)] {
        let reply = Reply::bytes(vec![b'x'; length]);
        let chunked = reply.clone().without_length();
        for reply in [reply.clone(), chunked, reply.until_close()] {
            let server = Server::start().serve("/", reply);
            let answer = ask(&server.url("/"), None);
            assert_eq!(answer.is_ok(), fits, "{answer:?}");
            if !fits {
                assert_eq!(fault(answer), Fault::TooLarge { limit: 1000 });
            }
        }
    }
}

#[test]
fn that_is_cut_off_is_an_error() {
    let server = Server::start().serve("/", Reply::bytes("[1, 2]").truncated_at(3));
    assert!(matches!(fault(ask(&server.url("/"), None)), Fault::Truncated { .. }));
}

#[test]
fn a_status_is_told_without_what_is_secret() {
    let server = Server::start();
    let url = server.url("/none?token=s3cret").replace("http://", "http://user:s3cret@");
    let error = ask(&url, None).unwrap_err();
    assert_eq!(error.status(), Some(404));
    assert_eq!(error.to_string(), format!("{}: returned 404", server.url("/none")));
}

#[test]
fn can_be_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ein Index ü.json");
    std::fs::write(&path, "[]").unwrap();
    let address = |path: &std::path::Path| url::Url::from_file_path(path).unwrap().to_string();
    assert!(
        matches!(ask(&address(&path), None), Ok(DocumentState::Changed(document)) if document.body == b"[]")
    );
    assert!(matches!(fault(ask(&address(folder.path()), None)), Fault::File(_)));
}
