//! The `go` of the tests' fake toolchains where a script will not do. What it is stands behind its own end.

mod interrupts;

use std::ffi::OsString;
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
    let raw: Vec<OsString> = env::args_os().skip(1).collect();
    if raw.first().is_some_and(|first| first == "utf16") {
        return units(&raw[1..]);
    }
    if let [word, event] = &raw[..]
        && word == "press"
    {
        return interrupts::press(&event.to_string_lossy());
    }
    let args: Vec<String> = raw.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
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
        ("go", "variables") => {
            for (name, value) in env::vars_os() {
                writeln!(out, "{}={}", name.to_string_lossy(), value.to_string_lossy())?;
            }
        }
        ("go", "wait") => {
            writeln!(out, "waiting")?;
            let mut line = String::new();
            io::stdin().read_line(&mut line)?;
            writeln!(out, "read {} bytes", line.len())?;
            return Ok(ExitCode::from(line.trim().parse().unwrap_or(125)));
        }
        ("go", line) if line.starts_with("exit32 ") => {
            out.flush()?;
            std::process::exit(line[7..].parse().unwrap_or(125));
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

/// The arguments, a line each, as the hexadecimal digits of their units.
#[cfg(windows)]
fn units(args: &[OsString]) -> io::Result<ExitCode> {
    use std::os::windows::ffi::OsStrExt;
    let mut out = io::stdout().lock();
    for arg in args {
        for unit in arg.encode_wide() {
            write!(out, "{unit:04x}")?;
        }
        writeln!(out)?;
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(unix)]
fn units(_: &[OsString]) -> io::Result<ExitCode> {
    Err(io::ErrorKind::Unsupported.into())
}
