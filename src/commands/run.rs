//! `gv __run NAME -- ARGS…`: what gv-shim hands over when it cannot start a toolchain by itself.

use super::{Done, Error, exec};
use crate::context::Context;
use crate::shim::{self, Choice, Invocation, Wanted};
use crate::store::Store;
use clap::ArgMatches;
use std::ffi::OsString;

/// Chooses again, installs what is missing where that is allowed, and starts the tool.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let name = args.get_one::<OsString>("name").cloned().unwrap_or_default();
    let rest: Vec<OsString> = args.get_many("args").into_iter().flatten().cloned().collect();
    let invocation = Invocation::read(&name, &rest, &context.env)?;
    let store = Store::of(&context.home);
    let choice = match &invocation.version {
        Some(version) => Choice::exactly(version, &store),
        None => shim::choose(&invocation.dir, &context.env, &store)?,
    };
    shim::proxy::hand_to_go(&context.config, &context.env);
    let code = shim::launch(&there(choice, context)?, invocation.tool, &rest, &context.env)?;
    Ok(shim::exit_code(code))
}

/// The same choice with what it wants installed.
fn there(choice: Choice, context: &Context) -> Result<Choice, Error> {
    match &choice.wanted {
        Wanted::Missing(spec) => {
            let toolchain = exec::missing(context, spec)?;
            Ok(Choice { wanted: Wanted::Toolchain(toolchain), ..choice })
        }
        Wanted::Nothing => Err(choice.nothing().into()),
        Wanted::Toolchain(_) | Wanted::System(_) => Ok(choice),
    }
}
