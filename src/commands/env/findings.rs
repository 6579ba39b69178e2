//! What is wrong with the settings in force, told after they were shown or changed.

use crate::context::Context;
use crate::effective::{EffectiveEnv, Preview};
use crate::lang::try_word;
use crate::lint::Finding;
use crate::project::settings::{File, Remedy};
use crate::shell::Shell;
use serde::Serialize;

/// A finding for scripts.
#[derive(Serialize)]
pub struct Row {
    id: &'static str,
    level: &'static str,
    key: &'static str,
    summary: String,
    reason: String,
    confidence: &'static str,
    fix: Option<String>,
}

/// Tells all findings.
pub fn tell(here: &EffectiveEnv, context: &Context) {
    for finding in here.findings() {
        tell_one(&finding, true, command(&finding, here, context), context);
    }
}

/// Tells all findings after a change: first those about what was changed, then the others, without their reasons.
pub fn tell_of_change(here: &EffectiveEnv, changed: &[&str], context: &Context) {
    let mut found = here.findings();
    found.sort_by_key(|finding| !changed.contains(&finding.key));
    for finding in &found {
        let new = changed.contains(&finding.key);
        tell_one(finding, new, command(finding, here, context), context);
    }
}

/// Tells what is wrong with a project's file that is about to be obeyed.
pub fn tell_of_file(file: &File, context: &Context) {
    let preview = Preview::of(file, &context.env);
    for finding in &preview.findings {
        let command = preview.remedy(finding).and_then(|remedy| typed(remedy, context));
        tell_one(finding, true, command, context);
    }
}

fn tell_one(finding: &Finding, with_reason: bool, command: Option<String>, context: &Context) {
    let ui = &context.ui;
    ui.warn(&finding.summary(ui.lang));
    if with_reason {
        ui.say(&finding.reason(ui.lang));
    }
    if let Some(command) = command {
        ui.say(&format!("{}{command}", try_word(ui.lang)));
    }
}

/// The findings as JSON.
pub fn rows(here: &EffectiveEnv, context: &Context) -> Vec<Row> {
    let row = |finding: &Finding| Row {
        id: finding.id(),
        level: finding.level().id(),
        key: finding.key,
        summary: finding.summary(context.ui.lang),
        reason: finding.reason(context.ui.lang),
        confidence: finding.confidence().id(),
        fix: command(finding, here, context),
    };
    here.findings().iter().map(row).collect()
}

/// The command that corrects it where the setting is.
fn command(finding: &Finding, here: &EffectiveEnv, context: &Context) -> Option<String> {
    typed(here.remedy(finding)?, context)
}

fn typed(remedy: Remedy<'_>, context: &Context) -> Option<String> {
    let shell = Shell::detect(&context.env);
    remedy.command(|key, value| shell.change(key, value))
}
