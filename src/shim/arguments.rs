//! `go -C DIR`: the directory that the go command changes to before it chooses a toolchain.

use crate::version::Spec;
use std::ffi::{OsStr, OsString};

/// The directory of a leading `-C`, found where `cmd/go` looks for it: as the first flag, after at most the words of
/// a command (`handleChdirFlag` in the sources of Go).
pub fn chdir(args: &[OsString]) -> Option<&OsStr> {
    let flag = args.get(command_words(args))?;
    if flag == "-C" || flag == "--C" {
        return args.get(command_words(args) + 1).map(OsString::as_os_str);
    }
    let text = flag.to_str()?;
    text.strip_prefix("--C=").or_else(|| text.strip_prefix("-C=")).map(OsStr::new)
}

/// How many words name the command: `build` is one, `mod tidy` two.
fn command_words(args: &[OsString]) -> usize {
    let word = |at: usize| args.get(at).and_then(|arg| arg.to_str()).filter(|arg| !arg.starts_with('-'));
    match (word(0), word(1)) {
        (None, _) => 0,
        (Some("mod" | "work"), Some(_)) => 2,
        (Some(_), _) => 1,
    }
}

/// Whether `go` answers these arguments without looking for another toolchain: what GOTOOLCHAIN is, a change of it, and
/// where go.mod and go.work are (the special cases of `toolchain.Select`, by the exact number of words).
pub fn stays(args: &[OsString]) -> bool {
    let words: Vec<_> = args.iter().map(|arg| arg.to_str().unwrap_or_default()).collect();
    match words[..] {
        ["env", "GOTOOLCHAIN" | "GOMOD" | "GOWORK"] => true,
        ["env", "-w", setting] => setting.starts_with("GOTOOLCHAIN="),
        _ => false,
    }
}

/// The version of `go +1.22 build`, and the arguments behind it. `go` itself knows no command that begins so.
pub fn plus(args: &[OsString]) -> Option<(Spec, &[OsString])> {
    let (first, rest) = args.split_first()?;
    let spec = first.to_str()?.strip_prefix('+')?.parse().ok()?;
    Some((spec, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dir(line: &str) -> Option<String> {
        let args: Vec<OsString> = line.split(' ').map(Into::into).collect();
        chdir(&args).map(|dir| dir.to_string_lossy().into_owned())
    }

    #[test]
    fn only_the_first_flag_counts() {
        for line in [
            "-C a build",
            "build -C a",
            "build --C a ./...",
            "mod tidy -C=a",
            "-C=a version",
            "work use --C=a",
            "mod -C a tidy",
        ] {
            assert_eq!(dir(line).as_deref(), Some("a"), "{line}");
        }
        for line in [
            "build -v -C a",
            "run main.go -C a",
            "build -C",
            "version",
            "-v -C a",
            "build -CC a",
            "test x -C=a",
            "telemetry on -C a",
            "mod",
        ] {
            assert_eq!(dir(line), None, "{line}");
        }
    }
}
