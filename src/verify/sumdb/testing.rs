//! What the tests of the client stand on: a log that shares no code with gv, and waiting for what is ready.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

mod log;

pub use log::{Log, Signer};

/// What comes of something that never waits.
pub fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
