//! One mirror and its faults.

use super::stage::{Stage, archive};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::fetch::{Error, Fault, Stopped};

const PATH: &str = "/go.tar.gz";
const LENGTH: usize = 300_000;
const BREAK: usize = 100_000;

fn ranges(server: &Server) -> Vec<Option<String>> {
    server.requests().iter().map(|request| request.header("range").map(ToOwned::to_owned)).collect()
}

#[test]
fn an_honest_mirror() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()));
    let stage = Stage::new().sized(LENGTH);
    let fetched = stage.fetch_all(&[server.url(PATH)], &body);
    assert_eq!((fetched.sources, fetched.resumed), (vec!["a".to_owned()], 0));
    assert_eq!(stage.kept(), body);
    assert_eq!(stage.watcher.said(), ["begin Some(300000) 0", "source a", "finish"]);
    assert_eq!(stage.watcher.advanced(), LENGTH as u64);
    let request = &server.requests()[0];
    assert_eq!(request.header("user-agent"), Some(concat!("gv/", env!("CARGO_PKG_VERSION"))));
    assert_eq!((request.header("range"), request.header("accept-encoding")), (None, Some("identity")));
}

#[test]
fn no_length_at_all() {
    let body = archive(LENGTH);
    for reply in [Reply::bytes(body.clone()).without_length(), Reply::bytes(body.clone()).until_close()] {
        let server = Server::start().serve(PATH, reply);
        Stage::new().fetch_all(&[server.url(PATH)], &body);
        Stage::new().sized(LENGTH).fetch_all(&[server.url(PATH)], &body);
    }
}

#[test]
fn a_body_that_breaks_is_continued_where_it_broke() {
    let body = archive(LENGTH);
    let honest = Reply::bytes(body.clone()).etag("\"v1\"");
    for broken in [
        honest.clone().truncated_at(BREAK),
        honest.clone().resets_at(BREAK),
        honest.clone().stalls_at(BREAK),
        honest.clone().without_length().truncated_at(BREAK),
    ] {
        let server = Server::start().serve_in_turn(PATH, [broken.clone(), honest.clone()]);
        let stage = Stage::new().sized(LENGTH);
        stage.fetch_all(&[server.url(PATH)], &body);
        assert_eq!(stage.watcher.troubles(), 1, "{broken:?}");
        let again = &server.requests()[1];
        assert_eq!(again.header("if-range"), Some("\"v1\""));
        let from: usize = again.header("range").unwrap()[6..].strip_suffix('-').unwrap().parse().unwrap();
        assert!(from > 0 && from <= BREAK, "{from}");
    }
}

#[test]
fn a_mirror_that_always_breaks_is_given_up() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()).truncated_at(BREAK));
    let stage = Stage::new();
    assert_eq!(stage.fetch_none(&[server.url(PATH)]), [Fault::Truncated { at: BREAK as u64 }]);
    assert_eq!(stage.kept(), body[..BREAK]);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn range_ignored() {
    let body = archive(LENGTH);
    let reply = Reply::bytes(body.clone()).ignores_range();
    for whole in [reply.clone(), reply.clone().without_length(), reply.clone().until_close()] {
        let server = Server::start().serve_in_turn(PATH, [whole.clone().truncated_at(BREAK), whole]);
        let stage = Stage::new().sized(LENGTH);
        stage.fetch_all(&[server.url(PATH)], &body);
        assert_eq!(stage.kept(), body);
    }
}

#[test]
fn a_wrong_or_refused_range_is_never_used() {
    let body = archive(LENGTH);
    let honest = Reply::bytes(body.clone());
    for liar in [honest.clone().wrong_content_range(), honest.clone().refuses_range()] {
        let server = Server::start().serve_in_turn(PATH, [honest.clone().truncated_at(BREAK), liar]);
        let stage = Stage::new().sized(LENGTH);
        stage.fetch_all(&[server.url(PATH)], &body);
        let asked = ranges(&server);
        assert_eq!(asked, [None, Some(format!("bytes={BREAK}-")), None]);
    }
}

#[test]
fn a_web_page_is_no_archive() {
    let portal = Reply::html();
    let disguised = Reply::bytes("\n<html>").header("Content-Type", "application/gzip");
    for page in [portal, disguised] {
        let server = Server::start().serve(PATH, page);
        let stage = Stage::new();
        assert_eq!(stage.fetch_none(&[server.url(PATH)]), [Fault::Html]);
        assert_eq!(server.requests().len(), 1);
        assert!(!stage.partial().exists());
    }
}

#[test]
fn something_else_is_no_archive() {
    let server = Server::start().serve(PATH, Reply::bytes("PK\x03\x04 and so on"));
    assert_eq!(Stage::new().fetch_none(&[server.url(PATH)]), [Fault::Magic]);
    let server = Server::start().serve(PATH, Reply::bytes(b"").without_length());
    assert_eq!(Stage::new().fetch_none(&[server.url(PATH)]), [Fault::Truncated { at: 0 }]);
}

#[test]
fn another_length_than_expected() {
    let body = archive(LENGTH);
    for (size, actual) in [(LENGTH + 1, LENGTH), (LENGTH - 1, LENGTH)] {
        let server = Server::start().serve(PATH, Reply::bytes(body.clone()));
        let faults = Stage::new().sized(size).fetch_none(&[server.url(PATH)]);
        assert_eq!(faults, [Fault::Length { expected: size as u64, actual: actual as u64 }]);
    }
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()).length_lie(LENGTH + 5));
    assert_eq!(Stage::new().fetch_none(&[server.url(PATH)]), [Fault::Truncated { at: LENGTH as u64 }]);
}

#[test]
fn more_than_expected_without_a_length() {
    let server = Server::start().serve(PATH, Reply::bytes(archive(LENGTH)).without_length());
    let stage = Stage::new().sized(LENGTH - 100);
    let faults = stage.fetch_none(&[server.url(PATH)]);
    assert!(matches!(faults[..], [Fault::Length { .. }]), "{faults:?}");
    assert!(stage.kept().len() <= LENGTH - 100);
}

#[test]
fn statuses_end_a_source_or_are_tried_again() {
    for (status, asked) in [(404, 1), (403, 1), (410, 1), (401, 1), (429, 3), (500, 3), (503, 3)] {
        let server = Server::start().serve(PATH, Reply::status(status));
        assert_eq!(Stage::new().fetch_none(&[server.url(PATH)]), [Fault::Status(status)]);
        assert_eq!(server.requests().len(), asked, "{status}");
    }
}

#[test]
fn a_busy_mirror_is_asked_again() {
    let body = archive(LENGTH);
    let busy = Reply::status(429).header("Retry-After", "0");
    let server = Server::start().serve_in_turn(PATH, [busy, Reply::status(502), Reply::bytes(body.clone())]);
    Stage::new().fetch_all(&[server.url(PATH)], &body);
}

#[test]
fn what_was_kept_is_continued_by_the_next_run() {
    let body = archive(LENGTH);
    let honest = Reply::bytes(body.clone());
    let stage = Stage::new().sized(LENGTH);
    let broken = Server::start().serve(PATH, honest.clone().truncated_at(BREAK));
    stage.fetch_none(&[broken.url(PATH)]);
    let server = Server::start().serve(PATH, honest);
    let fetched = stage.fetch_all(&[server.url(PATH)], &body);
    assert_eq!(fetched.resumed, BREAK as u64);
    assert_eq!(ranges(&server), [Some(format!("bytes={BREAK}-"))]);
    assert!(stage.watcher.said().contains(&format!("begin Some({LENGTH}) {BREAK}")));
    drop(server);
    let fetched = stage.fetch_all(&[Server::closed()], &body);
    assert_eq!((fetched.resumed, fetched.sources.len()), (LENGTH as u64, 0));
}

#[test]
fn kept_bytes_that_cannot_be_right_are_dropped() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()));
    let longer = archive(LENGTH + 10);
    for (stage, kept) in [
        (Stage::new().sized(LENGTH), &longer[..]),
        (Stage::new(), &longer[..]),
        (Stage::new().sized(LENGTH), b"PK\x03\x04 of another kind"),
        (Stage::new().sized(LENGTH), b"\x1f"),
    ] {
        stage.keep(kept);
        assert_eq!(stage.fetch_all(&[server.url(PATH)], &body).resumed, 0);
    }
}

#[test]
fn kept_bytes_that_nobody_continues_do_not_spoil_the_next_run() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()).without_length());
    let stage = Stage::new();
    stage.keep(&archive(LENGTH + 10));
    stage.fetch_none(&[server.url(PATH)]);
    stage.fetch_all(&[server.url(PATH)], &body);
}

#[test]
fn a_slow_taker_is_not_a_stall() {
    let body = archive(4_000_000);
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()));
    let stage = Stage::new();
    let mut got = 0;
    let taken = stage.fetch_into(&[server.url(PATH)], &mut |bytes| {
        if got == 0 {
            std::thread::sleep(stage.timeouts.stall * 2);
        }
        got += bytes.len();
        Ok(())
    });
    assert_eq!((taken.unwrap().length, got), (4_000_000, 4_000_000));
    assert_eq!((stage.watcher.troubles(), server.requests().len()), (0, 1));
}

#[test]
fn a_taker_may_stop() {
    let server = Server::start().serve(PATH, Reply::bytes(archive(LENGTH)));
    let stopped = Stage::new().fetch_into(&[server.url(PATH)], &mut |_| Err(Stopped));
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_partial_file_that_cannot_be_written_is_named() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, Reply::bytes(body));
    let stage = Stage::new();
    std::fs::create_dir_all(stage.partial()).unwrap();
    let (fetched, got) = stage.fetch(&[server.url(PATH)]);
    let message = fetched.unwrap_err().to_string();
    assert!(message.contains(stage.partial().to_str().unwrap()), "{message}");
    assert!(got.is_empty());
}
