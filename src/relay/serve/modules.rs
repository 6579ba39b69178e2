//! The module proxy below the secret: `/SECRET/mod/…`.

use super::answer::{Answer, Body, BodyError, said};
use crate::fault::relay as words;
use crate::fetch::Bytes;
use crate::relay::log::Entry;
use crate::relay::modules::{Begun, Broken, Delivered, Failure, Flow, Followed, Kept, Modules, Reply, parse};
use crate::relay::upstream::now;
use crate::relay::{Open, Shared};
use http_body_util::{BodyExt, Full};
use hyper::body::{Frame, SizeHint};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LAST_MODIFIED};
use hyper::{Method, Response, StatusCode};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, channel};

/// What is passed on of an answer beside its length.
const PASSED: [HeaderName; 4] = [CONTENT_TYPE, ETAG, LAST_MODIFIED, CACHE_CONTROL];

/// A request that is being answered, and its line of the log.
struct Asking {
    shared: Arc<Shared>,
    entry: Entry,
    begun: Instant,
}

/// Answers one request.
pub async fn answer(shared: &Arc<Shared>, modules: &Modules, method: &Method, path: &str) -> Answer {
    let Some(followed) = modules.current() else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, words::NO_MODULES);
    };
    if *method != Method::GET {
        return plain(StatusCode::METHOD_NOT_ALLOWED, words::ONLY_GET);
    }
    let Some(asked) = parse(path) else { return plain(StatusCode::NOT_FOUND, words::NO_MODULE_PATH) };
    let Some(slot) = modules.slot() else { return plain(StatusCode::SERVICE_UNAVAILABLE, words::FULL) };
    let entry = Entry {
        kind: "mod".to_owned(),
        target: asked.segments.join("/"),
        rule: "*".to_owned(),
        ..Entry::default()
    };
    let mut asking = Asking { shared: Arc::clone(shared), entry, begun: Instant::now() };
    let (reply, passed_over) = followed.fetch(&asked).await;
    asking.entry.passed_over = passed_over;
    asking.entry.open_ms = asking.millis();
    match reply {
        Reply::File(file) => asking.file(&followed, *file, slot),
        Reply::Failed(failure) => asking.failed(failure),
        Reply::GoOn => {
            let over = asking.entry.passed_over.iter().map(|(name, fault)| format!("{name}: {fault}"));
            let text = format!("gv relay: {}", over.collect::<Vec<_>>().join("; "));
            asking.note("failed", Delivered::default());
            plain(StatusCode::NOT_FOUND, &text)
        }
        Reply::Kept(kept) => {
            asking.entry.private = true;
            asking.note("refused", Delivered::default());
            let text = match kept {
                Kept::Private => words::MODULE_PRIVATE,
                Kept::NoPrivateProxy => words::MODULE_NO_PROXY,
            };
            plain(StatusCode::NOT_FOUND, text)
        }
    }
}

impl Asking {
    /// Passes on a file that has begun.
    fn file(
        mut self,
        followed: &Followed,
        (begun, flow): (Begun, Flow),
        slot: OwnedSemaphorePermit,
    ) -> Answer {
        self.entry.upstream = Some(followed.name(begun.hop));
        self.entry.first_byte_ms = Some(0);
        let left = begun.passing.length();
        let headers =
            PASSED.map(|name| begun.passing.header(&name).and_then(|text| HeaderValue::from_str(text).ok()));
        // One chunk is on its way: a client that is slow slows the proxy down.
        let (sender, receiver) = channel(1);
        let open = self.shared.open();
        tokio::spawn(async move {
            let delivered = flow.deliver(begun, sender).await;
            let outcome = if delivered.is_whole { "ok" } else { "failed" };
            self.note(outcome, delivered);
        });
        let body = File { receiver, left, _held: (slot, open) };
        let mut answer = Response::new(BodyExt::boxed_unsync(body));
        for (name, value) in PASSED.into_iter().zip(headers) {
            if let Some(value) = value {
                answer.headers_mut().insert(name, value);
            }
        }
        answer
    }

    /// Passes on what the proxy said that counts.
    fn failed(self, failure: Failure) -> Answer {
        let name = self.entry.passed_over.last().map(|(name, _)| name.clone()).unwrap_or_default();
        self.note("failed", Delivered::default());
        match failure {
            Failure::Answer { status, kind, page } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
                let mut answer = Response::new(of_bytes(page.into()));
                *answer.status_mut() = status;
                if let Some(kind) = kind.and_then(|kind| HeaderValue::from_str(&kind).ok()) {
                    answer.headers_mut().insert(CONTENT_TYPE, kind);
                }
                answer
            }
            Failure::Fault(fault) => plain(StatusCode::BAD_GATEWAY, &format!("gv relay: {name}: {fault}")),
        }
    }

    fn note(mut self, outcome: &str, delivered: Delivered) {
        outcome.clone_into(&mut self.entry.outcome);
        self.entry.time = now();
        self.entry.total_ms = self.millis();
        self.entry.down = delivered.bytes;
        self.entry.resumed = delivered.resumed;
        self.shared.log.write(&self.entry);
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// An answer of the relay's own, which `go` prints.
fn plain(status: StatusCode, text: &str) -> Answer {
    let mut answer = said(status, text);
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}

fn of_bytes(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}

/// The bytes of a file, as they come.
struct File {
    receiver: Receiver<Result<Bytes, Broken>>,
    left: Option<u64>,
    _held: (OwnedSemaphorePermit, Open),
}

impl hyper::body::Body for File {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let polled = self.receiver.poll_recv(cx);
        if let (Poll::Ready(Some(Ok(chunk))), Some(left)) = (&polled, &mut self.left) {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        polled.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
