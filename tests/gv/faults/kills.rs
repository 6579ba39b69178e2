//! gv killed at any moment: what is listed is whole, and the next run needs no help. `GV_TEST_KILLS=200` for the
//! measure, `GV_TEST_SEED=N` for the moments of an earlier run.

use super::stage::{Stage, VERSION, assert_complete, is_clean, listed};
use crate::support::archive::toolchain;
use crate::support::server::Server;
use crate::support::started;
use std::env;
use std::hash::{BuildHasher, RandomState};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Moments by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    #[expect(clippy::print_stderr, reason = "shown when the test fails")]
    fn new() -> Self {
        let given = env::var("GV_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one(0) | 1);
        eprintln!("GV_TEST_SEED={seed}");
        Self(seed)
    }

    /// Anything up to so long.
    fn up_to(&mut self, longest: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        longest.mul_f64(f64::from((self.0 >> 40) as u32) / f64::from(1 << 24))
    }
}

/// A toolchain of a few megabytes in some hundred files, from a server that takes its time.
fn stage() -> (Stage, Server) {
    let many = (0..300).fold(toolchain(VERSION), |toolchain, n| {
        toolchain.with(&format!("src/p{}/f{n}.go", n % 20), vec![b'x'; 4000 + n])
    });
    let mut stage = Stage::of(many.heavier(3_000_000));
    let server = stage.origin([stage.good().slowly(64 * 1024, Duration::from_millis(2))]);
    stage.sandbox.set("GV_ORIGIN", server.url("/dl"));
    (stage, server)
}

fn start(stage: &Stage, verb: &str) -> Child {
    let mut command = stage.sandbox.at("").gv_command();
    command.args([verb, VERSION]).stdout(Stdio::null()).stderr(Stdio::null());
    started(|| command.spawn()).unwrap()
}

/// What is listed is whole, whatever else lies there.
#[track_caller]
fn is_sound(stage: &Stage) {
    for version in listed(&stage.sandbox) {
        assert_complete(&stage.sandbox, &version, &stage.toolchain);
    }
}

#[test]
fn killed_at_any_moment() {
    let rounds = env::var("GV_TEST_KILLS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(24);
    let (stage, _server) = stage();
    let mut chance = Chance::new();
    let time = |verb: &str| {
        let started = Instant::now();
        stage.sandbox.gv([verb, VERSION]).succeeds();
        started.elapsed()
    };
    let installing = time("install");
    let removing = time("uninstall");
    let mut struck = 0;
    for round in 0..rounds {
        // Mostly an install; now and then the removal of what the last round installed.
        let there = listed(&stage.sandbox) == [VERSION];
        let (verb, longest) = if there { ("uninstall", removing) } else { ("install", installing) };
        let mut child = start(&stage, verb);
        thread::sleep(chance.up_to(longest.mul_f64(1.1)));
        child.kill().unwrap();
        struck += u32::from(!child.wait().unwrap().success());
        is_sound(&stage);
        stage.sandbox.gv(["install", VERSION]).succeeds();
        stage.is_whole();
        if round % 4 != 3 {
            stage.sandbox.gv(["uninstall", VERSION]).succeeds();
            is_clean(&stage.sandbox, &[]);
        }
    }
    assert!(struck > 0, "none of {rounds} was struck while it ran");
    stage.sandbox.gv(["install", VERSION]).succeeds();
    stage.is_whole();
}

#[test]
fn killed_again_and_again_the_download_goes_on() {
    let (stage, server) = stage();
    let mut runs = 0;
    while listed(&stage.sandbox).is_empty() {
        let before = stage.kept().map_or(0, |kept| kept.len());
        let mut child = start(&stage, "install");
        // Until it has got further than the last one, or is done.
        while child.try_wait().unwrap().is_none()
            && stage.kept().map_or(0, |kept| kept.len()) < before + 600_000
        {
            thread::sleep(Duration::from_millis(2));
        }
        // It may be done by now.
        let _ = child.kill();
        child.wait().unwrap();
        is_sound(&stage);
        runs += 1;
        assert!(runs < 50, "no run gets further than the one before");
    }
    assert!(runs > 2, "{runs}");
    stage.sandbox.gv(["install", VERSION]).succeeds();
    stage.is_whole();
    let (whole, resumed) = server.asked_for(&stage.path());
    assert!(whole == 1 && resumed >= 2, "{whole} from the start, {resumed} resumed");
}

#[test]
fn killed_while_four_sources_share_the_file() {
    let rounds = env::var("GV_TEST_KILLS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(6);
    let mut stage = Stage::of(toolchain(VERSION).heavier(3_000_000));
    let slow = stage.good().slowly(16 * 1024, Duration::from_millis(15));
    let origin = stage.origin([slow.clone()]);
    let mirrors: Vec<Server> = (0..3).map(|_| stage.mirror([slow.clone()])).collect();
    let addresses: Vec<String> = mirrors.iter().map(|mirror| mirror.url("/dl")).collect();
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl")).set("GV_MIRRORS", addresses.join(","));
    let mut chance = Chance::new();
    let (mut early, mut round) = (0, 0);
    while round < rounds || early == 0 {
        round += 1;
        assert!(round < rounds + 50, "nothing ever came before its turn");
        let mut child = start(&stage, "install");
        thread::sleep(chance.up_to(Duration::from_millis(1800)));
        // It may be done by now.
        let _ = child.kill();
        child.wait().unwrap();
        is_sound(&stage);
        early += usize::from(stage.sandbox.names_in("cache").iter().any(|name| name.contains(".early.")));
        if listed(&stage.sandbox) == [VERSION] {
            stage.is_whole();
            stage.sandbox.gv(["uninstall", VERSION]).succeeds();
        }
    }
    stage.sandbox.gv(["install", VERSION]).succeeds();
    stage.is_whole();
}

#[test]
#[cfg(unix)]
fn interrupted_by_the_user() {
    use std::os::unix::process::ExitStatusExt;
    for (signal, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        let (stage, _server) = stage();
        let mut child = start(&stage, "install");
        while stage.kept().is_none_or(|kept| kept.is_empty()) {
            assert!(child.try_wait().unwrap().is_none(), "it was to last");
            thread::sleep(Duration::from_millis(2));
        }
        let mut kill = std::process::Command::new("kill");
        kill.arg(format!("-{signal}")).arg(child.id().to_string());
        assert!(kill.status().unwrap().success());
        let status = child.wait().unwrap();
        assert!(status.signal() == Some(number) || status.code() == Some(128 + number), "{signal}: {status}");
        assert_eq!(listed(&stage.sandbox), [""; 0]);
        stage.sandbox.gv(["install", VERSION]).succeeds();
        stage.is_whole();
    }
}
