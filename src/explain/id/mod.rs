//! The faults that text can show: those of the network, which [`crate::fault`] has, and those of a project, a machine and
//! the programs that `go` calls; a file a family, the words beside the ids. An id never changes its meaning.

mod build;
mod code;
mod command;
mod environment;
mod machine;
mod project;
mod toolchain;
mod vcs;

pub use build::Build;
pub use code::Code;
pub use command::Command;
pub use environment::Environment;
pub use machine::Machine;
pub use project::Project;
pub use toolchain::Toolchain;
pub use vcs::Vcs;

use super::area::Area;
use crate::fault::{self, Fault, Sumdb, ToldBy, Words};

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

macro_rules! families {
    ($($(#[$doc:meta])* $family:ident,)+) => {
        /// A fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Id {
            /// One of the network.
            Net(Fault),
            $($(#[$doc])* $family($family),)+
            /// A failure that is not known, with the area that its words speak of.
            Unrecognised(Area),
        }

        impl Id {
            /// Every fault that text can tell.
            pub fn all() -> Vec<Self> {
                let read = Fault::all().into_iter().filter(|fault| fault.told_by() != ToldBy::Measurement);
                let mut all: Vec<_> = read.map(Self::Net).collect();
                $(all.extend($family::ALL.iter().map(|id| Self::$family(*id)));)+
                all
            }

            /// The word scripts read.
            pub fn id(self) -> &'static str {
                match self {
                    Self::Net(fault) => fault.id(),
                    $(Self::$family(id) => id.id(),)+
                    Self::Unrecognised(_) => "unrecognised",
                }
            }

            /// What is said of it.
            pub fn words(self) -> Words {
                match self {
                    Self::Net(fault) => *fault.words(),
                    $(Self::$family(id) => *id.words(),)+
                    Self::Unrecognised(area) => unrecognised(area),
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
    /// Go's other settings.
    Environment,
    /// How a command was typed.
    Command,
    /// Which Go runs.
    Toolchain,
    /// git and its like.
    Vcs,
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
    pub fn area(self) -> Area {
        match self {
            Self::Net(fault) => Area::Network(fault.layer()),
            Self::Environment(_) => Area::Network(fault::Layer::Settings),
            Self::Command(_) => Area::Command,
            Self::Toolchain(_) => Area::Toolchain,
            Self::Vcs(_) => Area::Vcs,
            Self::Project(_) => Area::Project,
            Self::Build(_) => Area::Build,
            Self::Machine(_) => Area::Machine,
            Self::Code(_) => Area::Code,
            Self::Unrecognised(area) => area,
        }
    }

    /// Whether no rule knows the failure.
    pub fn is_unrecognised(self) -> bool {
        matches!(self, Self::Unrecognised(_))
    }

    pub(super) fn rank(self) -> Rank {
        match self {
            Self::Vcs(Vcs::Failed) | Self::Build(Build::LinkerFailed) | Self::Code(Code::Exit) => Rank::Weak,
            Self::Net(Fault::Sumdb(Sumdb::GoSumMissing))
            | Self::Code(_)
            | Self::Project(Project::NotRequired | Project::Stale | Project::NoGoFiles) => Rank::Consequence,
            _ => Rank::Cause,
        }
    }
}

fn unrecognised(area: Area) -> Words {
    Words {
        summary: ["a failure that gv does not recognise", "gv 无法识别的失败"],
        meaning: area.unrecognised(),
        rules_out: None,
        fix: [
            "Let gv look at this machine and its settings; a fault in one of them is often behind it.",
            "让 gv 检查本机及其设置；原因往往就在其中。",
        ],
        in_container: None,
        on_windows: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn all() -> Vec<Id> {
        let measured = Fault::all().into_iter().map(Id::Net);
        let areas = [
            Area::Network(fault::Layer::Tls),
            Area::Toolchain,
            Area::Vcs,
            Area::Build,
            Area::Machine,
            Area::Code,
            Area::Unknown,
        ];
        Id::all().into_iter().chain(measured).chain(areas.map(Id::Unrecognised)).collect()
    }

    #[test]
    fn no_two_faults_have_one_name() {
        let ids: Vec<_> = Id::all().into_iter().map(Id::id).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
        for id in ids {
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{id}");
        }
    }

    #[test]
    fn every_fault_has_words_in_both_languages() {
        for id in all() {
            for [en, zh] in id.words().texts() {
                assert!(!en.is_empty() && en.is_ascii(), "{id:?}: {en}");
                assert!(zh.chars().any(|c| c > '\u{2e80}'), "{id:?}: {zh}");
                assert_eq!(
                    en.matches("{target}").count(),
                    zh.matches("{target}").count(),
                    "{id:?}: {en} / {zh}"
                );
            }
        }
    }

    #[test]
    fn no_text_tells_to_switch_a_protection_off() {
        const OFF: [&str; 9] = [
            "GOSUMDB=off",
            "GONOSUMCHECK",
            "GOINSECURE=",
            "-insecure",
            "sslVerify=false",
            "GONOSUMDB=*",
            "GOFLAGS=-insecure",
            "StrictHostKeyChecking",
            "GIT_SSL_NO_VERIFY",
        ];
        for id in all() {
            for text in id.words().texts().flatten() {
                assert!(OFF.iter().all(|off| !text.contains(off)), "{id:?}: {text}");
            }
        }
    }
}
