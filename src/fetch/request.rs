//! Asking one source for the rest of a file, and judging the answer before a byte of it is passed on.

use super::Fault;
use super::body::Body;
use super::client::{Ask, Client};
use bytes::{Bytes, BytesMut};
use reqwest::header::{
    CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, RETRY_AFTER,
};
use reqwest::{Response, StatusCode};

/// A source of bytes. Nothing else from it is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How it is shown: the host, or the folder.
    pub name: String,
    /// The address of the archive there: https, http or file.
    pub url: url::Url,
}

/// What is wanted of a source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want<'a> {
    /// The first byte needed.
    pub offset: u64,
    /// How many bytes are needed; `None` is all of the rest.
    pub most: Option<u64>,
    /// Whether to ask for the rest only.
    pub ranges: bool,
    /// The ETag this source gave before.
    pub etag: Option<&'a str>,
    /// The whole length, where known.
    pub total: Option<u64>,
    /// How such a file begins.
    pub magic: &'a [u8],
}

/// An answer that was found acceptable.
#[derive(Debug)]
pub(super) struct Opened {
    pub body: Body,
    /// The bytes of the body already read.
    pub first: Bytes,
    /// The position in the file of the first byte of the body: the offset, or 0 where the whole is sent.
    pub start: u64,
    /// The whole length, where it was said.
    pub total: Option<u64>,
    /// A strong ETag.
    pub etag: Option<String>,
}

/// Asks a source. Only what can be the wanted file is `Ok`.
pub(super) async fn open(client: &Client, source: &Source, want: Want<'_>) -> Result<Opened, Fault> {
    let mut opened = match source.url.scheme() {
        "file" => from_file(source, want)?,
        "http" | "https" => from_network(client, source, want).await?,
        scheme => return Err(Fault::Scheme(scheme.to_owned())),
    };
    let needed = if opened.start == 0 { want.magic.len().max(1) } else { 1 };
    opened.first = beginning(&mut opened.body, needed).await?;
    if opened.start == 0 && !opened.first.starts_with(want.magic) {
        return Err(unlike(&opened, want.magic));
    }
    Ok(opened)
}

fn from_file(source: &Source, want: Want<'_>) -> Result<Opened, Fault> {
    let start = if want.ranges { want.offset } else { 0 };
    let (body, length) = Body::file(&source.url, start)?;
    same_length(want.total, Some(length))?;
    Ok(Opened { body, first: Bytes::new(), start, total: Some(length), etag: None })
}

async fn from_network(client: &Client, source: &Source, want: Want<'_>) -> Result<Opened, Fault> {
    let offset = if want.ranges { want.offset } else { 0 };
    let ask = Ask { url: &source.url, offset, most: want.most, same: want.etag, unless: None };
    let response = client.get(ask).await?;
    let part = part(&response, offset)?;
    if text(response.headers(), &CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/html")) {
        return Err(Fault::Html);
    }
    same_length(want.total, part.total)?;
    let etag = text(response.headers(), &ETAG).filter(|etag| etag.starts_with('"')).map(ToOwned::to_owned);
    let body = Body::http(client, response);
    Ok(Opened { body, first: Bytes::new(), start: part.start, total: part.total, etag })
}

/// Which part of the file an answer holds.
struct Part {
    start: u64,
    total: Option<u64>,
}

fn part(response: &Response, offset: u64) -> Result<Part, Fault> {
    let length = text(response.headers(), &CONTENT_LENGTH).and_then(|length| length.parse().ok());
    match response.status() {
        StatusCode::OK => Ok(Part { start: 0, total: length }),
        StatusCode::PARTIAL_CONTENT => text(response.headers(), &CONTENT_RANGE)
            .and_then(Range::parse)
            .filter(|range| range.first == offset && length.is_none_or(|length| length == range.length()))
            .map(|range| Part { start: range.first, total: range.total })
            .ok_or(Fault::Range { offset }),
        StatusCode::RANGE_NOT_SATISFIABLE => Err(Fault::Range { offset }),
        status => Err(refusal(status.as_u16(), response.headers())),
    }
}

fn refusal(status: u16, headers: &HeaderMap) -> Fault {
    match text(headers, &RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok()) {
        Some(seconds) => Fault::Busy { status, seconds },
        None => Fault::Status(status),
    }
}

fn same_length(expected: Option<u64>, actual: Option<u64>) -> Result<(), Fault> {
    match (expected, actual) {
        (Some(expected), Some(actual)) if expected != actual => Err(Fault::Length { expected, actual }),
        _ => Ok(()),
    }
}

/// Reads until so many bytes are there, or the end.
async fn beginning(body: &mut Body, needed: usize) -> Result<Bytes, Fault> {
    let mut first = Bytes::new();
    while first.len() < needed {
        let Some(chunk) = body.chunk().await? else { break };
        first = if first.is_empty() { chunk } else { joined(&first, &chunk) };
    }
    Ok(first)
}

fn joined(first: &[u8], second: &[u8]) -> Bytes {
    let mut both = BytesMut::with_capacity(first.len() + second.len());
    both.extend_from_slice(first);
    both.extend_from_slice(second);
    both.freeze()
}

/// Why a beginning is not that of the wanted file.
fn unlike(opened: &Opened, magic: &[u8]) -> Fault {
    let at = opened.first.len() as u64;
    if magic.starts_with(&opened.first) && opened.total.is_none_or(|total| total > at) {
        return Fault::Truncated { at };
    }
    let page = opened.first.trim_ascii_start().first() == Some(&b'<');
    if page { Fault::Html } else { Fault::Magic }
}

pub(super) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// `Content-Range: bytes first-last/total`, as RFC 9110 §14.4 has it; a total of `*` is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub first: u64,
    last: u64,
    pub total: Option<u64>,
}

impl Range {
    pub fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.trim().strip_prefix("bytes ")?.trim_start().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        let total = if total == "*" { None } else { Some(total.parse().ok()?) };
        (first <= last && total.is_none_or(|total| last < total)).then_some(Self { first, last, total })
    }

    fn length(self) -> u64 {
        (self.last - self.first).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_content_ranges() {
        assert_eq!(Range::parse("bytes 3-9/10"), Some(Range { first: 3, last: 9, total: Some(10) }));
        assert_eq!(Range::parse("bytes 3-9/*").unwrap().total, None);
        for wrong in
            ["bytes */10", "bytes 9-3/10", "bytes 3-10/10", "3-9/10", "bytes 3-9", "bytes -1-9/10", ""]
        {
            assert_eq!(Range::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "(bytes )?.{0,24}") {
            if let Some(range) = Range::parse(&text) {
                prop_assert!(range.first <= range.last);
            }
        }
    }
}
