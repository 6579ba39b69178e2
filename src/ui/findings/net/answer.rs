//! Answers over http.

use super::Told;
use crate::diagnose::net::answer::{What, Wrong};
use crate::ui::Lang;

/// Who answered, and what to.
pub(super) struct Place<'a> {
    pub host: &'a str,
    pub url: &'a str,
    /// Whether `go` goes on to the next proxy of GOPROXY.
    pub goes_on: bool,
}

pub(super) fn answer(wrong: &Wrong, place: &Place<'_>, lang: Lang) -> Told {
    let host = place.host;
    let told = match wrong {
        Wrong::NotFound(status) => {
            Told::new(lang.net_not_found(host, *status)).fixed_by(lang.net_not_found_fix())
        }
        Wrong::Status { status, rest } => by_status(*status, *rest, host, lang),
        Wrong::Portal { to } => {
            Told::new(lang.net_portal()).seen(lang.net_sent_to(to)).fixed_by(lang.net_portal_fix())
        }
        Wrong::Nonconforming(What::WebPage) => {
            Told::new(lang.net_web_page(host)).fixed_by(lang.net_nonconforming_fix())
        }
        Wrong::Nonconforming(What::OtherVersion { version }) => {
            Told::new(lang.net_other_version(host, version)).fixed_by(lang.net_nonconforming_fix())
        }
        Wrong::Nonconforming(What::Unreadable | What::NotHttp) => {
            Told::new(lang.net_unreadable(host)).fixed_by(lang.net_nonconforming_fix())
        }
        Wrong::Loop => Told::new(lang.net_loop(host)).fixed_by(lang.net_server_fix()),
        Wrong::Downgrade { to } => {
            Told::new(lang.net_downgrade(host)).seen(lang.net_sent_to(to)).fixed_by(lang.net_server_fix())
        }
        Wrong::Elsewhere { to } => Told::new(lang.net_elsewhere(host, to)).fixed_by(lang.net_other_way()),
        Wrong::Truncated { at, of } => {
            let seen = match of {
                Some(of) => lang.net_truncated_of(*at, *of),
                None => lang.net_truncated_at(*at),
            };
            Told::new(lang.net_truncated(host)).seen(seen).fixed_by(lang.net_server_fix())
        }
        Wrong::BadZip => Told::new(lang.net_bad_zip(host)).fixed_by(lang.net_server_fix()),
        Wrong::Stalled { at } => Told::new(lang.net_stalled(host))
            .seen(lang.net_truncated_at(at.unwrap_or(0)))
            .fixed_by(lang.net_stalled_fix()),
        Wrong::Closed => Told::new(lang.net_closed(host)).fixed_by(lang.net_other_way()),
        Wrong::Slow => Told::new(lang.net_slow(host)).fixed_by(lang.net_other_way()),
    };
    let told = told.seen(lang.net_asked_for(place.url));
    if place.goes_on { told.seen(lang.net_goes_on()) } else { told }
}

fn by_status(status: u16, rest: Option<u64>, host: &str, lang: Lang) -> Told {
    let told = match status {
        401 => Told::new(lang.net_http_401(host)).fixed_by(lang.net_http_401_fix()),
        429 => Told::new(lang.net_http_429(host)).fixed_by(lang.net_http_429_fix()),
        500.. => Told::new(lang.net_http_5xx(host, status)).fixed_by(lang.net_http_fix()),
        _ => Told::new(lang.net_http_4xx(host, status)).fixed_by(lang.net_http_fix()),
    };
    match rest {
        Some(seconds) => told.seen(lang.net_rest(seconds)),
        None => told,
    }
}

crate::ui::messages! {
    net_asked_for(url: &str) { en: "asked for: {url}", zh: "请求的地址：{url}" }
    net_goes_on() { en: "go goes on to the next entry of GOPROXY", zh: "go 会继续尝试 GOPROXY 中的下一项" }
    net_not_found(host: &str, status: u16) { en: "{host} does not have it ({status})", zh: "{host} 没有该内容（{status}）" }
    net_not_found_fix() {
        en: "check the module's path and version; a private module wants GOPRIVATE, another proxy may come after a comma in GOPROXY",
        zh: "请检查模块路径和版本；私有模块需要设置 GOPRIVATE，也可在 GOPROXY 中用逗号添加其他代理",
    }
    net_http_401(host: &str) { en: "{host} wants a login (401)", zh: "{host} 要求登录（401）" }
    net_http_401_fix() { en: "put user and password for that host into ~/.netrc", zh: "把该主机的用户名和密码写入 ~/.netrc" }
    net_http_429(host: &str) { en: "{host} has had enough of requests from here for now (429)", zh: "{host} 认为来自此处的请求过多（429）" }
    net_http_429_fix() { en: "wait, or let another proxy take over: | in GOPROXY leads on after any failure", zh: "请稍候，或改由其他代理接替：GOPROXY 中的 | 表示任何失败都继续下一项" }
    net_http_5xx(host: &str, status: u16) { en: "{host} is broken at the moment ({status})", zh: "{host} 目前出现故障（{status}）" }
    net_http_4xx(host: &str, status: u16) { en: "{host} refuses to answer ({status})", zh: "{host} 拒绝应答（{status}）" }
    net_http_fix() {
        en: "let another proxy take over: after a comma in GOPROXY go stops at this answer, | leads on",
        zh: "改由其他代理接替：在 GOPROXY 中，逗号遇到此应答会停止，| 则继续下一项",
    }
    net_rest(seconds: u64) { en: "it wants to be left alone for {seconds} s", zh: "它要求 {seconds} 秒后再试" }
    net_sent_to(host: &str) { en: "sent on to {host}", zh: "被转到 {host}" }
    net_web_page(host: &str) { en: "{host} answers with a web page where go wants a file", zh: "go 请求的是文件，{host} 却返回了网页" }
    net_other_version(host: &str, version: &str) { en: "{host} answers with another version than the one that was asked for: {version}", zh: "{host} 返回的不是所请求的版本，而是 {version}" }
    net_unreadable(host: &str) { en: "{host} answers with something that go cannot read", zh: "{host} 的应答无法被 go 读懂" }
    net_nonconforming_fix() { en: "the address may not be that of a module proxy, or the proxy is broken: correct the address, or use another one", zh: "该地址可能不是模块代理，或该代理有故障：请更正地址或换用其他代理" }
    net_loop(host: &str) { en: "{host} sends on and on, more than ten times", zh: "{host} 不断重定向，超过十次" }
    net_downgrade(host: &str) { en: "{host} sends on from https to http, which go refuses: anybody on the way could change what comes", zh: "{host} 从 https 重定向到 http，go 会拒绝：途中任何人都可能篡改内容" }
    net_elsewhere(host: &str, to: &str) { en: "{host} answers, and sends on to {to}, which cannot be reached", zh: "{host} 有应答，但重定向到了无法访问的 {to}" }
    net_truncated(host: &str) { en: "what {host} sends ends early", zh: "{host} 发送的内容提前中断" }
    net_truncated_at(bytes: u64) { en: "after {bytes} bytes", zh: "在 {bytes} 字节之后" }
    net_truncated_of(bytes: u64, of: u64) { en: "after {bytes} of {of} bytes", zh: "共 {of} 字节，只收到 {bytes} 字节" }
    net_bad_zip(host: &str) { en: "{host} sends something as a module that is no zip file", zh: "{host} 作为模块发送的内容不是 zip 文件" }
    net_stalled(host: &str) { en: "{host} begins to answer and does not go on; go would wait for ever", zh: "{host} 的应答中途停滞；go 会一直等待下去" }
    net_stalled_fix() { en: "use another mirror; go itself has no time limit there", zh: "请使用其他镜像；go 自身在此没有超时限制" }
    net_slow(host: &str) { en: "{host} is reached, and too slow to answer in the time that this takes at most", zh: "{host} 可以到达，但太慢，在检测时限内没有应答" }
    net_closed(host: &str) { en: "{host} hangs up without an answer", zh: "{host} 没有应答就断开了连接" }
}
