//! Errors of `unpack`.

use super::disk;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use crate::unpack::{Damage, Error, Found, Refusal};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Damaged(damage) => format!("归档已损坏：{}", damage_zh(damage)),
            Error::Refused { entry, refusal } => format!("归档中的 {entry:?} {}", refusal_zh(refusal)),
            Error::NotRelease { version, found } => format!("该归档不是 go{version}：{}", found_zh(found)),
            Error::Io { action, path, source } => disk::zh(action, path, source),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Io { action, source, .. } => disk::hints(action, source, lang),
            // The authority vouches for this very archive, so no other source has a better one.
            Error::Damaged(_) | Error::Refused { .. } | Error::NotRelease { .. } => {
                vec![lang.mind_the_origin()]
            }
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

fn damage_zh(damage: &Damage) -> String {
    match damage {
        Damage::Truncated => "提前结束".to_owned(),
        Damage::Trailing => "结尾之后还有内容".to_owned(),
        Damage::Foreign => "不是其名称所示的归档格式".to_owned(),
        Damage::Checksum => "其中的校验和不符".to_owned(),
        Damage::Oversized => "大于任何工具链的归档".to_owned(),
        Damage::End => "结尾与传输途中所声明的不符".to_owned(),
        Damage::Headers => "其中的文件头互相矛盾".to_owned(),
        Damage::Length => "其中某个文件的长度与所声明的不符".to_owned(),
        Damage::Malformed(what) => what.clone(),
    }
}

fn refusal_zh(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Outside => "不在 go/ 之下",
        Refusal::Elsewhere => "不在该模块的目录之下",
        Refusal::GoMod => "是 go.mod，却未以 _go.mod 为名",
        Refusal::Packing => "已加密，或使用了未知的压缩方法",
        Refusal::Overlap => "与其他内容共用同一段字节",
        Refusal::Name => "不是安全的文件名",
        Refusal::Twice => "重复出现（或仅大小写不同）",
        Refusal::LinkLeaves => "是链接，但其目标不在归档之中",
        Refusal::Kind => "既不是文件也不是目录",
        Refusal::TooMany => "使条目数超过任何工具链所有",
        Refusal::TooLarge => "大于任何工具链",
    }
}

pub(super) fn found_zh(found: &Found) -> String {
    match found {
        Found::NoGo => "其中没有 bin/go".to_owned(),
        Found::NoVersion => "其中没有 VERSION 文件".to_owned(),
        Found::Other(text) => format!("其 VERSION 文件写的是 {text:?}"),
    }
}

crate::ui::messages! {
    /// The archive is the one that was published, and useless.
    mind_the_origin() {
        en: "the archive is exactly what was published: whoever runs the origin has to correct it",
        zh: "该归档与所发布的完全一致，须由源的维护者更正",
    }
}
