//! One request over a connection that is there, and what came of it: the head, and as much of the body as is wanted.
//! Redirects are told and not followed.

use super::{Budget, Network, Stream};
use http_body_util::{BodyExt, Full};
use hyper::Method;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{self, HeaderMap, HeaderName};
use hyper_util::rt::TokioIo;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use url::Url;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    method: Method,
    url: Url,
    /// Whether the whole address stands in the first line, as proxies for http want it.
    absolute: bool,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
    /// The most of the answer that is read.
    limit: u64,
}

/// An answer, of which at most the limit was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`, as it stands there.
    pub content_type: String,
    /// `Location`
    pub location: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u64>,
    /// `Server`
    pub server: Option<String>,
    /// `Via`
    pub via: Option<String>,
    /// What a Squid that answers by itself calls the reason: the first word of `X-Squid-Error`.
    pub squid_error: Option<String>,
    /// `Age`: for how many seconds a cache has kept it.
    pub age: Option<u64>,
    /// Whether a cache says that it had it: the first word of `X-Cache`, `X-Cache-Status` or `CF-Cache-Status`.
    pub cache: Option<String>,
    /// What the head says of the length.
    pub length: Option<u64>,
    /// What was read of the body.
    pub body: Vec<u8>,
    /// Whether that is all of it.
    pub whole: bool,
    /// How long it took from the request to the first byte of the answer.
    pub first_byte: Duration,
}

/// Why there is no whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The connection was closed or cut before an answer.
    Closed,
    /// What came is not http.
    NotHttp(String),
    /// No answer in time.
    Timeout,
    /// The run was over before that can be told from slowness.
    Slow,
    /// The answer began, and ceased to come.
    Stalled {
        /// After so many bytes of the body.
        at: u64,
    },
    /// The answer ended early.
    Truncated {
        /// After so many bytes of the body.
        at: u64,
        /// Of so many, where the head says it.
        of: Option<u64>,
    },
}

/// So much of an answer is read where nothing else is said.
pub const USUAL_LIMIT: u64 = 256 << 10;

impl Request {
    /// A GET.
    pub fn get(url: &Url) -> Self {
        let (headers, body) = Default::default();
        Self { method: Method::GET, url: url.clone(), absolute: false, headers, body, limit: USUAL_LIMIT }
    }

    /// A POST.
    pub fn post(url: &Url, body: Vec<u8>, kind: &str) -> Self {
        let headers = vec![(header::CONTENT_TYPE, kind.to_owned()), (header::ACCEPT, kind.to_owned())];
        Self { method: Method::POST, headers, body, ..Self::get(url) }
    }

    /// With another header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Of whose answer no more than this is read.
    #[must_use]
    pub fn up_to(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// For a proxy that passes it on.
    #[must_use]
    pub fn absolute(mut self) -> Self {
        self.absolute = true;
        self
    }

    fn into_hyper(self) -> Result<hyper::Request<Full<Bytes>>, Fault> {
        let mut bare = self.url.clone();
        // Neither can fail for an address with a host.
        let _ = bare.set_username("");
        let _ = bare.set_password(None);
        bare.set_fragment(None);
        let host = match (bare.host_str(), bare.port()) {
            (Some(host), Some(port)) => format!("{host}:{port}"),
            (host, _) => host.unwrap_or_default().to_owned(),
        };
        let path = &bare[url::Position::BeforePath..];
        let target = if self.absolute { bare.as_str() } else { path };
        let mut request = hyper::Request::builder()
            .method(self.method)
            .uri(target)
            .header(header::HOST, host)
            .header(header::USER_AGENT, concat!("gv/", env!("CARGO_PKG_VERSION")))
            .header(header::ACCEPT_ENCODING, "identity");
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(Full::new(self.body.into())).map_err(|error| Fault::NotHttp(error.to_string()))
    }
}

/// A connection that http is spoken on.
pub struct Line {
    sender: http1::SendRequest<Full<Bytes>>,
    driver: tokio::task::JoinHandle<()>,
}

impl Line {
    /// Speaks http on a connection.
    pub async fn over(stream: Box<dyn Stream>) -> Result<Self, Fault> {
        let made = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = made.map_err(|error| Fault::NotHttp(error.to_string()))?;
        // What goes wrong on it is told by the request that it happens to.
        let driver = tokio::spawn(async move { drop(connection.await) });
        Ok(Self { sender, driver })
    }

    /// Asks, and waits for the answer.
    pub async fn send(
        &mut self,
        network: &Network,
        request: &Request,
        budget: Budget,
    ) -> Result<Response, Fault> {
        let started = Instant::now();
        let limit = request.limit;
        let sending = self.sender.send_request(request.clone().into_hyper()?);
        let patience = budget.for_step(network.timeouts.http);
        let response = match timeout(patience, sending).await {
            Ok(response) => response.map_err(|error| fault_of(&error))?,
            Err(_) if patience < network.timeouts.http.min(HANGS) => return Err(Fault::Slow),
            Err(_) => return Err(Fault::Timeout),
        };
        let first_byte = started.elapsed();
        let mut answer = head(&response, first_byte);
        read(response, &mut answer, limit, network.timeouts.stall, budget).await?;
        Ok(answer)
    }

    /// Whether another question can be asked on it.
    pub fn is_open(&self) -> bool {
        !self.sender.is_closed()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

fn head(response: &hyper::Response<Incoming>, first_byte: Duration) -> Response {
    let headers = response.headers();
    Response {
        status: response.status().as_u16(),
        content_type: text(headers, header::CONTENT_TYPE).unwrap_or_default(),
        location: text(headers, header::LOCATION),
        retry_after: text(headers, header::RETRY_AFTER).and_then(|seconds| seconds.parse().ok()),
        server: text(headers, header::SERVER),
        via: text(headers, header::VIA),
        squid_error: text(headers, HeaderName::from_static("x-squid-error"))
            .and_then(|text| Some(text.split_whitespace().next()?.to_owned())),
        age: text(headers, header::AGE).and_then(|seconds| seconds.parse().ok()),
        cache: ["x-cache", "x-cache-status", "cf-cache-status"]
            .iter()
            .find_map(|name| text(headers, HeaderName::from_static(name)))
            .and_then(|text| Some(text.split_whitespace().next()?.to_uppercase())),
        length: text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse().ok()),
        body: Vec::new(),
        whole: false,
        first_byte,
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// Who says nothing for so long does not answer; for less, the run was over before that could be told.
const HANGS: Duration = Duration::from_secs(8);

/// Reads up to the limit. Where time is up while bytes still come, it is slow.
async fn read(
    response: hyper::Response<Incoming>,
    answer: &mut Response,
    limit: u64,
    stall: Duration,
    until: Budget,
) -> Result<(), Fault> {
    let mut body = response.into_body();
    loop {
        let at = answer.body.len() as u64;
        let wait = until.for_step(stall);
        let frame = match timeout(wait, body.frame()).await {
            Err(_) if wait < stall.min(HANGS) => return Err(Fault::Slow),
            Err(_) => return Err(Fault::Stalled { at }),
            Ok(None) => {
                answer.whole = true;
                return Ok(());
            }
            Ok(Some(Err(_))) => return Err(Fault::Truncated { at, of: answer.length }),
            Ok(Some(Ok(frame))) => frame,
        };
        if let Ok(bytes) = frame.into_data() {
            let room = usize::try_from(limit - at).unwrap_or(usize::MAX);
            answer.body.extend_from_slice(&bytes[..bytes.len().min(room)]);
            if bytes.len() > room {
                return Ok(());
            }
        }
    }
}

fn fault_of(error: &hyper::Error) -> Fault {
    if error.is_parse() { Fault::NotHttp(error.to_string()) } else { Fault::Closed }
}
