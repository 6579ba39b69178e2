//! What one source did wrong, read from what the libraries report.

use crate::lang::{Lang, displayed, say};
use crate::net::host_login::BadLogin;
use crate::net::redirect::Refused;
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

/// What went wrong with one source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An HTTP status other than the one wanted.
    Status(u16),
    /// The same, and it wants to be left alone for a while (`Retry-After`).
    Busy {
        /// The HTTP status.
        status: u16,
        /// How long, in seconds.
        seconds: u64,
    },
    /// No program listens there.
    Refused,
    /// The name has no address.
    Dns,
    /// No connection or no answer in time.
    Timeout,
    /// The connection was cut.
    Reset,
    /// The network or the host cannot be reached.
    Unreachable,
    /// TLS did not come to be.
    Tls(Tls),
    /// The proxy, not the source, is the trouble.
    Proxy {
        /// Without credentials.
        proxy: String,
        /// What it did.
        fault: Box<Fault>,
    },
    /// The proxy wants a name and a password.
    ProxyAuth,
    /// The proxy would not make the connection.
    ProxyRefused,
    /// More than ten redirects.
    Redirects,
    /// A redirect from https to something weaker; never followed.
    Downgrade {
        /// Where to, without credentials.
        to: String,
    },
    /// A web page where a file was wanted: a captive portal, or an error page with status 200.
    Html,
    /// The first bytes are not those of such a file.
    Magic,
    /// Another length than expected.
    Length {
        /// What was expected.
        expected: u64,
        /// What the source said, or the least it sent.
        actual: u64,
    },
    /// More bytes than allowed.
    TooLarge {
        /// How many are allowed.
        limit: u64,
    },
    /// A list with more entries than there can be.
    TooMany {
        /// How many are allowed.
        limit: usize,
    },
    /// Asked to continue at an offset, it answered with another part, or not at all.
    Range {
        /// Where it should have gone on.
        offset: u64,
    },
    /// The body ended early.
    Truncated {
        /// The position in the file.
        at: u64,
    },
    /// Bytes ceased to come, or came too slowly.
    Stalled {
        /// The position in the file.
        at: u64,
    },
    /// Neither http, https nor file.
    Scheme(String),
    /// gv has a login for the host, and cannot read it.
    Login(BadLogin),
    /// Requests are not allowed.
    Offline,
    /// No such file on this machine.
    NoFile,
    /// A file or folder of this machine that cannot be read.
    File(String),
    /// Anything else, in the words of the library.
    Other(String),
}

/// Why TLS did not come to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Tls {
    /// Not signed by an authority that this machine trusts.
    Untrusted,
    /// Expired or not yet valid.
    Expired,
    /// For another name.
    Name,
    /// The other side does not speak TLS.
    NotTls,
    /// Anything else, in the words of the library.
    Other(String),
}

impl Fault {
    /// The HTTP status, when that is what went wrong.
    pub fn status(&self) -> Option<u16> {
        match self {
            Fault::Status(status) | Fault::Busy { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Whether the source answered that it has no such file, in the terms of a GOPROXY (404 and 410).
    pub fn is_not_found(&self) -> bool {
        matches!(self.status(), Some(404 | 410)) || *self == Fault::NoFile
    }

    /// Whether asking again soon may help.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Fault::Status(status) | Fault::Busy { status, .. } => {
                matches!(status, 408 | 425 | 429) || *status >= 500
            }
            Fault::Refused
            | Fault::Dns
            | Fault::Timeout
            | Fault::Reset
            | Fault::Unreachable
            | Fault::Truncated { .. }
            | Fault::Stalled { .. }
            | Fault::Tls(Tls::Other(_))
            | Fault::Other(_) => true,
            Fault::Proxy { fault, .. } => fault.may_pass(),
            _ => false,
        }
    }

    /// A redirect that is not followed.
    pub(super) fn of_refused(refused: &Refused) -> Self {
        match refused {
            Refused::TooMany => Fault::Redirects,
            Refused::Downgrade { to } | Refused::Scheme { to } => Fault::Downgrade { to: to.clone() },
        }
    }

    /// What the system said of a connection.
    pub(super) fn of_io(error: &io::Error) -> Self {
        of_kind(error.kind()).unwrap_or_else(|| Fault::Other(error.to_string()))
    }

    /// The same, where a body ended early: at this position.
    pub(super) fn at(self, position: u64) -> Self {
        match self {
            Fault::Truncated { .. } => Fault::Truncated { at: position },
            fault => fault,
        }
    }

    /// How long the source wants to be left alone.
    pub(super) fn rest(&self) -> Option<Duration> {
        match self {
            Fault::Busy { seconds, .. } => Some(Duration::from_secs(*seconds)),
            _ => None,
        }
    }

    /// Reads a library's error to its cause. `proxy` is the one that was in between.
    pub(super) fn of(error: &reqwest::Error, proxy: Option<String>) -> Self {
        let fault = Self::cause(error);
        match proxy {
            // A connection that was made is the source's matter again, except for what only proxies say.
            Some(proxy) if error.is_connect() && !matches!(fault, Fault::Tls(_)) => {
                Fault::Proxy { proxy, fault: Box::new(fault) }
            }
            _ => fault,
        }
    }

    fn cause(error: &reqwest::Error) -> Self {
        let mut text = String::new();
        let mut next: Option<&(dyn StdError + 'static)> = error.source();
        while let Some(cause) = next {
            if let Some(known) = known(cause) {
                return known;
            }
            text = cause.to_string();
            if let Some(known) = told(&text) {
                return known;
            }
            // An `io::Error` that wraps another error hides it from `source`.
            let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = wrapped.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| cause.source());
        }
        if error.is_timeout() {
            Fault::Timeout
        } else if error.is_dns() {
            Fault::Dns
        } else {
            Fault::Other(text)
        }
    }
}

fn known(cause: &(dyn StdError + 'static)) -> Option<Fault> {
    if let Some(refused) = cause.downcast_ref::<Refused>() {
        return Some(Fault::of_refused(refused));
    }
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(Fault::Tls(Tls::of(tls)));
    }
    if let Some(io) = cause.downcast_ref::<io::Error>() {
        return of_kind(io.kind());
    }
    None
}

fn of_kind(kind: io::ErrorKind) -> Option<Fault> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some(Fault::Refused),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            Some(Fault::Reset)
        }
        io::ErrorKind::UnexpectedEof => Some(Fault::Truncated { at: 0 }),
        io::ErrorKind::TimedOut => Some(Fault::Timeout),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::AddrNotAvailable => Some(Fault::Unreachable),
        _ => None,
    }
}

/// What the libraries say in words only.
fn told(text: &str) -> Option<Fault> {
    match text {
        "dns error" => Some(Fault::Dns),
        "tunnel error: proxy authorization required" => Some(Fault::ProxyAuth),
        "tunnel error: unsuccessful" => Some(Fault::ProxyRefused),
        "connection closed before message completed" | "tls handshake eof" => Some(Fault::Reset),
        _ => text.strip_prefix("SOCKS error: ").map(of_socks),
    }
}

fn of_socks(text: &str) -> Fault {
    match text {
        "failed to create underlying connection" => Fault::Unreachable,
        "io error during SOCKS handshake" => Fault::Reset,
        "credentials not accepted" | "server does not support user/pass authentication" => Fault::ProxyAuth,
        _ => Fault::ProxyRefused,
    }
}

impl Tls {
    fn of(error: &rustls::Error) -> Self {
        use rustls::CertificateError as Cert;
        match error {
            rustls::Error::InvalidCertificate(cert) => match cert {
                Cert::UnknownIssuer => Tls::Untrusted,
                Cert::Expired
                | Cert::ExpiredContext { .. }
                | Cert::NotValidYet
                | Cert::NotValidYetContext { .. } => Tls::Expired,
                Cert::NotValidForName | Cert::NotValidForNameContext { .. } => Tls::Name,
                _ => Tls::Other(error.to_string()),
            },
            rustls::Error::InvalidMessage(_) => Tls::NotTls,
            _ => Tls::Other(error.to_string()),
        }
    }
}

displayed!(Fault, Tls);

impl Fault {
    /// What a source did.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Status(status) => say!(lang, "returned {status}", "返回了 {status}"),
            Self::Busy { status, seconds } => say!(
                lang,
                "returned {status}, Retry-After: {seconds} s",
                "返回了 {status}，要求 {seconds} 秒后再试"
            ),
            Self::Refused => say!(lang, "connection refused", "连接被拒绝"),
            Self::Dns => say!(lang, "cannot resolve the name", "无法解析域名"),
            Self::Timeout => say!(lang, "timed out", "超时"),
            Self::Reset => say!(lang, "connection reset", "连接被重置"),
            Self::Unreachable => say!(lang, "cannot be reached", "无法到达"),
            Self::Tls(tls) => say!(lang, "TLS: {tls}", "TLS：{tls}", tls = tls.message(lang)),
            Self::Proxy { proxy, fault } => {
                say!(lang, "proxy {proxy}: {fault}", "代理 {proxy}：{fault}", fault = fault.message(lang))
            }
            Self::ProxyAuth => say!(lang, "requires a user and a password", "要求用户名和密码"),
            Self::ProxyRefused => say!(lang, "refused to connect", "拒绝建立连接"),
            Self::Redirects => say!(lang, "more than 10 redirects", "重定向超过 10 次"),
            Self::Downgrade { to } => say!(
                lang,
                "redirected from https to {to}, which is not secure",
                "从 https 重定向到不安全的 {to}"
            ),
            Self::Html => say!(lang, "returned a web page", "返回的是网页"),
            Self::Magic => say!(lang, "returned something other than the file", "返回的不是所需的文件"),
            Self::Length { expected, actual } => say!(
                lang,
                "has {actual} bytes, expected {expected}",
                "长度为 {actual} 字节，应为 {expected} 字节"
            ),
            Self::TooLarge { limit } => say!(lang, "more than {limit} bytes", "超过 {limit} 字节"),
            Self::TooMany { limit } => {
                say!(lang, "lists more than {limit} entries", "列出的条目超过 {limit} 个")
            }
            Self::Range { offset } => {
                say!(lang, "cannot continue at byte {offset}", "无法从第 {offset} 字节继续")
            }
            Self::Truncated { at } => say!(lang, "ended early, at byte {at}", "在第 {at} 字节处提前结束"),
            Self::Stalled { at } => say!(lang, "stalled at byte {at}", "在第 {at} 字节处停滞"),
            Self::Scheme(scheme) => {
                say!(lang, "cannot download from {scheme} addresses", "不支持从 {scheme} 地址获取")
            }
            Self::Login(bad) => bad.message(lang),
            Self::Offline => say!(lang, "not queried: GV_OFFLINE is set", "未查询：已设置 GV_OFFLINE"),
            Self::NoFile => say!(lang, "there is no such file", "没有这个文件"),
            Self::File(reason) => say!(lang, "cannot be read: {reason}", "无法读取：{reason}"),
            Self::Other(reason) => reason.clone(),
        }
    }
}

impl Tls {
    /// Why TLS failed.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Untrusted => say!(lang, "the certificate is not trusted", "证书不受信任"),
            Self::Expired => say!(
                lang,
                "the certificate is expired or not yet valid; is the clock right?",
                "证书已过期或尚未生效，请检查系统时间"
            ),
            Self::Name => say!(lang, "the certificate is for another name", "证书不属于该域名"),
            Self::NotTls => say!(lang, "the other side does not speak TLS", "对方使用的不是 TLS"),
            Self::Other(reason) => reason.clone(),
        }
    }
}
