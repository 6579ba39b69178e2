//! What is said of a toolchain's safety.

use super::Support;
use crate::lang::{Lang, say};

/// How many reports are open in a toolchain.
pub fn vulnerabilities(count: usize, lang: Lang) -> String {
    say!(lang, "known vulnerabilities: {count}", "已知漏洞 {count} 个")
}

impl Support {
    /// That a toolchain gets no more fixes, and since when; nothing where it gets them.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Ended { by, since: Some(day) } => {
                say!(lang, "out of support since {day} (go{by})", "自 {day}（go{by} 发布）起不再受支持")
            }
            Self::Ended { by, since: None } => {
                say!(lang, "out of support since go{by}", "自 go{by} 发布起不再受支持")
            }
            Self::Supported | Self::Prerelease => String::new(),
        }
    }
}
