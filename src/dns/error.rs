//! What keeps gv from finding addresses, or from writing them down.

use super::{BadHost, Damage, FailedAt};
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::{FileError, rights};
use std::io::ErrorKind;
use std::path::PathBuf;

/// A failure of `gv dns`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No host.
    Host(#[from] BadHost),
    /// No address of any host passed.
    Nothing {
        /// The hosts, and where the way to each ends.
        hosts: Vec<(String, FailedAt)>,
    },
    /// The block in a file has a mark too many or too few.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        damage: Damage,
    },
    /// A file that is not as it was when the change was shown.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file that this user may not change.
    Rights {
        /// The file.
        path: PathBuf,
        /// What was typed.
        command: String,
    },
    /// A file operation.
    Io(#[from] FileError),
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Host(bad) => bad.message(lang),
            Self::Nothing { hosts } => {
                let told = |(host, layer): &(String, FailedAt)| {
                    say!(lang, "{host}: {what}", "{host}：{what}", what = layer.message(lang))
                };
                let hosts: Vec<_> = hosts.iter().map(told).collect();
                say!(
                    lang,
                    "no trusted address: {hosts}",
                    "没有可信的地址：{hosts}",
                    hosts = hosts.join(&say!(lang, "; ", "；"))
                )
            }
            Self::Damaged { path, damage } => say!(
                lang,
                "{path}:{line}: {mark} without its counterpart, or a second block",
                "{path}:{line}：{mark} 没有配对，或存在第二个区块",
                path = path.display(),
                line = damage.line,
                mark = damage.mark
            ),
            Self::Changed { path } => say!(
                lang,
                "{path} was changed meanwhile: nothing was written",
                "{path} 在此期间被改动，没有写入任何内容",
                path = path.display()
            ),
            Self::Rights { path, .. } => say!(
                lang,
                "only an administrator can change {path}",
                "只有管理员才能修改 {path}",
                path = path.display()
            ),
            Self::Io(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Host(_) => vec![Hint::command("gv dns check go.dev")],
            Self::Nothing { hosts } => {
                let hosts: Vec<_> = hosts.iter().map(|(host, _)| host.as_str()).collect();
                vec![Hint::command(format!("gv doctor net {}", hosts.join(" ")))]
            }
            Self::Damaged { .. } => vec![Hint::words(say!(
                lang,
                "open the file and remove the marks of gv dns and what stands between them",
                "打开该文件，删除 gv dns 标记之间的内容以及标记本身"
            ))],
            Self::Changed { .. } => vec![Hint::command("gv dns check")],
            Self::Rights { command, .. } => rights::elevated(command, lang),
            // It is about the system's files, and not gv's home.
            Self::Io(error)
                if matches!(
                    error.source.kind(),
                    ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied
                ) =>
            {
                Vec::new()
            }
            Self::Io(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Host(_) => code::USAGE,
            Self::Nothing { .. } => code::NETWORK,
            Self::Damaged { .. } | Self::Changed { .. } | Self::Rights { .. } | Self::Io(_) => code::FAILED,
        }
    }
}
