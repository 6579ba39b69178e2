//! `gv route` for people.

use super::ModuleRoute;
use super::check::{Answer, Verdict};
use crate::golang::goproxy::{HopKind, NextOn};
use crate::golang::route::{Checksum, Direct, Hop, Impossible, Reason, Route, Via};
use crate::lang::say;
use crate::project::Replacement;
use crate::ui::{Explain, Lang, table};

/// A paragraph a module.
pub(super) fn of(ways: &[ModuleRoute], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for way in ways {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(heading(way, lang));
        if let Some(route) = &way.route {
            lines.extend(body(route, &way.answers, lang));
        }
        lines.extend(way.verdict.as_ref().map(|verdict| format!("  {}", judged(verdict, lang))));
    }
    lines
}

fn judged(verdict: &Verdict, lang: Lang) -> String {
    match verdict {
        Verdict::Gets => say!(lang, "✓ go gets this module", "✓ go 可以获取该模块"),
        Verdict::Fails(why) => say!(lang, "✗ go fails: {why}", "✗ go 会失败：{why}"),
        Verdict::Unknown => say!(
            lang,
            "? not known: the server that decides was not tested, or did not respond in time",
            "? 未知：起决定作用的服务器未测试，或未及时响应"
        ),
    }
}

fn heading(way: &ModuleRoute, lang: Lang) -> String {
    let version = way.version.as_ref().map(|version| format!("@{version}")).unwrap_or_default();
    let mut notes = vec![format!("{}{version}", way.module)];
    notes.extend(way.replaced.as_ref().map(|by| match by {
        Replacement::Folder(folder) => say!(
            lang,
            "replaced by the directory {folder}: nothing is downloaded",
            "已替换为目录 {folder}：不获取任何内容"
        ),
        Replacement::Module { path, version } => {
            say!(lang, "replaced by {path}", "已替换为 {path}", path = format!("{path}@{version}"))
        }
    }));
    let private = way.route.as_ref().and_then(|route| route.private.as_ref());
    notes.extend(private.map(|by| {
        say!(
            lang,
            "private: {pattern} ({key})",
            "私有：{pattern}（{key}）",
            pattern = by.pattern,
            key = by.key
        )
    }));
    notes.join("  ")
}

fn body(route: &Route, answers: &[Answer], lang: Lang) -> Vec<String> {
    if route.vendored {
        return vec![format!(
            "  {}",
            say!(
                lang,
                "vendored: nothing is looked up (-mod=vendor)",
                "使用 vendor 目录：不查询任何内容(-mod=vendor)"
            )
        )];
    }
    let rows: Vec<_> =
        route.hops.iter().enumerate().map(|(at, hop)| row(at, hop, answers.get(at), route, lang)).collect();
    let mut lines = table::columns(&rows);
    lines.push(format!("     {}", checksum(&route.checksum, lang)));
    lines
}

fn row(at: usize, hop: &Hop, answer: Option<&Answer>, route: &Route, lang: Lang) -> Vec<String> {
    let who = match &hop.kind {
        HopKind::Proxy(_) => hop.kind.to_string(),
        HopKind::Off => say!(lang, "off: nothing is queried", "off：不再询问任何服务器"),
        HopKind::Direct => direct(route, lang),
    };
    let next = match hop.next_on {
        NextOn::NotFound => say!(lang, "the next on 404 or 410", "返回 404 或 410 时使用下一项"),
        NextOn::AnyError => say!(lang, "the next after any failure", "出现任何错误时使用下一项"),
        NextOn::Never => String::new(),
    };
    let through = hop.through.as_ref().map(|by| {
        say!(
            lang,
            "through {proxy} ({variable})",
            "经由 {proxy}（{variable}）",
            proxy = by.shown,
            variable = by.variable
        )
    });
    let mut cells = vec![format!("  {}", at + 1), who];
    cells.extend(answer.map(|answer| told(answer, lang)));
    cells.extend([next, through.unwrap_or_default()]);
    cells
}

fn told(answer: &Answer, lang: Lang) -> String {
    match answer {
        Answer::Served => say!(lang, "answers", "有应答"),
        Answer::NotThere => say!(lang, "not there", "没有"),
        Answer::Failed(error) => error.clone(),
        Answer::NotAsked => say!(lang, "not queried", "未询问"),
    }
}

fn direct(route: &Route, lang: Lang) -> String {
    let text = match &route.direct {
        Some(Direct::Repository(found)) => {
            let text =
                say!(lang, "direct: {vcs} {url}", "direct：{vcs} {url}", vcs = found.vcs, url = found.url);
            let refused = route.vcs_refused.then(|| {
                say!(
                    lang,
                    "fails: GOVCS does not allow {vcs} for it",
                    "会失败：GOVCS 不允许对其使用 {vcs}",
                    vcs = found.vcs
                )
            });
            refused.map_or(text.clone(), |refused| format!("{text}  {refused}"))
        }
        Some(Direct::Discovery { url }) => say!(
            lang,
            "direct: {url} returns the location of its repository",
            "direct：由 {url} 给出仓库位置",
            url = url.as_str()
        ),
        Some(Direct::Impossible(Impossible::Path { host })) => say!(
            lang,
            "direct: impossible, {host} has no such repository",
            "direct：不可能，{host} 没有这样的仓库路径"
        ),
        Some(Direct::Impossible(Impossible::Suffix { host })) => say!(
            lang,
            "direct: impossible, paths of {host} have no suffix such as .git",
            "direct：不可能，{host} 的路径不带 .git 之类的后缀"
        ),
        Some(Direct::Impossible(Impossible::Refused)) | None => {
            say!(lang, "direct: impossible, go refuses this path", "direct：不可能，go 拒绝该路径")
        }
    };
    let insecure = route.insecure.as_ref().map(|by| {
        say!(
            lang,
            "http and any certificate will do: {pattern} (GOINSECURE)",
            "允许 http 和任意证书：{pattern}（GOINSECURE）",
            pattern = by.pattern
        )
    });
    insecure.map_or(text.clone(), |insecure| format!("{text}  {insecure}"))
}

fn checksum(checksum: &Checksum, lang: Lang) -> String {
    match (&checksum.reason, &checksum.name) {
        (Reason::Faulty(error), _) => {
            say!(lang, "fails: {why}", "会失败：{why}", why = error.message(lang))
        }
        (Reason::ToolchainButOff, _) => say!(
            lang,
            "fails: a toolchain needs the checksum database, and GOSUMDB is off",
            "会失败：工具链必须经过校验和数据库，而 GOSUMDB 已关闭"
        ),
        (Reason::InGoSum, _) => {
            no_database(&say!(lang, "go.sum contains the hash", "go.sum 中已有哈希"), lang)
        }
        (Reason::Off, _) => no_database(&say!(lang, "GOSUMDB is off", "GOSUMDB 已关闭"), lang),
        (Reason::Covered(by), _) => no_database(&format!("{} ({})", by.pattern, by.key), lang),
        (Reason::Vendored, _) => no_database("-mod=vendor", lang),
        (Reason::NotInGoSum | Reason::Toolchain, name) => {
            let name = name.as_deref().unwrap_or_default();
            match checksum.via {
                Via::Proxy => say!(
                    lang,
                    "{name} is queried, through the first proxy that forwards it",
                    "询问 {name}，经由第一个支持转发的代理"
                ),
                Via::Direct | Via::None => match &checksum.host {
                    Some(host) => say!(lang, "{name} is queried at {host}", "在 {host} 询问 {name}"),
                    None => say!(lang, "{name} is queried directly", "直接询问 {name}"),
                },
            }
        }
    }
}

fn no_database(why: &str, lang: Lang) -> String {
    say!(lang, "no checksum database: {why}", "不询问校验和数据库：{why}")
}
