//! What the relay itself answers.

use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::ext::ReasonPhrase;
use hyper::{Response, StatusCode};

pub(super) type BodyError = Box<dyn std::error::Error + Send + Sync>;
pub(super) type Body = UnsyncBoxBody<Bytes, BodyError>;
pub(super) type Answer = Response<Body>;

/// An answer with a status and a phrase, which is its body too: `go` shows the phrase.
pub(super) fn said(status: StatusCode, phrase: &str) -> Answer {
    let plain: String =
        phrase.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).take(400).collect();
    let mut answer = whole(status, format!("{plain}\n").into());
    if let Ok(reason) = ReasonPhrase::try_from(plain.as_bytes()) {
        answer.extensions_mut().insert(reason);
    }
    answer
}

/// An answer with a body that is at hand.
pub(super) fn whole(status: StatusCode, body: Bytes) -> Answer {
    let mut answer = Response::new(Full::new(body).map_err(|never| match never {}).boxed_unsync());
    *answer.status_mut() = status;
    answer
}

/// No body.
pub(super) fn empty() -> Body {
    Full::default().map_err(|never| match never {}).boxed_unsync()
}
