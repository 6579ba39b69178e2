//! `gv-shim`: stands on PATH as `go`, `gofmt` and `go1.X.Y`, chooses a toolchain and becomes it. Whatever it cannot
//! settle by itself (a missing version, a file that cannot be read) it leaves to `gv __run`, which has the words,
//! the settings and the network.

use gv::env::Env;
use gv::home::Home;
use gv::project::settings::{Settings, is_shown_to_somebody};
use gv::shim::{self, Call, Error, Invocation};
use gv::store::Store;
use gv::system::process;
use gv::ui::{Explain, Lang, Report, Ui};
use std::env::{self, consts::EXE_SUFFIX};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

fn main() {
    let env = Env::from_process();
    let mut args = env::args_os();
    let name = Invocation::name(&args.next().unwrap_or_default(), &env);
    let args: Vec<OsString> = args.collect();
    let code = match start(&name, &args, &env) {
        Ok(code) => code,
        Err(error) => hand_over(&name, &args, &env, &[]).unwrap_or_else(|| alone(&error, &env)),
    };
    // An exit code of Windows does not fit into `ExitCode`.
    std::process::exit(code)
}

/// Chooses and starts; comes back with an error, or where the system cannot replace a process.
fn start(name: &OsStr, args: &[OsString], env: &Env) -> Result<i32, Error> {
    let invocation = Invocation::read(name, args, env)?;
    let home = Home::locate(env)?;
    shim::proxy::hand_to_go_from(&home, env);
    let store = Store::of(&home);
    let call = Call::read(&invocation, env, &store)?;
    // What is not obeyed is told once, and gv has the words. Where there is no gv, it is not told.
    let untold = call.settings.as_ref().is_some_and(|settings| is_untold(settings, env, &store));
    if untold && let Some(code) = hand_over(name, args, env, &["--notice"]) {
        return Ok(code);
    }
    shim::launch(&call, args, env)
}

/// Whether there is a go.env that is not obeyed, and somebody to hear of it who has not yet. From here on they have.
fn is_untold(settings: &Settings, env: &Env, store: &Store) -> bool {
    settings.is_ignored() && is_shown_to_somebody(env) && settings.tell_once(store.home())
}

/// `gv` chooses again and tells, or installs, what is missing.
fn hand_over(name: &OsStr, args: &[OsString], env: &Env, flags: &[&str]) -> Option<i32> {
    let mut command = Command::new(gv(env)?);
    command.arg("__run").args(flags).arg(name).arg("--").args(args);
    process::replace(&mut command).ok()
}

/// The gv of this home, or beside this program, or on PATH. On PATH a viewer of documents has that name too, so it
/// has to have its shim beside it.
fn gv(env: &Env) -> Option<PathBuf> {
    let name = format!("gv{EXE_SUFFIX}");
    let home = Home::locate(env).ok().map(|home| home.bin().join(&name));
    let beside = env.exe().map(|exe| exe.with_file_name(&name));
    let has_shim = |gv: &PathBuf| gv.with_file_name(format!("gv-shim{EXE_SUFFIX}")).is_file();
    let on_path = env.path_dirs().into_iter().map(|dir| dir.join(&name)).filter(has_shim);
    home.into_iter().chain(beside).chain(on_path).find(|gv| gv.is_file())
}

/// There is no gv to tell it better.
fn alone(error: &Error, env: &Env) -> i32 {
    let lang = Lang::detect(env, None);
    let report = Report::of(error as &dyn Explain, lang);
    Ui::new(env, lang, false).error(&report);
    report.code.into()
}
