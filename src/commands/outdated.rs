//! `gv outdated`

use super::{Done, Error, is_on, obtain};
use crate::context::Context;
use crate::release::Catalog;
use crate::store::Store;
use crate::ui::table;
use crate::version::{Spec, Version};
use clap::ArgMatches;
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    outdated: Vec<Row>,
}

/// A toolchain and the newest patch of its minor.
#[derive(Serialize)]
struct Row {
    installed: String,
    newest: String,
    default: bool,
}

/// Lists the newest installed patch of each minor that has a newer one published.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let installed = obtain::versions(&store)?;
    let catalog = obtain::catalog(context, is_on(args, "refresh"))?;
    let default = store.default_version()?;
    let mut rows = Vec::new();
    for version in newest_of_each_minor(&installed) {
        if let Some(newest) = newer_patch(&catalog, version)? {
            let default = default.as_ref().is_some_and(|default| default.same_minor(version));
            rows.push(Row { installed: version.to_string(), newest: newest.to_string(), default });
        }
    }
    obtain::tell_notes(context, &catalog);
    show(context, rows, is_on(args, "json"));
    Ok(0)
}

fn show(context: &Context, rows: Vec<Row>, json: bool) {
    let ui = &context.ui;
    if json {
        return ui.json(&Listing { schema_version: 1, outdated: rows });
    }
    if rows.is_empty() {
        return ui.done(&ui.lang.nothing_outdated());
    }
    let cells = |row: &Row| {
        let note = if row.default { ui.lang.is_default() } else { String::new() };
        vec![format!("go{}", row.installed), format!("→ go{}", row.newest), note]
    };
    for line in table::columns(&rows.iter().map(cells).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    ui.say("gv upgrade");
}

/// The newest stable toolchain of each minor; a pre-release counts where nothing stable of its minor is there.
pub fn newest_of_each_minor(installed: &[Version]) -> Vec<&Version> {
    let mut newest: Vec<&Version> = Vec::new();
    for version in installed {
        match newest.iter_mut().find(|known| known.same_minor(version)) {
            Some(known) => *known = (*known).max(version),
            None => newest.push(version),
        }
    }
    newest
}

/// The newest published patch of a version's minor, where that is newer.
pub fn newer_patch(catalog: &Catalog, version: &Version) -> Result<Option<Version>, Error> {
    match catalog.resolve(&Spec::Minor(version.major(), version.minor())) {
        Ok(newest) => Ok((newest > *version).then_some(newest)),
        Err(crate::release::Error::NoSuchVersion { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
