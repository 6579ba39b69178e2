//! The end of a file, fetched from the source that is sending it, while its middle is still on the way. It is a
//! convenience: a source that does not give it costs nothing, and no source is blamed.

use super::request::{Opened, Want, open};
use super::{Client, Source};
use std::pin::pin;
use std::{fmt, future};

/// Where the end of a file is wished for before its middle: in a zip it says what the whole holds.
#[derive(Clone, Copy)]
pub struct Tail<'a> {
    /// How many bytes of the end.
    pub length: u64,
    /// Takes them, with their place in the file; at most once. They are what a source says, as the rest is.
    pub take: &'a dyn Fn(u64, Vec<u8>),
}

impl fmt::Debug for Tail<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tail").field("length", &self.length).finish_non_exhaustive()
    }
}

/// A file of which the end is asked for.
pub(super) struct File<'a> {
    pub client: &'a Client,
    pub source: &'a Source,
    pub total: u64,
    pub etag: Option<String>,
}

impl File<'_> {
    /// The last bytes, if the source gives just these.
    pub async fn end(&self, length: u64) -> Option<(u64, Vec<u8>)> {
        let offset = self.total.checked_sub(length)?;
        // Only the beginning has a magic.
        let etag = self.etag.as_deref();
        let want = Want { offset, most: None, ranges: true, etag, total: Some(self.total), magic: &[] };
        let Opened { mut body, first, start, .. } = open(self.client, self.source, want).await.ok()?;
        if start != offset {
            return None;
        }
        let mut end = first.to_vec();
        while end.len() as u64 <= length
            && let Some(chunk) = body.chunk().await.ok()?
        {
            end.extend_from_slice(&chunk);
        }
        (end.len() as u64 == length).then_some((offset, end))
    }
}

/// Runs `main` to its end, and `aside` along with it for as long.
pub(super) async fn along<M: Future>(main: M, aside: impl Future<Output = ()>) -> M::Output {
    let (mut main, mut aside) = (pin!(main), pin!(aside));
    let mut running = true;
    future::poll_fn(|context| {
        if running && aside.as_mut().poll(context).is_ready() {
            running = false;
        }
        main.as_mut().poll(context)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Poll;

    #[test]
    fn what_runs_along_is_not_waited_for() {
        let main = async { 5 };
        assert_eq!(super::super::run(along(main, future::pending())), 5);
    }

    #[test]
    fn what_runs_along_is_polled_to_its_end_and_no_further() {
        let mut polls = 0;
        let mut left = 3;
        let main = future::poll_fn(|context| {
            left -= 1;
            context.waker().wake_by_ref();
            if left == 0 { Poll::Ready(()) } else { Poll::Pending }
        });
        super::super::run(along(main, async { polls += 1 }));
        assert_eq!(polls, 1);
    }
}
