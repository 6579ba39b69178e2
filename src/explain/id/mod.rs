//! The faults that text can show: their names for scripts, their layers. An id never changes its meaning;
//! `docs/explain.md` lists all.

mod local;
mod network;

pub use local::{Build, Code, Machine, Project, Settings, Toolchain, Vcs};
pub use network::{Dns, Goproxy, Http, Proxy, Sumdb, Tcp, Tls};

use super::layer::Layer;
use std::borrow::Cow;

/// How a fault stands to others of the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It stands by itself.
    Cause,
    /// It often follows from another one, which is told first.
    Consequence,
    /// It says nothing beside any other.
    Weak,
}

/// Declares families of faults: an enum each, with the names for scripts.
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
    };
}
use families;

macro_rules! faults {
    ($($(#[$doc:meta])* $family:ident,)+) => {
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

faults! {
    /// Names to addresses.
    Dns,
    /// Connections.
    Tcp,
    /// Certificates and encryption.
    Tls,
    /// The network proxy.
    Proxy,
    /// Requests and answers.
    Http,
    /// What a module proxy answers.
    Goproxy,
    /// The checksum database, and go.sum.
    Sumdb,
    /// Which Go runs.
    Toolchain,
    /// git and its like.
    Vcs,
    /// Go's settings.
    Settings,
    /// go.mod, imports, versions.
    Project,
    /// Compiler, linker and their surroundings.
    Build,
    /// Disk, memory, rights.
    Machine,
    /// The user's own code.
    Code,
}

impl Id {
    /// What it belongs to.
    pub fn layer(self) -> Layer {
        match self {
            Self::Dns(_) => Layer::Dns,
            Self::Tcp(_) => Layer::Tcp,
            Self::Tls(_) => Layer::Tls,
            Self::Proxy(_) => Layer::Proxy,
            Self::Http(_) => Layer::Http,
            Self::Goproxy(_) => Layer::Protocol,
            Self::Sumdb(_) => Layer::Sumdb,
            Self::Toolchain(_) => Layer::Toolchain,
            Self::Vcs(_) => Layer::Vcs,
            Self::Settings(_) => Layer::Settings,
            Self::Project(_) => Layer::Project,
            Self::Build(_) => Layer::Build,
            Self::Machine(_) => Layer::Machine,
            Self::Code(_) => Layer::Code,
            Self::Unrecognised(layer) => layer,
        }
    }

    /// Whether it is a failure that nothing here knows.
    pub fn is_unrecognised(self) -> bool {
        matches!(self, Self::Unrecognised(_))
    }

    pub(super) fn rank(self) -> Rank {
        match self {
            Self::Vcs(Vcs::Failed) | Self::Build(Build::LinkerFailed) => Rank::Weak,
            Self::Sumdb(Sumdb::GoSumMissing)
            | Self::Code(_)
            | Self::Project(Project::NotRequired | Project::Stale | Project::NoGoFiles) => Rank::Consequence,
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
