//! Several mirrors, of which some are bad.

use super::stage::{Stage, archive};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::fetch::{Error, Fault};
use gv::ui::{Lang, Report};
use proptest::prelude::*;

const PATH: &str = "/go.tar.gz";
const LENGTH: usize = 300_000;

#[test]
fn the_next_mirror_continues_at_the_same_offset() {
    let body = archive(LENGTH);
    let honest = Reply::bytes(body.clone());
    for broken in [
        honest.clone().truncated_at(100_000),
        honest.clone().resets_at(100_000),
        honest.clone().stalls_at(100_000),
    ] {
        let first = Server::start().serve(PATH, broken);
        let second = Server::start().serve(PATH, honest.clone());
        let stage = Stage::new().in_turn().sized(LENGTH);
        let fetched = stage.fetch_all(&[first.url(PATH), second.url(PATH)], &body);
        assert_eq!(fetched.sources, ["a", "b"]);
        let range = second.requests()[0].header("range").map(ToOwned::to_owned);
        assert!(range.unwrap().starts_with("bytes="));
        assert_eq!(stage.watcher.advanced(), LENGTH as u64);
    }
}

#[test]
fn two_mirrors_with_differing_faults_make_one_file() {
    let body = archive(LENGTH);
    let honest = Reply::bytes(body.clone());
    let breaks = |at| honest.clone().truncated_at(at);
    let a = Server::start().serve_in_turn(
        PATH,
        [breaks(50_000), Reply::status(503), breaks(200_000).ignores_range(), Reply::html()],
    );
    let b = Server::start().serve_in_turn(
        PATH,
        [
            breaks(120_000),
            honest.clone().wrong_content_range(),
            honest.clone().resets_at(250_000),
            honest.clone(),
        ],
    );
    let stage = Stage::new().in_turn().sized(LENGTH);
    let fetched = stage.fetch_all(&[a.url(PATH), b.url(PATH)], &body);
    assert_eq!(fetched.sources, ["a", "b"]);
}

#[test]
fn a_dead_first_mirror_is_passed_over() {
    let body = archive(LENGTH);
    let silent = Server::start().serve(PATH, Reply::silent());
    let unsaying = Server::start().serve(PATH, Reply::bytes(body.clone()).stalls_at(0));
    for dead in [Server::closed(), silent.url(PATH), unsaying.url(PATH)] {
        let second = Server::start().serve(PATH, Reply::bytes(body.clone()));
        let stage = Stage::new().sized(LENGTH);
        let fetched = stage.fetch_all(&[dead, second.url(PATH)], &body);
        assert_eq!(fetched.sources, ["b"]);
    }
}

#[test]
fn a_portal_or_a_missing_file_is_passed_over_at_once() {
    let body = archive(LENGTH);
    let elsewhere = Reply::bytes(archive(LENGTH + 1));
    for bad in [Reply::html(), Reply::status(404), Reply::status(500), elsewhere] {
        let first = Server::start().serve(PATH, bad);
        let second = Server::start().serve(PATH, Reply::bytes(body.clone()));
        let stage = Stage::new().in_turn().sized(LENGTH);
        assert_eq!(stage.fetch_all(&[first.url(PATH), second.url(PATH)], &body).sources, ["b"]);
    }
}

#[test]
fn a_mirror_of_another_length_does_not_continue() {
    let body = archive(LENGTH);
    let first = Server::start().serve(PATH, Reply::bytes(body.clone()).truncated_at(100_000));
    let other = Server::start().serve(PATH, Reply::bytes(archive(LENGTH * 2)));
    let stage = Stage::new().in_turn();
    let faults = stage.fetch_none(&[first.url(PATH), other.url(PATH)]);
    let wrong = Fault::Length { expected: LENGTH as u64, actual: 2 * LENGTH as u64 };
    assert_eq!(faults, [Fault::Truncated { at: 100_000 }, wrong]);
    assert_eq!(stage.kept(), body[..100_000]);
}

#[test]
fn files_are_sources_too() {
    let body = archive(LENGTH);
    let stage = Stage::new().sized(LENGTH);
    let file = stage.file("go.tar.gz", &body);
    assert_eq!(stage.fetch_all(std::slice::from_ref(&file), &body).length, LENGTH as u64);
    assert!(!stage.partial().exists());
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()).truncated_at(100_000));
    let stage = Stage::new().in_turn();
    assert_eq!(stage.fetch_all(&[server.url(PATH), file.clone()], &body).sources, ["a", "b"]);
    let missing = file.replace("go.tar.gz", "none.tar.gz");
    let faults = Stage::new().fetch_none(&[missing, "ftp://127.0.0.1/x".to_owned()]);
    assert!(matches!(&faults[..], [Fault::NoFile, Fault::Scheme(scheme)] if scheme == "ftp"), "{faults:?}");
}

#[test]
fn when_all_fail_each_is_told_in_a_line() {
    let server = Server::start().serve(PATH, Reply::html());
    let stage = Stage::new().in_turn();
    let (fetched, _) = stage.fetch(&[Server::closed() + PATH, server.url("/none"), server.url(PATH)]);
    assert_eq!(
        Report::of(&fetched.unwrap_err(), Lang::En).text(),
        "no source could provide go.tar.gz\n  a: connection refused\n  b: returned 404\n  c: returned a web page"
    );
}

#[test]
fn a_redirect_is_resumed_where_it_leads() {
    let body = archive(LENGTH);
    let honest = Reply::bytes(body.clone());
    let far = Server::start().serve_in_turn("/far", [honest.clone().truncated_at(100_000), honest]);
    let near = Server::start().serve(PATH, Reply::redirect_to(far.url("/far")));
    Stage::new().sized(LENGTH).fetch_all(&[near.url(PATH)], &body);
    assert_eq!(far.requests()[1].header("range"), Some("bytes=100000-"));
}

#[test]
fn a_file_that_is_kept_whole_is_not_sent_again() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, Reply::bytes(body.clone()));
    let stage = Stage::new();
    stage.keep(&body);
    let fetched = stage.fetch_all(&[server.url(PATH)], &body);
    assert_eq!((fetched.resumed, stage.watcher.advanced()), (LENGTH as u64, 0));
}

const SMALL: usize = 20_000;

/// An answer that is bad in one way, or in none.
fn any_reply() -> impl Strategy<Value = Reply> {
    let whole = || Reply::bytes(archive(SMALL));
    let fits = prop_oneof![
        Just(whole()),
        Just(whole().ignores_range()),
        Just(whole().without_length()),
        Just(whole().until_close()),
        Just(whole().wrong_content_range()),
        Just(whole().refuses_range()),
        Just(whole().length_lie(SMALL + 1)),
    ];
    let breaks = (fits.clone(), 0..SMALL, any::<bool>())
        .prop_map(|(reply, at, resets)| if resets { reply.resets_at(at) } else { reply.truncated_at(at) });
    prop_oneof![
        2 => fits,
        4 => breaks,
        1 => Just(Reply::html()),
        1 => Just(Reply::status(503)),
        1 => Just(Reply::bytes(archive(SMALL + 7))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever two mirrors do in whatever order: it ends in the file, or in an error that leaves a beginning of it.
    #[test]
    fn no_mixture_of_faults_makes_a_wrong_file(
        a in [any_reply(), any_reply(), any_reply()],
        b in [any_reply(), any_reply(), any_reply()],
        kept in 0..SMALL,
    ) {
        let body = archive(SMALL);
        let (a, b) = (Server::start().serve_in_turn(PATH, a), Server::start().serve_in_turn(PATH, b));
        let stage = Stage::new().sized(SMALL);
        stage.keep(&body[..kept]);
        let (fetched, got) = stage.fetch(&[a.url(PATH), b.url(PATH)]);
        match fetched {
            Ok(fetched) => {
                prop_assert_eq!(fetched.length, SMALL as u64);
                prop_assert!(got == body);
            }
            Err(Error::AllFailed { attempts, .. }) => prop_assert!(!attempts.is_empty()),
            Err(error) => prop_assert!(false, "{}", error),
        }
        prop_assert!(body.starts_with(&got) && body.starts_with(&stage.kept()));
    }
}
