//! The checksum database, and the toolchains that want it.

use super::Told;
use crate::diagnose::net::Problem;
use crate::ui::Lang;

pub(super) fn database(problem: &Problem, host: &str, lang: Lang) -> Told {
    match problem {
        Problem::SumdbUnreachable { name, why, status } => {
            let mut told = Told::new(lang.net_sumdb_unreachable(name));
            if let Some(why) = why {
                told = told.seen(super::way::way(why, host, lang).summary);
            }
            if let Some(status) = status {
                told = told.seen(lang.net_sumdb_status(host, *status));
            }
            told.fixed_by(lang.net_sumdb_unreachable_fix())
        }
        Problem::SumdbProxyBroken { status, url } => {
            let told = Told::new(lang.net_sumdb_proxy(host)).seen(lang.net_asked_for(url));
            let told = match status {
                Some(status) => told.seen(lang.net_sumdb_status(host, *status)),
                None => told,
            };
            told.fixed_by(lang.net_sumdb_proxy_fix())
        }
        Problem::SumdbNonconforming { url } => Told::new(lang.net_sumdb_nonconforming(host))
            .seen(lang.net_asked_for(url))
            .fixed_by(lang.net_sumdb_proxy_fix()),
        Problem::SumdbForged { url, reason } => Told::new(lang.net_sumdb_forged(host))
            .seen(lang.net_asked_for(url))
            .seen(reason.clone())
            .fixed_by(lang.net_sumdb_forged_fix()),
        Problem::ToolchainMissing { version } => Told::new(lang.net_toolchain(host))
            .seen(lang.net_asked_for(&format!("golang.org/toolchain@{version}")))
            .fixed_by(lang.net_toolchain_fix()),
        Problem::ChecksumMismatch { module, in_go_sum, found, expected } => {
            let told = if *in_go_sum {
                Told::new(lang.net_mismatch_go_sum(module)).fixed_by(lang.net_mismatch_go_sum_fix())
            } else {
                Told::new(lang.net_mismatch_proxy(host, module)).fixed_by(lang.net_mismatch_proxy_fix())
            };
            told.seen(lang.net_mismatch_found(&found.to_string()))
                .seen(lang.net_mismatch_expected(&expected.to_string()))
        }
        // The others have their own words.
        _ => Told::new(host.to_owned()),
    }
}

crate::ui::messages! {
    net_sumdb_status(host: &str, status: u16) { en: "{host} answered {status}", zh: "{host} 应答 {status}" }
    net_sumdb_unreachable(name: &str) {
        en: "the checksum database {name} cannot be reached, and no proxy of GOPROXY passes it on: go cannot verify new modules",
        zh: "无法访问校验和数据库 {name}，GOPROXY 中也没有代理转发它：go 无法验证新模块",
    }
    net_sumdb_unreachable_fix() { en: "ask the same database at its address in China; do not switch it off", zh: "改用同一数据库的国内地址；不要关闭校验" }
    net_sumdb_proxy(host: &str) { en: "{host} says that it passes the checksum database on, and fails to", zh: "{host} 声称转发校验和数据库，却无法转发" }
    net_sumdb_proxy_fix() { en: "ask the database past the proxy; do not switch it off", zh: "绕过该代理直接访问数据库；不要关闭校验" }
    net_sumdb_nonconforming(host: &str) { en: "what {host} sends in place of the checksum database's answer is none (a web page, perhaps)", zh: "{host} 发来的不是校验和数据库的应答（可能是网页）" }
    net_sumdb_forged(host: &str) { en: "what {host} sends in place of the checksum database's answer is forged or damaged: do not install anything from there", zh: "{host} 发来的校验和数据库应答是伪造或损坏的：不要从那里安装任何内容" }
    net_sumdb_forged_fix() { en: "use another GOPROXY, and tell whoever runs this one", zh: "请换用其他 GOPROXY，并告知该代理的管理者" }
    net_toolchain(host: &str) { en: "{host} does not have Go's toolchains, and no entry of GOPROXY comes after it that has: go cannot switch to another version by itself", zh: "{host} 没有 Go 工具链，GOPROXY 中其后也没有提供的代理：go 无法自行切换版本" }
    net_toolchain_fix() { en: "add ,direct to GOPROXY, or install versions with gv install", zh: "在 GOPROXY 末尾加上 direct（前面用逗号分隔），或用 gv install 安装所需版本" }
    net_mismatch_go_sum(module: &str) { en: "go.sum holds a wrong hash of {module}: it is not the one that the checksum database has", zh: "go.sum 中 {module} 的哈希有误：与校验和数据库不一致" }
    net_mismatch_go_sum_fix() { en: "find out who wrote that line and why, before anything else; do not switch verification off", zh: "请先查明是谁、为何写下这一行；不要关闭校验" }
    net_mismatch_proxy(host: &str, module: &str) { en: "{host} serves another {module} than the one that everybody else got", zh: "{host} 提供的 {module} 与他人所得到的不同" }
    net_mismatch_proxy_fix() { en: "use another GOPROXY, and tell whoever runs this one; do not switch verification off", zh: "请换用其他 GOPROXY，并告知该代理的管理者；不要关闭校验" }
    net_mismatch_found(hash: &str) { en: "there: {hash}", zh: "该处：{hash}" }
    net_mismatch_expected(hash: &str) { en: "database: {hash}", zh: "数据库：{hash}" }
}
