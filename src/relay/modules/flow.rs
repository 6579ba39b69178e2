//! The bytes of one file on their way to the client. Where the connection breaks, the rest is fetched from the same proxy:
//! by a range with the ETag or the length that the file began with; a proxy that sends the whole again is read on, and its
//! beginning compared. Nothing is stored: a hash of what the client has got is enough for that.

use super::ask::Begun;
use crate::fetch::{Bytes, Client, Fault, Passing, passing};
use ring::digest::{Context, SHA256};
use std::fmt;
use std::time::Duration;
use tokio::sync::mpsc::Sender;
use tokio::time::{sleep, timeout};
use url::Url;

/// So often in a row the rest is asked for in vain.
const TRIES: u32 = 6;
/// The wait before the second time; it doubles.
const BACKOFF: Duration = Duration::from_millis(100);

/// The file ends here, and is not whole.
#[derive(Debug)]
pub struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the module proxy did not send the rest of the file")
    }
}

impl std::error::Error for Broken {}

/// What came of a file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    /// Bytes that the client has got.
    pub bytes: u64,
    /// How often the rest was taken up.
    pub resumed: u64,
    /// Whether it is whole.
    pub is_whole: bool,
}

/// A file that is being sent.
pub struct Flow {
    client: Client,
    url: Url,
    /// The ETag that it began with.
    etag: Option<String>,
    /// The length that it began with.
    total: Option<u64>,
    /// Whether the rest may be taken up: the file is the same tomorrow.
    can_resume: bool,
    /// How long the proxy may be silent.
    stall: Duration,
    hash: Context,
    done: Delivered,
}

impl Flow {
    /// One that has begun. `can_resume` says whether the file is the same tomorrow.
    pub fn new(client: &Client, begun: &Begun, can_resume: bool, stall: Duration) -> Self {
        Self {
            client: client.clone(),
            url: begun.url.clone(),
            etag: begun.passing.etag().map(ToOwned::to_owned),
            total: begun.passing.length(),
            can_resume,
            stall,
            hash: Context::new(&SHA256),
            done: Delivered::default(),
        }
    }

    /// Sends all of it.
    pub async fn deliver(mut self, begun: Begun, to: Sender<Result<Bytes, Broken>>) -> Delivered {
        let mut next = begun.first;
        let mut body = begun.passing;
        loop {
            match self.pass(&mut body, next.take(), &to).await {
                Passed::Whole => {
                    self.done.is_whole = true;
                    return self.done;
                }
                Passed::Gone => return self.done,
                Passed::Broken => {}
            }
            let rest = if self.can_resume { self.take_up().await } else { None };
            let Some((rest, chunk)) = rest else {
                let _ = to.send(Err(Broken)).await;
                return self.done;
            };
            self.done.resumed += 1;
            (body, next) = (rest, chunk);
        }
    }

    /// Sends what comes, until it ends.
    async fn pass(
        &mut self,
        body: &mut Passing,
        mut next: Option<Bytes>,
        to: &Sender<Result<Bytes, Broken>>,
    ) -> Passed {
        loop {
            let chunk = match next.take() {
                Some(chunk) => Some(chunk),
                None => match timeout(self.stall, body.chunk()).await {
                    Ok(Ok(chunk)) => chunk,
                    Ok(Err(_)) | Err(_) => return Passed::Broken,
                },
            };
            let Some(chunk) = chunk else {
                let is_whole = self.total.is_none_or(|total| total == self.done.bytes);
                return if is_whole { Passed::Whole } else { Passed::Broken };
            };
            self.hash.update(&chunk);
            self.done.bytes += chunk.len() as u64;
            if to.send(Ok(chunk)).await.is_err() {
                return Passed::Gone;
            }
        }
    }

    /// Asks the same proxy for the rest. `None` where it does not come, or is not that of the same file.
    async fn take_up(&self) -> Option<(Passing, Option<Bytes>)> {
        for attempt in 0..TRIES {
            if attempt > 0 {
                sleep(BACKOFF * (1 << (attempt - 1))).await;
            }
            match self.rest().await {
                Ok(rest) => return Some(rest),
                Err(Trouble::Fault) => {}
                Err(Trouble::Other) => return None,
            }
        }
        None
    }

    async fn rest(&self) -> Result<(Passing, Option<Bytes>), Trouble> {
        let at = self.done.bytes;
        // Without either nothing says that a part belongs to the same file.
        let is_known = self.etag.is_some() || self.total.is_some();
        let offset = if is_known { at } else { 0 };
        let asking = passing(&self.client, &self.url, offset, self.etag.as_deref());
        // A proxy may have to fetch it again.
        let answer = timeout(self.stall * 4, asking).await.map_err(|_| Trouble::Fault)?;
        let mut answer = answer.map_err(|_: Fault| Trouble::Fault)?;
        let same = |total: Option<u64>| match (self.total, total) {
            (Some(began), Some(now)) => began == now,
            _ => true,
        };
        match answer.status {
            206 => match answer.range() {
                Some((first, total)) if first == at && same(total) => {
                    let chunk = self.chunk(&mut answer).await?;
                    Ok((answer, Some(chunk)))
                }
                _ => Err(Trouble::Other),
            },
            200 if same(answer.length()) => {
                let chunk = self.read_on(&mut answer).await?;
                Ok((answer, chunk))
            }
            200 | 416 => Err(Trouble::Other),
            _ => Err(Trouble::Fault),
        }
    }

    /// Reads the beginning that the client has got, and compares it. What follows it in the last chunk is returned.
    async fn read_on(&self, answer: &mut Passing) -> Result<Option<Bytes>, Trouble> {
        let mut hash = Context::new(&SHA256);
        let mut missing = self.done.bytes;
        while missing > 0 {
            let mut chunk = self.chunk(answer).await?;
            let known =
                chunk.split_to(usize::try_from(missing).map_or(chunk.len(), |it| it.min(chunk.len())));
            hash.update(&known);
            missing -= known.len() as u64;
            if missing == 0 {
                let is_same = hash.finish().as_ref() == self.hash.clone().finish().as_ref();
                return if is_same { Ok((!chunk.is_empty()).then_some(chunk)) } else { Err(Trouble::Other) };
            }
        }
        Ok(None)
    }

    async fn chunk(&self, answer: &mut Passing) -> Result<Bytes, Trouble> {
        match timeout(self.stall, answer.chunk()).await {
            Ok(Ok(Some(chunk))) => Ok(chunk),
            _ => Err(Trouble::Fault),
        }
    }
}

enum Passed {
    Whole,
    Broken,
    /// The client has gone.
    Gone,
}

/// Why the rest was not taken up.
enum Trouble {
    /// Another time it may be.
    Fault,
    /// It is another file now.
    Other,
}
