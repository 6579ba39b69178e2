//! What is said of the errors of releases, in both languages.

use super::Error;
use crate::fetch::{allow_the_network, measure_the_network};
use crate::golang::database as setting;
use crate::golang::goproxy;
use crate::lang::{Explain, Hint, Lang, Report, code, displayed, say};
use crate::release::Suggestion;
use crate::version::Spec;

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Origin(place) => say!(
                lang,
                "the origin {place} (GV_ORIGIN, or origin under [release] in config.toml)",
                "发布源 {place}（GV_ORIGIN，或 config.toml 中 [release] 的 origin）",
                place = place.message(lang)
            ),
            Self::Mirror(place) => say!(
                lang,
                "the mirror {place} (GV_MIRRORS, or mirrors under [release] in config.toml)",
                "镜像 {place}（GV_MIRRORS，或 config.toml 中 [release] 的 mirrors）",
                place = place.message(lang)
            ),
            Self::Pattern(bad) => say!(
                lang,
                "the pattern {bad} (GV_PATTERN, or pattern under [release] in config.toml)",
                "地址模式 {bad}（GV_PATTERN，或 config.toml 中 [release] 的 pattern）",
                bad = bad.message(lang)
            ),
            Self::Platform(not) => say!(
                lang,
                "{not} (GV_PLATFORM, or platform under [release] in config.toml)",
                "{not}（GV_PLATFORM，或 config.toml 中 [release] 的 platform）",
                not = not.message(lang)
            ),
            Self::Index { url, fault } => say!(
                lang,
                "the release list at {url} {fault}",
                "{url} 处的版本列表{fault}",
                fault = fault.message(lang)
            ),
            Self::Contradiction { url, file, index, manifest } => say!(
                lang,
                "the release list at {url} gives {file} another SHA-256 than gv's built-in list: {index} there, {manifest} here",
                "{url} 处的版本列表给出的 {file} 的 SHA-256 与 gv 内置列表不符：那里为 {index}，内置为 {manifest}"
            ),
            Self::Fetch(error) => error.message(lang),
            Self::Read(error) => error.message(lang),
            Self::NoIndex { origin, .. } => {
                say!(lang, "could not download the release list of {origin}", "无法取得 {origin} 的版本列表")
            }
            Self::Silent { hosts } => say!(
                lang,
                "{hosts} did not answer",
                "{hosts} 没有响应",
                hosts = hosts.join(&say!(lang, " and ", " 与 "))
            ),
            Self::NoList { list } => say!(
                lang,
                "could not download a list of toolchains from GOPROXY={list}",
                "无法从 GOPROXY={list} 取得工具链列表"
            ),
            Self::Offline { origin } => say!(
                lang,
                "the releases of {origin} are not known yet, and GV_OFFLINE forbids to query it",
                "尚不知道 {origin} 有哪些版本，而 GV_OFFLINE 禁止联网查询"
            ),
            Self::NoSuchVersion { spec, near, basis } => say!(
                lang,
                "there is no {wanted}{near} ({basis})",
                "没有 {wanted}{near}（{basis}）",
                wanted = wanted(spec, lang),
                near = Suggestion::after(near.as_deref(), lang),
                basis = basis.message(lang)
            ),
            Self::NotKnown { spec, near, basis, origin, cause } => say!(
                lang,
                "cannot tell whether there is a {wanted}: {why}, and {basis} does not have it{near}",
                "无法确定是否有 {wanted}：{why}，而{basis}中没有{near}",
                wanted = wanted(spec, lang),
                near = Suggestion::after(near.as_deref(), lang),
                basis = basis.message(lang),
                why = match cause {
                    Some(_) => say!(lang, "{origin} could not be reached", "无法连接 {origin}"),
                    None => say!(lang, "GV_OFFLINE is set", "已设置 GV_OFFLINE"),
                }
            ),
            Self::NotListed { spec, near, basis, origin } => say!(
                lang,
                "{wanted} is unknown: {origin} has no release list, and {basis} does not have it{near}",
                "不知道有 {wanted}：{origin} 没有版本列表，而{basis}中没有{near}",
                wanted = wanted(spec, lang),
                near = Suggestion::after(near.as_deref(), lang),
                basis = basis.message(lang)
            ),
            Self::NotAtOrigin { version, url } => say!(
                lang,
                "the origin does not have go{version}: {url} was not found",
                "发布源没有 go{version}：{url} 不存在"
            ),
            Self::NoArchive { version, platform, nearest: None, .. } => say!(
                lang,
                "go{version} has no archive for {platform}",
                "go{version} 没有适用于 {platform} 的安装包"
            ),
            Self::NoArchive { version, platform, nearest: Some(nearest), .. } => say!(
                lang,
                "go{version} has no archive for {platform}; the nearest version that has one is go{nearest}",
                "go{version} 没有适用于 {platform} 的安装包；最接近且提供的版本是 go{nearest}"
            ),
            Self::Unproven { file, origin, .. } => say!(
                lang,
                "{file} cannot be verified: neither gv nor {origin} knows its SHA-256",
                "无法校验 {file}：gv 与 {origin} 都不知道它的 SHA-256"
            ),
            Self::HashFile { url, file } => {
                say!(lang, "{url} does not contain the SHA-256 of {file}", "{url} 中没有 {file} 的 SHA-256")
            }
            Self::Preference { text } => say!(
                lang,
                "{text:?} is not mirror, goproxy or only-goproxy (GV_PREFER, or prefer under [release] in config.toml)",
                "{text:?} 不是 mirror、goproxy 或 only-goproxy（GV_PREFER，或 config.toml 中 [release] 的 prefer）"
            ),
            Self::GoProxy(error) => error.message(lang),
            Self::GoSumDb(error) => error.message(lang),
            Self::NoProxy { list } => say!(
                lang,
                "GOPROXY={list} has no proxy to download a toolchain from",
                "GOPROXY={list} 中没有可以提供工具链的代理"
            ),
            Self::NoModule { version } => say!(
                lang,
                "go{version} was not published as a module: a GOPROXY has toolchains from go1.21.0 on",
                "go{version} 没有以模块形式发布：GOPROXY 只提供 go1.21.0 及以后的工具链"
            ),
            Self::Unvouched { version } => say!(
                lang,
                "GOSUMDB=off: the go{version} from a GOPROXY could not be verified",
                "GOSUMDB=off：无法校验 GOPROXY 提供的 go{version}"
            ),
            Self::Database(error) => error.message(lang),
            Self::OwnBuild { name } => say!(
                lang,
                "{name} is the name of a Go of your own, not of a release",
                "{name} 是您自己的 Go 的名称，不是一个发布版本"
            ),
            Self::System => say!(
                lang,
                "system is the Go found further down PATH, not a release",
                "system 指 PATH 中更靠后的 Go，不是一个发布版本"
            ),
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Fetch(error) => error.details(lang),
            Self::Database(error) => error.details(lang),
            Self::NotKnown { cause: Some(cause), .. } => cause.details(lang),
            Self::NoIndex { causes, .. } | Self::Unproven { causes, .. } => {
                let lines = causes.iter().flat_map(|cause| Report::of(cause, lang).lines());
                lines.map(|line| format!("  {line}")).collect()
            }
            _ => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Origin(_) | Self::Read(_) => correct_setting("GV_ORIGIN", "origin", lang),
            Self::Mirror(_) => correct_setting("GV_MIRRORS", "mirrors", lang),
            Self::Pattern(_) => correct_setting("GV_PATTERN", "pattern", lang),
            Self::Platform(_) => correct_setting("GV_PLATFORM", "platform", lang),
            Self::Index { url, .. } => vec![look_at_the_index(url, lang)],
            Self::Silent { .. } | Self::NoList { .. } => vec![measure_the_network()],
            Self::Contradiction { .. } => vec![Hint::words(say!(
                lang,
                "something between here and the origin may be changing answers; try another network, and tell the origin's operator",
                "可能有人在途中篡改内容；请换一个网络再试，并告知发布源的维护者"
            ))],
            Self::Fetch(error) => error.hints(lang),
            Self::NoIndex { causes, .. } => {
                let mut hints = causes.first().map(|cause| cause.hints(lang)).unwrap_or_default();
                if hints.iter().all(|hint| *hint == measure_the_network()) {
                    hints.push(match causes.first() {
                        Some(Self::Fetch(error)) if error.status().is_none() => Hint::words(say!(
                            lang,
                            "correct GV_ORIGIN (or origin under [release] in config.toml), or check that the server there is running",
                            "更正 GV_ORIGIN（或 config.toml 中 [release] 的 origin），或确认该地址有服务在响应"
                        )),
                        // A directory tells what it lacks by its own error.
                        _ => look_at_the_index("https://", lang),
                    });
                }
                hints
            }
            Self::Offline { .. } | Self::NotKnown { cause: None, .. } => vec![allow_the_network()],
            Self::NotKnown { cause: Some(cause), .. } => cause.hints(lang),
            Self::NoSuchVersion { near, .. } => {
                let near = near.as_ref().map(|near| Hint::command(format!("gv install {}", near.spec())));
                near.into_iter().chain([Hint::command("gv ls-remote")]).collect()
            }
            Self::NotListed { near, .. } => {
                near.iter().map(|near| Hint::command(format!("gv install {}", near.version()))).collect()
            }
            Self::NotAtOrigin { .. } => vec![Hint::command("gv ls-remote")],
            Self::NoArchive { version, nearest, instead, .. } => {
                let nearest = nearest.as_ref().map(|nearest| Hint::command(format!("gv install {nearest}")));
                let instead = instead.as_ref().map(|instead| Hint::command(instead.command(version)));
                let hints: Vec<Hint> = nearest.into_iter().chain(instead).collect();
                if hints.is_empty() { vec![Hint::command("gv ls-remote")] } else { hints }
            }
            Self::Unproven { file, .. } => vec![Hint::words(say!(
                lang,
                "an origin of your own (GV_ORIGIN) can publish its hash: {file}.sha256 beside the archive",
                "自己的发布源（GV_ORIGIN）可以在该文件旁放置 {file}.sha256 以公布其哈希"
            ))],
            Self::HashFile { file, .. } => vec![
                Hint::words(say!(lang, "in the directory of the archive:", "在该文件所在的目录中执行：")),
                Hint::command(format!("sha256sum {file} > {file}.sha256")),
            ],
            Self::Preference { .. } => correct_setting("GV_PREFER", "prefer", lang),
            Self::GoProxy(error) => error.hints(lang),
            Self::GoSumDb(error) => error.hints(lang),
            Self::NoProxy { .. } => goproxy::set_goproxy(lang).into(),
            Self::NoModule { version } => vec![Hint::command(format!("gv install {version} --from mirror"))],
            Self::Unvouched { .. } => setting::set_gosumdb(lang).into(),
            Self::Database(error) => error.hints(lang),
            Self::System => vec![Hint::command("gv install latest")],
            Self::OwnBuild { .. } => vec![Hint::command("gv help link")],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Contradiction { .. }
            | Self::Unproven { .. }
            | Self::HashFile { .. }
            | Self::Unvouched { .. } => code::PROOF,
            Self::Read(_) | Self::GoProxy(_) | Self::GoSumDb(_) | Self::NoProxy { .. } => code::FAILED,
            Self::Database(error) => error.code(),
            Self::Index { .. }
            | Self::Silent { .. }
            | Self::NoList { .. }
            | Self::Offline { .. }
            | Self::NotKnown { .. } => code::NETWORK,
            Self::NoIndex { causes, .. } => {
                let codes: Vec<u8> = causes.iter().map(Explain::code).collect();
                if codes.contains(&code::PROOF) { code::PROOF } else { code::NETWORK }
            }
            Self::Fetch(error) => error.code(),
            Self::NoSuchVersion { .. }
            | Self::NotListed { .. }
            | Self::NotAtOrigin { .. }
            | Self::NoArchive { .. }
            | Self::NoModule { .. } => code::MISSING,
            // A setting that is not valid, as for gv's other variables.
            Self::Origin(_)
            | Self::Mirror(_)
            | Self::Pattern(_)
            | Self::Platform(_)
            | Self::Preference { .. }
            | Self::System
            | Self::OwnBuild { .. } => code::USAGE,
        }
    }
}

/// A setting with a value that is not valid, in a variable or in the file: the message names both.
fn correct_setting(variable: &str, key: &str, lang: Lang) -> Vec<Hint> {
    let words = say!(
        lang,
        "correct or unset {variable}, or correct {key} in config.toml",
        "请更正或取消设置 {variable}，或更正 config.toml 中的 {key}"
    );
    vec![Hint::words(words), Hint::command("gv help environment")]
}

/// An answer that is not a release list.
fn look_at_the_index(url: &str, lang: Lang) -> Hint {
    if !url.contains("://") {
        return Hint::words(say!(
            lang,
            "that directory needs the archives of releases, such as go1.22.3.linux-amd64.tar.gz, or an index.json as on go.dev/dl/?mode=json",
            "该目录中应有发布的归档（例如 go1.22.3.linux-amd64.tar.gz），或与 go.dev/dl/?mode=json 相同的 index.json"
        ));
    }
    Hint::words(say!(
        lang,
        "open that address: it has to return the JSON of go.dev/dl/?mode=json (a login page or a proxy may have answered instead)",
        "打开该地址看看：它应返回与 go.dev/dl/?mode=json 相同的 JSON（中间可能有登录页或代理）"
    ))
}

fn wanted(spec: &Spec, lang: Lang) -> String {
    match spec {
        Spec::Latest | Spec::Stable => say!(lang, "stable release", "稳定版本"),
        Spec::OldStable => say!(lang, "stable release before the newest minor", "更早的稳定版本"),
        Spec::Candidate => say!(lang, "release candidate", "候选版本（rc）"),
        Spec::Exact(_)
        | Spec::Minor(..)
        | Spec::Major(_)
        | Spec::Range(_)
        | Spec::System
        | Spec::Linked(_) => {
            format!("Go {spec}")
        }
    }
}
