//! Installing, upgrading, and the state of the release list.

use crate::install::How;
use crate::verify::Authority;
use crate::version::{Spec, Version};

crate::ui::messages! {
    /// What a partial spec came to.
    spec_means(spec: &Spec, version: &Version, platform: &str) {
        en: "{spec} is go{version}, {platform}",
        zh: "{spec} 即 go{version}，{platform}",
    }
    already_installed(version: &Version) { en: "go{version} is installed", zh: "go{version} 已安装" }
    installed_in(version: &Version, proof: &str, seconds: f64) {
        en: "go{version} installed, proven by {proof} ({seconds:.1} s)",
        zh: "go{version} 已安装，由{proof}证明（{seconds:.1} 秒）",
    }
    by_manifest() { en: "the built-in manifest", zh: "内置清单" }
    by_index(origin: &str) { en: "the index of {origin}", zh: " {origin} 的索引" }
    by_database(name: &str) { en: "the checksum database {name}", zh: "校验和数据库 {name} " }
    waiting_for(version: &Version) {
        en: "another gv is installing go{version}; waiting for it",
        zh: "另一个 gv 正在安装 go{version}，等待其完成",
    }
    not_installed_yet(spec: &Spec) {
        en: "not installed yet; the first go command here installs it, or: gv install {spec}",
        zh: "尚未安装；在此首次运行 go 时会自动安装，或执行：gv install {spec}",
    }
    has_the_hash(version: &Version, authority: &str) {
        en: "go{version} is as released: its files have the hash that {authority} vouches for (api, doc, misc and test aside)",
        zh: "go{version} 与发布的一致：其文件的哈希由{authority}证明（不含 api、doc、misc 与 test）",
    }
    is_like_the_archive(version: &Version, authority: &str) {
        en: "go{version} is as released: every file is as in its archive, fetched again and proven by {authority}",
        zh: "go{version} 与发布的一致：每个文件都与重新下载的安装包相同，安装包由{authority}证明",
    }
    not_proven_again(version: &Version, why: &str) { en: "go{version} could not be proven again: {why}", zh: "无法再次证明 go{version}：{why}" }
    is_like_the_module(version: &Version, authority: &str) {
        en: "go{version} is as released: every file is as in its module, fetched again and proven by {authority}",
        zh: "go{version} 与发布的一致：每个文件都与重新下载的模块相同，模块由{authority}证明",
    }
    nothing_outdated() { en: "every minor has its newest patch", zh: "各次版本均已是最新补丁" }
    older_patches_stay() { en: "older patches stay until: gv prune", zh: "旧补丁版本仍保留，清理请执行：gv prune" }
}

impl crate::ui::Lang {
    /// A toolchain that was proven again.
    pub fn as_released(self, version: &Version, how: How, authority: &str) -> String {
        match how {
            How::Files => self.has_the_hash(version, authority),
            How::Archive => self.is_like_the_archive(version, authority),
            How::Module => self.is_like_the_module(version, authority),
        }
    }

    /// An installed toolchain with who proved it.
    pub fn installed(self, version: &Version, authority: &Authority, seconds: f64) -> String {
        self.installed_in(version, &self.authority(authority), seconds)
    }

    /// Who vouches for a hash.
    pub fn authority(self, authority: &Authority) -> String {
        match authority {
            Authority::Manifest => self.by_manifest(),
            Authority::Index { origin } => self.by_index(origin),
            Authority::Database { name } => self.by_database(name),
        }
    }
}
