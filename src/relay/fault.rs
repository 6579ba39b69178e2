//! Why an upstream did not carry a connection.

use super::health::Seen;
use crate::lang::{Lang, between, displayed, say};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The name of the proxy, or for a direct connection that of the target, has no address.
    NoAddress {
        /// Whether it is the target's.
        of_target: bool,
    },
    /// No address accepted a connection.
    Connect {
        /// Whether it was the target that was connected to.
        of_target: bool,
        /// What the system said.
        why: String,
    },
    /// The TLS handshake with the proxy failed.
    Tls(String),
    /// The proxy did not answer in time.
    Timeout,
    /// The proxy closed the connection before it answered.
    Closed,
    /// The answer is not one of a proxy.
    NotProxy,
    /// The proxy wants a login, and there is none.
    LoginMissing(Vec<String>),
    /// The proxy has refused the login. It is not sent again.
    LoginRefused,
    /// The proxy offers no login that gv can do.
    LoginUnsupported(Vec<String>),
    /// The program that prints the password has failed.
    Password(String),
    /// The proxy answered with a status, and its words for it.
    Status(u16, String),
    /// A SOCKS proxy refused with this code.
    Socks(u8),
    /// The address is one that the relay does not reach unless a rule names it.
    Inner,
    /// The connection was made, and ended before a byte came back.
    Half,
    /// The connection was made, and no byte came back for a long time.
    Silent,
}

impl Fault {
    /// What it says about the upstream.
    pub fn seen(&self) -> Seen {
        match self {
            Self::NoAddress { of_target: false }
            | Self::Connect { of_target: false, .. }
            | Self::Tls(_)
            | Self::Timeout
            | Self::Closed
            | Self::NotProxy
            | Self::LoginMissing(_)
            | Self::LoginRefused
            | Self::LoginUnsupported(_)
            | Self::Password(_) => Seen::Failed,
            Self::Status(500 | 502..=504, _) | Self::Half | Self::Silent | Self::Socks(1) => Seen::Doubtful,
            // The proxy works, and says something about the target.
            Self::NoAddress { of_target: true }
            | Self::Connect { of_target: true, .. }
            | Self::Status(..)
            | Self::Socks(_)
            | Self::Inner => Seen::Good,
        }
    }

    /// Its name for scripts.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoAddress { .. } => "no_address",
            Self::Connect { .. } => "connect",
            Self::Tls(_) => "tls",
            Self::Timeout => "timeout",
            Self::Closed => "closed",
            Self::NotProxy => "not_proxy",
            Self::LoginMissing(_) => "login_missing",
            Self::LoginRefused => "login_refused",
            Self::LoginUnsupported(_) => "login_unsupported",
            Self::Password(_) => "password",
            Self::Status(..) => "status",
            Self::Socks(_) => "socks",
            Self::Inner => "inner",
            Self::Half => "half",
            Self::Silent => "silent",
        }
    }

    /// What happened, without the name of the upstream.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoAddress { of_target: false } => say!(lang, "its name has no address", "找不到它的地址"),
            Self::NoAddress { of_target: true } => say!(lang, "the host has no address", "找不到主机的地址"),
            Self::Connect { of_target: false, why } => say!(lang, "cannot connect: {why}", "无法连接：{why}"),
            Self::Connect { of_target: true, why } => {
                say!(lang, "cannot connect to the host: {why}", "无法连接主机：{why}")
            }
            Self::Tls(why) => say!(lang, "TLS with the proxy failed: {why}", "与代理的 TLS 握手失败：{why}"),
            Self::Timeout => say!(lang, "no answer in time", "没有及时应答"),
            Self::Closed => say!(lang, "it closed the connection", "它关闭了连接"),
            Self::NotProxy => say!(lang, "the answer is not that of a proxy", "应答不是代理的应答"),
            Self::LoginMissing(offered) => say!(
                lang,
                "it requires a login ({offered})",
                "它要求登录（{offered}）",
                offered = offered.join(&between(lang))
            ),
            Self::LoginRefused => say!(lang, "it refused the login", "它拒绝了登录"),
            Self::LoginUnsupported(offered) => say!(
                lang,
                "it requires a login that gv does not support ({offered})",
                "它要求的登录方式 gv 不支持（{offered}）",
                offered = offered.join(&between(lang))
            ),
            Self::Password(why) => {
                say!(lang, "password_command failed: {why}", "password_command 失败：{why}")
            }
            Self::Status(status, reason) => {
                say!(lang, "it answered {status} {reason}", "它应答 {status} {reason}")
            }
            Self::Socks(code) => {
                say!(lang, "it refused with SOCKS code {code}", "它以 SOCKS 代码 {code} 拒绝")
            }
            Self::Inner => say!(
                lang,
                "the address belongs to this machine or its cloud",
                "该地址属于本机或其所在的云平台"
            ),
            Self::Half => {
                say!(lang, "the connection ended before a byte came back", "连接在返回任何字节之前就结束了")
            }
            Self::Silent => {
                say!(lang, "the connection was made and stayed silent", "连接已建立，但一直没有应答")
            }
        }
    }
}

displayed!(Fault);
