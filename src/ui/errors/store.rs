//! Errors of `store`.

use crate::store::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Io { action, path, source } => format!("无法{} {}：{source}", super::verb(action), path.display()),
            Error::NotInstalled { version } => format!("go{version} 尚未安装"),
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        match self {
            Error::Io { .. } => Vec::new(),
            Error::NotInstalled { version } => vec![format!("gv install {version}")],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Io { .. } => code::FAILED,
            Error::NotInstalled { .. } => code::MISSING,
        }
    }
}
