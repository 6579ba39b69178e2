//! Starting what was chosen, with the environment it needs.

use super::{Choice, Error, Wanted};
use crate::env::Env;
use crate::store::Toolchain;
use crate::system::process;
use crate::version::Version;
use std::env::consts::EXE_SUFFIX;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Counts how often the shim led to a Go on PATH; one that leads back is stopped. Go's own switching goes through
/// launchers and never through this.
const DEPTH: &str = "GV_SHIM_DEPTH";
const DEEPEST: u32 = 8;

/// The first version that finds its GOROOT by itself, wherever it lies.
const FINDS_ITS_ROOT: (u64, u64) = (1, 10);

/// Starts a tool of what was chosen in the place of this process. Comes back only where the system cannot replace
/// a process, with the exit code.
pub fn launch(choice: &Choice, tool: &str, args: &[OsString], env: &Env) -> Result<u8, Error> {
    let (program, mut command) = match &choice.wanted {
        Wanted::Toolchain(toolchain) => {
            let program = toolchain.tool(tool);
            let mut command = Command::new(&program);
            set_root(&mut command, toolchain);
            if choice.floor_above(&toolchain.version).is_some() {
                stay(&mut command, env);
            }
            (program, command)
        }
        Wanted::System(go) => {
            let program = go.with_file_name(format!("{tool}{EXE_SUFFIX}"));
            let depth = env.text(DEPTH).and_then(|depth| depth.parse().ok()).unwrap_or(0_u32);
            if depth >= DEEPEST {
                return Err(Error::Loop { program });
            }
            let mut command = Command::new(&program);
            command.env(DEPTH, (depth + 1).to_string());
            (program, command)
        }
        Wanted::Missing(spec) => return Err(Error::NotThere { spec: spec.clone() }),
        Wanted::Nothing => return Err(Error::Nothing),
    };
    command.args(args);
    start(program, &mut command)
}

/// One command under a toolchain: `gv exec`.
#[derive(Debug, Clone, Copy)]
pub struct Exec<'a> {
    /// The toolchain that comes first on PATH; `None` leaves PATH without gv's shims.
    pub toolchain: Option<&'a Toolchain>,
    /// gv's shims, which the toolchain stands in for.
    pub shims: &'a Path,
    /// The program and its arguments.
    pub command: &'a [OsString],
    /// With a bare environment.
    pub clean: bool,
    /// Whether the directory's floor is above the toolchain, so that `go` would switch away from it.
    pub below_floor: bool,
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
    let others = env.path_dirs().into_iter().filter(|dir| dir != exec.shims);
    path.extend(others);
    let program = find(name, &path, env).unwrap_or_else(|| PathBuf::from(name));
    let mut command = Command::new(&program);
    command.args(args);
    if exec.clean {
        command.env_clear();
        command.envs(KEPT.iter().filter_map(|name| env.get(name).map(|value| (name, value))));
    }
    // An entry that holds the separator cannot have come from PATH.
    if let Ok(path) = std::env::join_paths(&path) {
        command.env("PATH", path);
    }
    if let Some(toolchain) = exec.toolchain {
        set_root(&mut command, toolchain);
        command.env("GV_VERSION", toolchain.version.to_string());
    }
    if exec.below_floor {
        stay(&mut command, env);
    }
    start(program, &mut command)
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

/// A GOROOT that was exported for another Go breaks this one (it would compile with the other's library), so it goes;
/// the oldest versions need their own.
fn set_root(command: &mut Command, toolchain: &Toolchain) {
    if finds_its_root(&toolchain.version) {
        command.env_remove("GOROOT");
    } else {
        command.env("GOROOT", &toolchain.path);
    }
}

fn finds_its_root(version: &Version) -> bool {
    (version.major(), version.minor()) >= FINDS_ITS_ROOT
}

/// An explicit version wins, as written: `go` must not switch to the floor by itself, unless the user says how.
fn stay(command: &mut Command, env: &Env) {
    if env.get("GOTOOLCHAIN").is_none() {
        command.env("GOTOOLCHAIN", "local");
    }
}

fn start(program: PathBuf, command: &mut Command) -> Result<u8, Error> {
    match process::replace(command) {
        Ok(code) => Ok(u8::try_from(code & 0xff).unwrap_or(1)),
        Err(source) => Err(Error::Start { program, source }),
    }
}
