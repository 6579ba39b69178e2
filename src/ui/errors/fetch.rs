//! Errors of `fetch`.

use super::disk;
use crate::fetch::{Error, Fault, Tls, Trouble, by_fault};
use crate::golang::proxy::{BadProxy, Reason};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Proxy(BadProxy { variable, reason }) => {
                format!("{variable} 不是有效的代理地址：{}", reason_zh(*reason))
            }
            Error::Certificates { path, source } => {
                format!("无法读取 {} 中的根证书：{source}", path.display())
            }
            Error::Client { reason } => format!("无法初始化网络客户端：{reason}"),
            Error::Failed { url, fault } => format!("{url}：{}", fault_zh(fault)),
            Error::AllFailed { file, attempts } => {
                format!("所有来源均未能提供 {file}{}", listed_zh(attempts))
            }
            Error::Disk { action, path, source } => disk::zh(action, path, source),
            Error::Stopped => "已停止".to_owned(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Proxy(BadProxy { variable, .. }) => vec![lang.set_the_proxy(variable)],
            Error::Certificates { .. } => vec![lang.correct_ssl_cert_file()],
            Error::Failed { fault, .. } => ways_through(&[fault], lang),
            Error::AllFailed { attempts, .. } => {
                let faults: Vec<_> = attempts.iter().map(|trouble| &trouble.fault).collect();
                let mut hints = ways_through(&faults, lang);
                if !are_offline(&faults) {
                    hints.push(lang.choose_mirrors());
                }
                hints
            }
            Error::Disk { action, source, .. } => disk::hints(action, source, lang),
            Error::Client { .. } | Error::Stopped => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Disk { .. } | Error::Stopped => code::FAILED,
            _ => code::NETWORK,
        }
    }
}

impl Lang {
    /// What one source did.
    pub fn fault(self, fault: &Fault) -> String {
        match self {
            Lang::En => fault.to_string(),
            Lang::Zh => fault_zh(fault),
        }
    }
}

/// One line a fault, in Chinese.
pub(super) fn listed_zh(attempts: &[Trouble]) -> String {
    let line =
        |(sources, fault): (Vec<&str>, &Fault)| format!("\n  {}：{}", sources.join("、"), fault_zh(fault));
    by_fault(attempts).into_iter().map(line).collect()
}

/// Whether nobody was asked, because the user wants nobody asked.
pub(super) fn are_offline(faults: &[&Fault]) -> bool {
    !faults.is_empty() && faults.iter().all(|fault| matches!(fault, Fault::Offline))
}

/// What to do about the way to the sources, the likeliest first.
pub(super) fn ways_through(faults: &[&Fault], lang: Lang) -> Vec<String> {
    let any = |is: fn(&Fault) -> bool| faults.iter().any(|fault| is(fault));
    let mut hints = Vec::new();
    if any(|fault| matches!(fault, Fault::Offline)) {
        hints.push(lang.allow_the_network());
    }
    if any(|fault| matches!(fault, Fault::Proxy { .. })) {
        hints.push(lang.mind_the_proxy());
    }
    if any(is_measurable) {
        hints.push(lang.measure_the_network());
    }
    if any(|fault| matches!(fault, Fault::Tls(Tls::Untrusted))) {
        hints.push(lang.trust_roots());
    }
    if faults.iter().all(|fault| matches!(fault, Fault::Dns | Fault::Timeout | Fault::Unreachable)) {
        hints.push(lang.choose_proxy());
    }
    hints
}

/// Whether `gv doctor net` can say why: it is the network that fails, or somebody on the way, not what the source has.
fn is_measurable(fault: &Fault) -> bool {
    match fault {
        Fault::Refused
        | Fault::Dns
        | Fault::Timeout
        | Fault::Reset
        | Fault::Unreachable
        | Fault::Tls(_)
        | Fault::Proxy { .. }
        | Fault::ProxyAuth
        | Fault::ProxyRefused
        | Fault::Redirects
        | Fault::Downgrade { .. }
        | Fault::Html
        | Fault::Magic
        | Fault::Truncated { .. }
        | Fault::Stalled { .. }
        | Fault::Other(_) => true,
        Fault::Status(_)
        | Fault::Busy { .. }
        | Fault::Length { .. }
        | Fault::TooLarge { .. }
        | Fault::Range { .. }
        | Fault::Scheme(_)
        | Fault::Offline
        | Fault::NoFile
        | Fault::File(_) => false,
    }
}

fn fault_zh(fault: &Fault) -> String {
    match fault {
        Fault::Status(status) => format!("返回了 {status}"),
        Fault::Busy { status, seconds } => format!("返回了 {status}，要求 {seconds} 秒后再试"),
        Fault::Refused => "连接被拒绝".to_owned(),
        Fault::Dns => "无法解析域名".to_owned(),
        Fault::Timeout => "超时".to_owned(),
        Fault::Reset => "连接被重置".to_owned(),
        Fault::Unreachable => "无法到达".to_owned(),
        Fault::Tls(tls) => format!("TLS：{}", tls_zh(tls)),
        Fault::Proxy { proxy, fault } => format!("代理 {proxy}：{}", fault_zh(fault)),
        Fault::ProxyAuth => "要求用户名和密码".to_owned(),
        Fault::ProxyRefused => "拒绝建立连接".to_owned(),
        Fault::Redirects => "重定向超过 10 次".to_owned(),
        Fault::Downgrade { to } => format!("从 https 重定向到不安全的 {to}"),
        Fault::Html => "返回的是网页".to_owned(),
        Fault::Magic => "返回的不是所需的文件".to_owned(),
        Fault::Length { expected, actual } => format!("长度为 {actual} 字节，应为 {expected} 字节"),
        Fault::TooLarge { limit } => format!("超过 {limit} 字节"),
        Fault::Range { offset } => format!("无法从第 {offset} 字节继续"),
        Fault::Truncated { at } => format!("在第 {at} 字节处提前结束"),
        Fault::Stalled { at } => format!("在第 {at} 字节处停滞"),
        Fault::Scheme(scheme) => format!("不支持从 {scheme} 地址获取"),
        Fault::Offline => "未查询：已设置 GV_OFFLINE".to_owned(),
        Fault::NoFile => "没有这个文件".to_owned(),
        Fault::File(reason) => format!("无法读取：{reason}"),
        Fault::Other(reason) => reason.clone(),
    }
}

fn tls_zh(tls: &Tls) -> String {
    match tls {
        Tls::Untrusted => "证书不受信任".to_owned(),
        Tls::Expired => "证书已过期或尚未生效，请检查系统时间".to_owned(),
        Tls::Name => "证书不属于该域名".to_owned(),
        Tls::NotTls => "对方使用的不是 TLS".to_owned(),
        Tls::Other(reason) => reason.clone(),
    }
}

fn reason_zh(reason: Reason) -> String {
    match reason {
        Reason::Syntax(error) => error.to_string(),
        Reason::Scheme => "协议须为 http、https 或 socks5".to_owned(),
        Reason::Host => "缺少主机名".to_owned(),
        Reason::Text => "不是 UTF-8 文本".to_owned(),
    }
}

crate::ui::messages! {
    /// How a proxy variable looks; special characters of a password need escaping.
    set_the_proxy(variable: &str) {
        en: "{variable}=http://127.0.0.1:7890 (special characters in a password are written as %40, %23, …)",
        zh: "{variable}=http://127.0.0.1:7890（密码中的特殊字符须写成 %40、%23 等形式）",
    }
    /// `SSL_CERT_FILE` names no usable file.
    correct_ssl_cert_file() {
        en: "SSL_CERT_FILE has to name a PEM file; unset it to use the system's certificates",
        zh: "SSL_CERT_FILE 须指向一个 PEM 文件；取消设置则使用系统证书",
    }
    /// Measuring says more than guessing.
    measure_the_network() {
        en: "gv doctor net (measures which layer fails, and names the fix)",
        zh: "gv doctor net（逐层测量，指出故障所在和解决办法）",
    }
    /// The proxy is what failed.
    mind_the_proxy() {
        en: "start that proxy, correct HTTPS_PROXY and HTTP_PROXY, or unset them",
        zh: "启动该代理，或更正、取消 HTTPS_PROXY 与 HTTP_PROXY",
    }
    /// No root certificates, or ones that lack a company's own.
    trust_roots() {
        en: "install the ca-certificates package, or SSL_CERT_FILE=/path/to/your/roots.pem",
        zh: "安装 ca-certificates 软件包，或设置 SSL_CERT_FILE=/path/to/your/roots.pem",
    }
    /// Another place to fetch from.
    choose_mirrors() {
        en: "GV_MIRRORS=https://mirror.example/golang (a mirror that you can reach)",
        zh: "GV_MIRRORS=https://mirror.example/golang（换成一个能访问的镜像）",
    }
    /// A way through.
    choose_proxy() {
        en: "HTTPS_PROXY=http://127.0.0.1:7890 (the proxy of your network, if it has one)",
        zh: "HTTPS_PROXY=http://127.0.0.1:7890（如果所在网络有代理）",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Report;
    use std::io;

    fn trouble(source: &str, fault: Fault) -> Trouble {
        Trouble { source: source.to_owned(), fault }
    }

    #[test]
    fn all_that_failed_is_a_line_a_source() {
        let proxy =
            Fault::Proxy { proxy: "http://127.0.0.1:7890".to_owned(), fault: Box::new(Fault::Refused) };
        let attempts = vec![trouble("go.dev", proxy), trouble("mirror.example", Fault::Status(503))];
        let report = Report::of(&Error::AllFailed { file: "go1.22.3.tar.gz".to_owned(), attempts }, Lang::Zh);
        assert_eq!(
            report.message,
            "所有来源均未能提供 go1.22.3.tar.gz\n  go.dev：代理 http://127.0.0.1:7890：连接被拒绝\n  mirror.example：返回了 503"
        );
        let hints = [Lang::Zh.mind_the_proxy(), Lang::Zh.measure_the_network(), Lang::Zh.choose_mirrors()];
        assert_eq!(report.hints, hints);
        assert_eq!(report.code, code::NETWORK);
    }

    #[test]
    fn a_full_disk_names_what_makes_room() {
        let source = io::Error::from(io::ErrorKind::StorageFull);
        let error = Error::Disk { action: "write", path: "/home/me/.gv/cache/x".into(), source };
        let report = Report::of(&error, Lang::En);
        assert!(report.message.starts_with("cannot write /home/me/.gv/cache/x: "), "{}", report.message);
        assert_eq!((report.hints[0].as_str(), report.code), ("gv cache clean", code::FAILED));
    }
}
