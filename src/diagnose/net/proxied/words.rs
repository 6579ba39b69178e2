//! What a user reads of a proxy that does not work.

use super::{Broken, ProxyReply};
use crate::diagnose::Description;
use crate::diagnose::net::words::{certificate_names, issued_by, some};
use crate::fault;
use crate::lang::{Lang, between, say};
use crate::net::login::Scheme;
use crate::probe::tunnel::Speaks;

impl Broken {
    /// The words, about a proxy of a variable and the hosts that were asked for. `has_login` where a user stands in its
    /// address.
    pub fn description(
        &self,
        (variable, proxy): (&str, &str),
        has_login: bool,
        hosts: &[String],
        lang: Lang,
    ) -> Description {
        let mut described = match self.more_exact(proxy, has_login, lang) {
            Some(summary) => Description::new(summary),
            None => Description::of(self.fault(), &some(hosts, lang), lang),
        };
        described.evidence.extend(self.evidence(lang));
        described.seen(format!("{variable}={proxy}")).fixed_by(self.fix(variable, proxy, lang))
    }

    /// A sentence that says more than the catalogue's.
    fn more_exact(&self, proxy: &str, has_login: bool, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Unknown => unknown(proxy, lang),
            Self::Mute { after } => mute(*after, proxy, lang),
            Self::Auth { logins } if !allows_basic(logins) => say!(
                lang,
                "the proxy {proxy} accepts only {kinds} logins, and go supports only Basic",
                "代理 {proxy} 只接受 {kinds} 登录，而 go 只支持 Basic",
                kinds = logins.join(&between(lang))
            ),
            Self::Auth { .. } if has_login => say!(
                lang,
                "the proxy {proxy} does not accept this user and password",
                "代理 {proxy} 不接受当前的用户名和密码"
            ),
            Self::Cut => say!(
                lang,
                "the proxy {proxy} reports a connection, and then no data comes",
                "代理 {proxy} 表示已建立连接，随后却没有任何数据"
            ),
            Self::NoNames => say!(
                lang,
                "the proxy {proxy} accepts only addresses, and go sends host names",
                "代理 {proxy} 只接受 IP 地址，而 go 会把主机名交给它解析"
            ),
            Self::Portal { .. } => say!(
                lang,
                "the proxy {proxy} redirects go to a web page: it requires a login there",
                "代理 {proxy} 没有建立连接，而是把 go 转到一个网页：需要先在那里登录"
            ),
            Self::Scheme { wants_tls: false, .. } => say!(
                lang,
                "{proxy} expects plain HTTP, but the URL says https",
                "{proxy} 只支持普通 http，但地址写的是 https"
            ),
            Self::Scheme { wants_tls: true, .. } => say!(
                lang,
                "{proxy} expects TLS, but the URL says http",
                "{proxy} 要求 TLS，但地址写的是 http"
            ),
            Self::NotProxy { speaks, .. } => answers_as(*speaks, proxy, lang),
            Self::Unproven { names: Some(_), .. } => say!(
                lang,
                "the certificate of the proxy {proxy} is for another name",
                "代理 {proxy} 的证书属于其他名称"
            ),
            Self::Down
            | Self::Auth { .. }
            | Self::Relay { .. }
            | Self::Denied(_)
            | Self::Upstream(_)
            | Self::Unproven { .. } => {
                return None;
            }
        })
    }

    fn evidence(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Denied(said) | Self::Upstream(said) | Self::NotProxy { said, .. } => said.message(lang),
            Self::Relay { words, .. } => Some(words.clone()),
            Self::Portal { to } => Some(say!(lang, "redirected to {to}", "被重定向到 {to}")),
            Self::Unproven { names: Some(names), .. } => Some(certificate_names(names, lang)),
            Self::Unproven { issuer, .. } => Some(issued_by(issuer, lang)),
            Self::Unknown
            | Self::Down
            | Self::Mute { .. }
            | Self::Auth { .. }
            | Self::Cut
            | Self::NoNames
            | Self::Scheme { .. } => None,
        }
    }

    fn fix(&self, variable: &str, proxy: &str, lang: Lang) -> String {
        match self {
            Self::Unknown => say!(
                lang,
                "check the spelling; a company's proxy is known only inside its network (VPN)",
                "请检查拼写；公司的代理只有在内网（VPN）中才能解析"
            ),
            Self::Down => say!(
                lang,
                "start that proxy program, or correct its address and port",
                "请启动该代理程序，或更正其地址和端口"
            ),
            Self::Mute { .. } => say!(
                lang,
                "restart that proxy program, check its port, or ask its operator",
                "请重启该代理程序、检查端口，或联系其管理者"
            ),
            Self::Relay { .. } => fault::filled(self.fault().words().fix, lang, ""),
            Self::Auth { logins } if logs_in(logins) => say!(
                lang,
                "gv relay logs in with {kinds}; it needs the user and the password once",
                "gv relay 支持 {kinds} 登录，只需提供一次用户名和密码",
                kinds = logins.join(&between(lang))
            ),
            Self::Auth { logins } if !allows_basic(logins) => say!(
                lang,
                "run a program on this machine that logs in for go (px) and name that as the proxy, or ask the proxy's administrator for Basic or for an exception",
                "请在本机运行代为登录的程序（px）并把它设为代理，或请代理的管理者开放 Basic 登录或免登录"
            ),
            Self::Auth { .. } => say!(
                lang,
                "write them into {variable}: {scheme}://user:password@host:port (with %40 for an @ in the password)",
                "写入 {variable}，形如 {scheme}://USER:PASSWORD@HOST:PORT（密码中的 @ 写成 %40）",
                scheme = proxy.split("://").next().unwrap_or("http")
            ),
            Self::Denied(_) => say!(
                lang,
                "ask the proxy's administrator to allow that, or use a mirror that it allows",
                "请让代理的管理者放行，或使用其允许的镜像"
            ),
            Self::Upstream(_) | Self::Cut => say!(
                lang,
                "a proxy program of your own: choose another node; a company's proxy: ask its administrator",
                "如果是自己的代理程序，请更换节点；如果是公司的代理，请联系其管理者"
            ),
            Self::NoNames => say!(
                lang,
                "let that program resolve names (SOCKS5 with names), or use its http port",
                "请让该程序支持解析主机名（SOCKS5 域名模式），或改用其 http 端口"
            ),
            Self::Portal { .. } => say!(
                lang,
                "open any page in a browser with this proxy, log in, and try again; or ask the proxy's administrator",
                "请在浏览器中通过该代理打开任意网页并登录后再试，或联系代理的管理者"
            ),
            Self::Scheme { wants_tls: false, .. } => say!(
                lang,
                "the scheme is that of the proxy, not that of the target: http://",
                "协议应是代理自身的，而不是目标的：http://"
            ),
            Self::Scheme { wants_tls: true, works: true } => {
                say!(lang, "the proxy's scheme has to be https://", "代理的协议应为 https://")
            }
            Self::Scheme { wants_tls: true, works: false } => say!(
                lang,
                "the proxy's scheme has to be https://, and its name the one in its certificate, which this machine has to trust",
                "代理的协议应为 https://，主机名应与其证书一致，且本机须信任该证书"
            ),
            Self::NotProxy { speaks: Some(Speaks::Socks), .. } => right_scheme(lang),
            Self::NotProxy { speaks: Some(Speaks::Http), .. } if proxy.starts_with("socks5") => {
                right_scheme(lang)
            }
            Self::NotProxy { .. } => say!(
                lang,
                "check the address, the port and the scheme (http:// or socks5://) in {variable}",
                "请检查 {variable} 中的地址、端口和协议（http:// 或 socks5://）"
            ),
            Self::Unproven { names: Some(_), .. } => {
                say!(lang, "use the name that the certificate is for", "请使用证书中的名称来指定该代理")
            }
            Self::Unproven { .. } => say!(
                lang,
                "if it is your company's, ask for the certificate of its authority and let this machine trust it",
                "如果它是公司的代理，请索取其签发机构的证书并让本机信任它"
            ),
        }
    }
}

impl ProxyReply {
    /// Its response, where there was one.
    fn message(&self, lang: Lang) -> Option<String> {
        let status = self.status?;
        let reason = self.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
        Some(say!(lang, "the proxy's response: {status}{reason}", "代理的应答：{status}{reason}"))
    }
}

/// Whether gv's relay can log in where `go` cannot.
pub(in crate::diagnose::net) fn logs_in(logins: &[String]) -> bool {
    let known = |login: &String| Scheme::ALL.iter().any(|scheme| login.eq_ignore_ascii_case(scheme.name()));
    !allows_basic(logins) && logins.iter().any(known)
}

fn allows_basic(logins: &[String]) -> bool {
    logins.is_empty() || logins.iter().any(|login| login.eq_ignore_ascii_case("basic"))
}

fn right_scheme(lang: Lang) -> String {
    say!(lang, "write the scheme that is used there", "请改为其实际使用的协议")
}

/// What answers in the place of a proxy.
fn answers_as(speaks: Option<Speaks>, proxy: &str, lang: Lang) -> String {
    match speaks {
        Some(Speaks::Socks) => say!(lang, "{proxy} is a SOCKS proxy", "{proxy} 是 SOCKS 代理"),
        Some(Speaks::Http) if proxy.starts_with("socks5") => {
            say!(lang, "{proxy} speaks HTTP, not SOCKS", "{proxy} 使用 HTTP 协议，而不是 SOCKS")
        }
        Some(Speaks::Http) => say!(
            lang,
            "{proxy} is a web server, not a proxy (a PAC file names a proxy and is not one)",
            "{proxy} 是 Web 服务器，而不是代理（PAC 文件只是指明代理，本身不是代理）"
        ),
        Some(Speaks::Tls { .. } | Speaks::Nothing) | None => {
            say!(lang, "{proxy} is not a proxy of that kind", "{proxy} 不是此类代理")
        }
    }
}

/// A proxy whose name has no address.
fn unknown(proxy: &str, lang: Lang) -> String {
    say!(lang, "the name of the proxy {proxy} cannot be resolved here", "此处无法解析代理 {proxy} 的主机名")
}

/// A proxy that says nothing for so many seconds, or hangs up.
fn mute(after: Option<u64>, proxy: &str, lang: Lang) -> String {
    match after {
        Some(seconds) => say!(
            lang,
            "the proxy {proxy} accepts connections but did not respond for {seconds} s; go waits 60 s",
            "代理 {proxy} 接受了连接，但 {seconds} 秒内毫无应答；go 会等待 60 秒"
        ),
        None => say!(
            lang,
            "the proxy {proxy} accepts connections and closes them without a response",
            "代理 {proxy} 接受了连接，却不作应答就断开"
        ),
    }
}
