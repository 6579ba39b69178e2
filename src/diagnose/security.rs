//! Whether the toolchains that are in use have known vulnerabilities, or get no more fixes. What is known without the
//! network counts; `gv audit` asks.

use super::{Finding, Machine};
use crate::advisories::{Error, Outlook};
use crate::lang::{Explain, say};
use crate::shim::{Source, Wanted};
use crate::version::Version;

/// `None` where no toolchain is in use, and the settings are sound.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let choice = machine.choice().ok();
    let here = choice.and_then(|choice| match &choice.wanted {
        Wanted::Toolchain(_) | Wanted::System(_) => choice.wanted.version(),
        Wanted::Missing(_) | Wanted::Program { .. } | Wanted::Nothing => None,
    });
    let default = machine.store.default_version().ok().flatten();
    let mut versions: Vec<Version> = here.iter().cloned().collect();
    versions.extend(default.filter(|default| here.as_ref() != Some(default)));
    let outlook = match Outlook::at_hand(machine.config, machine.env, machine.home) {
        Ok(outlook) => outlook,
        Err(error) => return Some(vec![unusable(&error, machine)]),
    };
    if versions.is_empty() {
        return None;
    }
    let source = choice.and_then(|choice| choice.source.as_ref());
    let judged = |version: &Version| {
        let asked_by = source.filter(|_| here.as_ref() == Some(version));
        finding(version, asked_by, &outlook, machine)
    };
    Some(versions.iter().filter_map(judged).collect())
}

/// The settings name no database: no command says what is known of a toolchain.
fn unusable(error: &Error, machine: &Machine<'_>) -> Finding {
    let (id, lang) = ("vulnerability_database_invalid", machine.lang);
    let is_variable = machine.env.text("GV_VULNDB").is_some_and(|text| !text.trim().is_empty());
    let config = machine.home.config();
    let target = if is_variable { "GV_VULNDB".to_owned() } else { config.display().to_string() };
    let finding = Finding::warning(id, target, error.message(lang)).seen(say!(
        lang,
        "known vulnerabilities are not shown until this is corrected",
        "在更正之前，不会显示已知漏洞"
    ));
    if is_variable {
        return finding.by(machine.shell.unset("GV_VULNDB"));
    }
    let file = machine.path(&config);
    finding.fixed_by(say!(
        lang,
        "correct database under [security] in {file}, or remove the line",
        "请更正 {file} 中 [security] 的 database，或删除该行"
    ))
}

fn finding(
    version: &Version,
    asked_by: Option<&Source>,
    outlook: &Outlook,
    machine: &Machine<'_>,
) -> Option<Finding> {
    let (lang, target) = (machine.lang, version.toolchain_name());
    let judgement = outlook.judge(version);
    if judgement.is_good() {
        return None;
    }
    let reports: Vec<_> = judgement.open.iter().rev().map(|open| open.report.id.clone()).collect();
    let mut finding = if reports.is_empty() {
        let summary = say!(lang, "go{version} no longer gets security fixes", "go{version} 不再获得安全修复");
        Finding::info("out_of_support", target, summary)
    } else {
        let summary = say!(
            lang,
            "go{version} has known vulnerabilities: {count}",
            "go{version} 存在 {count} 个已知漏洞",
            count = reports.len()
        );
        Finding::info("known_vulnerabilities", target, summary).seen(machine.some(&reports))
    };
    let ended = judgement.support.message(lang);
    if !ended.is_empty() {
        finding = finding.seen(ended);
    }
    let command = outlook.better(version).map(|better| match asked_by {
        Some(Source::Pin(_)) => format!("gv pin {better}"),
        Some(Source::Floor(_)) => format!("gv pin {better} --mod"),
        _ => format!("gv use {better}"),
    });
    Some(Finding { command, ..finding })
}
