//! Errors of `resolve`.

use super::disk;
use crate::resolve::{BadHost, Error, Layer};
use crate::system::rights;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use std::io::ErrorKind;

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Host(BadHost { text }) => format!("{text:?} 不是支持 TLS 的主机名"),
            Error::Nothing { hosts } => {
                let told = |(host, layer): &(String, Layer)| match layer {
                    Layer::Names => format!("{host}：无法得到任何地址"),
                    Layer::Tcp => format!("{host}：无法连接"),
                    Layer::Tls => format!("{host}：证书不可信，或 TLS 被中断"),
                };
                let hosts: Vec<_> = hosts.iter().map(told).collect();
                format!("没有可信的地址：{}", hosts.join("；"))
            }
            Error::Damaged { path, damage } => {
                format!("{}:{}：{} 没有配对，或存在第二个区块", path.display(), damage.line, damage.mark)
            }
            Error::Changed { path } => format!("{} 在此期间被改动，没有写入任何内容", path.display()),
            Error::Rights { path, .. } => format!("只有管理员才能修改 {}", path.display()),
            Error::Io { action, path, source } => disk::zh(action, path, source),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Host(_) => vec!["gv dns check go.dev".to_owned()],
            Error::Nothing { hosts } => {
                let hosts: Vec<_> = hosts.iter().map(|(host, _)| host.as_str()).collect();
                vec![format!("gv doctor net {}", hosts.join(" "))]
            }
            Error::Damaged { .. } => vec![lang.repair_the_block()],
            Error::Changed { .. } => vec!["gv dns check".to_owned()],
            Error::Rights { command, .. } => vec![rights::elevated(command)],
            // It is about the system's files, and not gv's home.
            Error::Io { source, .. }
                if matches!(source.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) =>
            {
                Vec::new()
            }
            Error::Io { action, source, .. } => disk::hints(action, source, lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Host(_) => code::USAGE,
            Error::Nothing { .. } => code::NETWORK,
            Error::Damaged { .. } | Error::Changed { .. } | Error::Rights { .. } | Error::Io { .. } => {
                code::FAILED
            }
        }
    }
}

crate::ui::messages! {
    /// Only a person knows what was meant to stand between the marks.
    repair_the_block() {
        en: "open the file and take out what stands between the marks of gv dns, and the marks",
        zh: "打开该文件，删除 gv dns 标记之间的内容以及标记本身",
    }
}
