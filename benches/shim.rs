//! What `go version` costs through gv-shim, against a bare `exec` wrapper in C, both over calling go directly.
//!
//! ```text
//! GV_BENCH_GOROOT=/usr/local/go cargo bench --bench shim
//! ```
//! Further: `GV_BENCH_ROUNDS` (400), `GV_BENCH_SHIM` (another gv-shim). Needs `cc`. The three take turns, so that
//! whatever else the machine does meets them alike.

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

use gv::home::Home;
use gv::project::settings::{File, Trust};
use gv::system::{launcher, link};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// The most that the shim may add, as a multiple of what the wrapper adds.
const GOAL: f64 = 2.0;

/// The least share of a direct call that the wrapper has to add for a ratio to be told.
const VISIBLE: f64 = 0.05;

/// The most that a trusted go.env may add to the shim's cost, in milliseconds.
const SETTINGS_GOAL: f64 = 0.2;

/// Files a project has, and what `go` means there: each is one measurement.
const PLACES: [(&str, &[(&str, &str)]); 4] = [
    ("the default, no files", &[]),
    ("go.mod, ten folders up", &[("go.mod", "module m\n\ngo 1.20\n")]),
    ("a pin beside them", &[("go.mod", "module m\n\ngo 1.20\n"), (".go-version", "1\n")]),
    (
        "go.work, go.mod and a pin that tells nothing",
        &[("go.work", "go 1.20\n"), ("go.mod", "module m\n\ngo 1.20\n"), (".tool-versions", "node 20\n")],
    ),
];

fn main() {
    let setting = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let Some(goroot) = setting("GV_BENCH_GOROOT") else {
        println!("GV_BENCH_GOROOT is not set: nothing is measured");
        return;
    };
    let rounds = env::var("GV_BENCH_ROUNDS").map_or(400, |rounds| rounds.parse().unwrap());
    let shim = setting("GV_BENCH_SHIM").unwrap_or_else(|| env!("CARGO_BIN_EXE_gv-shim").into());
    let stage = Stage::new(&goroot, &shim);
    for (name, files) in PLACES {
        stage.report(name, files, rounds);
    }
    stage.report_settings(rounds);
}

struct Stage {
    dir: tempfile::TempDir,
    go: PathBuf,
    wrapper: PathBuf,
    shim: PathBuf,
}

impl Stage {
    fn new(goroot: &Path, shim: &Path) -> Self {
        let dir = tempfile::Builder::new().prefix("gv-bench-").tempdir().unwrap();
        let home = dir.path().join("home");
        let version = fs::read_to_string(goroot.join("VERSION")).unwrap();
        let toolchain = home.join("versions").join(version.lines().next().unwrap().trim());
        for folder in ["bin", "shims", "versions"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        link::replace(goroot, &toolchain).unwrap();
        link::replace(&toolchain, &home.join("current")).unwrap();
        launcher::copy(shim, &home.join("bin/gv-shim")).unwrap();
        launcher::link(&home.join("bin/gv-shim"), &home.join("shims/go")).unwrap();
        let go = goroot.join("bin/go");
        let wrapper = wrapper(dir.path(), &go);
        Self { go, wrapper, shim: home.join("shims/go"), dir }
    }

    fn report(&self, name: &str, files: &[(&str, &str)], rounds: usize) {
        let project = tempfile::tempdir_in(self.dir.path()).unwrap();
        let deep = project.path().join("a/b/c/d/e/f/g/h/i/j");
        fs::create_dir_all(&deep).unwrap();
        for (name, content) in files {
            fs::write(project.path().join(name), content).unwrap();
        }
        let programs = [&self.go, &self.wrapper, &self.shim];
        let mut times = [const { Vec::new() }; 3];
        // A round that does not count, for the caches.
        for round in 0..=rounds {
            for (program, times) in programs.iter().zip(&mut times) {
                let time = run(program, &deep);
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let [direct, wrapper, shim] = times.map(median);
        println!("{name}");
        println!(
            "  directly {direct:.3} ms, wrapper +{:.3} ms, shim +{:.3} ms",
            wrapper - direct,
            shim - direct
        );
        // On a busy machine whole scheduler ticks can hide what is measured; a ratio of noise would mean nothing.
        if wrapper - direct < direct * VISIBLE {
            println!("  no ratio: the wrapper's cost is lost in the noise; measure again");
        } else {
            println!("  ratio {:.2} (at most {GOAL:.1})", (shim - direct) / (wrapper - direct));
        }
    }
}

impl Stage {
    /// What a trusted go.env adds, against the same project without one.
    fn report_settings(&self, rounds: usize) {
        let projects = [(); 2].map(|()| tempfile::tempdir_in(self.dir.path()).unwrap());
        for project in &projects {
            fs::create_dir_all(project.path().join("a/b/c/d")).unwrap();
            fs::write(project.path().join("go.mod"), "module m\n\ngo 1.20\n").unwrap();
        }
        let path = projects[1].path().join("go.env");
        let values = "GOPROXY=https://goproxy.cn|https://goproxy.io|direct\nGOPRIVATE=*.corp.example\n";
        fs::write(&path, format!("# for everybody here\n{values}GOSUMDB=sum.golang.google.cn\n")).unwrap();
        let home = Home::at(self.dir.path().join("home"));
        Trust::of(&home).give(&File::read(&path).unwrap()).unwrap();
        let mut times = [const { Vec::new() }; 2];
        for round in 0..=rounds {
            for (project, times) in projects.iter().zip(&mut times) {
                let time = run(&self.shim, &project.path().join("a/b/c/d"));
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let [without, with] = times.map(median);
        println!("a trusted go.env, four folders up");
        println!("  +{:.3} ms (at most {SETTINGS_GOAL:.1})", with - without);
    }
}

/// The least that a program between the caller and go can do.
fn wrapper(folder: &Path, go: &Path) -> PathBuf {
    let (source, program) = (folder.join("wrapper.c"), folder.join("wrapper"));
    let text = format!(
        "#include <unistd.h>\nint main(int argc, char **argv) {{ execv({:?}, argv); return 127; }}\n",
        go.to_str().unwrap()
    );
    fs::write(&source, text).unwrap();
    let compiled = Command::new("cc").arg("-O2").arg("-o").args([&program, &source]).status().unwrap();
    assert!(compiled.success(), "cc failed");
    program
}

fn run(program: &Path, dir: &Path) -> Duration {
    let mut command = Command::new(program);
    command.arg("version").current_dir(dir).stdin(Stdio::null()).stdout(Stdio::null());
    for name in
        ["GV_HOME", "GV_VERSION", "GOROOT", "GOTOOLCHAIN", "GOWORK", "GOPROXY", "GOPRIVATE", "GOSUMDB"]
    {
        command.env_remove(name);
    }
    let start = Instant::now();
    let status = command.status().unwrap();
    let time = start.elapsed();
    assert!(status.success(), "{} ended with {status}", program.display());
    time
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
