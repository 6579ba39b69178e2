//! Errors of `home`.

use crate::home::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Relative(path) => format!("GV_HOME 必须是绝对路径，而不是 {}", path.display()),
            Error::Missing => "找不到主目录：HOME 与 GV_HOME 均未设置".to_owned(),
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        vec!["export GV_HOME=/path/to/gv".to_owned()]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}
