//! `gv mirror check DIR|URL [--full]`

use crate::commands::args::{arguments, help};
use crate::commands::deploy::asker;
use crate::commands::{Done, Error, warn_offline};
use crate::context::Context;
use crate::deploy::Error as DeployError;
use crate::deploy::mirror::{Asked, Finding, Flaw, Inspection, Level, Location, Report};
use crate::effective::EffectiveEnv;
use crate::fetch;
use crate::golang::goproxy::List;
use crate::lang::{Hint, code, say};
use crate::mirror::Error as MirrorError;
use crate::mirror::sync::{ABOUT, Folder, module_list};
use crate::net::Credentials;
use crate::release;
use crate::release::database::Service;
use crate::shell::Shell;
use crate::ui::Tone;
use crate::urls::masked_address;
use serde::Serialize;
use std::time::Duration;
use url::Url;

arguments! {
    /// What `gv mirror check` takes.
    pub struct Args = [
        "Check a mirror of your own: its files against its lists, Go's releases and the checksum database",
        "检查自己的镜像：将文件与其列表、Go 官方版本和校验和数据库比对"
    ] {
        #[arg(value_name = "DIR|URL", value_hint = clap::ValueHint::DirPath)]
        place: String = [
            "The directory of the mirror, or the address at which it is served",
            "镜像目录，或提供该镜像的地址"
        ],
        #[arg(long)]
        full: bool = [
            "At an address: download every file and verify its hash (a directory is always read whole)",
            "检查地址时：下载每个文件并校验其哈希（检查目录时总是完整读取）"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv mirror check /srv/go" = ["read and verify every file", "读取并校验每个文件"],
        "gv mirror check https://go.example.com" = ["what clients see, without the contents of large files", "客户端所见的状态，不读取大文件的内容"],
        "gv mirror check https://go.example.com --full" = ["download and verify everything", "下载并校验全部文件"],
    }
}

/// A server of files that is silent for so long does not answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Checks a mirror, and says what is wrong with it. 4 where bytes are not what they are taken for.
pub fn run(args: &Args, context: &Context) -> Done {
    let folder = folder(&args.place, context);
    if let Some(folder) = folder.as_ref().filter(|folder| !is_mirror(folder)) {
        return Err(MirrorError::NotMirror { folder: folder.root().to_owned() }.into());
    }
    if folder.is_none() && context.config.offline {
        warn_offline(context);
        return Ok(code::NETWORK);
    }
    let (env, ui) = (&context.env, &context.ui);
    let go = EffectiveEnv::read(env, &context.home).go;
    let database = go.database().map_err(release::Error::GoSumDb)?;
    let setting = database.service();
    let report = if let Some(folder) = &folder {
        let place = Location::Folder(folder.clone());
        fetch::run(Inspection::new(place, setting, None, ui.lang).run())
    } else {
        let base = address(&args.place)?;
        let credentials = Credentials::read(env, go.text("GOAUTH"));
        let client = fetch::configured(env, &context.config.network)?.with_credentials(&credentials);
        let list = List::parse(base.as_str()).map_err(release::Error::GoProxy)?;
        let service = setting.map(Service::of).transpose().map_err(release::Error::from)?;
        let (list, client, home) = (&list, &client, &context.home);
        let asked = service.as_ref().map(|service| Asked { service, list, client, home });
        let place = Location::Web(Box::new(asker(&base, credentials, PATIENCE, context)?));
        let mut inspection = Inspection::new(place, setting, asked, ui.lang);
        inspection.whole = args.full;
        fetch::run(inspection.run())
    };
    if args.json {
        ui.json(&document(&args.place, &report));
    } else {
        tell(&report, folder.as_ref(), context);
    }
    Ok(ended(&report))
}

/// Whether anything of a mirror is there that a check could go by.
fn is_mirror(folder: &Folder) -> bool {
    [ABOUT, "index.json", &module_list()].iter().any(|path| folder.file(path).exists())
}

/// The folder that is meant; `None` for an address.
fn folder(text: &str, context: &Context) -> Option<Folder> {
    if !text.contains("://") {
        return Some(Folder::at(context.env.cwd().join(text)));
    }
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "file")?;
    url.to_file_path().ok().map(Folder::at)
}

fn address(text: &str) -> Result<Url, Error> {
    let wrong = || DeployError::MirrorAddress { text: masked_address(text) };
    let url = Url::parse(text).map_err(|_| wrong())?;
    let is_sound = matches!(url.scheme(), "https" | "http") && url.has_host() && url.query().is_none();
    if is_sound { Ok(url) } else { Err(wrong().into()) }
}

fn tell(report: &Report, folder: Option<&Folder>, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    for Finding { kind, file, text } in &report.findings {
        let (sign, tone) = match kind.level() {
            Level::Error => (if ui.draws_unicode() { "✗" } else { "x" }, Tone::Bad),
            Level::Warning => ("!", Tone::Notice),
        };
        let line = if file.is_empty() { text.clone() } else { say!(lang, "{file} {text}", "{file} {text}") };
        ui.data(&format!("{} {line} [{id}]", ui.tinted(tone, sign), id = kind.id()));
    }
    let (archives, modules, records) = (report.archives, report.modules, report.records);
    let summary = say!(
        lang,
        "archives: {archives}, modules: {modules}, records of the checksum database: {records}",
        "{archives} 个归档、{modules} 个模块、{records} 条校验和数据库记录"
    );
    let errors = report.findings.iter().filter(|finding| finding.kind.level() == Level::Error).count();
    if errors == 0 && report.whole {
        ui.done(&say!(
            lang,
            "{summary}; every file was read and is as listed",
            "{summary}；每个文件均已读取，与列表一致"
        ));
    } else if errors == 0 {
        ui.done(&say!(
            lang,
            "{summary}; the contents of large files were not read (--full reads them)",
            "{summary}；未读取大文件的内容（--full 会读取）"
        ));
    } else {
        ui.say(&say!(lang, "{summary}; errors: {errors}", "{summary}；错误：{errors}"));
        if let Some(folder) = folder {
            let words = say!(
                lang,
                "remove the files that are changed or damaged, then run:",
                "请先删除内容有变或损坏的文件，再执行："
            );
            let is_of_proof = report.findings.iter().any(|finding| finding.kind.is_of_proof());
            let path = Shell::detect(&context.env).path(folder.root());
            let command = Hint::command(format!("gv mirror sync {path}"));
            let hints = is_of_proof.then(|| Hint::words(words)).into_iter().chain([command]);
            hints.for_each(|hint| ui.say(&hint.line(lang)));
        }
    }
}

fn ended(report: &Report) -> u8 {
    let has = |wanted: fn(Flaw) -> bool| report.findings.iter().any(|finding| wanted(finding.kind));
    if has(|kind| kind == Flaw::Unreachable) {
        code::NETWORK
    } else if has(Flaw::is_of_proof) {
        code::PROOF
    } else if has(|kind| kind.level() == Level::Error) {
        code::FAILED
    } else {
        0
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    place: String,
    archives: usize,
    modules: usize,
    records: usize,
    full: bool,
    synced: Option<u64>,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'static str,
    status: &'static str,
    file: &'a str,
    text: &'a str,
}

fn document<'a>(place: &str, report: &'a Report) -> Document<'a> {
    let row = |finding: &'a Finding| Row {
        id: finding.kind.id(),
        status: match finding.kind.level() {
            Level::Error => "error",
            Level::Warning => "warning",
        },
        file: &finding.file,
        text: &finding.text,
    };
    Document {
        schema_version: 1,
        place: masked_address(place),
        archives: report.archives,
        modules: report.modules,
        records: report.records,
        full: report.whole,
        synced: report.synced,
        findings: report.findings.iter().map(row).collect(),
    }
}
