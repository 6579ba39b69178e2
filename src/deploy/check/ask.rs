//! Asking the proxy, as `go` asks it: no Range, no HEAD, patience, no connection that something else would use.

use crate::golang::goproxy::{module_file, version_file};
use crate::lang::{Lang, say};
use crate::net::Credentials;
use crate::probe::client::{Client, Exchange, RequestError, Want};
use crate::probe::http::Fault;
use crate::probe::tls;
use crate::urls::shown;
use std::time::Duration;
use url::Url;

/// Asks one proxy.
#[derive(Clone)]
pub struct Asker {
    client: Client,
    base: Url,
}

/// What came of one question.
#[derive(Debug, Clone)]
pub struct Got {
    /// The address asked, without credentials.
    pub url: String,
    /// The status; 0 without an answer.
    pub status: u16,
    /// Why there is no whole answer.
    pub trouble: Option<RequestError>,
    /// `Content-Type`
    pub kind: String,
    /// The body.
    pub body: Vec<u8>,
    /// What the head says of the length.
    pub length: Option<u64>,
    /// Whether the body came whole, by its own length.
    pub whole: bool,
    /// Whether a cache says that it had it.
    pub cached: bool,
    /// The redirects that were followed.
    pub steps: Vec<Url>,
    /// How long the first byte took.
    pub first_byte: Duration,
}

/// A toolchain is the largest file.
const LIMIT: u64 = 500 << 20;
/// So much of a file shows whether it is a web page.
const GLANCE: u64 = 1024;

impl Asker {
    /// Asks the proxy at this address.
    pub fn new(client: Client, base: Url) -> Self {
        Self { client, base }
    }

    /// The address of the proxy.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// What the probe asks with.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The same without a password.
    #[must_use]
    pub fn anonymous(&self) -> Self {
        let mut base = self.base.clone();
        // Neither can fail for an address with a host.
        let _ = (base.set_username(""), base.set_password(None));
        let client = Client { credentials: Credentials::default(), ..self.client.clone() };
        Self { client, base }
    }

    /// One file of a version of a module.
    pub async fn file(&self, module: &str, version: &str, kind: &str) -> Got {
        match version_file(&self.base, module, version, kind) {
            Ok(url) => self.url(&url, None).await,
            Err(_) => Got::none(&self.base),
        }
    }

    /// What all versions of a module share: `@v/list`, `@latest`.
    pub async fn of_module(&self, module: &str, rest: &str) -> Got {
        match module_file(&self.base, module, rest) {
            Ok(url) => self.url(&url, None).await,
            Err(_) => Got::none(&self.base),
        }
    }

    /// The same by an address that no cache has an answer for.
    pub async fn past_caches(&self, module: &str, rest: &str) -> Got {
        match module_file(&self.base, module, rest) {
            Ok(mut url) => {
                url.set_query(Some(&format!("gv-check={}", std::process::id())));
                self.url(&url, None).await
            }
            Err(_) => Got::none(&self.base),
        }
    }

    /// The first bytes of a file, asked for as a range.
    pub async fn beginning(&self, module: &str, version: &str, kind: &str, last: u64) -> Got {
        match version_file(&self.base, module, version, kind) {
            Ok(url) => self.url(&url, Some(last)).await,
            Err(_) => Got::none(&self.base),
        }
    }

    /// A path below the proxy's address.
    pub async fn path(&self, path: &str) -> Got {
        let segments: Vec<&str> = path.split('/').collect();
        self.url(&crate::golang::goproxy::file(&self.base, &segments), None).await
    }

    /// The same, but only the beginning is read: what the head says of the length is known, and go would ask like this.
    pub async fn glance(&self, path: &str) -> Got {
        let segments: Vec<&str> = path.split('/').collect();
        let url = crate::golang::goproxy::file(&self.base, &segments);
        Got::of(self.client.get(&url, Want::up_to(GLANCE)).await)
    }

    /// The first bytes of a path, asked for as a range.
    pub async fn part(&self, path: &str, last: u64) -> Got {
        let segments: Vec<&str> = path.split('/').collect();
        self.url(&crate::golang::goproxy::file(&self.base, &segments), Some(last)).await
    }

    async fn url(&self, url: &Url, last: Option<u64>) -> Got {
        Got::of(self.client.get(url, Want { last, limit: LIMIT }).await)
    }
}

impl Got {
    fn none(base: &Url) -> Self {
        Self {
            url: shown(base),
            status: 0,
            trouble: Some(RequestError::NoConnection),
            kind: String::new(),
            body: Vec::new(),
            length: None,
            whole: false,
            cached: false,
            steps: Vec::new(),
            first_byte: Duration::ZERO,
        }
    }

    fn of(exchange: Exchange) -> Self {
        let Exchange { url, steps, end, .. } = exchange;
        match end {
            Ok(answer) => {
                let length = answer.body.len() as u64;
                let hit = answer.cache.as_deref().is_some_and(|word| word.contains("HIT"));
                Self {
                    url: shown(&url),
                    status: answer.status,
                    trouble: None,
                    kind: answer.content_type,
                    whole: answer.whole && answer.length.is_none_or(|said| said == length),
                    cached: hit || answer.age.is_some_and(|age| age > 0),
                    body: answer.body,
                    length: answer.length,
                    steps,
                    first_byte: answer.first_byte,
                }
            }
            Err(trouble) => Self { trouble: Some(trouble), steps, ..Self::none(&url) },
        }
    }

    /// Whether it is a whole answer with 200.
    pub fn is_good(&self) -> bool {
        self.status == 200 && self.whole
    }

    /// Whether it began well and ended early.
    pub fn is_cut(&self) -> bool {
        let trouble = self.trouble.as_ref();
        let early =
            matches!(trouble, Some(RequestError::Http(Fault::Truncated { .. } | Fault::Stalled { .. })));
        early || (self.status == 200 && !self.whole)
    }

    /// Whether it says that there is no such thing.
    pub fn is_not_found(&self) -> bool {
        matches!(self.status, 404 | 410)
    }

    /// Whether a web page came.
    pub fn is_page(&self) -> bool {
        self.kind.starts_with("text/html") || self.body.trim_ascii_start().starts_with(b"<")
    }

    /// The body as text, its first line, as long as is shown.
    pub fn line(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        text.lines().next().unwrap_or_default().chars().take(300).collect()
    }

    /// The address and what came, as a line of evidence.
    pub fn shown(&self, lang: Lang) -> String {
        let url = &self.url;
        if let Some(trouble) = &self.trouble {
            return format!("{url}: {}", words(trouble, lang));
        }
        let (status, bytes) = (self.status, self.body.len());
        let millis = self.first_byte.as_millis();
        say!(
            lang,
            "{url}: {status}, {bytes} bytes, first byte after {millis} ms",
            "{url}：{status}，{bytes} 字节，首字节 {millis} ms"
        )
    }
}

/// Why there was no answer.
pub fn words(trouble: &RequestError, lang: Lang) -> String {
    match trouble {
        RequestError::Names => say!(lang, "the name does not resolve", "域名无法解析"),
        RequestError::NoConnection | RequestError::Tcp(_) => say!(lang, "cannot connect", "无法建立连接"),
        RequestError::Proxy(_) => {
            say!(lang, "the proxy on the way made no connection", "途中的代理未能建立连接")
        }
        RequestError::Tls(tls::Fault::Certificate(_)) => {
            say!(lang, "the certificate is not trusted", "证书不受信任")
        }
        RequestError::Tls(tls::Fault::NotTls { .. }) => say!(lang, "it does not speak TLS", "对方不使用 TLS"),
        RequestError::Tls(_) => say!(lang, "the TLS handshake failed", "TLS 握手失败"),
        RequestError::Http(Fault::Truncated { at, .. }) => {
            say!(lang, "the answer ended after {at} bytes", "响应在 {at} 字节后中断")
        }
        RequestError::Http(Fault::Stalled { at }) => {
            say!(lang, "the answer stopped after {at} bytes", "响应在 {at} 字节后停滞")
        }
        RequestError::Http(Fault::Timeout | Fault::Slow) | RequestError::OutOfTime => {
            say!(lang, "no answer in time", "未在时限内响应")
        }
        RequestError::Http(Fault::Closed | Fault::NotHttp(_)) => {
            say!(lang, "the connection was closed without an answer", "连接未经响应即被关闭")
        }
        RequestError::Redirects => say!(lang, "more than ten redirects", "重定向超过十次"),
        RequestError::Downgrade => say!(lang, "a redirect from https to http", "从 https 重定向到 http"),
        RequestError::BadRedirect => say!(lang, "a redirect to an invalid address", "重定向到无效的地址"),
    }
}
