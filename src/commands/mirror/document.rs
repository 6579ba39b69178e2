//! The same for scripts.

use crate::context::Context;
use crate::mirror::{Candidate, Grade, Kind, Questions, Ranked, Ranking, Session, Spread};
use crate::urls::masked;
use serde::Serialize;
use std::time::Duration;

#[derive(Serialize)]
pub struct Listing {
    schema_version: u32,
    mirrors: Vec<Known>,
    in_force: InForce,
}

#[derive(Serialize)]
struct Known {
    kind: &'static str,
    name: String,
    url: String,
    source: &'static str,
    note: Option<String>,
    in_force: Option<usize>,
}

#[derive(Serialize)]
struct InForce {
    goproxy: String,
    gosumdb: String,
    mirrors: Vec<String>,
}

#[derive(Serialize)]
pub struct Document {
    schema_version: u32,
    rounds: u32,
    newest: Option<String>,
    mirrors: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    kind: &'static str,
    name: String,
    url: String,
    place: usize,
    grade: &'static str,
    attempts: u32,
    successes: u32,
    connect_ms: Option<Figures>,
    first_byte_ms: Option<Figures>,
    bytes_per_second: Option<Figures>,
    usual_ms: Option<Figures>,
    newest: Option<String>,
    passes_database: bool,
    lies: Vec<Word>,
    remarks: Vec<Word>,
    errors: Vec<String>,
    why: Word,
}

#[derive(Serialize)]
struct Figures {
    p50: u64,
    p95: u64,
}

#[derive(Serialize)]
struct Word {
    id: &'static str,
    text: String,
}

/// What `gv mirror ls` knows.
pub fn listing(session: &Session<'_>, kinds: &[Kind], context: &Context) -> Listing {
    let known = |candidate: &Candidate| Known {
        kind: candidate.kind.id(),
        name: candidate.name.clone(),
        url: candidate.shown(),
        source: candidate.came.id(),
        note: candidate.note.map(|(note, seen)| note.message(seen, context.ui.lang)),
        in_force: candidate.in_force,
    };
    let mirrors = kinds.iter().flat_map(|kind| session.candidates.of_kind(*kind)).map(known).collect();
    let mut releases: Vec<_> =
        session.candidates.of_kind(Kind::Release).filter(|it| it.in_force.is_some()).collect();
    releases.sort_by_key(|candidate| candidate.in_force);
    let in_force = InForce {
        goproxy: masked("GOPROXY", session.go.text("GOPROXY")),
        gosumdb: masked("GOSUMDB", session.go.text("GOSUMDB")),
        mirrors: releases.into_iter().map(Candidate::shown).collect(),
    };
    Listing { schema_version: 1, mirrors, in_force }
}

/// How mirrors stand.
pub fn standings(all: &[Ranking], questions: &Questions, rounds: u32, context: &Context) -> Document {
    let rows = all.iter().flat_map(|standings| {
        standings.placed.iter().enumerate().map(move |(at, placed)| row(standings, at, placed, context))
    });
    Document {
        schema_version: 1,
        rounds,
        newest: questions.newest.as_ref().map(ToString::to_string),
        mirrors: rows.collect(),
    }
}

fn row(standings: &Ranking, at: usize, placed: &Ranked, context: &Context) -> Row {
    let lang = context.ui.lang;
    let (measured, judged) = (&standings.measured[placed.index], &standings.judged[placed.index]);
    let figures = &standings.figures[placed.index];
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let times = |spread: Option<Spread<Duration>>| {
        spread.map(|spread| Figures { p50: millis(spread.p50), p95: millis(spread.p95) })
    };
    let errors = measured.trials.iter().filter_map(|trial| trial.as_ref().err());
    Row {
        kind: standings.kind.id(),
        name: measured.candidate.name.clone(),
        url: measured.candidate.shown(),
        place: at + 1,
        grade: match judged.grade {
            Grade::Honest => "honest",
            Grade::Unusable => "unusable",
            Grade::Liar => "liar",
        },
        attempts: figures.attempts,
        successes: figures.successes,
        connect_ms: times(figures.connect),
        first_byte_ms: times(figures.first_byte),
        bytes_per_second: figures.rate.map(|rate| Figures { p50: rate.p50, p95: rate.p95 }),
        usual_ms: times(figures.usual),
        newest: judged.newest.as_ref().map(ToString::to_string),
        passes_database: judged.passes_database,
        lies: judged.lies.iter().map(|lie| Word { id: lie.id(), text: lie.message(lang) }).collect(),
        remarks: judged
            .remarks
            .iter()
            .map(|remark| Word { id: remark.id(), text: remark.message(lang) })
            .collect(),
        errors: errors.map(|fault| fault.message(lang)).collect(),
        why: Word { id: placed.why.id(), text: placed.why.message(lang) },
    }
}
