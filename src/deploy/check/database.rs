//! The checksum database and toolchains through the proxy.

use super::content::h1;
use super::{Checker, Found, MODULE};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::lang::{Explain, Report, say};
use crate::release::{Manifest, Platform};
use crate::version::Version;

impl Checker<'_> {
    /// The database, passed on: supported, and a record proven under a signed tree.
    pub(super) async fn sumdb(&self) -> Found {
        let lang = self.lang;
        let Some(service) = self.service else {
            return Found::skipped(say!(lang, "GOSUMDB is off here", "此处 GOSUMDB 已关闭"));
        };
        let name = service.name();
        let supported = self.ask.path(&format!("sumdb/{name}/supported")).await;
        if supported.is_not_found() {
            return Found::warning(say!(
                lang,
                "it does not pass {name} on: every client has to reach {name} itself; let nginx pass /sumdb/{name}/ to the upstream",
                "不转发 {name}：每个客户端都须能直接访问它；请让 nginx 将 /sumdb/{name}/ 转发给上游"
            ))
            .seen(supported.shown(lang));
        }
        if supported.status != 200 || supported.is_page() {
            return Found::error(say!(
                lang,
                "it does not say whether it passes {name} on",
                "没有说明是否转发 {name}"
            ))
            .seen(supported.shown(lang));
        }
        match self.hashes(MODULE.0, MODULE.1).await {
            None | Some(Ok(_)) => Found::good(say!(
                lang,
                "{name} is passed on, and its record is verified",
                "转发 {name}，其记录已通过校验"
            )),
            Some(Err(error)) => {
                let refused = error.is_refusal();
                let report = Report::of(&error, lang);
                let text = if refused {
                    say!(lang, "what it passes on is not signed by {name}", "转发的内容并非由 {name} 签名")
                } else {
                    say!(
                        lang,
                        "it says that it passes {name} on and does not: Athens asks {name} itself; set ATHENS_SUM_DBS= and let nginx pass /sumdb/{name}/ to the upstream",
                        "声称转发 {name}，实际不能：Athens 会直接访问 {name}；请设置 ATHENS_SUM_DBS= 并让 nginx 将 /sumdb/{name}/ 转发给上游"
                    )
                };
                let mut found = Found::error(text);
                found.evidence = report.lines();
                let _ = error.code();
                found
            }
        }
    }

    /// The list of toolchains; one of them whole, where that is asked for. An `.info` would make Athens fetch it.
    pub(super) async fn toolchains(&self) -> Found {
        let lang = self.lang;
        if let Some(version) = &self.options.toolchain {
            return self.toolchain(version).await;
        }
        let list = self.ask.of_module(toolchain::MODULE, "@v/list").await;
        let listed = toolchain::listed(&list.body).unwrap_or_default();
        let newest = Manifest::built_in().versions().filter(|it| !it.is_prerelease()).max().cloned();
        if !list.is_good() || listed.is_empty() {
            return Found::warning(say!(
                lang,
                "it lists no toolchains: GOTOOLCHAIN cannot download any through it",
                "没有列出工具链：GOTOOLCHAIN 无法通过它下载"
            ))
            .seen(list.shown(lang));
        }
        match newest.filter(|newest| !listed.iter().any(|it| it.version() >= newest)) {
            Some(newest) => Found::warning(say!(lang, "it does not list go{newest}", "没有列出 go{newest}")),
            None => Found::good(say!(
                lang,
                "it lists the newest toolchains (--toolchain V reads one)",
                "工具链列表包含最新版本（--toolchain V 可完整下载并校验其中一个）"
            )),
        }
    }

    /// One toolchain, whole and verified.
    async fn toolchain(&self, version: &Version) -> Found {
        let lang = self.lang;
        let platform = Platform::host();
        let Some(name) = ModuleVersion::of(version, &platform.os, &platform.arch) else {
            return Found::skipped(say!(
                lang,
                "go{version} is not in golang.org/toolchain",
                "golang.org/toolchain 中没有 go{version}"
            ));
        };
        let zip = self.ask.file(toolchain::MODULE, &name.to_string(), "zip").await;
        let seen = zip.shown(lang);
        if !zip.is_good() {
            return Found::error(say!(
                lang,
                "go{version} is not served as a toolchain",
                "无法获取工具链 go{version}"
            ))
            .seen(seen);
        }
        let actual = h1(&zip.body, &name.prefix());
        match (self.hashes(toolchain::MODULE, &name.to_string()).await, actual) {
            (Some(Ok(hashes)), Some(h1)) if hashes.zip == h1 => {
                Found::good(say!(lang, "go{version} is complete and verified", "go{version} 完整且已校验"))
                    .seen(seen)
            }
            (_, None) => {
                Found::error(say!(lang, "the zip of go{version} is damaged", "go{version} 的 zip 已损坏"))
                    .seen(seen)
            }
            (Some(Ok(_)), _) => Found::error(say!(
                lang,
                "go{version} is not what the checksum database has",
                "go{version} 与校验和数据库不一致"
            ))
            .seen(seen),
            _ => Found::warning(say!(
                lang,
                "go{version} is complete but not verified: see sumdb",
                "go{version} 完整，但未校验，见 sumdb"
            ))
            .seen(seen),
        }
    }
}
