//! The words about what is wrong with an answer.

use super::{Lack, Request, What, Wrong};
use crate::diagnose::Description;
use crate::diagnose::net::words::{log_in, operator, other_way, requested, returned};
use crate::lang::{Lang, say};

impl Lack {
    fn evidence(&self, lang: Lang) -> Vec<String> {
        let said = self.said.as_ref().map(|said| say!(lang, "it says: {said}", "它的说明：{said}"));
        let kept = self.kept.then(|| match self.age {
            Some(age) => say!(
                lang,
                "a cache has kept the 404 for {age} s; a request that bypasses the cache finds the module",
                "缓存中的 404 已保存 {age} 秒：绕过缓存可以获取该模块"
            ),
            None => say!(
                lang,
                "a cache has kept the 404; a request that bypasses the cache finds the module",
                "缓存保存了 404：绕过缓存可以获取该模块"
            ),
        });
        said.into_iter().chain(kept).collect()
    }
}

impl Wrong {
    /// The words, about an answer to a request.
    pub fn description(&self, request: Request<'_>, lang: Lang) -> Description {
        let mut described = Description::of(self.fault(), request.host, lang);
        described.evidence.extend(self.evidence(request, lang));
        described.evidence.extend(request.lack.evidence(lang));
        described.evidence.push(requested(request.url, lang));
        if request.goes_on {
            let next =
                say!(lang, "go continues with the next entry of GOPROXY", "go 会继续尝试 GOPROXY 中的下一项");
            described.evidence.push(next);
        }
        described.fixed_by(self.fix(request.lack, lang))
    }

    fn evidence(&self, request: Request<'_>, lang: Lang) -> Option<String> {
        Some(match self {
            Self::NotFound(_) if request.lack.exists => say!(
                lang,
                "the checksum database knows this version: it exists",
                "校验和数据库中有此版本：它确实存在"
            ),
            Self::Status { status: 206, .. } => say!(
                lang,
                "it returned 206 (a part) to a request for the whole file: a cache has stored a part as the whole file",
                "对完整文件的请求返回了 206（部分内容）：缓存把一部分当作完整文件保存了"
            ),
            Self::NotFound(status) | Self::Status { status, rest: None } => returned(*status, lang),
            Self::Status { status, rest: Some(seconds) } => {
                say!(lang, "{status}, Retry-After: {seconds} s", "{status}，要求 {seconds} 秒后再试")
            }
            Self::Elsewhere { to, plain: true } => say!(
                lang,
                "redirected to https at {to}, where plain http is spoken",
                "被重定向到 {to} 的 https，而该处使用的是普通 http"
            ),
            Self::Portal { to } | Self::Downgrade { to } | Self::Elsewhere { to, .. } => {
                say!(lang, "redirected to {to}", "被重定向到 {to}")
            }
            Self::Nonconforming(What::WebPage) => say!(lang, "it returned a web page", "返回的是网页"),
            Self::Nonconforming(What::NoProxy) => say!(
                lang,
                "it returned 404 with a web page to every request: there is no module proxy at this path",
                "对每个请求都返回 404 网页：该路径上没有模块代理"
            ),
            Self::Nonconforming(What::OtherModule { module }) => say!(
                lang,
                "it returned the files of {module}: the path may have lost its capitals (!) on the way",
                "返回的是 {module} 的文件：路径中的大写转义（!）可能在途中丢失"
            ),
            Self::Nonconforming(What::OtherVersion { version }) => {
                say!(lang, "it returned the version {version}", "返回的版本是 {version}")
            }
            Self::Nonconforming(What::Unreadable | What::NotHttp) => {
                say!(lang, "go cannot read what it returned", "go 无法读懂返回的内容")
            }
            Self::Truncated { at, of: Some(of) } => {
                say!(lang, "after {at} of {of} bytes", "共 {of} 字节，只收到 {at} 字节")
            }
            Self::Truncated { at, of: None } | Self::Stalled { at: Some(at) } => {
                say!(lang, "after {at} bytes", "在 {at} 字节之后")
            }
            Self::Stalled { at: None } => say!(
                lang,
                "it accepted the request and did not respond; go has no time limit there",
                "它接受了请求却不应答；go 在此没有超时限制，会一直等待"
            ),
            Self::Slow { seconds } => say!(
                lang,
                "no answer within {seconds} s; go waits longer. A proxy that first fetches the module itself (Athens) takes its time",
                "{seconds} 秒内没有应答，而 go 会等待更久。代理若要先自行获取模块（如 Athens），需要一些时间"
            ),
            Self::Loop | Self::BadZip | Self::Closed => return None,
        })
    }

    fn fix(&self, lack: &Lack, lang: Lang) -> String {
        match self {
            Self::NotFound(_) if lack.kept => say!(
                lang,
                "ask the operator of that proxy to remove the kept 404, and not to keep any",
                "请该代理的管理者清除缓存的 404，并不再缓存 404"
            ),
            Self::NotFound(_) if lack.exists => say!(
                lang,
                "the proxy refuses it, or cannot reach its upstream: ask the operator of the proxy",
                "该代理拒绝提供它，或无法访问其上游：请联系其管理者"
            ),
            Self::Status { status: 206, .. } => say!(
                lang,
                "ask its operator to empty that cache, and not to keep answers with 206",
                "请其管理者清空该缓存，并不再缓存 206 应答"
            ),
            Self::Status { status: 504, .. } => say!(
                lang,
                "try again, it may have the module by now; ask its operator to wait longer for the server behind it",
                "请重试，它现在可能已有该模块；并请其管理者延长等待上游的时间"
            ),
            Self::NotFound(_) => say!(
                lang,
                "check the module's path and version; a private module needs GOPRIVATE, another proxy may follow after a comma in GOPROXY",
                "请检查模块路径和版本；私有模块需要设置 GOPRIVATE，也可在 GOPROXY 中用逗号添加其他代理"
            ),
            Self::Status { status: 401, .. } => say!(
                lang,
                "put user and password for that host into ~/.netrc",
                "把该主机的用户名和密码写入 ~/.netrc"
            ),
            Self::Status { status: 429, .. } => say!(
                lang,
                "wait, or add another proxy: after | in GOPROXY, go continues after any failure",
                "请稍候，或添加其他代理：GOPROXY 中的 | 表示任何失败都继续下一项"
            ),
            Self::Status { .. } => say!(
                lang,
                "ask its operator. If GOPROXY has a further entry: after a comma, go stops at this response; after |, it continues",
                "请联系其管理者。如果 GOPROXY 中还有其他项：逗号遇到此应答会停止，| 则继续下一项"
            ),
            Self::Portal { .. } => log_in(lang),
            Self::Nonconforming(_) => say!(
                lang,
                "the address may not be that of a module proxy, or the proxy is broken: correct the address, or use another one",
                "该地址可能不是模块代理，或该代理有故障：请更正地址或换用其他代理"
            ),
            Self::Loop | Self::Downgrade { .. } | Self::Truncated { .. } | Self::BadZip => operator(lang),
            Self::Elsewhere { .. } | Self::Closed => other_way(lang),
            Self::Stalled { .. } => say!(
                lang,
                "use another mirror; | in GOPROXY does not help while go waits",
                "请使用其他镜像：go 一直等待时，GOPROXY 中的 | 不起作用"
            ),
            Self::Slow { .. } => {
                say!(
                    lang,
                    "run it again: what the proxy has stored by then is served at once",
                    "请重试：代理已获取的内容会立即返回"
                )
            }
        }
    }
}
