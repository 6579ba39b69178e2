//! How the proxy is reached, and what it shows to whom.

use super::{Checker, Found, MODULE};
use crate::lang::say;
use crate::probe::Target;
use crate::probe::client::RequestError;
use crate::probe::connection::Connection;
use crate::probe::tls::{Doubt, Fault};
use crate::probe::{Certificate, Handshake};

impl Checker<'_> {
    /// Whether anything answers there at all. A handshake that fails, and a redirect, are answers.
    pub(super) async fn connection(&self) -> Found {
        let lang = self.lang;
        let got = self.ask.path("").await;
        let answers = self.handshake().await.is_some() || !got.steps.is_empty();
        match &got.trouble {
            Some(
                trouble @ (RequestError::Names
                | RequestError::NoConnection
                | RequestError::Tcp(_)
                | RequestError::Proxy(_)
                | RequestError::OutOfTime),
            ) if !answers => Found::error(say!(
                lang,
                "the proxy cannot be reached: {why}",
                "无法访问该代理：{why}",
                why = super::ask::words(trouble, lang)
            ))
            .seen(got.shown(lang)),
            _ => Found::good(say!(lang, "the proxy can be reached", "可以访问该代理")),
        }
    }

    /// Whether the certificate is trusted.
    pub(super) async fn tls(&self) -> Found {
        let lang = self.lang;
        let got = self.ask.path("").await;
        let fault = match self.handshake().await {
            Some(Handshake { result: Err(Fault::Certificate(doubt)), chain, .. }) => {
                return Found::error(self.doubt(&doubt, &chain)).seen(got.shown(lang));
            }
            Some(Handshake { result: Err(fault), .. }) => Some(RequestError::Tls(fault)),
            // Behind a proxy on the way there is no handshake of its own to look at.
            _ => got.trouble.clone().filter(|it| got.steps.is_empty() && matches!(it, RequestError::Tls(_))),
        };
        if let Some(fault) = fault {
            let why = super::ask::words(&fault, lang);
            return Found::error(say!(lang, "no TLS connection: {why}", "无法建立 TLS 连接：{why}"))
                .seen(got.shown(lang));
        }
        if self.ask.base().scheme() != "https" {
            return Found::warning(say!(
                lang,
                "plain http: anyone on the network path can read and change the data; go refuses to send a password",
                "明文 http：途中任何人都能读取和篡改内容；go 也拒绝在其上发送密码"
            ));
        }
        Found::good(say!(lang, "the certificate is trusted on this machine", "本机信任其证书"))
    }

    async fn handshake(&self) -> Option<Handshake> {
        let target = Target::of(self.ask.base())?;
        match self.ask.client().connections.of(&target).await? {
            Connection::Direct(direct) => direct.reached.iter().find_map(|attempt| attempt.tls.clone()),
            Connection::Through(..) => None,
        }
    }

    fn doubt(&self, doubt: &Doubt, chain: &[Certificate]) -> String {
        let lang = self.lang;
        let first = chain.first();
        let names = first.map(|it| it.names.join(", ")).unwrap_or_default();
        let issuer = first.map(|it| it.issuer.clone()).unwrap_or_default();
        if first.is_some_and(|it| it.names.is_empty()) {
            return say!(
                lang,
                "the certificate names no host (no subjectAltName); go refuses it",
                "证书未列出任何主机名（缺少 subjectAltName），go 会拒绝"
            );
        }
        match doubt {
            Doubt::Name => say!(
                lang,
                "the certificate is for {names}, not for this host",
                "证书适用于 {names}，不适用于此主机"
            ),
            Doubt::Expired => say!(lang, "the certificate has expired", "证书已过期"),
            Doubt::NotYet => say!(lang, "the certificate is not valid yet", "证书尚未生效"),
            Doubt::Issuer if chain.len() == 1 && !first.is_some_and(Certificate::is_self_signed) => say!(
                lang,
                "the server sends one certificate, and not that of {issuer}, which signed it: it has to send the whole chain",
                "服务器只发送了一张证书，缺少其签发者 {issuer} 的证书；须发送完整的证书链"
            ),
            Doubt::Issuer => say!(
                lang,
                "no authority that this machine trusts signed the certificate; it was signed by {issuer}",
                "本机信任的机构均未签发该证书；其签发者为 {issuer}"
            ),
            Doubt::Other(what) => say!(lang, "the certificate is not valid: {what}", "证书无效：{what}"),
        }
    }

    /// Whether it sends clients elsewhere.
    pub(super) async fn redirects(&self) -> Found {
        let lang = self.lang;
        let got = self.ask.file(MODULE.0, MODULE.1, "info").await;
        let loops = matches!(got.trouble, Some(RequestError::Redirects));
        let down = matches!(got.trouble, Some(RequestError::Downgrade | RequestError::BadRedirect));
        let evidence = got.steps.iter().map(crate::urls::shown).collect::<Vec<_>>().join(" → ");
        if loops {
            return Found::error(say!(
                lang,
                "it redirects in a circle; behind nginx Athens needs X-Forwarded-Proto",
                "重定向成环；位于 nginx 之后的 Athens 需要 X-Forwarded-Proto"
            ))
            .seen(evidence);
        }
        if down {
            return Found::error(say!(
                lang,
                "it redirects to an address that go does not follow",
                "重定向到 go 不会跟随的地址"
            ))
            .seen(evidence);
        }
        if let (Some(to), Some(trouble)) = (got.steps.last(), &got.trouble) {
            return Found::error(say!(
                lang,
                "it redirects to {to}, which does not answer: {why}",
                "重定向到 {to}，而该地址没有响应：{why}",
                to = crate::urls::shown(to),
                why = super::ask::words(trouble, lang)
            ))
            .seen(evidence);
        }
        let elsewhere = got.steps.iter().any(|step| step.host_str() != self.ask.base().host_str());
        if elsewhere {
            return Found::warning(say!(
                lang,
                "it redirects to another host, which clients have to reach too",
                "重定向到另一主机，客户端也须能访问它"
            ))
            .seen(evidence);
        }
        if got.steps.len() > 1 {
            return Found::warning(say!(lang, "it redirects more than once", "重定向多于一次"))
                .seen(evidence);
        }
        Found::good(say!(lang, "no redirects that cause problems", "没有值得注意的重定向"))
    }

    /// What Athens shows to anybody.
    pub(super) async fn open_pages(&self) -> Found {
        let lang = self.lang;
        let ask = self.ask.anonymous();
        let mut open = Vec::new();
        for path in ["catalog", "metrics", "index", "debug/pprof/"] {
            let got = ask.path(path).await;
            // Athens has a web page at its top, which some servers give for every path.
            if got.status == 200 && !got.is_page() && !got.body.trim_ascii().is_empty() {
                open.push(got.shown(lang));
            }
        }
        if open.is_empty() {
            return Found::good(say!(
                lang,
                "/catalog, /metrics, /index and /debug are closed",
                "/catalog、/metrics、/index 与 /debug 均未对外开放"
            ));
        }
        let mut found = Found::error(say!(
            lang,
            "anyone can read pages that list every module, private ones too: close them in nginx",
            "任何人都能读取列出全部模块（包括私有模块）的页面：请在 nginx 中关闭"
        ));
        found.evidence = open;
        found
    }

    /// Whether a password is asked for, where this user has one.
    pub(super) async fn auth(&self) -> Found {
        let lang = self.lang;
        let url = self.ask.base();
        let has_password = self.ask.client().credentials.of(url).is_some() || url.password().is_some();
        let with = self.ask.file(MODULE.0, MODULE.1, "info").await;
        if !has_password {
            return match with.status {
                401 | 403 => Found::error(say!(
                    lang,
                    "it asks for a password, and .netrc has none for it",
                    "该代理要求密码，而 .netrc 中没有"
                ))
                .seen(with.shown(lang)),
                _ => Found::information(say!(
                    lang,
                    "it asks for no password: everyone who reaches it can use it",
                    "不要求密码：能访问到它的人都可使用"
                )),
            };
        }
        if matches!(with.status, 401 | 403) {
            return Found::error(say!(lang, "it refuses the password of .netrc", "拒绝 .netrc 中的密码"))
                .seen(with.shown(lang));
        }
        let anonymous = self.ask.anonymous();
        let database = self.service.map_or_else(String::new, |service| service.name().to_owned());
        let (file, sumdb) = tokio::join!(anonymous.file(MODULE.0, MODULE.1, "info"), async {
            anonymous.path(&format!("sumdb/{database}/supported")).await
        });
        let open = [&file, &sumdb].into_iter().filter(|got| got.status == 200);
        let open: Vec<String> = open.map(|got| got.shown(lang)).collect();
        if open.is_empty() {
            return Found::good(say!(
                lang,
                "a password is needed, also for /sumdb/",
                "需要密码，/sumdb/ 也不例外"
            ));
        }
        let mut found = Found::error(say!(lang, "it also answers without the password", "没有密码也能访问"));
        found.evidence = open;
        found
    }

    /// Whether the path of a private module is kept from the upstream, by its log.
    pub(super) async fn private(&self) -> Found {
        let lang = self.lang;
        let Some(log) = &self.options.upstream_log else {
            return Found::skipped(say!(
                lang,
                "whether private paths reach the upstream is seen in its log only (--upstream-log)",
                "私有路径是否传到上游，只能从上游日志看出（--upstream-log）"
            ));
        };
        let patterns = self.go.text("GOPRIVATE").to_owned();
        let host = patterns.split(',').map(|it| it.trim_end_matches(['*', '/'])).find(|it| it.contains('.'));
        let Some(host) = host else {
            return Found::skipped(say!(lang, "GOPRIVATE is not set here", "此处未设置 GOPRIVATE"));
        };
        let name = format!("gv-check-{}", std::process::id());
        let got = self.ask.of_module(&format!("{host}/{name}"), "@v/list").await;
        let Ok(text) = crate::system::file::read_regular(log, 256 << 20) else {
            return Found::skipped(say!(lang, "the log could not be read", "无法读取日志"))
                .seen(log.display().to_string());
        };
        if String::from_utf8_lossy(&text).contains(&name) {
            Found::error(say!(
                lang,
                "the path of a private module reached the upstream: GOPRIVATE has to be in ATHENS_GO_BINARY_ENV_VARS",
                "私有模块的路径传到了上游：须在 ATHENS_GO_BINARY_ENV_VARS 中设置 GOPRIVATE"
            ))
            .seen(got.url)
        } else {
            Found::good(say!(lang, "private paths do not reach the upstream", "私有路径不会传到上游"))
        }
    }
}
