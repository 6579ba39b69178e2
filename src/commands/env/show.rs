//! `gv env [show] [--all] [--json]`

use super::place_of;
use super::{findings, notice};
use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::goenv::{GoEnv, Scope, Setting};
use crate::lang::say;
use crate::project::settings::{ALLOWED, File, Settings, State};
use crate::ui::{Report, Tone, table};
use crate::urls::masked;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    settings: Vec<Row>,
    trusted: Option<bool>,
    project_file: Option<String>,
    state: Option<&'static str>,
    findings: Vec<findings::Row>,
}

#[derive(Serialize)]
struct Row {
    key: String,
    value: String,
    layer: &'static str,
    file: Option<String>,
    line: Option<usize>,
    inherited_from: Option<String>,
    shadowed: Vec<Shadowed>,
}

#[derive(Serialize)]
struct Shadowed {
    layer: &'static str,
    value: String,
    file: Option<String>,
}

arguments! {
    /// What `gv env show` takes, and `gv env` alone.
    pub struct ShowArgs = ["Show the settings in force, and where they come from", "显示生效的设置及其来源"] {
        #[arg(long, short)]
        all: bool = [
            "Every setting that was changed, not only those of modules",
            "显示所有设置过的项，而不只是与模块有关的项"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
}

/// Shows what is in force, and where it comes from.
pub fn run(args: &ShowArgs, context: &Context) {
    let here = EffectiveEnv::read(&context.env, &context.home);
    let keys = keys(&here.go, args.all);
    if args.json {
        context.ui.json(&document(&here, &keys, context));
        return;
    }
    for line in page(&here.go, &keys, context) {
        context.ui.data(&line);
    }
    for file in here.go.unreadable() {
        context.ui.caution(&Report::of(file, context.ui.lang));
    }
    if let Some(settings) = &here.settings {
        notice::tell(settings, context);
        if settings.trusted().is_some_and(File::has_crlf) {
            context.ui.warn(&notice::has_crlf(context.ui.lang));
        }
    }
    if let Some(toolchain) = &here.overruled_toolchain {
        context.ui.warn(&notice::toolchain_overruled(toolchain, context.ui.lang));
    }
    findings::tell(&here, context);
}

/// The settings of modules; with `all` every other one that is set.
fn keys(go: &GoEnv, all: bool) -> Vec<&str> {
    let others = go.keys().into_iter().filter(|key| all && !ALLOWED.contains(key));
    ALLOWED.into_iter().chain(others).collect()
}

fn page(go: &GoEnv, keys: &[&str], context: &Context) -> Vec<String> {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let mut rows = Vec::new();
    for key in keys {
        let Some(setting) = go.value(key).filter(|setting| !setting.value.is_empty()) else {
            rows.push(vec![(*key).to_owned(), String::new(), say!(lang, "not set", "未设置")]);
            continue;
        };
        let from = if setting.key == *key { String::new() } else { format!("{} ", setting.key) };
        let from = format!("{from}{}", setting.scope.title(lang));
        rows.push(vec![
            (*key).to_owned(),
            masked(key, setting.value),
            from,
            ui.tinted(Tone::Faint, &place_of(&setting, context)),
        ]);
        let hidden = below(go, key, &setting).filter(|other| other.scope < Scope::Goroot);
        rows.extend(hidden.map(|other| {
            let value = format!("({})", masked(key, other.value));
            vec![String::new(), value, other.scope.title(lang), place_of(&other, context)]
        }));
    }
    table::columns(&rows)
}

/// What stands below the setting in force, under its own key.
fn below<'a>(go: &'a GoEnv, key: &str, setting: &Setting<'a>) -> impl Iterator<Item = Setting<'a>> {
    let scope = (setting.key == key).then_some(setting.scope);
    go.settings(key).filter(move |other| scope.is_none_or(|scope| other.scope > scope))
}

fn document(here: &EffectiveEnv, keys: &[&str], context: &Context) -> Document {
    let settings = here.settings.as_ref();
    Document {
        schema_version: 1,
        settings: keys.iter().map(|key| row(&here.go, key)).collect(),
        trusted: settings.map(|settings| !settings.is_ignored()),
        project_file: settings.map(|settings| settings.path.display().to_string()),
        state: settings.map(state),
        findings: findings::rows(here, context),
    }
}

fn row(go: &GoEnv, key: &str) -> Row {
    let setting = go.value(key).unwrap_or(Setting { value: "", scope: Scope::Builtin, file: None, key });
    let file = |setting: &Setting<'_>| setting.file.map(|file| file.display().to_string());
    let shadowed = below(go, key, &setting);
    let shadowed = shadowed.map(|other| Shadowed {
        layer: other.scope.id(),
        value: masked(key, other.value),
        file: file(&other),
    });
    Row {
        key: key.to_owned(),
        value: masked(key, setting.value),
        layer: setting.scope.id(),
        file: file(&setting),
        line: setting.line(),
        inherited_from: (setting.key != key).then(|| setting.key.to_owned()),
        shadowed: shadowed.collect(),
    }
}

fn state(settings: &Settings) -> &'static str {
    match settings.state {
        State::Trusted(_) => "trusted",
        State::Untrusted(_) => "untrusted",
        State::Empty(_) => "empty",
        State::Refused(_) => "refused",
    }
}
