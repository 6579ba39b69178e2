//! Errors of `golang`: settings of Go's own that `go` would refuse.

use crate::golang::{database, goproxy};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for goproxy::Error {
    fn zh(&self) -> String {
        use goproxy::Error;
        match self {
            Error::Empty => "GOPROXY 没有列出任何代理".to_owned(),
            Error::MissingScheme(entry) => format!("GOPROXY 中的 {entry:?} 缺少协议（https://）"),
            Error::Scheme(entry) => format!("GOPROXY 中的 {entry:?} 必须是 https、http 或 file 地址"),
            Error::File(entry) => format!("GOPROXY 中的 {entry:?} 必须是 file:// 加绝对路径"),
            Error::Host(entry) => format!("GOPROXY 中的 {entry:?} 没有主机名"),
            Error::Syntax { entry, reason } => format!("GOPROXY 中的 {entry:?} 不是有效的地址：{reason}"),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        vec![lang.set_goproxy()]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Explain for database::Error {
    fn zh(&self) -> String {
        use database::Error;
        match self {
            Error::Empty => "GOSUMDB 为空".to_owned(),
            Error::TooMany => "GOSUMDB 除名称（或密钥）与地址外还有多余内容".to_owned(),
            Error::Unknown(name) => {
                format!("GOSUMDB 中的 {name:?} 没有已知的密钥，请写成「名称+哈希+密钥」")
            }
            Error::Key(name) => format!("GOSUMDB 中 {name:?} 的密钥格式不正确"),
            Error::Name(name) => format!("GOSUMDB：{name:?} 不是数据库名称，应形如 host[/path]"),
            Error::Address(text) => format!("GOSUMDB：{text:?} 不是 https、http 或 file 地址"),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        vec![lang.set_gosumdb()]
    }

    fn code(&self) -> u8 {
        code::FAILED
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
