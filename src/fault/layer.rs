//! The layers of the network.

use crate::lang::{Lang, say};

/// What is looked at on the way to a host, from the user outwards. Each layer stands on those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// What is set and installed here.
    Settings,
    /// The network proxy.
    Proxy,
    /// Names to addresses.
    Dns,
    /// Connections.
    Tcp,
    /// Handshakes and certificates.
    Tls,
    /// Requests and answers.
    Http,
    /// What a module proxy answers.
    Protocol,
    /// The checksum database, and go.sum.
    Sumdb,
}

impl Layer {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::Settings,
        Self::Proxy,
        Self::Dns,
        Self::Tcp,
        Self::Tls,
        Self::Http,
        Self::Protocol,
        Self::Sumdb,
    ];

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
        }
    }

    /// Its name, in one or two words.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Settings => say!(lang, "settings", "设置"),
            Self::Proxy => say!(lang, "proxy", "代理"),
            Self::Dns => "DNS".to_owned(),
            Self::Tcp => "TCP".to_owned(),
            Self::Tls => "TLS".to_owned(),
            Self::Http => "HTTP".to_owned(),
            Self::Protocol => say!(lang, "modules", "模块"),
            Self::Sumdb => say!(lang, "checksums", "校验和"),
        }
    }
}
