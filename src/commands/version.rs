//! `gv version`

use super::Done;
use super::args::{arguments, help};
use crate::advisories::Database;
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::{between, say};
use crate::release::{Manifest, Platform};
use crate::verify::minisign::PublicKey;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    version: String,
    platform: String,
    /// The newest release whose archives gv knows by itself.
    newest_release: Option<String>,
    /// The state of the vulnerability reports that are built in.
    reports_of: String,
    target: String,
    commit: Option<&'static str>,
    commit_date: Option<&'static str>,
    home: String,
    /// The numbers of the keys whose releases `gv self update` accepts.
    release_keys: Vec<String>,
    release_module: Option<String>,
    release_base: Option<String>,
}

arguments! {
    /// What `gv version` takes.
    pub struct Args = ["Show gv's own version, and what is built into it", "显示 gv 自身的版本及其内置数据"] {
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv version --verbose" = [
            "also commit, target, home, and whose releases gv accepts",
            "同时显示提交、目标平台、主目录，以及 gv 接受哪些发行密钥"
        ],
    }
}

/// Says which gv this is, and how new what it knows by itself is: a bug report about a missing Go needs both.
pub fn run(args: &Args, context: &Context) -> Done {
    let ui = &context.ui;
    let identity = &context.identity;
    let version = identity.version.to_string();
    let newest = Manifest::built_in().versions().find(|version| !version.is_prerelease()).cloned();
    let reports = Database::built_in();
    if args.json {
        ui.json(&Document {
            schema_version: 1,
            version,
            platform: Platform::host().to_string(),
            newest_release: newest.map(|version| version.to_string()),
            reports_of: reports.day().to_owned(),
            target: identity.target.clone(),
            commit: option_env!("GV_COMMIT"),
            commit_date: option_env!("GV_COMMIT_DATE"),
            home: context.home.root().display().to_string(),
            release_keys: identity.keys.iter().map(PublicKey::id).collect(),
            release_module: identity.module.clone(),
            release_base: identity.base.clone(),
        });
        return Ok(0);
    }
    ui.data(&format!("gv {version} {}", Platform::host().spoken()));
    if let Some(newest) = newest {
        let day = reports.day();
        ui.say(&say!(
            ui.lang,
            "built in: releases up to go{newest}, vulnerability reports as of {day}",
            "内置数据：截至 go{newest} 的版本列表，截至 {day} 的漏洞报告"
        ));
    }
    if ui.is_verbose() {
        for line in details(context) {
            ui.data(&line);
        }
    }
    Ok(0)
}

/// What a report of a fault in gv itself, and of an update that is refused, needs.
fn details(context: &Context) -> Vec<String> {
    let (identity, lang) = (&context.identity, context.ui.lang);
    let none = || say!(lang, "not set in this build", "此构建未设置");
    let commit = option_env!("GV_COMMIT").map_or_else(none, ToOwned::to_owned);
    let date = option_env!("GV_COMMIT_DATE").map(|date| format!(" ({date})")).unwrap_or_default();
    let keys: Vec<_> = identity.keys.iter().map(PublicKey::id).collect();
    let keys = if keys.is_empty() { none() } else { keys.join(&between(lang)) };
    let module = identity.module.clone().unwrap_or_else(none);
    let base = identity.base.clone().unwrap_or_else(none);
    vec![
        say!(lang, "commit: {commit}{date}", "提交：{commit}{date}"),
        say!(lang, "target: {target}", "目标平台：{target}", target = identity.target),
        say!(lang, "home: {home}", "主目录：{home}", home = shown(context.home.root(), &context.env)),
        say!(lang, "release keys: {keys}", "发行密钥：{keys}"),
        say!(lang, "release module: {module}", "发行版所在的 Go 模块：{module}"),
        say!(lang, "place of releases: {base}", "发行版的位置：{base}"),
    ]
}
