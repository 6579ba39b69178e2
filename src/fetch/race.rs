//! Asking several sources at once, each a moment after the one before; the first acceptable answer wins.

use super::client::Client;
use super::request::{Opened, Want, open};
use super::{Fault, Source, Timeouts};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use tokio::time::{Instant, sleep_until, timeout};

/// A source in a race: its place in the list, itself, and what is wanted of it.
pub(super) type Entry<'a> = (usize, &'a Source, Want<'a>);

type Pending<'a> = Pin<Box<dyn Future<Output = (usize, Result<Opened, Fault>)> + 'a>>;

/// The winner, if there is one, and what the others that answered did wrong.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub winner: Option<(usize, Opened)>,
    pub faults: Vec<(usize, Fault)>,
}

/// Runs a race. Those still asked when it is decided are dropped, with their connections.
pub(super) async fn race(client: &Client, entries: Vec<Entry<'_>>, timeouts: &Timeouts) -> Outcome {
    let mut outcome = Outcome::default();
    let mut waiting = entries.into_iter();
    let mut asked: Vec<Pending<'_>> = Vec::new();
    loop {
        if let Some((place, source, want)) = waiting.next() {
            let answer = timeout(timeouts.answer, open(client, source, want));
            asked.push(Box::pin(async move { (place, answer.await.unwrap_or(Err(Fault::Timeout))) }));
        }
        if asked.is_empty() {
            return outcome;
        }
        let next_start = Instant::now() + timeouts.stagger;
        let (place, answer) = tokio::select! {
            biased;
            answered = first(&mut asked) => answered,
            () = sleep_until(next_start), if waiting.len() > 0 => continue,
        };
        match answer {
            Ok(opened) => {
                outcome.winner = Some((place, opened));
                return outcome;
            }
            Err(fault) => outcome.faults.push((place, fault)),
        }
    }
}

/// The first of them to be done, taken out of the list.
async fn first(asked: &mut Vec<Pending<'_>>) -> (usize, Result<Opened, Fault>) {
    poll_fn(|context| {
        for index in 0..asked.len() {
            if let Poll::Ready(done) = asked[index].as_mut().poll(context) {
                drop(asked.swap_remove(index));
                return Poll::Ready(done);
            }
        }
        Poll::Pending
    })
    .await
}
