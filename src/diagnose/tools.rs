//! Programs that Go calls: a C compiler for cgo, git for modules that no proxy has.

use super::{Check, Finding, Kind, Machine};
use crate::system::{platform, program};
use std::env::consts::EXE_SUFFIX;
use std::path::Path;

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// cgo is wanted, and its C compiler is not there.
    NoCompiler {
        /// The compiler.
        compiler: String,
        /// Who wants it.
        wanted: WantedBy,
    },
    /// git is not there.
    NoGit,
}

/// Who wants a C compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedBy {
    /// `CC` names it.
    Cc,
    /// `CGO_ENABLED=1`.
    CgoEnabled,
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::NoCompiler { .. } => Kind::error("compiler_missing"),
            Self::NoGit => Kind::warning("missing_vcs"),
        }
    }
}

/// `None` where cgo is off. Where nobody asks for cgo, Go uses it only if it finds a compiler, so that nothing is wrong
/// without one.
pub(super) fn check_compiler(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let cgo = machine.setting("CGO_ENABLED");
    let cgo = cgo.as_ref().map(|cgo| cgo.value.as_str());
    if cgo == Some("0") {
        return None;
    }
    // Go takes the first word for the program, the others for its flags; quotes are allowed around a word.
    let cc = machine.setting("CC");
    let named = cc.as_ref().and_then(|cc| first_word(&cc.value));
    let (compiler, wanted) = match (named, cgo) {
        (Some(named), _) => (named, WantedBy::Cc),
        (None, Some("1")) => (usual_compiler().to_owned(), WantedBy::CgoEnabled),
        (None, _) => return Some(Vec::new()),
    };
    if is_there(&compiler, machine) {
        return Some(Vec::new());
    }
    let target = if wanted == WantedBy::Cc { "CC" } else { "CGO_ENABLED" };
    let command = match wanted {
        WantedBy::Cc => cc.map(|cc| cc.removal(machine)),
        WantedBy::CgoEnabled => package_command(machine, Package::Compiler),
    };
    let mut finding = Finding::new(Check::Compiler, Problem::NoCompiler { compiler, wanted }, target);
    finding.command = command;
    Some(vec![finding])
}

pub(super) fn check_git(machine: &Machine<'_>) -> Vec<Finding> {
    if is_there("git", machine) {
        return Vec::new();
    }
    let mut finding = Finding::new(Check::Git, Problem::NoGit, "PATH");
    finding.command = package_command(machine, Package::Git);
    vec![finding]
}

fn first_word(text: &str) -> Option<String> {
    let text = text.trim_start();
    let word = match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split(quote).next()?,
        _ => text.split_whitespace().next()?,
    };
    (!word.is_empty()).then(|| word.to_owned())
}

/// The compiler that Go's releases look for where `CC` does not name one.
fn usual_compiler() -> &'static str {
    match platform::native().0 {
        "darwin" | "freebsd" | "openbsd" => "clang",
        _ => "gcc",
    }
}

fn is_there(name: &str, machine: &Machine<'_>) -> bool {
    let path = Path::new(name);
    if path.components().count() > 1 {
        let file = machine.env.cwd().join(path);
        return program::is_program(&file) || program::is_program(&with_suffix(&file));
    }
    on_path(name, machine)
}

fn on_path(name: &str, machine: &Machine<'_>) -> bool {
    machine.env.path_dirs().iter().any(|dir| {
        let file = dir.join(name);
        program::is_program(&with_suffix(&file)) || program::is_program(&file)
    })
}

fn with_suffix(file: &Path) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(EXE_SUFFIX);
    name.into()
}

#[derive(Clone, Copy)]
enum Package {
    Compiler,
    Git,
}

/// How this machine installs a package: by the first package manager that PATH has.
fn package_command(machine: &Machine<'_>, package: Package) -> Option<String> {
    let managers = [
        ("apt-get", "sudo apt-get install gcc libc6-dev", "sudo apt-get install git"),
        ("dnf", "sudo dnf install gcc", "sudo dnf install git"),
        ("apk", "sudo apk add gcc musl-dev", "sudo apk add git"),
        ("pacman", "sudo pacman -S gcc", "sudo pacman -S git"),
        ("zypper", "sudo zypper install gcc", "sudo zypper install git"),
        ("xcode-select", "xcode-select --install", "xcode-select --install"),
        ("winget", "winget install BrechtSanders.WinLibs.POSIX.UCRT", "winget install Git.Git"),
        ("scoop", "scoop install gcc", "scoop install git"),
        ("choco", "choco install mingw", "choco install git"),
        ("pkg", "pkg install gcc", "pkg install git"),
    ];
    let (_, compiler, git) = managers.into_iter().find(|(name, ..)| on_path(name, machine))?;
    Some(match package {
        Package::Compiler => compiler.to_owned(),
        Package::Git => git.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_is_the_first_word_quoted_or_not() {
        for (text, word) in [
            ("gcc", Some("gcc")),
            ("  ccache gcc -m32", Some("ccache")),
            ("\"/opt/my cc\" -m32", Some("/opt/my cc")),
            ("'a b'", Some("a b")),
            ("\"\"", None),
            (" ", None),
        ] {
            assert_eq!(first_word(text).as_deref(), word, "{text:?}");
        }
    }
}
