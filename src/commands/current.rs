//! `gv current [--why]`

use super::{Done, is_on};
use crate::context::Context;
use crate::shim::{self, Choice, Source, Wanted};
use crate::store::Store;
use crate::ui::paths::place;
use crate::ui::table;
use crate::version::Spec;
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
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    if is_on(args, "json") {
        context.ui.json(&current(&choice));
    } else {
        show(context, &choice, is_on(args, "why"));
    }
    match &choice.wanted {
        Wanted::Nothing => Err(choice.nothing().into()),
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
        let steps: Vec<_> =
            choice.steps.iter().map(|step| ui.lang.step(step, &context.env).to_vec()).collect();
        for line in table::columns(&steps) {
            ui.data(&line);
        }
        tell_below_floor(context, choice);
    } else if let Some((file, line)) = choice.place() {
        ui.say(&place(file, line, &context.env));
    }
    if let Wanted::Missing(spec) = &choice.wanted {
        ui.warn(&ui.lang.not_installed_yet(spec));
    }
}

fn tell_below_floor(context: &Context, choice: &Choice) {
    let version = match &choice.wanted {
        Wanted::Toolchain(toolchain) => &toolchain.version,
        Wanted::Missing(Spec::Exact(version)) => version,
        _ => return,
    };
    if let Some(least) = choice.floor_above(version).and_then(|floor| floor.version()) {
        let ui = &context.ui;
        ui.warn(&ui.lang.stays_below(&version.to_string(), &least.to_string()));
    }
}

fn current(choice: &Choice) -> Current {
    let (version, goroot) = match &choice.wanted {
        Wanted::Toolchain(toolchain) => {
            (Some(toolchain.version.to_string()), Some(toolchain.path.display().to_string()))
        }
        Wanted::Missing(spec) => (Some(spec.to_string()), None),
        Wanted::System(_) | Wanted::Nothing => (None, None),
    };
    let place = choice.place();
    Current {
        schema_version: 1,
        version,
        source: choice.source.as_ref().map(Source::id),
        file: place.map(|(file, _)| file.display().to_string()),
        line: place.map(|(_, line)| line),
        asked: choice.source.as_ref().and_then(Source::text).map(ToOwned::to_owned),
        installed: goroot.is_some(),
        goroot,
    }
}
