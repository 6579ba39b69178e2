//! A client of Go's checksum database: a transparency log of the hashes of modules
//! (<https://go.dev/design/25530-sumdb>). It is pure: whatever is read or written goes through [`Seam`].

use crate::lang::{Lang, displayed, say};

mod client;
mod key;
pub mod note;
pub mod record;

displayed!(Error);

impl Error {
    /// What is wrong with an answer or a log.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoRecord => say!(
                lang,
                "the response is not a record of a checksum database",
                "返回的不是校验和数据库的记录"
            ),
            Self::Note(note) => say!(
                lang,
                "the signed tree cannot be trusted: {why}",
                "签名的树不可信：{why}",
                why = note.message(lang)
            ),
            Self::NoTree => say!(
                lang,
                "the signed text is not a tree of a checksum database",
                "签名的内容不是校验和数据库的树"
            ),
            Self::Tile(tile) => say!(
                lang,
                "the log is inconsistent: {why}",
                "日志前后不一致：{why}",
                why = tile.message(lang)
            ),
            Self::OtherRecord { id } => say!(
                lang,
                "record {id} of the log differs from the response",
                "日志中的第 {id} 条记录与返回的不同"
            ),
            Self::OtherModule { module, version } => say!(
                lang,
                "the record of the log does not contain the hashes of {module}@{version}",
                "日志中的记录不含 {module}@{version} 的哈希"
            ),
            Self::Fork { older, newer } => say!(
                lang,
                "the log was forked: its trees of {older} and {newer} records are both signed, and contradict each other",
                "日志出现分叉：记录数为 {older} 与 {newer} 的两棵树均有签名，却互相矛盾"
            ),
            Self::Remembered => {
                say!(lang, "the recorded tree of the log is damaged", "记录的日志树已损坏")
            }
        }
    }
}

#[cfg(test)]
mod testing;
pub mod tile;
pub mod tree;

pub use client::{Client, Escaped, Seam};
pub use key::{BadKey, Key};
pub use record::Hashes;
pub use tile::Tile;

/// Why there is no answer: a request failed, or its answer is not valid.
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
    NoRecord,
    /// The signature is missing or false.
    Note(#[from] note::Error),
    /// What is signed is no tree.
    NoTree,
    /// Tiles that do not belong to the signed tree, or a record outside of it.
    Tile(#[from] tile::Error),
    /// The record is not the one that stands in the log.
    OtherRecord {
        /// Its number.
        id: u64,
    },
    /// The record stands in the log, and is not about what was asked for.
    OtherModule {
        /// What was asked for.
        module: String,
        /// Which version of it.
        version: String,
    },
    /// Two signed trees that contradict each other.
    Fork {
        /// The size of one.
        older: u64,
        /// The size of the other.
        newer: u64,
    },
    /// The tree that is remembered cannot be read.
    Remembered,
}

impl Error {
    /// Whether an answer is provably false. Everything else is a fault: a web page in the place of an answer, or half of
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
