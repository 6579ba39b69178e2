//! Stats of several measurements: how many went well, and how long they took. Pure.

use super::Kind;
use crate::fetch::Fault;
use crate::probe::mirror::Trial;
use std::time::Duration;

/// The middle and the bad end of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread<T> {
    /// Half of the measurements were no worse.
    pub p50: T,
    /// 95 of 100 were no worse.
    pub p95: T,
}

/// What all measurements of one mirror came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// How often it was measured.
    pub attempts: u32,
    /// How often that went well.
    pub successes: u32,
    /// Until the connection stood.
    pub connect: Option<Spread<Duration>>,
    /// Until the first byte.
    pub first_byte: Option<Spread<Duration>>,
    /// Bytes a second; the bad end is the low one.
    pub rate: Option<Spread<u64>>,
    /// How long a usual download would take.
    pub usual: Option<Spread<Duration>>,
}

/// The value that so many of 100 do not exceed, by the nearest rank: always one of the values. `None` of none.
pub fn percentile<T: Copy + Ord>(values: &[T], percent: usize) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent.min(100)).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

impl<T: Copy + Ord> Spread<T> {
    /// Where less is better.
    fn of(values: &[T]) -> Option<Self> {
        Some(Self { p50: percentile(values, 50)?, p95: percentile(values, 95)? })
    }

    /// Where more is better.
    fn of_rates(values: &[T]) -> Option<Self> {
        let turned: Vec<_> = values.iter().copied().map(std::cmp::Reverse).collect();
        Spread::of(&turned).map(|spread| Self { p50: spread.p50.0, p95: spread.p95.0 })
    }
}

impl Stats {
    /// Of the measurements of one mirror.
    pub fn of(kind: Kind, trials: &[Result<Trial, Fault>]) -> Self {
        let good: Vec<&Trial> = trials.iter().filter_map(|trial| trial.as_ref().ok()).collect();
        let times = |of: fn(&Trial) -> Duration| good.iter().map(|trial| of(trial)).collect::<Vec<_>>();
        let rates: Vec<_> = good.iter().filter_map(|trial| trial.rate).collect();
        let usual: Vec<_> = good.iter().map(|trial| usual(kind, trial)).collect();
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self {
            attempts: count(trials.len()),
            successes: count(good.len()),
            connect: Spread::of(&times(|trial| trial.connect)),
            first_byte: Spread::of(&times(|trial| trial.first_byte)),
            rate: Spread::of_rates(&rates),
            usual: Spread::of(&usual),
        }
    }

    /// Whether it went more often well than another did; with no attempt at all, it never did.
    pub fn cmp_success(&self, other: &Self) -> std::cmp::Ordering {
        let product = |one: &Self, two: &Self| u64::from(one.successes) * u64::from(two.attempts.max(1));
        product(self, other).cmp(&product(other, self))
    }
}

/// An archive of a release has some 70 MB and is one request; the modules of a project are some 8 MB in many small
/// ones, of which a few wait for one another.
fn usual(kind: Kind, trial: &Trial) -> Duration {
    let (bytes, waits) = match kind {
        Kind::Release => (70_000_000_u64, 1),
        Kind::Goproxy => (8_000_000, 4),
    };
    let micros = trial.rate.map_or(0, |rate| bytes.saturating_mul(1_000_000) / rate.max(1));
    (trial.first_byte * waits).saturating_add(Duration::from_micros(micros))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Sha256;
    use proptest::prelude::*;

    fn trial(first_byte: u64, rate: u64) -> Trial {
        Trial {
            connect: Duration::from_millis(first_byte / 2),
            first_byte: Duration::from_millis(first_byte),
            start: 0,
            bytes: 4 << 20,
            rate: Some(rate),
            digest: Sha256([0; 32]),
        }
    }

    #[test]
    fn the_bad_end_of_a_rate_is_the_low_one() {
        let trials = [
            Ok(trial(10, 9_000_000)),
            Err(Fault::Timeout),
            Ok(trial(30, 1_000_000)),
            Ok(trial(20, 5_000_000)),
        ];
        let figures = Stats::of(Kind::Release, &trials);
        assert_eq!((figures.attempts, figures.successes), (4, 3));
        assert_eq!(figures.rate, Some(Spread { p50: 5_000_000, p95: 1_000_000 }));
        let millis = Duration::from_millis;
        assert_eq!(figures.first_byte, Some(Spread { p50: millis(20), p95: millis(30) }));
        assert_eq!(figures.usual.unwrap().p50, millis(14_020));
    }

    #[test]
    fn without_a_measurement_there_is_no_figure() {
        assert_eq!(Stats::of(Kind::Goproxy, &[]), Stats::default());
        let failed = Stats::of(Kind::Goproxy, &[Err(Fault::Refused)]);
        assert_eq!((failed.attempts, failed.usual), (1, None));
    }

    proptest! {
        #[test]
        fn a_percentile_is_one_of_the_values_and_within_its_bounds(values in prop::collection::vec(0_u32..1000, 1..60), percent in 0_usize..=100) {
            let value = percentile(&values, percent).unwrap();
            prop_assert!(values.contains(&value));
            let below = values.iter().filter(|other| **other <= value).count();
            prop_assert!(below * 100 >= values.len() * percent);
            let strictly = values.iter().filter(|other| **other < value).count();
            prop_assert!(strictly * 100 <= values.len() * percent);
        }

        #[test]
        fn percentiles_rise(values in prop::collection::vec(0_u32..1000, 1..60), a in 0_usize..=100, b in 0_usize..=100) {
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(percentile(&values, low) <= percentile(&values, high));
            prop_assert_eq!(percentile(&values, 100), values.iter().copied().max());
            prop_assert_eq!(percentile(&values, 0), values.iter().copied().min());
        }

        #[test]
        fn success_is_an_order(counts in prop::collection::vec((0_u32..5, 0_u32..5), 3)) {
            let figures: Vec<_> = counts.iter().map(|(successes, failures)| Stats { attempts: successes + failures, successes: *successes, ..Stats::default() }).collect();
            let [a, b, c] = &figures[..] else { unreachable!() };
            prop_assert_eq!(a.cmp_success(b), b.cmp_success(a).reverse());
            if a.cmp_success(b).is_le() && b.cmp_success(c).is_le() {
                prop_assert!(a.cmp_success(c).is_le());
            }
        }
    }
}
