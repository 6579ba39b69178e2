//! `gv exec SPEC -- CMD…`

use super::args::{Offered, VALUE_OF_COMMANDS, arguments, help};
use super::env::notice;
use super::{Done, Error, as_root, asked, ensure, link, locked};
use crate::context::Context;
use crate::golang::select::Named;
use crate::install::why_not;
use crate::project::Survey;
use crate::project::settings::Settings;
use crate::shim::relay::Handed;
use crate::shim::{self, Exec, Launcher, Wanted};
use crate::store::{Store, Toolchain};
use crate::system::program::Unfit;
use crate::version::Spec;
use std::ffi::OsString;

arguments! {
    /// What `gv exec` takes.
    #[command(override_usage = "gv exec [OPTIONS] <SPEC> -- <CMD>...")]
    pub struct Args = ["Run one command with a version", "用指定版本运行一条命令"] {
        #[arg(value_name = "SPEC", add = Offered::Runnable)]
        spec: Spec = (help::spec),
        #[arg(value_name = VALUE_OF_COMMANDS, required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<OsString> = ["The command and its arguments, after --", "命令及其参数，写在 -- 之后"],
        #[arg(long)]
        clean: bool = [
            "Use a clean environment: keep only the home directory and the proxies",
            "使用干净的环境：只保留主目录和代理设置"
        ],
    }
    examples {
        "gv exec 1.21 -- go test ./..." = ["run the tests with Go 1.21", "使用 Go 1.21 运行测试"],
        "gv exec 1.22.3 --clean -- go build" = ["build without your own settings", "不受自己的设置影响地构建"],
    }
}

/// `go +1.22 ARGS…`
pub(super) fn go(spec: Spec, arguments: &[OsString], context: &Context) -> Done {
    let command = [&["go".into()], arguments].concat();
    run(&Args { spec, command, clean: false }, context)
}

/// Runs one command with a toolchain first on PATH. A partial spec means the newest installed one, and the newest
/// published only when none is.
pub fn run(args: &Args, context: &Context) -> Done {
    let toolchain = match &args.spec {
        Spec::System => {
            let go = shim::system_go(&context.env, &context.home);
            if let Some(version) = go.and_then(|go| shim::version_of(&go)) {
                ensure::check_allowed(context, &version)?;
            }
            None
        }
        Spec::Linked(name) => Some(linked(name, context)?),
        spec => toolchain(context, spec)?,
    };
    let survey = Survey::of(context.env.cwd(), &context.env);
    let settings = Settings::of(&survey, &context.env, &context.home).filter(|_| !args.clean);
    let is_own = matches!(args.spec, Spec::Linked(_));
    if let Some(toolchain) = toolchain.as_ref().filter(|_| is_go(&args.command) && !is_own) {
        ready_to_raise(toolchain, &survey, settings.as_ref(), context)?;
    }
    if let Some(settings) = &settings {
        notice::tell_once(settings, context);
    }
    let relay = relay(context);
    let exec = Exec {
        toolchain: toolchain.as_ref(),
        shims: &context.home.shims(),
        command: &args.command,
        clean: args.clean,
        settings: settings.as_ref().and_then(Settings::trusted),
        relay: &relay,
    };
    shim::proxy::hand_to_go(&context.config, &context.env);
    shim::exec(&exec, &context.env).map_err(|error| match error {
        // A name that PATH does not have is told as the system tells it.
        shim::Error::Start { program, unfit, source } => Error::CannotRun {
            program: program.display().to_string(),
            unfit: unfit.filter(|unfit| *unfit != Unfit::Missing),
            source,
        },
        other => other.into(),
    })
}

/// The relay for what is started, and a word where it is on and does not start.
pub(super) fn relay(context: &Context) -> Handed {
    let handed = shim::relay::hand_to_go(&context.home, &context.bare);
    if handed.is_missing {
        context.ui.warn(&shim::relay::missing(context.ui.lang));
    }
    handed
}

/// Whether the command is the `go` of PATH.
fn is_go(command: &[OsString]) -> bool {
    let name = command.first().map(|name| name.to_string_lossy().to_ascii_lowercase());
    name.is_some_and(|name| name == "go" || cfg!(windows) && name == "go.exe")
}

/// Installs the toolchain that this `go` turns to by itself, as the shims do: its own download is not the way.
fn ready_to_raise(
    toolchain: &Toolchain,
    survey: &Survey,
    settings: Option<&Settings>,
    context: &Context,
) -> Result<(), Error> {
    let (store, trusted) = (Store::of(&context.home), settings.and_then(Settings::trusted));
    let choice = shim::exactly(&toolchain.version, survey, trusted, &context.env, &store);
    context.permit().choice(&choice).map_err(shim::Error::from)?;
    match &choice.wanted {
        Wanted::Missing(spec) => {
            missing(context, spec).map(drop).map_err(|error| asked::by(error, &choice, spec, context))
        }
        Wanted::Toolchain(_) if choice.way == Launcher::Nowhere => {
            ensure::make_ready(context);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A Go of the user's own, as a toolchain that is first on PATH.
fn linked(name: &str, context: &Context) -> Result<Toolchain, Error> {
    let not_linked = || shim::Error::NotLinked { name: name.to_owned() };
    let version = Named::parse(name).ok_or_else(not_linked)?.version;
    ensure::check_allowed(context, &version)?;
    Ok(Toolchain { version, path: link::find(name, context)? })
}

/// The toolchain that a spec means; `None` where it is the Go on PATH that is meant, and nothing is to be installed.
fn toolchain(context: &Context, spec: &Spec) -> Result<Option<Toolchain>, Error> {
    let store = Store::of(&context.home);
    let installed = ensure::versions(&store)?;
    if let Some(toolchain) = spec.newest(&installed).and_then(|version| store.find(version)) {
        ensure::check_allowed(context, &toolchain.version)?;
        locked::check_installed(context, &store, &toolchain)?;
        return Ok(Some(toolchain));
    }
    if shim::system_go_for(spec, &context.env, &context.home).is_some() {
        return Ok(None);
    }
    missing(context, spec).map(Some)
}

/// Installs what is missing on first use, where that is allowed.
pub fn missing(context: &Context, spec: &Spec) -> Result<Toolchain, Error> {
    if let Some(why) = why_not(&context.config, &Store::of(&context.home)) {
        return Err(Error::AutoInstallOff { spec: spec.clone(), why });
    }
    as_root::caution(context);
    ensure::obtain(context, spec, false)
}
