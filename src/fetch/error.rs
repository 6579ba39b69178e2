//! What comes of a fetch that failed. What one source did stands in [`Fault`].

use super::{Fault, Tls};
use crate::golang::proxy::BadProxy;
use crate::lang::{Explain, Hint, Lang, between, code, displayed, say};
use crate::shell::Shell;
use crate::system::FileError;
use crate::urls::shown;
use url::Url;

/// A fetch that failed. Addresses carry no credentials: see [`shown`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A proxy variable makes no sense.
    Proxy(#[from] BadProxy),
    /// The HTTP client cannot be made.
    Client {
        /// In the words of the library.
        reason: String,
    },
    /// One address could not be fetched.
    Failed {
        /// The address, without credentials.
        url: String,
        /// What it did.
        fault: Fault,
    },
    /// No source could send the whole file.
    AllFailed {
        /// The file that was wanted.
        file: String,
        /// The last trouble with each source, in the order they were given.
        attempts: Vec<Trouble>,
    },
    /// The file that keeps the bytes cannot be used.
    Disk(#[from] FileError),
    /// No source began to send before another way was found.
    Overtaken,
    /// Whoever took the bytes wants no more.
    Stopped,
}

/// What one source did in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The source's name.
    pub source: String,
    /// What it did.
    pub fault: Fault,
}

impl Error {
    /// The HTTP status, when that is what went wrong.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Failed { fault, .. } => fault.status(),
            _ => None,
        }
    }

    /// A fault of an address.
    pub(super) fn failed(url: &Url) -> impl FnOnce(Fault) -> Self {
        let url = shown(url);
        move |fault| Self::Failed { url, fault }
    }
}

/// The sources that had the same fault together, in the order of the first of each.
pub fn by_fault(attempts: &[Trouble]) -> Vec<(Vec<&str>, &Fault)> {
    let mut groups: Vec<(Vec<&str>, &Fault)> = Vec::new();
    for Trouble { source, fault } in attempts {
        match groups.iter_mut().find(|(_, known)| *known == fault) {
            Some((sources, _)) => sources.push(source),
            None => groups.push((vec![source], fault)),
        }
    }
    groups
}

/// Where a proxy on this machine usually listens.
const EXAMPLE_PROXY: &str = "http://127.0.0.1:7890";

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Proxy(bad) => bad.message(lang),
            Self::Client { reason } => {
                say!(lang, "cannot set up the network client: {reason}", "无法初始化网络客户端：{reason}")
            }
            Self::Failed { url, fault } => {
                say!(lang, "{url}: {fault}", "{url}：{fault}", fault = fault.message(lang))
            }
            Self::AllFailed { file, .. } => {
                say!(lang, "no source could provide {file}", "所有来源均未能提供 {file}")
            }
            Self::Disk(error) => error.message(lang),
            Self::Overtaken => say!(lang, "the mirrors did not answer", "各镜像均没有响应"),
            Self::Stopped => say!(lang, "stopped", "已停止"),
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::AllFailed { attempts, .. } => listed(attempts, lang),
            _ => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Proxy(BadProxy { variable, .. }) => vec![
                Hint::set(variable, EXAMPLE_PROXY),
                Hint::words(say!(
                    lang,
                    "special characters in a password are written as %40, %23, …",
                    "密码中的特殊字符须写成 %40、%23 等形式"
                )),
            ],
            Self::Failed { fault, .. } => ways_through(&[fault], lang),
            Self::AllFailed { attempts, .. } => {
                let faults: Vec<_> = attempts.iter().map(|trouble| &trouble.fault).collect();
                ways_through(&faults, lang)
            }
            Self::Disk(error) => error.hints(lang),
            Self::Client { .. } | Self::Overtaken | Self::Stopped => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Disk(_) | Self::Stopped => code::FAILED,
            _ => code::NETWORK,
        }
    }
}

/// One line a fault, with the sources that had it before it.
pub(crate) fn listed(attempts: &[Trouble], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (sources, fault) in by_fault(attempts) {
        let (sources, fault) = (sources.join(&between(lang)), fault.message(lang));
        lines.push(say!(lang, "  {sources}: {fault}", "  {sources}：{fault}"));
    }
    lines
}

/// Whether nothing was queried, because the user wants gv to stay offline.
pub(crate) fn are_offline(faults: &[&Fault]) -> bool {
    !faults.is_empty() && faults.iter().all(|fault| matches!(fault, Fault::Offline))
}

/// Whether another address could do better: not where the user wants gv to stay offline, nor where all of them are
/// reached through a proxy that does not work. One that refuses some hosts may let others through.
pub(crate) fn another_source_may_help(attempts: &[Trouble]) -> bool {
    attempts.iter().any(|trouble| match &trouble.fault {
        Fault::Offline => false,
        Fault::Proxy { fault, .. } => **fault == Fault::ProxyRefused,
        _ => true,
    })
}

/// Whether every source says that it does not have the file.
pub(crate) fn is_nowhere(attempts: &[Trouble]) -> bool {
    let absent = |fault: &Fault| *fault == Fault::NoFile || matches!(fault.status(), Some(404 | 410));
    attempts.iter().all(|trouble| absent(&trouble.fault))
}

/// What to do about the way to the sources, the likeliest first.
pub(crate) fn ways_through(faults: &[&Fault], lang: Lang) -> Vec<Hint> {
    let any = |is: fn(&Fault) -> bool| faults.iter().any(|fault| is(fault));
    let mut hints = Vec::new();
    if any(|fault| matches!(fault, Fault::Offline)) {
        hints.push(allow_the_network());
    }
    let logins = faults.iter().filter_map(|fault| match fault {
        Fault::Login(bad) => bad.hint(),
        _ => None,
    });
    hints.extend(logins);
    if any(|fault| fault.status() == Some(401)) {
        hints.push(Hint::words(say!(
            lang,
            "a login for that host: a line in ~/.netrc, or [network.hosts] in config.toml (docs/company.md)",
            "为该主机配置登录：~/.netrc 中的一行，或 config.toml 的 [network.hosts]（docs/company.md）"
        )));
    }
    // What a proxy that runs refuses is measured; another address does not mend it.
    let runs = |fault: &Fault| matches!(fault, Fault::ProxyAuth | Fault::ProxyRefused | Fault::Tls(_));
    if faults.iter().any(|fault| matches!(fault, Fault::Proxy { fault, .. } if !runs(fault))) {
        hints.push(mind_the_proxy(lang));
    }
    if any(is_measurable) {
        hints.push(measure_the_network());
    }
    if any(|fault| matches!(fault, Fault::Tls(Tls::Untrusted))) {
        hints.push(Hint::words(say!(
            lang,
            "install the ca-certificates package, or name the file with your roots:",
            "安装 ca-certificates 软件包，或指定您的根证书文件："
        )));
        hints.push(Hint::set("SSL_CERT_FILE", "/path/to/your/roots.pem"));
    }
    if faults.iter().all(|fault| matches!(fault, Fault::Dns | Fault::Timeout | Fault::Unreachable)) {
        hints.push(Hint::words(say!(
            lang,
            "if your network has a proxy, set its address:",
            "如果所在网络有代理，请设置其地址："
        )));
        hints.push(Hint::set("HTTPS_PROXY", EXAMPLE_PROXY));
    }
    hints
}

/// Whether `gv doctor net` can say why: the network or something on the path fails, not what the source has.
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
        | Fault::TooMany { .. }
        | Fault::Range { .. }
        | Fault::Scheme(_)
        | Fault::Login(_)
        | Fault::Offline
        | Fault::NoFile
        | Fault::File(_) => false,
    }
}

/// How to lift `GV_OFFLINE`.
pub(crate) fn allow_the_network() -> Hint {
    Hint::command(Shell::USUAL.unset("GV_OFFLINE"))
}

/// Measuring says more than guessing.
pub(crate) fn measure_the_network() -> Hint {
    Hint::command("gv doctor net")
}

fn mind_the_proxy(lang: Lang) -> Hint {
    Hint::words(say!(
        lang,
        "start that proxy, correct HTTPS_PROXY and HTTP_PROXY, or unset them",
        "启动该代理，或更正、取消 HTTPS_PROXY 与 HTTP_PROXY"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Report;

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
            report.text(),
            "所有来源均未能提供 go1.22.3.tar.gz\n  go.dev：代理 http://127.0.0.1:7890：连接被拒绝\n  mirror.example：返回了 503"
        );
        let hints = [mind_the_proxy(Lang::Zh), measure_the_network()];
        assert_eq!(report.hints, hints);
        assert_eq!(report.code, code::NETWORK);
    }
}
