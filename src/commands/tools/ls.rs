//! `gv tools ls`

use super::{Bench, rebuild};
use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::lang::say;
use crate::tools::Tool;
use crate::ui::table;
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    folder: String,
    /// The version of the Go here.
    go: Option<String>,
    tools: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    path: String,
    package: Option<String>,
    module: Option<String>,
    version: Option<String>,
    /// As the Go that built it calls itself.
    go: String,
    older: bool,
}

arguments! {
    /// What `gv tools ls` takes.
    pub(super) struct Args = [
        "List the programs that go install built, and the Go they were built with",
        "列出 go install 安装的程序，以及构建它们的 Go 版本"
    ] {
        #[arg(long)]
        pub(super) json: bool = (help::json),
    }
}

pub(super) fn run(json: bool, bench: &Bench, context: &Context) {
    let ui = &context.ui;
    if json {
        ui.json(&Listing {
            schema_version: 1,
            folder: bench.folder.display().to_string(),
            go: bench.go.as_ref().map(ToString::to_string),
            tools: bench.tools.iter().map(|tool| row(tool, bench)).collect(),
        });
        return;
    }
    if bench.tools.is_empty() {
        bench.tell_empty(context);
    }
    let mut rows = Vec::new();
    for tool in &bench.tools {
        let note = match &bench.go {
            Some(go) if bench.is_older(tool) => say!(ui.lang, "older than go{go} here", "早于当前的 go{go}"),
            _ => String::new(),
        };
        rows.push(vec![tool.name.clone(), of_module(tool), tool.info.go.clone(), note]);
    }
    for line in table::columns(&rows) {
        ui.data(&line);
    }
    if bench.tools.iter().any(|tool| bench.is_older(tool) && rebuild::is_possible(tool)) {
        ui.say("gv tools rebuild --outdated");
    }
}

/// `golang.org/x/tools/gopls v0.20.0`
pub(super) fn of_module(tool: &Tool) -> String {
    match &tool.info.module {
        Some(module) => format!("{} {}", module.path, module.version),
        None => tool.info.path.clone(),
    }
}

fn row(tool: &Tool, bench: &Bench) -> Row {
    let module = tool.info.module.as_ref();
    Row {
        name: tool.name.clone(),
        path: tool.file.display().to_string(),
        package: Some(tool.info.path.clone()).filter(|path| !path.is_empty()),
        module: module.map(|module| module.path.clone()),
        version: module.map(|module| module.version.clone()),
        go: tool.info.go.clone(),
        older: bench.is_older(tool),
    }
}
