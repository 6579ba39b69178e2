//! The Go that PATH already has, behind gv's own shims.

use crate::env::Env;
use crate::home::Home;
use crate::system::program::{is_program, same_file};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

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

fn is_gvs(go: &Path, env: &Env, home: &Home) -> bool {
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
