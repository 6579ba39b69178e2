//! What keeps gv from measuring or changing mirrors.

use super::Kind;

/// A failure of `gv mirror`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name that no mirror has.
    #[error("there is no {} mirror {name:?}", kind.id())]
    Unknown {
        /// As it was typed, without credentials.
        name: String,
        /// Of which kind.
        kind: Kind,
    },
    /// An address of which nothing says what it mirrors.
    #[error("nothing says whether {url} mirrors releases or modules")]
    Ambiguous {
        /// The address, without credentials.
        url: String,
    },
}
