//! Programs that Go calls: a C compiler for cgo, git for modules that no proxy has.

use super::{Finding, Machine};
use crate::lang::say;
use crate::system::{platform, program};
use std::env::consts::EXE_SUFFIX;
use std::path::Path;

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
    let named = cc.as_ref().and_then(|cc| Some((cc, first_word(&cc.value)?)));
    let (compiler, target, wanted, command) = match named {
        Some((cc, compiler)) => {
            let wanted = format!("CC={compiler}");
            (compiler, "CC", wanted, Some(cc.removal(machine)))
        }
        None if cgo == Some("1") => {
            let command = package_command(machine, Package::Compiler);
            (usual_compiler().to_owned(), "CGO_ENABLED", "CGO_ENABLED=1".to_owned(), command)
        }
        None => return Some(Vec::new()),
    };
    if is_there(&compiler, machine) {
        return Some(Vec::new());
    }
    let summary = say!(
        machine.lang,
        "cgo is enabled, but there is no C compiler {compiler}",
        "要使用 cgo，但找不到 C 编译器 {compiler}"
    );
    let finding = Finding::error("compiler_missing", target, summary).seen(wanted).fixed_by(say!(
        machine.lang,
        "install it, or build without cgo: CGO_ENABLED=0",
        "请安装它，或不使用 cgo：CGO_ENABLED=0"
    ));
    Some(vec![Finding { command, ..finding }])
}

pub(super) fn check_git(machine: &Machine<'_>) -> Vec<Finding> {
    if is_there("git", machine) {
        return Vec::new();
    }
    let summary = say!(
        machine.lang,
        "git is not on PATH; go needs it for modules that no proxy has",
        "PATH 上没有 git，go 需要它获取代理上没有的模块"
    );
    let finding = Finding::warning("missing_vcs", "PATH", summary).fixed_by(say!(
        machine.lang,
        "install git",
        "请安装 git"
    ));
    vec![Finding { command: package_command(machine, Package::Git), ..finding }]
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
