//! A connection through a proxy: http with CONNECT (RFC 9110, 9.3.6), the same over TLS, or SOCKS 5 (RFC 1928, 1929).
//! The name of the target is the proxy's to resolve.

use super::dns::Silence;
use super::way::Target;
use super::{Budget, Handshake, Stream, World, tcp, tls};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use rustls::pki_types::ServerName;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use url::Url;

/// What came of a way through a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tunnel {
    /// The proxy's addresses, and how long it took to know them.
    pub named: (Duration, Result<Vec<IpAddr>, Silence>),
    /// The connection to it.
    pub tcp: Option<(Duration, Result<(), tcp::Fault>)>,
    /// The handshake with the proxy itself, where TLS is spoken to it.
    pub own: Option<Handshake>,
    /// What it said when asked for the target; `None` where it is asked for pages and not for connections.
    pub asked: Option<(Duration, Result<(), Fault>)>,
    /// The handshake with the target.
    pub tls: Option<Handshake>,
}

/// Why a proxy made no connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It answered with this status.
    Status(u16),
    /// It wants another user or password, or one at all (SOCKS).
    Login,
    /// It refused with this code (SOCKS).
    Socks(u8),
    /// What it said belongs to TLS.
    SpeaksTls,
    /// What it said belongs to no such proxy.
    NotProxy,
    /// It hung up.
    Closed,
    /// No answer in time.
    Timeout,
}

impl Tunnel {
    fn new(named: (Duration, Result<Vec<IpAddr>, Silence>)) -> Self {
        Self { named, tcp: None, own: None, asked: None, tls: None }
    }

    /// How long it took until the proxy had answered.
    pub fn took(&self) -> Duration {
        let connected = self.tcp.as_ref().map_or(Duration::ZERO, |(took, _)| *took);
        let asked = self.asked.as_ref().map_or(Duration::ZERO, |(took, _)| *took);
        self.named.0 + connected + asked
    }

    /// Whether all of it came to be.
    pub fn is_good(&self) -> bool {
        self.tcp.as_ref().is_some_and(|(_, tcp)| tcp.is_ok())
            && self.own.as_ref().is_none_or(Handshake::is_valid)
            && self.asked.as_ref().is_none_or(|(_, asked)| asked.is_ok())
            && self.tls.as_ref().is_none_or(Handshake::is_valid)
    }
}

/// Goes to a target through a proxy. The stream is the target's, or the proxy's own where pages are asked of it.
pub async fn through(
    world: &World,
    proxy: &Url,
    target: &Target,
    budget: Budget,
) -> (Tunnel, Option<Box<dyn Stream>>) {
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let mut tunnel = Tunnel::new(addresses(world, &host, budget).await);
    let stream = enter(world, proxy, target, &host, &mut tunnel, budget).await;
    (tunnel, stream)
}

async fn enter(
    world: &World,
    proxy: &Url,
    target: &Target,
    host: &str,
    tunnel: &mut Tunnel,
    budget: Budget,
) -> Option<Box<dyn Stream>> {
    let address = *tunnel.named.1.as_ref().ok()?.first()?;
    let port = proxy.port().unwrap_or(match proxy.scheme() {
        "https" => 443,
        "http" => 80,
        _ => 1080,
    });
    let (took, stream) = tcp::connect(world, SocketAddr::new(address, port), budget).await;
    tunnel.tcp = Some((took, stream.as_ref().map(drop).map_err(Clone::clone)));
    let mut stream: Box<dyn Stream> = Box::new(stream.ok()?);
    if proxy.scheme() == "https" {
        let name = ServerName::try_from(host.to_owned()).ok()?;
        let (own, inner) = tls::shake(world, stream, name, budget).await;
        tunnel.own = Some(own);
        stream = inner?;
    }
    let socks = proxy.scheme().starts_with("socks5");
    if socks || target.tls {
        let started = Instant::now();
        let asking = async {
            if socks {
                socks5(&mut stream, proxy, target).await
            } else {
                connect(&mut stream, proxy, target).await
            }
        };
        let asked = timeout(budget.for_step(world.patience.tls), asking).await.unwrap_or(Err(Fault::Timeout));
        let good = asked.is_ok();
        tunnel.asked = Some((started.elapsed(), asked));
        good.then_some(())?;
    }
    if !target.tls {
        return Some(stream);
    }
    let name = ServerName::try_from(target.host.clone()).ok()?;
    let (shaken, inner) = tls::shake(world, stream, name, budget).await;
    tunnel.tls = Some(shaken);
    inner
}

/// What the system says of a host, or the host itself.
async fn addresses(world: &World, host: &str, budget: Budget) -> (Duration, Result<Vec<IpAddr>, Silence>) {
    if let Ok(address) = host.parse() {
        return (Duration::ZERO, Ok(vec![address]));
    }
    let started = Instant::now();
    let found = timeout(budget.for_step(world.patience.dns), world.lookup.lookup(host)).await;
    let found = match found {
        Ok(found) => found.map_err(Silence::Failed),
        Err(_) => Err(Silence::Timeout),
    };
    (started.elapsed(), found)
}

/// The user and the password that stand in an address.
pub(super) fn login(url: &Url) -> Option<(String, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let password = url.password();
    let named = !url.username().is_empty() || password.is_some();
    named.then(|| (decoded(url.username()), decoded(password.unwrap_or_default())))
}

/// What a proxy for http wants to see of a user: `Basic …`.
pub fn authorization(proxy: &Url) -> Option<String> {
    let (user, password) = login(proxy)?;
    Some(format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))))
}

/// The most of an answer's head that is read.
const HEAD: usize = 16 << 10;

async fn connect(stream: &mut Box<dyn Stream>, proxy: &Url, target: &Target) -> Result<(), Fault> {
    let host = if target.host.contains(':') { format!("[{}]", target.host) } else { target.host.clone() };
    let place = format!("{host}:{}", target.port);
    let mut request = format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\nUser-Agent: gv\r\n");
    if let Some(login) = authorization(proxy) {
        request.extend(["Proxy-Authorization: ", &login, "\r\n"]);
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.map_err(closed)?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
        // What comes after the head is the target's: not a byte more is taken.
        head.push(stream.read_u8().await.map_err(closed)?);
        let words = b"HTTP/1.";
        if head.len() <= words.len() && !words.starts_with(&head) {
            return Err(if matches!(head[0], 0x15 | 0x16) { Fault::SpeaksTls } else { Fault::NotProxy });
        }
    }
    let status = std::str::from_utf8(head.get(9..12).unwrap_or_default()).ok();
    match status.and_then(|status| status.parse().ok()) {
        Some(200..=299) => Ok(()),
        Some(status) => Err(Fault::Status(status)),
        None => Err(Fault::NotProxy),
    }
}

async fn socks5(stream: &mut Box<dyn Stream>, proxy: &Url, target: &Target) -> Result<(), Fault> {
    let login = login(proxy);
    let methods: &[u8] = if login.is_some() { &[5, 2, 0, 2] } else { &[5, 1, 0] };
    stream.write_all(methods).await.map_err(closed)?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen).await.map_err(closed)?;
    match (chosen, login) {
        ([5, 0], _) => {}
        ([5, 2], Some((user, password))) => {
            let mut message = vec![1];
            for text in [user, password] {
                message.push(u8::try_from(text.len()).map_err(|_| Fault::Login)?);
                message.extend(text.as_bytes());
            }
            stream.write_all(&message).await.map_err(closed)?;
            let mut answer = [0; 2];
            stream.read_exact(&mut answer).await.map_err(closed)?;
            if answer[1] != 0 {
                return Err(Fault::Login);
            }
        }
        ([5, _], _) => return Err(Fault::Login),
        _ => return Err(Fault::NotProxy),
    }
    let mut request = vec![5, 1, 0];
    match target.address() {
        Some(IpAddr::V4(address)) => request.extend([&[1][..], &address.octets()].concat()),
        Some(IpAddr::V6(address)) => request.extend([&[4][..], &address.octets()].concat()),
        None => {
            request.extend([3, u8::try_from(target.host.len()).map_err(|_| Fault::NotProxy)?]);
            request.extend(target.host.as_bytes());
        }
    }
    request.extend(target.port.to_be_bytes());
    stream.write_all(&request).await.map_err(closed)?;
    let mut head = [0; 4];
    stream.read_exact(&mut head).await.map_err(closed)?;
    if head[1] != 0 {
        return Err(Fault::Socks(head[1]));
    }
    let rest = match head[3] {
        1 => 6,
        4 => 18,
        3 => usize::from(stream.read_u8().await.map_err(closed)?) + 2,
        _ => return Err(Fault::NotProxy),
    };
    stream.read_exact(&mut vec![0; rest]).await.map(drop).map_err(closed)
}

fn closed(_: io::Error) -> Fault {
    Fault::Closed
}
