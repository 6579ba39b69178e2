//! Errors of `release`, and what its catalog had to fall back on.

use crate::release::index::Fault;
use crate::release::{BadPlace, Basis, Error, Near, Note, Platform};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use crate::version::{Spec, Version};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Origin(place) => {
                format!("发布源 {}（GV_ORIGIN，或 config.toml 中 [release] 的 origin）", place_zh(place))
            }
            Error::Mirror(place) => {
                format!("镜像 {}（GV_MIRRORS，或 config.toml 中 [release] 的 mirrors）", place_zh(place))
            }
            Error::Platform(not) => format!(
                "{:?} 不是有效的平台，应形如 linux-amd64（GV_PLATFORM，或 config.toml 中 [release] 的 platform）",
                not.text
            ),
            Error::Index { url, fault } => format!("{url} 处的索引{}", fault_zh(fault)),
            Error::Contradiction { url, file, index, manifest } => format!(
                "{url} 处的索引给出的 {file} 的 SHA-256 与 gv 内置清单不符：索引为 {index}，清单为 {manifest}"
            ),
            Error::Fetch(error) => error.zh(),
            Error::Read { path, source } => format!("无法读取 {}：{source}", path.display()),
            Error::NoIndex { origin, causes } => {
                let causes: Vec<String> = causes.iter().map(|cause| format!("\n  {}", cause.zh())).collect();
                format!("无法取得 {origin} 的索引{}", causes.concat())
            }
            Error::Offline { origin } => format!("尚不知道 {origin} 有哪些版本，而 GV_OFFLINE 禁止联网查询"),
            Error::NoSuchVersion { spec, near, basis } => {
                let near = near.as_ref().map(|near| format!("；{}", near_zh(near))).unwrap_or_default();
                format!("没有 {}{near}（{}）", wanted_zh(spec), basis_zh(basis))
            }
            Error::NoArchive { version, platform, nearest, .. } => {
                let nearest = nearest.as_ref().map(|nearest| format!("；最接近且提供的版本是 go{nearest}"));
                format!("go{version} 没有适用于 {platform} 的安装包{}", nearest.unwrap_or_default())
            }
            Error::Unproven { file, origin } => {
                format!("无法证明 {file} 可信：gv 与 {origin} 都不知道它的 SHA-256")
            }
            Error::Preference { text } => format!(
                "{text:?} 既不是 mirror 也不是 goproxy（GV_PREFER，或 config.toml 中 [release] 的 prefer）"
            ),
            Error::GoProxy(error) => error.zh(),
            Error::GoSumDb(error) => error.zh(),
            Error::NoProxy { list } => format!("GOPROXY={list} 中没有可以提供工具链的代理"),
            Error::NoModule { version } => {
                format!("go{version} 没有以模块形式发布：GOPROXY 只提供 go1.21.0 及以后的工具链")
            }
            Error::Unvouched { version } => {
                format!("GOSUMDB=off：无从证明 GOPROXY 提供的 go{version} 可信")
            }
            Error::Database(error) => error.zh(),
            Error::System => "system 指 PATH 中更靠后的 Go，不是一个发布版本".to_owned(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Origin(_) => vec!["GV_ORIGIN=https://go.example.com/dl".to_owned()],
            Error::Mirror(_) => vec!["GV_MIRRORS=https://mirrors.aliyun.com/golang".to_owned()],
            Error::Platform(_) => vec![format!("GV_PLATFORM={}", Platform::host())],
            Error::Index { .. } => vec![lang.look_at_the_index()],
            Error::Contradiction { .. } => vec![lang.distrust_the_index()],
            Error::Fetch(error) => error.hints(lang),
            Error::Read { .. } => Vec::new(),
            Error::NoIndex { causes, .. } => {
                let mut hints = causes.first().map(|cause| cause.hints(lang)).unwrap_or_default();
                if hints.iter().all(|hint| *hint == lang.measure_the_network()) {
                    hints.push(match causes.first() {
                        Some(Error::Fetch(error)) if error.status().is_none() => lang.reach_the_origin(),
                        _ => lang.look_at_the_index(),
                    });
                }
                hints
            }
            Error::Offline { .. } => vec![lang.allow_the_network()],
            Error::NoSuchVersion { near, .. } => {
                let near = near.as_ref().map(|near| format!("gv install {}", near.spec()));
                near.into_iter().chain(["gv ls-remote".to_owned()]).collect()
            }
            Error::NoArchive { version, nearest, instead, .. } => {
                let nearest = nearest.as_ref().map(|nearest| format!("gv install {nearest}"));
                let instead = instead.as_ref().map(|instead| for_platform(instead, version));
                let hints: Vec<String> = nearest.into_iter().chain(instead).collect();
                if hints.is_empty() { vec!["gv ls-remote".to_owned()] } else { hints }
            }
            Error::Unproven { file, .. } => vec![lang.vouch_yourself(file)],
            Error::Preference { .. } => vec!["GV_PREFER=goproxy".to_owned()],
            Error::GoProxy(error) => error.hints(lang),
            Error::GoSumDb(error) => error.hints(lang),
            Error::NoProxy { .. } => vec![lang.set_goproxy()],
            Error::NoModule { version } => vec![format!("gv install {version} --from mirror")],
            Error::Unvouched { .. } => vec![lang.set_gosumdb()],
            Error::Database(error) => error.hints(lang),
            Error::System => vec!["gv install latest".to_owned()],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Origin(_) | Error::Mirror(_) | Error::Platform(_) | Error::Read { .. } => code::FAILED,
            Error::Contradiction { .. } | Error::Unproven { .. } | Error::Unvouched { .. } => code::PROOF,
            Error::Preference { .. } | Error::GoProxy(_) | Error::GoSumDb(_) | Error::NoProxy { .. } => {
                code::FAILED
            }
            Error::Database(error) => error.code(),
            Error::Index { .. } | Error::Offline { .. } => code::NETWORK,
            Error::NoIndex { causes, .. } => {
                let codes: Vec<u8> = causes.iter().map(Explain::code).collect();
                if codes.contains(&code::PROOF) { code::PROOF } else { code::NETWORK }
            }
            Error::Fetch(error) => error.code(),
            Error::NoSuchVersion { .. } | Error::NoArchive { .. } | Error::NoModule { .. } => code::MISSING,
            Error::System => code::USAGE,
        }
    }
}

impl Lang {
    /// What the catalog had to fall back on.
    pub fn catalog_note(self, note: &Note) -> String {
        match (self, note) {
            (Lang::En, _) => note.to_string(),
            (Lang::Zh, Note::Offline { basis }) => format!("离线（GV_OFFLINE）：依据 {}", basis_zh(basis)),
            (Lang::Zh, Note::NotAsked { basis, cause }) => {
                format!("依据 {}：{}", basis_zh(basis), cause.zh())
            }
        }
    }
}

/// The command that installs for another platform, in the shell of that system.
fn for_platform(platform: &Platform, version: &Version) -> String {
    if platform.os == "windows" {
        format!("$env:GV_PLATFORM='{platform}'; gv install {version}")
    } else {
        format!("GV_PLATFORM={platform} gv install {version}")
    }
}

pub(super) fn place_zh(place: &BadPlace) -> String {
    match place {
        BadPlace::Malformed { text } => {
            format!("{text} 不是有效的地址，应形如 https://go.example.com/dl 或 file:///srv/go")
        }
        BadPlace::Scheme { text, scheme } => {
            format!("{text} 的协议是 {scheme}，应为 https、http 或 file")
        }
        BadPlace::Insecure { text } => {
            format!("{text} 是明文 http；发布源须为 https、file:// 目录或本机 http")
        }
    }
}

fn fault_zh(fault: &Fault) -> String {
    match fault {
        Fault::Empty => "是空的".to_owned(),
        Fault::WebPage => "是网页，不是索引".to_owned(),
        Fault::Json { what } => format!("无法解析：{what}"),
        Fault::NoRelease => "没有列出任何版本".to_owned(),
        Fault::TooLarge => "大得不可能是索引".to_owned(),
        Fault::Version { version } => format!("含有版本号不合法的条目 {version}"),
        Fault::FileName { version, name } => format!("在 go{version} 中含有文件名 {name}"),
        Fault::Hash { file, value } => {
            format!("给出的 {file} 的 SHA-256 不是 64 位十六进制数：{value}")
        }
        Fault::Twice { file } => format!("两次列出 {file}，内容却不同"),
        Fault::Size { file, size } => format!("声称 {file} 有 {size} 字节"),
    }
}

fn wanted_zh(spec: &Spec) -> String {
    match spec {
        Spec::Latest | Spec::Stable => "稳定版本".to_owned(),
        Spec::OldStable => "更早的稳定版本".to_owned(),
        Spec::Candidate => "候选版本（rc）".to_owned(),
        Spec::Exact(_) | Spec::Minor(..) | Spec::Major(_) | Spec::System => format!("Go {spec}"),
    }
}

fn near_zh(near: &Near) -> String {
    let version = near.version();
    let minor = format!("{}.{}", version.major(), version.minor());
    match near {
        Near::OfMinor(_) => format!("{minor} 的最新版本是 {version}"),
        Near::Prerelease(_) => format!("{minor} 最新的预发布版本是 {version}"),
        Near::Newest(_) => format!("最新版本是 {version}"),
        Near::Oldest(_) => format!("最早的版本是 {version}"),
    }
}

fn basis_zh(basis: &Basis) -> String {
    let (origin, age) = match basis {
        Basis::Manifest => return "gv 内置清单".to_owned(),
        Basis::Modules { proxy } => return format!("{proxy} 的工具链列表"),
        Basis::Index { origin, age } => (origin, age),
    };
    let age = match crate::release::age_in_words(*age) {
        None => "刚刚取得".to_owned(),
        Some((days, "day")) => format!("{days} 天前"),
        Some((hours, "hour")) => format!("{hours} 小时前"),
        Some((minutes, _)) => format!("{minutes} 分钟前"),
    };
    format!("{origin} 的索引，{age}")
}

crate::ui::messages! {
    /// Nobody answers there.
    reach_the_origin() {
        en: "correct GV_ORIGIN (or origin under [release] in config.toml), or see that something answers there",
        zh: "更正 GV_ORIGIN（或 config.toml 中 [release] 的 origin），或确认该地址有服务在响应",
    }
    /// An index that cannot be believed.
    look_at_the_index() {
        en: "open that address: it has to answer with the JSON of go.dev/dl/?mode=json (a login page or a proxy may stand in between)",
        zh: "打开该地址看看：它应返回与 go.dev/dl/?mode=json 相同的 JSON（中间可能有登录页或代理）",
    }
    /// Somebody says something false about a release.
    distrust_the_index() {
        en: "somebody between here and the origin may be altering answers; try another network, and tell the origin's keeper",
        zh: "可能有人在途中篡改内容；请换一个网络再试，并告知发布源的维护者",
    }
    /// Lift `GV_OFFLINE`.
    allow_the_network() {
        en: "unset GV_OFFLINE and run it again",
        zh: "取消设置 GV_OFFLINE 后重试",
    }
    /// How the keeper of an origin says what an archive's hash is.
    vouch_yourself(file: &str) {
        en: "an origin of your own (GV_ORIGIN) can vouch for it with {file}.sha256 beside the archive",
        zh: "自己的发布源（GV_ORIGIN）可以在该文件旁放置 {file}.sha256 为其作证",
    }
}
