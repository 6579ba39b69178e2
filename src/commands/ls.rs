//! `gv ls`

use super::{Done, is_on};
use crate::context::Context;
use crate::shim::{self, Wanted};
use crate::store::{Receipt, Store, Toolchain};
use crate::ui::paths::{place, shown};
use crate::ui::{date, table};
use crate::version::Version;
use clap::ArgMatches;
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    toolchains: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    version: String,
    path: String,
    default: bool,
    /// Whether `go` means this one in the working directory.
    here: bool,
    proof: Option<String>,
    /// The hash that was vouched for.
    hash: Option<String>,
    /// The names of the places the bytes came from.
    sources: Vec<String>,
    /// Seconds since 1970.
    installed_at: Option<u64>,
    imported_from: Option<String>,
    /// The folder outside of the store that it is a link to.
    linked_to: Option<String>,
}

/// Lists what is installed, newest first, and marks the default and what this directory uses.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let toolchains = store.list()?;
    let default = store.default_version()?;
    let (here, place) = chosen_here(context, &store);
    if is_on(args, "json") {
        let rows = toolchains
            .iter()
            .map(|toolchain| row(&store, toolchain, default.as_ref(), here.as_ref()))
            .collect();
        context.ui.json(&Listing { schema_version: 1, toolchains: rows });
        return Ok(0);
    }
    if toolchains.is_empty() {
        context.ui.say(&context.ui.lang.nothing_installed());
    }
    let with_proof = is_on(args, "proof");
    let chosen = Chosen { default: default.as_ref(), here: here.as_ref(), place: &place };
    let mut rows = lines(context, &toolchains, &chosen, with_proof);
    if with_proof {
        for (row, toolchain) in rows.iter_mut().zip(&toolchains) {
            row.extend(proof(context, store.receipt(&toolchain.version).as_ref()));
        }
    }
    for line in table::columns(&rows) {
        context.ui.data(&line);
    }
    Ok(0)
}

/// A directory whose files cannot be read does not keep anyone from a list.
fn chosen_here(context: &Context, store: &Store) -> (Option<Version>, String) {
    match shim::choose(context.env.cwd(), &context.env, store) {
        Ok(choice) => match &choice.wanted {
            Wanted::Toolchain(toolchain) => {
                let place = choice.place().map(|(file, line)| place(file, line, &context.env));
                (Some(toolchain.version.clone()), place.unwrap_or_default())
            }
            _ => (None, String::new()),
        },
        Err(_) => (None, String::new()),
    }
}

/// What is marked in the list.
struct Chosen<'a> {
    default: Option<&'a Version>,
    here: Option<&'a Version>,
    /// What says so of the one used here; empty where nothing does.
    place: &'a str,
}

fn lines(
    context: &Context,
    toolchains: &[Toolchain],
    chosen: &Chosen<'_>,
    with_proof: bool,
) -> Vec<Vec<String>> {
    let lang = context.ui.lang;
    let Chosen { default, here, place } = *chosen;
    let line = |toolchain: &Toolchain| {
        let is = |other: Option<&Version>| other == Some(&toolchain.version);
        let mark = if is(here) { "*" } else { " " };
        let mut notes = Vec::new();
        if is(default) {
            notes.push(lang.is_default());
        }
        if is(here) && !(is(default) && place.is_empty()) {
            notes.push(lang.is_used_here(place));
        }
        notes.extend(imported(context, toolchain, with_proof));
        vec![format!("{mark} {}", toolchain.version.toolchain_name()), notes.join(", ")]
    };
    toolchains.iter().map(line).collect()
}

/// Where one that gv has not fetched comes from. Whether it is proven is a column of its own where that is asked for.
fn imported(context: &Context, toolchain: &Toolchain, with_proof: bool) -> Vec<String> {
    let (lang, store) = (context.ui.lang, Store::of(&context.home));
    let Some(receipt) = store.receipt(&toolchain.version) else { return Vec::new() };
    let Some(manager) = receipt.imported_from else { return Vec::new() };
    let link = store.linked_to(&toolchain.version);
    let mut notes = vec![lang.imported_from(&manager)];
    notes.extend(link.map(|path| lang.linked_to(&shown(&path, &context.env))));
    notes.extend((receipt.proof.is_none() && !with_proof).then(|| lang.not_proven()));
    notes
}

/// Who vouched for it, whose bytes they were, and when.
fn proof(context: &Context, receipt: Option<&Receipt>) -> Vec<String> {
    let lang = context.ui.lang;
    let Some(receipt) = receipt else { return vec![lang.no_receipt()] };
    let since = (receipt.installed_at > 0).then(|| date::day(receipt.installed_at));
    match receipt.authority() {
        Some(authority) => {
            vec![
                lang.authority(&authority).trim().to_owned(),
                receipt.sources.join(", "),
                since.unwrap_or_default(),
            ]
        }
        None => vec![lang.not_proven(), receipt.sources.join(", "), since.unwrap_or_default()],
    }
}

fn row(store: &Store, toolchain: &Toolchain, default: Option<&Version>, here: Option<&Version>) -> Row {
    let receipt = store.receipt(&toolchain.version);
    Row {
        version: toolchain.version.to_string(),
        path: toolchain.path.display().to_string(),
        default: default == Some(&toolchain.version),
        here: here == Some(&toolchain.version),
        proof: receipt.as_ref().and_then(|receipt| receipt.proof.clone()),
        hash: receipt.as_ref().and_then(Receipt::hash),
        sources: receipt.as_ref().map(|receipt| receipt.sources.clone()).unwrap_or_default(),
        installed_at: receipt.as_ref().map(|receipt| receipt.installed_at),
        imported_from: receipt.and_then(|receipt| receipt.imported_from),
        linked_to: store.linked_to(&toolchain.version).map(|path| path.display().to_string()),
    }
}
