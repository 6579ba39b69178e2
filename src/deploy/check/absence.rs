//! What there is not, and what has just come to be: answers that must not be kept.

use super::{Checker, Found, Got, MODULE};
use crate::golang::toolchain;
use crate::lang::say;
use std::collections::HashSet;

/// A version and a module that there are not.
const NO_VERSION: &str = "v0.9.99";
const NO_MODULE: &str = "github.com/pkg/there-is-no-such-module-of-that-name";

/// What answers at the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ServerKind {
    /// A module proxy, whatever is wrong with it.
    Proxy,
    /// A web server that knows nothing of modules there.
    Other,
}

/// How a Go server that has nothing at a path answers. Athens says of a module that it is "not found: …", or nothing.
const NO_HANDLER: &[u8] = b"404 page not found";

impl Checker<'_> {
    /// Whether the 404s are those of a module proxy.
    pub(super) async fn server(&self) -> ServerKind {
        let info = self.ask.file(MODULE.0, MODULE.1, "info").await;
        if !info.is_not_found() {
            return ServerKind::Proxy;
        }
        let list = self.ask.of_module(MODULE.0, "@v/list").await;
        let is_foreign = |got: &Got| {
            got.is_not_found() && (got.is_page() || got.body.trim_ascii().starts_with(NO_HANDLER))
        };
        if is_foreign(&info) && is_foreign(&list) { ServerKind::Other } else { ServerKind::Proxy }
    }

    /// What there is not is a 404.
    pub(super) async fn not_found(&self) -> Found {
        let lang = self.lang;
        let version = self.ask.file(MODULE.0, NO_VERSION, "info").await;
        let module = self.ask.of_module(NO_MODULE, "@v/list").await;
        for got in [&version, &module] {
            if got.is_not_found() {
                continue;
            }
            let text = if got.status == 200 && got.is_page() {
                say!(
                    lang,
                    "it returns a web page with 200 for a module that does not exist",
                    "对不存在的内容返回 200 网页"
                )
            } else if got.status == 200 && got.body.trim_ascii().is_empty() {
                // Athens' list in network mode fallback.
                continue;
            } else if got.status == 200 {
                say!(lang, "it returns 200 for a module that does not exist", "对不存在的内容返回 200")
            } else {
                say!(
                    lang,
                    "it does not return 404 for a module that does not exist: after a comma in GOPROXY, go does not continue with the next proxy",
                    "对不存在的内容没有返回 404：GOPROXY 用逗号分隔时，go 不会继续询问下一个代理"
                )
            };
            return Found::error(text).seen(got.shown(lang));
        }
        Found::good(say!(
            lang,
            "404 for an unknown version and an unknown module",
            "未知版本与未知模块均返回 404"
        ))
    }

    /// A 404 is not kept.
    pub(super) async fn not_found_kept(&self) -> Found {
        let lang = self.lang;
        let _ = self.ask.file(MODULE.0, NO_VERSION, "info").await;
        let again = self.ask.file(MODULE.0, NO_VERSION, "info").await;
        if again.is_not_found() && again.cached {
            return Found::error(say!(
                lang,
                "a cache keeps 404s: a version published a minute ago stays unknown",
                "缓存保存了 404：刚发布的版本会一直不可用"
            ))
            .seen(again.shown(lang));
        }
        Found::good(say!(lang, "no sign that 404s are kept", "没有迹象表明 404 被缓存"))
    }

    /// Lists and `@latest` are asked anew.
    pub(super) async fn fresh_lists(&self) -> Found {
        let lang = self.lang;
        for rest in ["@v/list", "@latest"] {
            let _ = self.ask.of_module(MODULE.0, rest).await;
            let again = self.ask.of_module(MODULE.0, rest).await;
            if again.status == 200 && again.cached {
                return Found::error(say!(
                    lang,
                    "a cache keeps {rest}: go get MODULE@latest gives an old version",
                    "缓存保存了 {rest}：go get MODULE@latest 会得到旧版本"
                ))
                .seen(again.shown(lang));
            }
        }
        // A cache that says nothing shows itself where another address for the same list knows more.
        for module in [MODULE.0, toolchain::MODULE] {
            let usual = self.ask.of_module(module, "@v/list").await;
            let fresh = self.ask.past_caches(module, "@v/list").await;
            if usual.is_good() && fresh.is_good() && !fresh.is_page() && lacks(&usual.body, &fresh.body) {
                return Found::error(say!(
                    lang,
                    "a cache keeps the list of {module}: it lacks versions that the proxy knows",
                    "缓存保存了 {module} 的版本列表：缺少代理已知的版本"
                ))
                .seen(usual.shown(lang))
                .seen(fresh.shown(lang));
            }
        }
        Found::good(say!(lang, "no sign that lists or @latest are kept", "没有迹象表明列表或 @latest 被缓存"))
    }

    /// A module that the checksum database knows and the proxy does not: its upstream is down, or refuses.
    pub(super) async fn upstream(&self) -> Found {
        let lang = self.lang;
        let (module, version) = MODULE;
        let info = self.ask.file(module, version, "info").await;
        if info.is_good() {
            return Found::good(say!(lang, "the proxy has what its upstream has", "上游可用"));
        }
        if !info.is_not_found() {
            return Found::skipped(say!(lang, "see files", "见 files")).seen(info.shown(lang));
        }
        let list = self.ask.of_module(module, "@v/list").await;
        match self.hashes(module, version).await {
            Some(Ok(_)) => Found::error(say!(
                lang,
                "the checksum database has {module}@{version}, the proxy answers 404: its upstream refuses it or cannot be reached; Athens answers every failure with 404",
                "校验和数据库中有 {module}@{version}，代理却返回 404：其上游拒绝或无法访问（Athens 对任何失败都返回 404）"
            ))
            .seen(list.line()),
            _ => Found::error(say!(
                lang,
                "the proxy answers 404 for {module}@{version}, which every proxy has: its upstream refuses it or cannot be reached",
                "代理对任何代理都有的 {module}@{version} 返回 404：其上游拒绝或无法访问"
            ))
            .seen(list.line()),
        }
    }
}

/// Whether a list has lines that another one of the same does not have.
fn lacks(usual: &[u8], fresh: &[u8]) -> bool {
    let lines = |list: &[u8]| -> HashSet<Vec<u8>> {
        list.split(|byte| *byte == b'\n').map(|line| line.trim_ascii().to_vec()).collect()
    };
    !lines(fresh).is_subset(&lines(usual))
}
