//! `gv audit [SPEC…]`

mod document;
mod page;
mod sarif;
mod subject;

use super::args::{Offered, arguments, help};
use super::{Done, Error, ensure};
use crate::advisories::{Known, Note, Outlook};
use crate::context::Context;
use crate::lang::{code, say};
use crate::release::Catalog;
use crate::ui::{Report, Waiting};
use crate::version::{Spec, Version};
use subject::Subject;

arguments! {
    /// What `gv audit` takes.
    pub struct Args = [
        "Check toolchains for known vulnerabilities and for the end of their support",
        "检查工具链的已知漏洞与支持状态"
    ] {
        #[arg(value_name = "SPEC", add = Offered::Published)]
        specs: Vec<Spec> = [
            "Only these versions, installed or not (default: all that are installed, and what this directory uses)",
            "只检查这些版本，无论是否已安装（默认：所有已安装的版本，以及当前目录使用的版本）"
        ],
        #[arg(long)]
        refresh: bool = [
            "Query the vulnerability database and the release list, even if they were queried recently",
            "重新查询漏洞数据库与版本列表，即使刚刚查询过"
        ],
        #[arg(long, conflicts_with = "sarif")]
        json: bool = (help::json),
        #[arg(long)]
        sarif: bool = ["Print SARIF for code scanning services", "输出供代码扫描服务使用的 SARIF"],
    }
    examples {
        "gv audit" = ["every installed toolchain", "所有已安装的工具链"],
        "gv audit 1.26.2" = ["one version, with all its reports", "一个版本，列出全部报告"],
        "gv audit --sarif > go.sarif" = ["for a code scanning service", "供代码扫描服务使用"],
    }
}

/// Judges toolchains by Go's vulnerability database and Go's release policy. 1 where something is known against one; where a
/// version cannot be judged, the others are, and its code is the worse one.
pub fn run(args: &Args, context: &Context) -> Done {
    let catalog = ensure::catalog(context, args.refresh)?;
    let outlook = outlook(args.refresh, context, &catalog)?;
    let (subjects, failed) = subject::gather(&args.specs, context, &catalog)?;
    ensure::tell_notes(context, &catalog);
    if args.json {
        context.ui.json(&document::of(&subjects, &outlook, context));
    } else if args.sarif {
        context.ui.json(&sarif::of(&subjects, &outlook, context));
    } else {
        page::show(&subjects, &outlook, context, args.specs.len() == 1 || subjects.len() == 1);
    }
    let is_good = |subject: &Subject| outlook.judge(&subject.version).is_good();
    let judged = if subjects.iter().all(is_good) { 0 } else { code::FAILED };
    Ok(judged.max(failed))
}

/// What is known now, told where it is old.
pub(super) fn outlook(refresh: bool, context: &Context, catalog: &Catalog) -> Result<Outlook, Error> {
    let ui = &context.ui;
    let known = Known::open(&context.config, &context.env, &context.home)?;
    let (database, note) = known.renewed(refresh, &Waiting::new(ui));
    match note {
        None => {}
        Some(Note::Offline) => ui.warn(&say!(
            ui.lang,
            "offline (GV_OFFLINE): {name} was not queried",
            "离线（GV_OFFLINE）：未查询 {name}",
            name = known.name()
        )),
        Some(Note::NotAsked(error)) => {
            let report = Report::of(&error, ui.lang);
            ui.caution(&Report {
                message: say!(
                    ui.lang,
                    "the vulnerability database could not be queried: {why}",
                    "无法查询漏洞数据库：{why}",
                    why = report.message
                ),
                ..report
            });
        }
    }
    Ok(Outlook::new(database, published(catalog, context), catalog.platform().clone()))
}

/// What is published for this machine; without an answer, what is known.
fn published(catalog: &Catalog, context: &Context) -> Vec<Version> {
    match catalog.published() {
        Ok(offers) => offers.into_iter().filter(|offer| offer.available).map(|offer| offer.version).collect(),
        Err(error) => {
            context.ui.caution(&Report::of(&error, context.ui.lang));
            catalog.at_hand()
        }
    }
}
