//! A client of Go's checksum database: a transparency log of the hashes of modules
//! (<https://go.dev/design/25530-sumdb>). It is pure: whatever is read or written goes through [`Seam`].

mod client;
mod key;
pub mod note;
pub mod record;
pub mod tile;
pub mod tree;

pub use client::{Client, Escaped, Seam};
pub use key::{BadKey, Key};
pub use record::Hashes;
pub use tile::Tile;

/// Why there is no answer: the world failed, or what it said is not to be believed.
#[derive(Debug)]
pub enum Failure<E> {
    /// The world failed.
    Seam(E),
    /// Nothing was proven.
    Refused(Error),
}

impl<E, R: Into<Error>> From<R> for Failure<E> {
    fn from(refused: R) -> Self {
        Failure::Refused(refused.into())
    }
}

/// Why nothing was proven. Most of these mean that somebody on the way is lying, or broken in a way that cannot be told
/// from lying.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// What came is no answer of a checksum database.
    #[error("the answer is no record of a checksum database")]
    NoRecord,
    /// The signature is missing or false.
    #[error("the signed tree cannot be believed: {0}")]
    Note(#[from] note::Error),
    /// What is signed is no tree.
    #[error("what is signed is no tree of a checksum database")]
    NoTree,
    /// Tiles that do not belong to the signed tree, or a record outside of it.
    #[error("the log does not hold together: {0}")]
    Tile(#[from] tile::Error),
    /// The record is not the one that stands in the log.
    #[error("record {id} of the log is another one than the answer's")]
    OtherRecord {
        /// Its number.
        id: u64,
    },
    /// The record stands in the log, and is not about what was asked for.
    #[error("the record of the log does not hold the hashes of {module}@{version}")]
    OtherModule {
        /// What was asked for.
        module: String,
        /// Which version of it.
        version: String,
    },
    /// Two signed trees that contradict each other.
    #[error(
        "the log was forked: its trees of {older} and {newer} records are both signed, and contradict each other"
    )]
    Fork {
        /// The size of one.
        older: u64,
        /// The size of the other.
        newer: u64,
    },
    /// The tree that is remembered cannot be read.
    #[error("the tree of the log that is remembered is damaged")]
    Remembered,
}
