//! Why an editor's settings cannot be changed.

use super::Editor;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::{Action, FileError};
use std::io;
use std::path::{Path, PathBuf};

/// A failure of `gv ide`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings, or their folder, are a link: what it leads to may belong to other projects too.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// The settings are not what the editor reads there.
    Malformed {
        /// Whose.
        editor: Editor,
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A path that no settings file can hold.
    NotUnicode {
        /// The path.
        path: PathBuf,
    },
    /// A file operation.
    Io(#[from] FileError),
}

impl Error {
    pub(super) fn io(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Link { path } => say!(
                lang,
                "{path} is a link; gv does not write through it",
                "{path} 是链接，gv 不会通过它写入",
                path = path.display().to_string()
            ),
            Self::Malformed { editor, path, why } => say!(
                lang,
                "{path} is not a valid settings file of {editor}: {why}",
                "{path} 不是有效的 {editor} 设置文件：{why}",
                path = path.display().to_string(),
                editor = editor.title()
            ),
            Self::NotUnicode { path } => say!(
                lang,
                "{path} is not valid Unicode, so no settings file can name it",
                "{path} 不是有效的 Unicode，无法写入设置文件",
                path = path.display().to_string()
            ),
            Self::Io(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Link { path } => vec![Hint::command(format!("ls -l {}", Shell::USUAL.path(path)))],
            Self::Malformed { .. } | Self::NotUnicode { .. } => Vec::new(),
            Self::Io(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}
