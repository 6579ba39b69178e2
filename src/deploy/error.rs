//! What keeps gv from writing a deployment, or from checking one.

use super::Wrong;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::{Action, FileError};
use crate::{fetch, release};
use std::io;
use std::path::Path;

/// A failure of `gv deploy`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A value that is not what it is called.
    Setting(#[from] Wrong),
    /// An address that is not one of a module proxy.
    Address {
        /// As it was typed, without credentials.
        text: String,
    },
    /// An address that is not one of a mirror.
    MirrorAddress {
        /// As it was typed, without credentials.
        text: String,
    },
    /// The network client.
    Fetch(#[from] fetch::Error),
    /// The checksum database.
    Release(#[from] release::Error),
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
            Self::Setting(wrong) => wrong.message(lang),
            Self::Address { text } => say!(
                lang,
                "{text} is not the address of a module proxy; it has to look like https://goproxy.example.com",
                "{text} 不是模块代理的地址，应形如 https://goproxy.example.com"
            ),
            Self::MirrorAddress { text } => say!(
                lang,
                "{text} is not the address of a mirror; it has to look like https://go.example.com",
                "{text} 不是镜像的地址，应形如 https://go.example.com"
            ),
            Self::Fetch(error) => error.message(lang),
            Self::Release(error) => error.message(lang),
            Self::Io(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Setting(_) => vec![Hint::command("gv help deploy")],
            Self::Address { .. } | Self::MirrorAddress { .. } => Vec::new(),
            Self::Fetch(error) => error.hints(lang),
            Self::Release(error) => error.hints(lang),
            Self::Io(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Setting(_) | Self::Address { .. } | Self::MirrorAddress { .. } => code::USAGE,
            Self::Fetch(error) => error.code(),
            Self::Release(error) => error.code(),
            Self::Io(_) => code::FAILED,
        }
    }
}
