//! The hosts at which gv logs in. Each has a client of its own: neither its certificate nor the authorities that are
//! trusted there count anywhere else, and a redirect to another host is gone without them.

use super::trust::trusting;
use super::{Error, Fault};
use crate::config::Login;
use crate::env::Env;
use crate::net::host_login::BadLogin;
use reqwest::header::{HeaderName, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Identity, RequestBuilder, Response};
use std::fmt;
use std::sync::{Arc, OnceLock};
use url::Url;

/// How every client is built.
pub(super) type Builder = Arc<dyn Fn() -> reqwest::ClientBuilder + Send + Sync>;

/// All of them. Cheap to clone.
#[derive(Clone)]
pub(super) struct Hosts {
    all: Arc<Vec<Host>>,
}

/// One of them.
pub(super) struct Host {
    login: Login,
    env: Env,
    builder: Builder,
    client: OnceLock<Result<reqwest::Client, Fault>>,
}

impl Hosts {
    pub fn of(logins: &[Login], env: &Env, builder: &Builder) -> Self {
        let host = |login: &Login| Host {
            login: login.clone(),
            env: env.clone(),
            builder: Arc::clone(builder),
            client: OnceLock::new(),
        };
        Self { all: Arc::new(logins.iter().map(host).collect()) }
    }

    /// The one that an address belongs to; the one that names its port comes first.
    pub fn find(&self, url: &Url) -> Option<&Host> {
        let fitting = self.all.iter().filter(|host| host.login.is_for(url));
        fitting.max_by_key(|host| host.login.host.len())
    }
}

impl Host {
    /// Asks with its certificate, and trusts its authorities. It follows no redirect by itself.
    pub fn client(&self) -> Result<&reqwest::Client, Fault> {
        self.client.get_or_init(|| self.made()).as_ref().map_err(Clone::clone)
    }

    fn made(&self) -> Result<reqwest::Client, Fault> {
        let roots = self.login.more_roots(&self.env).map_err(Fault::Login)?;
        let pem = self.login.client.as_ref().map(|client| client.pem(&self.env));
        let pem = pem.transpose().map_err(Fault::Login)?;
        // Checked here, where its file can be named.
        if let (Some(pem), Some(client)) = (&pem, &self.login.client)
            && Identity::from_pem(pem).is_err()
        {
            return Err(Fault::Login(BadLogin::NotPem { path: client.key.clone() }));
        }
        let builder = || {
            // Each request has a connection of its own here, as HTTP/1.1 has it.
            let builder = (self.builder)().redirect(Policy::none()).http1_only();
            match pem.as_deref().map(Identity::from_pem) {
                Some(Ok(identity)) => builder.identity(identity),
                _ => builder,
            }
        };
        trusting(&self.env, &roots, builder, reqwest::ClientBuilder::build).map_err(|error| match error {
            Error::Client { reason } => Fault::Other(reason),
            other => Fault::Other(other.to_string()),
        })
    }

    /// A request with its token.
    pub fn signed(&self, request: RequestBuilder) -> Result<RequestBuilder, Fault> {
        let Some((name, value)) = self.login.header(&self.env).map_err(Fault::Login)? else {
            return Ok(request);
        };
        let name = HeaderName::try_from(name).map_err(|error| Fault::Other(error.to_string()))?;
        let mut value = HeaderValue::try_from(value).map_err(|error| Fault::Other(error.to_string()))?;
        value.set_sensitive(true);
        Ok(request.header(name, value))
    }

    /// Whether it carries a token: then no password goes beside it.
    pub fn has_token(&self) -> bool {
        self.login.token.is_some()
    }
}

/// Where an answer leads to, where it is a redirect.
pub(super) fn location(answer: &Response) -> Option<Url> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    answer.url().join(answer.headers().get(LOCATION)?.to_str().ok()?).ok()
}

impl fmt::Debug for Hosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all.iter().map(|host| &host.login.host)).finish()
    }
}
