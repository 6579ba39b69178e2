//! `gv prune`

use super::{Done, Error, is_on, obtain};
use crate::context::Context;
use crate::shim::{self, Wanted};
use crate::store::Store;
use crate::version::Version;
use crate::{commands, setup};
use clap::ArgMatches;

/// Removes every toolchain of which a newer patch of the same minor is installed; the default and what this
/// directory asks for stay.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let ui = &context.ui;
    let store = Store::of(&context.home);
    let installed = obtain::versions(&store)?;
    let kept = kept(context, &store)?;
    let doomed: Vec<_> = installed.iter().filter(|version| replaced(version, &installed)).collect();
    let doomed: Vec<_> = doomed.into_iter().filter(|version| !kept.contains(version)).cloned().collect();
    if doomed.is_empty() {
        ui.done(&ui.lang.nothing_to_prune());
        return Ok(0);
    }
    let names = commands::names(&doomed);
    if is_on(args, "dry-run") {
        ui.say(&ui.lang.would_prune(&names));
        return Ok(0);
    }
    if !is_on(args, "yes") {
        match ui.confirm(&ui.lang.ask_prune(&names)) {
            Some(true) => {}
            Some(false) => return Ok(0),
            None => return Err(Error::Unconfirmed { command: "gv prune".to_owned() }),
        }
    }
    for version in &doomed {
        store.remove(version)?;
        ui.done(&ui.lang.pruned(version));
    }
    setup::shims::refresh(&context.home)?;
    Ok(0)
}

fn replaced(version: &Version, installed: &[Version]) -> bool {
    installed.iter().any(|other| other.same_minor(version) && other > version && !other.is_prerelease())
}

fn kept(context: &Context, store: &Store) -> Result<Vec<Version>, Error> {
    let mut kept: Vec<Version> = store.default_version()?.into_iter().collect();
    if let Wanted::Toolchain(toolchain) = shim::choose(context.env.cwd(), &context.env, store)?.wanted {
        kept.push(toolchain.version);
    }
    Ok(kept)
}
