//! What listens: two sockets on loopback, on each of which HTTP and SOCKS 5 are understood. A client has so long to say who
//! it is, and the one that has been silent longest goes where there are too many of them.

mod answer;
mod control;
mod http;
mod modules;
mod socks;

use super::Shared;
use crate::probe::Stream;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

/// For the first byte of a client, for the rest of its greeting, and for the head of a request.
pub(super) const GREETING: Duration = Duration::from_secs(10);
/// So many clients may be about to say who they are.
const STRANGERS: usize = 256;
/// A client that spoke SOCKS begins with its version.
const SOCKS: u8 = 5;

/// Accepts clients, until the future is dropped.
pub async fn listen(shared: Arc<Shared>, listener: TcpListener) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => accept(&shared, stream),
            // There are too many files open: some will close.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

fn accept(shared: &Arc<Shared>, stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let number = shared.strangers.number();
    let known = Known { shared: Arc::clone(shared), number };
    let task = {
        let shared = Arc::clone(shared);
        tokio::spawn(async move { greet(shared, stream, known).await })
    };
    shared.strangers.add(number, task.abort_handle());
}

async fn greet(shared: Arc<Shared>, stream: TcpStream, known: Known) {
    let _open = shared.open();
    let mut first = [0];
    if let Ok(Ok(1)) = timeout(GREETING, stream.peek(&mut first)).await {
        speak(&shared, first[0], stream, known).await;
    }
}

/// Speaks the language in which a client has begun.
async fn speak<S: Stream>(shared: &Arc<Shared>, first: u8, stream: S, known: Known) {
    if first == SOCKS {
        socks::serve(shared, stream, &known).await;
    } else {
        http::serve(shared, stream, known).await;
    }
}

/// Serves a client that does not come over the network.
pub(super) async fn meet<S: Stream>(shared: &Arc<Shared>, first: u8, stream: S) {
    let known = Known { shared: Arc::clone(shared), number: shared.strangers.number() };
    speak(shared, first, stream, known).await;
}

/// The clients that have not said yet who they are.
#[derive(Debug, Default)]
pub struct Strangers {
    waiting: Mutex<(u64, VecDeque<(u64, AbortHandle)>)>,
}

impl Strangers {
    fn number(&self) -> u64 {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.0 += 1;
        waiting.0
    }

    fn add(&self, number: u64, task: AbortHandle) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.1.push_back((number, task));
        while waiting.1.len() > STRANGERS {
            if let Some((_, oldest)) = waiting.1.pop_front() {
                oldest.abort();
            }
        }
    }

    fn remove(&self, number: u64) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.1.retain(|(other, _)| *other != number);
    }
}

/// What a client calls once it has shown the secret. One that ends without is no longer waited for either.
struct Known {
    shared: Arc<Shared>,
    number: u64,
}

impl Known {
    fn is_known(&self) {
        self.shared.strangers.remove(self.number);
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.is_known();
    }
}
