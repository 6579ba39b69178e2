//! What keeps gv from measuring or changing mirrors.

use super::Kind;
use super::pack::BadPack;
use super::sync::Wrong;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::project::settings;
use crate::shell::Shell;
use crate::system::{Action, FileError};
use crate::version::Spec;
use crate::{config, fetch, release, store};
use std::io;
use std::path::{Path, PathBuf};

/// A failure of `gv mirror`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name that no mirror has.
    Unknown {
        /// As it was typed, without credentials.
        name: String,
        /// Of which kind; `None` is any.
        kind: Option<Kind>,
    },
    /// An address of which nothing says what it mirrors.
    Ambiguous {
        /// The address, without credentials.
        url: String,
    },
    /// The mirror that was named lies.
    Lies {
        /// Its name.
        name: String,
        /// Of which kind.
        kind: Kind,
    },
    /// The mirror that was named, or every one there is, cannot be used now.
    Unusable {
        /// Its name; `None` is all of them.
        name: Option<String>,
        /// Of which kind.
        kind: Kind,
        /// Whether no mirror could be reached.
        unreachable: bool,
    },
    /// There is no mirror in force that could be watched.
    NothingToWatch {
        /// Of which kind.
        kind: Kind,
    },
    /// What a watch would write would be without effect.
    Overruled {
        /// The setting.
        key: &'static str,
        /// Whether the project sets it, and not the environment.
        project: bool,
    },
    /// Another watch runs.
    Watched,
    /// Nothing was changed that could be undone.
    NothingToUndo,
    /// A setting has another value than gv gave it.
    ChangedSince {
        /// The file.
        path: PathBuf,
        /// The setting.
        key: String,
    },
    /// The settings of this place stand in another file now.
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// config.toml is written in a way that gv cannot change.
    Unfit {
        /// The file.
        path: PathBuf,
    },
    /// What was remembered cannot be read.
    Memory {
        /// The file.
        path: PathBuf,
    },
    /// Another run changes this mirror folder.
    Syncing {
        /// The folder.
        folder: PathBuf,
    },
    /// A version that the mirror should hold and that is not published.
    NotPublished {
        /// As it was typed.
        spec: Spec,
        /// Whose list says so.
        origin: String,
    },
    /// No source has the file that is published.
    Contradicted {
        /// The file.
        file: String,
        /// Who sent what. Never empty.
        sent: Vec<(Vec<String>, Wrong)>,
    },
    /// A folder that is not a mirror which `gv mirror sync` made.
    NotMirror {
        /// The folder.
        folder: PathBuf,
    },
    /// A file that is not a packed mirror, or not a whole one.
    Pack {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: BadPack,
    },
    /// An address that is not one.
    Place(#[from] release::BadPlace),
    /// A project's go.env, or the user's env file.
    Settings(#[from] settings::Error),
    /// The lock.
    Store(#[from] store::Error),
    /// gv's own settings.
    Config(#[from] config::Error),
    /// Which releases there are.
    Release(#[from] release::Error),
    /// The network client.
    Fetch(#[from] fetch::Error),
    /// A module that could not be read.
    Unpack(#[from] crate::unpack::Error),
    /// A file operation.
    Io(#[from] FileError),
}

impl Error {
    /// Wraps the failure of a file operation.
    pub(super) fn io(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unknown { name, kind: None } => {
                say!(lang, "there is no mirror {name:?}", "没有名为 {name:?} 的镜像")
            }
            Self::Unknown { name, kind: Some(kind) } => say!(
                lang,
                "there is no {id} mirror {name:?}",
                "没有名为 {name:?} 的{title}",
                id = kind.id(),
                title = kind.title(lang)
            ),
            Self::Ambiguous { url } => say!(
                lang,
                "cannot tell whether {url} mirrors releases or modules",
                "无法判断 {url} 是发布文件镜像还是模块代理"
            ),
            Self::Lies { name, .. } => {
                say!(lang, "{name} serves false data; gv never uses it", "{name} 提供的内容不实，不会选用")
            }
            Self::Unusable { name: Some(name), .. } => {
                say!(lang, "{name} cannot be used now", "{name} 目前不可用")
            }
            Self::Unusable { name: None, .. } => {
                say!(lang, "none of the mirrors can be used now", "目前没有可用的镜像")
            }
            Self::NothingToWatch { kind } => say!(
                lang,
                "no {id} mirror that gv knows is in force: there is nothing to watch",
                "生效的设置中没有 gv 认识的{title}，无可监视",
                id = kind.id(),
                title = kind.title(lang)
            ),
            Self::Overruled { key, project: true } => say!(
                lang,
                "{key} of the project is in force, which gv mirror watch does not change",
                "生效的是项目中的 {key}，gv mirror watch 不会改动它"
            ),
            Self::Overruled { key, project: false } => say!(
                lang,
                "{key} of the environment is in force, which gv mirror watch does not change",
                "生效的是环境变量中的 {key}，gv mirror watch 不会改动它"
            ),
            Self::Watched => {
                say!(lang, "another gv mirror watch is running", "另一个 gv mirror watch 正在运行")
            }
            Self::NothingToUndo => say!(
                lang,
                "gv mirror has not changed anything that could be undone",
                "gv mirror 没有做过可以撤销的改动"
            ),
            Self::ChangedSince { path, key } => say!(
                lang,
                "{key} in {path} was changed since, so it is not undone",
                "{path} 中的 {key} 之后又被改动，因此不予撤销",
                path = path.display()
            ),
            Self::Moved { path } => say!(
                lang,
                "{path} is no longer the file that go reads",
                "go 已不再读取 {path}",
                path = path.display()
            ),
            Self::Unfit { path } => say!(
                lang,
                "{path} has no place for mirrors under [release]",
                "无法在 {path} 的 [release] 中写入 mirrors",
                path = path.display()
            ),
            Self::Memory { path } => say!(
                lang,
                "{path}, where gv mirror records its changes, is damaged",
                "gv mirror 的记录文件 {path} 已损坏",
                path = path.display()
            ),
            Self::Syncing { folder } => say!(
                lang,
                "another gv is changing {folder}",
                "另一个 gv 正在更新 {folder}",
                folder = folder.display()
            ),
            Self::NotPublished { spec, origin } => say!(
                lang,
                "no release matches {spec} in the release list of {origin}",
                "{origin} 的版本列表中没有与 {spec} 匹配的版本"
            ),
            Self::Contradicted { file, .. } => say!(
                lang,
                "no source has the {file} that is published",
                "没有任何来源提供与发布内容一致的 {file}"
            ),
            Self::NotMirror { folder } => say!(
                lang,
                "{folder} is not a mirror that gv mirror sync made",
                "{folder} 不是由 gv mirror sync 建立的镜像",
                folder = folder.display()
            ),
            Self::Pack { path, fault } => {
                say!(lang, "{path}: {why}", "{path}：{why}", path = path.display(), why = fault.message(lang))
            }
            Self::Place(error) => error.message(lang),
            Self::Settings(error) => error.message(lang),
            Self::Store(error) => error.message(lang),
            Self::Config(error) => error.message(lang),
            Self::Release(error) => error.message(lang),
            Self::Fetch(error) => error.message(lang),
            Self::Unpack(error) => error.message(lang),
            Self::Io(error) => error.message(lang),
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Release(error) => error.details(lang),
            Self::Fetch(error) => error.details(lang),
            Self::Contradicted { sent, .. } => {
                sent.iter().map(|(sources, wrong)| wrong.line(sources, lang)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        let of =
            |command: &str, kind: Kind| vec![Hint::command(format!("gv mirror {command} --{}", kind.id()))];
        match self {
            Self::Unknown { kind: Some(kind), .. } => of("ls", *kind),
            Self::Ambiguous { url } => {
                vec![Hint::command(format!("gv mirror test {} --goproxy", Shell::USUAL.word(url)))]
            }
            Self::Lies { name, kind } => of(&format!("test {}", Shell::USUAL.word(name)), *kind),
            Self::Unusable { kind, .. } => of("test", *kind),
            Self::NothingToWatch { kind } => {
                vec![Hint::command(format!("gv mirror use best --{}", kind.id()))]
            }
            Self::Overruled { key, .. } => vec![Hint::command(format!("gv env why {key}"))],
            Self::Unknown { kind: None, .. } | Self::Watched | Self::NothingToUndo => {
                vec![Hint::command("gv mirror ls")]
            }
            Self::ChangedSince { key, .. } if key == "mirrors" => {
                vec![Hint::command("gv mirror ls --release")]
            }
            Self::ChangedSince { key, .. } => vec![Hint::command(format!("gv env why {key}"))],
            Self::Moved { .. } => vec![Hint::command("gv env why GOPROXY")],
            Self::Unfit { .. } => vec![Hint::words(say!(
                lang,
                "write it yourself: mirrors = [\"https://…\"] under [release] (docs/configuration.md)",
                "请自行在 [release] 中写入：mirrors = [\"https://…\"]（见 docs/configuration.md）"
            ))],
            Self::Memory { path } => vec![
                Hint::command("gv mirror ls"),
                Hint::words(say!(
                    lang,
                    "if the settings are right, remove the file:",
                    "若设置无误，请删除该文件："
                )),
                Hint::command(Shell::USUAL.remove(path)),
            ],
            Self::Syncing { .. } | Self::Pack { .. } | Self::Place(_) => Vec::new(),
            Self::NotPublished { .. } => vec![Hint::command("gv ls-remote")],
            Self::Contradicted { .. } => vec![Hint::command("gv mirror test")],
            Self::NotMirror { folder } => {
                let folder = Shell::USUAL.path(folder);
                vec![Hint::command(format!("gv mirror sync {folder} --versions latest"))]
            }
            Self::Settings(error) => error.hints(lang),
            Self::Store(error) => error.hints(lang),
            Self::Config(error) => error.hints(lang),
            Self::Release(error) => error.hints(lang),
            Self::Fetch(error) => error.hints(lang),
            Self::Unpack(error) => error.hints(lang),
            Self::Io(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Unknown { .. } | Self::Ambiguous { .. } | Self::Place(_) => code::USAGE,
            Self::NotPublished { .. } => code::MISSING,
            Self::Contradicted { .. } => code::PROOF,
            Self::Pack { fault, .. } => fault.code(),
            Self::Unusable { unreachable: true, .. } => code::NETWORK,
            Self::Settings(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Config(error) => error.code(),
            Self::Release(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Unpack(error) => error.code(),
            Self::Lies { .. }
            | Self::Unusable { .. }
            | Self::NothingToWatch { .. }
            | Self::Overruled { .. }
            | Self::Watched
            | Self::NothingToUndo
            | Self::ChangedSince { .. }
            | Self::Moved { .. }
            | Self::Unfit { .. }
            | Self::Memory { .. }
            | Self::Syncing { .. }
            | Self::NotMirror { .. }
            | Self::Io(_) => code::FAILED,
        }
    }
}
