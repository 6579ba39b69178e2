//! What can be wrong with a mirror.

use crate::lang::{Lang, say};

/// One thing that is wrong, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Flaw,
    /// The file, by its path below the mirror.
    pub file: String,
    /// The same in words, without the file.
    pub text: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Clients fail, or get what they must not get.
    Error,
    /// Clients work.
    Warning,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The mirror cannot be reached.
    Unreachable,
    /// A list that cannot be read.
    List,
    /// A file that the lists name is not there.
    Missing,
    /// A file has other bytes than the lists say.
    Changed,
    /// A file is not whole.
    Damaged,
    /// It is not the archive that Go published.
    NotPublished,
    /// It is an archive of the origin's own.
    OwnBuild,
    /// A record of the checksum database is missing.
    NoRecord,
    /// A record is not signed, or a module is not what its record says.
    Record,
    /// A web page is served in the place of a file.
    Page,
    /// A file cannot be read, or is not served.
    Unreadable,
    /// Broken downloads cannot continue.
    NoRanges,
    /// It is served over plain http.
    PlainHttp,
    /// It was not updated for long.
    Old,
    /// Nothing says when and from where it was made.
    NoAbout,
    /// No list names the file.
    Leftover,
}

impl Flaw {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::List => "list",
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Damaged => "damaged",
            Self::NotPublished => "not_published",
            Self::OwnBuild => "own_build",
            Self::NoRecord => "no_record",
            Self::Record => "record",
            Self::Page => "page",
            Self::Unreadable => "unreadable",
            Self::NoRanges => "no_ranges",
            Self::PlainHttp => "plain_http",
            Self::Old => "old",
            Self::NoAbout => "no_about",
            Self::Leftover => "leftover",
        }
    }

    /// How bad it is.
    pub fn level(self) -> Level {
        match self {
            Self::OwnBuild
            | Self::NoRanges
            | Self::PlainHttp
            | Self::Old
            | Self::NoAbout
            | Self::Leftover => Level::Warning,
            Self::Unreachable
            | Self::List
            | Self::Missing
            | Self::Changed
            | Self::Damaged
            | Self::NotPublished
            | Self::NoRecord
            | Self::Record
            | Self::Page
            | Self::Unreadable => Level::Error,
        }
    }

    /// Whether bytes are served that are not those that they are taken for.
    pub fn is_of_proof(self) -> bool {
        matches!(self, Self::Changed | Self::Damaged | Self::NotPublished | Self::Record)
    }
}

pub(super) fn missing(lang: Lang) -> String {
    say!(lang, "is missing", "缺失")
}

pub(super) fn leftover(lang: Lang) -> String {
    say!(lang, "is in no list", "不在任何列表中")
}

pub(super) fn page(lang: Lang) -> String {
    say!(lang, "is a web page, not the file", "返回的是网页，不是该文件")
}

pub(super) fn length(actual: u64, expected: u64, lang: Lang) -> String {
    say!(
        lang,
        "has {actual} bytes; the release list says {expected}",
        "为 {actual} 字节，版本列表中为 {expected} 字节"
    )
}

pub(super) fn hash(actual: &str, expected: &str, lang: Lang) -> String {
    say!(
        lang,
        "has SHA-256 {actual}; the release list says {expected}",
        "SHA-256 为 {actual}，版本列表中为 {expected}"
    )
}
