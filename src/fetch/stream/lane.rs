//! One of several connections: a task that brings one part of a file and tells what comes.

use crate::fetch::body::Body;
use crate::fetch::pace::Pace;
use crate::fetch::request::{Opened, Want, open};
use crate::fetch::{Client, Fault, Source, Timeouts};
use bytes::Bytes;
use std::ops::Range;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::timeout;

/// What a task tells, with the number it was given.
pub(super) type Tell = mpsc::Sender<(usize, Event)>;

/// What happens on a connection.
#[derive(Debug)]
pub(super) enum Event {
    /// The source answers, and has this ETag.
    Opened(Option<String>),
    /// The next bytes.
    Chunk(Bytes),
    /// No more comes.
    Ended(Result<(), Fault>),
}

/// A part that is asked for.
pub(super) struct Errand {
    pub client: Client,
    pub source: Source,
    pub part: Range<u64>,
    pub total: Option<u64>,
    pub etag: Option<String>,
    pub magic: Vec<u8>,
    pub timeouts: Timeouts,
}

/// A running task, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct Task(AbortHandle);

/// How long a further connection may take until its first bytes.
const ANSWER: Duration = Duration::from_secs(3);

impl Task {
    /// Asks for a part.
    pub fn ask(errand: Errand, number: usize, tell: Tell) -> Self {
        Self::of(async move {
            let ended = errand.run(number, &tell).await;
            let _ = tell.send((number, Event::Ended(ended))).await;
        })
    }

    /// Goes on with a body that has come as far as `position`.
    pub fn go_on(body: Body, position: u64, timeouts: Timeouts, number: usize, tell: Tell) -> Self {
        Self::of(async move {
            let ended = read_on(body, position, timeouts, number, &tell).await;
            let _ = tell.send((number, Event::Ended(ended))).await;
        })
    }

    fn of(work: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tokio::spawn(work).abort_handle())
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Errand {
    async fn run(&self, number: usize, tell: &Tell) -> Result<(), Fault> {
        let offset = self.part.start;
        let want = Want {
            offset,
            most: Some(self.part.end - offset),
            ranges: true,
            etag: self.etag.as_deref(),
            total: self.total,
            magic: &self.magic,
        };
        let opening = timeout(self.timeouts.answer.min(ANSWER), open(&self.client, &self.source, want));
        let Opened { body, first, start, etag, .. } = opening.await.map_err(|_| Fault::Timeout)??;
        if start != offset {
            return Err(Fault::Range { offset });
        }
        let position = offset + first.len() as u64;
        let _ = tell.send((number, Event::Opened(etag))).await;
        let _ = tell.send((number, Event::Chunk(first))).await;
        read_on(body, position, self.timeouts, number, tell).await
    }
}

/// Tells what comes, to the end of the body.
async fn read_on(
    mut body: Body,
    mut position: u64,
    timeouts: Timeouts,
    number: usize,
    tell: &Tell,
) -> Result<(), Fault> {
    let mut pace = Pace::default();
    loop {
        let asked = Instant::now();
        let answer = timeout(timeouts.stall, body.chunk()).await;
        let Ok(chunk) = answer else { return Err(Fault::Stalled { at: position }) };
        let Some(chunk) = chunk.map_err(|fault| fault.at(position))? else { return Ok(()) };
        if pace.is_trickle(asked.elapsed(), chunk.len(), timeouts.stall) {
            return Err(Fault::Stalled { at: position });
        }
        position += chunk.len() as u64;
        if tell.send((number, Event::Chunk(chunk))).await.is_err() {
            return Ok(());
        }
    }
}
