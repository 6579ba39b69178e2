//! The `go` of the tests' fake toolchains where a script will not do. What it is stands behind its own end.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> io::Result<ExitCode> {
    let exe = env::current_exe()?;
    let bytes = fs::read(&exe)?;
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(200)..]).into_owned();
    let label = tail.rsplit("\nfake-go ").next().unwrap_or_default();
    let words: Vec<&str> = label.split_whitespace().collect();
    let [name, version, platform] = words[..] else { return Ok(ExitCode::from(125)) };
    let args: Vec<String> = env::args().skip(1).collect();
    let variable = |name| env::var(name).unwrap_or_default();
    let own_root = || exe.parent().and_then(|bin| bin.parent()).map(PathBuf::from).unwrap_or_default();
    let mut out = io::stdout().lock();
    match (name, args.join(" ").as_str()) {
        ("go", "version") => writeln!(out, "go version go{version} {platform}")?,
        ("go", "env GOVERSION") => writeln!(out, "go{version}")?,
        ("go", "env GOROOT") => {
            let root = env::var_os("GOROOT").map_or_else(own_root, PathBuf::from);
            writeln!(out, "{}", root.display())?;
        }
        ("go", line) if line.starts_with("env ") => writeln!(out, "{}", variable(&line[4..]))?,
        ("go", line) if line.starts_with("exit ") => {
            return Ok(ExitCode::from(line[5..].parse().unwrap_or(125)));
        }
        _ => {
            writeln!(out, "{name}={version}\nGOROOT={}", variable("GOROOT"))?;
            writeln!(out, "GOTOOLCHAIN={}\ncwd={}", variable("GOTOOLCHAIN"), env::current_dir()?.display())?;
            for arg in args {
                writeln!(out, "arg={arg}")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
