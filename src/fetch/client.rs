//! The HTTP client: whom it trusts, which proxy it goes through, where it lets itself be sent.

use super::error::shown;
use super::roots::named_roots;
use super::{Error, Fault, Logins};
use crate::env::Env;
use crate::golang::proxy::{Proxies, Proxy};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Certificate, Response};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Asks over http and https. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    proxies: Arc<Proxies>,
    logins: Logins,
    offline: bool,
}

const CONNECT: Duration = Duration::from_secs(10);
const REDIRECTS: usize = 10;

/// A client for this environment: proxies by Go's rules (see [`crate::golang::proxy`]), the system's root
/// certificates or those of `SSL_CERT_FILE` and `SSL_CERT_DIR`. With `GV_OFFLINE` it asks nobody.
pub fn client(env: &Env) -> Result<Client, Error> {
    let proxies = Arc::new(Proxies::from_env(&env.for_requests())?);
    // An earlier client of this process may have done so; every one installs the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = match named_roots(env)? {
        Some(roots) => {
            let roots = roots.iter().filter_map(|der| Certificate::from_der(der).ok());
            builder(&proxies).tls_certs_only(roots).build()
        }
        // A machine without any (a bare container) can still fetch over http: then nothing at all is trusted.
        None => builder(&proxies).build().or_else(|_| builder(&proxies).tls_certs_only([]).build()),
    };
    let http = http.map_err(|error| Error::Client { reason: error.to_string() })?;
    Ok(Client { http, proxies, logins: Logins::default(), offline: env.flag("GV_OFFLINE") })
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
        if ask.offset > 0 {
            request = request.header(RANGE, format!("bytes={}-", ask.offset));
            if let Some(etag) = ask.same {
                request = request.header(IF_RANGE, etag);
            }
        }
        request.send().await.map_err(|error| self.fault(ask.url, &error))
    }

    /// What went wrong on the way to an address, in few words.
    pub(super) fn fault(&self, url: &Url, error: &reqwest::Error) -> Fault {
        let target = error.url().unwrap_or(url);
        Fault::of(error, self.proxies.for_url(target).map(Proxy::shown))
    }
}

/// One GET.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    pub url: &'a Url,
    /// The first byte wanted; 0 asks for the whole.
    pub offset: u64,
    /// Only if the whole still has this (strong) ETag.
    pub same: Option<&'a str>,
    /// Not if it has this ETag.
    pub unless: Option<&'a str>,
}

/// Why a redirect was not followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("too many redirects")]
    TooMany,
    #[error("redirected from https to {to}")]
    Downgrade { to: String },
}

fn builder(proxies: &Arc<Proxies>) -> reqwest::ClientBuilder {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let proxies = Arc::clone(proxies);
    reqwest::Client::builder()
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
