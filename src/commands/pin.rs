//! `gv pin [SPEC] [--mod]`

use super::args::{Offered, arguments, help};
use super::choice::gotoolchain_decides;
use super::{Done, Error, asked, choice, ensure, link, pin_hash};
use crate::context::Context;
use crate::env::paths::{place, shown};
use crate::lang::{Lang, code, say};
use crate::project::{self, Survey};
use crate::release::{self, Platform};
use crate::shell::Shell;
use crate::shim::{self, Source};
use crate::store::Store;
use crate::system::file;
use crate::ui::Report;
use crate::version::{Spec, Version};
use serde::Serialize;
use std::path::PathBuf;

arguments! {
    /// What `gv pin` takes.
    pub struct Args = ["Pin this directory to a version (.go-version)", "固定当前目录使用的版本（.go-version）"] {
        #[arg(value_name = "SPEC", add = Offered::Published)]
        spec: Option<Spec> = (help_spec),
        #[arg(long, conflicts_with_all = ["spec", "module"])]
        rm: bool = ["Remove the pin of this directory", "删除当前目录的固定版本"],
        #[arg(long = "mod", requires = "spec")]
        module: bool = ["Write the toolchain line of go.mod instead", "改为写入 go.mod 的 toolchain 行"],
        #[arg(long, conflicts_with_all = ["rm", "module"])]
        hash: bool = [
            "Also write the hashes that an installation here must match (.go-version.lock)",
            "同时写入此处的安装必须匹配的哈希（.go-version.lock）"
        ],
        #[arg(long, value_name = "PLATFORM", requires = "hash", value_delimiter = ',')]
        platform: Vec<Platform> = [
            "A platform to write hashes for, such as linux-amd64; may be repeated",
            "要写入哈希的平台，如 linux-amd64；可重复指定"
        ],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv pin" = ["what is pinned here, and by which file", "此处固定的版本及其所在文件"],
        "gv pin 1.22" = ["the newest installed patch of Go 1.22", "已安装的 Go 1.22 最新补丁版本"],
        "gv pin --hash --platform linux-amd64,windows-amd64" = ["and the hashes of its archives", "并写入其安装包的哈希"],
        "gv pin 1.22.3 --mod" = ["in go.mod, also for people who do not use gv", "写入 go.mod，对不使用 gv 的人同样有效"],
    }
}

fn help_spec(lang: Lang) -> String {
    let spec = help::spec(lang);
    say!(lang, "{spec}; without it, show the pin", "{spec}；省略时显示当前的固定版本")
}

/// Writes the version down for this directory and everything below it; shows or removes what is written there.
pub fn run(args: &Args, context: &Context) -> Done {
    if !args.json {
        return act(args, context);
    }
    let before = Written::here(context)?;
    let code = match (&args.spec, args.rm) {
        // There is nothing to say but the document.
        (None, false) if before.pin.is_some() && !args.hash => 0,
        _ => act(args, context)?,
    };
    let now = Written::here(context)?;
    context.ui.json(&Document {
        schema_version: 1,
        changed: now != before,
        version: now.pin.as_ref().map(|pin| pin.0.clone()),
        file: now.pin.as_ref().map(|pin| pin.1.display().to_string()),
        line: now.pin.as_ref().map(|pin| pin.2),
        previous: before.pin.map(|pin| pin.0),
    });
    Ok(code)
}

/// The pin that counts here.
#[derive(Serialize)]
struct Document {
    schema_version: u32,
    /// Whether the pin or go.mod differs from before.
    changed: bool,
    version: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    previous: Option<String>,
}

/// What is written down for a directory.
#[derive(PartialEq, Eq)]
struct Written {
    pin: Option<(String, PathBuf, usize)>,
    floor: Option<Vec<u8>>,
}

impl Written {
    fn here(context: &Context) -> Result<Self, Error> {
        let survey = Survey::of(context.env.cwd(), &context.env);
        let pin = survey.pin()?.map(|pin| (pin.text.clone(), pin.file.clone(), pin.line));
        let floor = survey.floor_file().and_then(|file| file::read_regular(file, LIMIT).ok());
        Ok(Self { pin, floor })
    }
}

/// No go.mod is larger.
const LIMIT: u64 = 16 << 20;

fn act(args: &Args, context: &Context) -> Done {
    if args.hash {
        let written = pin_hash::write(context, args.spec.as_ref(), &args.platform, args.refresh)?;
        return Ok(if written { 0 } else { nothing_pinned(context) });
    }
    match &args.spec {
        Some(spec) if args.module => pin_module(context, spec, args.refresh),
        Some(spec) => pin_directory(context, spec, args.refresh),
        None if args.rm => remove(context),
        None => show(context),
    }
}

/// Says that the hashes here are of another version than the one that is pinned now.
fn tell_lock(context: &Context, spec: &Spec) -> Result<(), Error> {
    let Some(lock) = project::Lock::above(context.env.cwd())? else { return Ok(()) };
    let (ui, lang) = (&context.ui, context.ui.lang);
    if *spec != Spec::System && !lock.lines.iter().any(|line| spec.newest([&line.version]).is_some()) {
        ui.warn(&say!(
            lang,
            "{file} does not list this version, so gv does not install it here      gv pin --hash",
            "{file} 中没有该版本，gv 在此不会安装它      gv pin --hash",
            file = shown(&lock.file, &context.env)
        ));
    }
    Ok(())
}

/// Renews the links of editors: what this directory asks for has changed.
fn tell_editors(context: &Context) {
    shim::renew_editors(&context.env, &Store::of(&context.home));
}

/// The nearest pin, and its place.
fn show(context: &Context) -> Done {
    let ui = &context.ui;
    let survey = Survey::of(context.env.cwd(), &context.env);
    let Some(pin) = survey.pin()? else { return Ok(nothing_pinned(context)) };
    ui.data(&format!("{}  {}", pin.text, place(&pin.file, pin.line, &context.env)));
    tell_below_floor(context)?;
    tell_missing(context, &pin.spec)?;
    Ok(0)
}

fn nothing_pinned(context: &Context) -> u8 {
    let ui = &context.ui;
    ui.say(&say!(ui.lang, "no version is pinned here: gv pin 1.22", "此处没有固定版本：gv pin 1.22"));
    code::MISSING
}

/// Takes the pin of this directory away, and says what counts then. One of a folder above is another directory's too.
fn remove(context: &Context) -> Done {
    let ui = &context.ui;
    if let Some(removed) = project::remove_pin(context.env.cwd())? {
        tell_editors(context);
        let was = removed.before.unwrap_or_default();
        let file = shown(&removed.file, &context.env);
        ui.done(&say!(ui.lang, "pin removed (was {was})   {file}", "已删除固定版本（原为 {was}）   {file}"));
        if let Some(lock) = project::remove_lock(context.env.cwd())? {
            let lock = shown(&lock, &context.env);
            ui.done(&say!(ui.lang, "its hashes removed   {lock}", "已删除其哈希   {lock}"));
        }
        let choice = choice::choose(context)?;
        if let (Some(version), Some((file, line))) = (choice.wanted.version(), choice.place()) {
            let place = place(file, line, &context.env);
            ui.say(&say!(ui.lang, "go{version} by {place}", "现由 {place} 决定：go{version}"));
        }
        return Ok(0);
    }
    let survey = Survey::of(context.env.cwd(), &context.env);
    let Some(pin) = survey.pin()? else { return Ok(nothing_pinned(context)) };
    let (file, folder) = (place(&pin.file, pin.line, &context.env), pin.file.parent().unwrap_or(&pin.file));
    let shell = Shell::detect(&context.env);
    ui.warn(&say!(
        ui.lang,
        "this directory has no pin of its own; {file} counts here",
        "当前目录没有自己的固定版本，此处由 {file} 决定"
    ));
    ui.say(&format!("cd {}", shell.path(folder)));
    ui.say("gv pin --rm");
    Ok(code::MISSING)
}

/// Pins the working directory.
pub(super) fn pin_directory(context: &Context, spec: &Spec, refresh: bool) -> Done {
    let ui = &context.ui;
    let written = match spec {
        // `latest` would mean another version each month, and few other tools could read it, or a range.
        Spec::Latest | Spec::Stable | Spec::OldStable | Spec::Candidate | Spec::Range(_) => {
            Spec::Exact(published(context, spec, refresh)?)
        }
        Spec::System => Spec::System,
        Spec::Exact(_) | Spec::Minor(..) | Spec::Major(_) | Spec::Linked(_) => {
            check_published(context, spec, refresh)?;
            spec.clone()
        }
    };
    let pinned = project::write_pin(context.env.cwd(), &written)?;
    tell_editors(context);
    let file = shown(&pinned.file, &context.env);
    ui.done(&match written {
        Spec::System => say!(
            ui.lang,
            "this directory and its subdirectories use the system Go   {file}",
            "此目录及其子目录使用系统的 Go   {file}"
        ),
        _ => say!(
            ui.lang,
            "this directory and its subdirectories use Go {written}   {file}",
            "此目录及其子目录使用 Go {written}   {file}"
        ),
    });
    tell_lock(context, &written)?;
    match tell_below_floor(context) {
        // The pin is written, for the machines that have one.
        Err(Error::Shim(error @ shim::Error::NoSystemGo { .. })) => ui.caution(&Report::of(&error, ui.lang)),
        other => other?,
    }
    tell_missing(context, &written)?;
    Ok(0)
}

fn pin_module(context: &Context, spec: &Spec, refresh: bool) -> Done {
    let ui = &context.ui;
    let dir = context.env.cwd();
    let survey = Survey::of(dir, &context.env);
    let file = survey.floor_file().ok_or_else(|| Error::NoGoMod { dir: dir.to_owned() })?.to_owned();
    let version = published(context, spec, refresh)?;
    project::set_toolchain(&file, &version)?;
    tell_editors(context);
    ui.done(&say!(
        ui.lang,
        "toolchain go{version} written to {file}",
        "已将 toolchain go{version} 写入 {file}",
        file = shown(&file, &context.env)
    ));
    tell_missing(context, &Spec::Exact(version))?;
    Ok(0)
}

/// The release a spec means; without the network, what is installed may answer.
fn published(context: &Context, spec: &Spec, refresh: bool) -> Result<Version, Error> {
    if *spec == Spec::System {
        return Err(Error::SystemHere);
    }
    if let Some(version) = spec.exact() {
        ensure::check_allowed(context, version)?;
    }
    let installed = spec.exact().and_then(|version| Store::of(&context.home).find(version));
    if let Some(toolchain) = installed {
        return Ok(toolchain.version);
    }
    let catalog = ensure::catalog(context, refresh)?;
    let version = catalog.resolve(spec)?;
    ensure::tell_notes(context, &catalog);
    ensure::check_allowed(context, &version)?;
    Ok(version)
}

/// A version that does not exist is not written down; a network that fails is no reason to refuse.
fn check_published(context: &Context, spec: &Spec, refresh: bool) -> Result<(), Error> {
    if let Spec::Linked(name) = spec {
        return link::find(name, context).map(drop);
    }
    if let Some(version) = spec.exact() {
        ensure::check_allowed(context, version)?;
    }
    // What PATH has is there, whoever lists it.
    if shim::system_go_for(spec, &context.env, &context.home).is_some() {
        return Ok(());
    }
    match published(context, spec, refresh) {
        Err(Error::Release(error @ release::Error::NoSuchVersion { .. })) => {
            Err(Error::from(error).typed("pin"))
        }
        _ => Ok(()),
    }
}

fn tell_below_floor(context: &Context) -> Result<(), Error> {
    let ui = &context.ui;
    let choice = choice::choose(context)?;
    if let Some(Source::Env(value)) = &choice.source {
        ui.warn(&say!(
            ui.lang,
            "GV_VERSION={value} in the environment overrules every file      {unset}",
            "环境变量 GV_VERSION={value} 优先于所有文件      {unset}",
            unset = Shell::detect(&context.env).unset("GV_VERSION")
        ));
    }
    match &choice.source {
        Some(Source::Floor(floor)) if choice.named => {
            let least = floor.version().map(ToString::to_string).unwrap_or_default();
            ui.warn(&say!(
                ui.lang,
                "{place} asks for at least go{least}: `go` switches to it here automatically",
                "{place} 要求至少 go{least}：go 在此会自行切换到该版本",
                place = place(&floor.file, floor.line, &context.env)
            ));
        }
        Some(Source::Gotoolchain(gotoolchain)) => {
            let other = choice.wanted.version().map(|version| version.toolchain_name()).unwrap_or_default();
            let command = asked::removal(gotoolchain, context);
            ui.warn(&gotoolchain_decides(&other, &gotoolchain.value, &command, ui.lang));
        }
        _ => {}
    }
    if let Some(floor) = choice.wanted.version().and_then(|version| choice.floor_above(&version)) {
        let least = floor.version().map(ToString::to_string).unwrap_or_default();
        ui.warn(&say!(
            ui.lang,
            "{place} asks for at least go{least}; the pin wins, and go will refuse what needs more",
            "{place} 要求至少 go{least}；以固定版本为准，需要更高版本的操作会被 go 拒绝",
            place = place(&floor.file, floor.line, &context.env)
        ));
    }
    Ok(())
}

fn tell_missing(context: &Context, spec: &Spec) -> Result<(), Error> {
    let installed = ensure::versions(&Store::of(&context.home))?;
    let on_path = || shim::system_go_for(spec, &context.env, &context.home).is_some();
    if !matches!(spec, Spec::System | Spec::Linked(_)) && spec.newest(&installed).is_none() && !on_path() {
        context.ui.say(&ensure::missing_note(context, spec));
    }
    Ok(())
}
