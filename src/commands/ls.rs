//! `gv ls`

use super::args::{arguments, help};
use super::{Done, Error, choice};
use crate::advisories::Outlook;
use crate::context::Context;
use crate::env::paths::{place, shown};
use crate::lang::date;
use crate::lang::{Lang, between, between_notes, say};
use crate::shim::{self, Wanted};
use crate::store::not_verified;
use crate::store::{Linked, Receipt, Store, Toolchain};
use crate::system::file;
use crate::system::program::is_program;
use crate::ui::{size, table};
use crate::version::Version;
use serde::Serialize;
use std::path::PathBuf;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    toolchains: Vec<Row>,
    links: Vec<LinkRow>,
    system: Option<SystemRow>,
}

/// The Go that is further down PATH, where it is the default or what this directory uses.
#[derive(Serialize)]
struct SystemRow {
    path: String,
    version: Option<String>,
    default: bool,
    here: bool,
}

/// A toolchain of the user's own.
#[derive(Serialize)]
struct LinkRow {
    name: String,
    path: String,
    /// The folder that the link leads to.
    target: String,
    /// Whether `go` means this one in the working directory.
    here: bool,
}

#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a key of the document")]
struct Row {
    version: String,
    path: String,
    default: bool,
    /// Whether `go` means this one in the working directory.
    here: bool,
    proof: Option<String>,
    /// The verified hash.
    hash: Option<String>,
    /// The names of the places the bytes came from.
    sources: Vec<String>,
    /// Seconds since 1970.
    installed_at: Option<u64>,
    imported_from: Option<String>,
    /// The folder outside of the store that it is a link to.
    linked_to: Option<String>,
    /// Whether it is in a shared store.
    shared: bool,
    /// Whether it was installed without `api`, `doc`, `misc` and `test`.
    slim: bool,
    /// `supported`, `ended` or `prerelease`.
    support: Option<&'static str>,
    /// How many known vulnerabilities it has.
    vulnerabilities: Option<usize>,
}

arguments! {
    /// What `gv ls` takes.
    pub struct Args = ["List installed toolchains", "列出已安装的工具链"] {
        #[arg(long)]
        proof: bool = [
            "Also show how each was verified, where it was downloaded from, and when",
            "同时显示校验依据、下载来源与安装时间"
        ],
        #[arg(long)]
        size: bool = ["Also show the disk space that each uses", "同时显示各自占用的磁盘空间"],
        #[arg(long)]
        json: bool = (help::json),
    }
}

/// Lists what is installed, newest first, and marks the default and what this directory uses.
pub fn run(args: &Args, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let toolchains = store.list()?;
    let default = store.default_version()?;
    let here = Here::of(context);
    // A setting that cannot be read keeps nobody from a list; `gv audit` tells of it.
    let outlook = Outlook::at_hand(&context.config, &context.env, &context.home).ok();
    let chosen = Chosen { default: default.as_ref(), here: &here, outlook: outlook.as_ref() };
    if args.json {
        context.ui.json(&listing(context, &store, &toolchains, &chosen)?);
        return Ok(0);
    }
    if toolchains.is_empty() {
        context.ui.say(&say!(
            context.ui.lang,
            "nothing is installed yet: gv use latest",
            "尚未安装任何工具链：gv use latest"
        ));
    }
    let mut rows = lines(context, &toolchains, &chosen, args.proof);
    if args.proof {
        for (row, toolchain) in rows.iter_mut().zip(&toolchains) {
            row.extend(proof(context, store.receipt(&toolchain.version).as_ref()));
        }
    }
    if args.size {
        for (row, toolchain) in rows.iter_mut().zip(&toolchains) {
            row.insert(1, size::shown(file::bytes_of(&toolchain.path)));
        }
    }
    let mut others: Vec<_> = store.links()?.iter().map(|linked| link_line(context, linked, &here)).collect();
    others.extend(system_line(context, default.as_ref(), &here));
    for mut row in others {
        if args.size {
            row.insert(1, String::new());
        }
        rows.push(row);
    }
    for line in table::columns(&rows) {
        context.ui.data(&line);
    }
    Ok(0)
}

fn listing(
    context: &Context,
    store: &Store,
    toolchains: &[Toolchain],
    chosen: &Chosen<'_>,
) -> Result<Listing, Error> {
    let Chosen { default, here, outlook } = *chosen;
    let row = |toolchain: &Toolchain| {
        let row = row(store, toolchain, default, here.version.as_ref());
        judged(row, &toolchain.version, outlook)
    };
    let links = store.links()?.into_iter().map(|linked| LinkRow {
        here: here.own.as_ref() == Some(&linked.name),
        name: linked.name,
        path: linked.path.display().to_string(),
        target: linked.target.display().to_string(),
    });
    let system = system_go(context, default, here).map(|(go, version)| SystemRow {
        path: go.display().to_string(),
        version: version.map(|version| version.to_string()),
        default: default.is_none(),
        here: here.is_system,
    });
    let toolchains = toolchains.iter().map(row).collect();
    Ok(Listing { schema_version: 1, toolchains, links: links.collect(), system })
}

/// The Go that is further down PATH, where it is the default, or what this directory uses.
fn system_go(
    context: &Context,
    default: Option<&Version>,
    here: &Here,
) -> Option<(PathBuf, Option<Version>)> {
    let go = shim::system_go(&context.env, &context.home)?;
    let version = shim::version_of(&go);
    (default.is_none() || here.is_system).then_some((go, version))
}

fn system_line(context: &Context, default: Option<&Version>, here: &Here) -> Option<Vec<String>> {
    let lang = context.ui.lang;
    let (go, version) = system_go(context, default, here)?;
    let mut notes = Vec::new();
    notes.extend(default.is_none().then(|| say!(lang, "default", "默认")));
    notes.extend((here.is_system && !here.place.is_empty()).then(|| here.message(lang)));
    notes.extend(version.map(|version| version.toolchain_name()));
    notes.push(shown(&go, &context.env));
    let mark = if here.is_system { "*" } else { " " };
    Some(vec![format!("{mark} system"), notes.join(&between_notes(lang))])
}

fn link_line(context: &Context, linked: &Linked, here: &Here) -> Vec<String> {
    let lang = context.ui.lang;
    let is_here = here.own.as_ref() == Some(&linked.name);
    let target = shown(&linked.target, &context.env);
    let mut notes = Vec::new();
    notes.extend(is_here.then(|| here.message(lang)));
    notes.push(say!(lang, "a link to {target}", "链接到 {target}"));
    notes.extend((!is_program(&linked.go())).then(|| say!(lang, "which has no bin/go", "其中没有 bin/go")));
    notes.push(not_verified(lang));
    vec![format!("{} {}", if is_here { "*" } else { " " }, linked.name), notes.join(&between_notes(lang))]
}

/// What is known against a toolchain, in few words.
fn safety(outlook: &Outlook, version: &Version, lang: Lang) -> Vec<String> {
    let judgement = outlook.judge(version);
    let mut notes = Vec::new();
    if judgement.is_out_of_support() {
        notes.push(say!(lang, "out of support", "不再受支持"));
    }
    if !judgement.open.is_empty() {
        let count = judgement.open.len();
        notes.push(say!(
            lang,
            "known vulnerabilities: {count} (gv audit)",
            "已知漏洞 {count} 个（gv audit）"
        ));
    }
    notes
}

fn judged(row: Row, version: &Version, outlook: Option<&Outlook>) -> Row {
    let Some(outlook) = outlook else { return row };
    let judgement = outlook.judge(version);
    Row { support: Some(judgement.support.id()), vulnerabilities: Some(judgement.open.len()), ..row }
}

/// What `go` means in the working directory.
#[derive(Default)]
struct Here {
    version: Option<Version>,
    /// The name of a toolchain of the user's own.
    own: Option<String>,
    /// Whether it is the Go that is further down PATH.
    is_system: bool,
    /// What says so; empty where nothing does.
    place: String,
}

impl Here {
    /// A directory whose files cannot be read does not keep anyone from a list.
    fn of(context: &Context) -> Self {
        let Ok(choice) = choice::choose(context) else { return Self::default() };
        let place = choice.place().map(|(file, line)| place(file, line, &context.env)).unwrap_or_default();
        match choice.wanted {
            Wanted::Toolchain(toolchain) => {
                Self { version: Some(toolchain.version), place, ..Self::default() }
            }
            Wanted::Program { named, .. } => Self { own: Some(named.name), place, ..Self::default() },
            Wanted::System(_) => Self { is_system: true, place, ..Self::default() },
            Wanted::Missing(_) | Wanted::Nothing => Self::default(),
        }
    }

    fn message(&self, lang: Lang) -> String {
        let place = &self.place;
        say!(lang, "here: {place}", "当前目录：{place}")
    }
}

/// What is marked in the list.
struct Chosen<'a> {
    default: Option<&'a Version>,
    here: &'a Here,
    /// What is known against toolchains.
    outlook: Option<&'a Outlook>,
}

fn lines(
    context: &Context,
    toolchains: &[Toolchain],
    chosen: &Chosen<'_>,
    with_proof: bool,
) -> Vec<Vec<String>> {
    let lang = context.ui.lang;
    let Chosen { default, here, outlook } = *chosen;
    let store = Store::of(&context.home);
    let line = |toolchain: &Toolchain| {
        let is = |other: Option<&Version>| other == Some(&toolchain.version);
        let is_here = is(here.version.as_ref());
        let mark = if is_here { "*" } else { " " };
        let mut notes = Vec::new();
        if is(default) {
            notes.push(say!(lang, "default", "默认"));
        }
        if is_here && !(is(default) && here.place.is_empty()) {
            notes.push(here.message(lang));
        }
        if store.is_shared(toolchain) {
            let folder = toolchain.path.parent().and_then(std::path::Path::parent).unwrap_or(&toolchain.path);
            notes.push(say!(
                lang,
                "shared: {folder}",
                "共享：{folder}",
                folder = shown(folder, &context.env)
            ));
        }
        if !toolchain.is_usable() {
            notes.push(say!(lang, "damaged (gv doctor toolchains)", "已损坏（gv doctor toolchains）"));
        }
        notes.extend(slim(&store, toolchain, lang));
        notes.extend(imported(context, toolchain, with_proof));
        notes.extend(outlook.iter().flat_map(|outlook| safety(outlook, &toolchain.version, lang)));
        vec![format!("{mark} {}", toolchain.version.toolchain_name()), notes.join(&between_notes(lang))]
    };
    toolchains.iter().map(line).collect()
}

/// What a slim toolchain lacks.
fn slim(store: &Store, toolchain: &Toolchain, lang: Lang) -> Option<String> {
    let is_slim = store.receipt(&toolchain.version).is_some_and(|receipt| receipt.slim);
    is_slim.then(|| say!(lang, "slim: without api, doc, misc and test", "精简：不含 api、doc、misc 与 test"))
}

/// Where one that gv has not fetched comes from. Whether it is proven is a column of its own where that is asked for.
fn imported(context: &Context, toolchain: &Toolchain, with_proof: bool) -> Vec<String> {
    let (lang, store) = (context.ui.lang, Store::of(&context.home));
    let Some(receipt) = store.receipt(&toolchain.version) else { return Vec::new() };
    let Some(manager) = receipt.imported_from else { return Vec::new() };
    let link = store.linked_to(&toolchain.version);
    let mut notes = vec![say!(lang, "from {manager}", "来自 {manager}")];
    notes.extend(
        link.map(|path| say!(lang, "a link to {path}", "链接到 {path}", path = shown(&path, &context.env))),
    );
    notes.extend((receipt.proof.is_none() && !with_proof).then(|| not_verified(lang)));
    notes
}

/// The authority for it, the source of the bytes, and the time.
fn proof(context: &Context, receipt: Option<&Receipt>) -> Vec<String> {
    let lang = context.ui.lang;
    let Some(receipt) = receipt else { return vec![say!(lang, "no receipt", "没有记录")] };
    let since = (receipt.installed_at > 0).then(|| date::day(receipt.installed_at));
    match receipt.authority() {
        Some(authority) => {
            vec![
                authority.message(lang).trim().to_owned(),
                receipt.sources.join(&between(lang)),
                since.unwrap_or_default(),
            ]
        }
        None => vec![not_verified(lang), receipt.sources.join(&between(lang)), since.unwrap_or_default()],
    }
}

fn row(store: &Store, toolchain: &Toolchain, default: Option<&Version>, here: Option<&Version>) -> Row {
    let receipt = store.receipt(&toolchain.version);
    Row {
        version: toolchain.version.to_string(),
        path: toolchain.path.display().to_string(),
        default: default == Some(&toolchain.version),
        here: here == Some(&toolchain.version),
        proof: receipt.as_ref().and_then(|receipt| receipt.proof.clone()),
        hash: receipt.as_ref().and_then(Receipt::hash),
        sources: receipt.as_ref().map(|receipt| receipt.sources.clone()).unwrap_or_default(),
        installed_at: receipt.as_ref().map(|receipt| receipt.installed_at),
        slim: receipt.as_ref().is_some_and(|receipt| receipt.slim),
        imported_from: receipt.and_then(|receipt| receipt.imported_from),
        linked_to: store.linked_to(&toolchain.version).map(|path| path.display().to_string()),
        shared: store.is_shared(toolchain),
        support: None,
        vulnerabilities: None,
    }
}
