//! The proxy variables.

use super::{Teller, Told};
use crate::diagnose::problem::{Ignored, Malformed, Proxy, SystemProxy};
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

pub(super) fn system(problem: &SystemProxy, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        SystemProxy::Unused { proxy, config } => Told::new(lang.system_proxy_unused())
            .seen(proxy.clone())
            .fixed_by(lang.system_proxy_unused_fix(&say.path(config))),
        SystemProxy::Script { script } => {
            Told::new(lang.system_proxy_script()).seen(script.clone()).fixed_by(lang.system_proxy_by_hand())
        }
        SystemProxy::OfServices { proxy } => Told::new(lang.system_proxy_of_services())
            .seen(proxy.clone())
            .fixed_by(lang.system_proxy_by_hand()),
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
    system_proxy_unused() {
        en: "the system has a proxy that go does not use: a browser works where go does not",
        zh: "系统设置了代理，但 go 不会使用它：浏览器能访问时 go 可能不能",
    }
    system_proxy_unused_fix(config: &str) {
        en: "in {config}, below [network]: system_proxy = \"go-too\"; or \"ignore\", if no proxy is needed",
        zh: "在 {config} 的 [network] 下写入 system_proxy = \"go-too\"；如不需要代理，则写入 \"ignore\"",
    }
    system_proxy_script() {
        en: "a script (PAC) of the system names the proxy for each address, and go does not ask it",
        zh: "系统用脚本（PAC）为每个地址指定代理，而 go 不会询问该脚本",
    }
    system_proxy_of_services() {
        en: "the services of this machine have a proxy (netsh winhttp), which neither gv nor go uses",
        zh: "本机的系统服务设置了代理（netsh winhttp），gv 和 go 都不会使用它",
    }
    system_proxy_by_hand() { en: "if it is needed, set HTTPS_PROXY and NO_PROXY", zh: "如果需要该代理，请设置 HTTPS_PROXY 和 NO_PROXY" }
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
