//! `gv upgrade [SPEC…]`

use super::{Done, Error, is_on, obtain, outdated, specs, r#use};
use crate::context::Context;
use crate::store::Store;
use crate::version::{Spec, Version};
use clap::ArgMatches;

/// Installs the newest patch of every installed minor, or of those named, and moves the default along with its
/// minor. Older patches stay: `gv prune` removes them.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let installed = obtain::versions(&store)?;
    let chosen = chosen(&installed, &specs(args)?)?;
    let catalog = obtain::catalog(context, is_on(args, "refresh"))?;
    let default = store.default_version()?;
    let mut upgraded = false;
    for version in chosen {
        let Some(newest) = outdated::newer_patch(&catalog, version)? else { continue };
        upgraded = true;
        let toolchain = obtain::obtain(context, &Spec::Exact(newest), false)?;
        if default.as_ref().is_some_and(|default| default.same_minor(version)) {
            r#use::make_default(context, &toolchain)?;
        }
    }
    obtain::tell_notes(context, &catalog);
    if upgraded {
        context.ui.say(&context.ui.lang.older_patches_stay());
    } else {
        context.ui.done(&context.ui.lang.nothing_outdated());
    }
    Ok(0)
}

fn chosen<'a>(installed: &'a [Version], specs: &[Spec]) -> Result<Vec<&'a Version>, Error> {
    let newest = outdated::newest_of_each_minor(installed);
    if specs.is_empty() {
        return Ok(newest);
    }
    let mut chosen = Vec::new();
    for spec in specs {
        let named = spec.newest(installed).ok_or_else(|| Error::NoneInstalled { spec: spec.clone() })?;
        chosen.extend(newest.iter().filter(|version| version.same_minor(named)));
    }
    Ok(chosen)
}
