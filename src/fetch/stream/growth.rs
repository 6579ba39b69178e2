//! How many connections a download has: one to begin with, and more for as long as more of them bring more. A machine
//! without a clock, fed with what has come.

use std::time::Duration;

/// What is known at one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Since the download has several connections.
    pub now: Duration,
    /// How many bytes have come until now.
    pub came: u64,
    /// How many bytes are still to come.
    pub left: u64,
    /// Whether all connections have brought something.
    pub all_flow: bool,
    /// Whether a host that is not in use yet can be asked next.
    pub other_host: bool,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing now.
    Stay,
    /// So many connections more.
    Add(usize),
    /// Without those that were added last: they have brought nothing.
    Undo,
}

/// The machine.
#[derive(Debug)]
pub(super) struct Growth {
    /// How long a rate is measured.
    measure: Duration,
    /// What is over sooner is not worth another connection.
    soon: Duration,
    /// Bytes a second before the last change.
    before: f64,
    /// How many were added by the last change, and whether to a host of their own.
    added: usize,
    to_other_host: bool,
    changed: Duration,
    /// When the measurement began that judges the last change, and what had come by then.
    began: Option<(Duration, u64)>,
    /// Until then nothing is tried again.
    rest: Duration,
}

/// A connection that has brought nothing for so long is judged as it is.
const SETTLE: Duration = Duration::from_millis(1500);
/// After a change that did not help.
const REST: Duration = Duration::from_secs(10);
/// What a connection to another host has to bring more, and what one to the same: to be one of many is a burden there.
const OTHER_HOST: f64 = 1.05;
const SAME_HOST: f64 = 1.2;

impl Growth {
    /// At this rate the download came on one connection.
    pub fn new(rate: f64, measure: Duration, soon: Duration) -> Self {
        let (changed, rest) = Default::default();
        Self { measure, soon, before: rate, added: 0, to_other_host: false, changed, began: None, rest }
    }

    /// What is to be done now.
    pub fn step(&mut self, sight: Sight) -> Step {
        if self.added == 0 {
            return if sight.now >= self.rest { self.add(sight) } else { Step::Stay };
        }
        if !sight.all_flow && sight.now < self.changed + SETTLE {
            return Step::Stay;
        }
        let (since, came) = *self.began.get_or_insert((sight.now, sight.came));
        if sight.now < since + self.measure {
            return Step::Stay;
        }
        let rate = rate(sight.came - came, sight.now.saturating_sub(since));
        let least = if self.to_other_host { OTHER_HOST } else { SAME_HOST };
        if rate < self.before * least {
            (self.added, self.rest) = (0, sight.now + REST);
            return Step::Undo;
        }
        self.before = rate;
        self.add(sight)
    }

    /// Twice as many as before, where much is still to come.
    fn add(&mut self, sight: Sight) -> Step {
        #[expect(clippy::cast_precision_loss, reason = "a time is estimated")]
        let seconds = sight.left as f64 / self.before.max(1.0);
        if seconds < self.soon.as_secs_f64() {
            (self.added, self.rest) = (0, sight.now + self.measure);
            return Step::Stay;
        }
        self.added = (self.added * 2).max(1);
        (self.changed, self.began, self.to_other_host) = (sight.now, None, sight.other_host);
        Step::Add(self.added)
    }
}

/// Bytes a second.
#[expect(clippy::cast_precision_loss, reason = "a rate is an estimate")]
pub(super) fn rate(bytes: u64, time: Duration) -> f64 {
    bytes as f64 / time.as_secs_f64().max(0.001)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MB: u64 = 1_000_000;

    fn growth(rate: u64) -> Growth {
        let (measure, soon) = (Duration::from_millis(300), Duration::from_secs(1));
        Growth::new(super::rate(rate, Duration::from_secs(1)), measure, soon)
    }

    /// A network on which a number of connections brings so many bytes a second, looked at until all has come.
    fn run(total: u64, speed: impl Fn(usize) -> u64) -> (usize, Vec<Step>) {
        let (mut machine, mut lanes, mut came) = (growth(speed(1)), 1, 0);
        let (mut steps, mut last) = (Vec::new(), 0);
        for tick in 0..100_000 {
            came += speed(lanes) / 20;
            if came >= total {
                break;
            }
            let now = Duration::from_millis(tick * 50);
            let sight = Sight { now, came, left: total - came, all_flow: true, other_host: true };
            let step = machine.step(sight);
            match step {
                Step::Stay => continue,
                Step::Add(more) => (last, lanes) = (more.min(8 - lanes), (lanes + more).min(8)),
                Step::Undo => lanes -= last,
            }
            steps.push(step);
        }
        (lanes, steps)
    }

    #[test]
    fn connections_are_added_while_they_help() {
        assert_eq!(run(100 * MB, |lanes| lanes as u64 * 2 * MB).0, 8);
        assert_eq!(run(400 * MB, |lanes| lanes.min(4) as u64 * 4 * MB).0, 4);
    }

    #[test]
    fn a_full_wire_is_left_to_one_connection() {
        assert_eq!(run(100 * MB, |_| 4 * MB).0, 1);
    }

    #[test]
    fn what_is_soon_over_is_not_shared() {
        assert!(run(MB, |lanes| lanes as u64 * 2 * MB).1.is_empty());
    }

    proptest! {
        /// Whatever a network does, no more is undone than was added, and what is tried in vain is not tried at once again.
        #[test]
        fn it_never_flaps(rates in proptest::collection::vec(1_u64..20, 8), total in 1_u64..200) {
            let (lanes, steps) = run(total * MB, |lanes| rates[lanes.clamp(1, 8) - 1] * MB);
            prop_assert!((1..=8).contains(&lanes));
            prop_assert!(steps.len() < 60);
        }
    }
}
