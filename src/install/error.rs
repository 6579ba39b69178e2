//! Why a release was not installed.

use crate::fetch::{self, Trouble};
use crate::release;
use crate::store;
use crate::unpack;
use crate::verify::{Expected, Mismatch};
use crate::version::Version;

/// Bytes that are not the release that was ordered.
#[derive(Debug)]
pub struct Contradiction {
    /// Which sources they came from in this run; none when an earlier run had kept them all.
    pub sources: Vec<String>,
    /// How many of them an earlier run had kept. Then they may be the ones to blame, and no source is.
    pub kept: u64,
    /// What is wrong with them.
    pub what: Wrong,
}

/// How bytes are not the release.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// They have another hash.
    #[error(transparent)]
    Hash(#[from] Mismatch),
    /// They are no module zip, so that they have no hash of the kind that was expected.
    #[error("{unusable}; expected {}", expected.hash)]
    Unusable {
        /// What was expected, and who says so.
        expected: Expected,
        /// Why not.
        unusable: unpack::Error,
    },
}

impl Wrong {
    /// What was expected, and who says so.
    pub fn expected(&self) -> &Expected {
        match self {
            Wrong::Hash(mismatch) => &mismatch.expected,
            Wrong::Unusable { expected, .. } => expected,
        }
    }
}

/// An installation that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store could not be changed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The bytes could not be had.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// Nothing vouches for them.
    #[error(transparent)]
    Release(#[from] release::Error),
    /// The archive, though it is the one expected, could not be unpacked.
    #[error(transparent)]
    Unpack(#[from] unpack::Error),
    /// Every source hands over something else than the release.
    #[error(
        "no source has the go{version} that {} vouches for{}{}",
        authority(contradictions),
        lines(contradictions),
        fetch::listed(unreachable)
    )]
    Contradicted {
        /// What was ordered.
        version: Version,
        /// What came, in order. Never empty.
        contradictions: Vec<Contradiction>,
        /// The sources that handed over nothing.
        unreachable: Vec<Trouble>,
    },
    /// There was more than one way, and none led anywhere.
    #[error("go{version} could not be had in any way{}", ways(failures))]
    NoWay {
        /// What was wanted.
        version: Version,
        /// What came of each, in the order they were gone. At least two.
        failures: Vec<Error>,
    },
}

impl Error {
    /// Whether another way could still lead to the release: not when this machine is at fault.
    pub(super) fn is_of_the_way(&self) -> bool {
        match self {
            Error::Fetch(error) => {
                matches!(error, fetch::Error::AllFailed { .. } | fetch::Error::Failed { .. })
            }
            Error::Unpack(error) => !error.is_local(),
            Error::Release(_) | Error::Contradicted { .. } | Error::NoWay { .. } => true,
            Error::Store(_) => false,
        }
    }
}

fn authority(contradictions: &[Contradiction]) -> String {
    contradictions.first().map(|first| first.what.expected().authority.to_string()).unwrap_or_default()
}

fn lines(contradictions: &[Contradiction]) -> String {
    contradictions.iter().fold(String::new(), |lines, it| {
        let kept = (it.kept > 0).then_some("what an earlier run had kept");
        let sources: Vec<_> = kept.into_iter().chain(it.sources.iter().map(String::as_str)).collect();
        lines + "\n  " + &sources.join(" and ") + ": " + &it.what.to_string()
    })
}

fn ways(failures: &[Error]) -> String {
    failures.iter().fold(String::new(), |lines, failure| lines + "\n" + &failure.to_string())
}
