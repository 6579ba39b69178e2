//! How many connections there may be to one place at once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A host and a port.
pub type Place = (String, u16);

/// How many connections there are to each place: to a proxy, however many hosts are behind it, or to a host.
#[derive(Default)]
pub struct Gates(Mutex<HashMap<Place, Arc<Gate>>>);

struct Gate {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// One of the connections to a place, as long as it is kept.
pub struct Pass {
    gate: Arc<Gate>,
    _permit: OwnedSemaphorePermit,
}

/// More connections than these are not made to one place at once: on a thin line they would starve each other.
const MOST: usize = 6;

impl Gates {
    fn of(&self, place: &Place) -> Arc<Gate> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Gate { free: Arc::new(Semaphore::new(MOST)), waiting: AtomicUsize::new(0) });
        Arc::clone(gates.entry(place.clone()).or_insert_with(new))
    }

    /// Waits until there may be one more. `make_room` is called where there may not be: it lets go of what is not used.
    pub async fn pass(&self, place: &Place, make_room: impl FnOnce()) -> Option<Pass> {
        let gate = self.of(place);
        if let Ok(permit) = Arc::clone(&gate.free).try_acquire_owned() {
            return Some(Pass { gate, _permit: permit });
        }
        let waiting = Waiting::at(&gate);
        make_room();
        let permit = Arc::clone(&gate.free).acquire_owned().await.ok();
        drop(waiting);
        permit.map(|permit| Pass { gate, _permit: permit })
    }
}

impl Pass {
    /// Whether another one is waited for.
    pub fn is_wanted(&self) -> bool {
        self.gate.waiting.load(Ordering::SeqCst) > 0
    }
}

/// A waiting caller, until this is dropped.
struct Waiting<'a>(&'a Gate);

impl<'a> Waiting<'a> {
    fn at(gate: &'a Gate) -> Self {
        gate.waiting.fetch_add(1, Ordering::SeqCst);
        Self(gate)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}
