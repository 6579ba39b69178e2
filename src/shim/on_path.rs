//! The Go that PATH already has, behind gv's own shims.

use crate::env::Env;
use crate::home::Home;
use crate::system::program::{is_program, same_file};
use std::path::{Path, PathBuf};

/// The first `go` on PATH that is not gv's: neither in its shims folder nor another name of gv-shim. The aliases of
/// `WindowsApps` are no programs.
pub fn system_go(env: &Env, home: &Home) -> Option<PathBuf> {
    let shims = home.shims();
    let dirs = env.path_dirs().into_iter().filter(|dir| dir.is_absolute() && !same_file(dir, &shims));
    let name = format!("go{}", std::env::consts::EXE_SUFFIX);
    dirs.map(|dir| dir.join(&name)).find(|go| is_program(go) && !is_gv_shim(go, env, home))
}

fn is_gv_shim(go: &Path, env: &Env, home: &Home) -> bool {
    let shim = home.bin().join(format!("gv-shim{}", std::env::consts::EXE_SUFFIX));
    same_file(go, &shim) || env.exe().is_some_and(|exe| same_file(go, exe))
}
