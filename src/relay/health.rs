//! Whether an upstream is used. Pure: what was seen and what time it is are given to it. An upstream that failed is skipped
//! until probes have found it well several times in a row, and one that keeps failing is probed less and less often.

use std::time::Duration;

/// How slow to act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// So many failures in a row that may be the target's fault count as one of the upstream.
    pub doubts: u32,
    /// So many good probes in a row bring it back.
    pub good: u32,
    /// The time between two probes at first.
    pub shortest: Duration,
    /// The time between two probes at most.
    pub longest: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { doubts: 3, good: 2, shortest: Duration::from_secs(5), longest: Duration::from_mins(1) }
    }
}

/// What was seen of an upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It did its work.
    Good,
    /// It failed itself.
    Failed,
    /// It could not reach the target, which may be the fault of either.
    Doubtful,
}

/// How an upstream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    state: State,
    /// How often it was taken out without a success of a client in between.
    falls: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Up { doubts: u32 },
    Down { next: Duration, good: u32 },
}

impl Default for Health {
    fn default() -> Self {
        Self { state: State::Up { doubts: 0 }, falls: 0 }
    }
}

impl Health {
    /// Whether it is used.
    pub fn is_up(&self) -> bool {
        matches!(self.state, State::Up { .. })
    }

    /// When it is probed next; `None` while it is used.
    pub fn next_probe(&self) -> Option<Duration> {
        match self.state {
            State::Up { .. } => None,
            State::Down { next, .. } => Some(next),
        }
    }

    /// Takes in what a client's request saw. Whether it changed from used to skipped.
    pub fn request(&mut self, seen: Seen, now: Duration, rules: &Rules) -> bool {
        let State::Up { doubts } = self.state else {
            // It was asked as the last resort. Only probes bring it back.
            return false;
        };
        match seen {
            Seen::Good => {
                *self = Self::default();
                false
            }
            Seen::Doubtful if doubts + 1 < rules.doubts => {
                self.state = State::Up { doubts: doubts + 1 };
                false
            }
            Seen::Doubtful | Seen::Failed => {
                self.falls = self.falls.saturating_add(1);
                self.state = State::Down { next: now + self.interval(rules), good: 0 };
                true
            }
        }
    }

    /// Takes in what a probe saw. Whether it changed from skipped to used.
    pub fn probe(&mut self, seen: Seen, now: Duration, rules: &Rules) -> bool {
        let State::Down { good, .. } = self.state else { return false };
        if seen == Seen::Good && good + 1 >= rules.good {
            self.state = State::Up { doubts: 0 };
            return true;
        }
        let good = if seen == Seen::Good { good + 1 } else { 0 };
        if seen != Seen::Good {
            self.falls = self.falls.saturating_add(1);
        }
        self.state = State::Down { next: now + self.interval(rules), good };
        false
    }

    fn interval(&self, rules: &Rules) -> Duration {
        let doubled = 1_u32.checked_shl(self.falls.saturating_sub(1)).unwrap_or(u32::MAX);
        rules.shortest.checked_mul(doubled).unwrap_or(rules.longest).min(rules.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: Rules =
        Rules { doubts: 3, good: 2, shortest: Duration::from_secs(5), longest: Duration::from_mins(1) };

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn one_failure_takes_it_out_and_two_good_probes_bring_it_back() {
        let mut health = Health::default();
        assert!(health.request(Seen::Failed, at(0), &RULES) && !health.is_up());
        assert_eq!(health.next_probe(), Some(at(5)));
        assert!(!health.request(Seen::Good, at(1), &RULES) && !health.is_up());
        assert!(!health.probe(Seen::Good, at(5), &RULES));
        assert!(health.probe(Seen::Good, at(10), &RULES) && health.is_up());
    }

    #[test]
    fn a_target_that_cannot_be_reached_is_not_the_upstreams_fault_at_once() {
        let mut health = Health::default();
        for seen in [Seen::Doubtful, Seen::Doubtful, Seen::Good, Seen::Doubtful, Seen::Doubtful] {
            assert!(!health.request(seen, at(0), &RULES) && health.is_up());
        }
        assert!(health.request(Seen::Doubtful, at(0), &RULES));
    }

    #[test]
    fn one_that_comes_and_goes_is_probed_less_often() {
        let mut health = Health::default();
        let mut waits = Vec::new();
        for _ in 0..6 {
            health.request(Seen::Failed, at(0), &RULES);
            waits.push(health.next_probe().unwrap().as_secs());
            health.probe(Seen::Good, at(0), &RULES);
            health.probe(Seen::Good, at(0), &RULES);
        }
        assert_eq!(waits, [5, 10, 20, 40, 60, 60]);
        health.request(Seen::Good, at(0), &RULES);
        health.request(Seen::Failed, at(0), &RULES);
        assert_eq!(health.next_probe(), Some(at(5)));
    }

    proptest! {
        #[test]
        fn it_comes_back_only_after_good_probes_in_a_row(steps in prop::collection::vec((any::<bool>(), 0..3_u8), 1..60)) {
            let mut health = Health::default();
            let mut good = 0;
            for (number, (is_probe, kind)) in steps.into_iter().enumerate() {
                let seen = [Seen::Good, Seen::Failed, Seen::Doubtful][usize::from(kind)];
                let (was_up, now) = (health.is_up(), at(number as u64));
                if is_probe {
                    good = if !was_up && seen == Seen::Good { good + 1 } else { 0 };
                    let back = health.probe(seen, now, &RULES);
                    prop_assert_eq!(back, !was_up && good >= RULES.good);
                } else {
                    good = if health.request(seen, now, &RULES) { 0 } else { good };
                }
                let next = health.next_probe();
                prop_assert!(next.is_none_or(|next| next >= RULES.shortest && next <= now + RULES.longest));
            }
        }
    }
}
