//! Errors of `foreign`, and why a folder is not taken for a toolchain.

use super::{disk, unpack};
use crate::foreign::{Error, Oddity, Unfit};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Store(error) => error.zh(),
            Error::Io { action, path, source } => disk::zh(action, path, source),
            Error::Odd { path, what } => format!("{} {}", path.display(), oddity_zh(*what)),
            Error::Changed { path } => format!("{} 在复制过程中发生了变化", path.display()),
            Error::Unfit { path, why } => {
                format!("{} 的副本不是工具链：{}", path.display(), Lang::Zh.unfit(why))
            }
            Error::NotReady { path } => {
                format!("无法链接到 {}：go 命令尚未使其可以运行", path.display())
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Store(error) => error.hints(lang),
            // What cannot be read is another manager's: no advice about gv's home helps.
            Error::Io { action: "read", .. } | Error::Odd { .. } => Vec::new(),
            Error::Io { action, source, .. } => disk::hints(action, source, lang),
            Error::Changed { path } | Error::Unfit { path, .. } | Error::NotReady { path } => {
                vec![format!("gv import {}", path.display())]
            }
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Lang {
    /// Why a folder is not taken for a toolchain.
    pub fn unfit(self, unfit: &Unfit) -> String {
        match self {
            Lang::En => unfit.to_string(),
            Lang::Zh => match unfit {
                Unfit::Unfinished => "其安装未曾完成".to_owned(),
                Unfit::NotToolchain(found) => unpack::found_zh(found),
                Unfit::Misnamed { claim, found } => {
                    format!("其目录名为 {claim}，而 VERSION 文件为 {found}")
                }
                Unfit::Lacks(what) => format!("其中没有 {what}"),
                Unfit::OtherPlatform { platform } => format!("适用于 {platform}"),
                Unfit::Unreadable(source) => format!("无法读取：{source}"),
            },
        }
    }
}

fn oddity_zh(what: Oddity) -> &'static str {
    match what {
        Oddity::Kind => "既不是文件也不是目录",
        Oddity::Endless => "比任何工具链都深，其中有链接指回自身",
        Oddity::TooMany => "包含的文件比任何工具链都多",
    }
}
