//! `gv exec SPEC -- CMD…`

use super::env::notice;
use super::{Done, Error, is_on, obtain, spec};
use crate::context::Context;
use crate::project::Survey;
use crate::project::settings::Settings;
use crate::shim::{self, Exec};
use crate::store::{Store, Toolchain};
use crate::version::Spec;
use clap::ArgMatches;
use std::ffi::OsString;

/// Runs one command with a toolchain first on PATH. A partial spec means the newest installed one, and the newest
/// published only when none is.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let spec = spec(args)?;
    let command: Vec<OsString> = args.get_many("command").into_iter().flatten().cloned().collect();
    let toolchain = match spec {
        Spec::System => None,
        spec => Some(toolchain(context, &spec)?),
    };
    let survey = Survey::of(context.env.cwd(), &context.env);
    let settings = Settings::of(&survey, &context.env, &context.home).filter(|_| !is_on(args, "clean"));
    if let Some(settings) = &settings {
        notice::tell_once(settings, context);
    }
    let exec = Exec {
        toolchain: toolchain.as_ref(),
        shims: &context.home.shims(),
        command: &command,
        clean: is_on(args, "clean"),
        below_floor: toolchain.as_ref().is_some_and(|toolchain| is_below_floor(&survey, toolchain)),
        settings: settings.as_ref().and_then(Settings::trusted),
    };
    shim::proxy::hand_to_go(&context.config, &context.env);
    shim::exec(&exec, &context.env).map_err(|error| match error {
        shim::Error::Start { program, source } => {
            Error::CannotRun { program: program.display().to_string(), source }
        }
        other => other.into(),
    })
}

/// A go.mod that cannot be read sets no floor here: `go` says what is wrong with it.
fn is_below_floor(survey: &Survey, toolchain: &Toolchain) -> bool {
    let floor = survey.floor().ok().flatten();
    floor.is_some_and(|floor| !floor.allows(&toolchain.version))
}

fn toolchain(context: &Context, spec: &Spec) -> Result<Toolchain, Error> {
    let store = Store::of(&context.home);
    let installed = obtain::versions(&store)?;
    match spec.newest(&installed).and_then(|version| store.find(version)) {
        Some(toolchain) => Ok(toolchain),
        None => missing(context, spec),
    }
}

/// Installs what is missing on first use, where that is allowed.
pub fn missing(context: &Context, spec: &Spec) -> Result<Toolchain, Error> {
    if context.config.auto_install && !context.config.offline {
        return obtain::obtain(context, spec, false);
    }
    Err(Error::AutoInstallOff { spec: spec.clone(), offline: context.config.offline })
}
