//! Errors of `project`.

use crate::project::{Error, Problem};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Read { path, source } => format!("无法读取 {}：{source}", path.display()),
            Error::TooLarge { path, limit } => {
                format!("{} 超过 {limit} 字节，不可能是这种文件", path.display())
            }
            Error::NotVersion { path, line, column, text } => {
                format!("{}:{line}:{column}：{text:?} 不是 Go 版本", path.display())
            }
            Error::EmptyPin { path } => format!("{} 中没有写版本", path.display()),
            Error::Syntax { path, line, column, problem } => {
                format!("{}:{line}:{column}：{}", path.display(), problem_zh(problem))
            }
            Error::BelowGoLine { path, line, go, wanted } => {
                format!("{}:{line} 要求 go {go}，写入 toolchain go{wanted} 不会起作用", path.display())
            }
            Error::BeyondGoMod { path, wanted } => {
                format!("{} 无法指定 go{wanted}：toolchain 行只接受 go1 的版本", path.display())
            }
            Error::Write { path, source } => format!("无法写入 {}：{source}", path.display()),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Read { .. } | Error::Write { .. } => Vec::new(),
            Error::NotVersion { .. } | Error::EmptyPin { .. } => {
                vec!["gv pin 1.22".to_owned(), lang.pin_is_a_version()]
            }
            Error::TooLarge { .. } => vec!["gv pin 1.22".to_owned()],
            Error::Syntax { problem: Problem::NotToolchain(_), .. } => vec!["gv pin --mod latest".to_owned()],
            Error::Syntax { .. } => vec![lang.correct_that_line()],
            Error::BelowGoLine { wanted, .. } | Error::BeyondGoMod { wanted, .. } => {
                vec![format!("gv pin {wanted}"), lang.pin_wins_over_floor()]
            }
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

fn problem_zh(problem: &Problem) -> String {
    match problem {
        Problem::Repeated(verb) => format!("{verb} 行重复"),
        Problem::OneWord(verb) => format!("{verb} 行只能带一个值"),
        Problem::NotGoVersion(text) => format!("{text:?} 不是 Go 版本，应形如 1.22.3"),
        Problem::NotToolchain(text) => format!("{text:?} 不是工具链名称，应形如 go1.22.3，或写 default"),
        Problem::BlockComment => "这里不能用 /* */ 注释，请改用 //".to_owned(),
        Problem::OpenString => "字符串没有在本行结束".to_owned(),
        Problem::OpenBlock => "括号块没有结束".to_owned(),
        Problem::AfterBlock => "右括号之后应当换行".to_owned(),
    }
}

crate::ui::messages! {
    /// What may stand in a pin.
    pin_is_a_version() {
        en: "or write a version into it, such as 1.22.3, 1.22 or latest",
        zh: "或在其中写入一个版本，例如 1.22.3、1.22 或 latest",
    }
    /// A syntax error has to be corrected by hand.
    correct_that_line() {
        en: "correct that line; `go` itself would refuse it too",
        zh: "请修正该行；go 命令自己也会拒绝它",
    }
    /// What a `.go-version` is good for where go.mod asks for more.
    pin_wins_over_floor() {
        en: "that writes a .go-version, which wins over go.mod",
        zh: "它会写入 .go-version，优先于 go.mod",
    }
}
