//! The faults that there may be on the way to an endpoint, each with its id and its layer. Which one it is says `judge`.

use super::Layer;
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
    /// One authority that this machine does not trust vouches for everybody.
    TlsInspection {
        /// Its name.
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
    },
    /// Every name gets the same wrong address: somebody wants to be logged in to first.
    CaptivePortal {
        /// The address, or the page.
        leads_to: String,
    },
    /// The answer is nobody's address.
    DnsBogon {
        /// The address.
        address: IpAddr,
    },
    /// Two answers to one question: somebody on the way forges them.
    DnsInjected {
        /// The false ones.
        wrong: Vec<IpAddr>,
        /// The good ones.
        right: Vec<IpAddr>,
    },
    /// The answer is somebody else's address.
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
    /// Nobody listens there.
    TcpRefused {
        /// The address.
        address: IpAddr,
    },
    /// No connection in time.
    TcpTimeout {
        /// The address.
        address: IpAddr,
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
    },
    /// The handshake is not answered.
    TlsStall {
        /// The address.
        address: IpAddr,
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
    /// The server vouches for itself.
    CertSelfSigned {
        /// Its name for itself.
        subject: String,
    },
    /// The server does not send the certificate that leads to an authority.
    CertMissingIntermediate {
        /// The name of what is missing.
        issuer: String,
    },
    /// An authority that this machine does not trust vouches for the server.
    CertUntrusted {
        /// Its name.
        issuer: String,
    },
    /// It fails, and nothing that is known to be good could be reached to hold it against.
    Inconclusive {
        /// Who vouches for what answers.
        issuer: String,
    },
}

impl Verdict {
    /// The id, which never changes its meaning.
    pub fn id(&self) -> &'static str {
        match self {
            Self::ProxyTun { .. } => "proxy_tun",
            Self::TunBroken { .. } => "proxy_tun_broken",
            Self::Clock { .. } => "clock",
            Self::TlsInspection { .. } => "tls_inspection",
            Self::HostsOverride { .. } => "hosts_override",
            Self::NxdomainRewrite { .. } => "nxdomain_rewrite",
            Self::CaptivePortal { .. } => "captive_portal",
            Self::DnsBogon { .. } => "dns_bogon",
            Self::DnsInjected { .. } => "dns_injected",
            Self::DnsPoisoned { .. } => "dns_poisoned",
            Self::DnsBlocked { .. } => "dns_blocked",
            Self::DnsNxdomain => "dns_nxdomain",
            Self::DnsServfail { .. } => "dns_servfail",
            Self::DnsRefused { .. } => "dns_refused",
            Self::DnsTimeout { .. } => "dns_timeout",
            Self::Offline => "offline",
            Self::IpBlocked { .. } => "ip_blocked",
            Self::TcpRefused { .. } => "tcp_refused",
            Self::TcpTimeout { .. } => "tcp_timeout",
            Self::TcpReset { .. } => "tcp_reset",
            Self::TcpUnreachable { .. } => "tcp_unreachable",
            Self::SniBlocked { .. } => "sni_blocked",
            Self::TlsReset { .. } => "tls_reset",
            Self::TlsStall { .. } => "tls_stall",
            Self::TlsNotTls { .. } => "tls_not_tls",
            Self::TlsVersion { .. } => "tls_version",
            Self::TlsFailed { .. } => "tls_failed",
            Self::CertName { .. } => "cert_name",
            Self::CertExpired { .. } => "cert_expired",
            Self::CertNotYet { .. } => "cert_not_yet",
            Self::CertSelfSigned { .. } => "cert_self_signed",
            Self::CertMissingIntermediate { .. } => "cert_missing_intermediate",
            Self::CertUntrusted { .. } => "cert_untrusted",
            Self::Inconclusive { .. } => "inconclusive",
        }
    }

    /// The layer that is at fault.
    pub fn layer(&self) -> Layer {
        match self {
            Self::ProxyTun { .. } | Self::TunBroken { .. } => Layer::Proxy,
            Self::Clock { .. }
            | Self::TlsInspection { .. }
            | Self::SniBlocked { .. }
            | Self::TlsReset { .. }
            | Self::TlsStall { .. }
            | Self::TlsNotTls { .. }
            | Self::TlsVersion { .. }
            | Self::TlsFailed { .. }
            | Self::CertName { .. }
            | Self::CertExpired { .. }
            | Self::CertNotYet { .. }
            | Self::CertSelfSigned { .. }
            | Self::CertMissingIntermediate { .. }
            | Self::CertUntrusted { .. }
            | Self::Inconclusive { .. } => Layer::Tls,
            Self::HostsOverride { .. }
            | Self::NxdomainRewrite { .. }
            | Self::DnsBogon { .. }
            | Self::DnsInjected { .. }
            | Self::DnsPoisoned { .. }
            | Self::DnsBlocked { .. }
            | Self::DnsNxdomain
            | Self::DnsServfail { .. }
            | Self::DnsRefused { .. }
            | Self::DnsTimeout { .. } => Layer::Dns,
            Self::CaptivePortal { .. } => Layer::Http,
            Self::Offline
            | Self::IpBlocked { .. }
            | Self::TcpRefused { .. }
            | Self::TcpTimeout { .. }
            | Self::TcpReset { .. }
            | Self::TcpUnreachable { .. } => Layer::Tcp,
        }
    }
}
