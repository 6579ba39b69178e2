//! `gv pin SPEC [--mod]`

use super::{Done, Error, is_on, obtain, spec};
use crate::context::Context;
use crate::project::{self, Survey};
use crate::release;
use crate::shim::{self, Source, Wanted};
use crate::store::Store;
use crate::ui::paths::{place, shown};
use crate::version::{Spec, Version};
use clap::ArgMatches;

/// Writes the version down for this directory and everything below it.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let spec = spec(args)?;
    let refresh = is_on(args, "refresh");
    if is_on(args, "mod") {
        pin_module(context, &spec, refresh)
    } else {
        pin_directory(context, &spec, refresh)
    }
}

fn pin_directory(context: &Context, spec: &Spec, refresh: bool) -> Done {
    let ui = &context.ui;
    let written = match spec {
        // `latest` would mean another version each month, and only gv could read it.
        Spec::Latest | Spec::Stable | Spec::OldStable | Spec::Candidate => {
            Spec::Exact(published(context, spec, refresh)?)
        }
        Spec::System => Spec::System,
        Spec::Exact(_) | Spec::Minor(..) | Spec::Major(_) => {
            check_published(context, spec, refresh)?;
            spec.clone()
        }
    };
    let pinned = project::write_pin(context.env.cwd(), &written)?;
    ui.done(&ui.lang.pinned(&written, &shown(&pinned.file, &context.env)));
    tell_below_floor(context)?;
    tell_missing(context, &written)?;
    Ok(0)
}

fn pin_module(context: &Context, spec: &Spec, refresh: bool) -> Done {
    let ui = &context.ui;
    let dir = context.env.cwd();
    let survey = Survey::of(dir, &context.env);
    let file = survey.floor_file().ok_or_else(|| Error::NoGoMod { dir: dir.to_owned() })?.to_owned();
    let version = published(context, spec, refresh)?;
    project::set_toolchain(&file, &version)?;
    ui.done(&ui.lang.pinned_in_mod(&version, &shown(&file, &context.env)));
    tell_missing(context, &Spec::Exact(version))?;
    Ok(0)
}

/// The release a spec means; without the network, what is installed may answer.
fn published(context: &Context, spec: &Spec, refresh: bool) -> Result<Version, Error> {
    if *spec == Spec::System {
        return Err(Error::SystemHere);
    }
    let installed = spec.exact().and_then(|version| Store::of(&context.home).find(version));
    if let Some(toolchain) = installed {
        return Ok(toolchain.version);
    }
    let catalog = obtain::catalog(context, refresh)?;
    let version = catalog.resolve(spec)?;
    obtain::tell_notes(context, &catalog);
    Ok(version)
}

/// A version that does not exist is not written down; a network that fails is no reason to refuse.
fn check_published(context: &Context, spec: &Spec, refresh: bool) -> Result<(), Error> {
    match published(context, spec, refresh) {
        Err(Error::Release(error @ release::Error::NoSuchVersion { .. })) => Err(error.into()),
        _ => Ok(()),
    }
}

fn tell_below_floor(context: &Context) -> Result<(), Error> {
    let ui = &context.ui;
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    if let Some(Source::Env(value)) = &choice.source {
        ui.warn(&ui.lang.gv_version_overrules(value));
    }
    let meant = match &choice.wanted {
        Wanted::Toolchain(toolchain) => Some(toolchain.version.clone()),
        Wanted::Missing(Spec::Exact(version)) => Some(version.clone()),
        _ => None,
    };
    if let Some(floor) = meant.and_then(|version| choice.floor_above(&version)) {
        let least = floor.version().map(ToString::to_string).unwrap_or_default();
        ui.warn(&ui.lang.pin_below_floor(&least, &place(&floor.file, floor.line, &context.env)));
    }
    Ok(())
}

fn tell_missing(context: &Context, spec: &Spec) -> Result<(), Error> {
    let installed = obtain::versions(&Store::of(&context.home))?;
    if *spec != Spec::System && spec.newest(&installed).is_none() {
        context.ui.say(&context.ui.lang.not_installed_yet(spec));
    }
    Ok(())
}
