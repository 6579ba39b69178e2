//! What takes the proxy some work, and so is asked for by name.

use super::content::h1;
use super::{Checker, Found, Got, MODULE};
use crate::lang::say;
use crate::probe::{Boxed, together};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// So many clients ask at once.
const CLIENTS: usize = 10;
/// Who waits longer for a first byte than this, does it wrong.
const LONG: Duration = Duration::from_mins(1);

impl Checker<'_> {
    /// How long a module that the proxy does not have takes.
    pub(super) async fn cold(&self) -> Found {
        let lang = self.lang;
        let Some((module, version)) = self.options.cold.first() else {
            return Found::skipped(say!(
                lang,
                "name a module that the proxy does not have yet: --cold MODULE@VERSION",
                "请指定代理尚未保存的模块：--cold MODULE@VERSION"
            ));
        };
        let got = self.ask.file(module, version, "info").await;
        if got.status == 504 {
            return Found::error(say!(
                lang,
                "nginx gives up before Athens has fetched the module (504): raise proxy_read_timeout",
                "Athens 尚未取得模块，nginx 就已放弃（504）：请调大 proxy_read_timeout"
            ))
            .seen(got.shown(lang));
        }
        if got.status == 500 {
            return Found::error(say!(
                lang,
                "it returns 500 for a module that it does not have yet: it cannot store files, its disk may be full or read-only",
                "尚未保存的模块返回 500：无法写入，磁盘可能已满或只读"
            ))
            .seen(got.shown(lang));
        }
        if !got.is_good() {
            return Found::error(say!(
                lang,
                "{module}@{version} is not served",
                "无法获取 {module}@{version}"
            ))
            .seen(got.shown(lang));
        }
        if got.first_byte > LONG {
            return Found::warning(say!(
                lang,
                "a cold module takes longer than a minute",
                "首次获取模块超过一分钟"
            ))
            .seen(got.shown(lang));
        }
        Found::good(say!(lang, "a module is fetched when it is first asked for", "首次请求时即可取得模块"))
            .seen(got.shown(lang))
    }

    /// Whether it was stored.
    pub(super) async fn stored(&self) -> Found {
        let lang = self.lang;
        let Some((module, version)) = self.options.cold.first() else {
            return Found::skipped(say!(lang, "see cold", "见 cold"));
        };
        let got = self.ask.file(module, version, "zip").await;
        if !got.is_good() {
            return Found::error(say!(lang, "what was fetched was not stored", "取得的模块没有保存下来"))
                .seen(got.shown(lang));
        }
        Found::good(say!(lang, "what was fetched is stored", "取得的模块已保存")).seen(got.shown(lang))
    }

    /// Ten clients that ask for the same cold module at once.
    pub(super) async fn load(&self) -> Found {
        let lang = self.lang;
        let Some((module, version)) = self.options.cold.get(1).filter(|_| self.options.load) else {
            return Found::skipped(say!(
                lang,
                "ten clients at once: --load, and a second --cold MODULE@VERSION",
                "十个客户端同时请求：使用 --load，并再指定一个 --cold MODULE@VERSION"
            ));
        };
        let asking = (0..CLIENTS).map(|_| {
            let (ask, module, version) = (self.ask.clone(), module.clone(), version.clone());
            Box::pin(async move { ask.file(&module, &version, "zip").await }) as Boxed<Got>
        });
        let all = together(asking).await;
        let failed: Vec<&Got> = all.iter().filter(|got| !got.is_good()).collect();
        if let Some(first) = failed.first() {
            return Found::error(say!(
                lang,
                "{count} of {CLIENTS} clients that asked for one cold module at once failed: with redis, Athens gives those who wait 500 after 10 s",
                "{CLIENTS} 个客户端同时请求一个未保存的模块，{count} 个失败：使用 redis 时，Athens 会在 10 秒后让等待者得到 500",
                count = failed.len()
            ))
            .seen(first.shown(lang));
        }
        let whole = all.iter().all(|got| got.body == all[0].body);
        if whole && h1(&all[0].body, &format!("{module}@{version}/")).is_some() {
            return Found::good(say!(
                lang,
                "{CLIENTS} clients at once got the same zip",
                "{CLIENTS} 个客户端同时请求，得到相同的 zip"
            ));
        }
        Found::error(say!(
            lang,
            "clients that asked at once got different zips: a zip is served while it is being stored",
            "同时请求的客户端得到不同的 zip：zip 在写入过程中就被提供"
        ))
    }

    /// A zip that is asked for while the module is being stored.
    pub(super) async fn atomic(&self) -> Found {
        let lang = self.lang;
        let Some((module, version)) = self.options.cold.get(2).filter(|_| self.options.load) else {
            return Found::skipped(say!(
                lang,
                "a zip that is asked for while it is stored: --load, and a third --cold MODULE@VERSION, a large module",
                "在写入过程中请求 zip：使用 --load，并再指定一个较大模块 --cold MODULE@VERSION"
            ));
        };
        let info = {
            let (ask, module, version) = (self.ask.clone(), module.clone(), version.clone());
            tokio::spawn(async move { ask.file(&module, &version, "info").await })
        };
        let mut half = None;
        while !info.is_finished() {
            let zip = self.ask.file(module, version, "zip").await;
            if zip.status == 200 && h1(&zip.body, &format!("{module}@{version}/")).is_none() {
                half = Some(zip);
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        let _ = info.await;
        match half {
            Some(zip) => Found::error(say!(
                lang,
                "a zip is served before it is whole; let nginx ask for the .info first (auth_request)",
                "zip 尚未写完就被提供；请让 nginx 先请求 .info（auth_request）"
            ))
            .seen(zip.shown(lang)),
            None => Found::good(say!(lang, "no half zip was served", "没有提供不完整的 zip")),
        }
    }

    /// Whether the proxy goes on while one Athens is stopped.
    pub(super) async fn failover(&self) -> Found {
        let lang = self.lang;
        let Some(time) = self.options.disrupt else {
            return Found::skipped(say!(
                lang,
                "stop one Athens while this runs: --disrupt SECONDS",
                "运行期间停掉一个 Athens：--disrupt SECONDS"
            ));
        };
        let until = Instant::now() + time;
        let mut asked = 0_u32;
        while Instant::now() < until {
            // A list is never kept, so it always reaches an Athens.
            let got = self.ask.of_module(MODULE.0, "@v/list").await;
            asked += 1;
            if !got.is_good() {
                return Found::error(say!(lang, "a request failed", "有请求失败")).seen(got.shown(lang));
            }
            sleep(Duration::from_millis(500)).await;
        }
        Found::good(say!(lang, "{asked} requests were all answered", "{asked} 次请求全部得到响应"))
    }
}
