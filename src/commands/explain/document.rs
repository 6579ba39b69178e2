//! The explanation as scripts read it: `docs/json.md`.

use crate::explain::{Cause, Explanation, Here, Id, Told};
use crate::lang::Lang;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document {
    schema_version: u32,
    causes: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    layer: &'static str,
    line: usize,
    text: String,
    count: usize,
    targets: Vec<String>,
    modules: Vec<String>,
    summary: String,
    meaning: String,
    rules_out: Option<String>,
    confidence: &'static str,
    could_be: Vec<&'static str>,
    beneath: Option<&'static str>,
    fix: Fix,
}

#[derive(Serialize)]
struct Fix {
    text: String,
    command: Option<String>,
}

pub(super) fn of(explanation: &Explanation, here: &Here, lang: Lang) -> Document {
    Document {
        schema_version: 1,
        causes: explanation.causes.iter().map(|cause| row(cause, here, lang)).collect(),
    }
}

fn row(cause: &Cause, here: &Here, lang: Lang) -> Row {
    let told = Told::of(cause, here, lang);
    Row {
        id: cause.id.id(),
        layer: cause.id.area().id(),
        line: cause.line,
        text: cause.text.clone(),
        count: cause.count,
        targets: cause.targets.clone(),
        modules: cause.modules.clone(),
        summary: told.summary,
        meaning: told.meaning,
        rules_out: told.rules_out,
        confidence: cause.confidence.id(),
        could_be: cause.could_be.iter().copied().map(Id::id).collect(),
        beneath: cause.underlying.map(Id::id),
        fix: Fix { text: told.fix, command: told.command },
    }
}
