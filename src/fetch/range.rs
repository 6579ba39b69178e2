//! A piece of a file and the times it took: for measuring a source rather than for using it.

use super::client::Client;
use super::request::{Opened, Want, open};
use super::{Fault, Source};
use std::time::{Duration, Instant};
use tokio::time::{timeout, timeout_at};
use url::Url;

/// Which piece.
#[derive(Debug, Clone, Copy)]
pub struct Slice<'a> {
    /// The file.
    pub url: &'a Url,
    /// The first byte.
    pub offset: u64,
    /// How many bytes at most.
    pub most: u64,
    /// How long the whole file has to be, where that is known.
    pub total: Option<u64>,
    /// How the file has to begin.
    pub magic: &'a [u8],
}

/// How long each part may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until the first bytes.
    pub answer: Duration,
    /// Between two chunks.
    pub stall: Duration,
    /// For all bytes; what has come by then is the piece.
    pub time: Duration,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The position in the file of the first byte: that of the slice, or 0 where a range was not honoured.
    pub start: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The length of the whole file, where it was said.
    pub total: Option<u64>,
    /// How long the first bytes took, the connection included.
    pub first: Duration,
    /// How long the rest then took.
    pub rest: Duration,
    /// How many bytes came with the first of them.
    pub at_once: u64,
}

impl Piece {
    /// Whether it is the whole file.
    pub fn is_whole(&self) -> bool {
        self.start == 0 && self.total.is_none_or(|total| total == self.bytes.len() as u64)
    }
}

/// Fetches a piece. Only what can be a piece of the wanted file is `Ok`.
pub async fn piece(client: &Client, slice: Slice<'_>, limits: Limits) -> Result<Piece, Fault> {
    let source = Source { name: String::new(), url: slice.url.clone() };
    let most = Some(slice.most);
    let want =
        Want { offset: slice.offset, most, ranges: true, etag: None, total: slice.total, magic: slice.magic };
    let begun = Instant::now();
    let opened = timeout(limits.answer, open(client, &source, want)).await.map_err(|_| Fault::Timeout)??;
    let first = begun.elapsed();
    let at_once = opened.first.len() as u64;
    let (start, total) = (opened.start, opened.total);
    let bytes = read_on(opened, slice, limits).await?;
    let rest = begun.elapsed().saturating_sub(first);
    Ok(Piece { start, bytes, total, first, rest, at_once })
}

/// Reads on until the piece is whole, the file ends or the time is up.
async fn read_on(mut opened: Opened, slice: Slice<'_>, limits: Limits) -> Result<Vec<u8>, Fault> {
    let most = usize::try_from(slice.most).unwrap_or(usize::MAX);
    let end = tokio::time::Instant::now() + limits.time;
    let mut bytes = opened.first.to_vec();
    while bytes.len() < most {
        let at = opened.start + bytes.len() as u64;
        let next = timeout(limits.stall, opened.body.chunk());
        let Ok(next) = timeout_at(end, next).await else { return Ok(bytes) };
        let next = next.map_err(|_| Fault::Stalled { at })?;
        match next.map_err(|fault| fault.at(at))? {
            Some(chunk) => bytes.extend_from_slice(&chunk),
            None if opened.total.is_some_and(|total| at < total) => return Err(Fault::Truncated { at }),
            None => break,
        }
    }
    bytes.truncate(most);
    Ok(bytes)
}
