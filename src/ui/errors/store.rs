//! Errors of `store`.

use super::disk;
use crate::store::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Io { action, path, source } => disk::zh(action, path, source),
            Error::Occupied { path } => format!("{} 已存在，且不是 gv 创建的", path.display()),
            Error::NoLinks { path, .. } => format!("无法在 {} 建立链接", path.display()),
            Error::NotInstalled { version } => format!("go{version} 尚未安装"),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Io { action, source, .. } => disk::hints(action, source, lang),
            Error::Occupied { .. } => vec![lang.move_it_away()],
            Error::NoLinks { target, .. } => vec![format!("gv import {}", target.display())],
            Error::NotInstalled { version } => vec![format!("gv install {version}")],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Io { .. } | Error::Occupied { .. } | Error::NoLinks { .. } => code::FAILED,
            Error::NotInstalled { .. } => code::MISSING,
        }
    }
}

crate::ui::messages! {
    /// Something of the user's is where a toolchain should be.
    move_it_away() { en: "move it away, then run the command again", zh: "将其移走后重新运行该命令" }
}
