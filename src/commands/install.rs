//! `gv install [SPEC…]`

use super::{Done, Error, is_on, obtain, specs};
use crate::context::Context;
use crate::release::Via;
use crate::shim::{self, Wanted};
use crate::store::Store;
use crate::version::Spec;
use clap::ArgMatches;

/// Installs every spec given, or what the working directory asks for.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let mut wanted = specs(args)?;
    if wanted.is_empty() {
        wanted.push(asked_here(context)?);
    }
    let refresh = is_on(args, "refresh");
    let via = match args.get_one::<String>("from") {
        Some(from) => Via::parse(from).map_err(|bad| Error::From { bad })?,
        None => Via::configured(&context.config)?,
    };
    for spec in &wanted {
        obtain::obtain_via(context, spec, refresh, &via)?;
    }
    Ok(0)
}

fn asked_here(context: &Context) -> Result<Spec, Error> {
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    match choice.wanted {
        Wanted::Missing(spec) => Ok(spec),
        Wanted::Toolchain(toolchain) => Ok(Spec::Exact(toolchain.version)),
        Wanted::System(_) | Wanted::Nothing => Err(Error::NothingAsked { dir: context.env.cwd().to_owned() }),
    }
}
