//! `gv install` where the network is the limit: several mirrors, or several connections, of which each gives so much.
//!
//! ```text
//! cargo bench --bench sources
//! ```
//! The servers stand on loopback and send no faster than they are told. `GV_BENCH_ROUNDS` (3), `GV_BENCH_DIR` (a tmpfs;
//! /dev/shm), `GV_BENCH_MEGABYTES` (66), `GV_BENCH_OTHER` (another gv to be measured beside).

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

#[expect(unused_imports, reason = "what only the scripted servers of the behaviour tests need")]
#[path = "../tests/gv/support/mod.rs"]
mod support;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::archive::toolchain;
use support::origin::Origin;
use support::reply::Reply;
use support::server::Server;

const VERSION: &str = "1.22.3";
const MB: u32 = 1_000_000;

/// What is served, and where it is installed.
struct Stage {
    folder: PathBuf,
    archive: Vec<u8>,
    name: String,
    index: String,
}

fn main() {
    let number = |name: &str, usual| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (rounds, megabytes) = (number("GV_BENCH_ROUNDS", 3), number("GV_BENCH_MEGABYTES", 66));
    let folder = env::var_os("GV_BENCH_DIR").map_or_else(|| PathBuf::from("/dev/shm"), PathBuf::from);
    let place = tempfile::tempdir_in(folder).unwrap();
    let many = (0..5000).fold(toolchain(VERSION), |toolchain, n| {
        toolchain.with(&format!("src/p{}/f{n}.go", n % 100), "package p\n".repeat(200 + n % 50))
    });
    let tree = many.heavier(megabytes * MB as usize);
    let mut origin = Origin::default().publish_toolchain(VERSION, &tree);
    let stage = Stage {
        folder: place.path().to_owned(),
        archive: origin.archive(VERSION).bytes.clone(),
        name: tree.file_name(VERSION),
        index: origin.index(),
    };
    let all = stage.seconds(1);
    println!("an archive of {:.1} MB; the median of {rounds}", all / f64::from(MB));
    let capped = |rates: &[u32]| rates.iter().map(|rate| stage.server().capped(*rate)).collect::<Vec<_>>();
    stage.show("four mirrors of 4 MB/s each", &capped(&[4 * MB; 4]), stage.seconds(16 * MB), 1.25, rounds);
    stage.show("two mirrors of 8 and 1 MB/s", &capped(&[8 * MB, MB]), stage.seconds(9 * MB), 1.1, rounds);
    stage.show("two mirrors of 1 and 8 MB/s", &capped(&[MB, 8 * MB]), stage.seconds(9 * MB), 1.1, rounds);
    // 2 MB/s a connection: 20 KB each 10 ms.
    let slowly = |reply: Reply| reply.slowly(20_000, Duration::from_millis(10));
    let one = [stage.serving(slowly(Reply::bytes(stage.archive.clone())))];
    let curl = stage.curl(&one[0]);
    stage.show("one mirror, 2 MB/s a connection, to curl's time", &one, curl, 0.3, rounds);
    stage.show(
        "one mirror without a limit, to curl's time",
        &[stage.server()],
        stage.curl(&stage.server()),
        1.0,
        rounds,
    );
}

impl Stage {
    fn seconds(&self, rate: u32) -> f64 {
        f64::from(u32::try_from(self.archive.len()).unwrap()) / f64::from(rate)
    }

    fn server(&self) -> Server {
        self.serving(Reply::bytes(self.archive.clone()))
    }

    fn serving(&self, reply: Reply) -> Server {
        Server::start()
            .serve(&format!("/dl/{}", self.name), reply)
            .serve("/dl/index.json", Reply::bytes(self.index.clone()))
    }

    /// What curl takes to bring the archive and tar to unpack it.
    fn curl(&self, server: &Server) -> f64 {
        let folder = self.folder.join("curl");
        fs::create_dir_all(&folder).unwrap();
        let line = "curl -sf \"$1\" | tar xz -C \"$2\"";
        let url = server.url(&format!("/dl/{}", self.name));
        let begun = Instant::now();
        let status = Command::new("sh").args(["-c", line, "sh", &url]).arg(&folder).status().unwrap();
        let time = begun.elapsed().as_secs_f64();
        assert!(status.success());
        fs::remove_dir_all(folder).unwrap();
        time
    }

    fn show(&self, name: &str, servers: &[Server], unit: f64, goal: f64, rounds: usize) {
        for gv in [Some(env!("CARGO_BIN_EXE_gv").to_owned()), env::var("GV_BENCH_OTHER").ok()] {
            let Some(gv) = gv else { continue };
            let mut times: Vec<f64> = (0..rounds).map(|_| self.install(Path::new(&gv), servers).0).collect();
            let (_, peak) = self.install(Path::new(&gv), servers);
            times.sort_unstable_by(f64::total_cmp);
            let time = times[times.len() / 2];
            println!("{name}: {time:.2} s, {:.2} of {unit:.2} s (goal {goal}), peak {peak}", time / unit);
        }
    }

    /// The time, and the most memory in MiB.
    fn install(&self, gv: &Path, servers: &[Server]) -> (f64, String) {
        let home = self.folder.join("home");
        let addresses: Vec<String> = servers.iter().map(|server| server.url("/dl")).collect();
        let (origin, mirrors) = addresses.split_last().unwrap();
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "peak %M"]).arg(gv).args(["install", VERSION]);
        command.env("GV_HOME", &home).env("GV_ORIGIN", origin).env("GV_MIRRORS", mirrors.join(","));
        let begun = Instant::now();
        let output = command.stdin(Stdio::null()).output().unwrap();
        let time = begun.elapsed().as_secs_f64();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{text}");
        fs::remove_dir_all(home).unwrap();
        let peak = text.lines().find_map(|line| line.strip_prefix("peak ")).unwrap_or("0");
        (time, format!("{:.1} MiB", peak.parse::<f64>().unwrap() / 1024.0))
    }
}
