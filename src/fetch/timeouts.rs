//! How long a fetch waits for what, and how often it tries again.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The waiting times of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// After so long without an acceptable answer the next source is asked as well.
    pub stagger: Duration,
    /// How long a source may take until its first bytes, connecting included.
    pub answer: Duration,
    /// How long it may then stay silent.
    pub stall: Duration,
    /// How long a source sends alone before others, or further connections, are tried beside it.
    pub alone: Duration,
    /// What would be over sooner than this at the present rate is not shared.
    pub soon: Duration,
    /// How often all sources are gone through without real progress.
    pub rounds: u32,
    /// The wait after the first round; it doubles with each, up to [`Timeouts::LONGEST`].
    pub backoff: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self::with_stall(Duration::from_secs(15))
    }
}

impl Timeouts {
    /// The longest wait between two rounds.
    pub const LONGEST: Duration = Duration::from_secs(3);
    /// The longest that a `Retry-After` is obeyed.
    pub const RETRY_AFTER: Duration = Duration::from_secs(5);

    /// The same for a source that fetches what it does not have before its first byte: a module proxy, for which `go` waits
    /// without a limit. It is not asked again meanwhile, nor after that.
    #[must_use]
    pub fn of_fetching(self) -> Self {
        Self { answer: self.stall.saturating_mul(20), ..self }
    }

    /// Whether a source may take longer for its first byte than it may be silent later.
    pub fn waits_for_first(&self) -> bool {
        self.answer > self.stall
    }

    /// The usual timeouts with another limit of silence.
    pub fn with_stall(stall: Duration) -> Self {
        Self {
            stagger: Duration::from_millis(300),
            answer: stall,
            stall,
            alone: Duration::from_millis(300),
            soon: Duration::from_millis(1200),
            rounds: 3,
            backoff: Duration::from_millis(200),
        }
    }

    /// How long to wait after so many rounds (from 1), half of it by chance, so that many gv that were cut off
    /// together do not come back together. `asked` is what a source wants.
    pub(super) fn wait(&self, rounds: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.backoff.saturating_mul(1 << rounds.saturating_sub(1).min(16)).min(Self::LONGEST);
        let chance = RandomState::new().hash_one(rounds) % 1024;
        let jittered = doubled / 2 + doubled.mul_f64(chance_of(chance)) / 2;
        jittered.max(asked.unwrap_or_default().min(Self::RETRY_AFTER))
    }
}

/// Ten random bits as a number from 0 to 1.
fn chance_of(bits: u64) -> f64 {
    f64::from(u32::try_from(bits).unwrap_or(0)) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        let timeouts = Timeouts::default();
        for round in 1..40 {
            let wait = timeouts.wait(round, None);
            assert!(wait >= timeouts.backoff / 2 && wait <= Timeouts::LONGEST, "{wait:?}");
        }
        assert!(timeouts.wait(5, None) > timeouts.backoff);
        assert_eq!(timeouts.wait(1, Some(Duration::from_hours(1))), Timeouts::RETRY_AFTER);
    }
}
