//! The end of a zip, which says what it holds, is asked for while the rest is still coming; nothing depends on it.

use super::stage::Stage;
use crate::support::module::Module;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::time::Duration;

/// Large enough that its end is worth a request of its own, and slow enough that the answer comes in time.
fn stage() -> (Stage, Vec<u8>) {
    let stage = Stage::with(|toolchain| toolchain.heavier(6_000_000));
    let zip = stage.module.zip();
    (stage, zip)
}

fn slow(zip: &[u8]) -> Reply {
    Reply::bytes(zip).slowly(100_000, Duration::from_millis(5))
}

fn proxy(stage: &Stage, whole: Reply, end: Reply) -> Server {
    let server = stage.module.served_by(Server::start());
    stage.log.passed_on_by(server.serve_in_turn(&stage.module.path("zip"), [whole, end]))
}

#[track_caller]
fn installs(stage: &mut Stage, proxy: &Server) {
    let run = stage.install_from(&proxy.url("")).succeeds();
    run.says("verified against the checksum database").does_not_say("try:");
    assert_eq!(proxy.asked_for(&stage.module.path("zip")), (1, 1), "its end is asked for, once");
    stage.is_whole();
}

#[test]
fn it_is_asked_for_by_a_range() {
    let (mut stage, zip) = stage();
    let proxy = proxy(&stage, slow(&zip), Reply::bytes(zip.clone()));
    installs(&mut stage, &proxy);
    let asked =
        proxy.requests().into_iter().filter_map(|request| request.header("range").map(ToOwned::to_owned));
    let start = zip.len() as u64 - gv::unpack::END;
    assert_eq!(asked.collect::<Vec<_>>(), [format!("bytes={start}-")]);
}

#[test]
fn a_source_that_does_not_give_it_is_not_blamed() {
    let replies: [fn(Reply) -> Reply; 4] =
        [Reply::ignores_range, Reply::refuses_range, Reply::wrong_content_range, |_| Reply::status(429)];
    for how in replies {
        let (mut stage, zip) = stage();
        let proxy = proxy(&stage, slow(&zip), how(Reply::bytes(zip.clone())));
        installs(&mut stage, &proxy);
    }
}

#[test]
fn one_that_never_comes_is_not_waited_for() {
    let (mut stage, zip) = stage();
    let proxy = proxy(&stage, slow(&zip), Reply::bytes(zip.clone()).stalls_at(zip.len() - 1000));
    installs(&mut stage, &proxy);
}

/// What the end says may be anything: the file that comes is what counts.
#[test]
fn one_that_lies_changes_nothing() {
    let (mut stage, zip) = stage();
    let honest = stage.module.clone();
    // Of the same length, with other names, and a file that the real one does not have.
    let other = Module { files: renamed(&honest.files), ..honest }.zip();
    assert_eq!(other.len(), zip.len());
    let proxy = proxy(&stage, slow(&zip), Reply::bytes(other));
    installs(&mut stage, &proxy);
}

fn renamed(files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let name = |name: &str| name.replace("/fmt/", "/evl/");
    files.iter().map(|(path, content)| (name(path), content.clone())).collect()
}
