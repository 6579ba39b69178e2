//! Sources that hand over something else than the archive, or not all of it.

use super::stage::{Stage, VERSION};
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::fs;
use std::time::{Duration, Instant};

/// One source that is all there is: the exit code, what is said, and that an honest one is enough afterwards.
#[track_caller]
fn alone(reply: impl Fn(&Stage) -> Reply, code: i32, words: &[&str]) {
    let mut stage = Stage::new();
    let server = stage.origin([reply(&stage)]);
    let run = stage.install(&server, &[]).fails_with(code).says_all(words);
    // No public mirror has what an origin of one's own has.
    run.says("try: gv mirror ls --release").does_not_say("aliyun").does_not_say("export GV_MIRRORS");
    stage.recovers();
}

/// A source that cannot be used, first of two: the other is enough.
#[track_caller]
fn is_passed_over(replies: impl Fn(&Stage) -> [Reply; 2]) {
    let mut stage = Stage::new();
    let (bad, good) = (stage.mirror(replies(&stage)), stage.origin([stage.good()]));
    stage.install(&good, &[&bad]).succeeds();
    stage.is_whole();
}

fn always(reply: impl Fn(&Stage) -> Reply) -> impl Fn(&Stage) -> [Reply; 2] {
    move |stage| [reply(stage), reply(stage)]
}

#[test]
fn cut_off() {
    alone(|stage| stage.good().truncated_at(stage.half()), 3, &["ended early, at byte"]);
    alone(|stage| stage.good().without_length().truncated_at(stage.half()), 3, &["ended early, at byte"]);
    alone(|stage| stage.good().until_close().truncated_at(stage.half()), 3, &["ended early, at byte"]);
    alone(|stage| stage.good().truncated_at(0), 3, &["ended early, at byte 0"]);
    is_passed_over(always(|stage| stage.good().truncated_at(stage.half())));
}

#[test]
fn reset() {
    alone(|stage| stage.good().resets_at(stage.half()), 3, &["127.0.0.1:"]);
    is_passed_over(always(|stage| stage.good().resets_at(stage.half())));
}

#[test]
fn a_web_page_in_its_place() {
    alone(|_| Reply::html(), 3, &["returned a web page"]);
    alone(|_| Reply::bytes("<html>no header says so"), 3, &["127.0.0.1:"]);
    is_passed_over(always(|_| Reply::html()));
}

#[test]
fn another_length() {
    alone(|stage| stage.good().length_lie(stage.half()), 3, &["bytes, expected"]);
    alone(|stage| stage.good().length_lie(stage.bytes.len() + 1), 3, &["bytes, expected"]);
    alone(|stage| Reply::bytes([&stage.bytes[..], b"more"].concat()), 3, &["bytes, expected"]);
    alone(|stage| Reply::bytes([&stage.bytes[..], b"more"].concat()).without_length(), 3, &["expected"]);
    is_passed_over(always(|stage| stage.good().length_lie(stage.half())));
}

#[test]
fn no_length_is_no_fault() {
    for reply in [|stage: &Stage| stage.good().without_length(), |stage: &Stage| stage.good().until_close()] {
        let mut stage = Stage::new();
        let server = stage.origin([reply(&stage)]);
        stage.install(&server, &[]).succeeds();
        stage.is_whole();
    }
}

#[test]
fn statuses() {
    for status in [403, 404, 429, 500, 503] {
        alone(|_| Reply::status(status), 3, &[&format!("returned {status}")]);
    }
    is_passed_over(always(|_| Reply::status(404)));
    is_passed_over(always(|_| Reply::status(503)));
    is_passed_over(always(|_| Reply::status(429).header("Retry-After", "3600")));
}

#[test]
fn what_passes_is_tried_again() {
    for status in [429, 503] {
        let mut stage = Stage::new();
        let server = stage.origin([Reply::status(status), stage.good()]);
        stage.install(&server, &[]).succeeds();
        stage.is_whole();
    }
}

#[test]
fn redirects_without_end() {
    let mut stage = Stage::new();
    let path = stage.path();
    let back = Server::start().serve(&path, Reply::redirect_to(path.clone()));
    let origin = stage.bare_origin();
    stage.install(&origin, &[&back]).fails_with(3).says("more than 10 redirects").says("try:");
    assert!(back.requests().len() <= 3 * 11, "{}", back.requests().len());
    stage.recovers();
}

#[test]
fn a_redirect_is_followed() {
    let mut stage = Stage::new();
    let far = Server::start().serve("/elsewhere", stage.good());
    let origin = stage.origin([Reply::redirect_to(far.url("/elsewhere"))]);
    stage.install(&origin, &[]).succeeds();
    stage.is_whole();
}

#[test]
fn from_https_to_http_nobody_is_followed() {
    let mut stage = Stage::new();
    let plain = stage.mirror([stage.good()]);
    let path = stage.path();
    let tls = Server::start_tls().serve(&path, Reply::redirect_to(plain.url(&path)));
    let certificate = stage.sandbox.file("roots.pem", tls.certificate());
    stage.sandbox.set("SSL_CERT_FILE", certificate);
    let origin = stage.bare_origin();
    let run = stage.install(&origin, &[&tls]).fails_with(3);
    run.says("redirected from https to http://127.0.0.1").says("not secure");
    assert_eq!(plain.requests().len(), 0);
    stage.recovers();
}

#[test]
fn a_certificate_nobody_vouches_for() {
    let mut stage = Stage::new();
    let tls = Server::start_tls().serve(&stage.path(), stage.good());
    let origin = stage.bare_origin();
    stage.install(&origin, &[&tls]).fails_with(3).says("certificate is not trusted").says("SSL_CERT_FILE");
    stage.recovers();
}

#[test]
fn silence() {
    let mut stage = Stage::new();
    stage.sandbox.set("GV_STALL_SECONDS", "1");
    let server = stage.origin([stage.good().stalls_at(stage.half())]);
    // How far it came, or that the last round had no answer at all.
    stage.install(&server, &[]).fails_with(3).says("127.0.0.1:").says("try:");
    assert_eq!(stage.kept().unwrap(), stage.bytes[..stage.half()]);
    stage.recovers();
}

#[test]
fn a_source_that_falls_silent_is_left_for_another() {
    let mut stage = Stage::new();
    stage.sandbox.set("GV_STALL_SECONDS", "1");
    let (bad, good) = (stage.mirror([stage.good().stalls_at(stage.half())]), stage.origin([stage.good()]));
    stage.install(&good, &[&bad]).succeeds();
    stage.is_whole();
}

#[test]
fn one_flipped_bit() {
    let mut stage = Stage::new();
    let liar = stage.origin([stage.good().flipped_bit(stage.half())]);
    let run = stage.install(&liar, &[]).fails_with(4).says(&stage.sha256()).says("try:");
    run.says(&crate::support::origin::sha256(&flipped(&stage)));
    assert_eq!(stage.kept(), None, "nothing of it is continued");
    stage.recovers();
}

#[test]
fn a_lying_mirror_is_named_with_both_hashes() {
    let mut stage = Stage::new();
    let liar = stage.mirror([stage.good().flipped_bit(stage.half())]);
    // Not ready at first, so that the liar has its turn however slow this machine is.
    let honest = stage.origin([Reply::status(503), stage.good()]);
    let run = stage.install(&honest, &[&liar]).succeeds();
    let name = liar.url("").replace("http://", "");
    run.says(&name).says(&stage.sha256()).says(&crate::support::origin::sha256(&flipped(&stage)));
    stage.is_whole();
}

#[test]
fn a_mirrors_own_index_and_hash_are_not_asked_for() {
    let mut stage = Stage::new();
    let liar = stage.mirror([stage.good().flipped_bit(stage.half())]);
    let origin = stage.bare_origin();
    let run = stage.install(&origin, &[&liar]).fails_with(4).says("release list\n  127.0.0.1:");
    // A line for the liar and a line for who has nothing.
    run.says("returned 404\n  replace the archive at 127.0.0.1:").says(".sha256 beside the archive");
    assert!(liar.requests().iter().all(|request| request.path == stage.path()), "{:?}", liar.requests());
    stage.is_empty();
}

#[test]
fn faults_of_two_mirrors_make_one_good_install() {
    let mut stage = Stage::new();
    let half = stage.half();
    // The one never gets beyond the half, the other is wrong before it, and at first not ready.
    let first = stage.mirror([stage.good().truncated_at(half)]);
    let wrong_before = stage.good().flipped_bit(half / 2);
    let second = stage.mirror([Reply::status(503), wrong_before]);
    let origin = stage.bare_origin();
    stage.install(&origin, &[&first, &second]).succeeds();
    stage.is_whole();
    let resumed = second.requests().into_iter().find_map(|request| Some(request.header("range")?.to_owned()));
    assert_eq!(resumed, Some(format!("bytes={half}-")));
}

#[test]
fn ranges_that_are_not_what_was_asked_for() {
    for (name, worse) in [
        ("ignored", (|reply: Reply| reply.ignores_range()) as fn(Reply) -> Reply),
        ("another", |reply| reply.wrong_content_range()),
        ("refused", |reply| reply.refuses_range()),
    ] {
        let mut stage = Stage::new();
        let broken = stage.good().truncated_at(stage.half());
        let server = stage.origin([worse(broken), worse(stage.good())]);
        let run = stage.install(&server, &[]);
        assert_eq!(run.code, Some(0), "{name}: {run}");
        stage.is_whole();
    }
}

#[test]
fn the_next_run_goes_on_where_this_one_ended() {
    let mut stage = Stage::new();
    let half = stage.half();
    let broken = stage.origin([stage.good().truncated_at(half)]);
    stage.install(&broken, &[]).fails_with(3);
    assert_eq!(stage.kept().unwrap(), stage.bytes[..half]);
    stage.is_empty();
    let honest = stage.origin([stage.good()]);
    stage.install(&honest, &[]).succeeds();
    stage.is_whole();
    assert_eq!(honest.asked_for(&stage.path()), (0, 1));
    let asked = honest.requests();
    assert_eq!(asked.last().unwrap().header("range"), Some(format!("bytes={half}-").as_str()));
}

#[test]
fn kept_bytes_that_went_bad_are_had_again() {
    let mut stage = Stage::new();
    let broken = stage.origin([stage.good().truncated_at(stage.half())]);
    stage.install(&broken, &[]).fails_with(3);
    let mut kept = stage.kept().unwrap();
    kept[5000] ^= 1;
    fs::write(stage.kept_file().unwrap(), kept).unwrap();
    let honest = stage.origin([stage.good()]);
    // Not the source is to blame, and it is not blamed.
    stage
        .install(&honest, &[])
        .succeeds()
        .says("the data kept by an earlier run and continued by 127.0.0.1:")
        .says(&stage.sha256());
    stage.is_whole();
    assert_eq!(honest.asked_for(&stage.path()), (1, 1));
}

#[test]
fn a_dead_first_mirror_costs_little() {
    let mut stage = Stage::new();
    let (dead, good) = (stage.mirror([Reply::silent()]), stage.origin([stage.good()]));
    let started = Instant::now();
    stage.install(&good, &[&dead]).succeeds();
    // Waiting for it would take fifteen seconds; on a machine at rest it is a third of one.
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    stage.is_whole();
}

#[test]
fn everything_dead_is_told_a_line_a_fault() {
    let mut stage = Stage::new();
    let origin = stage.origin([Reply::status(404)]);
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl"));
    let (one, two) = (Server::closed(), Server::closed());
    stage.sandbox.set("GV_MIRRORS", format!("{one}/dl,{two}/dl"));
    let names: Vec<_> = [&one, &two].iter().map(|url| url.replace("http://", "")).collect();
    let run = stage.sandbox.gv(["install", VERSION]).fails_with(3);
    let run = run.says(&format!("\n  {}: connection refused\n", names.join(", ")));
    run.says("returned 404").says("try: gv doctor net").says("is the origin in your settings (GV_ORIGIN");
    let run = stage.sandbox.with("GV_LANG", "zh").gv(["install", VERSION]).fails_with(3);
    let run = run.says(&format!("\n  {}：连接被拒绝\n", names.join("、")));
    run.says("所有来源均未能提供").says("返回了 404").says("是设置中的发布源（GV_ORIGIN");
    stage.recovers();
}

#[test]
fn gos_own_hosts_behind_a_dead_proxy() {
    let mut stage = Stage::new();
    // The built-in manifest knows this one, so that nothing but the bytes is missing.
    stage.sandbox.set("HTTPS_PROXY", Server::closed()).set("HTTP_PROXY", Server::closed());
    stage.sandbox.unset("GOPROXY").unset("GOSUMDB");
    let run = stage.sandbox.gv(["install", VERSION]).fails_with(3);
    let run =
        run.says("\n  dl.google.com, golang.google.cn, mirrors.aliyun.com").says(": proxy http://127.0.0.1:");
    let run = run.says("connection refused").says("\n  start that proxy").says("try: gv doctor net");
    // Another address is reached through the same proxy.
    run.does_not_say("export GV_MIRRORS");
    let run = stage.sandbox.with("GV_LANG", "zh").gv(["install", VERSION]).fails_with(3);
    let run =
        run.says("\n  dl.google.com、golang.google.cn、mirrors.aliyun.com").says("：代理 http://127.0.0.1:");
    run.says("连接被拒绝").says("启动该代理").says("gv doctor net");
    stage.is_empty();
}

#[test]
fn an_own_origin_without_the_archive_is_told_how_to_get_it() {
    let mut stage = Stage::new();
    let origin = stage.origin([Reply::status(404), Reply::status(410), Reply::status(403)]);
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl")).set("GV_MIRRORS", "");
    let host = origin.url("").replace("http://", "");
    let name = stage.path().trim_start_matches("/dl/").to_owned();
    for lang in ["en", "zh"] {
        let run = stage.sandbox.with("GV_LANG", lang).gv(["install", VERSION]).fails_with(3);
        let words =
            if lang == "en" { format!("add {name} to {host}") } else { format!("把 {name} 放到 {host}") };
        run.says(&words).says("gv mirror sync").says("gv mirror ls --release").does_not_say("GV_MIRRORS");
    }
    let run = stage.sandbox.gv(["install", VERSION]).fails_with(3).says("check that it works");
    run.does_not_say("GV_MIRRORS");
    stage.sandbox.gv(["mirror", "ls", "--release"]).succeeds().prints(&host);
    stage.recovers();
}

#[test]
fn who_wants_no_network_is_told_of_that_alone() {
    let mut stage = Stage::new();
    stage.sandbox.set("GV_OFFLINE", "1").unset("GOPROXY").unset("GOSUMDB");
    let run = stage.sandbox.gv(["install", VERSION]).fails_with(3).says("GV_OFFLINE is set");
    let hints: Vec<_> = run.stderr.lines().filter(|line| line.contains("try: ")).collect();
    assert_eq!(hints, ["  try: unset GV_OFFLINE"], "{}", run.stderr);
    stage.is_empty();
}

fn flipped(stage: &Stage) -> Vec<u8> {
    let mut bytes = stage.bytes.clone();
    bytes[stage.half()] ^= 1;
    bytes
}
