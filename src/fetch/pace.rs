//! How fast bytes come, the time counted that was spent waiting for them.

use std::time::Duration;

/// So many bytes more count as progress: the rounds start again, and no less may come in four times the limit of
/// silence. Together that bounds how long sources that always fail can hold us.
pub(super) const PROGRESS: u64 = 64 * 1024;

/// The pace of one body.
#[derive(Debug, Default)]
pub(super) struct Pace {
    waited: Duration,
    came: u64,
}

impl Pace {
    /// Whether so little comes that it is no better than silence.
    pub fn is_trickle(&mut self, waited: Duration, bytes: usize, stall: Duration) -> bool {
        self.waited += waited;
        self.came += bytes as u64;
        if self.waited < stall * 4 {
            return false;
        }
        let trickle = self.came < PROGRESS;
        *self = Self::default();
        trickle
    }
}
