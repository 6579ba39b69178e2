//! What the faults of an output belong to.

use crate::fault;
use crate::fault::Text;

/// What a fault belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// A layer of the network.
    Network(fault::Layer),
    /// How a command was typed.
    Command,
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

impl Area {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Network(layer) => layer.id(),
            Self::Command => "command",
            Self::Toolchain => "toolchain",
            Self::Vcs => "vcs",
            Self::Project => "project",
            Self::Build => "build",
            Self::Machine => "machine",
            Self::Code => "code",
            Self::Unknown => "unknown",
        }
    }

    /// Whether what fails here may fail because of the other: a layer of the network before it, or any for what is not of
    /// the network.
    pub(super) fn stands_on(self, other: Self) -> bool {
        match (self, other) {
            (Self::Network(layer), Self::Network(other)) => other < layer,
            (_, other) => other.is_network(),
        }
    }

    /// Whether `gv doctor net` measures it.
    pub fn is_network(self) -> bool {
        matches!(self, Self::Network(_))
    }

    /// What can be said of a failure in this area that no rule knows.
    pub(super) fn unrecognised(self) -> Text {
        match self {
            Self::Network(_) => [
                "gv does not recognise this message, but it is about the network: a measurement tells more than the text.",
                "gv 不认识这段文字，但它与网络有关：实际测量比文字更能说明问题。",
            ],
            Self::Vcs => [
                "gv does not recognise this message; it comes from git or another program that go runs to download code.",
                "gv 不认识这段文字；它来自 go 用来获取代码的 git 或其他程序。",
            ],
            Self::Command => [
                "gv does not recognise this message; it is about how the command was typed.",
                "gv 不认识这段文字；它与命令的写法有关。",
            ],
            Self::Toolchain => [
                "gv does not recognise this message; it is about which Go is used.",
                "gv 不认识这段文字；它与使用哪个 Go 版本有关。",
            ],
            Self::Build | Self::Machine => [
                "gv does not recognise this message; it is about the compiler, the linker or this machine, not the network.",
                "gv 不认识这段文字；它与编译器、链接器或本机有关，而不是网络。",
            ],
            Self::Project | Self::Code => [
                "gv does not recognise this message; it is about this project's own files.",
                "gv 不认识这段文字；它与本项目自身的文件有关。",
            ],
            Self::Unknown => ["gv does not recognise this message.", "gv 不认识这段文字。"],
        }
    }
}
