//! What is wrong with the settings.

use super::takes::Takes;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::FileError;
use std::path::PathBuf;

/// A settings file that cannot be read or understood.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is there but could not be read.
    Read(FileError),
    /// The file is no TOML, or holds a key or a value gv does not know.
    Syntax {
        /// The settings file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong there, in the words of the TOML reader.
        message: String,
    },
    /// A policy in a file of the user's.
    PolicyOfUser {
        /// The file.
        path: PathBuf,
        /// Where it would count.
        system: Option<PathBuf>,
    },
    /// A variable holds what it may not.
    Variable {
        /// The variable.
        name: &'static str,
        /// Its value, cut to 64 characters.
        value: String,
        /// What it takes.
        takes: Takes,
    },
    /// A variable is misspelt.
    Misspelt {
        /// As it is called.
        name: String,
        /// The one that was meant.
        meant: &'static str,
    },
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Read(error) => error.message(lang),
            Self::Syntax { path, line, column, message } => say!(
                lang,
                "{path}:{line}:{column}: {message}",
                "{path}:{line}:{column}：无法理解该设置：{message}",
                path = path.display()
            ),
            Self::PolicyOfUser { path, system: Some(system) } => say!(
                lang,
                "{path}: [policy] takes effect only in {system}",
                "{path}：[policy] 只在 {system} 中有效",
                path = path.display(),
                system = system.display()
            ),
            Self::PolicyOfUser { path, system: None } => say!(
                lang,
                "{path}: [policy] has no effect in a user's settings file",
                "{path}：[policy] 在用户的文件中无效",
                path = path.display()
            ),
            Self::Variable { name, value, takes } => say!(
                lang,
                "{name}={value:?} is not valid: {name} takes {takes}",
                "{name}={value:?} 无效：{name} 的取值为{takes}",
                takes = takes.words(lang)
            ),
            Self::Misspelt { name, meant } => {
                say!(
                    lang,
                    "gv has no variable {name}; it has {meant}",
                    "gv 没有变量 {name}，是否指 {meant}？"
                )
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Read(_) => Vec::new(),
            Self::Syntax { .. } | Self::PolicyOfUser { .. } => vec![Hint::words(say!(
                lang,
                "correct that line; docs/configuration.md lists every setting",
                "修正该行；docs/configuration.md 列出了全部设置"
            ))],
            Self::Variable { name, .. } => {
                vec![Hint::command(Shell::USUAL.unset(name)), Hint::command("gv help environment")]
            }
            Self::Misspelt { name, .. } => {
                vec![Hint::command(Shell::USUAL.unset(name)), Hint::command("gv help environment")]
            }
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Read(_) | Self::Syntax { .. } | Self::PolicyOfUser { .. } => code::FAILED,
            Self::Variable { .. } | Self::Misspelt { .. } => code::USAGE,
        }
    }
}
