//! `gv env why KEY [--json]`

use super::notice;
use super::place_of;
use crate::commands::Done;
use crate::commands::args::{Offered, arguments, help};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::place;
use crate::goenv::{Scope, Setting};
use crate::golang::env_rules::{KNOWN, Refusal};
use crate::lang::say;
use crate::project::settings::{self, Settings};
use crate::ui::table;
use crate::urls::masked;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    key: String,
    value: String,
    layer: Option<&'static str>,
    inherited_from: Option<String>,
    layers: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    layer: &'static str,
    key: String,
    value: String,
    file: Option<String>,
    line: Option<usize>,
    state: &'static str,
}

arguments! {
    /// What `gv env why` takes.
    pub struct Args = ["Show where a setting comes from, and what it overrides", "显示某项设置的来源，以及被它覆盖的值"] {
        #[arg(value_name = "KEY", add = Offered::Keys)]
        key: String = (help::key),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv env why GOPROXY" = ["where GOPROXY comes from", "GOPROXY 的来源"],
    }
}

/// Shows what every source says about one key, and who wins.
pub fn run(args: &Args, context: &Context) -> Done {
    let key = args.key.to_ascii_uppercase();
    let here = EffectiveEnv::read(&context.env, &context.home);
    if !KNOWN.contains(&key.as_str()) && here.go.settings(&key).next().is_none() {
        return Err(settings::Error::Value(Refusal::Unknown(key)).into());
    }
    if args.json {
        context.ui.json(&document(&key, &here));
        return Ok(0);
    }
    crate::commands::tell_relay(context);
    let lines = page(&key, &here, context);
    if lines.is_empty() {
        context.ui.say(&say!(context.ui.lang, "{key} is not set", "没有任何地方设置 {key}"));
    }
    for line in table::columns(&lines) {
        context.ui.data(&line);
    }
    if let Some(toolchain) = here.overruled_toolchain.as_ref().filter(|_| key == "GOTOOLCHAIN") {
        context.ui.warn(&notice::toolchain_overruled(toolchain, context.ui.lang));
    }
    if let Some(settings) = here.settings.as_ref().filter(|settings| ignored(settings, &key).is_some()) {
        notice::tell(settings, context);
    }
    Ok(0)
}

/// Every setting with whether it decides: the key's own, and GOPRIVATE's where that stands in for it.
fn said<'a>(key: &'a str, here: &'a EffectiveEnv) -> Vec<(Setting<'a>, bool)> {
    let winner = here.go.value(key);
    let stands_in = winner.filter(|winner| winner.key != key).map(|winner| winner.key);
    let keys = [Some(key), stands_in].into_iter().flatten();
    let all = keys.flat_map(|key| here.go.settings(key));
    all.map(|setting| (setting, Some(setting) == winner)).collect()
}

/// What a go.env that is not obeyed would say.
fn ignored<'a>(settings: &'a Settings, key: &str) -> Option<(&'a str, usize)> {
    let file = settings.file().filter(|_| settings.is_ignored())?;
    file.entries().iter().find(|entry| entry.key == key).map(|entry| (entry.value.as_str(), entry.line))
}

fn page(key: &str, here: &EffectiveEnv, context: &Context) -> Vec<Vec<String>> {
    let lang = context.ui.lang;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (setting, decides) in said(key, here) {
        let (mark, note) = if decides {
            ("→", say!(lang, "decides", "由此决定"))
        } else {
            (" ", say!(lang, "overruled", "被上面的覆盖"))
        };
        let value = format!("{}={}", setting.key, masked(setting.key, setting.value));
        rows.push(vec![
            format!("{mark} {}", setting.scope.title(lang)),
            value,
            place_of(&setting, context),
            note,
        ]);
    }
    if let Some(settings) = &here.settings
        && let Some((value, line)) = ignored(settings, key)
    {
        let cells = [
            format!("  {}", Scope::Project.title(lang)),
            format!("{key}={}", masked(key, value)),
            place(&settings.path, line, &context.env),
            say!(lang, "not trusted, and so without effect", "未被信任，因此不起作用"),
        ];
        rows.push(cells.to_vec());
    }
    rows
}

fn document(key: &str, here: &EffectiveEnv) -> Document {
    let winner = here.go.value(key);
    let mut layers: Vec<Row> = said(key, here)
        .into_iter()
        .map(|(setting, decides)| Row {
            layer: setting.scope.id(),
            key: setting.key.to_owned(),
            value: masked(setting.key, setting.value),
            file: setting.file.map(|file| file.display().to_string()),
            line: setting.line(),
            state: if decides { "decides" } else { "overruled" },
        })
        .collect();
    if let Some(settings) = &here.settings
        && let Some((value, line)) = ignored(settings, key)
    {
        layers.push(Row {
            layer: Scope::Project.id(),
            key: key.to_owned(),
            value: masked(key, value),
            file: Some(settings.path.display().to_string()),
            line: Some(line),
            state: "ignored",
        });
    }
    Document {
        schema_version: 1,
        key: key.to_owned(),
        value: winner.map(|setting| masked(key, setting.value)).unwrap_or_default(),
        layer: winner.map(|setting| setting.scope.id()),
        inherited_from: winner.filter(|setting| setting.key != key).map(|setting| setting.key.to_owned()),
        layers,
    }
}
