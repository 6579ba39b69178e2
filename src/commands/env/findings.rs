//! What is wrong with the settings in force, told after they were shown or changed.

use super::Here;
use crate::context::Context;
use crate::goenv::GoEnv;
use crate::golang::lint::Finding;
use crate::project::Survey;
use crate::project::settings::{ALLOWED, File, Remedy, findings};
use crate::shell::Shell;
use crate::ui::lint;
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
pub fn tell(here: &Here, context: &Context) {
    for finding in findings(&here.go, &here.survey) {
        tell_one(&finding, true, command(&finding, here, context), context);
    }
}

/// Tells all findings after a change: first those about what was changed, then the others, without their reasons.
pub fn tell_of_change(here: &Here, changed: &[&str], context: &Context) {
    let mut found = findings(&here.go, &here.survey);
    found.sort_by_key(|finding| !changed.contains(&finding.key));
    for finding in &found {
        let new = changed.contains(&finding.key);
        tell_one(finding, new, command(finding, here, context), context);
    }
}

/// Tells what is wrong with a project's file that is about to be obeyed: with what it says itself, and what comes of that
/// together with the user's file. What the environment says beside it is no part of the question.
pub fn tell_of_file(file: &File, context: &Context) {
    let survey = Survey::of(file.path().parent().unwrap_or(file.path()), &context.env);
    let others = || GoEnv::read(&context.env.clone().without(ALLOWED), None);
    let (before, go) = (findings(&others(), &survey), others().with_layer(file.layer()));
    for finding in findings(&go, &survey) {
        if file.value(finding.key).is_some() || !before.contains(&finding) {
            let remedy = Remedy::of(&finding, &go, true);
            tell_one(&finding, true, remedy.and_then(|remedy| typed(remedy, context)), context);
        }
    }
}

fn tell_one(finding: &Finding, with_reason: bool, command: Option<String>, context: &Context) {
    let (ui, told) = (&context.ui, lint::tell(finding, context.ui.lang));
    ui.warn(&told.summary);
    if with_reason {
        ui.say(&told.reason);
    }
    if let Some(command) = command {
        ui.say(&format!("{}{command}", ui.lang.try_word()));
    }
}

/// The findings as JSON.
pub fn rows(here: &Here, context: &Context) -> Vec<Row> {
    let row = |finding: &Finding| {
        let told = lint::tell(finding, context.ui.lang);
        Row {
            id: finding.id(),
            level: finding.level().id(),
            key: finding.key,
            summary: told.summary,
            reason: told.reason,
            confidence: finding.confidence().id(),
            fix: command(finding, here, context),
        }
    };
    findings(&here.go, &here.survey).iter().map(row).collect()
}

/// The command that mends it where the setting stands.
fn command(finding: &Finding, here: &Here, context: &Context) -> Option<String> {
    let in_project = here.settings.is_some() || !here.survey.roots().is_empty();
    typed(Remedy::of(finding, &here.go, in_project)?, context)
}

fn typed(remedy: Remedy<'_>, context: &Context) -> Option<String> {
    let shell = Shell::detect(&context.env);
    remedy.command(|key, value| shell.change(key, value))
}
