//! `gv __run NAME -- ARGS…`: what gv-shim hands over when it cannot start a toolchain by itself.

use super::env::notice;
use super::{Done, Error, exec, is_on};
use crate::context::Context;
use crate::shim::{self, Call, Choice, Invocation, Wanted};
use crate::store::Store;
use clap::ArgMatches;
use std::ffi::OsString;

/// Chooses again, installs what is missing where that is allowed, and starts the tool. With `--notice` it first says
/// that the project's go.env is not obeyed: the shim has made sure that it is time to.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let name = args.get_one::<OsString>("name").cloned().unwrap_or_default();
    let rest: Vec<OsString> = args.get_many("args").into_iter().flatten().cloned().collect();
    let invocation = Invocation::read(&name, &rest, &context.env)?;
    let call = Call::read(&invocation, &context.env, &Store::of(&context.home))?;
    if let Some(settings) = call.settings.as_ref().filter(|_| is_on(args, "notice")) {
        notice::tell(settings, context);
    }
    let call = Call { choice: there(call.choice, context)?, ..call };
    shim::proxy::hand_to_go(&context.config, &context.env);
    let code = shim::launch(&call, &rest, &context.env)?;
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
