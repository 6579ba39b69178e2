//! A spec turned into an installed toolchain, told as it goes: what install, use, exec, upgrade and the shims share.

use super::Error;
use crate::context::Context;
use crate::fetch::{Client, Patience};
use crate::install::{Installation, Outcome};
use crate::release::{Catalog, Plan, Via};
use crate::setup;
use crate::store::{Store, Toolchain};
use crate::ui::{Download, Report};
use crate::version::{Spec, Version};
use std::time::Instant;

/// What is published, as far as it can be known now. Asks the network only when a question needs it.
pub fn catalog(context: &Context, refresh: bool) -> Result<Catalog, Error> {
    Ok(Catalog::open(&context.config, &context.env, &context.home, refresh)?)
}

/// The toolchain a spec means, installed now if it was not. A partial spec means the newest published patch.
pub fn obtain(context: &Context, spec: &Spec, refresh: bool) -> Result<Toolchain, Error> {
    let via = Via::configured(&context.config)?;
    obtain_via(context, spec, refresh, &via)
}

/// The same from where the user says.
pub fn obtain_via(context: &Context, spec: &Spec, refresh: bool, via: &Via) -> Result<Toolchain, Error> {
    if *spec == Spec::System {
        return Err(Error::SystemHere);
    }
    let store = Store::of(&context.home);
    if let Some(toolchain) = spec.exact().and_then(|version| store.find(version)) {
        return Ok(there(context, &store, toolchain));
    }
    let catalog = catalog(context, refresh)?;
    let version = catalog.resolve(spec)?;
    tell_notes(context, &catalog);
    if spec.exact().is_none() {
        context.ui.say(&context.ui.lang.spec_means(spec, &version, &catalog.platform().spoken()));
    }
    if let Some(toolchain) = store.find(&version) {
        return Ok(there(context, &store, toolchain));
    }
    let plan = catalog.plan(&version, via)?;
    install(context, &store, catalog.client()?, plan)
}

/// Shows what the catalog had to fall back on.
pub fn tell_notes(context: &Context, catalog: &Catalog) {
    for note in catalog.notes() {
        context.ui.warn(&context.ui.lang.catalog_note(note));
    }
}

fn install(context: &Context, store: &Store, client: &Client, plan: Plan) -> Result<Toolchain, Error> {
    let ui = &context.ui;
    let started = Instant::now();
    let download = Download::new(ui);
    let installation = Installation {
        store,
        client,
        watcher: &download,
        patience: Patience::with_stall(context.config.network.stall),
    };
    match installation.run(plan)? {
        Outcome::AlreadyThere(toolchain) => Ok(there(context, store, toolchain)),
        Outcome::Installed { toolchain, proof, .. } => {
            let seconds = started.elapsed().as_secs_f64();
            ui.done(&ui.lang.installed(&toolchain.version, proof.authority(), seconds));
            make_ready(context);
            Ok(toolchain)
        }
    }
}

/// Says that a toolchain is there, and does what a run that was killed after it came had still to do.
fn there(context: &Context, store: &Store, toolchain: Toolchain) -> Toolchain {
    context.ui.say(&context.ui.lang.already_installed(&toolchain.version));
    store.tidy();
    make_ready(context);
    toolchain
}

/// Gives the home its programs and shims. A toolchain without them is still one: `exec` and `current` work.
pub fn make_ready(context: &Context) {
    if let Err(error) = setup::ensure(&context.home, &context.env) {
        let report = Report::of(&error, context.ui.lang);
        context.ui.warn(&context.ui.lang.not_ready(&report.message));
        for hint in report.hints {
            context.ui.say(&hint);
        }
    }
}

/// The versions in the store, newest first.
pub fn versions(store: &Store) -> Result<Vec<Version>, Error> {
    Ok(store.list()?.into_iter().map(|toolchain| toolchain.version).collect())
}
