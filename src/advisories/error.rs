//! What keeps a vulnerability database from being read.

use crate::fetch;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::release::BadPlace;

/// A database that cannot be asked, or whose answers cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The setting names no database.
    Place(BadPlace),
    /// A document could not be fetched.
    Fetch(#[from] fetch::Error),
    /// What was sent is something else.
    Document {
        /// The address, without credentials.
        url: String,
        /// What it is instead.
        fault: Fault,
    },
}

/// What is wrong with a document of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The page that says how new the database is.
    NotIndex,
    /// The list of modules has neither the standard library nor the go command.
    NothingOfGo,
    /// A report.
    NotReport,
    /// A version in a report that Go cannot have.
    Bound {
        /// As it is written there.
        text: String,
    },
    /// What is packed is larger than any such document.
    TooLarge,
}

displayed!(Error, Fault);

impl Fault {
    /// What is wrong, as the predicate of a sentence about the document.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotIndex => {
                say!(lang, "is not the index of a vulnerability database", "不是漏洞数据库的索引")
            }
            Self::NothingOfGo => {
                say!(lang, "lists no report about Go itself", "没有列出任何关于 Go 自身的报告")
            }
            Self::NotReport => {
                say!(lang, "is not a report of a vulnerability database", "不是漏洞数据库的报告")
            }
            Self::Bound { text } => say!(
                lang,
                "names the version {text:?}, which is not one of Go's",
                "中的版本 {text:?} 不是 Go 的版本"
            ),
            Self::TooLarge => say!(lang, "is too large when unpacked", "解压后过大"),
        }
    }
}

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Place(bad) => say!(
                lang,
                "the vulnerability database {bad} (GV_VULNDB, or database under [security] in config.toml)",
                "漏洞数据库 {bad}（由 GV_VULNDB 或 config.toml 中 [security] 的 database 设定）",
                bad = bad.message(lang)
            ),
            Self::Fetch(error) => error.message(lang),
            Self::Document { url, fault } => {
                say!(lang, "{url} {fault}", "{url} {fault}", fault = fault.message(lang))
            }
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Fetch(error) => error.details(lang),
            Self::Place(_) | Self::Document { .. } => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Place(_) => vec![Hint::command("gv help environment")],
            Self::Fetch(error) => error.hints(lang),
            Self::Document { .. } => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Place(_) => code::USAGE,
            Self::Fetch(error) => error.code(),
            Self::Document { .. } => code::NETWORK,
        }
    }
}
