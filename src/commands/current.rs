//! `gv current [--why]`

use super::args::{arguments, help};
use super::{Done, asked, choice, ensure, r#use};
use crate::context::Context;
use crate::env::paths::{place, shown};
use crate::lang::{code, say};
use crate::project::{self, Survey};
use crate::shim::{self, Choice, Passed, Source, Step, Stop, Wanted};
use crate::store::Store;
use crate::ui::table;
use serde::Serialize;
use std::ffi::OsString;

#[derive(Serialize)]
struct Current {
    schema_version: u32,
    version: Option<String>,
    goroot: Option<String>,
    source: Option<&'static str>,
    file: Option<String>,
    line: Option<usize>,
    asked: Option<String>,
    installed: bool,
    /// Whether `go` stops with an error of its own before it does anything.
    stops: bool,
    passed_over: Vec<PassedOver>,
}

#[derive(Serialize)]
struct PassedOver {
    file: String,
    why: &'static str,
}

arguments! {
    /// What `gv current` takes.
    pub struct Args = ["Show which Go version is active here", "显示当前目录使用的 Go 版本"] {
        #[arg(long)]
        why: bool = ["Also show why: the files and settings that decide", "同时说明原因：参与决定的文件与设置"],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv current --why" = ["the file or setting that decides", "起决定作用的文件或设置"],
        "gv current --json" = ["for scripts", "供脚本使用"],
    }
}

/// Says what `go` means in the working directory, and with `--why` every step that led there.
pub fn run(args: &Args, context: &Context) -> Done {
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    // With --why they stand among the steps.
    if args.json || !args.why {
        choice::tell_passed_over(&choice, context);
    }
    if args.json {
        context.ui.json(&current(&choice));
    } else {
        show(context, &choice, args.why);
    }
    if let Some(stop) = &choice.stop {
        context.ui.warn(&stopped(stop, context));
        return Ok(code::FAILED);
    }
    context.permit().choice(&choice).map_err(shim::Error::from)?;
    match &choice.wanted {
        Wanted::Nothing => Err(choice.nothing_of(&Store::of(&context.home)).into()),
        _ => Ok(0),
    }
}

/// Why every `go` command here fails.
fn stopped(stop: &Stop, context: &Context) -> String {
    let lang = context.ui.lang;
    let (Stop::Refused(gotoolchain) | Stop::NotFound { gotoolchain, .. }) = stop;
    let (value, command) = (&gotoolchain.value, asked::removal(gotoolchain, context));
    match stop {
        Stop::Refused(_) => say!(
            lang,
            "go refuses GOTOOLCHAIN={value}: no go command works here      {command}",
            "go 不接受 GOTOOLCHAIN={value}：此处所有 go 命令都会失败      {command}"
        ),
        Stop::NotFound { name, .. } => say!(
            lang,
            "with GOTOOLCHAIN={value} go turns to {name} here, which it does not find      {command}",
            "GOTOOLCHAIN={value} 使 go 在此切换到 {name}，但找不到它      {command}"
        ),
    }
}

fn show(context: &Context, choice: &Choice, why: bool) {
    let ui = &context.ui;
    match &choice.wanted {
        Wanted::Toolchain(toolchain) => ui.data(&toolchain.version.to_string()),
        Wanted::Missing(spec) => ui.data(&spec.to_string()),
        Wanted::System(path) => {
            let mut line = OsString::from("system ");
            line.push(path);
            ui.exact(line);
        }
        Wanted::Program { path, named } => {
            let mut line = OsString::from(format!("{} ", named.name));
            line.push(path);
            ui.exact(line);
        }
        Wanted::Nothing => {}
    }
    if why {
        for line in table::columns(&rows(context, choice)) {
            ui.data(&line);
        }
        tell_below_floor(context, choice);
        r#use::tell_shadow(context);
    } else if let Some((file, line)) = choice.place() {
        ui.say(&place(file, line, &context.env));
    }
    if let Wanted::Missing(spec) = &choice.wanted {
        ui.warn(&ensure::missing_note(context, spec));
    }
}

/// A line for everything that was considered, and for what one might think was.
fn rows(context: &Context, choice: &Choice) -> Vec<Vec<String>> {
    let (lang, env) = (context.ui.lang, &context.env);
    let survey = Survey::of(env.cwd(), env);
    let overruled = |source| Step { source, passed: Some(Passed::Overruled), version: None };
    let floors: Vec<_> = survey.lesser_floors().into_iter().map(Source::Floor).map(overruled).collect();
    let mut steps: Vec<Step> = Vec::new();
    for step in &choice.steps {
        steps.push(step.clone());
        match &step.source {
            Source::Floor(_) => steps.extend(floors.iter().cloned()),
            Source::Pin(_) | Source::Env(_) | Source::Gotoolchain(_) | Source::Default | Source::System => {}
        }
    }
    let passed = choice.passed_over.iter().map(|passed| ignored(passed, context));
    let unread = project::unread(env.cwd());
    let unread = unread.iter().map(|unread| {
        let what = format!("  go {}", unread.version);
        [what, place(&unread.file, unread.line, env), say!(lang, "not read by gv", "gv 不读取此文件")]
    });
    let steps = steps.iter().map(|step| step.words(env, lang));
    passed.chain(steps).chain(unread).map(|row| row.to_vec()).collect()
}

fn tell_below_floor(context: &Context, choice: &Choice) {
    let Some(version) = choice.wanted.version() else { return };
    if let Some(least) = choice.floor_above(&version).and_then(|floor| floor.version()) {
        let ui = &context.ui;
        ui.warn(&say!(
            ui.lang,
            "go{version} is below the required go{least} and does not switch: it refuses what needs more",
            "go{version} 低于要求的 go{least} 且不会切换：需要更高版本的操作会被 go 拒绝"
        ));
    }
}

fn passed_over(passed: &project::PassedOver) -> PassedOver {
    PassedOver { file: passed.file.display().to_string(), why: passed.why.id() }
}

fn current(choice: &Choice) -> Current {
    let (version, goroot) = match &choice.wanted {
        Wanted::Toolchain(toolchain) => {
            (Some(toolchain.version.to_string()), Some(toolchain.path.display().to_string()))
        }
        Wanted::Missing(spec) => (Some(spec.to_string()), None),
        Wanted::System(_) | Wanted::Program { .. } => {
            let root = choice.wanted.goroot().map(|root| root.display().to_string());
            (choice.wanted.version().map(|version| version.to_string()), root)
        }
        Wanted::Nothing => (None, None),
    };
    let place = choice.place();
    Current {
        schema_version: 1,
        version,
        source: choice.source.as_ref().map(Source::id),
        file: place.map(|(file, _)| file.display().to_string()),
        line: place.map(|(_, line)| line),
        asked: choice.source.as_ref().and_then(Source::text).map(ToOwned::to_owned),
        installed: !matches!(choice.wanted, Wanted::Missing(_) | Wanted::Nothing),
        goroot,
        stops: choice.stop.is_some(),
        passed_over: choice.passed_over.iter().map(passed_over).collect(),
    }
}

/// A pin that does not count, among the steps of the choice.
fn ignored(passed: &project::PassedOver, context: &Context) -> [String; 3] {
    let lang = context.ui.lang;
    let note = say!(lang, "ignored: {why}", "已忽略：{why}", why = passed.why.message(lang));
    [say!(lang, "  pin", "  固定版本"), shown(&passed.file, &context.env), note]
}
