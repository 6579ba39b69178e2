//! `gv-shim`: stands on PATH as `go`, `gofmt` and `go1.X.Y`, chooses a toolchain and becomes it. Whatever it cannot
//! settle by itself (a missing version, a file that cannot be read) it leaves to `gv __run`, which has the words,
//! the settings and the network.

use gv::env::Env;
use gv::home::Home;
use gv::shim::{self, Choice, Error, Invocation};
use gv::store::Store;
use gv::system::process;
use std::env::{self, consts::EXE_SUFFIX};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let env = Env::from_process();
    let mut args = env::args_os();
    let name = args.next().unwrap_or_default();
    let args: Vec<OsString> = args.collect();
    match start(&name, &args, &env) {
        Ok(code) => ExitCode::from(code),
        Err(error) => hand_over(&name, &args, &env).map_or_else(|| alone(&error), ExitCode::from),
    }
}

/// Chooses and starts; comes back with an error, or where the system cannot replace a process.
fn start(name: &OsStr, args: &[OsString], env: &Env) -> Result<u8, Error> {
    let invocation = Invocation::read(name, args, env)?;
    let store = Store::of(&Home::locate(env)?);
    shim::launch(&choice(&invocation, env, &store)?, invocation.tool, args, env)
}

fn choice(invocation: &Invocation, env: &Env, store: &Store) -> Result<Choice, Error> {
    match &invocation.version {
        Some(version) => Ok(Choice::exactly(version, store)),
        None => shim::choose(&invocation.dir, env, store),
    }
}

/// `gv` chooses again and tells, or installs, what is missing.
fn hand_over(name: &OsStr, args: &[OsString], env: &Env) -> Option<u8> {
    let gv = gv(env)?;
    let mut command = Command::new(gv);
    command.arg("__run").arg(name).arg("--").args(args);
    let code = process::replace(&mut command).ok()?;
    u8::try_from(code & 0xff).ok()
}

/// The gv of this home, or the one beside this program.
fn gv(env: &Env) -> Option<PathBuf> {
    let name = format!("gv{EXE_SUFFIX}");
    let home = Home::locate(env).ok().map(|home| home.bin().join(&name));
    let beside = env.exe().map(|exe| exe.with_file_name(&name));
    let on_path = env.path_dirs().into_iter().map(|dir| dir.join(&name));
    home.into_iter().chain(beside).chain(on_path).find(|gv| gv.is_file())
}

/// There is no gv to tell it better.
#[expect(clippy::print_stderr, reason = "the one line of a program that has no ui")]
fn alone(error: &Error) -> ExitCode {
    eprintln!("gv-shim: {error}\n  try / 可尝试: gv setup");
    ExitCode::from(1)
}
