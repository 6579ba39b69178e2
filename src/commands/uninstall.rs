//! `gv uninstall SPEC…`

use super::{Done, Error, is_on, obtain, specs};
use crate::context::Context;
use crate::project::{self, Survey};
use crate::store::Store;
use crate::ui::paths::{place, shown};
use crate::version::{Spec, Version};
use crate::{setup, store};
use clap::ArgMatches;

/// Removes toolchains. The default only goes with `--force`; whoever still asks for one is named.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let force = is_on(args, "force");
    let doomed = specs(args)?.iter().map(|spec| meant(&store, spec)).collect::<Result<Vec<_>, _>>()?;
    let default = store.default_version()?;
    if let Some(version) = doomed.iter().find(|version| !force && default.as_ref() == Some(version)) {
        return Err(Error::DefaultStays { version: version.clone() });
    }
    for version in &doomed {
        remove(context, &store, version, default.as_ref())?;
    }
    Ok(0)
}

fn remove(
    context: &Context,
    store: &Store,
    version: &Version,
    default: Option<&Version>,
) -> Result<(), Error> {
    let ui = &context.ui;
    let installed = obtain::versions(store)?;
    let askers = project::asks_for(&Survey::of(context.env.cwd(), &context.env), version, &installed);
    let removed = store.remove(version)?;
    ui.done(&ui.lang.uninstalled(version, &shown(&removed.path, &context.env)));
    if default == Some(version) {
        store.clear_default()?;
        ui.warn(&ui.lang.no_default_now());
    }
    setup::shims::refresh(&context.home)?;
    for asker in askers {
        ui.warn(&ui.lang.still_asked_for(version, &place(&asker.file, asker.line, &context.env)));
    }
    Ok(())
}

/// The installed version a spec means: several of a partial spec would be a guess, so it has to be the only one.
fn meant(store: &Store, spec: &Spec) -> Result<Version, Error> {
    let installed = obtain::versions(store)?;
    let version = match spec {
        Spec::Exact(version) => version.clone(),
        partial => return only_match(&installed, partial),
    };
    installed
        .into_iter()
        .find(|there| *there == version)
        .or_else(|| Some(store.find_dead(&version)?.version))
        .ok_or_else(|| store::Error::NotInstalled { version }.into())
}

fn only_match(installed: &[Version], spec: &Spec) -> Result<Version, Error> {
    let matching: Vec<_> =
        installed.iter().filter(|version| spec.newest([*version]).is_some()).cloned().collect();
    match (spec, matching.as_slice()) {
        (Spec::Minor(..) | Spec::Major(_), [only]) => Ok(only.clone()),
        (Spec::Minor(..) | Spec::Major(_), [_, ..]) => Err(Error::Ambiguous { spec: spec.clone(), matching }),
        _ => Err(Error::NoneInstalled { spec: spec.clone() }),
    }
}
