//! Where a mirror is read: its folder, or its address.

use crate::deploy::check::{Asker, Got, h1};
use crate::lang::{Explain, Lang, say};
use crate::mirror::sync::{Folder, digest_of};
use crate::system::{Action, FileError, file};
use crate::unpack;
use crate::verify::{Digest, H1, Sha256};
use std::io;

/// A mirror.
pub enum Location {
    /// Its folder.
    Folder(Folder),
    /// Its address.
    Web(Box<Asker>),
}

/// A small file.
pub(super) enum Text {
    Is(Vec<u8>),
    Missing,
    Page,
    /// There is no answer at all.
    Silent(String),
    Unreadable(String),
}

/// A large file: how long it is, and what it holds where it was read whole.
pub(super) enum Large<T> {
    Is {
        size: Option<u64>,
        content: Option<T>,
    },
    Missing,
    Page,
    /// It ends early.
    Cut(String),
    Unreadable(String),
}

/// Lists and records are small.
const LIMIT: u64 = 16 << 20;

impl Location {
    pub(super) async fn text(&self, path: &str, lang: Lang) -> Text {
        match self {
            Self::Folder(folder) => match file::read_regular(&folder.file(path), LIMIT) {
                Ok(bytes) => Text::Is(bytes),
                Err(error) if is_absent(&error) => Text::Missing,
                Err(error) => Text::Unreadable(told(folder, path, error, lang)),
            },
            Self::Web(ask) => {
                let got = ask.path(path).await;
                if got.is_not_found() {
                    Text::Missing
                } else if got.is_good() && got.is_page() {
                    Text::Page
                } else if got.is_good() {
                    Text::Is(got.body)
                } else if got.status == 0 {
                    Text::Silent(got.shown(lang))
                } else {
                    Text::Unreadable(got.shown(lang))
                }
            }
        }
    }

    pub(super) async fn is_there(&self, path: &str) -> bool {
        match self {
            Self::Folder(folder) => folder.file(path).is_file(),
            Self::Web(ask) => {
                let got = ask.path(path).await;
                got.is_good() && !got.is_page()
            }
        }
    }

    /// The hash of an archive.
    pub(super) async fn archive(&self, path: &str, whole: bool, lang: Lang) -> Large<Sha256> {
        let of_folder = |folder: &Folder| digest_of(&folder.file(path)).map(Some);
        let of_bytes = |bytes: &[u8]| {
            let mut digest = Digest::new();
            digest.update(bytes);
            Some(digest.finish())
        };
        self.large(path, whole, lang, of_folder, of_bytes).await
    }

    /// The h1 of a module's zip. One that has none is no module zip, or not a whole one: then there is no content.
    pub(super) async fn module(&self, path: &str, prefix: &str, whole: bool, lang: Lang) -> Large<H1> {
        let of_folder =
            |folder: &Folder| Ok(unpack::module_hash(&folder.file(path), prefix, unpack::MODULE_LIMIT).ok());
        self.large(path, whole, lang, of_folder, |bytes: &[u8]| h1(bytes, prefix)).await
    }

    async fn large<T>(
        &self,
        path: &str,
        whole: bool,
        lang: Lang,
        of_folder: impl Fn(&Folder) -> io::Result<Option<T>>,
        of_bytes: impl Fn(&[u8]) -> Option<T>,
    ) -> Large<T> {
        match self {
            Self::Folder(folder) => {
                let size = folder.file(path).metadata().map(|meta| meta.len());
                match size.and_then(|size| Ok((size, of_folder(folder)?))) {
                    Ok((size, content)) => Large::Is { size: Some(size), content },
                    Err(error) if is_absent(&error) => Large::Missing,
                    Err(error) => Large::Unreadable(told(folder, path, error, lang)),
                }
            }
            Self::Web(ask) => {
                let got = if whole { ask.path(path).await } else { ask.glance(path).await };
                served(&got, whole, lang, of_bytes)
            }
        }
    }
}

fn served<T>(got: &Got, whole: bool, lang: Lang, of_bytes: impl Fn(&[u8]) -> Option<T>) -> Large<T> {
    if got.is_not_found() {
        Large::Missing
    } else if got.is_cut() && (whole || got.status != 200) {
        Large::Cut(got.shown(lang))
    } else if got.status != 200 {
        Large::Unreadable(got.shown(lang))
    } else if got.is_page() {
        Large::Page
    } else if whole {
        Large::Is { size: Some(got.body.len() as u64), content: of_bytes(&got.body) }
    } else {
        Large::Is { size: got.length, content: None }
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn told(folder: &Folder, path: &str, source: io::Error, lang: Lang) -> String {
    let error = FileError { action: Action::Read, path: folder.file(path), source };
    say!(lang, "cannot be read: {why}", "无法读取：{why}", why = error.message(lang))
}
