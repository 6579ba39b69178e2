//! Resolvers over https (RFC 8484), at the addresses they are known to have: asked directly, at once, and the first one
//! that knows something counts.

use super::{Addresses, Lookup};
use crate::config::Resolver;
use crate::net::doh::{LONGEST, MEDIA_TYPE, question};
use crate::net::message::{self, Code, RecordType};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, ClientBuilder, StatusCode};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::task::JoinSet;
use url::Url;

/// The resolvers.
#[derive(Debug, Clone)]
pub struct Doh {
    http: Client,
    servers: Vec<Url>,
}

/// For one answer, the connection included.
const PATIENCE: Duration = Duration::from_secs(4);

impl Doh {
    /// These, through a client with the trust of `builder`. No proxy is used: a proxy resolves names
    /// itself.
    pub fn new(builder: ClientBuilder, resolvers: &[Resolver]) -> Result<Self, reqwest::Error> {
        let pinned = |builder: ClientBuilder, it: &Resolver| {
            let host = it.url.host_str().unwrap_or_default();
            builder.resolve(host, SocketAddr::new(it.address, 0))
        };
        let builder = resolvers.iter().fold(builder, pinned).no_proxy().timeout(PATIENCE);
        let servers = resolvers.iter().map(|it| it.url.clone()).collect();
        Ok(Self { http: builder.redirect(reqwest::redirect::Policy::none()).build()?, servers })
    }
}

impl Lookup for Doh {
    fn addresses(&self, host: &str) -> Addresses {
        let (this, host) = (self.clone(), host.to_owned());
        Box::pin(async move {
            let mut asking = JoinSet::new();
            for server in this.servers {
                let (http, host) = (this.http.clone(), host.clone());
                asking.spawn(async move { ask(&http, &server, &host).await });
            }
            while let Some(found) = asking.join_next().await {
                match found {
                    Ok(found) if !found.is_empty() => return found,
                    _ => {}
                }
            }
            Vec::new()
        })
    }
}

async fn ask(http: &Client, server: &Url, host: &str) -> Vec<SocketAddr> {
    let (v4, v6) = tokio::join!(
        answer(http, server.clone(), host, RecordType::A),
        answer(http, server.clone(), host, RecordType::Aaaa)
    );
    let found = v4.into_iter().chain(v6).flatten();
    found.map(|address| SocketAddr::new(address, 0)).collect()
}

async fn answer(http: &Client, server: Url, host: &str, kind: RecordType) -> Option<Vec<IpAddr>> {
    let question = question(host, kind)?;
    let request =
        http.post(server).header(CONTENT_TYPE, MEDIA_TYPE).header(ACCEPT, MEDIA_TYPE).body(question);
    let mut answer = request.send().await.ok().filter(|answer| answer.status() == StatusCode::OK)?;
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.ok()? {
        body.extend(piece);
        if body.len() > LONGEST {
            return None;
        }
    }
    message::parse(&body).filter(|answer| answer.code == Code::NoError).map(|answer| answer.addresses)
}
