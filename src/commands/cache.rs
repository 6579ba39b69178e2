//! `gv cache ls|clean`

use super::{Done, Error, is_on};
use crate::context::Context;
use crate::store::cache::{self, Kind};
use crate::ui::{paths::shown, table};
use clap::ArgMatches;
use indicatif::HumanBytes;
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    bytes: u64,
    kind: &'static str,
}

/// Looks at, or empties, what downloads left.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    match args.subcommand() {
        Some(("clean", _)) => clean(context),
        Some((_, args)) => list(context, is_on(args, "json")),
        None => Ok(0),
    }
}

fn list(context: &Context, json: bool) -> Done {
    let ui = &context.ui;
    let entries = cache::list(&context.home)?;
    if json {
        let row = |entry: &cache::Entry| Row {
            path: entry.path.display().to_string(),
            bytes: entry.bytes,
            kind: match entry.kind {
                Kind::Partial => "partial",
                Kind::Index => "index",
                Kind::Tile => "tile",
            },
        };
        ui.json(&Listing { schema_version: 1, files: entries.iter().map(row).collect() });
        return Ok(0);
    }
    if entries.is_empty() {
        ui.say(&ui.lang.cache_is_empty());
    }
    let line =
        |entry: &cache::Entry| vec![shown(&entry.path, &context.env), HumanBytes(entry.bytes).to_string()];
    for line in table::columns(&entries.iter().map(line).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    Ok(0)
}

fn clean(context: &Context) -> Done {
    let ui = &context.ui;
    let cleaned = cache::clean(&context.home).map_err(Error::from)?;
    for kept in &cleaned.in_use {
        ui.say(&ui.lang.cache_in_use(&shown(kept, &context.env)));
    }
    ui.done(&ui.lang.cache_emptied(cleaned.removed, &HumanBytes(cleaned.bytes).to_string()));
    Ok(0)
}
