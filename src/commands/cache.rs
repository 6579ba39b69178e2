//! `gv cache ls|clean`

use super::args::{arguments, help, subcommands};
use super::{Done, Error};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::say;
use crate::store::Store;
use crate::store::cache::{self, FileKind};
use crate::ui::{size, table};
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    bytes: u64,
    kind: &'static str,
}

arguments! {
    /// What `gv cache` takes.
    pub struct Args = ["Show or clear the download cache", "查看或清空下载缓存"] {
        #[command(subcommand)]
        command: Command = {Command},
    }
}

subcommands! {
    enum Command {
        Ls(LsArgs) = "ls" ["list"],
        Clean(CleanArgs) = "clean",
    }
}

arguments! {
    struct LsArgs = ["List what is in the cache", "列出缓存内容"] {
        #[arg(long)]
        json: bool = (help::json),
    }
}

arguments! {
    struct CleanArgs = ["Remove what is not used by a running gv", "删除没有被运行中的 gv 使用的内容"] {}
}

/// Looks at, or empties, what downloads left.
pub fn run(args: &Args, context: &Context) -> Done {
    match &args.command {
        Command::Ls(args) => list(context, args.json),
        Command::Clean(_) => clean(context),
    }
}

fn list(context: &Context, json: bool) -> Done {
    let ui = &context.ui;
    let mut entries = cache::list(&context.home)?;
    entries.extend(cache::left_over(&Store::of(&context.home)));
    entries.extend(cache::left_in(&context.env.temp_dir()));
    if json {
        let row = |entry: &cache::Entry| Row {
            path: entry.path.display().to_string(),
            bytes: entry.bytes,
            kind: match entry.kind {
                FileKind::Partial => "partial",
                FileKind::Index => "index",
                FileKind::Tile => "tile",
                FileKind::LeftOver => "left_over",
            },
        };
        ui.json(&Listing { schema_version: 1, files: entries.iter().map(row).collect() });
        return Ok(0);
    }
    if entries.is_empty() {
        ui.say(&say!(ui.lang, "the cache is empty", "缓存为空"));
    }
    if let Some(target) = cache::linked_to(&context.home) {
        tell_linked(context, &target);
    }
    let line = |entry: &cache::Entry| vec![shown(&entry.path, &context.env), size::shown(entry.bytes)];
    for line in table::columns(&entries.iter().map(line).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    Ok(0)
}

fn tell_linked(context: &Context, target: &Path) {
    let ui = &context.ui;
    let cache = shown(&context.home.cache(), &context.env);
    ui.warn(&say!(
        ui.lang,
        "{cache} is a link to {target}: gv removes nothing behind it",
        "{cache} 是指向 {target} 的链接：gv 不会删除链接之后的内容",
        target = shown(target, &context.env)
    ));
}

fn clean(context: &Context) -> Done {
    let ui = &context.ui;
    let cleaned = cache::clean(&context.home, &context.env.temp_dir()).map_err(Error::from)?;
    if let Some(target) = &cleaned.linked_to {
        tell_linked(context, target);
    }
    for kept in &cleaned.in_use {
        ui.say(&say!(
            ui.lang,
            "{file} is being fetched and stays",
            "{file} 正在下载，予以保留",
            file = shown(kept, &context.env)
        ));
    }
    ui.done(&say!(
        ui.lang,
        "files removed: {count}, {size}",
        "已删除 {count} 个文件，共 {size}",
        count = cleaned.removed,
        size = size::shown(cleaned.bytes)
    ));
    Ok(0)
}
