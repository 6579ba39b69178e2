//! What decides in the working directory which Go runs, as far as it changes what helps.

use crate::context::Context;
use crate::env::paths;
use crate::explain::Here;
use crate::project::Survey;
use crate::shim::{self, Source, Wanted};
use crate::store::Store;

/// Looks at the pin, at go.mod and at `GV_VERSION`. What cannot be read is left out: `go` has its own words for it.
pub(super) fn of(context: &Context) -> Here {
    let Ok(choice) = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home)) else {
        return Here::Open;
    };
    let least = match choice.below_floor() {
        Some((_, floor)) => floor.version().map(ToString::to_string),
        None if matches!(choice.wanted, Wanted::System(_)) => least_here(context),
        None => return Here::Open,
    };
    // Who named the version comes first, whether `go` stays with it or not.
    match choice
        .steps
        .iter()
        .map(|step| &step.source)
        .find(|source| !matches!(source, Source::Gotoolchain(_)))
    {
        Some(Source::Pin(pin)) => {
            Here::Pinned { file: paths::place(&pin.file, pin.line, &context.env), least }
        }
        Some(Source::Env(_)) => Here::Variable,
        _ => Here::Open,
    }
}

fn least_here(context: &Context) -> Option<String> {
    let floor = Survey::of(context.env.cwd(), &context.env).floor().ok()??;
    floor.version().map(ToString::to_string)
}
