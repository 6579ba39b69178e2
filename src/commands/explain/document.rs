//! The explanation as scripts read it: `docs/json.md`.

use crate::explain::{Cause, Explanation, Id};
use crate::ui::Lang;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
pub(super) struct Document {
    schema_version: u32,
    causes: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: Cow<'static, str>,
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
    could_be: Vec<Cow<'static, str>>,
    beneath: Option<Cow<'static, str>>,
    fix: Fix,
}

#[derive(Serialize)]
struct Fix {
    text: String,
    command: Option<String>,
}

pub(super) fn of(explanation: &Explanation, lang: Lang) -> Document {
    Document { schema_version: 1, causes: explanation.causes.iter().map(|cause| row(cause, lang)).collect() }
}

fn row(cause: &Cause, lang: Lang) -> Row {
    let told = lang.explanation(cause);
    Row {
        id: cause.id.id(),
        layer: cause.id.layer().id(),
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
        beneath: cause.beneath.map(Id::id),
        fix: Fix { text: told.fix, command: told.command },
    }
}
