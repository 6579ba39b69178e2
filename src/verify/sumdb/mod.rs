//! A client of Go's checksum database: a transparency log of the hashes of modules
//! (<https://go.dev/design/25530-sumdb>). It is pure: whatever is read or written goes through [`Seam`].

mod client;
mod key;
pub mod note;
pub mod record;
#[cfg(test)]
mod testing;
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

/// Why nothing was proven. [`Error::is_forgery`] tells lies, and what cannot be told from them, from answers that are
/// none.
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

impl Error {
    /// Whether somebody says what is not so. What is left is bad luck: a web page in the place of an answer, or half of
    /// one.
    pub fn is_forgery(&self) -> bool {
        match self {
            Error::NoRecord
            | Error::NoTree
            | Error::Note(note::Error::Malformed)
            | Error::Tile(tile::Error::Length { .. }) => false,
            Error::Note(_)
            | Error::Tile(_)
            | Error::OtherRecord { .. }
            | Error::OtherModule { .. }
            | Error::Fork { .. }
            | Error::Remembered => true,
        }
    }
}
