//! When a watch switches away from a mirror and when it comes back. Pure: what was seen and what time it is are given to
//! it. It does not flap: one failure is none, coming back wants several good answers, and between two switches lies a
//! time of staying.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How slow to act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// So many failures in a row make it switch.
    pub failures: u32,
    /// So many good answers in a row of the preferred mirror make it come back.
    pub good: u32,
    /// How long at least it stays with a mirror once it has switched.
    pub stay: Duration,
}

/// How things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The preferred mirror is used, and answers.
    Healthy,
    /// It is used, and has failed so often in a row.
    Failing(u32),
    /// Another one is used.
    Switched,
    /// Another one is used, and the preferred one has answered so often in a row.
    Recovering(u32),
}

/// A watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// How things stand.
    pub state: State,
    /// How often in a row the other mirror failed, once it is used.
    stumbles: u32,
    /// When it last switched, in milliseconds of the clock that is given to it.
    switched: Option<u64>,
}

/// What one probe saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// Whether the preferred mirror can be used.
    pub preferred: bool,
    /// Whether the one that is used can. While nothing was switched these are the same mirror.
    pub current: bool,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nothing.
    Stay,
    /// Another mirror is to be used.
    Switch,
    /// The preferred one is to be used again.
    Back,
}

impl Default for Rules {
    fn default() -> Self {
        Self { failures: 2, good: 3, stay: Duration::from_mins(10) }
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self { state: State::Healthy, stumbles: 0, switched: None }
    }
}

impl Watch {
    /// Takes in what a probe saw at a time, in milliseconds, and says what is to be done. It counts as done only when
    /// [`Watch::done`] is told; else it is decided again the next time.
    pub fn see(&mut self, probe: Probe, now: u64, rules: &Rules) -> Decision {
        // A clock that was set back makes the stay begin anew.
        self.switched = self.switched.map(|at| at.min(now));
        let may = self.switched.is_none_or(|at| u128::from(now - at) >= rules.stay.as_millis());
        match self.state {
            State::Healthy | State::Failing(_) if probe.current => {
                self.state = State::Healthy;
                Decision::Stay
            }
            State::Healthy | State::Failing(_) => {
                let times = self.failures().saturating_add(1);
                self.state = State::Failing(times);
                if times >= rules.failures && may { Decision::Switch } else { Decision::Stay }
            }
            State::Switched | State::Recovering(_) => self.see_away(probe, may, rules),
        }
    }

    fn see_away(&mut self, probe: Probe, may: bool, rules: &Rules) -> Decision {
        self.stumbles = if probe.current { 0 } else { self.stumbles.saturating_add(1) };
        self.state = match (self.state, probe.preferred) {
            (State::Recovering(times), true) => State::Recovering(times.saturating_add(1)),
            (_, true) => State::Recovering(1),
            (_, false) => State::Switched,
        };
        match self.state {
            State::Recovering(times) if times >= rules.good && may => Decision::Back,
            _ if self.stumbles >= rules.failures && may => Decision::Switch,
            _ => Decision::Stay,
        }
    }

    /// Is told that what it decided was done.
    pub fn done(&mut self, decision: Decision, now: u64) {
        self.state = match decision {
            Decision::Stay => return,
            // What was seen of the preferred one so far still counts.
            Decision::Switch => match self.state {
                State::Recovering(times) => State::Recovering(times),
                _ => State::Switched,
            },
            Decision::Back => State::Healthy,
        };
        self.stumbles = 0;
        self.switched = Some(now);
    }

    /// Whether another mirror than the preferred one is used.
    pub fn is_away(&self) -> bool {
        matches!(self.state, State::Switched | State::Recovering(_))
    }

    /// How often in a row the mirror that is used has failed.
    pub fn failures(&self) -> u32 {
        match self.state {
            State::Failing(times) => times,
            State::Healthy => 0,
            State::Switched | State::Recovering(_) => self.stumbles,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: u64 = 60_000;

    fn probe(preferred: bool, current: bool) -> Probe {
        Probe { preferred, current }
    }

    /// Sees a probe a minute, and does what is decided.
    fn decided(watch: &mut Watch, probes: &[(bool, bool)], from: u64) -> Vec<Decision> {
        let minutes = probes.iter().zip(from..);
        let one = |((preferred, current), minute): (&(bool, bool), u64)| {
            let decision = watch.see(probe(*preferred, *current), minute * MINUTE, &Rules::default());
            watch.done(decision, minute * MINUTE);
            decision
        };
        minutes.map(one).collect()
    }

    #[test]
    fn one_failure_is_none_and_two_in_a_row_are() {
        use Decision::{Back, Stay, Switch};
        let mut watch = Watch::default();
        let (good, bad) = ((true, true), (false, false));
        assert_eq!(decided(&mut watch, &[bad, good, bad, bad], 0), [Stay, Stay, Stay, Switch]);
        assert_eq!(watch.state, State::Switched);
        // It answers again at once: three times, and ten minutes after the switch.
        let again = [(true, true); 10];
        assert_eq!(decided(&mut watch, &again, 4), [[Stay; 9].as_slice(), &[Back]].concat());
        assert_eq!(watch.state, State::Healthy);
        // And fails at once: not before another ten minutes.
        let fails = [bad; 10];
        assert_eq!(decided(&mut watch, &fails, 14), [[Stay; 9].as_slice(), &[Switch]].concat());
    }

    #[test]
    fn an_answer_now_and_then_is_no_recovery() {
        let mut watch = Watch::default();
        decided(&mut watch, &[(false, false), (false, false)], 0);
        let flickers = [(true, true), (true, true), (false, true)].repeat(10);
        assert!(decided(&mut watch, &flickers, 20).iter().all(|decision| *decision == Decision::Stay));
    }

    #[test]
    fn the_other_one_may_fail_too() {
        use Decision::{Back, Stay, Switch};
        let mut watch = Watch::default();
        decided(&mut watch, &[(false, false), (false, false)], 0);
        let fails = [(false, false), (false, false), (false, true), (true, true), (true, true), (true, true)];
        assert_eq!(decided(&mut watch, &fails, 20), [Stay, Switch, Stay, Stay, Stay, Stay]);
        assert_eq!(watch.state, State::Recovering(3));
        assert_eq!(decided(&mut watch, &[(true, true)], 40), [Back]);
    }

    #[test]
    fn what_could_not_be_done_is_decided_again() {
        let mut watch = Watch::default();
        let bad = probe(false, false);
        let rules = Rules::default();
        let decisions: Vec<_> = (0..4).map(|minute| watch.see(bad, minute * MINUTE, &rules)).collect();
        assert_eq!(decisions, [Decision::Stay, Decision::Switch, Decision::Switch, Decision::Switch]);
        assert_eq!((watch.state, watch.failures()), (State::Failing(4), 4));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_keep_it_for_ever() {
        let mut watch = Watch { switched: Some(1_000_000 * MINUTE), ..Watch::default() };
        let fails = [(false, false); 12];
        let decisions = decided(&mut watch, &fails, 5);
        assert_eq!(decisions.iter().position(|decision| *decision == Decision::Switch), Some(10));
    }

    proptest! {
        /// Whatever is seen, and however unevenly time passes: at most one switch in the time of staying, none away from a
        /// mirror that did not just fail twice, none back to one that did not answer three times in a row.
        #[test]
        fn it_never_flaps(steps in prop::collection::vec((any::<bool>(), any::<bool>(), 0_u64..8 * MINUTE, any::<bool>()), 0..300)) {
            let rules = Rules::default();
            let mut watch = Watch::default();
            let (mut now, mut last) = (0, None::<u64>);
            let (mut bad, mut good) = (0, 0);
            for (preferred, current, passes, works) in steps {
                now += passes;
                let away = watch.is_away();
                let current = if away { current } else { preferred };
                bad = if current { 0 } else { bad + 1 };
                good = if preferred { good + 1 } else { 0 };
                let decision = watch.see(probe(preferred, current), now, &rules);
                match decision {
                    Decision::Stay => continue,
                    Decision::Switch => prop_assert!(bad >= 2),
                    Decision::Back => prop_assert!(away && good >= 3),
                }
                if works {
                    watch.done(decision, now);
                    prop_assert!(last.is_none_or(|last| now - last >= 10 * MINUTE), "{last:?} {now}");
                    prop_assert_eq!(watch.is_away(), decision == Decision::Switch);
                    last = Some(now);
                    bad = 0;
                }
            }
        }

        /// A mirror that fails and goes on failing is left at the second probe.
        #[test]
        fn a_failure_is_answered_within_two_probes(before in 0_u64..20) {
            let mut watch = Watch::default();
            for minute in 0..before {
                prop_assert_eq!(watch.see(probe(true, true), minute, &Rules::default()), Decision::Stay);
            }
            watch.see(probe(false, false), before, &Rules::default());
            prop_assert_eq!(watch.see(probe(false, false), before + 1, &Rules::default()), Decision::Switch);
        }
    }
}
