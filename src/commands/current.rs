//! `gv current [--why]`

use super::{Done, Error};
use crate::cli::grammar::is_on;
use crate::context::Context;
use crate::shim::{self, Choice, Source, Wanted};
use crate::store::Store;
use crate::ui::paths::shown;
use clap::ArgMatches;
use serde::Serialize;

#[derive(Serialize)]
struct Current {
    schema_version: u32,
    version: Option<String>,
    goroot: Option<String>,
    source: Option<&'static str>,
    file: Option<String>,
    line: Option<usize>,
    asked: Option<String>,
    installed: bool,
}

/// Says what `go` means in the working directory, and with `--why` every step that led there.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let choice = shim::choose(&context.env, &Store::of(&context.home))?;
    if is_on(args, "json") {
        context.ui.json(&current(&choice));
    } else {
        show(context, &choice, is_on(args, "why"));
    }
    match &choice.wanted {
        Wanted::Nothing => Err(Error::NothingChosen),
        _ => Ok(0),
    }
}

fn show(context: &Context, choice: &Choice, why: bool) {
    let ui = &context.ui;
    match &choice.wanted {
        Wanted::Toolchain(toolchain) => ui.data(&toolchain.version.to_string()),
        Wanted::Missing(spec) => ui.data(&spec.to_string()),
        Wanted::System(path) => ui.data(&format!("system {}", path.display())),
        Wanted::Nothing => {}
    }
    if why {
        for step in &choice.steps {
            ui.data(&ui.lang.step(step, &context.env));
        }
    } else if let Some(place) = choice.place_shown(&context.env) {
        ui.say(&place);
    }
    if let Wanted::Missing(spec) = &choice.wanted {
        ui.warn(&ui.lang.not_installed_yet(spec));
    }
}
