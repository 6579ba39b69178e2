//! The HTTP client: whom it trusts, which proxy it goes through, where it lets itself be sent.

use super::budget::Budget;
use super::hosts::{Builder, Host, Hosts, location};
use super::lookup::{Doh, Lookup, Names, System};
use super::trust::trusting;
use super::{Error, Fault, trace};
use crate::config::{Dns, Login, Network};
use crate::env::Env;
use crate::golang::proxy::{Proxies, Proxy};
use crate::net::{Credentials, doh, redirect};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{RequestBuilder, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use tokio::net::{TcpStream, lookup_host};
use url::Url;

/// Asks over http and https. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// One that goes through no proxy, where one is spoken to over TLS.
    plain: Option<reqwest::Client>,
    proxies: Arc<Proxies>,
    credentials: Credentials,
    /// How many connections the downloads of this client have.
    budget: Budget,
    /// Makes connections that nothing else shares: see [`Client::apart`].
    alone: Arc<Apart>,
    /// Where more is asked than the system.
    names: Option<Names>,
    /// Where gv logs in.
    hosts: Hosts,
    offline: bool,
}

type Apart = LazyLock<Option<reqwest::Client>, Box<dyn FnOnce() -> Option<reqwest::Client> + Send>>;

/// A lookup of which one half is never answered takes 10 seconds.
const CONNECT: Duration = Duration::from_secs(12);
/// Where SOCKS proxies listen that name no port.
const SOCKS: u16 = 1080;

/// A client for this environment: proxies by Go's rules (see [`crate::golang::proxy`]), the root certificates that `go`
/// trusts (see [`roots`]). With `GV_OFFLINE` it sends no request.
pub fn client(env: &Env) -> Result<Client, Error> {
    made(env, true, None, &[])
}

/// The same, which asks for addresses whom the settings say.
pub fn configured(env: &Env, network: &Network) -> Result<Client, Error> {
    made(env, true, names(env, network)?, &network.logins)
}

/// The same through the proxies that `go` goes through, and no others.
pub fn as_go(env: &Env, network: &Network) -> Result<Client, Error> {
    through(Proxies::of_go(env).0, env, true, names(env, network)?, &network.logins)
}

/// The same, which asks these for addresses.
pub fn named(env: &Env, names: Names) -> Result<Client, Error> {
    made(env, true, Some(names), &[])
}

/// The same, but every request makes a connection of its own: for measuring, where an open connection would make a host
/// look faster, and for threads with an event loop each.
pub fn unpooled(env: &Env, network: &Network) -> Result<Client, Error> {
    made(env, false, names(env, network)?, &network.logins)
}

fn names(env: &Env, network: &Network) -> Result<Option<Names>, Error> {
    if network.dns == Dns::System {
        return Ok(None);
    }
    Ok(Some(Names::new(Arc::new(System), Arc::new(over_https(env, network)?))))
}

/// The resolvers over https that the settings name, or gv's own.
pub fn over_https(env: &Env, network: &Network) -> Result<Doh, Error> {
    let resolvers = network.doh.clone().unwrap_or_else(doh::known);
    trusting(env, &[], reqwest::Client::builder, |builder| Doh::new(builder, &resolvers))
}

fn made(env: &Env, pooled: bool, names: Option<Names>, logins: &[Login]) -> Result<Client, Error> {
    through(Proxies::from_env(&env.for_requests())?, env, pooled, names, logins)
}

fn through(
    proxies: Proxies,
    env: &Env,
    pooled: bool,
    names: Option<Names>,
    logins: &[Login],
) -> Result<Client, Error> {
    let proxies = Arc::new(proxies);
    let names = names.map(|names| names.beside(Arc::clone(&proxies)));
    let builder: Builder = {
        let (proxies, names) = (Arc::clone(&proxies), names.clone());
        Arc::new(move || match &names {
            Some(names) => builder(&proxies, pooled).dns_resolver(Arc::new(names.clone())),
            None => builder(&proxies, pooled).dns_resolver(Arc::new(System)),
        })
    };
    let hosts = Hosts::of(logins, env, &builder);
    let http = trusting(env, &[], &*builder, reqwest::ClientBuilder::build)?;
    // What the TLS of a proxy itself comes to can only be told by asking it as a server.
    let plain = || self::builder(&Arc::default(), false).dns_resolver(Arc::new(System));
    let plain = if proxies.speak_tls() {
        Some(trusting(env, &[], plain, reqwest::ClientBuilder::build)?)
    } else {
        None
    };
    let alone = {
        let env = env.clone();
        let build = |builder: reqwest::ClientBuilder| builder.http1_only().build();
        Arc::new(Apart::new(Box::new(move || trusting(&env, &[], &*builder, build).ok())))
    };
    let (credentials, offline) = (Credentials::default(), env.flag("GV_OFFLINE"));
    let budget = Budget::default();
    Ok(Client { http, plain, proxies, credentials, budget, alone, names, hosts, offline })
}

impl Client {
    /// The same, logging in where the user has a password. A redirect to another host does not take it along.
    #[must_use]
    pub fn with_credentials(&self, credentials: &Credentials) -> Self {
        Self { credentials: credentials.clone(), ..self.clone() }
    }

    /// The same, but each request under way has a connection of its own, as HTTP/1.1 has it: over HTTP/2 all of them
    /// would share one, and what that one is capped to.
    #[must_use]
    pub fn apart(&self) -> Self {
        let http = self.alone.as_ref().as_ref().unwrap_or(&self.http).clone();
        Self { http, ..self.clone() }
    }

    /// The connections of all downloads.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Sends one GET and waits for the head of the answer, whatever its status.
    pub(super) async fn get(&self, ask: Ask<'_>) -> Result<Response, Fault> {
        if self.offline {
            return Err(Fault::Offline);
        }
        let asked = trace::Asked::begin(ask.url, &ask.details(), self.proxies.for_url(ask.url));
        let answer = match self.hosts.find(ask.url) {
            // It is rare, and long: every other request would carry its size.
            Some(host) => Box::pin(self.logged_in(host, ask)).await,
            None => self.sent(self.named(ask.url, self.http.get(ask.url.clone())), ask).await,
        };
        asked.end(&answer);
        answer
    }

    /// The same at a host at which gv logs in. What it redirects to elsewhere is asked for without the login.
    async fn logged_in(&self, host: &Host, ask: Ask<'_>) -> Result<Response, Fault> {
        let http = host.client()?;
        let mut url = ask.url.clone();
        for followed in 0.. {
            let mut request = host.signed(ask.conditions(http.get(url.clone())))?;
            if !host.has_token() {
                request = self.named(&url, request);
            }
            let answer = request.send().await.map_err(|error| self.fault(&url, &error))?;
            let Some(next) = location(&answer) else { return Ok(answer) };
            let checked = redirect::check(&url, &next, followed);
            trace::redirected(&url, &next, checked.is_err());
            checked.map_err(|refused| Fault::of_refused(&refused))?;
            if next.origin() != ask.url.origin() {
                let ask = Ask { url: &next, ..ask };
                return self.sent(self.http.get(next.clone()), ask).await;
            }
            url = next;
        }
        Err(Fault::Redirects)
    }

    /// A request with the user's password for its host.
    fn named(&self, url: &Url, request: RequestBuilder) -> RequestBuilder {
        match self.credentials.of(url) {
            Some((name, password)) => request.basic_auth(name, Some(password)),
            None => request,
        }
    }

    async fn sent(&self, request: RequestBuilder, ask: Ask<'_>) -> Result<Response, Fault> {
        let request = ask.conditions(request);
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
            _ => Err(self.blamed(ask.url, &error).await),
        }
    }

    /// What went wrong, and whose fault it is: where TLS is spoken to the proxy too, it may have failed there.
    async fn blamed(&self, url: &Url, error: &reqwest::Error) -> Fault {
        let fault = self.fault(url, error);
        let proxy = self.proxies.for_url(error.url().unwrap_or(url)).filter(|it| it.url.scheme() == "https");
        let (Fault::Tls(_), Some(plain), Some(proxy)) = (&fault, &self.plain, proxy) else { return fault };
        let mut itself = proxy.url.clone();
        // Neither can fail for an address with a host.
        let _ = (itself.set_username(""), itself.set_password(None));
        let asked = plain.get(itself).timeout(CONNECT).send().await;
        match asked.map_err(|error| Fault::of(&error, None)) {
            Err(own @ Fault::Tls(_)) => Fault::Proxy { proxy: proxy.shown(), fault: Box::new(own) },
            _ => fault,
        }
    }

    /// Whether other resolvers may know addresses of a host for which no trusted server was found.
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
        None if host.parse::<IpAddr>().is_err() => {
            System.addresses(host).await.into_iter().map(|it| (it.ip(), port).into()).collect()
        }
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

impl Ask<'_> {
    /// What is wanted of the file, for the log.
    fn details(&self) -> String {
        let part = match (self.offset, self.most) {
            (0, None) => String::new(),
            (first, None) => format!(", from byte {first}"),
            (first, Some(most)) => format!(", {most} bytes from {first}"),
        };
        let again = if self.unless.is_some() { ", if it has changed" } else { "" };
        format!("{part}{again}")
    }

    /// A request with what it asks for.
    fn conditions(&self, mut request: RequestBuilder) -> RequestBuilder {
        if let Some(etag) = self.unless {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if self.offset > 0 || self.most.is_some() {
            request = request.header(RANGE, range(self.offset, self.most));
            if let Some(etag) = self.same {
                request = request.header(IF_RANGE, etag);
            }
        }
        request
    }
}

/// The value of a `Range` header.
fn range(offset: u64, most: Option<u64>) -> String {
    let last = most.map(|most| offset.saturating_add(most.max(1)) - 1);
    format!("bytes={offset}-{}", last.map(|last| last.to_string()).unwrap_or_default())
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
    // The first one is not a redirect.
    let followed = attempt.previous().len().saturating_sub(1);
    let Some(from) = attempt.previous().last() else { return attempt.stop() };
    let checked = redirect::check(from, attempt.url(), followed);
    trace::redirected(from, attempt.url(), checked.is_err());
    match checked {
        Ok(()) => attempt.follow(),
        Err(refused) => attempt.error(refused),
    }
}
