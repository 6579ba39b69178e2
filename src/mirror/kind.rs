//! The kinds of mirrors.

/// What is mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Archives of releases.
    Release,
    /// Modules, by the GOPROXY protocol.
    Goproxy,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Release, Self::Goproxy];

    /// The word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Release => "release",
            Kind::Goproxy => "goproxy",
        }
    }
}
