//! Through an http proxy: with CONNECT, or with a request that it passes on. A login may take several rounds; those of NTLM
//! go over one connection, and a proxy that closes it after a 407 is asked again on a new one.

use super::{ANSWER, Connection, dial};
use crate::net::login::{Dialog, Step};
use crate::relay::fault::Fault;
use crate::relay::upstream::Upstream;
use crate::relay::{Shared, Target};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper::ext::ReasonPhrase;
use hyper::header::{CONNECTION, HOST, HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION};
use hyper::{Method, Request, Response, StatusCode, Uri, Version, upgrade};
use hyper_util::rt::TokioIo;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::timeout;
use url::Url;

/// What is asked of the other side. A body is held whole, so that it can be sent again.
pub type Asked = Request<Full<Bytes>>;

/// What makes the same request as often as it has to be sent.
pub type Making<'a> = &'a (dyn Fn() -> Option<Asked> + Sync);

/// No page that comes with a refusal is read further.
const PAGE: usize = 64 << 10;
/// The head of an answer.
const HEAD: usize = 64 << 10;
/// A login is over after so many requests: a stale nonce and a connection that was closed among them.
const ROUNDS: usize = 6;

/// Opens a connection to a target with CONNECT.
pub async fn connect(
    shared: &Arc<Shared>,
    upstream: &Upstream,
    proxy: &Url,
    target: &Target,
) -> Result<Connection, Fault> {
    let request = || asked_for(target);
    let asking = async {
        let answer = Talk::with(shared, upstream, proxy).ask(&request).await?;
        if !answer.status().is_success() {
            return Err(refusal(&answer));
        }
        let upgraded = upgrade::on(answer).await.map_err(|_| Fault::Closed)?;
        let parts = upgraded.downcast::<TokioIo<Connection>>().map_err(|_| Fault::NotProxy)?;
        let stream = parts.io.into_inner();
        Ok(if parts.read_buf.is_empty() { stream } else { Box::new(Prefixed::new(parts.read_buf, stream)) })
    };
    timeout(ANSWER, asking).await.unwrap_or(Err(Fault::Timeout))
}

/// The question for a target.
fn asked_for(target: &Target) -> Option<Asked> {
    let place = target.to_string();
    let uri = Uri::builder().authority(place.as_str()).build().ok()?;
    let builder = Request::builder().method(Method::CONNECT).uri(uri).header(HOST, place.as_str());
    builder.body(Full::default()).ok()
}

/// The logins that a proxy offers to whom does not log in; none where it wants none.
pub async fn offers(
    shared: &Arc<Shared>,
    upstream: &Upstream,
    target: &Target,
) -> Result<Vec<String>, Fault> {
    let proxy = upstream.settings.proxy.as_ref().ok_or(Fault::NotProxy)?;
    let mut sender = begin(dial(shared, proxy).await?).await?;
    let request = asked_for(target).ok_or(Fault::NotProxy)?;
    let answer = sender.send_request(request).await.map_err(|error| fault(&error))?;
    let wants = answer.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED;
    Ok(if wants { offered(&answer) } else { Vec::new() })
}

/// What an answer that is no success says.
fn refusal(answer: &Response<Incoming>) -> Fault {
    let status = answer.status();
    let own = answer
        .extensions()
        .get::<ReasonPhrase>()
        .map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
    let reason = own.or_else(|| status.canonical_reason().map(ToOwned::to_owned)).unwrap_or_default();
    Fault::Status(status.as_u16(), reason.chars().take(80).collect())
}

/// A conversation with one proxy.
pub struct Talk<'a> {
    shared: &'a Arc<Shared>,
    upstream: &'a Upstream,
    proxy: &'a Url,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl<'a> Talk<'a> {
    /// One that has not begun.
    pub fn with(shared: &'a Arc<Shared>, upstream: &'a Upstream, proxy: &'a Url) -> Self {
        Self { shared, upstream, proxy, sender: None }
    }

    /// Sends what `request` makes, with the login that the proxy wants, and returns the first answer that is not about a
    /// login.
    pub async fn ask(mut self, request: Making<'_>) -> Result<Response<Incoming>, Fault> {
        let sample = request().ok_or(Fault::NotProxy)?;
        let (method, uri) = (sample.method().to_string(), sample.uri().to_string());
        let mut dialog = None;
        let mut header = None;
        if let Some(scheme) = self.upstream.scheme()
            && let Some(account) = self.upstream.account().await?
        {
            header = dialog.insert(Dialog::new(account)).begin(scheme);
        }
        let mut answer = self.once(request, header).await?;
        for _ in 0..ROUNDS {
            if answer.status() != StatusCode::PROXY_AUTHENTICATION_REQUIRED {
                return Ok(answer);
            }
            let offered = offered(&answer);
            let dialog = match &mut dialog {
                Some(dialog) => dialog,
                none => {
                    let account = self.upstream.account().await?;
                    none.insert(Dialog::new(account.ok_or_else(|| Fault::LoginMissing(names(&offered)))?))
                }
            };
            let header = match dialog.answer(offered.iter().map(String::as_str), &method, &uri) {
                Step::Send(header) => header,
                Step::Refused => {
                    self.upstream.refuse(dialog.account());
                    return Err(Fault::LoginRefused);
                }
                Step::Unsupported => return Err(Fault::LoginUnsupported(names(&offered))),
            };
            self.drain(answer).await;
            self.upstream.learn(dialog.scheme());
            answer = self.once(request, Some(header)).await?;
        }
        Err(Fault::LoginUnsupported(names(&offered(&answer))))
    }

    /// Reads the rest of a 407, so that the connection can be used again; one that cannot be is let go.
    async fn drain(&mut self, answer: Response<Incoming>) {
        let close = answer
            .headers()
            .get(CONNECTION)
            .is_some_and(|it| it.to_str().is_ok_and(|text| text.to_ascii_lowercase().contains("close")));
        let old = answer.version() == Version::HTTP_10 && !answer.headers().contains_key(CONNECTION);
        let read = Limited::new(answer.into_body(), PAGE).collect().await.is_ok();
        let ready = match &mut self.sender {
            Some(sender) if read && !close && !old => sender.ready().await.is_ok(),
            _ => false,
        };
        if !ready {
            self.sender = None;
        }
    }

    async fn once(
        &mut self,
        request: Making<'_>,
        login: Option<String>,
    ) -> Result<Response<Incoming>, Fault> {
        let kept = self.sender.is_some();
        let make = || -> Option<Asked> {
            let mut request = request()?;
            if let Some(login) = &login {
                let mut value = HeaderValue::from_str(login).ok()?;
                value.set_sensitive(true);
                request.headers_mut().insert(PROXY_AUTHORIZATION, value);
            }
            Some(request)
        };
        match self.send(make().ok_or(Fault::NotProxy)?).await {
            // The proxy had closed the connection behind its last answer.
            Err(Fault::Closed) if kept => {
                self.sender = None;
                self.send(make().ok_or(Fault::NotProxy)?).await
            }
            other => other,
        }
    }

    async fn send(&mut self, request: Asked) -> Result<Response<Incoming>, Fault> {
        let mut sender = match self.sender.take() {
            Some(sender) => sender,
            None => begin(dial(self.shared, self.proxy).await?).await?,
        };
        let answer = sender.send_request(request).await.map_err(|error| fault(&error))?;
        self.sender = Some(sender);
        Ok(answer)
    }
}

/// Begins to speak http over a connection.
pub async fn begin(stream: Connection) -> Result<SendRequest<Full<Bytes>>, Fault> {
    let mut builder = Builder::new();
    builder.max_buf_size(HEAD).title_case_headers(true);
    let (sender, connection) =
        builder.handshake(TokioIo::new(stream)).await.map_err(|error| fault(&error))?;
    tokio::spawn(async move {
        // What ends it is told to who waits for an answer.
        let _ = connection.with_upgrades().await;
    });
    Ok(sender)
}

fn fault(error: &hyper::Error) -> Fault {
    if error.is_parse() { Fault::NotProxy } else { Fault::Closed }
}

fn offered(answer: &Response<Incoming>) -> Vec<String> {
    let values = answer.headers().get_all(PROXY_AUTHENTICATE).iter();
    values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
}

/// The names of the schemes, without their parameters.
fn names(offered: &[String]) -> Vec<String> {
    let word = |text: &String| text.split([' ', ',']).next().unwrap_or_default().chars().take(20).collect();
    offered.iter().map(word).collect()
}

/// A connection of which some bytes were read already.
pub struct Prefixed {
    prefix: Bytes,
    stream: Connection,
}

impl Prefixed {
    /// The bytes that were read, and the connection.
    pub fn new(prefix: Bytes, stream: Connection) -> Self {
        Self { prefix, stream }
    }
}

impl AsyncRead for Prefixed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.prefix.is_empty() {
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        let length = self.prefix.len().min(buffer.remaining());
        buffer.put_slice(&self.prefix.split_to(length));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Prefixed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
