//! The addresses that every resolver returns for hosts, and which are right: an address counts if a TLS handshake for
//! the host's own name succeeds there now.

use super::Host;
use crate::fault::{Fault, Tcp, Tls};
use crate::lang::{Lang, say};
use crate::net::doh::is_internal;
use crate::probe::address::Tag;
use crate::probe::dns::{self, Names};
use crate::probe::{Boxed, Budget, Network, tcp, tls, together};
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// What is known of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostReport {
    /// The host.
    pub host: Host,
    /// Who says what.
    pub names: Names,
    /// The result for each address that any resolver returned, those of the system first.
    pub tried: Vec<AddressResult>,
}

/// What came of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressResult {
    /// The address.
    pub address: IpAddr,
    /// How long it took.
    pub took: Duration,
    /// Whether who answers there is who it should be.
    pub result: Result<(), AddressFault>,
}

/// Why an address is not good. Who is behind it is not asked here: `gv doctor net` is for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressFault {
    /// There is no connection.
    Tcp(tcp::Fault),
    /// There is one, but no trusted handshake.
    Tls(tls::Fault),
}

/// How far one gets at best, where one does not get there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedAt {
    /// No resolver returned an address.
    Names,
    /// No address can be connected to.
    Tcp,
    /// No handshake is trusted.
    Tls,
}

impl FailedAt {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Names => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
        }
    }
}

impl AddressFault {
    /// The fault of the catalogue that it is.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Tcp(tcp::Fault::Refused) => Tcp::Refused.into(),
            Self::Tcp(tcp::Fault::Timeout) => Tcp::Timeout.into(),
            Self::Tcp(tcp::Fault::Reset) => Tcp::Reset.into(),
            Self::Tcp(tcp::Fault::Unreachable | tcp::Fault::Other(_)) => Tcp::Unreachable.into(),
            Self::Tls(fault) => of_handshake(fault).into(),
        }
    }

    /// The word scripts read.
    pub fn id(&self) -> &'static str {
        self.fault().id()
    }
}

fn of_handshake(fault: &tls::Fault) -> Tls {
    match fault {
        tls::Fault::Reset | tls::Fault::Closed => Tls::Reset,
        tls::Fault::Stall => Tls::Stall,
        tls::Fault::NotTls { .. } => Tls::NotTls,
        tls::Fault::Version => Tls::Version,
        tls::Fault::Other(_) | tls::Fault::Certificate(tls::Doubt::Other(_)) => Tls::Alert,
        tls::Fault::Certificate(tls::Doubt::Issuer) => Tls::Untrusted,
        tls::Fault::Certificate(tls::Doubt::Expired) => Tls::Expired,
        tls::Fault::Certificate(tls::Doubt::NotYet) => Tls::NotYet,
        tls::Fault::Certificate(tls::Doubt::Name) => Tls::Name,
    }
}

impl HostReport {
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
    pub fn layer(&self) -> FailedAt {
        let by_tls = |tried: &AddressResult| matches!(tried.result, Err(AddressFault::Tls(_)));
        if self.tried.is_empty() {
            FailedAt::Names
        } else if self.tried.iter().any(by_tls) {
            FailedAt::Tls
        } else {
            FailedAt::Tcp
        }
    }
}

/// Queries every resolver for the addresses of hosts, and tries each of them.
pub async fn look(network: &Network, hosts: &[Host], budget: Budget) -> Vec<HostReport> {
    let looking = hosts.iter().map(|host| -> Boxed<HostReport> {
        let (network, host) = (network.clone(), host.clone());
        Box::pin(async move { look_at(&network, host, budget).await })
    });
    together(looking).await
}

async fn look_at(network: &Network, host: Host, budget: Budget) -> HostReport {
    let compare = !is_internal(&host.name);
    let names = dns::ask(network, &host.name, compare, budget).await;
    let trying = names.tried().into_iter().map(|address| -> Boxed<AddressResult> {
        let (network, host) = (network.clone(), host.clone());
        Box::pin(async move { check(&network, &host, address, budget).await })
    });
    let tried = together(trying).await;
    HostReport { host, names, tried }
}

/// Tries one address of a host.
pub async fn check(network: &Network, host: &Host, address: IpAddr, budget: Budget) -> AddressResult {
    let started = Instant::now();
    let result = handshake(network, host, address, budget).await;
    AddressResult { address, took: started.elapsed(), result }
}

async fn handshake(
    network: &Network,
    host: &Host,
    address: IpAddr,
    budget: Budget,
) -> Result<(), AddressFault> {
    let (_, stream) = tcp::connect(network, SocketAddr::new(address, host.port), budget).await;
    let stream = stream.map_err(AddressFault::Tcp)?;
    let name = ServerName::try_from(host.name.clone())
        .map_err(|error| AddressFault::Tls(tls::Fault::Other(error.to_string())))?;
    tls::shake(network, stream, name, budget).await.0.result.map_err(AddressFault::Tls)
}

impl FailedAt {
    /// What fails there.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Names => say!(lang, "no address is known", "无法得到任何地址"),
            Self::Tcp => {
                say!(lang, "none of its addresses accepts connections", "所有地址都无法连接")
            }
            Self::Tls => {
                say!(lang, "no address presents a trusted certificate", "所有地址的证书都不可信")
            }
        }
    }
}
