//! Measuring several mirrors side by side: each looked at once, then measured in rounds. In each round all of them
//! have their turn, in another order, so that what the network does at that moment favours none. All of it is bounded.

use super::{Candidate, Kind};
use crate::fetch::Fault;
use crate::probe::mirror::{Goproxy, ModuleSample, Prober, Release, ReleaseSample, Subject, Trial};
use crate::verify::Sha256;
use crate::verify::sumdb::Hashes;
use crate::version::Version;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant, timeout};

/// What all mirrors are asked, and what is known beforehand.
#[derive(Debug, Clone)]
pub struct Questions {
    /// Of release mirrors; `None` where no archive is known to ask for.
    pub release: Option<ReleaseSample>,
    /// The hash of that archive.
    pub expected: Option<Sha256>,
    /// Of proxies.
    pub module: ModuleSample,
    /// The hashes of the small module, where the checksum database itself was asked.
    pub proven: Option<Hashes>,
    /// The newest release there is.
    pub newest: Option<Version>,
}

/// What was seen of one mirror.
#[derive(Debug)]
pub enum Observation {
    /// Of one for releases.
    Release(Release),
    /// Of one for modules.
    Goproxy(Goproxy),
}

/// One mirror, looked at and measured.
#[derive(Debug)]
pub struct Measured {
    /// Which.
    pub candidate: Candidate,
    /// What was seen.
    pub seen: Observation,
    /// The measurements, one a round.
    pub trials: Vec<Result<Trial, Fault>>,
}

/// Who is told how far it is.
pub trait Progress {
    /// A round begins, counted from 1; round 0 is the look at each.
    fn round(&self, round: u32, of: u32);
}

/// Without a watcher.
impl Progress for () {
    fn round(&self, _: u32, _: u32) {}
}

/// Pieces that are fetched at once: more would measure this machine's line.
const AT_ONCE: usize = 2;
/// After so long no round begins any more.
const ALL: Duration = Duration::from_secs(90);
/// How long the look at one mirror may take.
const LOOK: Duration = Duration::from_secs(25);

/// Measures mirrors, in the order they are given. `questions` gains what the checksum database says, where a proxy
/// is among them.
pub async fn measure(
    prober: &Prober,
    candidates: &[Candidate],
    questions: &mut Questions,
    rounds: u32,
    progress: &impl Progress,
) -> Vec<Measured> {
    LocalSet::new()
        .run_until(async {
            progress.round(0, rounds);
            let proxies = candidates.iter().any(|candidate| candidate.kind == Kind::Goproxy);
            let proven = async { if proxies { prober.proven(&questions.module).await } else { None } };
            let (proven, mut all) = tokio::join!(proven, look(prober, candidates, questions));
            questions.proven = proven.or(questions.proven);
            let end = Instant::now() + ALL;
            for round in 1..=rounds {
                if Instant::now() >= end {
                    break;
                }
                progress.round(round, rounds);
                one_round(prober, &mut all, questions, round).await;
            }
            all
        })
        .await
}

/// Looks at all of them at once.
async fn look(prober: &Prober, candidates: &[Candidate], questions: &Questions) -> Vec<Measured> {
    let mut looking = JoinSet::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let (prober, candidate, questions) = (prober.clone(), candidate.clone(), questions.clone());
        looking.spawn_local(async move { (at, look_at(&prober, candidate, &questions).await) });
    }
    let mut all = joined(looking).await;
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, measured)| measured).collect()
}

async fn look_at(prober: &Prober, candidate: Candidate, questions: &Questions) -> Measured {
    let seen = match (candidate.kind, candidate.place(), &questions.release) {
        (Kind::Release, Some(place), Some(sample)) => {
            let seen = timeout(LOOK, prober.release(&place, sample)).await;
            Observation::Release(seen.unwrap_or_else(|_| silent_release()))
        }
        (Kind::Release, ..) => Observation::Release(silent_release()),
        (Kind::Goproxy, ..) => {
            let seen = timeout(LOOK, prober.goproxy(&candidate.url, &questions.module)).await;
            Observation::Goproxy(seen.unwrap_or_else(|_| silent_proxy()))
        }
    };
    Measured { candidate, seen, trials: Vec::new() }
}

/// One that did not answer in time.
fn silent_release() -> Release {
    Release { newest: None, whole: None, beginning: None, beside: None, within: Err(Fault::Timeout) }
}

/// One that did not answer in time.
fn silent_proxy() -> Goproxy {
    let none = || Fault::Timeout;
    Goproxy {
        list: Err(none()),
        info: Err(none()),
        go_mod: Err(none()),
        zip: Err(none()),
        missing: Err(none()),
        newest: Err(none()),
        toolchain: false,
        database: crate::probe::mirror::Database::Lacking(none()),
    }
}

async fn one_round(prober: &Prober, all: &mut [Measured], questions: &Questions, round: u32) {
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for at in shuffled(all.len()) {
        let Some(subject) = subject(&all[at], questions) else { continue };
        let (prober, turns) = (prober.clone(), Arc::clone(&turns));
        running.spawn_local(async move { (at, prober.measure(&subject, round - 1, &turns).await) });
    }
    for (at, trial) in joined(running).await {
        all[at].trials.push(trial);
    }
}

/// What a mirror is measured with.
fn subject(measured: &Measured, questions: &Questions) -> Option<Subject> {
    match &measured.seen {
        Observation::Release(_) => Some(questions.release.as_ref()?.subject(&measured.candidate.place()?)),
        Observation::Goproxy(seen) => questions.module.subject(&measured.candidate.url, seen.toolchain),
    }
}

async fn joined<T: 'static>(mut running: JoinSet<T>) -> Vec<T> {
    let mut all = Vec::with_capacity(running.len());
    while let Some(done) = running.join_next().await {
        all.push(done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())));
    }
    all
}

/// The numbers below `count` in an order by chance.
fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let chance = RandomState::new();
    order.sort_by_key(|at| chance.hash_one(at));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_by_chance_holds_everybody_once() {
        let mut orders: Vec<_> = (0..40).map(|_| shuffled(5)).collect();
        for order in &orders {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4]);
        }
        orders.sort();
        orders.dedup();
        assert!(orders.len() > 1, "40 times the same order");
    }
}
