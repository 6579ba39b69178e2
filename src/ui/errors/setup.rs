//! Errors of `setup`.

use crate::setup::Error;
use crate::setup::environment::Untouchable;
use crate::setup::uninstall::Refusal;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Io { action, path, source } => {
                format!("无法{} {}：{source}", super::verb(action), path.display())
            }
            Error::NoProgram => "系统没有告知正在运行的 gv 位于何处".to_owned(),
            Error::NoShim { path } => format!("缺少 gv-shim：它应与 gv 放在一起，即 {}", path.display()),
            Error::NoHomeDirectory => "找不到主目录：HOME 未设置".to_owned(),
            Error::Damaged { path, line, mark } => {
                format!("{}:{line}：标记行“{mark}”没有与之对应的另一行", path.display())
            }
            Error::ReadOnly { path } => format!("{} 是只读的", path.display()),
            Error::Registry { action, variable, source } => {
                format!("无法{}注册表中的变量 {variable}：{source}", super::verb(action))
            }
            Error::Untouchable { variable, why } => {
                format!("注册表中的变量 {variable} 保持原样：{}", untouchable(*why))
            }
            Error::NotRemovable { root, why } => format!("不会删除 {}：{}", root.display(), refusal(*why)),
            Error::Shell(error) => error.zh(),
            Error::Store(error) => error.zh(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Io { .. } => Vec::new(),
            Error::NoProgram => vec!["gv setup".to_owned()],
            Error::NoShim { .. } => vec![lang.unpack_both()],
            Error::NoHomeDirectory => vec!["gv setup --no-modify-path".to_owned()],
            Error::Damaged { path, line, .. } => {
                vec![lang.repair_block(&path.display().to_string(), *line)]
            }
            Error::ReadOnly { path } => {
                vec!["gv setup --print".to_owned(), lang.lift_protection(&path.display().to_string())]
            }
            Error::Untouchable { why: Untouchable::Letters, .. } => vec![lang.plain_home()],
            Error::Registry { .. } | Error::Untouchable { .. } => vec![lang.by_hand()],
            Error::NotRemovable { .. } => vec!["GV_HOME=/path/to/gv gv self uninstall".to_owned()],
            Error::Shell(error) => error.hints(lang),
            Error::Store(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Shell(error) => error.code(),
            Error::Store(error) => error.code(),
            _ => code::FAILED,
        }
    }
}

fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::FileSystemRoot => "它是文件系统的根目录",
        Refusal::HoldsUserHome => "它就是您的主目录，或包含您的主目录",
        Refusal::NotGv => "它不像是 gv 的目录",
    }
}

fn untouchable(why: Untouchable) -> &'static str {
    match why {
        Untouchable::NoText => "其内容不是普通文本",
        Untouchable::TooLong => "加入后会超过 Windows 允许的 32767 个字符",
        Untouchable::Letters => "gv 的目录含有在 PATH 中另有含义的字符（分号、双引号或百分号）",
    }
}

crate::ui::messages! {
    /// The registry is left to its owner.
    by_hand() {
        en: "Windows settings, \"Edit environment variables for your account\": put gv's folders shims and bin in front of Path",
        zh: "在 Windows 设置的“编辑帐户的环境变量”中，将 gv 的 shims 与 bin 目录放到 Path 最前面",
    }
    /// A home whose name PATH cannot hold.
    plain_home() {
        en: "set GV_HOME to a folder without these characters, then: gv setup",
        zh: "将 GV_HOME 设为不含这些字符的目录，然后执行：gv setup",
    }
    /// gv without gv-shim.
    unpack_both() {
        en: "put gv and gv-shim of the same release into one folder and run that gv: ./gv setup",
        zh: "将同一发行版的 gv 与 gv-shim 放在同一目录，再运行其中的 gv：./gv setup",
    }
    /// A block whose marks do not match.
    repair_block(file: &str, line: usize) {
        en: "delete what is left of gv's block in {file} (from line {line} on), then: gv setup",
        zh: "删除 {file} 中 gv 区块的残余（从第 {line} 行起），然后执行：gv setup",
    }
    /// A startup file that somebody protected.
    lift_protection(file: &str) {
        en: "put the lines of `gv setup --print` where {file} is made, or: chmod u+w {file}",
        zh: "将 `gv setup --print` 给出的内容加到生成 {file} 的地方，或执行：chmod u+w {file}",
    }
}
