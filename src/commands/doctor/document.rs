//! The diagnosis as scripts read it: `docs/json.md`.

use super::page::chosen;
use crate::diagnose::{Check, Diagnosis, Finding, Machine, OnPath, Outcome, Owner};
use crate::ui::Lang;
use serde::Serialize;

/// What `--list` lists.
#[derive(Serialize)]
pub(super) struct List {
    schema_version: u32,
    checks: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    id: &'static str,
    layer: &'static str,
    about: String,
}

/// What a run found.
#[derive(Serialize)]
pub(super) struct Document {
    schema_version: u32,
    checks: Vec<Row>,
    findings: Vec<Found>,
    go: Vec<Go>,
    fixed: Vec<Fixed>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    layer: &'static str,
    target: String,
    status: &'static str,
    millis: f64,
}

#[derive(Serialize)]
struct Found {
    id: &'static str,
    check: &'static str,
    layer: &'static str,
    level: &'static str,
    target: String,
    summary: String,
    evidence: String,
    confidence: &'static str,
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Fix {
    text: Option<String>,
    command: Option<String>,
    /// Whether `--fix` does it.
    automatic: bool,
}

/// A `go` on PATH.
#[derive(Serialize)]
struct Go {
    path: String,
    owner: &'static str,
    version: Option<String>,
}

/// What `--fix` changed about a finding.
#[derive(Serialize)]
pub(super) struct Fixed {
    pub id: &'static str,
    pub target: String,
    pub changes: Vec<String>,
}

impl List {
    pub fn of(checks: &[&Check], lang: Lang) -> Self {
        let row =
            |check: &&Check| Listed { id: check.id, layer: check.group.id(), about: (check.about)(lang) };
        Self { schema_version: 1, checks: checks.iter().map(row).collect() }
    }
}

pub(super) fn of(machine: &Machine<'_>, diagnosis: &Diagnosis, fixed: Vec<Fixed>) -> Document {
    let row = |outcome: &Outcome| Row {
        id: outcome.check.id,
        layer: outcome.check.group.id(),
        target: (outcome.check.target)(machine),
        status: outcome.status.id(),
        millis: (outcome.took.as_secs_f64() * 1_000_000.0).round() / 1000.0,
    };
    let looked = diagnosis.looked_at("go");
    let gos = if looked { machine.gos() } else { &[] };
    let go = |go: &OnPath| Go {
        path: go.path.display().to_string(),
        owner: go.owner.id(),
        version: if go.owner == Owner::Shim { chosen(machine) } else { go.version.clone() },
    };
    Document {
        schema_version: 1,
        checks: diagnosis.0.iter().map(row).collect(),
        findings: diagnosis.findings().map(|(check, finding)| found(check, finding)).collect(),
        go: gos.iter().map(go).collect(),
        fixed,
    }
}

fn found(check: &Check, finding: &Finding) -> Found {
    let described = &finding.description;
    let fix = Fix {
        text: described.fix.clone(),
        command: finding.command.clone(),
        automatic: finding.repair.is_some(),
    };
    let any = fix.text.is_some() || fix.command.is_some();
    Found {
        id: finding.id,
        check: check.id,
        layer: check.group.id(),
        level: finding.level.id(),
        target: finding.target.clone(),
        summary: described.summary.clone(),
        evidence: described.evidence.join("; "),
        confidence: finding.confidence.id(),
        fix: any.then_some(fix),
    }
}
