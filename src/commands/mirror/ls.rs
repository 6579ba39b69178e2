//! `gv mirror ls [--release|--goproxy] [--json]`

use super::desk::Desk;
use super::{document, kinds};
use crate::commands::{Done, is_on};
use crate::context::Context;
use crate::golang::credentials::masked;
use crate::mirror::{Candidate, Kind};
use crate::ui::{Tone, table};
use clap::ArgMatches;

/// Shows what gv knows, and what is in force.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let desk = Desk::open(context)?;
    let kinds = kinds(args);
    if is_on(args, "json") {
        context.ui.json(&document::listing(&desk, &kinds, context));
        return Ok(0);
    }
    for (at, kind) in kinds.into_iter().enumerate() {
        if at > 0 {
            context.ui.data("");
        }
        context.ui.data(&context.ui.lang.mirror_kind(kind));
        page(&desk, kind, context);
    }
    context.ui.say(&context.ui.lang.mirror_known_then());
    Ok(0)
}

fn page(desk: &Desk<'_>, kind: Kind, context: &Context) {
    let row = |candidate: &Candidate| {
        let mark = if candidate.in_force.is_some() { "*" } else { " " };
        vec![format!("{mark} {}", candidate.name), candidate.shown(), note(candidate, context)]
    };
    let rows: Vec<_> = desk.candidates.of_kind(kind).map(row).collect();
    for line in table::columns(&rows) {
        context.ui.data(&line);
    }
    if kind == Kind::Goproxy {
        for key in ["GOPROXY", "GOSUMDB"] {
            let value = masked(key, desk.go.text(key));
            context.ui.data(&context.ui.tinted(Tone::Faint, &format!("  {key}={value}")));
        }
    }
}

fn note(candidate: &Candidate, context: &Context) -> String {
    let lang = context.ui.lang;
    let place =
        candidate.in_force.map(|place| context.ui.tinted(Tone::Good, &lang.mirror_in_force(place + 1)));
    let note = candidate.note.map(|(note, seen)| lang.mirror_note(note, seen));
    let separator = if lang == crate::ui::Lang::Zh { "；" } else { "; " };
    [place, note].into_iter().flatten().collect::<Vec<_>>().join(separator)
}
