//! HTTP for clients: CONNECT, requests with a whole address, and the few questions that gv itself asks.

use super::answer::{Answer, BodyError, empty, said, whole};
use super::{GREETING, Known, control, modules};
use crate::fault::relay as words;
use crate::net::relay::IDENTITY;
use crate::net::relay::modules::FOLDER;
use crate::probe::Stream;
use crate::relay::carry::{Carried, Refusal};
use crate::relay::fault::Fault;
use crate::relay::race::{Outcome, race};
use crate::relay::way::{self, Asked, Talk};
use crate::relay::{Open, Shared, Target};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body as _, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{
    self, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION,
};
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri, upgrade};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// The head of a request.
const HEAD: usize = 64 << 10;
/// Headers of a request.
const HEADERS: usize = 100;
/// The body of a request that is passed on: it is kept to be sent again.
const BODY: usize = 16 << 20;
/// For such a body.
const BODY_TIME: Duration = Duration::from_mins(2);
/// For the head of the answer to such a request.
const ANSWER: Duration = Duration::from_mins(2);

/// Serves one connection of a client.
pub async fn serve<S: Stream>(shared: &Arc<Shared>, stream: S, known: Known) {
    let known = Arc::new(known);
    let service = service_fn(|request| {
        let (shared, known) = (Arc::clone(shared), Arc::clone(&known));
        async move { Ok::<_, Infallible>(answer::<S>(&shared, request, &known).await) }
    });
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(GREETING).max_buf_size(HEAD).max_headers(HEADERS);
    // What the client did wrong was answered.
    let _ = builder.serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

async fn answer<S: Stream>(shared: &Arc<Shared>, request: Request<Incoming>, known: &Known) -> Answer {
    let is_proxied = request.method() == Method::CONNECT || request.uri().scheme().is_some();
    if !is_proxied {
        return own(shared, request, known).await;
    }
    if !is_logged_in(shared, request.headers()) {
        let mut answer = said(StatusCode::PROXY_AUTHENTICATION_REQUIRED, words::SECRET);
        answer.headers_mut().insert(PROXY_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"gv relay\""));
        return answer;
    }
    known.is_known();
    // A page in a browser that was told this proxy: what it asks for in the name of another is not the user's wish.
    if request.headers().contains_key(ORIGIN) {
        return said(StatusCode::FORBIDDEN, words::PAGES);
    }
    if request.method() == Method::CONNECT {
        tunnel::<S>(shared, request).await
    } else {
        forward(shared, request).await
    }
}

fn is_logged_in(shared: &Shared, headers: &HeaderMap) -> bool {
    let login = || {
        let value = headers.get(PROXY_AUTHORIZATION)?.to_str().ok()?;
        let (scheme, text) = value.split_once(' ')?;
        let login =
            BASE64_STANDARD.decode(text.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
        let colon = login.iter().position(|byte| *byte == b':')?;
        Some(login[colon + 1..].to_vec())
    };
    login().is_some_and(|secret| shared.session.secret.is(&secret))
}

/// The questions of gv. A page that a browser shows may send requests here too, under a name of its own.
async fn own(shared: &Arc<Shared>, request: Request<Incoming>, known: &Known) -> Answer {
    let headers = request.headers();
    let port = shared.session.port;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_here = [format!("127.0.0.1:{port}"), format!("[::1]:{port}")].iter().any(|here| here == host);
    if !is_here || headers.contains_key(ORIGIN) || headers.contains_key("sec-fetch-site") {
        return said(StatusCode::FORBIDDEN, words::BROWSERS);
    }
    let path = request.uri().path().to_owned();
    if let Some(nonce) = path.strip_prefix(IDENTITY).filter(|nonce| is_nonce(nonce)) {
        return whole(StatusCode::OK, shared.session.secret.sign(nonce).into());
    }
    let mut words = path.trim_start_matches('/').splitn(2, '/');
    let (secret, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !shared.session.secret.is(secret.as_bytes()) {
        return said(StatusCode::NOT_FOUND, words::NOT_FOUND);
    }
    known.is_known();
    let method = request.method().clone();
    if let (Some(path), Some(modules)) = (module_path(name), &shared.modules) {
        return modules::answer(shared, modules, &method, path).await;
    }
    let body = timeout(GREETING, Limited::new(request.into_body(), HEAD).collect()).await;
    let Ok(Ok(body)) = body else { return said(StatusCode::BAD_REQUEST, words::NO_BODY) };
    let (status, text) = control::answer(shared, &method, name, &body.to_bytes());
    whole(status, text)
}

/// The path below the module proxy.
fn module_path(name: &str) -> Option<&str> {
    name.strip_prefix(FOLDER)?.strip_prefix('/')
}

fn is_nonce(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

async fn tunnel<S: Stream>(shared: &Arc<Shared>, request: Request<Incoming>) -> Answer {
    let authority = request.uri().authority().map(hyper::http::uri::Authority::as_str).unwrap_or_default();
    let Some(target) = Target::parse(authority) else {
        return said(StatusCode::BAD_REQUEST, words::NO_TARGET);
    };
    let Some(permit) = shared.tunnel() else {
        return said(StatusCode::SERVICE_UNAVAILABLE, words::FULL);
    };
    let mut carried = Carried::begin(shared, target, "connect");
    let opened = match carried.open().await {
        Ok(opened) => opened,
        Err(refusal) => return refused(&mut carried, &refusal),
    };
    let open = shared.open();
    tokio::spawn(async move {
        let (_permit, _open) = (permit, open);
        let Ok(upgraded) = upgrade::on(request).await else { return carried.note("failed") };
        match upgraded.downcast::<TokioIo<S>>() {
            Ok(parts) if parts.read_buf.is_empty() => {
                let mut stream = parts.io.into_inner();
                carried.carry(&mut stream, opened).await;
            }
            Ok(parts) => {
                let mut stream = way::Prefixed::new(parts.read_buf, Box::new(parts.io.into_inner()));
                carried.carry(&mut stream, opened).await;
            }
            Err(upgraded) => carried.carry(&mut TokioIo::new(upgraded), opened).await,
        }
    });
    // hyper takes a success for the start of the tunnel.
    Response::new(empty())
}

/// Passes a request on that has a whole address.
async fn forward(shared: &Arc<Shared>, request: Request<Incoming>) -> Answer {
    let uri = request.uri().clone();
    let host = uri.host().unwrap_or_default();
    let target = Target::of(host, uri.port_u16().unwrap_or(80));
    let Some(target) = target.filter(|_| uri.scheme_str() == Some("http")) else {
        return said(StatusCode::BAD_REQUEST, words::NOT_HTTP);
    };
    let Some(permit) = shared.tunnel() else {
        return said(StatusCode::SERVICE_UNAVAILABLE, words::FULL);
    };
    let mut carried = Carried::begin(shared, target, "http");
    if let Some(refusal) = carried.forbidden() {
        return refused(&mut carried, &refusal);
    }
    let (mut parts, body) = request.into_parts();
    let body = match timeout(BODY_TIME, Limited::new(body, BODY).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        _ => return said(StatusCode::PAYLOAD_TOO_LARGE, words::BODY),
    };
    strip(&mut parts.headers);
    carried.count(body.len() as u64, 0);
    let head = Arc::new((parts.method, uri, parts.headers, body));
    let (target, inner) = (carried.target().clone(), carried.may_be_inner());
    let outcome: Outcome<(Response<Incoming>, Duration)> =
        race(JoinSet::new(), carried.candidates(), |way| {
            let (shared, head, target) = (Arc::clone(shared), Arc::clone(&head), target.clone());
            async move {
                let begun = Instant::now();
                let asking = ask(&shared, way, &head, &target, inner);
                let answer = timeout(ANSWER, asking).await.unwrap_or(Err(Fault::Timeout))?;
                Ok((answer, begun.elapsed()))
            }
        })
        .await;
    match carried.settle(outcome) {
        Ok((mut answer, _)) => {
            strip(answer.headers_mut());
            let counting = (permit, shared.open());
            answer.map(|body| {
                Counted { body, carried, down: 0, is_whole: false, _held: counting }.boxed_unsync()
            })
        }
        Err(refusal) => refused(&mut carried, &refusal),
    }
}

/// The body of an answer, and the line of the log that is written when it has ended.
struct Counted {
    body: Incoming,
    carried: Carried,
    down: u64,
    is_whole: bool,
    _held: (OwnedSemaphorePermit, Open),
}

impl hyper::body::Body for Counted {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                self.down += frame.data_ref().map_or(0, |data| data.len() as u64);
                self.is_whole = self.body.is_end_stream();
            }
            Poll::Ready(None) => self.is_whole = true,
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        polled.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let is_whole = self.is_whole || self.body.is_end_stream();
        self.carried.count(0, self.down);
        self.carried.note(if is_whole { "ok" } else { "failed" });
    }
}

type Head = (Method, Uri, HeaderMap, Bytes);

async fn ask(
    shared: &Arc<Shared>,
    way: usize,
    (method, uri, headers, body): &Head,
    target: &Target,
    inner: bool,
) -> Result<Response<Incoming>, Fault> {
    let upstream = &shared.upstreams[way];
    let make = |uri: Uri| -> Option<Asked> {
        let mut request = Request::new(Full::new(body.clone()));
        (*request.method_mut(), *request.uri_mut()) = (method.clone(), uri);
        *request.headers_mut() = headers.clone();
        request.headers_mut().insert(HOST, HeaderValue::from_str(&host_of(target)).ok()?);
        Some(request)
    };
    match &upstream.settings.proxy {
        Some(proxy) if proxy.scheme().starts_with("http") => {
            let request = || make(uri.clone());
            Talk::with(shared, upstream, proxy).ask(&request).await
        }
        _ => {
            let stream = way::open(shared, upstream, target, inner).await?;
            let mut sender = way::begin(stream).await?;
            let path = uri.path_and_query().map_or("/", hyper::http::uri::PathAndQuery::as_str);
            let request = make(path.parse().map_err(|_| Fault::NotProxy)?).ok_or(Fault::NotProxy)?;
            sender.send_request(request).await.map_err(|_| Fault::Half)
        }
    }
}

fn host_of(target: &Target) -> String {
    let text = target.to_string();
    text.strip_suffix(":80").map_or(text.clone(), ToOwned::to_owned)
}

/// What is about one connection only, and not about the request (RFC 9110, 7.6.1).
const OF_CONNECTION: [HeaderName; 8] = [
    header::CONNECTION,
    header::PROXY_AUTHORIZATION,
    header::PROXY_AUTHENTICATE,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::EXPECT,
];

fn strip(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&OF_CONNECTION) {
        // The length was read, and is written again where it has to be.
        headers.remove(name);
    }
    for name in ["proxy-connection", "keep-alive"] {
        headers.remove(name);
    }
}

/// Says why nothing could be reached, in a phrase that `go` shows.
fn refused(carried: &mut Carried, refusal: &Refusal) -> Answer {
    let (status, outcome, phrase) = match refusal {
        Refusal::Inner => (StatusCode::FORBIDDEN, "refused", words::INNER.to_owned()),
        Refusal::Private => (StatusCode::FORBIDDEN, "refused", words::PRIVATE.to_owned()),
        Refusal::Failed(faults) => {
            let told: Vec<String> = faults.iter().map(|(name, fault)| format!("{name}: {fault}")).collect();
            (StatusCode::BAD_GATEWAY, "failed", format!("gv relay: {}", told.join("; ")))
        }
    };
    carried.note(outcome);
    said(status, &phrase)
}
