//! Errors of `shell`.

use crate::shell::{Error, Obstacle, Shell};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Unknown { name } => {
                let known = Shell::ALL.map(Shell::name).join("、");
                format!("gv 不认识名为 {name:?} 的 shell；支持：{known}")
            }
            Error::NoHook { shell } => {
                format!("{shell} 无法跟随项目设置；其中的 go 命令由 gv 的 shim 处理，不受影响")
            }
            Error::NotForPath { path, what } => {
                let what = match what {
                    Obstacle::Separator => "PATH 的分隔符",
                    Obstacle::Control => "换行或控制字符",
                    Obstacle::Quote => "该 shell 无法表示的字符",
                    Obstacle::NotText => "非 Unicode 字节",
                };
                format!("{} 不能放入 PATH：其中含有{what}", path.display())
            }
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        match self {
            Error::Unknown { .. } => vec!["gv help init".to_owned()],
            Error::NoHook { shell } => vec![format!("gv init {shell}")],
            Error::NotForPath { .. } => vec!["export GV_HOME=/path/to/gv".to_owned()],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Unknown { .. } | Error::NoHook { .. } => code::USAGE,
            Error::NotForPath { .. } => code::FAILED,
        }
    }
}
