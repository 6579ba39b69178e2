//! What the commands cost that people wait for: `gv current`, `gv ls`, `gv use` of an installed version and `gv doctor`, in
//! a home of ten toolchains.
//!
//! ```text
//! cargo bench --bench commands
//! ```
//! Further: `GV_BENCH_ROUNDS` (100), `GV_BENCH_DIR` (a tmpfs; /dev/shm), `GV_BENCH_GV` (another gv, with its
//! gv-shim beside it).

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// The most that each may take, in milliseconds.
const MOST: f64 = 10.0;
/// The most that a diagnosis may take.
const MOST_OF_DOCTOR: f64 = 100.0;
const TOOLCHAINS: usize = 10;

struct Bench {
    gv: PathBuf,
    place: tempfile::TempDir,
    rounds: usize,
}

fn main() {
    let folder = setting("GV_BENCH_DIR").map_or_else(memory_folder, PathBuf::from);
    let bench = Bench {
        gv: setting("GV_BENCH_GV").map_or_else(|| env!("CARGO_BIN_EXE_gv").into(), PathBuf::from),
        place: tempfile::Builder::new().prefix("gv-bench-").tempdir_in(folder).unwrap(),
        rounds: setting("GV_BENCH_ROUNDS").map_or(100, |rounds| rounds.parse().unwrap()),
    };
    bench.fill_store();
    println!("{TOOLCHAINS} toolchains, {} rounds", bench.rounds);
    bench.report("gv use", MOST, |round| vec!["use".to_owned(), version(round % TOOLCHAINS)]);
    bench.report("gv current", MOST, |_| vec!["current".to_owned()]);
    bench.report("gv ls", MOST, |_| vec!["ls".to_owned()]);
    bench.report("gv doctor", MOST_OF_DOCTOR, |_| vec!["doctor".to_owned()]);
}

impl Bench {
    /// Toolchains as far as these commands look at them.
    fn fill_store(&self) {
        for index in 0..TOOLCHAINS {
            let root = self.home().join("versions").join(format!("go{}", version(index)));
            fs::create_dir_all(root.join("bin")).unwrap();
            fs::write(root.join("VERSION"), format!("go{}\n", version(index))).unwrap();
            for tool in ["go", "gofmt"] {
                // Any program will do: none is started.
                fs::copy(&self.gv, root.join(format!("bin/{tool}{EXE_SUFFIX}"))).unwrap();
            }
        }
        fs::create_dir_all(self.tools()).unwrap();
        fs::copy(&self.gv, self.tools().join(format!("git{EXE_SUFFIX}"))).unwrap();
        fs::create_dir_all(self.work()).unwrap();
        fs::write(self.work().join("go.mod"), "module example.com/m\n\ngo 1.20\n").unwrap();
        assert!(self.command(&["setup".into(), "--no-modify-path".into()]).status().unwrap().success());
    }

    fn report(&self, name: &str, limit: f64, args: impl Fn(usize) -> Vec<String>) {
        let mut times = Vec::new();
        for round in 0..self.rounds + 5 {
            let elapsed = time(&mut self.command(&args(round)));
            // The first do not count, for the caches.
            if round >= 5 {
                times.push(elapsed);
            }
        }
        times.sort_unstable();
        let [median, most] = [times.len() / 2, times.len() - 1].map(|at| times[at].as_secs_f64() * 1000.0);
        println!("{name:12} {median:6.2} ms median, {most:6.2} ms most; the median at most {limit} ms");
    }

    fn command(&self, args: &[String]) -> Command {
        let mut command = Command::new(&self.gv);
        command.args(args).current_dir(self.work()).env_clear();
        // Nothing of this machine is for `gv doctor` to find, but its PATH is as long as one is.
        let own = [self.home().join("shims"), self.tools()];
        let others = env::var_os("PATH").unwrap_or_default();
        let path = own.into_iter().chain(env::split_paths(&others));
        command.env("PATH", env::join_paths(path).unwrap()).env("HOME", self.place.path());
        command.env("GV_HOME", self.home()).env("GV_OFFLINE", "1");
        command.envs(env::var_os("SYSTEMROOT").map(|root| ("SYSTEMROOT", root)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn home(&self) -> PathBuf {
        self.place.path().join("home")
    }

    fn tools(&self) -> PathBuf {
        self.place.path().join("tools")
    }

    fn work(&self) -> PathBuf {
        self.place.path().join("work")
    }
}

fn version(index: usize) -> String {
    format!("1.{}.{index}", 20 + index / 2)
}

fn time(command: &mut Command) -> Duration {
    let started = Instant::now();
    let status = command.status().unwrap();
    let elapsed = started.elapsed();
    assert!(status.success(), "{command:?} failed");
    elapsed
}

fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn memory_folder() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_owned() } else { env::temp_dir() }
}
