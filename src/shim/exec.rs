//! One command under one toolchain.

use super::relay::{Handed, reads_lists};
use super::{Error, environment, exit_code};
use crate::env::Env;
use crate::project::settings::{self, File};
use crate::store::Toolchain;
use crate::system::process;
use std::env::consts::EXE_SUFFIX;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One command under a toolchain: `gv exec`.
#[derive(Debug, Clone, Copy)]
pub struct Exec<'a> {
    /// The toolchain that comes first on PATH; `None` puts gv's shims behind all else.
    pub toolchain: Option<&'a Toolchain>,
    /// gv's shims. Behind a toolchain they stay on PATH: Go looks there for the launcher of a version it switches to.
    pub shims: &'a Path,
    /// The program and its arguments.
    pub command: &'a [OsString],
    /// With a bare environment.
    pub clean: bool,
    /// The project's go.env, where it is trusted. A bare environment goes without.
    pub settings: Option<&'a File>,
    /// The relay, where it is on.
    pub relay: &'a Handed,
}

/// What a bare environment keeps: who and where the user is, how to reach the network, and what Windows cannot
/// start a program without. Nothing that changes what Go builds.
const KEPT: [&str; 27] = [
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "TERM",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "TMP",
    "TEMP",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "USERPROFILE",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "APPDATA",
    "LOCALAPPDATA",
];

/// Runs a command in the place of this process, with the toolchain's own folder first on PATH.
pub fn exec(exec: &Exec<'_>, env: &Env) -> Result<u8, Error> {
    let Some((name, args)) = exec.command.split_first() else { return Ok(0) };
    let mut path: Vec<PathBuf> =
        exec.toolchain.map(|toolchain| toolchain.path.join("bin")).into_iter().collect();
    let others = env.path_dirs().into_iter().filter(|dir| exec.toolchain.is_some() || dir != exec.shims);
    path.extend(others);
    // Behind all else they are launchers only, for the version that a `go` switches to.
    let is_there = exec.toolchain.is_some() && path.iter().any(|dir| dir == exec.shims);
    if !is_there && find(OsStr::new("go"), &path, env).is_some() {
        path.push(exec.shims.to_owned());
    }
    let program = find(name, &path, env).unwrap_or_else(|| PathBuf::from(name));
    let mut command = Command::new(&program);
    command.args(args);
    if exec.clean {
        // One by one: a command that replaces this process does not tell that all are to go.
        for name in env.names().filter(|name| !KEPT.iter().any(|kept| *name == *kept)) {
            command.env_remove(name);
        }
    }
    if !exec.clean && env.flag("GV_OFFLINE") {
        command.env("GV_OFFLINE", "1");
    }
    // An entry that holds the separator cannot have come from PATH.
    if let Ok(path) = std::env::join_paths(&path) {
        command.env("PATH", path);
    }
    let trusted = exec.settings.filter(|_| !exec.clean);
    // What a hook of the shell has set for a project is not kept in a bare environment, and so needs not go.
    let cleaned = Env::default();
    let seen = if exec.clean { &cleaned } else { env };
    let own = match exec.toolchain {
        Some(toolchain) => environment::of_toolchain(toolchain, true, trusted, seen),
        None => settings::in_force(trusted, true, seen),
    };
    environment::apply(&own, &mut command);
    let changes = if exec.clean || !reads_lists(exec.toolchain.map(|it| it.version.clone())) {
        exec.relay.changes.clone()
    } else {
        exec.relay.with_modules(exec.toolchain.map(|it| it.path.as_path()), &own, env)
    };
    environment::apply(&changes, &mut command);
    if let Some(toolchain) = exec.toolchain {
        command.env("GV_VERSION", toolchain.version.to_string());
    }
    match process::replace(&mut command) {
        Ok(code) => Ok(exit_code(code)),
        Err(source) => Err(Error::start(program, source)),
    }
}

/// A bare name is looked up on the PATH that the command will have, not on this process's.
fn find(name: &OsStr, path: &[PathBuf], env: &Env) -> Option<PathBuf> {
    let named = Path::new(name);
    if named.components().count() != 1 || named.is_absolute() {
        return Some(env.cwd().join(named));
    }
    let suffixes = ["", EXE_SUFFIX];
    let candidates = path.iter().flat_map(|dir| {
        suffixes.iter().map(move |suffix| {
            let mut file = named.as_os_str().to_owned();
            file.push(suffix);
            dir.join(file)
        })
    });
    candidates.into_iter().find(|candidate| crate::system::program::is_program(candidate))
}
