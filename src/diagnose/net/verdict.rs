//! The faults that there may be on the way to an endpoint, each with its evidence. Which one it is says `judge`.

mod words;

use crate::fault::{Dns, Fault, Http, Proxy, Settings, Tcp, Tls};
use std::net::IpAddr;

/// What is at fault on the way to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A proxy of this machine answers for every name with addresses of its own, and works.
    ProxyTun {
        /// Such an address.
        address: IpAddr,
    },
    /// The same, and it does not.
    TunBroken {
        /// Such an address.
        address: IpAddr,
    },
    /// Certificates are out of date everywhere: it is the clock that is wrong.
    Clock {
        /// Whether it is before the time of the certificates; else after it.
        behind: bool,
        /// Seconds since 1970 at which a certificate begins, or ends, to be valid.
        bound: i64,
    },
    /// One authority that this machine does not trust has issued all certificates.
    TlsInspection {
        /// Its name.
        issuer: String,
        /// Whether the system trusts it, and variables keep `go` from reading whom the system trusts.
        hidden: bool,
    },
    /// The system trusts the host's authority, but variables make `go` use another list of authorities.
    RootsHidden {
        /// The issuer.
        issuer: String,
    },
    /// A line of the hosts file leads astray.
    HostsOverride {
        /// Its number.
        line: usize,
        /// Where to.
        address: IpAddr,
        /// Whether it is one that `gv dns fix` wrote, when the address was right.
        by_gv: bool,
        /// The good addresses.
        right: Vec<IpAddr>,
    },
    /// Names that do not exist get an address, as this one does.
    NxdomainRewrite {
        /// The address.
        address: IpAddr,
        /// The name that has it, where the search list of this machine has made another one of what was asked for.
        completed: Option<String>,
    },
    /// Every name gets the same wrong address: the network requires a login first.
    CaptivePortal {
        /// The address, or the page.
        leads_to: String,
    },
    /// The answer is not the address of a public host.
    DnsBogon {
        /// The address.
        address: IpAddr,
    },
    /// Two answers to one query: a device on the route forges one.
    DnsInjected {
        /// The false ones.
        wrong: Vec<IpAddr>,
        /// The good ones.
        right: Vec<IpAddr>,
    },
    /// The answer is the address of another host.
    DnsPoisoned {
        /// The false ones.
        wrong: Vec<IpAddr>,
        /// The good ones.
        right: Vec<IpAddr>,
    },
    /// There is no answer to this name, and there should be one.
    DnsBlocked {
        /// The good addresses.
        right: Vec<IpAddr>,
    },
    /// There is no such name.
    DnsNxdomain,
    /// The resolver fails.
    DnsServfail {
        /// Which.
        servers: Vec<String>,
    },
    /// The resolver refuses to answer.
    DnsRefused {
        /// Which.
        servers: Vec<String>,
    },
    /// The resolver is silent.
    DnsTimeout {
        /// Which.
        servers: Vec<String>,
    },
    /// Nothing answers at all.
    Offline,
    /// No address of it can be reached, and others can.
    IpBlocked {
        /// The addresses.
        addresses: Vec<IpAddr>,
    },
    /// No program listens there.
    TcpRefused {
        /// The address.
        address: IpAddr,
    },
    /// No connection in time.
    TcpTimeout {
        /// The address.
        address: IpAddr,
        /// Addresses that others name, and that are good.
        elsewhere: Vec<IpAddr>,
    },
    /// Connections are cut at once.
    TcpReset {
        /// The address.
        address: IpAddr,
    },
    /// There is no way to that network.
    TcpUnreachable {
        /// The address.
        address: IpAddr,
    },
    /// Connections are cut for the name that is in them.
    SniBlocked {
        /// The address.
        address: IpAddr,
    },
    /// Connections are cut in the handshake.
    TlsReset {
        /// The address.
        address: IpAddr,
        /// Which of them.
        which: Which,
    },
    /// The handshake is not answered.
    TlsStall {
        /// The address.
        address: IpAddr,
        /// Which of them.
        which: Which,
    },
    /// No TLS is spoken there.
    TlsNotTls {
        /// The address.
        address: IpAddr,
        /// Whether it is plain http.
        http: bool,
    },
    /// Only old versions of TLS are spoken there.
    TlsVersion {
        /// The address.
        address: IpAddr,
    },
    /// The handshake fails otherwise.
    TlsFailed {
        /// The library's words.
        reason: String,
    },
    /// The certificate is for other names.
    CertName {
        /// Those.
        names: Vec<String>,
        /// Whom it names besides, in the field that does not count.
        subject: String,
    },
    /// The certificate is no longer valid.
    CertExpired {
        /// Since this second of those since 1970.
        since: i64,
    },
    /// The certificate is not valid yet.
    CertNotYet {
        /// Before this second of those since 1970.
        before: i64,
    },
    /// The certificate is self-signed.
    CertSelfSigned {
        /// Its name for itself.
        subject: String,
    },
    /// The server does not send the certificate that leads to an authority.
    CertMissingIntermediate {
        /// The name of what is missing.
        issuer: String,
    },
    /// An authority that this machine does not trust has issued the certificate.
    CertUntrusted {
        /// Its name.
        issuer: String,
    },
    /// It fails, and nothing that is known to be good could be reached to hold it against.
    Inconclusive {
        /// The issuer of the certificate.
        issuer: String,
    },
}

/// Which handshakes fail at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that were tried.
    All,
    /// Some, whatever is in them.
    Some,
    /// Those that are as long as those of `go`; short ones pass.
    Long,
}

impl Verdict {
    /// The fault of the catalogue that it is.
    pub fn fault(&self) -> Fault {
        match self {
            Self::ProxyTun { .. } => Proxy::Tun.into(),
            Self::TunBroken { .. } => Proxy::TunBroken.into(),
            Self::Clock { .. } => Tls::Clock.into(),
            Self::TlsInspection { .. } => Tls::Inspection.into(),
            Self::RootsHidden { .. } => Settings::OwnRoots.into(),
            Self::HostsOverride { .. } => Dns::HostsOverride.into(),
            Self::NxdomainRewrite { .. } => Dns::Rewrite.into(),
            Self::CaptivePortal { .. } => Http::Captive.into(),
            Self::DnsBogon { .. } => Dns::Bogon.into(),
            Self::DnsInjected { .. } => Dns::Injected.into(),
            Self::DnsPoisoned { .. } => Dns::Poisoned.into(),
            Self::DnsBlocked { .. } => Dns::Blocked.into(),
            Self::DnsNxdomain => Dns::NoSuchName.into(),
            Self::DnsServfail { .. } => Dns::ServerFailed.into(),
            Self::DnsRefused { .. } => Dns::Refused.into(),
            Self::DnsTimeout { .. } => Dns::Timeout.into(),
            Self::Offline => Tcp::Offline.into(),
            Self::IpBlocked { .. } => Tcp::IpBlocked.into(),
            Self::TcpRefused { .. } => Tcp::Refused.into(),
            Self::TcpTimeout { .. } => Tcp::Timeout.into(),
            Self::TcpReset { .. } => Tcp::Reset.into(),
            Self::TcpUnreachable { .. } => Tcp::Unreachable.into(),
            Self::SniBlocked { .. } => Tls::SniBlocked.into(),
            Self::TlsReset { .. } => Tls::Reset.into(),
            Self::TlsStall { .. } => Tls::Stall.into(),
            Self::TlsNotTls { .. } => Tls::NotTls.into(),
            Self::TlsVersion { .. } => Tls::Version.into(),
            Self::TlsFailed { .. } => Tls::Alert.into(),
            Self::CertName { .. } => Tls::Name.into(),
            Self::CertExpired { .. } => Tls::Expired.into(),
            Self::CertNotYet { .. } => Tls::NotYet.into(),
            Self::CertSelfSigned { .. } => Tls::SelfSigned.into(),
            Self::CertMissingIntermediate { .. } => Tls::Incomplete.into(),
            Self::CertUntrusted { .. } => Tls::Untrusted.into(),
            Self::Inconclusive { .. } => Tls::Inconclusive.into(),
        }
    }
}
