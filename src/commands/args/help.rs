//! The help of arguments that several commands share.

use crate::lang::{Lang, say};

/// `--json`
pub fn json(lang: Lang) -> String {
    say!(lang, "Print JSON for scripts", "输出供脚本使用的 JSON")
}

/// `--refresh`
pub fn refresh(lang: Lang) -> String {
    say!(
        lang,
        "Download the release list again, even if the cached one is recent",
        "重新获取版本列表，即使缓存仍然有效"
    )
}

/// `SPEC`
pub fn spec(lang: Lang) -> String {
    say!(
        lang,
        "A version: 1.22.3, 1.22, latest, oldstable, rc, system, or a range: \">=1.21 <1.23\"",
        "版本：1.22.3、1.22、latest、oldstable、rc、system，或范围：\">=1.21 <1.23\""
    )
}

/// `--dry-run`
pub fn dry_run(lang: Lang) -> String {
    say!(lang, "Only show what would be done", "只显示将要做什么")
}

/// `--yes`
pub fn yes(lang: Lang) -> String {
    say!(lang, "Do not ask for confirmation", "不询问确认")
}

/// `--user`
pub fn user(lang: Lang) -> String {
    say!(
        lang,
        "Write to your own settings, as go env -w does, for all projects",
        "写入您自己的设置（与 go env -w 相同），对所有项目有效"
    )
}

/// `--project`
pub fn project(lang: Lang) -> String {
    say!(lang, "Write to the project's go.env", "写入项目的 go.env")
}

/// `--whole-host`
pub fn whole_host(lang: Lang) -> String {
    say!(
        lang,
        "Cover a whole host that many owners share, such as github.com",
        "覆盖由众多所有者共用的整个主机（如 github.com）"
    )
}

/// `KEY`
pub fn key(lang: Lang) -> String {
    say!(lang, "A setting: GOPROXY, GOPRIVATE, ...", "设置名：GOPROXY、GOPRIVATE 等")
}
