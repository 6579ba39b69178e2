//! Why a go.env is not taken, or could not be changed.

use super::Target;
use crate::golang::env_rules;
use crate::golang::env_rules::KNOWN;
use crate::golang::fatal::{Fatal, toolchain_forms};
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::lint::Fix;
use crate::shell::Shell;
use crate::store;
use crate::system::{Action, FileError};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// A go.env that cannot be trusted, whatever the user says.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A link leads to what the project does not hold.
    Link {
        /// The file.
        path: PathBuf,
    },
    /// A pipe, a device.
    NotFile {
        /// The file.
        path: PathBuf,
    },
    /// Everybody on the machine may change it.
    WritableByAll {
        /// The file.
        path: PathBuf,
    },
    /// It belongs to another user.
    OfAnother {
        /// The file.
        path: PathBuf,
    },
    /// No go.env is that large.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// It is there, but the system does not hand it over.
    Read(FileError),
    /// Lines that may not stand in it.
    Content {
        /// The file.
        path: PathBuf,
        /// Each of them; never empty.
        faults: Vec<InvalidLine>,
    },
}

/// A line that may not stand in a go.env. No value is kept: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidLine {
    /// Counted from 1.
    pub line: usize,
    /// The key, cut to 64 characters; empty where the whole file is meant.
    pub key: String,
    /// What is wrong.
    pub problem: LineError,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError {
    /// Not one of Go's module settings.
    Key,
    /// A user or a password in an address.
    Credentials,
    /// A NUL or another control or invisible character, or bytes that are no UTF-8.
    Text,
    /// A byte order mark, or UTF-16: `go` would not see the first line, or none.
    Encoding,
}

/// A file that could not be changed, trusted or found.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The go.env cannot be trusted.
    Refused(#[from] Refusal),
    /// The go.env came from elsewhere, and was not reviewed.
    NotTrusted {
        /// The file.
        path: PathBuf,
    },
    /// There is no go.env.
    None {
        /// Where the search began.
        dir: PathBuf,
    },
    /// A go.env here would never be found.
    NoProject {
        /// The folder.
        dir: PathBuf,
    },
    /// A key that a project may not set.
    Key {
        /// The key.
        key: String,
        /// Whether it is one of Go's, which may stand in the user's file.
        known: bool,
    },
    /// What `go env -w` refuses.
    Value(#[from] env_rules::Refusal),
    /// A value by which every go command fails.
    Fatal {
        /// The key.
        key: String,
        /// Why.
        why: Fatal,
        /// Where it would have been written.
        target: Target,
        /// What was probably meant.
        better: Option<String>,
    },
    /// A user or a password in an address.
    Credentials {
        /// The key.
        key: String,
    },
    /// GOENV=off.
    UserFileOff,
    /// No folder for settings.
    UserFileNowhere,
    /// A file operation failed.
    Io(#[from] FileError),
    /// The lock.
    Store(#[from] store::Error),
}

impl Error {
    pub(super) fn io(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

displayed!(Refusal, Error);

impl Explain for Refusal {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Link { path } => say!(
                lang,
                "{path} is a link; gv accepts only a file of the project itself",
                "{path} 是链接；gv 只接受项目自身的文件",
                path = path.display()
            ),
            Self::NotFile { path } => {
                say!(lang, "{path} is not a regular file", "{path} 不是普通文件", path = path.display())
            }
            Self::WritableByAll { path } => say!(
                lang,
                "{path} can be changed by every user of this machine",
                "本机所有用户都可以修改 {path}",
                path = path.display()
            ),
            Self::OfAnother { path } => {
                say!(lang, "{path} belongs to another user", "{path} 属于其他用户", path = path.display())
            }
            Self::TooLarge { path, limit } => say!(
                lang,
                "{path} is larger than {limit} bytes, too large for a go.env",
                "{path} 超过 {limit} 字节，不可能是 go.env",
                path = path.display()
            ),
            Self::Read(error) => error.message(lang),
            Self::Content { path, faults } => {
                let faults: Vec<_> = faults.iter().map(|fault| fault.message(lang)).collect();
                say!(
                    lang,
                    "{path} contains what a project's go.env may not contain: {faults}",
                    "{path} 含有不能写入项目 go.env 的内容：{faults}",
                    path = path.display(),
                    faults = faults.join(&say!(lang, "; ", "；"))
                )
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::WritableByAll { path } => {
                vec![Hint::command(format!("chmod o-w {}", Shell::USUAL.path(path)))]
            }
            Self::OfAnother { path } => {
                vec![Hint::command(format!("sudo chown \"$(id -un)\" {}", Shell::USUAL.path(path)))]
            }
            Self::Content { .. } => vec![allowed_keys(lang)],
            Self::Link { .. } => {
                vec![Hint::words(say!(
                    lang,
                    "put the file itself in the place of the link",
                    "请用文件本身替换该链接"
                ))]
            }
            Self::NotFile { .. } | Self::TooLarge { .. } => Vec::new(),
            // The advice about gv's home would be wrong for a project.
            Self::Read(error) if error.source.kind() == ErrorKind::PermissionDenied => Vec::new(),
            Self::Read(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Refusal {
    /// What is wrong with the file, and what comes of it.
    pub fn without_effect(&self, lang: Lang) -> String {
        say!(lang, "{why}: it has no effect", "{why}：它不起作用", why = self.message(lang))
    }
}

impl InvalidLine {
    fn message(&self, lang: Lang) -> String {
        let Self { line, key, problem } = self;
        match problem {
            LineError::Key => say!(lang, "line {line}: {key}", "第 {line} 行：{key}"),
            LineError::Credentials => {
                say!(lang, "line {line}: a password or token in {key}", "第 {line} 行：{key} 中有密码或令牌")
            }
            LineError::Text if key.is_empty() => say!(lang, "line {line}: a NUL", "第 {line} 行：NUL"),
            LineError::Text => say!(
                lang,
                "line {line}: a control or invisible character, or bytes that are not UTF-8, in {key}",
                "第 {line} 行：{key} 中有控制字符、不可见字符或非 UTF-8 字节"
            ),
            LineError::Encoding => say!(
                lang,
                "a byte order mark or UTF-16, which hides lines from go",
                "字节顺序标记或 UTF-16，go 会因此看不到其中的行"
            ),
        }
    }
}

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Refused(refusal) => refusal.message(lang),
            Self::NotTrusted { path } => say!(
                lang,
                "{path} is not trusted: another user wrote it, or it was changed since you trusted it",
                "{path} 未被信任：它来自他人，或在您信任之后有改动",
                path = path.display()
            ),
            Self::None { dir } => {
                say!(lang, "there is no go.env for {dir}", "{dir} 没有 go.env", dir = dir.display())
            }
            Self::NoProject { dir } => say!(
                lang,
                "{dir} is not a project: a go.env there would not be read",
                "{dir} 不是项目：写在那里的 go.env 不会被读取",
                dir = dir.display()
            ),
            Self::Key { key, .. } => {
                say!(lang, "{key} may not be set in a project's go.env", "{key} 不能写入项目的 go.env")
            }
            Self::Value(refusal) => refusal.message(lang),
            Self::Fatal { key, why: Fatal::Toolchain, .. } => say!(
                lang,
                "{key} cannot have this value: every go command would fail",
                "{key} 不能取这个值：所有 go 命令都会失败"
            ),
            Self::Fatal { key, why: Fatal::Flag { word }, .. } => say!(
                lang,
                "{key} cannot have this value: every go command would fail ({word:?} is not a flag)",
                "{key} 不能取这个值：所有 go 命令都会失败（{word:?} 不是选项）"
            ),
            Self::Credentials { key } => say!(
                lang,
                "{key} would contain a password or a token, which does not belong in a file of the project",
                "{key} 中会留下密码或令牌，不应写入项目的文件"
            ),
            Self::UserFileOff => {
                say!(lang, "GOENV=off: Go's user file is disabled", "GOENV=off：Go 的用户文件已停用")
            }
            Self::UserFileNowhere => say!(
                lang,
                "there is no directory for Go's user file: the environment does not name one",
                "没有存放 Go 用户文件的目录：环境变量未指明"
            ),
            Self::Io(error) => error.message(lang),
            Self::Store(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Refused(refusal) => refusal.hints(lang),
            Self::NotTrusted { .. } => vec![Hint::command("gv env trust")],
            Self::None { .. } => vec![Hint::command("gv env preset")],
            Self::NoProject { .. } => vec![Hint::words(say!(
                lang,
                "gv env set --user … writes your own file, for all projects",
                "gv env set --user … 会写入您自己的文件，对所有项目有效"
            ))],
            Self::Key { key, known: true } => vec![Hint::words(say!(
                lang,
                "gv env set --user {key}=VALUE sets it in your own file, for all projects",
                "gv env set --user {key}=VALUE 会写入您自己的文件，对所有项目有效"
            ))],
            Self::Key { known: false, .. } => vec![allowed_keys(lang)],
            Self::Value(refusal) => refusal.hints(lang),
            Self::Fatal { key, why, target, better } => {
                let user = *target == Target::User;
                let fix = better.clone().map(|value| Fix { key: known(key), value: Some(value) });
                let command = fix.and_then(|fix| fix.command(user));
                let forms = (*why == Fatal::Toolchain).then(|| Hint::words(toolchain_forms(lang)));
                command.map(Hint::command).into_iter().chain(forms).collect()
            }
            Self::Credentials { .. } => vec![Hint::words(say!(
                lang,
                "put it into ~/.netrc, which go reads for https addresses",
                "请写入 ~/.netrc，go 会为 https 地址读取它"
            ))],
            Self::UserFileOff => {
                vec![Hint::command("gv env why GOPROXY"), Hint::command(Shell::USUAL.unset("GOENV"))]
            }
            Self::UserFileNowhere => {
                vec![Hint::words(say!(
                    lang,
                    "set GOENV to the path of a file",
                    "将 GOENV 设为一个文件的路径"
                ))]
            }
            // The advice about gv's home would be wrong for a project.
            Self::Io(error)
                if matches!(
                    error.source.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                Vec::new()
            }
            Self::Io(error) => error.hints(lang),
            Self::Store(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Key { .. } | Self::Credentials { .. } | Self::Fatal { .. } | Self::NoProject { .. } => {
                code::USAGE
            }
            Self::Value(refusal) => refusal.code(),
            Self::Store(error) => error.code(),
            Self::Refused(_)
            | Self::NotTrusted { .. }
            | Self::None { .. }
            | Self::UserFileOff
            | Self::UserFileNowhere
            | Self::Io(_) => code::FAILED,
        }
    }
}

/// The key as the rules have it.
fn known(key: &str) -> &'static str {
    KNOWN.iter().find(|known| **known == key).copied().unwrap_or_default()
}

/// The keys of a go.env.
fn allowed_keys(lang: Lang) -> Hint {
    Hint::words(say!(
        lang,
        "a project may set GOPROXY, GOSUMDB, GOPRIVATE, GONOPROXY, GONOSUMDB, GOINSECURE, GOVCS, GOAUTH, GOTOOLCHAIN",
        "项目可以设置 GOPROXY、GOSUMDB、GOPRIVATE、GONOPROXY、GONOSUMDB、GOINSECURE、GOVCS、GOAUTH、GOTOOLCHAIN"
    ))
}
