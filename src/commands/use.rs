//! `gv use SPEC`

use super::{Done, is_on, obtain, spec};
use crate::context::Context;
use crate::setup;
use crate::setup::path::PathState;
use crate::shim::{self, Source, Wanted};
use crate::store::{Kept, Store, Toolchain};
use crate::ui::Report;
use crate::ui::paths::{place, shown};
use clap::ArgMatches;

/// Makes a toolchain the default, installing it if it is missing, and says where that holds and where it does not.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let toolchain = obtain::obtain(context, &spec(args)?, is_on(args, "refresh"))?;
    make_default(context, &toolchain)?;
    // The default is changed; a file here that cannot be understood is the directory's trouble.
    if let Err(error) = tell_what_overrules(context, &toolchain) {
        context.ui.caution(&Report::of(&error, context.ui.lang));
    }
    tell_path(context);
    Ok(0)
}

/// Swaps `current` and says what it was before.
pub fn make_default(context: &Context, toolchain: &Toolchain) -> Result<(), super::Error> {
    let store = Store::of(&context.home);
    let before = store.default_version()?;
    let kept = store.set_default(toolchain)?;
    obtain::make_ready(context);
    let (ui, current) = (&context.ui, shown(&context.home.current(), &context.env));
    let link = match kept {
        Kept::Linked => current.clone(),
        Kept::Noted { .. } => shown(&toolchain.path, &context.env),
    };
    match before {
        Some(before) if before == toolchain.version => ui.done(&ui.lang.default_stays(&before, &link)),
        Some(before) => ui.done(&ui.lang.default_was(&toolchain.version, &before, &link)),
        None => ui.done(&ui.lang.default_is(&toolchain.version, &link)),
    }
    if kept == (Kept::Noted { news: true }) {
        ui.warn(&ui.lang.no_link_here(&current));
    }
    Ok(())
}

/// The directory may ask for something else, and then it has its way.
fn tell_what_overrules(context: &Context, toolchain: &Toolchain) -> Result<(), super::Error> {
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    let ui = &context.ui;
    let other = match &choice.wanted {
        Wanted::Toolchain(chosen) if chosen.version == toolchain.version => return Ok(()),
        Wanted::Toolchain(chosen) => chosen.version.toolchain_name(),
        Wanted::Missing(spec) => format!("go{spec}"),
        Wanted::System(path) => shown(path, &context.env),
        Wanted::Nothing => return Ok(()),
    };
    let lang = ui.lang;
    ui.warn(&match &choice.source {
        Some(Source::Env(value)) => lang.variable_decides(&other, value),
        Some(Source::Pin(pin)) => {
            lang.pin_decides(&other, &place(&pin.file, pin.line, &context.env), &toolchain.version)
        }
        Some(Source::Floor(floor)) => {
            lang.floor_decides(&other, &place(&floor.file, floor.line, &context.env))
        }
        Some(Source::Default | Source::System) | None => return Ok(()),
    });
    Ok(())
}

/// A toolchain nobody can reach is of no use: says what PATH lacks.
pub fn tell_path(context: &Context) {
    let ui = &context.ui;
    match setup::path::state(&context.home, &context.env) {
        PathState::Ok => {}
        PathState::NotOnPath { command } => {
            let shims = shown(&context.home.shims(), &context.env);
            ui.warn(&ui.lang.not_on_path(&shims, &command));
        }
        PathState::Shadowed { by, command } => {
            ui.warn(&ui.lang.shadowed(&shown(&by, &context.env), &command));
        }
    }
}
