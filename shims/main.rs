//! `gv-shim`: stands on PATH as `go`, `gofmt` and `go1.X.Y`, chooses a toolchain and becomes it. Whatever it cannot
//! settle by itself (a missing version, a file that cannot be read) it leaves to `gv __run`, which has the words,
//! the settings and the network.

use gv::advisories::Permit;
use gv::config::{Config, variables};
use gv::env::Env;
use gv::home::Home;
use gv::project::settings::{Settings, is_shown_to_somebody};
use gv::shim::relay::Handed;
use gv::shim::{self, Call, Error, Invocation, Launcher};
use gv::store::Store;
use gv::system::process;
use gv::ui::{Explain, Report, Ui, language};
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
    if invocation.is_choosing()
        && shim::plus(args).is_some()
        && let Some(code) = hand_over(name, args, env, &[])
    {
        return Ok(code);
    }
    let home = Home::locate(env)?;
    shim::proxy::hand_to_go_from(&home, env);
    let config = Config::load_for_go(&home, env)?;
    let home = home.beside(&config.shared);
    let store = Store::of(&home);
    let call = Call::read(&invocation, env, &store)?;
    Permit::new(&config, env, &home).choice(&call.choice)?;
    // What is not obeyed is told once, and gv has the words. Where there is no gv, it is not told.
    let untold = call.settings.as_ref().is_some_and(|settings| is_untold(settings, env, &store));
    if untold && let Some(code) = hand_over(name, args, env, &["--notice"]) {
        return Ok(code);
    }
    // gv makes the launcher that `go` looks for.
    if call.choice.way == Launcher::Nowhere
        && let Some(code) = hand_over(name, args, env, &[])
    {
        return Ok(code);
    }
    tell_of_variables(env);
    tell_choice(&call, env);
    if call.tool == "go" && !call.switched {
        shim::renew_editor(&call.choice, env, &store);
    }
    // gofmt asks nobody, and a `go` that another one has switched to has inherited the relay.
    let asks = call.tool == "go" && !call.switched;
    let relay = if asks { shim::relay::hand_to_go(&home, env) } else { Handed::default() };
    if relay.is_missing && is_shown_to_somebody(env) {
        let lang = language::detect(env, None);
        Ui::new(env, lang, false).within_another_command().warn(&shim::relay::missing(lang));
    }
    shim::launch(&call, args, env, &relay)
}

/// Says what was chosen and why, where `GV_LOG` asks for it.
fn tell_choice(call: &Call, env: &Env) {
    if env.flag("GV_LOG") {
        let ui = Ui::new(env, language::detect(env, None), false).within_another_command();
        ui.say(&call.choice.summary());
    }
}

/// A variable of gv's that cannot be read changes nothing here, and is told to who may be reading.
fn tell_of_variables(env: &Env) {
    if let Err(error) = variables::check(env)
        && is_shown_to_somebody(env)
    {
        let lang = language::detect(env, None);
        Ui::new(env, lang, false).within_another_command().warn(&Report::of(&error, lang).message);
    }
}

/// Whether there is a go.env that is not obeyed, and somebody to hear of it who has not yet. From here on they have.
fn is_untold(settings: &Settings, env: &Env, store: &Store) -> bool {
    settings.is_ignored() && is_shown_to_somebody(env) && settings.tell_once(store.home())
}

/// `gv` chooses again and tells, or installs, what is missing.
fn hand_over(name: &OsStr, args: &[OsString], env: &Env, flags: &[&str]) -> Option<i32> {
    let mut command = Command::new(gv(env)?);
    // The name may begin with a dash, as that of a login shell does.
    command.arg("__run").args(flags).arg("--").arg(name).args(args);
    process::replace(&mut command).ok()
}

/// The gv of this home, or beside this program, or on PATH. On PATH a viewer of documents has that name too, so it
/// has to have its shim beside it.
fn gv(env: &Env) -> Option<PathBuf> {
    let name = format!("gv{EXE_SUFFIX}");
    let home = Home::locate(env).ok().map(|home| home.bin().join(&name));
    let beside = env.exe().map(|exe| exe.with_file_name(&name));
    let has_shim = |gv: &PathBuf| gv.with_file_name(format!("gv-shim{EXE_SUFFIX}")).is_file();
    // A relative entry of PATH means the directory one happens to be in, which may be a stranger's checkout.
    let dirs = env.path_dirs().into_iter().filter(|dir| dir.is_absolute());
    let on_path = dirs.map(|dir| dir.join(&name)).filter(has_shim);
    home.into_iter().chain(beside).chain(on_path).find(|gv| gv.is_file())
}

/// There is no gv to tell it better.
fn alone(error: &Error, env: &Env) -> i32 {
    let lang = language::detect(env, None);
    let report = Report::of(error as &dyn Explain, lang);
    Ui::new(env, lang, false).within_another_command().error(&report);
    report.code.into()
}
