//! What is known of an origin's releases, where that knowledge is from, and how old it is.

use super::{Error, Release};
use std::fmt;
use std::time::Duration;

/// Where knowledge of releases is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// An index or a listing of the origin.
    Index {
        /// How the origin is shown.
        origin: String,
        /// How long ago it was had or found unchanged.
        age: Duration,
    },
    /// The manifest built into gv.
    Manifest,
    /// The manifest, and the toolchains that a GOPROXY lists.
    Modules {
        /// How the proxy is shown.
        proxy: String,
    },
}

/// Something the catalog had to fall back on, for the user to know.
#[derive(Debug)]
pub enum Note {
    /// `GV_OFFLINE` is set, and what is known is older than it should be.
    Offline {
        /// What is used instead.
        basis: Basis,
    },
    /// The origin could not be asked.
    NotAsked {
        /// What is used instead.
        basis: Basis,
        /// Why.
        cause: Error,
    },
}

/// The releases of an index, or none of them when all there is is the manifest.
#[derive(Debug)]
pub(super) struct Knowledge {
    pub releases: Vec<Release>,
    pub basis: Basis,
    pub notes: Vec<Note>,
}

impl Basis {
    /// How old it is; `None` for the manifest.
    pub fn age(&self) -> Option<Duration> {
        match self {
            Basis::Index { age, .. } => Some(*age),
            Basis::Manifest | Basis::Modules { .. } => None,
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Basis::Manifest => f.write_str("manifest built into gv"),
            Basis::Modules { proxy } => write!(f, "list of toolchains of {proxy}"),
            Basis::Index { origin, age } => {
                write!(f, "index of {origin}, ")?;
                match in_words(*age) {
                    None => f.write_str("just had"),
                    Some((1, unit)) => write!(f, "1 {unit} old"),
                    Some((count, unit)) => write!(f, "{count} {unit}s old"),
                }
            }
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Offline { basis } => write!(f, "offline (GV_OFFLINE): going by the {basis}"),
            Note::NotAsked { basis, cause } => write!(f, "going by the {basis}: {cause}"),
        }
    }
}

/// An age in its greatest unit; `None` for less than a minute.
pub fn in_words(age: Duration) -> Option<(u64, &'static str)> {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
    units.into_iter().find_map(|(seconds, unit)| match age.as_secs() / seconds {
        0 => None,
        count => Some((count, unit)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_one_unit() {
        for (seconds, text) in [
            (0, "index of go.dev, just had"),
            (59, "index of go.dev, just had"),
            (60, "index of go.dev, 1 minute old"),
            (200, "index of go.dev, 3 minutes old"),
            (7300, "index of go.dev, 2 hours old"),
            (90_000, "index of go.dev, 1 day old"),
        ] {
            let basis = Basis::Index { origin: "go.dev".to_owned(), age: Duration::from_secs(seconds) };
            assert_eq!(basis.to_string(), text);
        }
    }
}
