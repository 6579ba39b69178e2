//! Errors of `golang` and `goenv`: settings of Go that `go` itself would refuse.

use crate::goenv::Unreadable;
use crate::golang::env_rules::{BadValue, Refusal};
use crate::golang::{database, escape, goproxy, govcs};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for goproxy::Error {
    fn zh(&self) -> String {
        match self {
            Self::Empty => "GOPROXY 中没有任何代理".to_owned(),
            Self::MissingScheme(entry) => format!("GOPROXY 中的 {entry:?} 缺少协议（https://）"),
            Self::Scheme(entry) => format!("GOPROXY 中的 {entry:?} 必须是 https、http 或 file 地址"),
            Self::File(entry) => format!("GOPROXY 中的 {entry:?} 必须是 file:// 加绝对路径，不能有其他内容"),
            Self::Host(entry) => format!("GOPROXY 中的 {entry:?} 没有主机名"),
            Self::Syntax { entry, reason } => format!("GOPROXY 中的 {entry:?} 不是地址：{reason}"),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        vec![lang.set_goproxy(), "gv env why GOPROXY".to_owned()]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Explain for database::Error {
    fn zh(&self) -> String {
        match self {
            Self::Empty => "GOSUMDB 为空".to_owned(),
            Self::TooMany => "GOSUMDB 中除名称（或公钥）和一个地址外还有其他内容".to_owned(),
            Self::Unknown(name) => format!("GOSUMDB 中的 {name:?} 没有已知的公钥，应写成 名称+哈希+公钥"),
            Self::Key(name) => format!("GOSUMDB 中 {name:?} 的公钥格式有误"),
            Self::Name(name) => format!("GOSUMDB：{name:?} 不是校验和数据库的名称，应形如 主机[/路径]"),
            Self::Address(text) => format!("GOSUMDB：{text:?} 不是 https、http 或 file 地址"),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        vec![lang.set_gosumdb(), "gv env why GOSUMDB".to_owned()]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Explain for govcs::Error {
    fn zh(&self) -> String {
        match self {
            Self::Empty => "GOVCS 中有空条目".to_owned(),
            Self::Malformed(entry) => format!("GOVCS 中的 {entry:?} 应形如 github.com:git|hg"),
            Self::Relative(entry) => format!("GOVCS 中的 {entry:?} 使用了相对路径"),
            Self::Unreachable(entry) => {
                format!("GOVCS 中的 {entry:?} 永远不会生效，因为前面已有相同的模式")
            }
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        vec!["gv env unset GOVCS".to_owned(), "gv env why GOVCS".to_owned()]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Explain for escape::Error {
    fn zh(&self) -> String {
        use escape::{Reason, What};
        let what = match self.what {
            What::Path => "模块路径",
            What::Version => "模块版本",
            What::EscapedPath => "转义后的模块路径",
            What::EscapedVersion => "转义后的模块版本",
        };
        let reason = match self.reason {
            Reason::Empty => "有空的部分".to_owned(),
            Reason::Dots => "某一部分以点开头或结尾，或含有两个连续的点".to_owned(),
            Reason::Character(c) => format!("含有 {c:?}"),
            Reason::Reserved => "某一部分是 Windows 的保留名称".to_owned(),
            Reason::Host => "第一部分不是主机名（小写，并且含有点）".to_owned(),
            Reason::Major => "主版本后缀格式有误".to_owned(),
            Reason::Escape => "转义方式与 go 不同".to_owned(),
        };
        format!("{:?} 不是{what}：{reason}", self.text)
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        vec!["gv route golang.org/x/text@v0.14.0".to_owned()]
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}

impl Explain for Refusal {
    fn zh(&self) -> String {
        match self {
            Self::Fixed(key) => format!("{key} 不能修改"),
            Self::ProcessOnly(key) => format!("{key} 只能在进程环境中设置，不能写入文件"),
            Self::Unknown(key) => format!("{key} 不是 go 命令的设置"),
            Self::Value { key, reason } => format!("{key} 不能取这个值：{}", bad_value_zh(*reason)),
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        match self {
            Self::Unknown(_) => vec!["go help environment".to_owned()],
            Self::Fixed(_) | Self::ProcessOnly(_) | Self::Value { .. } => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}

fn bad_value_zh(reason: BadValue) -> &'static str {
    match reason {
        BadValue::Text => "不是 UTF-8 文本",
        BadValue::Nul => "含有 NUL",
        BadValue::LineBreak => "含有换行",
        BadValue::Relative => "必须是绝对路径",
        BadValue::Tilde => "以 ~ 开头，而只有 shell 才会展开它",
        BadValue::Word => "必须是 auto、on 或 off",
        BadValue::Command => "不是命令",
    }
}

impl Explain for Unreadable {
    fn zh(&self) -> String {
        format!("无法读取 {}：{}", self.path.display(), self.source)
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        vec![lang.go_passes_over_it()]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

crate::ui::messages! {
    /// What an unreadable env file means.
    go_passes_over_it() {
        en: "`go` passes over such a file without a word: make it readable, or point GOENV elsewhere",
        zh: "go 命令会不作提示地忽略这样的文件：请使其可读，或将 GOENV 指向别处",
    }
}

crate::ui::messages! {
    /// A list that survives the failure of one proxy.
    set_goproxy() {
        en: "GOPROXY='https://goproxy.cn|https://proxy.golang.org|direct' (a list of proxies that you can reach)",
        zh: "GOPROXY='https://goproxy.cn|https://proxy.golang.org|direct'（填写可以访问的代理）",
    }
    /// Go's own database, by its two addresses.
    set_gosumdb() {
        en: "GOSUMDB=sum.golang.org (or sum.golang.google.cn, the same database as reached in China)",
        zh: "GOSUMDB=sum.golang.org（或 sum.golang.google.cn，即中国可访问的同一数据库）",
    }
}
