//! Words that several findings about the network share.

use crate::diagnose::Description;
use crate::fault::{Fault, filled};
use crate::lang::{Lang, between, date, say};
use std::fmt::Display;

impl Description {
    /// The catalogue's sentence about these targets; they are evidence where the sentence does not name them.
    pub(super) fn of(fault: Fault, targets: &str, lang: Lang) -> Self {
        let summary = fault.words().summary;
        let described = Self::new(filled(summary, lang, targets));
        if summary[0].contains("{target}") || targets.is_empty() {
            described
        } else {
            described.seen(say!(lang, "concerns: {targets}", "涉及：{targets}"))
        }
    }
}

/// The first few of many.
pub(super) fn some(names: &[impl Display], lang: Lang) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<_> = names.iter().take(SHOWN).map(ToString::to_string).collect();
    let shown = shown.join(&between(lang));
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => say!(lang, "{shown} and {more} more", "{shown} 等（另有 {more} 个）"),
    }
}

/// A day of the calendar.
pub(super) fn day(seconds: i64) -> String {
    date::day(u64::try_from(seconds).unwrap_or(0))
}

/// Who has issued a certificate.
pub(super) fn issued_by(issuer: &str, lang: Lang) -> String {
    say!(lang, "issued by: {issuer}", "证书签发者：{issuer}")
}

/// The names of a certificate.
pub(super) fn certificate_names(names: &[String], lang: Lang) -> String {
    say!(lang, "its certificate is for {names}", "其证书属于 {names}", names = some(names, lang))
}

/// What helps against a page of the network.
pub(super) fn log_in(lang: Lang) -> String {
    say!(lang, "open any page in a browser, log in, and try again", "用浏览器打开任意网页完成登录后再试")
}

/// What helps where a host cannot be reached.
pub(super) fn other_way(lang: Lang) -> String {
    say!(
        lang,
        "use a module proxy or mirror that is reachable from here, or a proxy that has access to it",
        "请改用此处可达的模块代理或镜像，或使用能访问外网的代理"
    )
}

/// What helps where a server is at fault.
pub(super) fn operator(lang: Lang) -> String {
    say!(
        lang,
        "the operator of that server has to correct it; until then use another mirror",
        "需要由该服务器的管理者修复；在此之前请使用其他镜像"
    )
}

/// What helps where an authority is not known.
pub(super) fn own_authority(lang: Lang) -> String {
    say!(
        lang,
        "if it is your company's server, ask for the certificate of its authority as ca.crt and let this machine trust it",
        "如果这是公司的服务器，请索取其签发机构的证书（ca.crt）并让本机信任它"
    )
}

/// The address that was requested.
pub(super) fn requested(url: &str, lang: Lang) -> String {
    say!(lang, "requested: {url}", "请求的地址：{url}")
}

/// The status that came.
pub(super) fn returned(status: u16, lang: Lang) -> String {
    say!(lang, "it returned {status}", "返回了 {status}")
}
