//! Asking for a page the way `go` would: through the proxy that its variables name, or directly at the address that was
//! found good, and on along redirects.

use super::Target;
use super::connection::Connection;
use super::connections::Connections;
use super::gates::Place;
use super::http::{self, Line, Request, Response};
use super::lines::{Lines, Standing};
use super::tunnel;
use super::{Budget, Network, Stream, tcp, tls};
use crate::golang::proxy::{Proxies, Proxy};
use crate::net::redirect::{self, Refused};
use crate::net::{Credentials, credentials};
use hyper::header;
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use url::Url;

/// Everything that asking needs.
#[derive(Clone)]
pub struct Client {
    /// The world.
    pub network: Network,
    /// The proxies that are gone through.
    pub proxies: Arc<Proxies>,
    /// Connections that are measured; others are gone as they come.
    pub connections: Arc<Connections>,
    /// Connections that stand.
    pub lines: Arc<Lines>,
    /// Names and passwords for hosts.
    pub credentials: Credentials,
    /// When it has to be over.
    pub budget: Budget,
}

/// How much of an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want {
    /// The last byte that is asked for; `None` asks for all, as `go` does.
    pub last: Option<u64>,
    /// How much is read.
    pub limit: u64,
}

impl Want {
    /// A page, or so much of it that it can be judged.
    pub const PAGE: Self = Self { last: None, limit: http::USUAL_LIMIT };

    /// So many bytes of it at the most.
    pub fn up_to(limit: u64) -> Self {
        Self { last: None, limit }
    }
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What was asked first.
    pub url: Url,
    /// Where it was sent on to, in order.
    pub steps: Vec<Url>,
    /// The last answer that sent it on.
    pub moved_by: Option<Box<Response>>,
    /// The answer in the end.
    pub end: Result<Response, RequestError>,
    /// How long all of it took.
    pub took: Duration,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestError {
    /// The way to the endpoint itself does not lead there.
    NoConnection,
    /// The host has no address.
    Names,
    /// No connection.
    Tcp(tcp::Fault),
    /// The proxy made none.
    Proxy(Option<tunnel::Fault>),
    /// No TLS.
    Tls(tls::Fault),
    /// The answer.
    Http(http::Fault),
    /// More than ten redirects.
    Redirects,
    /// A redirect from https to http.
    Downgrade,
    /// A redirect to nowhere.
    BadRedirect,
    /// The whole run was over before the answer was.
    OutOfTime,
}

impl Exchange {
    /// Where the answer came from.
    pub fn from(&self) -> &Url {
        self.steps.last().unwrap_or(&self.url)
    }

    /// Whether it came from another host than the one that was asked.
    pub fn is_from_elsewhere(&self) -> bool {
        self.from().host_str() != self.url.host_str()
    }
}

impl Client {
    /// Asks for a page, or its beginning.
    pub async fn get(&self, url: &Url, want: Want) -> Exchange {
        // The way is measured for itself.
        if let Some(target) = Target::of(url) {
            self.connections.of(&target).await;
        }
        let started = Instant::now();
        let (steps, moved_by, took) = Default::default();
        let mut got = Exchange { url: url.clone(), steps, moved_by, end: Err(RequestError::Redirects), took };
        got.end = loop {
            let from = got.from().clone();
            let answer = match self.once(&from, want).await {
                Ok(answer) => answer,
                Err(RequestError::Http(http::Fault::Slow)) => break Err(RequestError::OutOfTime),
                Err(trouble @ RequestError::Http(http::Fault::Timeout | http::Fault::Stalled { .. })) => {
                    break Err(trouble);
                }
                Err(_) if self.budget.is_over() => break Err(RequestError::OutOfTime),
                Err(trouble) => break Err(trouble),
            };
            let moved = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
            let Some(to) = answer.location.as_ref().filter(|_| moved) else { break Ok(answer) };
            let Ok(to) = from.join(to) else { break Err(RequestError::BadRedirect) };
            got.moved_by = Some(Box::new(answer));
            match redirect::check(&from, &to, got.steps.len()) {
                Ok(()) => got.steps.push(to),
                Err(Refused::TooMany) => break Err(RequestError::Redirects),
                Err(Refused::Scheme { .. }) => break Err(RequestError::BadRedirect),
                Err(Refused::Downgrade { .. }) => {
                    got.steps.push(to);
                    break Err(RequestError::Downgrade);
                }
            }
        };
        got.took = started.elapsed();
        got
    }

    async fn once(&self, url: &Url, want: Want) -> Result<Response, RequestError> {
        let target = Target::of(url).ok_or(RequestError::BadRedirect)?;
        let known = match self.connections.of(&target).await {
            Some(way) if !way.is_good() => return Err(RequestError::NoConnection),
            Some(Connection::Direct(direct)) => direct.good(),
            Some(Connection::Through(..)) | None => None,
        };
        let request = self.request(url, &target, want);
        let proxy = self.proxy(url, &target);
        let place = proxy.map_or_else(|| target.place(), |proxy| tunnel::place(&proxy.url));
        // What stands may have been closed by the other side meanwhile: then `go` makes a new one, too.
        while let Some(standing) = self.standing(&target, &place).await {
            match self.send(standing, &request).await {
                Err(RequestError::Http(http::Fault::Closed)) => {}
                came => return came,
            }
        }
        let pass = self.lines.pass(&self.network.gates, &place, self.budget).await;
        // Meanwhile another question may have been answered.
        if let Some(standing) = self.lines.take(&target) {
            match self.send(standing, &request).await {
                Err(RequestError::Http(http::Fault::Closed)) => {}
                came => return came,
            }
        }
        let stream = match proxy {
            None => self.directly(&target, known).await?,
            Some(proxy) => self.through(&proxy.url, &target).await?,
        };
        let line = Line::over(stream).await.map_err(RequestError::Http)?;
        self.send(Standing::new(&target, &place, line, pass), &request).await
    }

    fn proxy<'a>(&'a self, url: &Url, target: &Target) -> Option<&'a Proxy> {
        self.connections.proxy_of(target).or_else(|| self.proxies.for_url(url))
    }

    fn request(&self, url: &Url, target: &Target, want: Want) -> Request {
        let mut request = Request::get(url).up_to(want.limit);
        if let Some(login) = self.login(url) {
            request = request.with(header::AUTHORIZATION, login);
        }
        if let Some(last) = want.last {
            request = request.with(header::RANGE, format!("bytes=0-{last}"));
        }
        let proxy = self.proxy(url, target).filter(|proxy| !proxy.url.scheme().starts_with("socks5"));
        let Some(proxy) = proxy.filter(|_| !target.tls) else { return request };
        request = request.absolute();
        match credentials::authorization(&proxy.url) {
            Some(login) => request.with(header::PROXY_AUTHORIZATION, login),
            None => request,
        }
    }

    /// A connection that stands: one that was asked on before, or the one that the way was measured with.
    async fn standing(&self, target: &Target, place: &Place) -> Option<Standing> {
        if let Some(standing) = self.lines.take(target) {
            return Some(standing);
        }
        let (stream, pass) = self.connections.spare(target)?;
        Some(Standing::new(target, place, Line::over(stream).await.ok()?, pass))
    }

    async fn send(&self, mut standing: Standing, request: &Request) -> Result<Response, RequestError> {
        let answer =
            standing.line.send(&self.network, request, self.budget).await.map_err(RequestError::Http)?;
        if answer.whole {
            self.lines.put(standing);
        }
        Ok(answer)
    }

    async fn directly(
        &self,
        target: &Target,
        known: Option<IpAddr>,
    ) -> Result<Box<dyn Stream>, RequestError> {
        let mut trouble = RequestError::Names;
        for address in self.addresses(target, known).await.into_iter().take(3) {
            let to = SocketAddr::new(address, target.port);
            let (_, stream) = tcp::connect(&self.network, to, self.budget).await;
            let stream = match stream {
                Ok(stream) => stream,
                Err(fault) => {
                    trouble = RequestError::Tcp(fault);
                    continue;
                }
            };
            if !target.tls {
                return Ok(Box::new(stream));
            }
            let name = ServerName::try_from(target.host.clone()).map_err(|_| RequestError::Names)?;
            let (handshake, stream) = tls::shake(&self.network, stream, name, self.budget).await;
            match (stream, handshake.result) {
                (Some(stream), _) => return Ok(stream),
                (None, Err(fault)) => trouble = RequestError::Tls(fault),
                (None, Ok(())) => {}
            }
        }
        Err(trouble)
    }

    async fn addresses(&self, target: &Target, known: Option<IpAddr>) -> Vec<IpAddr> {
        if let Some(address) = known.or_else(|| target.address()) {
            return vec![address];
        }
        let asking = self.network.lookup.lookup(&target.host);
        let found = timeout(self.budget.for_step(self.network.timeouts.dns), asking).await;
        found.ok().and_then(Result::ok).unwrap_or_default()
    }

    async fn through(&self, proxy: &Url, target: &Target) -> Result<Box<dyn Stream>, RequestError> {
        let (tunnel, stream) = tunnel::through(&self.network, proxy, target, self.budget).await;
        stream.ok_or(match (tunnel.tls, tunnel.asked) {
            (Some(tls), _) => RequestError::Tls(tls.result.err().unwrap_or(tls::Fault::Closed)),
            (None, Some((_, Err(fault)))) => RequestError::Proxy(Some(fault)),
            (None, _) => RequestError::Proxy(None),
        })
    }

    fn login(&self, url: &Url) -> Option<String> {
        if url.scheme() != "https" {
            return None;
        }
        let of_host = || self.credentials.of(url).map(|(user, word)| (user.to_owned(), word.to_owned()));
        let (user, password) = credentials::of_url(url).or_else(of_host)?;
        Some(credentials::basic(&user, &password))
    }
}
