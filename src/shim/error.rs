//! Why nothing could be chosen or started.

use crate::config::{self, Refused};
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::program::{self, Unfit};
use crate::system::reason;
use crate::version::{Spec, Version};
use crate::{home, project, store};
use std::io;
use std::path::PathBuf;

/// A choice or a start that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the project.
    Project(#[from] project::Error),
    /// The store.
    Store(#[from] store::Error),
    /// No home.
    Home(#[from] home::Error),
    /// The administrators of the machine do not allow it.
    Policy(#[from] Refused),
    /// Their settings cannot be read.
    Config(#[from] config::Error),
    /// `GV_VERSION` holds no version.
    BadVariable {
        /// Its value.
        value: String,
    },
    /// `system` is asked for, and PATH has no Go but gv's own shims.
    NoSystemGo {
        /// Whether it is `GV_VERSION` that asks, and not a file.
        by_variable: bool,
        /// The file that asks, and the line.
        place: Option<(PathBuf, usize)>,
    },
    /// No toolchain of one's own has this name.
    NotLinked {
        /// The name.
        name: String,
    },
    /// The version is not installed, and this is not the place to install it.
    NotThere {
        /// What is asked for.
        spec: Spec,
    },
    /// Nothing asks for a version, and there is no Go.
    Nothing {
        /// The default whose toolchain is no longer there, where that is so.
        gone: Option<Version>,
        /// The newest installed one, which could be the default.
        newest: Option<Version>,
    },
    /// The chosen toolchain lacks the program, or it cannot be started.
    Start {
        /// The program.
        program: PathBuf,
        /// What is wrong with it, where that is known.
        unfit: Option<Unfit>,
        /// What the system said.
        source: io::Error,
    },
    /// The shim was called by a name it does not know.
    UnknownName {
        /// The name it was started by.
        name: String,
    },
    /// What was started as Go leads back to the shim again and again.
    Loop {
        /// The program that would have been started once more.
        program: PathBuf,
    },
}

impl Error {
    /// Looks at a program that did not start.
    pub(super) fn start(program: PathBuf, source: io::Error) -> Self {
        let unfit = program::unfit(&program, &source);
        Self::Start { program, unfit, source }
    }
}

/// Why a program did not start, in words.
pub fn why_not_started(unfit: Option<Unfit>, source: &io::Error, lang: Lang) -> String {
    match unfit {
        Some(Unfit::Missing) => say!(lang, "there is no such file", "没有这个文件"),
        Some(Unfit::Empty) => say!(lang, "the file is empty", "文件为空"),
        Some(Unfit::NotExecutable) => {
            say!(lang, "the file has lost its executable bit", "文件失去了可执行权限")
        }
        Some(Unfit::DiskNoExec) => {
            say!(lang, "its disk is mounted noexec", "所在磁盘以 noexec 方式挂载")
        }
        Some(Unfit::NoLoader) => say!(
            lang,
            "the loader or interpreter that it needs is not on this machine",
            "本机缺少它所需的加载器或解释器"
        ),
        Some(Unfit::Foreign) => say!(
            lang,
            "it is damaged, or a program for another machine",
            "文件已损坏，或不是本机可运行的程序"
        ),
        None => reason(source, lang),
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Project(error) => error.message(lang),
            Self::Store(error) => error.message(lang),
            Self::Home(error) => error.message(lang),
            Self::Policy(error) => error.message(lang),
            Self::Config(error) => error.message(lang),
            Self::BadVariable { value } => {
                say!(lang, "GV_VERSION={value:?} is not a Go version", "GV_VERSION={value:?} 不是 Go 版本")
            }
            Self::NotLinked { name } => say!(
                lang,
                "no Go is linked as {name}, or its directory has no bin/go",
                "没有名为 {name} 的链接，或其目录中没有 bin/go"
            ),
            Self::NoSystemGo { place: Some((file, line)), .. } => say!(
                lang,
                "{file}:{line} asks for system, but PATH has no Go besides gv's shims",
                "{file}:{line} 要求使用 system，但 PATH 上除了 gv 的 shim 之外没有 Go",
                file = file.display()
            ),
            Self::NoSystemGo { place: None, .. } => say!(
                lang,
                "system is requested, but PATH has no Go besides gv's shims",
                "要求使用 system，但 PATH 上除了 gv 的 shim 之外没有 Go"
            ),
            Self::NotThere { spec } => {
                say!(lang, "{go} is not installed", "{go} 尚未安装", go = spec.spoken())
            }
            Self::Nothing { gone: None, .. } => say!(
                lang,
                "there is no Go here: no pin, no default toolchain, and none on PATH",
                "这里没有可用的 Go：没有固定版本、没有默认工具链，PATH 上也没有 Go"
            ),
            Self::Nothing { gone: Some(version), .. } => say!(
                lang,
                "the default, go{version}, is no longer there, and nothing else names a Go",
                "默认工具链 go{version} 已不存在，也没有其他地方指定 Go"
            ),
            Self::Start { program, unfit, source } => say!(
                lang,
                "cannot start {program}: {why}",
                "无法启动 {program}：{why}",
                program = program.display(),
                why = why_not_started(*unfit, source, lang)
            ),
            Self::UnknownName { name } => say!(
                lang,
                "gv-shim was started as {name:?}; it accepts the names go, gofmt and go1.X.Y",
                "gv-shim 以 {name:?} 的名称启动；它只接受 go、gofmt 和 go1.X.Y"
            ),
            Self::Loop { program } => say!(
                lang,
                "{program} leads back to gv's shim: it is not Go",
                "{program} 又回到了 gv 的 shim：它不是 Go",
                program = program.display()
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Project(error) => error.hints(lang),
            Self::Store(error) => error.hints(lang),
            Self::Home(error) => error.hints(lang),
            Self::Policy(error) => error.hints(lang),
            Self::Config(error) => error.hints(lang),
            Self::BadVariable { .. } | Self::NoSystemGo { by_variable: true, .. } => {
                vec![Hint::command(Shell::USUAL.unset("GV_VERSION"))]
            }
            Self::NotThere { spec } => vec![Hint::command(format!("gv install {spec}"))],
            // The pin has to change: another default would not be used.
            Self::NoSystemGo { by_variable: false, .. } => vec![Hint::command("gv pin latest")],
            Self::NotLinked { .. } => vec![Hint::command("gv help link")],
            // What is installed needs no network.
            Self::Nothing { newest: Some(version), .. } | Self::Nothing { gone: Some(version), .. } => {
                vec![Hint::command(format!("gv use {version}"))]
            }
            Self::Nothing { .. } => vec![Hint::command("gv use latest")],
            Self::Start { .. } => vec![Hint::command("gv doctor toolchains")],
            Self::UnknownName { .. } => vec![Hint::command("gv setup")],
            Self::Loop { program } => vec![Hint::words(say!(
                lang,
                "take {program} off PATH",
                "把 {program} 从 PATH 中移除",
                program = program.display(),
            ))],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Project(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Home(error) => error.code(),
            Self::Policy(error) => error.code(),
            Self::Config(error) => error.code(),
            Self::NoSystemGo { .. }
            | Self::NotLinked { .. }
            | Self::NotThere { .. }
            | Self::Nothing { .. } => code::MISSING,
            Self::BadVariable { .. } | Self::UnknownName { .. } => code::USAGE,
            Self::Start { .. } | Self::Loop { .. } => code::FAILED,
        }
    }
}
