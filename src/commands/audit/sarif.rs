//! The judgement as SARIF 2.1.0, the form that code scanning services read: a rule for each report, a result for each
//! toolchain it is open in.

use super::subject::Subject;
use crate::advisories::{Open, Outlook};
use crate::context::Context;
use crate::lang::{Lang, between, say};
use crate::store::Store;
use serde_json::{Value, json};
use std::path::Path;
use url::Url;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The rule of toolchains that get no more fixes.
const OUT_OF_SUPPORT: &str = "gv/out-of-support";

pub(super) fn of(subjects: &[Subject], outlook: &Outlook, context: &Context) -> Value {
    let lang = context.ui.lang;
    let mut rules: Vec<Value> = Vec::new();
    let mut results = Vec::new();
    let mut add = |rule: Value, message: String, subject: &Subject| {
        let id = rule["id"].clone();
        if !rules.iter().any(|known| known["id"] == id) {
            rules.push(rule);
        }
        results.push(json!({
            "ruleId": id,
            "level": "warning",
            "message": { "text": message },
            "locations": [location(subject, context)],
        }));
    };
    let store = Store::of(&context.home);
    for subject in subjects {
        let judgement = outlook.judge(&subject.version);
        let advice = subject.command(outlook, &store);
        let advice = advice.map(|it| say!(lang, " Try: {it}", "可尝试：{it}")).unwrap_or_default();
        let version = &subject.version;
        for open in &judgement.open {
            add(rule(open), told(open, subject, lang) + &advice, subject);
        }
        if judgement.is_out_of_support() {
            let since = judgement.support.message(lang);
            let message = say!(lang, "go{version} is {since}.{advice}", "go{version} {since}。{advice}");
            add(
                json!({ "id": OUT_OF_SUPPORT, "helpUri": "https://go.dev/doc/devel/release" }),
                message,
                subject,
            );
        }
    }
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "gv", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "results": results,
        }],
    })
}

fn rule(open: &Open<'_>) -> Value {
    json!({
        "id": open.report.id,
        "helpUri": open.report.page(),
        "properties": { "tags": open.report.aliases },
    })
}

fn told(open: &Open<'_>, subject: &Subject, lang: Lang) -> String {
    let (version, id) = (&subject.version, &open.report.id);
    let part = if open.affected.packages.is_empty() {
        open.affected.module.id().to_owned()
    } else {
        open.affected.packages.join(&between(lang))
    };
    match &open.fixed {
        Some(fixed) => say!(
            lang,
            "go{version} has {id} ({part}), fixed in go{fixed}.",
            "go{version} 存在 {id}（{part}），已在 go{fixed} 中修复。"
        ),
        None => say!(
            lang,
            "go{version} has {id} ({part}), which is not fixed yet.",
            "go{version} 存在 {id}（{part}），尚未修复。"
        ),
    }
}

/// The line that asks for the toolchain, relative to the working directory where it lies in there; else the file in the
/// toolchain that names its version.
fn location(subject: &Subject, context: &Context) -> Value {
    let (file, line) = if let Some((file, line)) = subject.place() {
        (file.to_owned(), line)
    } else {
        let root = subject.path.clone().unwrap_or_else(|| context.home.toolchain(&subject.version));
        (root.join("VERSION"), 1)
    };
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&file, context.env.cwd()) },
            "region": { "startLine": line },
        },
    })
}

fn uri(file: &Path, cwd: &Path) -> String {
    let (Ok(address), Ok(base)) = (Url::from_file_path(file), Url::from_directory_path(cwd)) else {
        return file.display().to_string();
    };
    match base.make_relative(&address) {
        Some(relative) if !relative.starts_with("..") => relative,
        _ => address.into(),
    }
}
