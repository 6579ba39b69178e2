//! `gv verify [SPEC…]`

use super::{Done, Error, is_on, obtain, specs};
use crate::context::Context;
use crate::fetch::{self, Patience};
use crate::golang::toolchain::ModuleVersion;
use crate::install::{Audit, Differences, Installation, Verdict};
use crate::release::{ArchiveName, Catalog, Modules, Platform, Via};
use crate::store::{self, Receipt, Store, Toolchain};
use crate::ui::report::code::PROOF;
use crate::ui::{Download, Report};
use crate::version::Spec;
use clap::ArgMatches;
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    toolchains: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    version: String,
    /// Who vouched: `manifest`, `index` or `database`; null when nobody could be asked.
    proof: Option<&'static str>,
    /// How it was held against the release: `files`, `archive` or `module`.
    how: Option<&'static str>,
    ok: bool,
    changed: Vec<String>,
    missing: Vec<String>,
    added: Vec<String>,
    /// Why it could not be proven, in the user's language.
    error: Option<String>,
}

/// Proves installed toolchains again, and names the files that are not as released.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let catalog = obtain::catalog(context, false)?;
    let (mut rows, mut ended) = (Vec::new(), 0);
    for toolchain in chosen(&store, args)? {
        let (row, code) = match check(context, &catalog, &store, &toolchain, is_on(args, "full")) {
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
    if is_on(args, "json") {
        context.ui.json(&Listing { schema_version: 1, toolchains: rows });
    } else if rows.is_empty() {
        context.ui.say(&context.ui.lang.nothing_installed());
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
    let module = by_log.then(|| Modules::of(&context.env)?.module(&toolchain.version, &platform));
    let via = if from_module { Via::ModulesFirst } else { Via::MirrorsFirst };
    let client = fetch::configured(&context.env, &context.config.network)?;
    let download = Download::new(&context.ui);
    let installation = Installation {
        store,
        client: &client,
        watcher: &download,
        patience: Patience::with_stall(context.config.network.stall),
    };
    let audit = Audit {
        toolchain,
        // Older ones are no modules, and GOSUMDB may be off: then the archive tells.
        module: module.and_then(Result::ok),
        copy: || catalog.plan_for(&toolchain.version, &platform, &via),
        without_aside: from_module,
    };
    Ok(installation.audit(audit)?)
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
    let Differences { changed, missing, added } = differences.clone();
    let row = Row {
        version: toolchain.version.to_string(),
        proof: Some(authority.id()),
        how: Some(how.id()),
        ok: differences.is_empty(),
        changed,
        missing,
        added,
        error: None,
    };
    if row.ok {
        ui.done(&lang.as_released(&toolchain.version, *how, &lang.authority(authority)));
        return row;
    }
    let error = Error::NotAsReleased {
        version: toolchain.version.clone(),
        authority: authority.clone(),
        differences: differences.clone(),
    };
    ui.error(&Report::of(&error, lang));
    Row { error: Some(Report::of(&error, lang).message), ..row }
}

fn failed(context: &Context, toolchain: &Toolchain, report: &Report) -> Row {
    let message = context.ui.lang.not_proven_again(&toolchain.version, &report.message);
    context.ui.error(&Report { message, hints: report.hints.clone(), code: report.code });
    Row {
        version: toolchain.version.to_string(),
        proof: None,
        how: None,
        ok: false,
        changed: Vec::new(),
        missing: Vec::new(),
        added: Vec::new(),
        error: Some(report.message.clone()),
    }
}

/// Every toolchain that one of the specs means; all of them without one.
fn chosen(store: &Store, args: &ArgMatches) -> Result<Vec<Toolchain>, Error> {
    let installed = store.list()?;
    let specs = specs(args)?;
    if specs.is_empty() {
        return Ok(installed);
    }
    let mut chosen: Vec<Toolchain> = Vec::new();
    for spec in &specs {
        let means = |toolchain: &&Toolchain| match spec {
            Spec::Minor(..) | Spec::Major(_) => spec.newest([&toolchain.version]).is_some(),
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
