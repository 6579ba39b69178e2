//! How bytes are not the file that was to be mirrored.

use crate::lang::{Explain, Lang, say};
use crate::unpack;
use crate::verify::Mismatch;

/// What is wrong with what came.
#[derive(Debug)]
pub enum Wrong {
    /// It has another hash.
    Hash(Mismatch),
    /// It is no module zip.
    Unusable(unpack::Error),
}

impl Wrong {
    /// Who sent it, and what is wrong with it, as a line.
    pub fn line(&self, sources: &[String], lang: Lang) -> String {
        let sources = match sources {
            [] => say!(lang, "the part kept by an earlier run", "先前保留的部分"),
            sources => sources.join(&say!(lang, " and ", "与")),
        };
        let what = match self {
            Self::Hash(mismatch) => mismatch.message(lang),
            Self::Unusable(error) => error.message(lang),
        };
        say!(lang, "  {sources}: {what}", "  {sources}：{what}")
    }
}
