//! `gv exec SPEC -- CMD…`

use super::{Done, Error, obtain, spec};
use crate::cli::grammar::is_on;
use crate::context::Context;
use crate::shim::{self, Wanted};
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
    let clean = is_on(args, "clean");
    Ok(shim::exec(&shim::Exec { toolchain: toolchain.as_ref(), command: &command, clean }, &context.env)?)
}

fn toolchain(context: &Context, spec: &Spec) -> Result<Toolchain, Error> {
    let store = Store::of(&context.home);
    match installed(&store, spec)? {
        Some(toolchain) => Ok(toolchain),
        None => missing(context, spec),
    }
}

fn installed(store: &Store, spec: &Spec) -> Result<Option<Toolchain>, Error> {
    let versions = obtain::versions(store)?;
    Ok(spec.newest(&versions).and_then(|version| store.find(version)))
}

/// Installs what is missing on first use, where that is allowed.
pub fn missing(context: &Context, spec: &Spec) -> Result<Toolchain, Error> {
    if context.config.auto_install && !context.config.offline {
        return obtain::obtain(context, spec, false);
    }
    Err(Error::AutoInstallOff { spec: spec.clone(), offline: context.config.offline })
}

/// What `go` means here, installed now where that is allowed.
pub fn chosen(context: &Context) -> Result<shim::Choice, Error> {
    let store = Store::of(&context.home);
    let choice = shim::choose(&context.env, &store)?;
    match &choice.wanted {
        Wanted::Missing(spec) => {
            let toolchain = missing(context, spec)?;
            Ok(shim::Choice { wanted: Wanted::Toolchain(toolchain), ..choice })
        }
        Wanted::Nothing => Err(Error::NothingChosen),
        Wanted::Toolchain(_) | Wanted::System(_) => Ok(choice),
    }
}
