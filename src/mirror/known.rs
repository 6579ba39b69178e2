//! The mirrors that gv knows by itself, and what was known of each when this was written. What holds now, only a
//! measurement tells.

use super::Kind;
use crate::lang::{Lang, say};

/// What is known of a mirror. The date stands in [`Known::seen`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The origin itself.
    Official,
    /// It sends on to dl.google.com.
    SendsToGoogle,
    /// It does not say how long a file is, and has no hashes.
    NoLength,
    /// Its upstream was reported gone.
    UpstreamGone,
    /// It passes the checksum database on.
    PassesDatabase,
    /// It sends zips to other hosts.
    SendsZipsOn,
    /// It does not pass the checksum database on.
    LacksDatabase,
}

/// A mirror of the table.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub kind: Kind,
    pub name: &'static str,
    pub url: &'static str,
    pub note: Option<Note>,
    /// When that was so: a month, or a year.
    pub seen: &'static str,
}

const fn release(name: &'static str, url: &'static str, note: Option<Note>, seen: &'static str) -> Known {
    Known { kind: Kind::Release, name, url, note, seen }
}

const fn goproxy(name: &'static str, url: &'static str, note: Option<Note>, seen: &'static str) -> Known {
    Known { kind: Kind::Goproxy, name, url, note, seen }
}

/// All of them, in the order in which gv would ask them.
pub const ALL: [Known; 11] = [
    release("google", "https://dl.google.com/go", Some(Note::Official), "2026-09"),
    release("google-cn", "https://golang.google.cn/dl", Some(Note::SendsToGoogle), "2026-09"),
    release("aliyun", "https://mirrors.aliyun.com/golang", Some(Note::NoLength), "2026-08"),
    release("hust", "https://mirrors.hust.edu.cn/golang", None, "2026-08"),
    release("nju", "https://mirrors.nju.edu.cn/golang", Some(Note::UpstreamGone), "2026-08"),
    goproxy("golang", "https://proxy.golang.org", Some(Note::Official), "2026-09"),
    goproxy("goproxy.cn", "https://goproxy.cn", Some(Note::PassesDatabase), "2026-09"),
    goproxy("goproxy.io", "https://goproxy.io", Some(Note::SendsZipsOn), "2026-09"),
    goproxy("aliyun", "https://mirrors.aliyun.com/goproxy", Some(Note::LacksDatabase), "2020"),
    goproxy("tencent", "https://mirrors.cloud.tencent.com/go", Some(Note::LacksDatabase), "2020"),
    goproxy(
        "huawei",
        "https://mirrors.huaweicloud.com/repository/goproxy",
        Some(Note::LacksDatabase),
        "2026-09",
    ),
];

impl Note {
    /// What was known of a mirror, and when that was seen.
    pub fn message(self, seen: &str, lang: Lang) -> String {
        match self {
            Self::Official => say!(lang, "Go's own", "Go 官方"),
            Self::SendsToGoogle => {
                say!(lang, "redirects to dl.google.com ({seen})", "会重定向到 dl.google.com（{seen}）")
            }
            Self::NoLength => say!(
                lang,
                "reports no file lengths, has no hashes ({seen})",
                "不提供文件长度和哈希（{seen}）"
            ),
            Self::UpstreamGone => say!(
                lang,
                "its upstream was reported to be gone: check how new it is ({seen})",
                "据报告其上游已失效，请留意是否更新（{seen}）"
            ),
            Self::PassesDatabase => {
                say!(lang, "forwards the checksum database ({seen})", "转发校验和数据库（{seen}）")
            }
            Self::SendsZipsOn => {
                say!(lang, "redirects zips to other hosts ({seen})", "会把 zip 重定向到其他主机（{seen}）")
            }
            Self::LacksDatabase => {
                say!(lang, "does not forward the checksum database ({seen})", "不转发校验和数据库（{seen}）")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::Origin;
    use url::Url;

    #[test]
    fn holds_every_source_that_releases_are_fetched_from() {
        let listed: Vec<_> =
            ALL.iter().filter(|known| known.kind == Kind::Release).map(|it| it.url).collect();
        let sources = Origin::go(Vec::new());
        let sources: Vec<_> = sources.sources().iter().map(|place| place.url().as_str()).collect();
        assert_eq!(listed, sources);
    }

    #[test]
    fn names_are_told_apart_within_a_kind() {
        for (at, one) in ALL.iter().enumerate() {
            assert!(Url::parse(one.url).is_ok_and(|url| url.scheme() == "https"));
            assert!(ALL[at + 1..].iter().all(|other| (other.kind, other.name) != (one.kind, one.name)));
        }
    }
}
