//! Connections that stand between two questions.

use super::gates::{Gates, Pass, Place};
use super::http::Line;
use super::{Budget, Target};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// A connection that stands.
pub struct Standing {
    /// Where its questions are answered.
    target: Target,
    /// Where it leads: to the proxy, or to the target itself.
    place: Place,
    /// The connection.
    pub line: Line,
    /// That there is one more.
    pass: Option<Pass>,
}

impl Standing {
    /// One that has just been made.
    pub fn new(target: &Target, place: &Place, line: Line, pass: Option<Pass>) -> Self {
        Self { target: target.clone(), place: place.clone(), line, pass }
    }
}

/// What stands and is not used.
#[derive(Default)]
pub struct Lines(Mutex<Vec<Standing>>);

impl Lines {
    /// Waits until one more connection may be made; `None` where the run is over before. What stands there and is not used
    /// makes room.
    pub async fn pass(&self, gates: &Gates, place: &Place, budget: Budget) -> Option<Pass> {
        let make_room = || {
            let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = idle.iter().position(|known| known.place == *place) {
                drop(idle.swap_remove(found));
            }
        };
        timeout(budget.for_step(Duration::MAX), gates.pass(place, make_room)).await.ok().flatten()
    }

    /// One that stands for a target.
    pub fn take(&self, target: &Target) -> Option<Standing> {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|known| known.line.is_open());
        let place = idle.iter().position(|known| known.target == *target)?;
        Some(idle.swap_remove(place))
    }

    /// Keeps one for the next question, unless another host waits for its place.
    pub fn put(&self, standing: Standing) {
        let is_wanted = standing.pass.as_ref().is_some_and(Pass::is_wanted);
        if standing.line.is_open() && !is_wanted {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(standing);
        }
    }
}
