//! One file from several sources, and on several connections, at once.

use super::stage::{Stage, archive};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::fetch::{Error, Stopped};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

const PATH: &str = "/go.tar.gz";
const LENGTH: usize = 3_000_000;

fn slow(body: &[u8]) -> Reply {
    Reply::bytes(body).slowly(16 * 1024, Duration::from_millis(10))
}

fn stage() -> Stage {
    Stage::new().sharing().sized(LENGTH)
}

fn urls(servers: &[Server]) -> Vec<String> {
    servers.iter().map(|server| server.url(PATH)).collect()
}

/// Where what came early is kept.
fn early(stage: &Stage) -> std::path::PathBuf {
    stage.partial().with_file_name("part.early.part")
}

#[test]
fn mirrors_share_one_file() {
    let body = archive(LENGTH);
    let servers: Vec<Server> = (0..4).map(|_| Server::start().serve(PATH, slow(&body))).collect();
    let stage = stage();
    let fetched = stage.fetch_all(&urls(&servers), &body);
    assert!(fetched.sources.len() > 1, "{:?}", fetched.sources);
    assert_eq!(stage.watcher.advanced(), LENGTH as u64);
    assert_eq!(stage.kept(), body);
    assert!(!early(&stage).exists());
    let mut parts: Vec<_> = fetched.parts.iter().map(|part| (part.from, part.to)).collect();
    parts.sort_unstable();
    let ends = parts.iter().scan(0, |end, (from, to)| {
        assert_eq!(from, end);
        *end = *to;
        Some(*end)
    });
    assert_eq!(ends.last(), Some(LENGTH as u64));
}

#[test]
fn no_host_has_more_than_four_connections() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, slow(&body));
    stage().fetch_all(&[server.url(PATH)], &body);
    let most = server.most_at_once();
    assert!((2..=4).contains(&most), "{most}");
}

#[test]
fn a_host_that_answers_without_ranges_has_one() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, slow(&body).ignores_range());
    stage().fetch_all(&[server.url(PATH)], &body);
    // A second one is tried once.
    assert!(server.requests().len() <= 2, "{}", server.requests().len());
}

#[test]
fn a_host_that_wants_to_be_left_alone_is_not_asked_again() {
    let body = archive(LENGTH);
    let first = Server::start().serve(PATH, slow(&body));
    let busy = Server::start().serve(PATH, Reply::status(429).header("Retry-After", "60"));
    let fetched = stage().fetch_all(&[first.url(PATH), busy.url(PATH)], &body);
    assert_eq!(fetched.sources, ["a"]);
    assert_eq!(busy.requests().len(), 1);
}

#[test]
fn what_may_come_on_one_connection_only_is_asked_for_without_ranges() {
    let body = archive(LENGTH);
    let server = Server::start().serve(PATH, slow(&body));
    stage().on_one_connection().fetch_all(&[server.url(PATH)], &body);
    assert_eq!(server.asked_for(PATH), (1, 0));
}

#[test]
fn a_connection_that_falls_silent_is_left_to_the_others() {
    let body = archive(LENGTH);
    let first = Server::start().serve(PATH, slow(&body));
    let stalls = Server::start().serve(PATH, Reply::silent());
    let last = Server::start().serve(PATH, slow(&body));
    let fetched = stage().fetch_all(&urls(&[first, stalls, last]), &body);
    assert!(!fetched.sources.contains(&"b".to_owned()));
}

#[test]
fn another_etag_is_another_file() {
    let body = archive(LENGTH);
    let mut other = archive(LENGTH);
    other[10..].fill(7);
    let changed = slow(&other).etag("\"v2\"");
    let server = Server::start().serve_in_turn(PATH, [slow(&body).etag("\"v1\""), changed]);
    let fetched = stage().fetch_all(&[server.url(PATH)], &body);
    assert_eq!(fetched.sources, ["a"]);
}

#[test]
fn what_came_early_is_kept_for_the_next_run() {
    let body = archive(LENGTH);
    let servers: Vec<Server> = (0..4).map(|_| Server::start().serve(PATH, slow(&body))).collect();
    let stage = stage();
    let mut got = 0;
    let stopped = stage.fetch_into(&urls(&servers), &mut |bytes| {
        got += bytes.len();
        if early(&stage).metadata().is_ok_and(|meta| meta.len() > 0) { Err(Stopped) } else { Ok(()) }
    });
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    let kept = stage.kept().len() as u64;
    assert!(body.starts_with(&stage.kept()) && early(&stage).exists());
    let fetched = stage.fetch_all(&urls(&servers), &body);
    assert!(fetched.resumed > kept, "{} of {kept}", fetched.resumed);
    assert!(!early(&stage).exists());
}

const SMALL: usize = 400_000;

/// An answer that is bad in one way, or in none.
fn any_reply() -> impl Strategy<Value = Reply> {
    let whole = || Reply::bytes(archive(SMALL)).slowly(16 * 1024, Duration::from_millis(1));
    prop_oneof![
        4 => Just(whole()),
        1 => Just(whole().ignores_range()),
        1 => Just(whole().wrong_content_range()),
        1 => Just(whole().refuses_range()),
        1 => Just(Reply::status(503)),
        3 => (0..SMALL).prop_map(move |at| whole().truncated_at(at)),
        3 => (0..SMALL).prop_map(move |at| whole().resets_at(at)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever three mirrors do while they share a file: it ends in the file, or in an error that leaves a beginning.
    #[test]
    fn no_mixture_of_faults_makes_a_wrong_file(
        replies in [[any_reply(), any_reply(), any_reply()], [any_reply(), any_reply(), any_reply()]],
        honest in any::<bool>(),
    ) {
        let body = archive(SMALL);
        let [a, b] = replies.map(|replies| Server::start().serve_in_turn(PATH, replies));
        let last = if honest { Reply::bytes(body.clone()) } else { Reply::status(404) };
        let servers = [a, b, Server::start().serve(PATH, last)];
        let stage = Stage::new().sharing().sized(SMALL);
        let (fetched, got) = stage.fetch(&urls(&servers));
        match fetched {
            Ok(fetched) => {
                prop_assert!(got == body);
                let names: BTreeSet<_> = fetched.parts.iter().map(|part| part.source.clone()).collect();
                prop_assert_eq!(names, fetched.sources.iter().cloned().collect::<BTreeSet<_>>());
            }
            Err(Error::AllFailed { attempts, .. }) => prop_assert!(!attempts.is_empty() && !honest),
            Err(error) => prop_assert!(false, "{}", error),
        }
        prop_assert!(body.starts_with(&got) && body.starts_with(&stage.kept()));
    }
}
