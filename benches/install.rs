//! `gv install` against `curl | tar`: wall time of both, turn about, and the peak memory of gv.
//!
//! ```text
//! GV_BENCH_ORIGIN=http://127.0.0.1:8000/dl cargo bench --bench install
//! ```
//! The address holds an `index.json` as go.dev serves it and the archives it names (`tests/real` makes one), best
//! on loopback with `sendfile`. Further: `GV_BENCH_VERSION` (1.22.10), `GV_BENCH_ROUNDS` (15), `GV_BENCH_DIR` (a
//! tmpfs; /dev/shm), `GV_BENCH_GV` (another gv).

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

struct Bench {
    origin: String,
    version: String,
    gv: PathBuf,
    place: tempfile::TempDir,
}

fn main() {
    let setting = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let Some(origin) = setting("GV_BENCH_ORIGIN") else {
        println!("GV_BENCH_ORIGIN is not set: nothing is measured");
        return;
    };
    let folder = setting("GV_BENCH_DIR").map_or_else(memory_folder, PathBuf::from);
    let bench = Bench {
        origin: origin.trim_end_matches('/').to_owned(),
        version: setting("GV_BENCH_VERSION").unwrap_or_else(|| "1.22.10".to_owned()),
        gv: setting("GV_BENCH_GV").map_or_else(|| env!("CARGO_BIN_EXE_gv").into(), PathBuf::from),
        place: tempfile::Builder::new().prefix("gv-bench-").tempdir_in(folder).unwrap(),
    };
    let rounds = setting("GV_BENCH_ROUNDS").map_or(15, |rounds| rounds.parse().unwrap());
    bench.report(rounds);
}

impl Bench {
    fn report(&self, rounds: usize) {
        println!("go{} into {}, {rounds} rounds", self.version, self.place.path().display());
        // One of each that does not count, for the caches.
        let (mut pipes, mut installs) = (Vec::new(), Vec::new());
        for round in 0..=rounds {
            let times = (self.time(|folder| self.curl_and_tar(folder)), self.time(|home| self.install(home)));
            if round > 0 {
                pipes.push(times.0);
                installs.push(times.1);
            }
        }
        let (pipe, install) = (show("curl | tar xz", &mut pipes), show("gv install", &mut installs));
        println!("ratio of the medians  {:.3}", install.as_secs_f64() / pipe.as_secs_f64());
        println!(
            "peak memory of gv     {}",
            self.peak().unwrap_or_else(|| "needs GNU /usr/bin/time".to_owned())
        );
    }

    /// The time of a command that fills a fresh folder. Deleting it does not count.
    fn time(&self, command: impl FnOnce(&Path) -> Command) -> Duration {
        let folder = self.place.path().join("fresh");
        fs::create_dir(&folder).unwrap();
        let mut command = command(&folder);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        let status = command.status().unwrap();
        let elapsed = started.elapsed();
        assert!(status.success(), "{command:?} failed");
        fs::remove_dir_all(folder).unwrap();
        elapsed
    }

    fn curl_and_tar(&self, folder: &Path) -> Command {
        let url = format!("{}/{}", self.origin, self.file_name());
        let mut command = Command::new("sh");
        command.args(["-c", "curl -sf \"$1\" | tar xz -C \"$2\"", "sh", &url]).arg(folder);
        command
    }

    fn install(&self, home: &Path) -> Command {
        self.in_home(Command::new(&self.gv), home)
    }

    fn in_home(&self, mut command: Command, home: &Path) -> Command {
        command.args(["install", &self.version]);
        command.env("GV_HOME", home).env("GV_ORIGIN", &self.origin).env_remove("GV_MIRRORS");
        command
    }

    fn file_name(&self) -> String {
        let arch = match env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => other,
        };
        let os = if cfg!(target_os = "macos") { "darwin" } else { env::consts::OS };
        format!("go{}.{os}-{arch}.tar.gz", self.version)
    }

    /// The most memory gv had at once, from a run of its own.
    fn peak(&self) -> Option<String> {
        let home = self.place.path().join("fresh");
        let mut time = Command::new("/usr/bin/time");
        time.args(["-f", "peak %M"]).arg(&self.gv);
        let output = self.in_home(time, &home).output().ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let kilobytes: f64 = text.lines().find_map(|line| line.strip_prefix("peak "))?.parse().ok()?;
        Some(format!("{:.1} MiB", kilobytes / 1024.0))
    }
}

/// Prints a line of figures and gives the median.
fn show(name: &str, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let median = times[times.len() / 2];
    let [min, median_ms, max] = [times[0], median, times[times.len() - 1]].map(|time| time.as_millis());
    println!("{name:14} {min:6} ms least {median_ms:6} ms median {max:6} ms most");
    median
}

fn memory_folder() -> PathBuf {
    let shared = PathBuf::from("/dev/shm");
    if shared.is_dir() { shared } else { env::temp_dir() }
}
