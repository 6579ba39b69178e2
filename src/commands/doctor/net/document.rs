//! The diagnosis of the network as scripts read it: `docs/json.md`.

use crate::context::Context;
use crate::diagnose::net::{Diagnosis, Finding, Row};
use serde::Serialize;
use std::time::Duration;

#[derive(Serialize)]
pub(super) struct Document {
    schema_version: u32,
    checks: Vec<Check>,
    findings: Vec<Found>,
    relay: Option<Relay>,
    millis: f64,
}

#[derive(Serialize)]
struct Relay {
    hosts: usize,
    through: usize,
    without: usize,
    only_without: Vec<String>,
}

#[derive(Serialize)]
struct Check {
    id: &'static str,
    layer: &'static str,
    role: &'static str,
    target: String,
    status: &'static str,
    millis: f64,
}

#[derive(Serialize)]
struct Found {
    id: String,
    layer: &'static str,
    level: &'static str,
    target: String,
    targets: Vec<String>,
    summary: String,
    evidence: String,
    confidence: &'static str,
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Fix {
    text: Option<String>,
    command: Option<String>,
    other: Option<String>,
}

pub(super) fn of(context: &Context, found: &Diagnosis) -> Document {
    Document {
        schema_version: 1,
        checks: found.rows.iter().map(check).collect(),
        findings: found.findings.iter().map(|finding| described(context, finding)).collect(),
        relay: found.relay.as_ref().map(|relay| Relay {
            hosts: relay.hosts.len(),
            through: relay.through(),
            without: relay.without(),
            only_without: relay.only_without(),
        }),
        millis: millis(found.took),
    }
}

fn check(row: &Row) -> Check {
    Check {
        id: row.layer.id(),
        layer: row.layer.id(),
        role: row.group.id(),
        target: row.target.clone(),
        status: row.status.id(),
        millis: millis(row.took),
    }
}

fn described(context: &Context, finding: &Finding) -> Found {
    let words = finding.description(context.ui.lang);
    let fix = Fix { text: words.fix, command: finding.command.clone(), other: finding.other.clone() };
    let any = fix.text.is_some() || fix.command.is_some();
    Found {
        id: finding.id().into_owned(),
        layer: finding.layer().id(),
        level: finding.level.id(),
        target: finding.targets.first().cloned().unwrap_or_default(),
        targets: finding.targets.clone(),
        summary: words.summary,
        evidence: words.evidence.join("; "),
        confidence: finding.confidence.id(),
        fix: any.then_some(fix),
    }
}

fn millis(took: Duration) -> f64 {
    (took.as_secs_f64() * 1_000_000.0).round() / 1000.0
}
