//! `gv verify [SPEC…]`

use super::args::{Offered, arguments, help};
use super::{Done, Error, ensure};
use crate::context::Context;
use crate::fetch::{self, Timeouts};
use crate::golang::toolchain::ModuleVersion;
use crate::install::{Audit, Differences, How, Installation, Verdict};
use crate::lang::code::PROOF;
use crate::lang::{Lang, say};
use crate::release::{ArchiveName, Catalog, Platform, Preference};
use crate::store::{self, Receipt, Store, Toolchain, Workshop};
use crate::system::Action;
use crate::ui::{Download, Report};
use crate::version::{Spec, Version};
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    toolchains: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    version: String,
    /// The authority: `manifest`, `index` or `database`; null if none could be asked.
    proof: Option<&'static str>,
    /// How it was held against the release: `files`, `archive` or `module`.
    how: Option<&'static str>,
    ok: bool,
    changed: Vec<String>,
    missing: Vec<String>,
    added: Vec<String>,
    not_executable: Vec<String>,
    /// Why it could not be proven, in the user's language.
    error: Option<String>,
}

arguments! {
    /// What `gv verify` takes.
    pub struct Args = [
        "Verify installed toolchains again, and name the files that differ",
        "重新校验已安装的工具链，并列出被修改、缺少或多出的文件"
    ] {
        #[arg(value_name = "SPEC", add = Offered::Installed)]
        specs: Vec<Spec> = [
            "Versions: 1.22.3, 1.22, ...; all of them if left out",
            "要校验的版本：1.22.3、1.22 等；省略时校验全部"
        ],
        #[arg(long)]
        full: bool = [
            "Download each again and compare every file, including api, doc, misc and test",
            "与重新下载的副本逐一比较所有文件，包括 api、doc、misc 与 test"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv verify" = ["all toolchains", "所有工具链"],
        "gv verify 1.22.3 --full" = ["every file of one", "其中一个的所有文件"],
    }
}

/// Proves installed toolchains again, and names the files that are not as released.
pub fn run(args: &Args, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let catalog = ensure::catalog(context, false)?;
    let (mut rows, mut ended) = (Vec::new(), 0);
    for toolchain in chosen(&store, &args.specs)? {
        let (row, code) = match check(context, &catalog, &store, &toolchain, args.full) {
            Ok(verdict) if verdict.differences.is_empty() => (tell(context, &toolchain, &verdict), 0),
            Ok(verdict) => (tell(context, &toolchain, &verdict), PROOF),
            Err(error) => {
                let report = Report::of(&error, context.ui.lang);
                (failed(context, &toolchain, &report), report.code)
            }
        };
        rows.push(row);
        // A toolchain that is not as released outweighs one that could not be looked at.
        ended = if code == PROOF || ended == 0 { code } else { ended };
    }
    if args.json {
        context.ui.json(&Listing { schema_version: 1, toolchains: rows });
    } else if rows.is_empty() {
        context.ui.say(&say!(
            context.ui.lang,
            "nothing is installed yet: gv use latest",
            "尚未安装任何工具链：gv use latest"
        ));
    }
    Ok(ended)
}

/// Proves one toolchain, by the way its bytes came if that is known.
fn check(
    context: &Context,
    catalog: &Catalog,
    store: &Store,
    toolchain: &Toolchain,
    full: bool,
) -> Result<Verdict, Error> {
    let receipt = store.receipt(&toolchain.version);
    let from_module = receipt.as_ref().is_some_and(|receipt| receipt.h1.is_some());
    let platform = platform(receipt.as_ref()).unwrap_or_else(|| catalog.platform().clone());
    let by_log = !full && (catalog.is_go() || from_module);
    let module = by_log.then(|| catalog.modules()?.module(&toolchain.version, &platform));
    let via = if from_module { Preference::ModulesFirst } else { Preference::MirrorsFirst };
    let client = fetch::configured(&context.env, &context.config.network)?;
    let download = Download::new(&context.ui, toolchain.version.toolchain_name());
    let installation = Installation {
        store,
        client: &client,
        watcher: &download,
        timeouts: Timeouts::with_stall(context.config.network.stall),
        reach: catalog.reach(),
    };
    // A folder for temporary files stands in for a store that may not be written to.
    let elsewhere = if store.is_writable() { None } else { Some(workshop(context)?) };
    let audit = Audit {
        toolchain,
        workshop: elsewhere.as_ref().map_or(store, Workshop::store),
        // Older ones are no modules, and GOSUMDB may be off: then the archive tells.
        module: module.and_then(Result::ok),
        copy: || catalog.plan_for(&toolchain.version, &platform, &via),
        without_aside: from_module,
        slim: receipt.is_some_and(|receipt| receipt.slim),
    };
    Ok(installation.audit(audit)?)
}

fn workshop(context: &Context) -> Result<Workshop, Error> {
    let folder = context.env.temp_dir();
    Ok(Workshop::make(&folder).map_err(store::Error::io(Action::Create, folder))?)
}

/// The platform a toolchain is for, as its receipt has it.
fn platform(receipt: Option<&Receipt>) -> Option<Platform> {
    let archive = receipt?.archive.as_deref()?;
    let module = archive.strip_suffix(".zip").and_then(ModuleVersion::parse);
    match module {
        Some(module) => format!("{}-{}", module.os(), module.arch()).parse().ok(),
        None => Some(ArchiveName::parse(archive)?.platform),
    }
}

fn tell(context: &Context, toolchain: &Toolchain, verdict: &Verdict) -> Row {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let Verdict { proof, how, differences } = verdict;
    let authority = proof.authority();
    let Differences { changed, missing, added, not_executable } = differences.clone();
    let row = Row {
        version: toolchain.version.to_string(),
        proof: Some(authority.id()),
        how: Some(how.id()),
        ok: differences.is_empty(),
        changed,
        missing,
        added,
        not_executable,
        error: None,
    };
    if row.ok {
        ui.done(&as_released(&toolchain.version, *how, &authority.message(lang), lang));
        tell_slim(context, &toolchain.version);
        ensure::warn_of_key(context, authority);
        return row;
    }
    let error = Error::NotAsReleased {
        version: toolchain.version.clone(),
        authority: authority.clone(),
        differences: differences.clone(),
    };
    let report = Report::of(&error, lang);
    ui.error(&report);
    Row { error: Some(report.text()), ..row }
}

fn failed(context: &Context, toolchain: &Toolchain, report: &Report) -> Row {
    let message = say!(
        context.ui.lang,
        "go{version} could not be verified again: {why}",
        "无法再次校验 go{version}：{why}",
        version = toolchain.version,
        why = report.message
    );
    context.ui.error(&Report { message, ..report.clone() });
    Row {
        version: toolchain.version.to_string(),
        proof: None,
        how: None,
        ok: false,
        changed: Vec::new(),
        missing: Vec::new(),
        added: Vec::new(),
        not_executable: Vec::new(),
        error: Some(report.text()),
    }
}

/// Every toolchain that one of the specs means; all of them without one.
fn chosen(store: &Store, specs: &[Spec]) -> Result<Vec<Toolchain>, Error> {
    let installed = store.list()?;
    if specs.is_empty() {
        return Ok(installed);
    }
    let mut chosen: Vec<Toolchain> = Vec::new();
    for spec in specs {
        let means = |toolchain: &&Toolchain| match spec {
            Spec::Minor(..) | Spec::Major(_) | Spec::Range(_) => spec.newest([&toolchain.version]).is_some(),
            spec => spec.newest(installed.iter().map(|it| &it.version)) == Some(&toolchain.version),
        };
        let matching: Vec<_> = installed.iter().filter(means).cloned().collect();
        match spec.exact() {
            Some(version) if matching.is_empty() => {
                return Err(store::Error::NotInstalled { version: version.clone() }.into());
            }
            _ if matching.is_empty() => return Err(Error::NoneInstalled { spec: spec.clone() }),
            _ => chosen.extend(matching),
        }
    }
    chosen.sort_by(|one, other| other.version.cmp(&one.version));
    chosen.dedup();
    Ok(chosen)
}

/// Says what is missing of a toolchain on purpose.
fn tell_slim(context: &Context, version: &Version) {
    if Store::of(&context.home).receipt(version).is_some_and(|receipt| receipt.slim) {
        context.ui.say(&say!(
            context.ui.lang,
            "go{version} was installed with --slim: api, doc, misc and test are not part of it",
            "go{version} 以 --slim 安装，不含 api、doc、misc 与 test"
        ));
    }
}

/// A toolchain that was verified again.
fn as_released(version: &Version, how: How, authority: &str, lang: Lang) -> String {
    match how {
        How::Files => say!(
            lang,
            "go{version} is as released: its files have the hash of {authority} (without api, doc, misc and test)",
            "go{version} 与发布的一致：其文件的哈希与{authority}相符（不含 api、doc、misc 与 test）"
        ),
        How::Archive => say!(
            lang,
            "go{version} is as released: every file is as in its archive, downloaded again and verified against {authority}",
            "go{version} 与发布的一致：每个文件都与重新下载的安装包相同，安装包已通过{authority}校验"
        ),
        How::Module => say!(
            lang,
            "go{version} is as released: every file is as in its module, downloaded again and verified against {authority}",
            "go{version} 与发布的一致：每个文件都与重新下载的模块相同，模块已通过{authority}校验"
        ),
    }
}
