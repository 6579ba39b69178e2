//! `gv mirror test [NAME|URL…] [--release|--goproxy] [--rounds N] [--json]`

use super::desk::Desk;
use super::standings::Standings;
use super::{document, kinds, page};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::mirror::{Candidate, Kind};
use crate::ui::report::code;
use clap::ArgMatches;

/// Measures mirrors, and shows how they stand.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let desk = Desk::open(context)?;
    let typed: Vec<&String> = args.get_many("mirror").into_iter().flatten().collect();
    let candidates = candidates(&desk, &kinds(args), &typed)?;
    if candidates.is_empty() {
        context.ui.warn(&context.ui.lang.mirror_none_to_test());
        return Ok(code::FAILED);
    }
    let rounds = args.get_one::<u32>("rounds").copied().unwrap_or(3);
    let (standings, questions) = Standings::measure(&desk, &candidates, rounds)?;
    if is_on(args, "json") {
        context.ui.json(&document::standings(&standings, &questions, rounds, context));
    } else {
        page::show(&standings, context);
    }
    Ok(ending(&standings, context))
}

fn candidates(desk: &Desk<'_>, kinds: &[Kind], typed: &[&String]) -> Result<Vec<Candidate>, Error> {
    if typed.is_empty() {
        let of_kind = |candidate: &&Candidate| kinds.contains(&candidate.kind);
        return Ok(desk.candidates.all.iter().filter(of_kind).cloned().collect());
    }
    let mut found: Vec<Candidate> = Vec::new();
    for typed in typed {
        found.extend(desk.candidates.named(typed, kinds)?);
    }
    Ok(found)
}

fn ending(standings: &[Standings], context: &Context) -> u8 {
    let (ui, lang) = (&context.ui, context.ui.lang);
    if standings.iter().all(Standings::is_unreachable) {
        ui.warn(&lang.mirror_network_down());
        return code::NETWORK;
    }
    let mut ending = 0;
    for none in standings.iter().filter(|standings| standings.usable().next().is_none()) {
        ui.warn(&lang.mirror_none_usable(&lang.mirror_kind(none.kind)));
        ending = code::FAILED;
    }
    ending
}
