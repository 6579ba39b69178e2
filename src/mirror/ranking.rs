//! How the mirrors of one kind stand: measured, judged and in order.

use super::{
    Candidate, Error, Grade, Judgement, Kind, Measured, Merit, Progress, Questions, Ranked, Session, Stats,
    judge, order,
};
use crate::fetch::Fault;

/// The mirrors of one kind, measured, judged and in order.
#[derive(Debug)]
pub struct Ranking {
    /// What they mirror.
    pub kind: Kind,
    /// What was seen of each.
    pub measured: Vec<Measured>,
    /// What is to be thought of each, in the same order.
    pub judged: Vec<Judgement>,
    /// How each did, in the same order.
    pub figures: Vec<Stats>,
    /// Who stands where, the best first.
    pub placed: Vec<Ranked>,
}

impl Ranking {
    /// Measures and orders, each kind by itself.
    pub fn measure(
        session: &Session<'_>,
        candidates: &[Candidate],
        (rounds, progress): (u32, &impl Progress),
    ) -> Result<(Vec<Self>, Questions), Error> {
        let mut questions = session.questions(candidates)?;
        let all = Self::measure_by(session, candidates, &mut questions, (rounds, progress))?;
        Ok((all, questions))
    }

    /// The same with questions that are known already.
    pub fn measure_by(
        session: &Session<'_>,
        candidates: &[Candidate],
        questions: &mut Questions,
        (rounds, progress): (u32, &impl Progress),
    ) -> Result<Vec<Self>, Error> {
        let measured = session.measure(candidates, questions, (rounds, progress))?;
        let (releases, proxies): (Vec<_>, Vec<_>) =
            measured.into_iter().partition(|measured| measured.candidate.kind == Kind::Release);
        let kinds = [(Kind::Release, releases), (Kind::Goproxy, proxies)];
        let there = kinds.into_iter().filter(|(_, measured)| !measured.is_empty());
        Ok(there.map(|(kind, measured)| Self::of(kind, measured, questions)).collect())
    }

    /// Whether one of them did all that it has to, without a failure.
    pub fn is_good(&self, index: usize) -> bool {
        let figures = &self.figures[index];
        self.judged[index].grade == Grade::Honest && figures.successes == figures.attempts
    }

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
    pub fn is_unreachable(&self) -> bool {
        let mut trials = self.measured.iter().flat_map(|measured| &measured.trials);
        trials.all(|trial| trial.as_ref().is_err_and(is_out_of_reach))
    }
}

/// The questions count as one more measurement.
fn counted(one: &Measured, judged: &Judgement) -> Stats {
    let figures = Stats::of(one.candidate.kind, &one.trials);
    let (attempts, successes) = (figures.attempts + 1, figures.successes + u32::from(judged.answered));
    Stats { attempts, successes, ..figures }
}

fn is_out_of_reach(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Refused
            | Fault::Dns
            | Fault::Timeout
            | Fault::Unreachable
            | Fault::Proxy { .. }
            | Fault::Login(_)
            | Fault::Offline
    )
}
