//! What is said of mirrors that lie, and what else is to be known of one.

use super::{Lie, Remark};
use crate::lang::{Lang, say};

impl Lie {
    /// What a mirror reports or serves that is false.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::WebPage => {
                say!(lang, "returns a web page where a file was requested", "请求文件时返回网页")
            }
            Self::OtherFile => say!(lang, "returns something other than the file", "返回的不是所请求的文件"),
            Self::Length { expected, actual } => say!(
                lang,
                "its file has {actual} bytes; the one that was published has {expected}",
                "文件长度为 {actual} 字节，而发布的文件是 {expected} 字节",
                expected = *expected,
                actual = *actual
            ),
            Self::Range => say!(
                lang,
                "returns another part of a file than the one requested",
                "请求文件的一部分时返回了另一部分"
            ),
            Self::OtherBytes => {
                say!(lang, "its archive differs from that of the others", "文件内容与其他镜像不同")
            }
            Self::Hash => {
                say!(lang, "its archive has another hash than the published one", "文件的哈希与发布的不符")
            }
            Self::SideHash => say!(
                lang,
                "the .sha256 beside the archive has another hash than the published one",
                "文件旁的 .sha256 与发布的哈希不符"
            ),
            Self::List => say!(
                lang,
                "its list of versions lacks one that has been there for years",
                "版本列表缺少早已存在的版本"
            ),
            Self::OtherVersion { version } => say!(
                lang,
                "its information is about another version: {version:?}",
                "返回了另一个版本的信息：{version:?}"
            ),
            Self::GoMod => say!(
                lang,
                "its go.mod is not the one that the checksum database knows",
                "go.mod 与校验和数据库的记录不符"
            ),
            Self::Zip => say!(
                lang,
                "the files in its zip differ from those in the checksum database",
                "zip 内容与校验和数据库的记录不符"
            ),
            Self::Invented => {
                say!(lang, "reports a version that does not exist", "声称存在一个并不存在的版本")
            }
            Self::Forged { error } => say!(
                lang,
                "its records of the checksum database are forged: {error}",
                "转发的校验和数据库记录系伪造：{error}"
            ),
            Self::Downgrade { to } => {
                say!(lang, "redirects to {to}, which is not secure", "重定向到不安全的 {to}")
            }
        }
    }
}

impl Remark {
    /// What else is to be known of a mirror.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoDatabase => say!(
                lang,
                "does not forward the checksum database: go queries it directly",
                "不转发校验和数据库：go 会直接询问该数据库"
            ),
            Self::DatabaseFails { error } => say!(
                lang,
                "claims to forward the checksum database, and fails: {error}",
                "声称转发校验和数据库，却未能做到：{error}"
            ),
            Self::NoNotFound(fault) => say!(
                lang,
                "does not return 404 for missing modules ({fault}): after a comma, go does not continue from here",
                "对不存在的内容不返回 404（{fault}）：逗号之后 go 不会继续尝试下一项",
                fault = fault.message(lang)
            ),
            Self::NoRanges => {
                say!(
                    lang,
                    "cannot resume a download: it restarts from the beginning",
                    "不支持断点续传：会从头开始"
                )
            }
            Self::NoToolchains => say!(lang, "lists no toolchains", "没有列出工具链"),
            Self::Behind { has } => {
                say!(lang, "its newest release is {has}", "其最新版本为 {has}", has = has.toolchain_name())
            }
            Self::NoList => say!(lang, "its newest release is not known", "无法得知其最新版本"),
            Self::Failed(fault) => say!(
                lang,
                "did not respond to all requests: {fault}",
                "未能回答全部询问：{fault}",
                fault = fault.message(lang)
            ),
        }
    }
}
