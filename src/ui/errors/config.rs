//! Errors of `config`.

use crate::config::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Read { path, source } => format!("无法读取 {}：{source}", path.display()),
            Error::Syntax { path, line, column, message } => {
                format!("{}:{line}:{column}：无法理解该设置：{message}", path.display())
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Read { .. } => Vec::new(),
            Error::Syntax { .. } => vec![lang.config_is_documented()],
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

crate::ui::messages! {
    /// Where the settings are described.
    config_is_documented() {
        en: "correct that line; docs/configuration.md lists every setting",
        zh: "修正该行；docs/configuration.md 列出了全部设置",
    }
}
