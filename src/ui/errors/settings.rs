//! Errors of `project::settings`: a go.env that is not taken, or cannot be changed.

use super::disk;
use crate::project::settings::{Error, Fault, Problem, Refusal};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use std::io::ErrorKind;
use std::path::Path;

impl Explain for Refusal {
    fn zh(&self) -> String {
        match self {
            Self::Link { path } => format!("{} 是链接；gv 只接受项目自身的文件", path.display()),
            Self::NotFile { path } => format!("{} 不是普通文件", path.display()),
            Self::WritableByAll { path } => format!("本机所有用户都可以修改 {}", path.display()),
            Self::OfAnother { path } => format!("{} 属于其他用户", path.display()),
            Self::TooLarge { path, limit } => {
                format!("{} 超过 {limit} 字节，不可能是 go.env", path.display())
            }
            Self::Read { path, source } => disk::zh("read", path, source),
            Self::Content { path, faults } => {
                let faults: Vec<_> = faults.iter().map(fault_zh).collect();
                format!("{} 含有不能写入项目 go.env 的内容：{}", path.display(), faults.join("；"))
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::WritableByAll { path } => vec![format!("chmod o-w {}", word(path))],
            Self::OfAnother { path } => vec![format!("sudo chown \"$(id -un)\" {}", word(path))],
            Self::Content { .. } => vec![lang.env_may_hold()],
            Self::Link { .. } => vec![lang.env_no_link()],
            Self::NotFile { .. } | Self::TooLarge { .. } => Vec::new(),
            // What is said elsewhere of gv's home would be wrong of a project.
            Self::Read { source, .. } if source.kind() == ErrorKind::PermissionDenied => Vec::new(),
            Self::Read { source, .. } => disk::hints("read", source, lang),
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

/// A path for a shell of Unix, whatever letters it holds.
fn word(path: &Path) -> String {
    let path = path.display().to_string();
    if path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-+@:,".contains(c)) {
        return path;
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

fn fault_zh(fault: &Fault) -> String {
    let Fault { line, key, problem } = fault;
    match problem {
        Problem::Key => format!("第 {line} 行：{key}"),
        Problem::Credentials => format!("第 {line} 行：{key} 中有密码或令牌"),
        Problem::Text if key.is_empty() => format!("第 {line} 行：NUL"),
        Problem::Text => format!("第 {line} 行：{key} 中有控制字符、不可见字符或非 UTF-8 字节"),
        Problem::Encoding => "字节顺序标记或 UTF-16，go 会因此看不到其中的行".to_owned(),
    }
}

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.zh(),
            Self::NotTrusted { path } => {
                format!("{} 未被信任：它来自他人，或在您信任之后有改动", path.display())
            }
            Self::None { dir } => format!("{} 没有 go.env", dir.display()),
            Self::NoProject { dir } => {
                format!("{} 不是项目：写在那里的 go.env 不会被读取", dir.display())
            }
            Self::Key { key, .. } => format!("{key} 不能写入项目的 go.env"),
            Self::Value(refusal) => refusal.zh(),
            Self::Credentials { key } => format!("{key} 中会留下密码或令牌，不应写入项目的文件"),
            Self::UserFileOff => "GOENV=off：Go 的用户文件已停用".to_owned(),
            Self::UserFileNowhere => "没有存放 Go 用户文件的目录：环境变量未指明".to_owned(),
            Self::Io { action, path, source } => disk::zh(action, path, source),
            Self::Store(error) => error.zh(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Refused(refusal) => refusal.hints(lang),
            Self::NotTrusted { .. } => vec!["gv env trust".to_owned()],
            Self::None { .. } => vec!["gv env preset".to_owned()],
            Self::NoProject { .. } => vec![lang.env_of_the_user()],
            Self::Key { key, known: true } => vec![format!("gv env set --user {key}=…")],
            Self::Key { known: false, .. } => vec![lang.env_may_hold()],
            Self::Value(refusal) => refusal.hints(lang),
            Self::Credentials { .. } => vec![lang.env_netrc()],
            Self::UserFileOff => vec!["gv env why GOPROXY".to_owned(), "unset GOENV".to_owned()],
            Self::UserFileNowhere => vec![lang.env_name_a_file()],
            // What is said elsewhere of gv's home would be wrong of a project.
            Self::Io { source, .. } if source.kind() == ErrorKind::PermissionDenied => Vec::new(),
            Self::Io { source, .. } if source.kind() == ErrorKind::ReadOnlyFilesystem => Vec::new(),
            Self::Io { action, source, .. } => disk::hints(action, source, lang),
            Self::Store(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Key { .. } | Self::Credentials { .. } | Self::NoProject { .. } => code::USAGE,
            Self::Value(refusal) => refusal.code(),
            Self::Store(error) => error.code(),
            Self::Refused(_)
            | Self::NotTrusted { .. }
            | Self::None { .. }
            | Self::UserFileOff
            | Self::UserFileNowhere
            | Self::Io { .. } => code::FAILED,
        }
    }
}

crate::ui::messages! {
    env_no_link() { en: "put the file itself in the place of the link", zh: "请用文件本身替换该链接" }
    /// The keys of a go.env.
    env_may_hold() {
        en: "a project may set GOPROXY, GOSUMDB, GOPRIVATE, GONOPROXY, GONOSUMDB, GOINSECURE, GOVCS, GOAUTH, GOTOOLCHAIN",
        zh: "项目可以设置 GOPROXY、GOSUMDB、GOPRIVATE、GONOPROXY、GONOSUMDB、GOINSECURE、GOVCS、GOAUTH、GOTOOLCHAIN",
    }
    /// Settings for all projects.
    env_of_the_user() {
        en: "gv env set --user … writes your own file, for all projects",
        zh: "gv env set --user … 会写入您自己的文件，对所有项目有效",
    }
    /// Neither a home nor `%AppData%` is known.
    env_name_a_file() { en: "set GOENV to the path of a file", zh: "将 GOENV 设为一个文件的路径" }
    /// Where passwords belong.
    env_netrc() {
        en: "put it into ~/.netrc, which go reads for https addresses",
        zh: "请写入 ~/.netrc，go 会为 https 地址读取它",
    }
}
