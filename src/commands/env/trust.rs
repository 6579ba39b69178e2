//! `gv env trust [FILE] [--list] [--json]` and `gv env untrust [FILE]`

use super::{Here, findings};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::project::settings::{self, Entry, File, NAME, Settings, Standing, State, Trust};
use crate::system::directory::real;
use crate::ui::Tone;
use crate::ui::paths::shown;
use crate::ui::table;
use clap::ArgMatches;
use serde::Serialize;
use std::path::{Component, Path, PathBuf};

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    state: &'static str,
}

/// Shows what a go.env says, and trusts exactly that.
pub fn trust(args: &ArgMatches, context: &Context) -> Done {
    if is_on(args, "list") {
        return list(context, is_on(args, "json"));
    }
    let (ui, lang) = (&context.ui, context.ui.lang);
    let here = Here::read(context);
    let settings = Settings::at(named(args, &here, context)?, &context.home);
    let path = shown(&settings.path, &context.env);
    let file = match settings.state {
        State::Refused(refusal) => return Err(settings::Error::Refused(refusal).into()),
        State::Empty(_) => {
            ui.done(&lang.env_says_nothing(&path));
            return Ok(0);
        }
        State::Trusted(file) | State::Untrusted(file) => file,
    };
    ui.say(&path);
    show(&file, context);
    if file.has_crlf() {
        ui.warn(&lang.env_has_crlf());
    }
    findings::tell_of_file(&file, context);
    Trust::of(&context.home).give(&file)?;
    ui.done(&lang.env_trusted(&path));
    Ok(0)
}

/// Trusts a go.env no more.
pub fn untrust(args: &ArgMatches, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let path = named(args, &Here::read(context), context)?;
    let was = Trust::of(&context.home).take(&path)?;
    let path = shown(&path, &context.env);
    if was {
        ui.done(&lang.env_untrusted(&path));
    } else {
        ui.say(&lang.env_was_not_trusted(&path));
    }
    Ok(0)
}

/// The file that was typed (or the one in a folder that was), else the project's.
fn named(args: &ArgMatches, here: &Here, context: &Context) -> Result<PathBuf, Error> {
    if let Some(typed) = args.get_one::<PathBuf>("file") {
        let path = context.env.cwd().join(typed);
        return Ok(without_dots(&if path.is_dir() { path.join(NAME) } else { path }));
    }
    let dir = here.survey.dir().to_owned();
    Ok(here.settings.as_ref().map(|settings| settings.path.clone()).ok_or(settings::Error::None { dir })?)
}

/// The same file, shown as people would. Only the folder is resolved: the file itself may be no link.
fn without_dots(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|_| path.components().any(|part| part == Component::ParentDir));
    match (folder.and_then(|folder| real(folder).ok()), path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.components().collect(),
    }
}

/// Each setting with what it does.
fn show(file: &File, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    for Entry { key, value, line } in file.entries() {
        ui.say(&format!("  {line}: {key}={value}"));
        if value.is_empty() {
            continue;
        }
        if *key == "GOAUTH" && runs_programs(value) {
            ui.warn(&lang.env_runs_programs(value));
        } else {
            ui.say(&format!("     {}", lang.env_effect(key, value)));
        }
    }
}

/// Whether GOAUTH names a command; `git DIR` runs git, and what the folder's settings name.
fn runs_programs(goauth: &str) -> bool {
    goauth.split(';').map(str::trim).any(|command| !matches!(command, "" | "off" | "netrc"))
}

fn list(context: &Context, json: bool) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let known = Trust::of(&context.home).list()?;
    if json {
        let row =
            |one: &settings::Known| Row { path: one.path.display().to_string(), state: id(one.standing) };
        ui.json(&Listing { schema_version: 1, files: known.iter().map(row).collect() });
        return Ok(0);
    }
    if known.is_empty() {
        ui.say(&lang.env_nothing_trusted());
    }
    let rows: Vec<_> = known
        .iter()
        .map(|one| {
            let (tone, note) = match one.standing {
                Standing::InForce => (Tone::Good, lang.standing_in_force()),
                Standing::Changed => (Tone::Notice, lang.standing_changed()),
                Standing::Gone => (Tone::Faint, lang.standing_gone()),
            };
            vec![shown(&one.path, &context.env), ui.tinted(tone, &note)]
        })
        .collect();
    for line in table::columns(&rows) {
        ui.data(&line);
    }
    Ok(0)
}

fn id(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce => "in_force",
        Standing::Changed => "changed",
        Standing::Gone => "gone",
    }
}
