//! What faults belong to.

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

    /// Whether what fails here may fail because of the other: a layer of the network before it, or any for what is none.
    pub(super) fn stands_on(self, other: Self) -> bool {
        other.is_network() && (!self.is_network() || (other as u8) < (self as u8))
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
