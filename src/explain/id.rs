//! The faults that text can show: their names for scripts, their layers. An id never changes its meaning;
//! `docs/explain.md` lists all. Those of the network are the verdicts of `gv doctor net`.

use std::borrow::Cow;

/// What a fault belongs to. Each layer of the network stands on those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// Go's settings.
    Settings,
    /// The network proxy.
    Proxy,
    /// Names to addresses.
    Dns,
    /// Connections.
    Tcp,
    /// Certificates and encryption.
    Tls,
    /// Requests and answers.
    Http,
    /// What is answered to the `go` command.
    Protocol,
    /// The checksum database, and go.sum.
    Sumdb,
    /// Which Go runs.
    Toolchain,
    /// git and its like.
    Vcs,
    /// go.mod, go.sum, imports.
    Project,
    /// The compiler's and linker's surroundings.
    Build,
    /// Disk, memory, rights.
    Machine,
    /// The user's own code.
    Code,
    /// It cannot be said.
    Unknown,
}

impl Layer {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Proxy => "proxy",
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Http => "http",
            Self::Protocol => "protocol",
            Self::Sumdb => "sumdb",
            Self::Toolchain => "toolchain",
            Self::Vcs => "vcs",
            Self::Project => "project",
            Self::Build => "build",
            Self::Machine => "machine",
            Self::Code => "code",
            Self::Unknown => "unknown",
        }
    }

    /// Whether `gv doctor net` measures it.
    pub fn is_network(self) -> bool {
        matches!(
            self,
            Self::Settings
                | Self::Proxy
                | Self::Dns
                | Self::Tcp
                | Self::Tls
                | Self::Http
                | Self::Protocol
                | Self::Sumdb
        )
    }
}

/// How a fault stands to others of the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It stands by itself.
    Cause,
    /// It says nothing beside any other.
    Weak,
}

macro_rules! families {
    ($($(#[$doc:meta])* $family:ident { $($(#[$about:meta])* $variant:ident = $id:literal,)+ })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $family { $($(#[$about])* $variant,)+ }

        impl $family {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word scripts read.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        })+

        /// A fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Id {
            $($(#[$doc])* $family($family),)+
            /// A failure that is not known, with the layer that its words speak of.
            Unrecognised(Layer),
        }

        impl Id {
            /// Every fault that is known.
            pub fn all() -> Vec<Self> {
                let mut all = Vec::new();
                $(all.extend($family::ALL.iter().map(|id| Self::$family(*id)));)+
                all
            }

            /// The word scripts read.
            pub fn id(self) -> Cow<'static, str> {
                match self {
                    $(Self::$family(id) => Cow::Borrowed(id.id()),)+
                    Self::Unrecognised(_) => Cow::Borrowed("unrecognised"),
                }
            }
        }

        $(impl From<$family> for Id {
            fn from(id: $family) -> Self {
                Self::$family(id)
            }
        })+
    };
}

families! {
    /// Names to addresses.
    Dns {
        /// The name does not exist, says DNS.
        NoSuchName = "dns_nxdomain",
        /// SERVFAIL, which `go` tells like REFUSED.
        ServerFailed = "dns_servfail",
        /// REFUSED.
        Refused = "dns_refused",
        /// No answer.
        Timeout = "dns_timeout",
        /// Nobody listens where the resolver should be.
        ResolverDown = "dns_resolver_down",
        /// The name exists and has no address.
        NoAddress = "dns_no_address",
        /// The system says to try again.
        Temporary = "dns_temporary",
        /// An answer that is no DNS.
        Malformed = "dns_malformed",
        /// An answer that no public name has: 0.0.0.0, loopback.
        Bogon = "dns_bogon",
        /// Forged.
        Poisoned = "dns_poisoned",
        /// Forged on the way, the true answer coming second.
        Injected = "dns_injected",
        /// Kept from being answered.
        Blocked = "dns_blocked",
        /// A line of the hosts file.
        HostsOverride = "hosts_override",
    }
    /// Connections.
    Tcp {
        /// Nobody listens.
        Refused = "tcp_refused",
        /// No answer.
        Timeout = "tcp_timeout",
        /// Cut off.
        Reset = "tcp_reset",
        /// No way there.
        Unreachable = "tcp_unreachable",
        /// No way out at all.
        Offline = "offline",
        /// IPv6 leads nowhere.
        Ipv6 = "ipv6_broken",
        /// A firewall or a sandbox of this machine.
        Forbidden = "tcp_forbidden",
        /// Every address is blocked.
        IpBlocked = "ip_blocked",
        /// A local proxy that answers DNS with addresses of its own is not passing them on.
        FakeIp = "proxy_tun_broken",
        /// No local port is left.
        NoPorts = "tcp_no_ports",
    }
    /// Certificates and encryption.
    Tls {
        /// Cut off after the first message.
        Reset = "tls_reset",
        /// By the name of the host in it.
        SniBlocked = "sni_blocked",
        /// No answer to the first message.
        Stall = "tls_stall",
        /// No TLS there.
        NotTls = "tls_not_tls",
        /// Nobody trusted vouches for the certificate.
        Untrusted = "cert_untrusted",
        /// A company, or a program of this machine, looks into every connection.
        Inspection = "tls_inspection",
        /// The server leaves out a part of its chain.
        Incomplete = "cert_incomplete",
        /// This machine has no certificates to trust.
        NoRoots = "cert_no_roots",
        /// Its time is over.
        Expired = "cert_expired",
        /// This machine's clock is wrong.
        Clock = "clock",
        /// It is for another host.
        Name = "cert_name",
        /// One that Go refuses for its form.
        Form = "cert_form",
        /// Too old a version of TLS.
        Version = "tls_version",
        /// The other side ended the handshake.
        Alert = "tls_alert",
        /// It wants a certificate from us.
        ClientCertificate = "tls_client_cert",
        /// Bytes were changed on the way.
        Corrupted = "tls_corrupted",
    }
    /// What belongs nowhere else.
    Other {
        /// It was stopped.
        Interrupted = "interrupted",
    }
}

impl Id {
    /// What it belongs to.
    pub fn layer(self) -> Layer {
        match self {
            Self::Dns(_) => Layer::Dns,
            Self::Tcp(_) => Layer::Tcp,
            Self::Tls(_) => Layer::Tls,
            Self::Other(Other::Interrupted) => Layer::Unknown,
            Self::Unrecognised(layer) => layer,
        }
    }

    /// Whether it is a failure that nothing here knows.
    pub fn is_unrecognised(self) -> bool {
        matches!(self, Self::Unrecognised(_))
    }

    pub(super) fn rank(self) -> Rank {
        match self {
            Self::Other(Other::Interrupted) => Rank::Weak,
            _ => Rank::Cause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_faults_have_one_name() {
        let ids: Vec<_> = Id::all().into_iter().map(Id::id).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
        for id in ids {
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{id}");
        }
    }
}
