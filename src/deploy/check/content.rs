//! Whether what comes is what was asked for: by content, not by status.

use super::absence::ServerKind;
use super::{Checker, Found, Got, MODULE};
use crate::lang::say;
use crate::unpack;
use crate::verify::H1;
use std::io::Write;

/// Modules whose addresses are escaped, or have a version in their path; their `.mod` says whose it is.
const ESCAPED: [(&str, &str); 3] = [
    ("github.com/BurntSushi/toml", "v0.3.1"),
    ("github.com/dgrijalva/jwt-go", "v3.2.0+incompatible"),
    ("github.com/cespare/xxhash/v2", "v2.2.0"),
];

impl Checker<'_> {
    /// The three files of one version.
    pub(super) async fn files(&self, server: ServerKind) -> Found {
        let lang = self.lang;
        if server == ServerKind::Other {
            return Found::error(say!(
                lang,
                "there is no module proxy at this path: the web server itself answers 404; a part of the address may be missing, such as /go",
                "此路径上没有模块代理：404 来自 Web 服务器本身；地址可能缺少一部分，例如 /go"
            ))
            .seen(self.ask.of_module(MODULE.0, "@v/list").await.shown(lang));
        }
        let (module, version) = MODULE;
        let info = self.ask.file(module, version, "info").await;
        let go_mod = self.ask.file(module, version, "mod").await;
        let zip = self.ask.file(module, version, "zip").await;
        if let Some(page) = [&info, &go_mod, &zip].into_iter().find(|got| got.status == 200 && got.is_page())
        {
            return Found::error(say!(
                lang,
                "a web page came instead of a module: the address is not that of a module proxy, or a login stands before it",
                "返回的是网页而不是模块：该地址不是模块代理，或前面有登录页"
            ))
            .seen(page.shown(lang));
        }
        if let Some(bad) = [&info, &go_mod, &zip].into_iter().find(|got| !got.is_good()) {
            return self.not_served(bad);
        }
        if version_of(&info).as_deref() != Some(version) {
            return Found::error(say!(
                lang,
                ".info does not describe {version}",
                ".info 的内容不是 {version}"
            ))
            .seen(info.line());
        }
        if !names(&go_mod, module) {
            return Found::error(say!(lang, ".mod does not belong to {module}", ".mod 不属于 {module}"))
                .seen(go_mod.line());
        }
        if !zip.body.starts_with(b"PK\x03\x04") {
            return Found::error(say!(lang, ".zip is not a zip file", ".zip 不是 zip 文件"))
                .seen(zip.shown(lang));
        }
        Found::good(say!(
            lang,
            "{module}@{version}: .info, .mod and .zip",
            "{module}@{version}：.info、.mod、.zip"
        ))
    }

    fn not_served(&self, got: &Got) -> Found {
        let lang = self.lang;
        let text = match got.status {
            _ if got.is_cut() => say!(
                lang,
                "the answer is cut: the disk of the cache may be full",
                "响应被截断：缓存所在磁盘可能已满"
            ),
            0 => say!(lang, "it gives no answer to a request for a module", "对模块的请求没有响应"),
            401 => say!(lang, "it asks for a login (401): see auth", "要求登录（401），见 auth"),
            403 => say!(
                lang,
                "it refuses a module that every proxy has (403)",
                "拒绝提供任何代理都应有的模块（403）"
            ),
            404 | 410 => say!(
                lang,
                "it does not have a module that every proxy has; the check upstream says why",
                "缺少任何代理都应有的模块，原因见 upstream 检查"
            ),
            500 => say!(
                lang,
                "it answers with an internal error: its disk may be full or read-only, or its object store down",
                "内部错误：磁盘可能已满或只读，或对象存储不可用"
            ),
            502 | 503 => say!(lang, "nginx reaches no Athens", "nginx 无法连接任何 Athens"),
            504 => say!(
                lang,
                "nginx gives up before Athens answers: proxy_read_timeout is too short",
                "nginx 在 Athens 响应前放弃：proxy_read_timeout 过短"
            ),
            206 => say!(
                lang,
                "a part is served as the whole file (206): the cache keeps parts",
                "把部分内容当作整个文件提供（206）：缓存保存了片段"
            ),
            _ => say!(lang, "it does not serve modules", "没有提供模块"),
        };
        Found::error(text).seen(got.shown(lang))
    }

    /// The zip of the small module, whole and as the checksum database has it.
    pub(super) async fn whole_zip(&self) -> Found {
        let lang = self.lang;
        let (module, version) = MODULE;
        let zip = self.ask.file(module, version, "zip").await;
        if !zip.is_good() {
            return self.not_served(&zip);
        }
        let Some(h1) = h1(&zip.body, &format!("{module}@{version}/")) else {
            return Found::error(say!(
                lang,
                "the zip is damaged: half of it was kept when it was being stored (Athens' disk storage)",
                "zip 已损坏：在写入过程中被缓存了一半（Athens 的磁盘存储）"
            ))
            .seen(zip.shown(lang));
        };
        match self.hashes(module, version).await {
            None => Found::information(say!(
                lang,
                "the zip is complete; GOSUMDB is off here, so it is not verified",
                "zip 完整；此处 GOSUMDB 已关闭，未作校验"
            )),
            Some(Ok(hashes)) if hashes.zip == h1 => Found::good(say!(
                lang,
                "the zip is complete and matches the checksum database",
                "zip 完整，且与校验和数据库一致"
            )),
            Some(Ok(hashes)) => Found::error(say!(
                lang,
                "the zip does not match the checksum database",
                "zip 与校验和数据库中的不一致"
            ))
            .seen(h1.to_string())
            .seen(hashes.zip.to_string()),
            Some(Err(_)) => Found::information(say!(
                lang,
                "the zip is complete; the checksum database did not verify it, see sumdb",
                "zip 完整；校验和数据库未能校验，见 sumdb"
            )),
        }
    }

    /// The same zip, in full and in part, must stay the same.
    pub(super) async fn same_zip(&self) -> Found {
        let lang = self.lang;
        let (module, version) = MODULE;
        let before = self.ask.file(module, version, "zip").await;
        let part = self.ask.beginning(module, version, "zip", 99).await;
        let after = self.ask.file(module, version, "zip").await;
        if after.status == 206 || (before.is_good() && !after.is_good()) {
            return Found::error(say!(
                lang,
                "after a range request, it no longer serves the whole file: the cache stores partial responses",
                "请求过一次片段之后，不再提供完整文件：缓存保存了片段"
            ))
            .seen(after.shown(lang));
        }
        if !before.is_good() {
            return self.not_served(&before);
        }
        if before.body != after.body {
            return Found::error(say!(
                lang,
                "two requests returned different bytes",
                "两次请求得到的内容不同"
            ))
            .seen(before.shown(lang))
            .seen(after.shown(lang));
        }
        match part.status {
            206 if before.body.starts_with(&part.body) && part.body.len() == 100 => Found::good(say!(
                lang,
                "the same bytes each time, for range requests too",
                "每次内容一致，支持断点续传"
            )),
            206 => Found::error(say!(
                lang,
                "a range request returned other bytes than a full request",
                "片段与完整文件的内容不同"
            ))
            .seen(part.shown(lang)),
            _ => Found::information(say!(
                lang,
                "the same bytes each time; a broken download starts again from the beginning",
                "每次内容一致；下载中断后须从头开始"
            )),
        }
    }

    /// Paths that are escaped on the way.
    pub(super) async fn escapes(&self) -> Found {
        let lang = self.lang;
        for (module, version) in ESCAPED {
            let got = self.ask.file(module, version, "mod").await;
            if got.is_not_found() {
                continue;
            }
            if !got.is_good() {
                return Found::error(say!(
                    lang,
                    "{module}@{version} is not served: the escapes in its address are decoded on the way",
                    "无法获取 {module}@{version}：地址中的转义在途中被解码"
                ))
                .seen(got.shown(lang));
            }
            if !names(&got, module) {
                return Found::error(say!(
                    lang,
                    "a request for {module} returned another module: letter case is lost on the way",
                    "请求 {module} 得到了另一个模块：途中丢失了大小写"
                ))
                .seen(got.line());
            }
        }
        Found::good(say!(
            lang,
            "capital letters, +incompatible and /v2 arrive as they are",
            "大写字母、+incompatible 与 /v2 均正确传递"
        ))
    }

    /// Whether the cache is in force.
    pub(super) async fn warm(&self) -> Found {
        let lang = self.lang;
        let (module, version) = MODULE;
        let got = self.ask.file(module, version, "zip").await;
        let millis = got.first_byte.as_millis();
        let text = if got.cached {
            say!(
                lang,
                "a module that was asked for before comes from the cache ({millis} ms)",
                "请求过的模块来自缓存（{millis} ms）"
            )
        } else {
            say!(
                lang,
                "no header says that a cache is in force ({millis} ms)",
                "没有响应头表明缓存生效（{millis} ms）"
            )
        };
        Found::information(text)
    }
}

/// The hash of a module's zip; `None` for what is no such zip.
pub(in crate::deploy) fn h1(zip: &[u8], prefix: &str) -> Option<H1> {
    let mut file = Scratch::new()?;
    file.file.write_all(zip).ok()?;
    unpack::module_hash(&file.path, prefix, unpack::MODULE_LIMIT).ok()
}

/// A file of this process only, which is removed when it is not needed any more.
struct Scratch {
    path: std::path::PathBuf,
    file: std::fs::File,
}

impl Scratch {
    fn new() -> Option<Self> {
        use std::hash::{BuildHasher, Hasher, RandomState};
        let tag = RandomState::new().build_hasher().finish();
        let path = std::env::temp_dir().join(format!("gv-deploy-{}-{tag:016x}.zip", std::process::id()));
        let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).ok()?;
        Some(Self { path, file })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays is a temporary file, which the system removes.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The version that an `.info` is about.
pub(super) fn version_of(info: &Got) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(&info.body).ok()?;
    Some(value.get("Version")?.as_str()?.to_owned())
}

/// Whether a `.mod` is that of a module. One from before modules has no more than this line.
fn names(go_mod: &Got, module: &str) -> bool {
    let text = String::from_utf8_lossy(&go_mod.body);
    let named = text.lines().find_map(|line| line.trim().strip_prefix("module ")).map(str::trim);
    named.is_some_and(|named| named.split_whitespace().next().map(|it| it.trim_matches('"')) == Some(module))
}
