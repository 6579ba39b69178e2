//! `gv mirror sync DIR [--versions …] [--platforms …] [--keep N] [--prune]`

use crate::commands::args::{Expected, arguments, help};
use crate::commands::{Done, Error, ensure};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::shown;
use crate::fetch::{self, Client, Progress, Timeouts};
use crate::lang::{Explain, Lang, code, say};
use crate::mirror::sync::{
    About, Folder, Form, Parts, Plan, Records, Report as Synced, Row, Status, Syncing, Watcher, Written,
};
use crate::net::Credentials;
use crate::release::{self, Platform};
use crate::ui::{Report, Several, size};
use crate::version::Spec;
use serde::Serialize;
use std::path::PathBuf;

arguments! {
    /// What `gv mirror sync` takes.
    pub struct Args = [
        "Make or update a mirror of your own: a directory of verified archives and modules",
        "建立或更新自己的镜像：一个存放已校验的归档与模块的目录"
    ] {
        #[arg(value_name = "DIR")]
        dir: PathBuf = ["The directory; a web server serves it", "镜像目录，由 Web 服务器提供"],
        #[arg(long, value_name = "SPEC,...", value_delimiter = ',')]
        versions: Vec<Spec> = [
            "Versions: 1.22.3, 1.22, latest, >=1.22; by default those of the last run",
            "版本：1.22.3、1.22、latest、>=1.22；省略时沿用上次的选择"
        ],
        #[arg(long, value_name = "OS-ARCH,...", value_delimiter = ',', value_parser = platform)]
        platforms: Vec<Platform> = [
            "Platforms: linux-amd64, windows-amd64, ...; by default this machine's",
            "平台：linux-amd64、windows-amd64 等；省略时为本机平台"
        ],
        #[arg(long, value_name = "N", value_parser = count)]
        keep: Option<usize> = [
            "How many releases of each minor version: the newest N (1)",
            "每个次版本保留最新的 N 个版本（默认 1）"
        ],
        #[arg(long)]
        prune: bool = ["Remove releases that are no longer selected", "删除不再选中的版本"],
        #[arg(long, conflicts_with = "no_modules")]
        no_archives: bool = ["Only modules, for GOPROXY", "只要模块（供 GOPROXY 使用）"],
        #[arg(long)]
        no_modules: bool = ["Only archives, for GV_ORIGIN", "只要归档（供 GV_ORIGIN 使用）"],
        #[arg(long, conflicts_with = "no_modules")]
        sumdb: bool = [
            "Also the records of the checksum database, so that go can verify toolchains without any other host",
            "同时保存校验和数据库的记录，使 go 无需访问其他主机即可校验工具链"
        ],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv mirror sync /srv/go --versions 1.22,latest --platforms linux-amd64,windows-amd64" =
            ["make a mirror", "建立镜像"],
        "gv mirror sync /srv/go" = ["update it", "更新镜像"],
        "gv mirror sync /srv/go --versions '^1.22' --keep 3 --prune" =
            ["the newest three of each minor version, and no others", "每个次版本的最新三个版本，删除其余版本"],
    }
}

fn platform(text: &str) -> Result<Platform, Expected> {
    text.parse()
        .map_err(|_| Expected(|lang| say!(lang, "a platform such as linux-amd64", "形如 linux-amd64 的平台")))
}

fn count(text: &str) -> Result<usize, Expected> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or(Expected(|lang| say!(lang, "a number from 1", "大于 0 的整数")))
}

/// Brings a mirror up to date, and says what it has now.
pub fn run(args: &Args, context: &Context) -> Done {
    let folder = Folder::at(context.env.cwd().join(&args.dir));
    let catalog = ensure::catalog(context, args.refresh)?;
    let (about, specs) = wishes(args, &folder, catalog.platform(), catalog.origin_name());
    let plan = Plan::of(&about, &specs, &catalog).map_err(Error::from)?;
    for note in catalog.untold_notes() {
        context.ui.warn(&note.message(context.ui.lang));
    }
    let client = &catalog.unpooled_client()?;
    let records = if about.parts.sumdb { records(context, client)? } else { None };
    let told = Told { context, several: (!args.dry_run).then(|| Several::of(&context.ui)) };
    let timeouts = Timeouts::with_stall(context.config.network.stall);
    let sync = Syncing { folder: &folder, client, home: &context.home, timeouts, watcher: &told };
    let report = if args.dry_run { sync.preview(plan) } else { sync.run(plan, &about, records.as_ref())? };
    drop(told);
    let ended = tell(&report, args, context);
    if args.json {
        context.ui.json(&document(&report, &folder, args.dry_run, context.ui.lang));
    } else {
        summary(&report, &folder, args, context);
    }
    Ok(ended)
}

/// What is wanted: what was typed; where nothing was, what the mirror was told the last time.
fn wishes(args: &Args, folder: &Folder, host: &Platform, origin: String) -> (About, Vec<Spec>) {
    let last = Written::of(folder);
    let typed = args.versions.iter().map(ToString::to_string).collect::<Vec<_>>();
    let versions = match (&last, typed.is_empty()) {
        (Some(last), true) => last.versions.clone(),
        (None, true) => vec![Spec::Latest.to_string()],
        (_, false) => typed,
    };
    let known = last.iter().flat_map(|last| &last.platforms).filter_map(|text| text.parse().ok());
    let platforms = match (args.platforms.is_empty(), last.is_some()) {
        (false, _) => args.platforms.clone(),
        (true, true) => known.collect(),
        (true, false) => vec![host.clone()],
    };
    let untouched = !args.no_archives && !args.no_modules && !args.sumdb;
    let parts = match &last {
        Some(last) if untouched => last.parts,
        _ => Parts { archives: !args.no_archives, modules: !args.no_modules, sumdb: args.sumdb },
    };
    let specs = versions.iter().filter_map(|text| text.parse().ok()).collect();
    let keep = args.keep.or(last.as_ref().map(|last| last.keep)).unwrap_or(1);
    (About { versions, platforms, keep, parts, prune: args.prune, origin }, specs)
}

fn records(context: &Context, client: &Client) -> Result<Option<Records>, Error> {
    let go = EffectiveEnv::read(&context.env, &context.home).go;
    let list = go.goproxy().map_err(release::Error::GoProxy)?;
    let database = go.database().map_err(release::Error::GoSumDb)?;
    let credentials = Credentials::read(&context.env, go.text("GOAUTH"));
    let client = client.with_credentials(&credentials);
    Ok(database.service().map(|setting| Records { setting: setting.clone(), list, client }))
}

/// Tells how far it is, on stderr.
struct Told<'a> {
    context: &'a Context,
    several: Option<Several>,
}

impl Watcher for Told<'_> {
    fn begins<'w>(&'w self, file: &str) -> Box<dyn Progress + 'w> {
        match &self.several {
            Some(several) => Box::new(several.download(file.to_owned())),
            None => Box::new(fetch::Silent),
        }
    }

    fn ends(&self, row: &Row) {
        let Some(several) = &self.several else { return };
        let lang = self.context.ui.lang;
        let file = row.planned.name();
        let line = match &row.status {
            Status::Added { bytes, sources, .. } => say!(
                lang,
                "{file} verified, {size} from {sources}",
                "{file} 已校验，{size}，来自 {sources}",
                size = size::shown(*bytes),
                sources = sources.join(", ")
            ),
            Status::Adopted => {
                say!(lang, "{file} was already there and is now verified", "{file} 原已存在，现已校验")
            }
            Status::Kept | Status::Missing | Status::Failed(_) => return,
        };
        several.download(file.to_owned()).say(|ui| ui.done(&line));
    }
}

/// Says what went wrong, and gives the worst exit code.
fn tell(report: &Synced, args: &Args, context: &Context) -> u8 {
    let (ui, lang) = (&context.ui, context.ui.lang);
    for lacks in &report.lacks {
        ui.warn(&say!(
            lang,
            "go{version} has no archive for {platform}",
            "go{version} 没有适用于 {platform} 的归档",
            version = lacks.version,
            platform = lacks.platform
        ));
    }
    if !report.surplus.is_empty() && !args.prune {
        ui.say(&say!(
            lang,
            "{count} files belong to releases that are no longer selected; --prune removes them",
            "有 {count} 个文件属于不再选中的版本，可用 --prune 删除",
            count = report.surplus.len()
        ));
    }
    let reports: Vec<Report> = report.errors().map(|error| Report::of(error, lang)).collect();
    for report in &reports {
        ui.error(report);
    }
    let codes: Vec<u8> = reports.iter().map(|report| report.code).collect();
    if codes.contains(&code::PROOF) { code::PROOF } else { codes.first().copied().unwrap_or_default() }
}

fn summary(report: &Synced, folder: &Folder, args: &Args, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    if args.dry_run {
        for row in &report.rows {
            ui.data(&format!("{}  {}", word(&row.status, lang), row.planned.path));
        }
        return;
    }
    let path = shown(folder.root(), &context.env);
    let there = report.rows.iter().filter(|row| !matches!(row.status, Status::Failed(_)));
    let (archives, modules): (Vec<_>, Vec<_>) = there.partition(|row| row.planned.kind() == Form::Archive);
    ui.done(&say!(
        lang,
        "archives: {archives}, modules: {modules}, transferred: {size}   {path}",
        "{archives} 个归档、{modules} 个模块，传输 {size}   {path}",
        archives = archives.len(),
        modules = modules.len(),
        size = size::shown(report.transferred())
    ));
    if report.pruned && !report.surplus.is_empty() {
        ui.done(&say!(lang, "{count} files removed", "已删除 {count} 个文件", count = report.surplus.len()));
    }
}

fn word(status: &Status, lang: Lang) -> String {
    match status {
        Status::Kept => say!(lang, "there   ", "已有"),
        Status::Adopted => say!(lang, "verified", "已校验"),
        Status::Missing => say!(lang, "missing ", "缺少"),
        Status::Added { .. } => say!(lang, "added   ", "新增"),
        Status::Failed(_) => say!(lang, "failed  ", "失败"),
    }
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    folder: String,
    dry_run: bool,
    files: Vec<File>,
    surplus: Vec<String>,
    pruned: bool,
    records: Option<usize>,
    transferred: u64,
}

#[derive(Serialize)]
struct File {
    path: String,
    version: String,
    platform: String,
    kind: &'static str,
    status: &'static str,
    sources: Vec<String>,
    error: Option<String>,
}

fn document(report: &Synced, folder: &Folder, dry_run: bool, lang: Lang) -> Document {
    let file = |row: &Row| {
        let (status, sources, error) = match &row.status {
            Status::Kept => ("kept", Vec::new(), None),
            Status::Adopted => ("adopted", Vec::new(), None),
            Status::Missing => ("missing", Vec::new(), None),
            Status::Added { sources, .. } => ("added", sources.clone(), None),
            Status::Failed(error) => ("failed", Vec::new(), Some(error.message(lang))),
        };
        File {
            path: row.planned.path.clone(),
            version: row.planned.version.to_string(),
            platform: row.planned.platform.to_string(),
            kind: match row.planned.kind() {
                Form::Archive => "archive",
                Form::Module => "module",
            },
            status,
            sources,
            error,
        }
    };
    Document {
        schema_version: 1,
        folder: folder.root().display().to_string(),
        dry_run,
        files: report.rows.iter().map(file).collect(),
        surplus: report.surplus.clone(),
        pruned: report.pruned,
        records: report.records,
        transferred: report.transferred(),
    }
}
