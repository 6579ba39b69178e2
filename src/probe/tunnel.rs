//! A connection through a proxy: http with CONNECT (RFC 9110, 9.3.6), the same over TLS, or SOCKS 5 (RFC 1928, 1929).
//! The name of the target is the proxy's to resolve.

use super::Target;
use super::dns::NoAnswer;
use super::gates::Place;
use super::{Budget, Handshake, Network, Stream, tcp, tls};
use crate::net::credentials;
use rustls::pki_types::ServerName;
use std::io;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use url::Url;

/// What came of a way through a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tunnel {
    /// The proxy's addresses, and how long it took to know them.
    pub named: (Duration, Result<Vec<IpAddr>, NoAnswer>),
    /// The connection to it.
    pub tcp: Option<(Duration, Result<(), tcp::Fault>)>,
    /// The handshake with the proxy itself, where TLS is spoken to it.
    pub own: Option<Handshake>,
    /// What it said when asked for the target; `None` where it is asked for pages and not for connections.
    pub asked: Option<(Duration, Result<(), Fault>)>,
    /// The handshake with the target.
    pub tls: Option<Handshake>,
    /// What is spoken there, where it did not answer as a proxy of its scheme does: what a second connection found.
    pub speaks: Option<Speaks>,
}

/// What is spoken at the address of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// Plain http.
    Http,
    /// TLS.
    Tls {
        /// Whether its certificate is for the name that the proxy has here, and trusted.
        valid: bool,
    },
    /// SOCKS 5.
    Socks,
    /// None of these.
    Nothing,
}

/// How a proxy refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The ways to log in that it names.
    pub logins: Vec<String>,
    /// Where it redirects every request.
    pub location: Option<String>,
    /// What a Squid calls the reason.
    pub squid_error: Option<String>,
    /// The words behind the status.
    pub words: String,
}

impl Refusal {
    /// Reads the head of an answer; `None` where it is not one.
    fn read(head: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(head);
        let words = text.lines().next()?.get(13..).unwrap_or_default().to_owned();
        let mut refusal = Self { status: text.get(9..12)?.parse().ok()?, words, ..Self::default() };
        for line in text.lines().skip(1) {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            let word = || value.split_whitespace().next().map(ToOwned::to_owned);
            match name.to_ascii_lowercase().as_str() {
                "proxy-authenticate" | "www-authenticate" => refusal.logins.extend(word()),
                "location" => refusal.location = Some(value.to_owned()),
                "x-squid-error" => refusal.squid_error = word(),
                _ => {}
            }
        }
        Some(refusal)
    }
}

/// Why a proxy made no connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It answered, and not with a connection.
    Refused(Refusal),
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
    fn new(named: (Duration, Result<Vec<IpAddr>, NoAnswer>)) -> Self {
        Self { named, tcp: None, own: None, asked: None, tls: None, speaks: None }
    }

    /// How long it took until the proxy had answered.
    pub fn took(&self) -> Duration {
        let connected = self.tcp.as_ref().map_or(Duration::ZERO, |(took, _)| *took);
        let asked = self.asked.as_ref().map_or(Duration::ZERO, |(took, _)| *took);
        self.named.0 + connected + asked
    }

    /// Whether it made the connection that it was asked for.
    pub fn is_connected(&self) -> bool {
        self.tcp.as_ref().is_some_and(|(_, tcp)| tcp.is_ok())
            && self.own.as_ref().is_none_or(Handshake::is_valid)
            && self.asked.as_ref().is_none_or(|(_, asked)| asked.is_ok())
    }

    /// Whether it cannot be told from what came what is spoken there.
    fn is_unclear(&self) -> bool {
        let own = self.own.as_ref().and_then(|own| own.result.as_ref().err());
        let own = own.is_some_and(|fault| {
            matches!(
                fault,
                tls::Fault::Closed | tls::Fault::Reset | tls::Fault::Stall | tls::Fault::NotTls { .. }
            )
        });
        let asked = self.asked.as_ref().and_then(|(_, asked)| asked.as_ref().err());
        own || asked.is_some_and(|fault| {
            matches!(fault, Fault::Closed | Fault::Timeout | Fault::NotProxy | Fault::SpeaksTls)
        })
    }

    /// Whether all of it came to be.
    pub fn is_good(&self) -> bool {
        self.is_connected() && self.tls.as_ref().is_none_or(Handshake::is_valid)
    }
}

/// Goes to a target through a proxy. The stream is the target's, or the proxy's own where pages are asked of it.
pub async fn through(
    network: &Network,
    proxy: &Url,
    target: &Target,
    budget: Budget,
) -> (Tunnel, Option<Box<dyn Stream>>) {
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let mut tunnel = Tunnel::new(addresses(network, &host, budget).await);
    let stream = enter(network, proxy, target, &host, &mut tunnel, budget).await;
    if tunnel.is_unclear() {
        let addresses = tunnel.named.1.as_ref().map_or(&[][..], Vec::as_slice);
        let brief = Budget::of(budget.for_step(SECOND));
        tunnel.speaks = Some(speaks(network, (addresses, port(proxy)), proxy, brief).await);
    }
    (tunnel, stream)
}

async fn enter(
    network: &Network,
    proxy: &Url,
    target: &Target,
    host: &str,
    tunnel: &mut Tunnel,
    budget: Budget,
) -> Option<Box<dyn Stream>> {
    let addresses = tunnel.named.1.as_ref().ok().filter(|addresses| !addresses.is_empty())?;
    let (took, stream) = tcp::connect_any(network, addresses, port(proxy), budget).await;
    tunnel.tcp = Some((took, stream.as_ref().map(drop).map_err(Clone::clone)));
    let mut stream: Box<dyn Stream> = Box::new(stream.ok()?);
    if proxy.scheme() == "https" {
        let name = ServerName::try_from(host.to_owned()).ok()?;
        let (own, inner) = tls::shake(network, stream, name, budget).await;
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
        let asked =
            timeout(budget.for_step(network.timeouts.proxy), asking).await.unwrap_or(Err(Fault::Timeout));
        let good = asked.is_ok();
        tunnel.asked = Some((started.elapsed(), asked));
        good.then_some(())?;
    }
    if !target.tls {
        return Some(stream);
    }
    let name = ServerName::try_from(target.host.clone()).ok()?;
    let (shaken, inner) = tls::shake(network, stream, name, budget).await;
    tunnel.tls = Some(shaken);
    inner
}

/// Where all connections through a proxy lead, whatever is behind it.
pub(super) fn place(proxy: &Url) -> Place {
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    (host, port(proxy))
}

/// The port of a proxy, or the usual one of its scheme.
fn port(proxy: &Url) -> u16 {
    proxy.port().unwrap_or(match proxy.scheme() {
        "https" => 443,
        "http" => 80,
        _ => 1080,
    })
}

/// How long a second connection may take to tell what is spoken.
const SECOND: Duration = Duration::from_secs(2);

/// What is spoken at the address of a proxy that did not answer as one of its scheme does. Nothing that it says is used.
async fn speaks(
    network: &Network,
    (addresses, port): (&[IpAddr], u16),
    proxy: &Url,
    budget: Budget,
) -> Speaks {
    let scheme = proxy.scheme();
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let plain = async {
        let begins = b"CONNECT host.invalid:443 HTTP/1.1\r\nHost: host.invalid:443\r\n\r\n";
        scheme != "http" && said(network, (addresses, port), begins, budget).await.starts_with(b"HTTP/")
    };
    let socks = async {
        !scheme.starts_with("socks5")
            && said(network, (addresses, port), &[5, 1, 0], budget).await.first() == Some(&5)
    };
    let tls = async {
        let (Ok(name), false) = (ServerName::try_from(host), scheme == "https") else { return None };
        let (_, Ok(stream)) = tcp::connect_any(network, addresses, port, budget).await else { return None };
        let (shaken, _) = tls::shake(network, stream, name, budget).await;
        let is_tls = shaken.was_answered() && !matches!(shaken.result, Err(tls::Fault::NotTls { .. }));
        is_tls.then_some(Speaks::Tls { valid: shaken.is_valid() })
    };
    match tokio::join!(plain, socks, tls) {
        (_, _, Some(tls)) => tls,
        (true, ..) => Speaks::Http,
        (_, true, _) => Speaks::Socks,
        _ => Speaks::Nothing,
    }
}

/// The first bytes that come back for these.
async fn said(
    network: &Network,
    (addresses, port): (&[IpAddr], u16),
    bytes: &[u8],
    budget: Budget,
) -> Vec<u8> {
    let (_, Ok(mut stream)) = tcp::connect_any(network, addresses, port, budget).await else {
        return Vec::new();
    };
    let mut buffer = [0; 5];
    let asking = async {
        stream.write_all(bytes).await.ok()?;
        stream.read(&mut buffer).await.ok()
    };
    let length = timeout(budget.for_step(SECOND), asking).await.ok().flatten();
    buffer[..length.unwrap_or(0)].to_vec()
}

/// What the system says of a host, or the host itself.
async fn addresses(
    network: &Network,
    host: &str,
    budget: Budget,
) -> (Duration, Result<Vec<IpAddr>, NoAnswer>) {
    if let Ok(address) = host.parse() {
        return (Duration::ZERO, Ok(vec![address]));
    }
    let started = Instant::now();
    let found = timeout(budget.for_step(network.timeouts.dns), network.lookup.lookup(host)).await;
    let found = match found {
        Ok(found) => found.map_err(NoAnswer::Failed),
        Err(_) => Err(NoAnswer::Timeout),
    };
    (started.elapsed(), found)
}

/// The most of an answer's head that is read.
const HEAD: usize = 16 << 10;

async fn connect(stream: &mut Box<dyn Stream>, proxy: &Url, target: &Target) -> Result<(), Fault> {
    let host = if target.host.contains(':') { format!("[{}]", target.host) } else { target.host.clone() };
    let place = format!("{host}:{}", target.port);
    let mut request = format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\nUser-Agent: gv\r\n");
    if let Some(login) = credentials::authorization(proxy) {
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
    match Refusal::read(&head) {
        Some(Refusal { status: 200..=299, .. }) => Ok(()),
        Some(refusal) => Err(Fault::Refused(refusal)),
        None => Err(Fault::NotProxy),
    }
}

async fn socks5(stream: &mut Box<dyn Stream>, proxy: &Url, target: &Target) -> Result<(), Fault> {
    let login = credentials::of_url(proxy);
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
