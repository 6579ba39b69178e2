//! The judgement as scripts read it: `docs/json.md`.

use super::subject::Subject;
use crate::advisories::{Basis, Open, Outlook, Support};
use crate::context::Context;
use crate::store::Store;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document {
    schema_version: u32,
    database: Database,
    toolchains: Vec<Row>,
}

#[derive(Serialize)]
struct Database {
    /// Null for what is built in.
    source: Option<String>,
    modified: String,
    age_seconds: Option<u64>,
    reports: usize,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "answers that scripts read, none of which excludes another"
)]
struct Row {
    version: String,
    path: Option<String>,
    installed: bool,
    default: bool,
    here: bool,
    file: Option<String>,
    line: Option<usize>,
    support: &'static str,
    support_ended: Option<String>,
    ended_by: Option<String>,
    open: Vec<Report>,
    other_platforms: Vec<Report>,
    better: Option<String>,
    command: Option<String>,
    ok: bool,
}

#[derive(Serialize)]
struct Report {
    id: String,
    aliases: Vec<String>,
    module: &'static str,
    packages: Vec<String>,
    fixed_in: Option<String>,
    url: String,
}

pub(super) fn of(subjects: &[Subject], outlook: &Outlook, context: &Context) -> Document {
    let (source, age_seconds) = match &outlook.database.basis {
        Basis::BuiltIn => (None, None),
        Basis::Asked { name, age } => (Some(name.clone()), Some(age.as_secs())),
    };
    let database = Database {
        source,
        modified: outlook.database.modified.clone(),
        age_seconds,
        reports: outlook.database.reports.len(),
    };
    let store = Store::of(&context.home);
    let toolchains = subjects.iter().map(|subject| row(subject, outlook, &store)).collect();
    Document { schema_version: 1, database, toolchains }
}

fn row(subject: &Subject, outlook: &Outlook, store: &Store) -> Row {
    let judgement = outlook.judge(&subject.version);
    let (support_ended, ended_by) = match &judgement.support {
        Support::Ended { by, since } => (since.map(str::to_owned), Some(by.to_string())),
        Support::Supported | Support::Prerelease => (None, None),
    };
    let place = subject.place();
    Row {
        version: subject.version.to_string(),
        path: subject.path.as_ref().map(|path| path.display().to_string()),
        installed: subject.path.is_some(),
        default: subject.is_default,
        here: subject.here.is_some(),
        file: place.map(|(file, _)| file.display().to_string()),
        line: place.map(|(_, line)| line),
        support: judgement.support.id(),
        support_ended,
        ended_by,
        open: judgement.open.iter().map(report).collect(),
        other_platforms: judgement.elsewhere.iter().map(report).collect(),
        better: outlook.better(&subject.version).map(|version| version.to_string()),
        command: if judgement.is_good() { None } else { subject.command(outlook, store) },
        ok: judgement.is_good(),
    }
}

fn report(open: &Open<'_>) -> Report {
    Report {
        id: open.report.id.clone(),
        aliases: open.report.aliases.clone(),
        module: open.affected.module.id(),
        packages: open.affected.packages.clone(),
        fixed_in: open.fixed.as_ref().map(ToString::to_string),
        url: open.report.page(),
    }
}
