//! Why a toolchain could not be taken over.

use super::Unfit;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::store;
use crate::system::{Action, FileError};
use std::io;
use std::path::PathBuf;

/// A toolchain that was not taken over, though it looked fit.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store could not be changed.
    Store(#[from] store::Error),
    /// A file could not be read, or its copy not be written.
    Io(#[from] FileError),
    /// Something in it is nothing that a toolchain has.
    Odd {
        /// The file or folder.
        path: PathBuf,
        /// What is odd about it.
        what: UnsupportedEntry,
    },
    /// It was changed while it was being copied.
    Changed {
        /// The GOROOT.
        path: PathBuf,
    },
    /// The copy is not the toolchain it was taken for.
    Unfit {
        /// What was copied.
        path: PathBuf,
        /// What is wrong with the copy.
        why: Unfit,
    },
    /// It can be copied, but a link to it would not work.
    NotReady {
        /// The GOROOT.
        path: PathBuf,
    },
}

/// What is odd about a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedEntry {
    /// Neither a file, a folder nor a link to one.
    Kind,
    /// Links that lead back to where they are, or folders without end.
    Endless,
    /// More files than any toolchain has.
    TooMany,
    /// A link to a file that is neither in it nor published by the system.
    Leaves,
    /// More links to folders than any toolchain has.
    TooManyLinks,
}

impl Error {
    pub(super) fn io(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.message(lang),
            Self::Io(error) => error.message(lang),
            Self::Odd { path, what } => {
                say!(lang, "{path} {what}", "{path} {what}", path = path.display(), what = what.message(lang))
            }
            Self::Changed { path } => say!(
                lang,
                "{path} changed while it was being copied",
                "{path} 在复制过程中发生了变化",
                path = path.display()
            ),
            Self::Unfit { path, why } => say!(
                lang,
                "the copy of {path} is not a toolchain: {why}",
                "{path} 的副本不是工具链：{why}",
                path = path.display(),
                why = why.message(lang)
            ),
            Self::NotReady { path } => say!(
                lang,
                "cannot link to {path}: the go command has not made it ready to run",
                "无法链接到 {path}：go 命令尚未使其可以运行",
                path = path.display()
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Store(error) => error.hints(lang),
            // What cannot be read is another manager's: no advice about gv's home helps.
            Self::Io(FileError { action: Action::Read, .. }) | Self::Odd { .. } => Vec::new(),
            Self::Io(error) => error.hints(lang),
            Self::Changed { path } | Self::Unfit { path, .. } | Self::NotReady { path } => {
                vec![Hint::command(format!("gv import {}", Shell::USUAL.path(path)))]
            }
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl UnsupportedEntry {
    fn message(self, lang: Lang) -> String {
        match self {
            Self::Kind => say!(lang, "is neither a file nor a directory", "既不是文件也不是目录"),
            Self::Endless => say!(
                lang,
                "is deeper than any toolchain; a link in it leads back to itself",
                "比任何工具链都深，其中有链接指回自身"
            ),
            Self::Leaves => say!(lang, "is a link that leaves the toolchain", "是指向工具链之外的链接"),
            Self::TooManyLinks => say!(
                lang,
                "is one of more links to directories than any toolchain has",
                "：指向目录的链接多得不像工具链"
            ),
            Self::TooMany => {
                say!(lang, "contains more files than any toolchain", "包含的文件比任何工具链都多")
            }
        }
    }
}
