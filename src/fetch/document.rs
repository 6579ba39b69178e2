//! Small things fetched whole: indexes, listings, hashes. Nothing longer than its limit is ever held.

use super::body::Body;
use super::client::{Ask, Client};
use super::{Error, Fault};
use crate::urls::shown;
use reqwest::StatusCode;
use reqwest::header::ETAG;
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// A document and what its server said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// All of it.
    pub body: Vec<u8>,
    /// The ETag, for asking again.
    pub etag: Option<String>,
    /// Where it came from in the end, redirects followed, without credentials.
    pub url: String,
}

/// What came of asking for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentState {
    /// It is new, or another one than that of the ETag.
    Changed(Document),
    /// The one of the ETag still holds.
    Unchanged,
}

const TOTAL: Duration = Duration::from_mins(2);
const STALL: Duration = Duration::from_secs(15);

/// Fetches a document over https, http or from a file. Given an ETag it may answer [`DocumentState::Unchanged`]. At most
/// `limit` bytes are read, whatever length the server announces.
pub async fn document(
    client: &Client,
    url: &Url,
    etag: Option<&str>,
    limit: u64,
) -> Result<DocumentState, Error> {
    document_heard(client, url, etag, limit, || {}).await
}

/// The same, and says so as soon as the other side answers, which is before the document has come.
pub async fn document_heard(
    client: &Client,
    url: &Url,
    etag: Option<&str>,
    limit: u64,
    heard: impl FnOnce(),
) -> Result<DocumentState, Error> {
    match timeout(TOTAL, read(client, url, etag, limit, heard)).await {
        Ok(answer) => answer,
        Err(_) => Err(Fault::Timeout),
    }
    .map_err(Error::failed(url))
}

async fn read(
    client: &Client,
    url: &Url,
    etag: Option<&str>,
    limit: u64,
    heard: impl FnOnce(),
) -> Result<DocumentState, Fault> {
    if url.scheme() == "file" {
        let (body, _) = Body::file(url, 0)?;
        let body = whole(body, limit).await?;
        return Ok(DocumentState::Changed(Document { body, etag: None, url: shown(url) }));
    }
    let ask = Ask { url, offset: 0, most: None, same: None, unless: etag };
    let response = timeout(STALL, client.get(ask)).await.map_err(|_| Fault::Timeout)??;
    heard();
    match response.status() {
        StatusCode::OK => {}
        StatusCode::NOT_MODIFIED if etag.is_some() => return Ok(DocumentState::Unchanged),
        status => return Err(Fault::Status(status.as_u16())),
    }
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(Fault::TooLarge { limit });
    }
    let etag = response.headers().get(ETAG).and_then(|etag| etag.to_str().ok()).map(ToOwned::to_owned);
    let came_from = shown(response.url());
    let body = whole(Body::http(client, response), limit).await?;
    Ok(DocumentState::Changed(Document { body, etag, url: came_from }))
}

async fn whole(mut body: Body, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    loop {
        let at = bytes.len() as u64;
        let next = timeout(STALL, body.chunk()).await.map_err(|_| Fault::Stalled { at })?;
        let Some(chunk) = next.map_err(|fault| fault.at(at))? else { return Ok(bytes) };
        if at + chunk.len() as u64 > limit {
            return Err(Fault::TooLarge { limit });
        }
        bytes.extend_from_slice(&chunk);
    }
}
