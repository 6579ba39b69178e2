//! Answers that are passed on to another program as they are: the status, the headers, and the body chunk by chunk. What
//! an answer is worth is for that program to say.

use super::Fault;
use super::body::Body;
use super::client::{Ask, Client};
use super::request::{Range, text};
use bytes::Bytes;
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderMap, HeaderName};
use url::Url;

/// An answer that is passed on.
#[derive(Debug)]
pub struct Passing {
    /// The HTTP status.
    pub status: u16,
    headers: HeaderMap,
    body: Body,
}

/// Sends one GET, for the bytes from an offset on where that is not 0; then only if the whole still has this ETag, where
/// one is given. Redirects are followed.
pub async fn passing(client: &Client, url: &Url, offset: u64, same: Option<&str>) -> Result<Passing, Fault> {
    let ask = Ask { url, offset, most: None, same, unless: None };
    let response = client.get(ask).await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Passing { status, headers, body: Body::http(client, response) })
}

impl Passing {
    /// The next bytes of the body; `None` at its end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Fault> {
        self.body.chunk().await
    }

    /// A header, where it is text.
    pub fn header(&self, name: &HeaderName) -> Option<&str> {
        text(&self.headers, name)
    }

    /// The length of the body, where it was said.
    pub fn length(&self) -> Option<u64> {
        self.header(&CONTENT_LENGTH)?.parse().ok()
    }

    /// A strong ETag: it names these bytes and no others.
    pub fn etag(&self) -> Option<&str> {
        self.header(&ETAG).filter(|etag| etag.starts_with('"'))
    }

    /// The first byte of a part, and the length of the whole where it was said.
    pub fn range(&self) -> Option<(u64, Option<u64>)> {
        let range = Range::parse(self.header(&CONTENT_RANGE)?)?;
        Some((range.first, range.total))
    }
}
