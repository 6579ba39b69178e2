//! Resolvers over https (RFC 8484), at the addresses they are known to have: asked directly, at once, and the first one
//! that knows something counts.

use super::message::{self, Code, Kind};
use super::{Addresses, Lookup};
use crate::config::Resolver;
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

const TYPE: &str = "application/dns-message";
/// For one answer, the connection included.
const PATIENCE: Duration = Duration::from_secs(4);
/// No answer of DNS is longer.
const LONGEST: usize = 1 << 16;

/// Resolvers over https that answer all over the world or in China, by their addresses.
pub fn known() -> Vec<Resolver> {
    let known = [
        ("https://dns.alidns.com/dns-query", [223, 5, 5, 5]),
        ("https://doh.pub/dns-query", [1, 12, 12, 12]),
        ("https://cloudflare-dns.com/dns-query", [1, 1, 1, 1]),
        ("https://dns.google/dns-query", [8, 8, 8, 8]),
    ];
    let resolver = |(url, address): (&str, [u8; 4])| {
        Some(Resolver { url: Url::parse(url).ok()?, address: IpAddr::from(address) })
    };
    known.into_iter().filter_map(resolver).collect()
}

impl Doh {
    /// These, through a client that believes whom `builder` believes. No proxy is gone through: where one is, names are
    /// its matter.
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
        question(http, server.clone(), host, Kind::A),
        question(http, server.clone(), host, Kind::Aaaa)
    );
    let found = v4.into_iter().chain(v6).flatten();
    found.map(|address| SocketAddr::new(address, 0)).collect()
}

async fn question(http: &Client, server: Url, host: &str, kind: Kind) -> Option<Vec<IpAddr>> {
    // RFC 8484 wants the number 0, so that answers can be kept.
    let question = message::question(0, host, kind)?;
    let request = http.post(server).header(CONTENT_TYPE, TYPE).header(ACCEPT, TYPE).body(question);
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
