//! Errors of `shim`.

use crate::shim::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Project(error) => error.zh(),
            Error::Store(error) => error.zh(),
            Error::Home(error) => error.zh(),
            Error::BadVariable { value } => format!("GV_VERSION={value:?} 不是 Go 版本"),
            Error::NoSystemGo => "要求使用 system，但 PATH 上除了 gv 的 shim 之外没有 Go".to_owned(),
            Error::NotThere { spec } => format!("go{spec} 尚未安装"),
            Error::Nothing { gone: None } => {
                "这里没有可用的 Go：没有固定版本、没有默认工具链，PATH 上也没有 Go".to_owned()
            }
            Error::Nothing { gone: Some(version) } => {
                format!("默认工具链 go{version} 已不存在，也没有其他地方指定 Go")
            }
            Error::Start { program, source } => format!("无法启动 {}：{source}", program.display()),
            Error::UnknownName { name } => {
                format!("gv-shim 以 {name:?} 的名称启动；它只接受 go、gofmt 和 go1.X.Y")
            }
            Error::Loop { program } => format!("{} 又回到了 gv 的 shim：它不是 Go", program.display()),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Project(error) => error.hints(lang),
            Error::Store(error) => error.hints(lang),
            Error::Home(error) => error.hints(lang),
            Error::BadVariable { .. } => vec!["unset GV_VERSION".to_owned()],
            Error::NotThere { spec } => vec![format!("gv install {spec}")],
            Error::NoSystemGo | Error::Nothing { gone: None } => vec!["gv use latest".to_owned()],
            Error::Nothing { gone: Some(version) } => vec![format!("gv use {version}")],
            Error::Start { .. } => vec!["gv ls".to_owned()],
            Error::UnknownName { .. } => vec!["gv setup".to_owned()],
            Error::Loop { program } => vec![lang.remove_from_path(&program.display().to_string())],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Project(error) => error.code(),
            Error::Store(error) => error.code(),
            Error::Home(error) => error.code(),
            Error::NoSystemGo | Error::NotThere { .. } | Error::Nothing { .. } => code::MISSING,
            Error::BadVariable { .. } | Error::UnknownName { .. } => code::USAGE,
            Error::Start { .. } | Error::Loop { .. } => code::FAILED,
        }
    }
}

crate::ui::messages! {
    /// A program on PATH that only pretends to be Go.
    remove_from_path(program: &str) { en: "take {program} off PATH", zh: "把 {program} 从 PATH 中移除" }
}
