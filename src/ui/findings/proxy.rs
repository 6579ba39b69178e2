//! The proxy variables.

use super::{Teller, Told};
use crate::diagnose::problem::{Ignored, Malformed, Proxy};
use crate::golang::proxy::Reason;
use crate::ui::Lang;

pub(super) fn proxy(problem: &Proxy, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Proxy::Malformed { variable, why } => {
            let why = match why {
                Malformed::Quotes => lang.proxy_quotes(),
                Malformed::Blanks => lang.proxy_blanks(),
                Malformed::Address(reason) => reason_of(*reason, lang),
            };
            Told::new(lang.proxy_malformed(variable)).seen(why).fixed_by(lang.proxy_form())
        }
        Proxy::TlsToLoopback { variable, proxy } => Told::new(lang.proxy_scheme(variable))
            .seen(format!("{variable}={proxy}"))
            .fixed_by(lang.proxy_scheme_fix(&proxy.replacen("https://", "http://", 1))),
        Proxy::NotAdopted { variable } => Told::new(lang.proxy_not_adopted(variable)),
        Proxy::CaseDiffers { upper, lower } => Told::new(lang.proxy_case_differs(upper, lower)),
        Proxy::Bypassed { host, entry } => Told::new(lang.proxy_bypassed(host))
            .seen(format!("NO_PROXY: {entry}"))
            .fixed_by(lang.proxy_bypassed_fix(entry)),
        Proxy::Ignored { entry, why } => {
            let fix = match why {
                Ignored::Separator => lang.no_proxy_separator(),
                Ignored::Scheme => lang.no_proxy_scheme(),
                Ignored::Wildcard => lang.no_proxy_wildcard(),
            };
            Told::new(lang.no_proxy_ignored(entry)).fixed_by(fix)
        }
    }
}

fn reason_of(reason: Reason, lang: Lang) -> String {
    match reason {
        Reason::Syntax(error) => error.to_string(),
        Reason::Scheme => lang.proxy_reason_scheme(),
        Reason::Host => lang.proxy_reason_host(),
        Reason::Text => lang.proxy_reason_text(),
    }
}

crate::ui::messages! {
    proxy_malformed(variable: &str) { en: "{variable} is no proxy address that go can read, so go asks directly", zh: "{variable} 不是 go 能读懂的代理地址，go 会直接连接" }
    proxy_quotes() { en: "its value has quotes in it", zh: "值中带有引号" }
    proxy_blanks() { en: "its value begins or ends with a blank", zh: "值的首尾有空白" }
    proxy_form() { en: "it has to look like http://127.0.0.1:7890, without quotes", zh: "应形如 http://127.0.0.1:7890，不带引号" }
    proxy_reason_scheme() { en: "its scheme is not http, https or socks5", zh: "协议不是 http、https 或 socks5" }
    proxy_reason_host() { en: "it names no host", zh: "没有主机名" }
    proxy_reason_text() { en: "it is not UTF-8 text", zh: "不是 UTF-8 文本" }
    proxy_scheme(variable: &str) {
        en: "{variable} speaks TLS to a proxy on this machine, and such proxies mostly speak plain http",
        zh: "{variable} 以 TLS 连接本机代理，而本机代理通常使用普通 http",
    }
    proxy_scheme_fix(address: &str) { en: "the scheme is that of the proxy, not of what is fetched: {address}", zh: "协议应是代理自身的，而不是目标的：{address}" }
    proxy_not_adopted(variable: &str) {
        en: "{variable} is set, but go reads only HTTPS_PROXY for https: it asks directly",
        zh: "已设置 {variable}，但 go 对 https 只读取 HTTPS_PROXY：它会直接连接",
    }
    proxy_case_differs(upper: &str, lower: &str) {
        en: "{upper} and {lower} differ: go reads the first, curl and others the second",
        zh: "{upper} 与 {lower} 不一致：go 读取前者，curl 等程序读取后者",
    }
    proxy_bypassed(host: &str) { en: "NO_PROXY sends go to {host} past the proxy", zh: "NO_PROXY 让 go 绕过代理直接连接 {host}" }
    proxy_bypassed_fix(entry: &str) { en: "take {entry} out of NO_PROXY, if the proxy is needed to get out", zh: "如果必须经代理才能访问外网，请从 NO_PROXY 中去掉 {entry}" }
    no_proxy_ignored(entry: &str) { en: "go ignores {entry:?} in NO_PROXY", zh: "go 会忽略 NO_PROXY 中的 {entry:?}" }
    no_proxy_separator() { en: "entries are separated by commas", zh: "各项之间应使用逗号分隔" }
    no_proxy_scheme() { en: "write the host alone", zh: "只写主机名" }
    no_proxy_wildcard() { en: "write .example.com for all below it, 10.0.0.0/8 for a network", zh: "用 .example.com 表示其所有子域名，用 10.0.0.0/8 表示网段" }
}
