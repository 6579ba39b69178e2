//! What many toolchains and deep directories cost: `gv current`, the shim, a completion, `gv ls` and `gv doctor` with 3 and
//! with 300 toolchains, and in a directory 1 and 40 levels below the go.mod.
//!
//! ```text
//! cargo bench --bench scale
//! ```
//! Further: `GV_BENCH_ROUNDS` (60), `GV_BENCH_DIR` (a tmpfs; /dev/shm), `GV_BENCH_GV` (another gv, with its gv-shim beside
//! it). The toolchains are made here: their `go` is gv itself, which knows `version` too. Few and many, shallow and deep
//! take turns, so that whatever else the machine does meets both alike.

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

const FEW: usize = 3;
const MANY: usize = 300;
const LEVELS: usize = 40;

/// The most that a command which needs one toolchain may take with many, as a multiple of the time with few.
const FLAT: f64 = 1.2;
/// The most that a command which looks at all may take for each, in microseconds.
const EACH: f64 = 15.0;
/// The most that all levels may take, in milliseconds.
const DEEP: f64 = 1.0;

/// A home with so many toolchains, and a project.
struct Place {
    gv: PathBuf,
    root: PathBuf,
    toolchains: usize,
}

/// A command: a name, whether it is the shim, and its arguments.
type Line = (&'static str, bool, &'static [&'static str]);

const CURRENT: Line = ("gv current", false, &["current"]);
const SHIM: Line = ("go version (shim)", true, &["version"]);
const COMPLETION: Line = ("completion", false, &["__complete", "2", "--", "use", "1.20.1"]);
const LS: Line = ("gv ls", false, &["ls"]);
const DOCTOR: Line = ("gv doctor", false, &["doctor"]);

fn main() {
    let gv = setting("GV_BENCH_GV").map_or_else(|| env!("CARGO_BIN_EXE_gv").into(), PathBuf::from);
    let rounds = setting("GV_BENCH_ROUNDS").map_or(60, |rounds| rounds.parse().unwrap());
    let folder = setting("GV_BENCH_DIR").map_or_else(memory_folder, PathBuf::from);
    let folder = tempfile::Builder::new().prefix("gv-bench-").tempdir_in(folder).unwrap();
    let [few, many] = [FEW, MANY].map(|count| Place::fill(&gv, folder.path(), count));
    println!("{FEW} and {MANY} toolchains, {rounds} rounds");
    for line in [CURRENT, SHIM, COMPLETION] {
        let [one, other] = turns(rounds, &[(&few, few.work(1)), (&many, many.work(1))], line);
        println!("{:18} {one:7.2} and {other:7.2} ms: {:.2} (at most {FLAT})", line.0, other / one);
    }
    for line in [LS, DOCTOR] {
        let [one, other] = turns(rounds, &[(&few, few.work(1)), (&many, many.work(1))], line);
        let each = (other - one) * 1000.0 / f64::from(u16::try_from(MANY - FEW).unwrap());
        println!("{:18} {one:7.2} and {other:7.2} ms: {each:.1} µs a toolchain (at most {EACH})", line.0);
    }
    println!("1 and {LEVELS} levels below the go.mod, {FEW} toolchains");
    for line in [CURRENT, SHIM] {
        let [one, other] = turns(rounds, &[(&few, few.work(1)), (&few, few.work(LEVELS))], line);
        println!("{:18} {one:7.2} and {other:7.2} ms: +{:.2} ms (at most {DEEP})", line.0, other - one);
    }
}

/// The medians of a command in two places, in milliseconds.
fn turns(rounds: usize, places: &[(&Place, PathBuf); 2], (_, is_shim, args): Line) -> [f64; 2] {
    let mut times = [const { Vec::new() }; 2];
    // The first do not count, for the caches.
    for round in 0..rounds + 3 {
        for ((place, folder), times) in places.iter().zip(&mut times) {
            let time = place.time(is_shim, args, folder);
            if round >= 3 {
                times.push(time);
            }
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1000.0
    })
}

impl Place {
    /// Toolchains as far as these commands look at them.
    fn fill(gv: &Path, folder: &Path, toolchains: usize) -> Self {
        let place = Self { gv: gv.to_owned(), root: folder.join(toolchains.to_string()), toolchains };
        for index in 0..toolchains {
            let version = version(index);
            let root = place.home().join("versions").join(format!("go{version}"));
            fs::create_dir_all(root.join("bin")).unwrap();
            fs::write(root.join("VERSION"), format!("go{version}\n")).unwrap();
            for tool in ["go", "gofmt"] {
                same(gv, &root.join(format!("bin/{tool}{EXE_SUFFIX}")));
            }
        }
        fs::create_dir_all(place.tools()).unwrap();
        same(gv, &place.tools().join(format!("git{EXE_SUFFIX}")));
        for levels in [1, LEVELS] {
            fs::create_dir_all(place.work(levels)).unwrap();
        }
        fs::write(place.root.join("work/go.mod"), "module example.com/m\n\ngo 1.20\n").unwrap();
        let here = place.work(1);
        place.time(false, &["setup", "--no-modify-path"], &here);
        place.time(false, &["use", &version(0)], &here);
        place
    }

    fn time(&self, is_shim: bool, args: &[&str], folder: &Path) -> Duration {
        let shim = || self.home().join(format!("shims/go{EXE_SUFFIX}"));
        let mut command = Command::new(if is_shim { shim() } else { self.gv.clone() });
        command.args(args).current_dir(folder).env_clear();
        // Nothing of this machine is for `gv doctor` to find, but its PATH is as long as one is.
        let own = [self.home().join("shims"), self.tools()];
        let others = env::var_os("PATH").unwrap_or_default();
        let path = own.into_iter().chain(env::split_paths(&others));
        command.env("PATH", env::join_paths(path).unwrap()).env("HOME", &self.root);
        command.env("GV_HOME", self.home()).env("GV_OFFLINE", "1");
        command.envs(env::var_os("SYSTEMROOT").map(|root| ("SYSTEMROOT", root)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        let status = command.status().unwrap();
        let elapsed = started.elapsed();
        assert!(status.success(), "{command:?} failed, with {} toolchains", self.toolchains);
        elapsed
    }

    fn home(&self) -> PathBuf {
        self.root.join("home")
    }

    fn tools(&self) -> PathBuf {
        self.root.join("tools")
    }

    /// A folder so many levels below the project's.
    fn work(&self, levels: usize) -> PathBuf {
        (0..levels).fold(self.root.join("work"), |folder, level| folder.join(format!("l{level}")))
    }
}

/// The same program at another place; hundreds of copies would fill a memory.
fn same(program: &Path, place: &Path) {
    fs::hard_link(program, place).or_else(|_| fs::copy(program, place).map(|_| ())).unwrap();
}

fn version(index: usize) -> String {
    format!("1.{}.{}", 20 + index / 20, index % 20)
}

fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn memory_folder() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_owned() } else { env::temp_dir() }
}
