//! `gv outdated`

use super::args::{arguments, help};
use super::{Done, Error, audit, ensure};
use crate::context::Context;
use crate::lang::{between_notes, code, say};
use crate::release::Catalog;
use crate::store::Store;
use crate::ui::table;
use crate::version::{Spec, Version};
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    outdated: Vec<Row>,
    /// Whether the list of releases is one that its origin was asked for: else there may be newer ones.
    complete: bool,
}

/// A toolchain and the newest patch of its minor.
#[derive(Serialize)]
struct Row {
    installed: String,
    newest: String,
    default: bool,
    /// With `--security`: the known vulnerabilities that the newer one does not have.
    fixes: Option<Vec<String>>,
}

arguments! {
    /// What `gv outdated` takes.
    pub struct Args = ["List toolchains that have a newer patch release", "列出有更新补丁版本的工具链"] {
        #[arg(long)]
        security: bool = [
            "Only those whose known vulnerabilities a newer release fixes; exits with 1 if there are any",
            "只列出新版本修复了其已知漏洞的工具链；如有则以 1 退出"
        ],
        #[arg(long)]
        check: bool = ["Exit with 1 if there are any, for scripts", "如有则以 1 退出，供脚本使用"],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv outdated" = ["what gv upgrade would install", "gv upgrade 将安装的版本"],
        "gv outdated --check" = ["exit code 1 if there is something to upgrade", "如有可升级的版本则退出码为 1"],
        "gv outdated --security" = ["only what fixes known vulnerabilities", "仅列出修复了已知漏洞的更新"],
    }
}

/// Lists the newest installed patch of each minor that has a newer one published.
pub fn run(args: &Args, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let installed = ensure::versions(&store)?;
    let catalog = ensure::catalog(context, args.refresh)?;
    let default = store.default_version()?;
    if args.security {
        return insecure(args, context, &catalog, &installed, default.as_ref());
    }
    let mut rows = Vec::new();
    for version in newest_of_each_minor(&installed) {
        let newest = newer_patch(&catalog, version)?;
        // The default is judged by what it is, and not by what lies beside it.
        let default =
            default.as_ref().filter(|default| default.same_minor(version) && installed.contains(default));
        let (used, newest) = (default.unwrap_or(version), newest.unwrap_or_else(|| version.clone()));
        if newest > *used {
            let default = default.is_some();
            let (installed, newest) = (used.to_string(), newest.to_string());
            rows.push(Row { installed, newest, default, fixes: None });
        }
    }
    ensure::tell_notes(context, &catalog);
    let is_unknown = rows.is_empty() && !installed.is_empty() && !catalog.is_complete();
    let is_behind = args.check && !rows.is_empty();
    show(context, rows, catalog.is_complete(), args.json, "gv upgrade");
    Ok(match (is_behind, is_unknown) {
        (true, _) => code::FAILED,
        (false, true) => code::NETWORK,
        (false, false) => 0,
    })
}

/// Lists every toolchain whose known vulnerabilities a newer release does not have.
fn insecure(
    args: &Args,
    context: &Context,
    catalog: &Catalog,
    installed: &[Version],
    default: Option<&Version>,
) -> Done {
    let outlook = audit::outlook(args.refresh, context, catalog)?;
    ensure::tell_notes(context, catalog);
    let mut rows = Vec::new();
    let mut is_patch = true;
    for version in installed {
        let Some(better) = outlook.better(version) else { continue };
        let ids = |version| -> Vec<String> {
            outlook.judge(version).open.iter().map(|open| open.report.id.clone()).collect()
        };
        let (mut fixes, left) = (ids(version), ids(&better));
        fixes.retain(|id| !left.contains(id));
        if fixes.is_empty() {
            continue;
        }
        is_patch &= better.same_minor(version);
        let (installed, newest) = (version.to_string(), better.to_string());
        rows.push(Row { installed, newest, default: default == Some(version), fixes: Some(fixes) });
    }
    let code = if rows.is_empty() { 0 } else { code::FAILED };
    show(context, rows, catalog.is_complete(), args.json, if is_patch { "gv upgrade" } else { "gv audit" });
    Ok(code)
}

fn show(context: &Context, rows: Vec<Row>, complete: bool, json: bool, next: &str) {
    let ui = &context.ui;
    if json {
        return ui.json(&Listing { schema_version: 1, outdated: rows, complete });
    }
    if rows.is_empty() {
        return tell_none(context, complete);
    }
    let cells = |row: &Row| {
        let mut notes = Vec::new();
        if let Some(fixes) = &row.fixes {
            let count = fixes.len();
            notes.push(say!(ui.lang, "vulnerabilities fixed: {count}", "修复漏洞 {count} 个"));
        }
        if row.default {
            notes.push(say!(ui.lang, "default", "默认"));
        }
        vec![
            format!("go{}", row.installed),
            format!("→ go{}", row.newest),
            notes.join(&between_notes(ui.lang)),
        ]
    };
    for line in table::columns(&rows.iter().map(cells).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    ui.say(next);
}

/// Says that there is nothing newer, as far as that is known.
pub fn tell_none(context: &Context, complete: bool) {
    let ui = &context.ui;
    let installed = Store::of(&context.home).list().unwrap_or_default();
    if installed.is_empty() {
        ui.done(&say!(
            ui.lang,
            "nothing is installed yet: gv use latest",
            "尚未安装任何工具链：gv use latest"
        ));
    } else if complete {
        ui.done(&say!(ui.lang, "every minor version has its newest patch", "各次版本均已是最新补丁"));
    } else {
        ui.warn(&say!(
            ui.lang,
            "no newer patch is known; whether there is one could not be asked",
            "未发现更新的补丁；由于未能查询，无法确定是否有更新"
        ));
    }
}

/// The newest stable toolchain of each minor; a pre-release counts where nothing stable of its minor is there.
pub fn newest_of_each_minor(installed: &[Version]) -> Vec<&Version> {
    let mut newest: Vec<&Version> = Vec::new();
    for version in installed {
        match newest.iter_mut().find(|known| known.same_minor(version)) {
            Some(known) => *known = (*known).max(version),
            None => newest.push(version),
        }
    }
    newest
}

/// The newest published patch of a version's minor, where that is newer.
pub fn newer_patch(catalog: &Catalog, version: &Version) -> Result<Option<Version>, Error> {
    match catalog.resolve(&Spec::Minor(version.major(), version.minor())) {
        Ok(newest) => Ok((newest > *version).then_some(newest)),
        // What could not be asked is told once, at the end.
        Err(crate::release::Error::NoSuchVersion { .. } | crate::release::Error::NotKnown { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
