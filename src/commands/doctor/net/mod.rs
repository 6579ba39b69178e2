//! `gv doctor net [URL|MODULE…]`

mod document;
mod page;

use crate::commands::{Done, is_on};
use crate::context::Context;
use crate::diagnose::net::{self, Endpoint, Plan};
use crate::probe::World;
use crate::ui::report::code;
use clap::ArgMatches;
use url::Url;

/// Measures the way to every host that go and gv would ask here, or to those that were named, and says what is wrong.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    let targets: Vec<_> = args.get_many::<String>("target").into_iter().flatten().collect();
    let world = World::of(&context.env, &context.config)?;
    let endpoints = targets.iter().filter_map(|text| Url::parse(text).ok()).map(Endpoint::given);
    let plan = Plan { endpoints: endpoints.collect() };
    let found = net::run(&world, &plan);
    if is_on(args, "json") {
        context.ui.json(&document::of(context, &found));
    } else {
        page::show(context, &found);
    }
    Ok(if found.is_wrong() { code::FAILED } else { 0 })
}
