//! `gv mirror test [NAME|URL…] [--release|--goproxy] [--rounds N] [--json]`

use super::desk::Desk;
use super::{document, kinds, page};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::fetch::Fault;
use crate::mirror::{
    Candidate, Figures, Grade, Judged, Kind, Measured, Merit, Placed, Questions, judge, order,
};
use crate::ui::report::code;
use clap::ArgMatches;

/// The mirrors of one kind, measured, judged and in order.
pub struct Standings {
    /// What they mirror.
    pub kind: Kind,
    /// What was seen of each.
    pub measured: Vec<Measured>,
    /// What is to be thought of each, in the same order.
    pub judged: Vec<Judged>,
    /// How each did, in the same order.
    pub figures: Vec<Figures>,
    /// Who stands where, the best first.
    pub placed: Vec<Placed>,
}

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
    let (standings, questions) = standings(&desk, &candidates, rounds)?;
    if is_on(args, "json") {
        context.ui.json(&document::standings(&standings, &questions, rounds, context));
    } else {
        page::show(&standings, context);
    }
    Ok(ending(&standings, context))
}

/// Measures and orders, each kind by itself.
pub fn standings(
    desk: &Desk<'_>,
    candidates: &[Candidate],
    rounds: u32,
) -> Result<(Vec<Standings>, Questions), Error> {
    let (measured, questions) = desk.measure(candidates, rounds)?;
    let mut all = Vec::new();
    let (releases, proxies): (Vec<_>, Vec<_>) =
        measured.into_iter().partition(|measured| measured.candidate.kind == Kind::Release);
    for (kind, measured) in [(Kind::Release, releases), (Kind::Goproxy, proxies)] {
        if !measured.is_empty() {
            all.push(Standings::of(kind, measured, &questions));
        }
    }
    Ok((all, questions))
}

impl Standings {
    fn of(kind: Kind, measured: Vec<Measured>, questions: &Questions) -> Self {
        let judged = judge(&measured, questions);
        let figures: Vec<_> =
            measured.iter().zip(&judged).map(|(one, judged)| counted(one, judged)).collect();
        let merits = measured.iter().zip(&judged).zip(&figures).map(|((one, judged), figures)| Merit {
            name: one.candidate.name.clone(),
            grade: judged.grade,
            figures: *figures,
            newest: judged.newest.clone(),
        });
        let placed = order(&merits.collect::<Vec<_>>());
        Self { kind, measured, judged, figures, placed }
    }

    /// Those that can be used, the best first.
    pub fn usable(&self) -> impl Iterator<Item = usize> {
        let usable = |index: &usize| self.judged[*index].grade == Grade::Honest;
        self.placed.iter().map(|placed| placed.index).filter(usable)
    }

    /// Whether no measurement got as far as the mirror.
    fn is_unreachable(&self) -> bool {
        let mut trials = self.measured.iter().flat_map(|measured| &measured.trials);
        trials.all(|trial| trial.as_ref().is_err_and(is_out_of_reach))
    }
}

/// The questions count as one more measurement.
fn counted(one: &Measured, judged: &Judged) -> Figures {
    let figures = Figures::of(one.candidate.kind, &one.trials);
    let (attempts, successes) = (figures.attempts + 1, figures.successes + u32::from(judged.answered));
    Figures { attempts, successes, ..figures }
}

fn is_out_of_reach(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Refused
            | Fault::Dns
            | Fault::Timeout
            | Fault::Unreachable
            | Fault::Proxy { .. }
            | Fault::Offline
    )
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
