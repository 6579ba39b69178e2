//! Asking for a page the way `go` would: through the proxy that its variables name, or directly at the address that was
//! found good, and on along redirects.

use super::http::{self, Answer, Line, Request};
use super::tunnel;
use super::way::{Target, Way};
use super::ways::Ways;
use super::{Budget, Stream, World, tcp, tls};
use crate::fetch::Logins;
use crate::golang::proxy::Proxies;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hyper::header;
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use url::Url;

/// Everything that asking needs.
#[derive(Clone)]
pub struct Roads {
    /// The world.
    pub world: World,
    /// The proxies that are gone through.
    pub proxies: Arc<Proxies>,
    /// Ways that are measured; others are gone as they come.
    pub ways: Arc<Ways>,
    /// Names and passwords for hosts.
    pub logins: Logins,
    /// When it has to be over.
    pub budget: Budget,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Got {
    /// What was asked first.
    pub url: Url,
    /// Where it was sent on to, in order.
    pub steps: Vec<Url>,
    /// The answer in the end.
    pub end: Result<Answer, Trouble>,
    /// How long all of it took.
    pub took: Duration,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The way to the endpoint itself does not lead there.
    NoWay,
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
    Astray,
    /// The whole run was over before the answer was.
    OutOfTime,
}

const REDIRECTS: usize = 10;

impl Got {
    /// Where the answer came from.
    pub fn from(&self) -> &Url {
        self.steps.last().unwrap_or(&self.url)
    }

    /// Whether it came from another host than the one that was asked.
    pub fn is_from_elsewhere(&self) -> bool {
        self.from().host_str() != self.url.host_str()
    }
}

impl Roads {
    /// Asks for a page, or its beginning.
    pub async fn get(&self, url: &Url, range: Option<u64>) -> Got {
        // The way is measured for itself.
        if let Some(target) = Target::of(url) {
            self.ways.of(&target).await;
        }
        let started = Instant::now();
        let mut got =
            Got { url: url.clone(), steps: Vec::new(), end: Err(Trouble::Redirects), took: Duration::ZERO };
        got.end = loop {
            let from = got.from().clone();
            let answer = match self.once(&from, range).await {
                Ok(answer) => answer,
                Err(_) if self.budget.is_over() => break Err(Trouble::OutOfTime),
                Err(trouble) => break Err(trouble),
            };
            let moved = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
            let Some(to) = answer.location.as_ref().filter(|_| moved) else { break Ok(answer) };
            if got.steps.len() == REDIRECTS {
                break Err(Trouble::Redirects);
            }
            match from.join(to) {
                Ok(to) if from.scheme() == "https" && to.scheme() == "http" => {
                    got.steps.push(to);
                    break Err(Trouble::Downgrade);
                }
                Ok(to) if matches!(to.scheme(), "https" | "http") => got.steps.push(to),
                _ => break Err(Trouble::Astray),
            }
        };
        got.took = started.elapsed();
        got
    }

    async fn once(&self, url: &Url, range: Option<u64>) -> Result<Answer, Trouble> {
        let target = Target::of(url).ok_or(Trouble::Astray)?;
        let known = match self.ways.of(&target).await {
            Some(way) if !way.is_good() => return Err(Trouble::NoWay),
            Some(Way::Direct(direct)) => direct.good(),
            Some(Way::Through(..)) | None => None,
        };
        let proxy = self.proxies.for_url(url);
        let mut request = Request::get(url);
        if let Some(login) = self.login(url) {
            request = request.with(header::AUTHORIZATION, login);
        }
        if let Some(last) = range {
            request = request.with(header::RANGE, format!("bytes=0-{last}"));
        }
        let stream = match proxy {
            None => self.directly(&target, known).await?,
            Some(proxy) => {
                let pages = !target.tls && !proxy.url.scheme().starts_with("socks5");
                if pages {
                    request = request.absolute();
                    let login = tunnel::authorization(&proxy.url);
                    request = login
                        .map(|it| request.clone().with(header::PROXY_AUTHORIZATION, it))
                        .unwrap_or(request);
                }
                self.through(&proxy.url, &target).await?
            }
        };
        let mut line = Line::over(stream).await.map_err(Trouble::Http)?;
        line.send(&self.world, &request, self.budget).await.map_err(Trouble::Http)
    }

    async fn directly(&self, target: &Target, known: Option<IpAddr>) -> Result<Box<dyn Stream>, Trouble> {
        let mut trouble = Trouble::Names;
        for address in self.addresses(target, known).await.into_iter().take(3) {
            let to = SocketAddr::new(address, target.port);
            let (_, stream) = tcp::connect(&self.world, to, self.budget).await;
            let stream = match stream {
                Ok(stream) => stream,
                Err(fault) => {
                    trouble = Trouble::Tcp(fault);
                    continue;
                }
            };
            if !target.tls {
                return Ok(Box::new(stream));
            }
            let name = ServerName::try_from(target.host.clone()).map_err(|_| Trouble::Names)?;
            let (handshake, stream) = tls::shake(&self.world, stream, name, self.budget).await;
            match (stream, handshake.result) {
                (Some(stream), _) => return Ok(stream),
                (None, Err(fault)) => trouble = Trouble::Tls(fault),
                (None, Ok(())) => {}
            }
        }
        Err(trouble)
    }

    async fn addresses(&self, target: &Target, known: Option<IpAddr>) -> Vec<IpAddr> {
        if let Some(address) = known.or_else(|| target.address()) {
            return vec![address];
        }
        let asking = self.world.lookup.lookup(&target.host);
        let found = timeout(self.budget.for_step(self.world.patience.dns), asking).await;
        found.ok().and_then(Result::ok).unwrap_or_default()
    }

    async fn through(&self, proxy: &Url, target: &Target) -> Result<Box<dyn Stream>, Trouble> {
        let (tunnel, stream) = tunnel::through(&self.world, proxy, target, self.budget).await;
        stream.ok_or(match (tunnel.tls, tunnel.asked) {
            (Some(tls), _) => Trouble::Tls(tls.result.err().unwrap_or(tls::Fault::Closed)),
            (None, Some((_, Err(fault)))) => Trouble::Proxy(Some(fault)),
            (None, _) => Trouble::Proxy(None),
        })
    }

    fn login(&self, url: &Url) -> Option<String> {
        if url.scheme() != "https" {
            return None;
        }
        let of_host = || self.logins.of(url).map(|(user, word)| (user.to_owned(), word.to_owned()));
        let (user, password) = tunnel::login(url).or_else(of_host)?;
        Some(format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))))
    }
}
