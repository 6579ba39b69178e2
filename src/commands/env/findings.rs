//! What is wrong with the settings in force, told after they were shown or changed.

use super::Here;
use crate::context::Context;
use crate::goenv::{GoEnv, Kind};
use crate::golang::lint::{Finding, Subject, check};
use crate::project::{Requirements, Survey};
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

/// Looks at settings in the light of what the project requires.
pub fn of(go: &GoEnv, survey: &Survey) -> Vec<Finding> {
    let modules = survey.floor_file().and_then(|file| Requirements::read(file).ok());
    let modules = modules.map(|project| project.modules).unwrap_or_default();
    let requires: Vec<&str> = modules.iter().map(|module| module.path.as_str()).collect();
    check(&Subject { values: go.route_values(), requires: &requires })
}

/// Tells the findings about some of the settings, or (`None`) about all.
pub fn tell(here: &Here, keys: Option<&[&str]>, context: &Context) {
    let ui = &context.ui;
    let concerned = |finding: &Finding| keys.is_none_or(|keys| keys.contains(&finding.key));
    for finding in of(&here.go, &here.survey).iter().filter(|finding| concerned(finding)) {
        let told = lint::tell(finding, ui.lang);
        ui.warn(&told.summary);
        ui.say(&told.reason);
        if let Some(command) = command(finding, here, context) {
            ui.say(&format!("{}{command}", ui.lang.try_word()));
        }
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
    of(&here.go, &here.survey).iter().map(row).collect()
}

/// The command that mends it where the setting stands: no file helps against the environment, and what the user's
/// file says is mended there.
fn command(finding: &Finding, here: &Here, context: &Context) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    match here.go.settings(fix.key).next().map(|setting| setting.layer) {
        Some(Kind::Process) => Some(Shell::detect(&context.env).unset(fix.key)),
        Some(Kind::User) => Some(fix.command(true)),
        Some(Kind::Project) => Some(fix.command(false)),
        Some(Kind::Goroot | Kind::Builtin) | None => {
            let project = here.settings.is_some() || !here.survey.roots().is_empty();
            Some(fix.command(!project))
        }
    }
}
