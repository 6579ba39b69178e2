//! A run of measurements: who is told of its steps, and where connections are kept.

use super::target::Target;
use super::{Budget, Stream};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A step on a way that has been taken, and how long it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Names were asked for.
    Names(Duration),
    /// A connection was made, or was not.
    Connection(Duration),
    /// A handshake was made, or was not.
    Handshake(Duration),
    /// A proxy was asked.
    Proxy(Duration),
}

/// Who is told of steps as they are taken.
pub type Watch = Arc<dyn Fn(&Target, Step) + Send + Sync>;

/// What a measurement runs under.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// When it has to be over.
    pub budget: Budget,
    /// Who is told of its steps.
    pub watch: &'a Watch,
    /// Where connections are kept.
    pub spares: &'a Spares,
}

/// Connections by their address, kept for who asks next.
#[derive(Clone, Default)]
pub struct Spares(Arc<Mutex<Vec<Spare>>>);

type Spare = (IpAddr, Box<dyn Stream>);

impl Spares {
    pub(super) fn put(&self, address: IpAddr, stream: Box<dyn Stream>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((address, stream));
    }

    /// The one to an address.
    pub fn take(&self, address: IpAddr) -> Option<Box<dyn Stream>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|(known, _)| *known == address)?;
        Some(all.swap_remove(place).1)
    }
}
