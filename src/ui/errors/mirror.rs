//! Errors of `mirror`.

use crate::mirror::{Error, Kind};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Unknown { name, kind } => format!("没有名为 {name:?} 的{}", Lang::Zh.mirror_kind(*kind)),
            Error::Ambiguous { url } => format!("无法判断 {url} 是发布文件镜像还是模块代理"),
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        match self {
            Error::Unknown { kind: Kind::Release, .. } => vec!["gv mirror ls --release".to_owned()],
            Error::Unknown { kind: Kind::Goproxy, .. } => vec!["gv mirror ls --goproxy".to_owned()],
            Error::Ambiguous { url } => vec![format!("gv mirror test {url} --goproxy")],
        }
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}
