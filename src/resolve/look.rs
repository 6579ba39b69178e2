//! Everything that is said about hosts, and which of it is true: an address counts when a handshake for the host's own
//! name is believed there, now.

use super::Host;
use crate::fetch::names::is_internal;
use crate::probe::address::Tag;
use crate::probe::dns::{self, Names};
use crate::probe::{Boxed, Budget, World, tcp, tls, together};
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// What is known of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The host.
    pub host: Host,
    /// Who says what.
    pub names: Names,
    /// What came of each address that anybody named, those of the system first.
    pub tried: Vec<Tried>,
}

/// What came of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The address.
    pub address: IpAddr,
    /// How long it took.
    pub took: Duration,
    /// Whether who answers there is who it should be.
    pub result: Result<(), Trouble>,
}

/// Why an address is not good. Who is behind it is not asked here: `gv doctor net` is for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no connection.
    Tcp(tcp::Fault),
    /// There is one, and no handshake that could be believed.
    Tls(tls::Fault),
}

/// How far one gets at best, where one does not get there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Nobody names an address.
    Names,
    /// No address can be connected to.
    Tcp,
    /// No handshake is believed.
    Tls,
}

impl Layer {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Names => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
        }
    }
}

impl Trouble {
    /// The word scripts read: what `gv doctor net` calls it, where it has a word.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Tcp(fault) => match fault {
                tcp::Fault::Refused => "tcp_refused",
                tcp::Fault::Timeout => "tcp_timeout",
                tcp::Fault::Reset => "tcp_reset",
                tcp::Fault::Unreachable | tcp::Fault::Other(_) => "tcp_unreachable",
            },
            Self::Tls(fault) => match fault {
                tls::Fault::Reset | tls::Fault::Closed => "tls_reset",
                tls::Fault::Stall => "tls_stall",
                tls::Fault::NotTls { .. } => "tls_not_tls",
                tls::Fault::Version => "tls_version",
                tls::Fault::Other(_) | tls::Fault::Certificate(tls::Doubt::Other(_)) => "tls_failed",
                tls::Fault::Certificate(tls::Doubt::Issuer) => "cert_untrusted",
                tls::Fault::Certificate(tls::Doubt::Expired) => "cert_expired",
                tls::Fault::Certificate(tls::Doubt::NotYet) => "cert_not_yet",
                tls::Fault::Certificate(tls::Doubt::Name) => "cert_name",
            },
        }
    }
}

impl Looked {
    /// Whether what the system says is good: one address that programs are told passes.
    pub fn is_well(&self) -> bool {
        self.names.of_system().into_iter().any(|address| self.passes(address))
    }

    /// Whether an address passed.
    pub fn passes(&self, address: IpAddr) -> bool {
        self.tried.iter().any(|tried| tried.address == address && tried.result.is_ok())
    }

    /// The addresses that passed and mean the host wherever they are written down, the quickest first. A fake one means
    /// something only to the proxy of this machine that made it up.
    pub fn good(&self) -> Vec<IpAddr> {
        let mut good: Vec<_> = self.tried.iter().filter(|tried| tried.result.is_ok()).collect();
        good.retain(|tried| Tag::of(tried.address) != Tag::FakeIp);
        good.sort_by_key(|tried| tried.took);
        good.into_iter().map(|tried| tried.address).collect()
    }

    /// Where the way ends, if no address passed.
    pub fn layer(&self) -> Layer {
        let by_tls = |tried: &Tried| matches!(tried.result, Err(Trouble::Tls(_)));
        match () {
            () if self.tried.is_empty() => Layer::Names,
            () if self.tried.iter().any(by_tls) => Layer::Tls,
            () => Layer::Tcp,
        }
    }
}

/// Asks everybody for the addresses of hosts, and tries each of them.
pub async fn look(world: &World, hosts: &[Host], budget: Budget) -> Vec<Looked> {
    let looking = hosts.iter().map(|host| -> Boxed<Looked> {
        let (world, host) = (world.clone(), host.clone());
        Box::pin(async move { look_at(&world, host, budget).await })
    });
    together(looking).await
}

async fn look_at(world: &World, host: Host, budget: Budget) -> Looked {
    let compare = !is_internal(&host.name);
    let names = dns::ask(world, &host.name, compare, budget).await;
    let trying = names.tried().into_iter().map(|address| -> Boxed<Tried> {
        let (world, host) = (world.clone(), host.clone());
        Box::pin(async move { check(&world, &host, address, budget).await })
    });
    let tried = together(trying).await;
    Looked { host, names, tried }
}

/// Tries one address of a host.
pub async fn check(world: &World, host: &Host, address: IpAddr, budget: Budget) -> Tried {
    let started = Instant::now();
    let result = handshake(world, host, address, budget).await;
    Tried { address, took: started.elapsed(), result }
}

async fn handshake(world: &World, host: &Host, address: IpAddr, budget: Budget) -> Result<(), Trouble> {
    let (_, stream) = tcp::connect(world, SocketAddr::new(address, host.port), budget).await;
    let stream = stream.map_err(Trouble::Tcp)?;
    let name = ServerName::try_from(host.name.clone())
        .map_err(|error| Trouble::Tls(tls::Fault::Other(error.to_string())))?;
    tls::shake(world, stream, name, budget).await.0.result.map_err(Trouble::Tls)
}
