//! `gv tools outdated`: programs of which the user's module proxies have a newer version.

use super::Bench;
use super::newest::{self, Newest};
use crate::commands::Done;
use crate::commands::args::{arguments, help};
use crate::commands::route;
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::fetch;
use crate::golang::semver::Semver;
use crate::lang::{code, say};
use crate::net::Credentials;
use crate::tools::Tool;
use crate::ui::{Waiting, table};
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    tools: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    package: String,
    module: String,
    version: String,
    newest: Option<String>,
    outdated: bool,
    error: Option<String>,
}

arguments! {
    /// What `gv tools outdated` takes.
    pub(super) struct Args = [
        "List programs of which GOPROXY has a newer version",
        "列出 GOPROXY 上有更新版本的程序"
    ] {
        #[arg(long)]
        json: bool = (help::json),
    }
}

pub(super) fn run(args: &Args, bench: &Bench, context: &Context) -> Done {
    let ui = &context.ui;
    let rows = asked(bench, context)?;
    let failed = rows.iter().filter(|row| row.error.is_some()).count();
    for row in rows.iter().filter(|row| row.error.is_some()) {
        let error = row.error.as_deref().unwrap_or_default();
        ui.warn(&say!(ui.lang, "{name}: {error}", "{name}：{error}", name = row.name));
    }
    // Where nothing could be asked, nothing is known.
    let code = if failed > 0 && failed == rows.len() { code::NETWORK } else { 0 };
    if args.json {
        ui.json(&Listing { schema_version: 1, tools: rows });
        return Ok(code);
    }
    let outdated: Vec<&Row> = rows.iter().filter(|row| row.outdated).collect();
    let cells = |row: &&Row| {
        let newest = row.newest.clone().unwrap_or_default();
        let command = format!("go install {}@{newest}", row.package);
        vec![row.name.clone(), row.version.clone(), format!("→ {newest}"), command]
    };
    for line in table::columns(&outdated.iter().map(cells).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    if bench.tools.is_empty() {
        bench.tell_empty(context);
    } else if rows.is_empty() {
        ui.say(&say!(ui.lang, "no program was installed by version", "没有按版本安装的程序"));
    } else if outdated.is_empty() && failed == 0 {
        ui.done(&say!(ui.lang, "no newer version is published", "没有更新的版本"));
    }
    Ok(code)
}

/// Asks for each program that has a version of a module.
fn asked(bench: &Bench, context: &Context) -> Result<Vec<Row>, crate::commands::Error> {
    let settings = route::settings(context, None)?;
    let EffectiveEnv { go, .. } = EffectiveEnv::read(&context.env, &context.home);
    let client = fetch::as_go(&context.env, &context.config.network)?;
    let client = client.with_credentials(&Credentials::read(&context.env, go.text("GOAUTH")));
    let waiting = Waiting::new(&context.ui);
    let mut rows = Vec::new();
    for tool in &bench.tools {
        let Some((module, current)) = versioned(tool) else { continue };
        fetch::Asking::begin(&waiting, module);
        let newest = fetch::run(newest::of(module.to_owned(), &client, &settings, context));
        fetch::Asking::end(&waiting);
        let (newest, error) = match newest {
            Newest::Version(version) => (Some(version), None),
            Newest::NotAsked => (None, None),
            Newest::Failed(why) => (None, Some(why)),
        };
        let newer = newest.as_deref().and_then(Semver::parse);
        rows.push(Row {
            name: tool.name.clone(),
            package: tool.info.path.clone(),
            module: module.to_owned(),
            version: tool.info.module.as_ref().map(|module| module.version.clone()).unwrap_or_default(),
            outdated: newer.is_some_and(|newer| newer > current),
            newest,
            error,
        });
    }
    Ok(rows)
}

/// The module and the version of a program that was installed by version.
fn versioned(tool: &Tool) -> Option<(&str, Semver)> {
    let module = tool.info.module.as_ref().filter(|module| !module.is_replaced)?;
    Some((&module.path, Semver::parse(&module.version)?))
}
