//! The proxy variables: what `go` does not read, cannot read, or is told to go past. No value is shown whole: it may
//! hold a password.

use super::{Finding, Machine};
use crate::env::Env;
use crate::fault;
use crate::golang::proxy::Proxies;
use crate::lang::{Lang, say};
use crate::urls::loopback::is_loopback_url;
use url::Url;

/// Why `go` ignores an entry of `NO_PROXY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ignored {
    /// Entries are separated by commas, and by nothing else.
    Separator,
    /// It is an address, where a host is meant.
    Scheme,
    /// A `*` stands elsewhere than before the first dot.
    Wildcard,
}

/// Each variable in the spelling that `go` reads first, and in the other one.
const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];
const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];
const NO: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Hosts that `go` and gv use everywhere, and that are never inside a company.
const HOSTS: [&str; 4] = ["proxy.golang.org", "sum.golang.org", "go.dev", "dl.google.com"];

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let env = machine.env;
    let mut found: Vec<_> =
        [HTTPS, HTTP].into_iter().filter_map(|names| unreadable(names, machine)).collect();
    found.extend([HTTPS, HTTP, NO].into_iter().filter_map(|names| case_differs(names, machine)));
    found.extend(not_adopted(machine));
    let exempt = read(NO, env).and_then(|name| env.text(name)).unwrap_or_default();
    let ignored = exempt.split(',').filter_map(|entry| Some((ignored(entry)?, entry.trim())));
    found.extend(ignored.map(|(why, entry)| why.finding(entry, machine.lang)));
    if found.iter().all(|finding| finding.id != fault::Settings::ProxyMalformed.id()) {
        found.extend(bypassed(exempt, machine));
    }
    found
}

/// The name of the two that `go` takes.
fn read(names: [&'static str; 2], env: &Env) -> Option<&'static str> {
    names.into_iter().find(|name| env.get(name).is_some())
}

/// The environment with one of its variables only.
fn alone(name: &str, env: &Env) -> Env {
    Env::from_vars(env.get(name).map(|value| (name.into(), value.to_owned())))
}

fn unreadable(names: [&'static str; 2], machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let variable = read(names, machine.env)?;
    let text = machine.env.get(variable)?.to_string_lossy().into_owned();
    let quoted = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’');
    let why = match Proxies::from_env(&alone(variable, machine.env)) {
        _ if text.trim().starts_with(quoted) || text.trim().ends_with(quoted) => {
            say!(lang, "its value contains quotes", "值中带有引号")
        }
        _ if text.trim() != text => {
            say!(lang, "its value begins or ends with a blank", "值的首尾有空白")
        }
        Err(error) => error.reason.message(lang),
        _ if is_other_socks(&text) => say!(
            lang,
            "go supports only SOCKS 5, and uses http for every scheme that it does not know",
            "go 只支持 SOCKS 5，并把不认识的协议当作 http"
        ),
        Ok(proxies) => {
            let scheme = if names == HTTPS { "https" } else { "http" };
            let proxy = proxies.for_url(&Url::parse(&format!("{scheme}://host.invalid/")).ok()?)?;
            let over_tls = proxy.url.scheme() == "https" && is_loopback_url(&proxy.url);
            return over_tls.then(|| tls_to_loopback(variable, &proxy.shown(), lang));
        }
    };
    Some(
        Finding::error(fault::Settings::ProxyMalformed.id(), variable, malformed(variable, lang))
            .seen(why)
            .fixed_by(say!(
                lang,
                "it has to look like http://127.0.0.1:7890, without quotes",
                "应形如 http://127.0.0.1:7890，不带引号"
            )),
    )
}

/// A variable that is not an address.
pub(super) fn malformed(variable: &str, lang: Lang) -> String {
    say!(
        lang,
        "{variable} is not a proxy address as go reads them",
        "{variable} 不是 go 能正确读取的代理地址"
    )
}

/// Go would speak TLS to a proxy on this machine, which such proxies mostly do not.
fn tls_to_loopback(variable: &'static str, proxy: &str, lang: Lang) -> Finding {
    let summary = say!(
        lang,
        "{variable} uses TLS to a proxy on this machine; such proxies usually expect plain http",
        "{variable} 以 TLS 连接本机代理，而本机代理通常使用普通 http"
    );
    Finding::warning(fault::Proxy::Scheme.id(), variable, summary)
        .likely()
        .seen(format!("{variable}={proxy}"))
        .fixed_by(say!(
            lang,
            "the scheme is that of the proxy, not that of the target: {address}",
            "协议应是代理自身的，而不是目标的：{address}",
            address = proxy.replacen("https://", "http://", 1)
        ))
}

/// Whether a value names SOCKS in another version than 5.
fn is_other_socks(value: &str) -> bool {
    let scheme = value.split_once("://").map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    scheme.starts_with("socks") && !matches!(scheme.as_str(), "socks5" | "socks5h")
}

fn case_differs([upper, lower]: [&'static str; 2], machine: &Machine<'_>) -> Option<Finding> {
    let (one, other) = (machine.env.get(upper)?, machine.env.get(lower)?);
    let summary = say!(
        machine.lang,
        "{upper} and {lower} differ: go reads the first, curl and others the second",
        "{upper} 与 {lower} 不一致：go 读取前者，curl 等程序读取后者"
    );
    let finding = || Finding::warning("proxy_case_differs", upper, summary);
    (one != other).then(|| finding().by(machine.shell.set_from(lower, upper)))
}

/// `go` reads only `HTTPS_PROXY` for https, which is all that it requests by itself.
fn not_adopted(machine: &Machine<'_>) -> Option<Finding> {
    if read(HTTPS, machine.env).is_some() {
        return None;
    }
    let variable = read(ALL, machine.env).or_else(|| read(HTTP, machine.env))?;
    let summary = ignored_by_go(variable, machine.lang);
    let finding = Finding::warning(fault::Proxy::NotAdopted.id(), variable, summary);
    Some(finding.by(machine.shell.set_from("HTTPS_PROXY", variable)))
}

/// A proxy in a variable that go does not read for https.
pub(super) fn ignored_by_go(variable: &str, lang: Lang) -> String {
    say!(
        lang,
        "{variable} is set, but go reads only HTTPS_PROXY for https: it connects directly",
        "已设置 {variable}，但 go 对 https 只读取 HTTPS_PROXY：它会直接连接"
    )
}

/// A host of Go's own that is exempt from the proxy.
fn bypassed(exempt: &str, machine: &Machine<'_>) -> Option<Finding> {
    let (lang, env) = (machine.lang, machine.env);
    let proxy = read(HTTPS, env)?;
    let covered = |host: &str, entry: &str| {
        let vars = [(proxy.into(), env.get(proxy)?.to_owned()), ("NO_PROXY".into(), entry.into())];
        let url = Url::parse(&format!("https://{host}/")).ok()?;
        Some(Proxies::from_env(&Env::from_vars(vars)).ok()?.for_url(&url).is_none())
    };
    let pairs = HOSTS.into_iter().flat_map(|host| exempt.split(',').map(move |entry| (host, entry)));
    let (host, entry) = pairs.into_iter().find(|(host, entry)| covered(host, entry) == Some(true))?;
    let entry = entry.trim();
    let summary =
        say!(lang, "NO_PROXY makes go bypass the proxy for {host}", "NO_PROXY 让 go 绕过代理直接连接 {host}");
    Some(
        Finding::warning("proxy_bypassed", read(NO, env)?, summary)
            .likely()
            .seen(format!("NO_PROXY: {entry}"))
            .fixed_by(say!(
                lang,
                "remove {entry} from NO_PROXY, if this network needs the proxy",
                "如果必须经代理才能访问外网，请从 NO_PROXY 中去掉 {entry}"
            )),
    )
}

fn ignored(entry: &str) -> Option<Ignored> {
    let entry = entry.trim();
    let rest = entry.strip_prefix("*.").unwrap_or(entry);
    if entry.contains("://") {
        Some(Ignored::Scheme)
    } else if entry.contains([';', ' ', '\t', '|']) {
        Some(Ignored::Separator)
    } else if entry != "*" && rest.contains('*') {
        Some(Ignored::Wildcard)
    } else {
        None
    }
}

impl Ignored {
    fn finding(self, entry: &str, lang: Lang) -> Finding {
        let entry: String = entry.chars().take(64).collect();
        let fix = match self {
            Self::Separator => say!(lang, "separate the entries by commas", "各项之间应使用逗号分隔"),
            Self::Scheme => say!(lang, "write only the host", "只写主机名"),
            Self::Wildcard => say!(
                lang,
                "write .example.com for all below it, 10.0.0.0/8 for a network",
                "用 .example.com 表示其所有子域名，用 10.0.0.0/8 表示网段"
            ),
        };
        let summary = say!(lang, "go ignores {entry:?} in NO_PROXY", "go 会忽略 NO_PROXY 中的 {entry:?}");
        Finding::warning("no_proxy_ignored", "NO_PROXY", summary).fixed_by(fix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_go_cannot_use_is_told_why() {
        assert_eq!(ignored("localhost;127.0.0.1"), Some(Ignored::Separator));
        assert_eq!(ignored("http://corp.example"), Some(Ignored::Scheme));
        for wild in ["10.*", "*corp.example", "a.*.example", "192.168.*.*"] {
            assert_eq!(ignored(wild), Some(Ignored::Wildcard), "{wild}");
        }
        for good in ["", " ", "*", "*.corp.example", ".corp.example", "10.0.0.0/8", "[::1]:80", "localhost"] {
            assert_eq!(ignored(good), None, "{good}");
        }
    }
}
