//! The HTTP client: whom it trusts, which proxy it goes through, where it lets itself be sent.

use super::error::shown;
use super::names::{Doh, Names, System, known};
use super::roots::named_roots;
use super::{Error, Fault, Logins};
use crate::config::{Dns, Network};
use crate::env::Env;
use crate::golang::proxy::{Proxies, Proxy};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Certificate, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpStream, lookup_host};
use url::Url;

/// Asks over http and https. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    proxies: Arc<Proxies>,
    logins: Logins,
    /// Where more is asked than the system.
    names: Option<Names>,
    offline: bool,
}

const CONNECT: Duration = Duration::from_secs(10);
const REDIRECTS: usize = 10;
/// Where SOCKS proxies listen that name no port.
const SOCKS: u16 = 1080;

/// A client for this environment: proxies by Go's rules (see [`crate::golang::proxy`]), the system's root
/// certificates or those of `SSL_CERT_FILE` and `SSL_CERT_DIR`. With `GV_OFFLINE` it asks nobody.
pub fn client(env: &Env) -> Result<Client, Error> {
    made(env, true, None)
}

/// The same, which asks for addresses whom the settings say.
pub fn configured(env: &Env, network: &Network) -> Result<Client, Error> {
    made(env, true, names(env, network)?)
}

/// The same, which asks these for addresses.
pub fn named(env: &Env, names: Names) -> Result<Client, Error> {
    made(env, true, Some(names))
}

/// The same, but every request makes a connection of its own: for measuring, where one that stands already would
/// flatter whoever was asked before.
pub fn unpooled(env: &Env, network: &Network) -> Result<Client, Error> {
    made(env, false, names(env, network)?)
}

fn names(env: &Env, network: &Network) -> Result<Option<Names>, Error> {
    if network.dns == Dns::System {
        return Ok(None);
    }
    let resolvers = network.doh.clone().unwrap_or_else(known);
    let doh = trusting(env, reqwest::Client::builder, |builder| Doh::new(builder, &resolvers))?;
    Ok(Some(Names::new(Arc::new(System), Arc::new(doh))))
}

fn made(env: &Env, pooled: bool, names: Option<Names>) -> Result<Client, Error> {
    let proxies = Arc::new(Proxies::from_env(&env.for_requests())?);
    let names = names.map(|names| names.beside(Arc::clone(&proxies)));
    let builder = || match &names {
        Some(names) => builder(&proxies, pooled).dns_resolver(Arc::new(names.clone())),
        None => builder(&proxies, pooled),
    };
    let http = trusting(env, builder, reqwest::ClientBuilder::build)?;
    Ok(Client { http, proxies, logins: Logins::default(), names, offline: env.flag("GV_OFFLINE") })
}

/// What is built by a builder that trusts whom this environment trusts.
fn trusting<T>(
    env: &Env,
    builder: impl Fn() -> reqwest::ClientBuilder,
    build: impl Fn(reqwest::ClientBuilder) -> Result<T, reqwest::Error>,
) -> Result<T, Error> {
    // An earlier client of this process may have done so; every one installs the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let outcome = if let Some(roots) = named_roots(env)? {
        let roots = roots.iter().filter_map(|der| Certificate::from_der(der).ok());
        build(builder().tls_certs_only(roots))
    } else {
        // A machine without any (a bare container) can still fetch over http: then nothing at all is trusted.
        build(builder()).or_else(|_| build(builder().tls_certs_only([])))
    };
    outcome.map_err(|error| Error::Client { reason: error.to_string() })
}

impl Client {
    /// The same, logging in where the user has a password. A redirect to another host does not take it along.
    #[must_use]
    pub fn with_logins(&self, logins: &Logins) -> Self {
        Self { logins: logins.clone(), ..self.clone() }
    }

    /// Sends one GET and waits for the head of the answer, whatever its status.
    pub(super) async fn get(&self, ask: Ask<'_>) -> Result<Response, Fault> {
        if self.offline {
            return Err(Fault::Offline);
        }
        let mut request = self.http.get(ask.url.clone());
        if let Some((name, password)) = self.logins.of(ask.url) {
            request = request.basic_auth(name, Some(password));
        }
        if let Some(etag) = ask.unless {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if ask.offset > 0 || ask.most.is_some() {
            request = request.header(RANGE, range(ask.offset, ask.most));
            if let Some(etag) = ask.same {
                request = request.header(IF_RANGE, etag);
            }
        }
        let again = request.try_clone();
        let known =
            ask.url.host_str().is_some_and(|host| self.names.as_ref().is_some_and(|it| it.is_replaced(host)));
        let error = match request.send().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        match again {
            Some(again) if !known && self.has_another_way(ask.url, &error).await => {
                again.send().await.map_err(|error| self.fault(ask.url, &error))
            }
            _ => Err(self.fault(ask.url, &error)),
        }
    }

    /// Whether somebody else than the system knows addresses of a host at which nobody who could be believed was met.
    async fn has_another_way(&self, url: &Url, error: &reqwest::Error) -> bool {
        // A redirect may have led to another host.
        let url = error.url().unwrap_or(url);
        let (Some(names), Some(host)) = (&self.names, url.domain()) else { return false };
        error.is_connect() && self.proxies.for_url(url).is_none() && names.give_up(host).await
    }

    /// Connects to the host of an address, or to the proxy that stands before it, and lets go again: how long it took,
    /// the lookup of the name included. Nothing is asked.
    pub async fn connect(&self, url: &Url) -> Result<Duration, Fault> {
        if self.offline {
            return Err(Fault::Offline);
        }
        let proxy = self.proxies.for_url(url);
        let target = proxy.map_or(url, |proxy| &proxy.url);
        let Some(host) = target.host_str() else { return Ok(Duration::ZERO) };
        let port = target.port_or_known_default().unwrap_or(SOCKS);
        let begun = Instant::now();
        let names = self.names.as_ref().filter(|_| proxy.is_none());
        connect(host.trim_matches(['[', ']']), port, names).await.map(|()| begun.elapsed()).map_err(|fault| {
            match proxy {
                Some(proxy) => Fault::Proxy { proxy: proxy.shown(), fault: Box::new(fault) },
                None => fault,
            }
        })
    }

    /// What went wrong on the way to an address, in few words.
    pub(super) fn fault(&self, url: &Url, error: &reqwest::Error) -> Fault {
        let target = error.url().unwrap_or(url);
        Fault::of(error, self.proxies.for_url(target).map(Proxy::shown))
    }
}

async fn connect(host: &str, port: u16, names: Option<&Names>) -> Result<(), Fault> {
    let addresses: Vec<SocketAddr> = match names.filter(|_| host.parse::<IpAddr>().is_err()) {
        Some(names) => names.addresses(host).await.into_iter().map(|it| (it.ip(), port).into()).collect(),
        None => lookup_host((host, port)).await.map_err(|_| Fault::Dns)?.collect(),
    };
    if addresses.is_empty() {
        return Err(Fault::Dns);
    }
    let stream = TcpStream::connect(&addresses[..]).await;
    stream.map(drop).map_err(|error| Fault::of_io(&error))
}

/// One GET.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    pub url: &'a Url,
    /// The first byte wanted; 0 asks for the whole.
    pub offset: u64,
    /// How many bytes are wanted; `None` asks for all that follow.
    pub most: Option<u64>,
    /// Only if the whole still has this (strong) ETag.
    pub same: Option<&'a str>,
    /// Not if it has this ETag.
    pub unless: Option<&'a str>,
}

/// The value of a `Range` header.
fn range(offset: u64, most: Option<u64>) -> String {
    let last = most.map(|most| offset.saturating_add(most.max(1)) - 1);
    format!("bytes={offset}-{}", last.map(|last| last.to_string()).unwrap_or_default())
}

/// Why a redirect was not followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("too many redirects")]
    TooMany,
    #[error("redirected from https to {to}")]
    Downgrade { to: String },
}

fn builder(proxies: &Arc<Proxies>, pooled: bool) -> reqwest::ClientBuilder {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let proxies = Arc::clone(proxies);
    let builder = reqwest::Client::builder();
    let builder = if pooled { builder } else { builder.pool_max_idle_per_host(0) };
    builder
        .user_agent(concat!("gv/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .connect_timeout(CONNECT)
        .referer(false)
        .redirect(Policy::custom(follow))
        .proxy(reqwest::Proxy::custom(move |url| proxies.for_url(url).map(resolving_there)))
}

/// `go` lets a SOCKS proxy resolve the names, which is what helps where DNS lies; so do we.
fn resolving_there(proxy: &Proxy) -> Url {
    let text = proxy.url.as_str();
    let remote = text.strip_prefix("socks5:").and_then(|rest| Url::parse(&format!("socks5h:{rest}")).ok());
    remote.unwrap_or_else(|| proxy.url.clone())
}

fn follow(attempt: Attempt<'_>) -> Action {
    let secure = attempt.previous().last().is_some_and(|url| url.scheme() == "https");
    let next = attempt.url().scheme();
    if next != "https" && (secure || next != "http") {
        let to = shown(attempt.url());
        return attempt.error(Refused::Downgrade { to });
    }
    if attempt.previous().len() > REDIRECTS { attempt.error(Refused::TooMany) } else { attempt.follow() }
}
