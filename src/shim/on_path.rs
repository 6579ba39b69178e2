//! The Go that PATH already has, behind gv's own shims.

use super::depth::{DEEPEST, DEPTH};
use crate::env::Env;
use crate::hidden::is_hidden;
use crate::home::Home;
use crate::system::file;
use crate::system::process;
use crate::system::program::{is_program, same_file};
use crate::version::Version;
use std::env::consts::EXE_SUFFIX;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The first `go` on PATH that is not gv's: neither a shim, of this home or of another, nor a toolchain of the store.
/// The aliases of `WindowsApps` are no programs.
pub fn system_go(env: &Env, home: &Home) -> Option<PathBuf> {
    let shims = home.shims();
    let dirs = env.path_dirs().into_iter().filter(|dir| dir.is_absolute() && !same_file(dir, &shims));
    let name = format!("go{EXE_SUFFIX}");
    dirs.map(|dir| dir.join(&name)).find(|go| is_program(go) && !is_gvs(go, env, home))
}

/// A program of the Go found by [`system_go`]: in the same folder, or, where that is one of links such as `/usr/bin`,
/// where its `go` really lies.
pub fn system_tool(go: &Path, tool: &str) -> PathBuf {
    let name = format!("{tool}{EXE_SUFFIX}");
    let beside = go.with_file_name(&name);
    let real = || Some(go.canonicalize().ok()?.with_file_name(&name)).filter(|tool| is_program(tool));
    if is_program(&beside) { beside } else { real().unwrap_or(beside) }
}

/// The program of this name that `go` would find on PATH, gv's own launcher or another.
pub(super) fn find(name: &str, env: &Env) -> Option<PathBuf> {
    let name = format!("{name}{EXE_SUFFIX}");
    let dirs = env.path_dirs().into_iter().filter(|dir| dir.is_absolute());
    dirs.map(|dir| dir.join(&name)).find(|program| is_program(program))
}

/// The version of a Go that is not gv's, by the VERSION file of its GOROOT, else by what it says itself.
pub fn version_of(go: &Path) -> Option<Version> {
    let line = match version_of_root(&root_of(go)?) {
        Some(line) => line,
        None => said_by(go)?,
    };
    let name = line.split_whitespace().find(|word| word.starts_with("go1"))?;
    Version::from_toolchain_name(name).ok()
}

/// What `go version` prints. It is not to switch, and one that is a script must not come back to the shim.
fn said_by(go: &Path) -> Option<String> {
    let mut command = Command::new(go);
    command.arg("version").current_dir(go.parent()?);
    command.env("GOTOOLCHAIN", "local").env(DEPTH, DEEPEST.to_string());
    String::from_utf8(process::output_within(&mut command, PATIENCE)?).ok()
}

/// It takes some milliseconds. What takes longer is not a Go, or waits for something.
const PATIENCE: Duration = Duration::from_secs(2);

/// The GOROOT of a `go` program, links followed.
pub fn root_of(go: &Path) -> Option<PathBuf> {
    Some(go.canonicalize().ok()?.parent()?.parent()?.to_owned())
}

/// The first line of a GOROOT's VERSION: `go1.22.3`.
pub fn version_of_root(root: &Path) -> Option<String> {
    let mut text = String::new();
    file::open_regular(&root.join("VERSION")).ok()?.take(256).read_to_string(&mut text).ok()?;
    let line = text.lines().next().unwrap_or_default().trim();
    let plausible = line.len() <= 64 && !line.contains(is_hidden);
    (plausible && (line.starts_with("go1") || line.starts_with("devel "))).then(|| line.to_owned())
}

pub(super) fn is_gvs(go: &Path, env: &Env, home: &Home) -> bool {
    let Ok(real) = go.canonicalize() else { return false };
    // Links lead to the shim; copies have it in the folder beside theirs; a hard link may lie anywhere.
    let shim = format!("gv-shim{EXE_SUFFIX}");
    let beside = go.parent().and_then(Path::parent).map(|root| root.join("bin").join(&shim));
    real.file_name().is_some_and(|name| *name == *shim)
        || beside.is_some_and(|shim| shim.is_file())
        || same_file(go, &home.bin().join(&shim))
        || env.exe().is_some_and(|exe| same_file(go, exe))
        || home.versions().canonicalize().is_ok_and(|versions| real.starts_with(versions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::launcher;
    use std::fs;

    /// A file that the system takes for a program.
    fn place(path: &Path) {
        let plain = tempfile::NamedTempFile::new().unwrap();
        fs::write(&plain, "x").unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        launcher::copy(plain.path(), path).unwrap();
    }

    fn found(root: &Path, dirs: &[&str]) -> Option<PathBuf> {
        let path = std::env::join_paths(dirs.iter().map(|dir| root.join(dir))).unwrap();
        let env = Env::from_vars([("PATH".into(), path)]);
        system_go(&env, &Home::at(root.join("home")))
    }

    #[test]
    fn nothing_of_gvs_is_the_system_go() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(format!("{path}{EXE_SUFFIX}"));
        for path in ["home/bin/gv-shim", "home/shims/go", "other/bin/gv-shim", "other/shims/go", "usr/bin/go"]
        {
            place(&at(path));
        }
        place(&at("home/versions/go1.22.3/bin/go"));
        fs::create_dir_all(dir.path().join("empty/go")).unwrap();
        let gvs =
            ["home/shims", "home/./shims", "other/shims", "home/versions/go1.22.3/bin", "empty", "absent"];
        assert_eq!(found(dir.path(), &gvs), None);
        assert_eq!(found(dir.path(), &[&gvs[..], &["usr/bin"]].concat()), Some(at("usr/bin/go")));
    }

    #[test]
    fn a_tool_is_found_behind_a_folder_of_links() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(format!("{path}{EXE_SUFFIX}"));
        place(&at("lib/go"));
        place(&at("lib/gofmt"));
        fs::create_dir(dir.path().join("bin")).unwrap();
        launcher::link(&at("lib/go"), &at("bin/go")).unwrap();
        assert_eq!(system_tool(&at("bin/go"), "go"), at("bin/go"));
        assert_eq!(system_tool(&at("bin/go"), "absent"), at("bin/absent"));
        // Where links are hard ones there is nowhere to follow them to.
        if at("bin/go").is_symlink() {
            assert!(same_file(&system_tool(&at("bin/go"), "gofmt"), &at("lib/gofmt")));
        }
    }
}
