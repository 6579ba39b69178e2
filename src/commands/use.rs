//! `gv use SPEC`

use super::args::{Offered, OneOf, arguments, help};
use super::choice::{gotoolchain_decides, shadowed};
use super::difference::Before;
use super::env::import::Left;
use super::{Done, Error, as_root, asked, choice, ensure, pin, shell};
use crate::context::Context;
use crate::diagnose;
use crate::env::paths::{place, shown};
use crate::lang::{Lang, between, say};
use crate::setup;
use crate::setup::path::PathState;
use crate::shell::Shell;
use crate::shim::{self, Source, Wanted};
use crate::store::{DefaultKept, Store, Toolchain};
use crate::ui::{Chosen, Report};
use crate::version::{Spec, Version};

arguments! {
    /// What `gv use` takes.
    pub struct Args = ["Make a toolchain the default, installing it if missing", "设为默认工具链，缺少时先安装"] {
        #[arg(value_name = "SPEC", add = Offered::Published)]
        spec: Option<Spec> = (help_spec),
        #[arg(long, short)]
        global: bool = ["For all directories that ask for nothing else (default)", "对没有其他要求的所有目录生效（默认）"],
        #[arg(long, short, conflicts_with = "global")]
        local: bool = ["Pin this directory instead, as gv pin does", "改为固定当前目录，与 gv pin 相同"],
        #[arg(long, conflicts_with_all = ["global", "local"])]
        shell: bool = ["For this shell only, as gv shell does", "仅对当前 shell 生效，与 gv shell 相同"],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long, conflicts_with_all = ["local", "shell"])]
        json: bool = (help::json),
        #[arg(long = "for", hide = true, requires = "shell", value_parser = OneOf::new(Shell::names(), |name| name.parse::<Shell>().ok()))]
        printed_for: Option<Shell> = ["The shell to print the line for", "为哪个 shell 输出"],
    }
    examples {
        "gv use 1.22" = ["the newest patch of Go 1.22", "Go 1.22 的最新补丁版本"],
        "gv use latest" = ["the newest release", "最新的发布版本"],
        "gv use system" = ["the Go that was installed without gv", "不是由 gv 安装的 Go"],
    }
}

fn help_spec(lang: Lang) -> String {
    say!(
        lang,
        "A version: 1.22.3, 1.22, latest, oldstable, rc, system; if left out, a menu",
        "版本：1.22.3、1.22、latest、oldstable、rc、system；省略时显示菜单"
    )
}

/// The version that a person chooses among those that are installed, and the newest; `None` where the menu is left.
fn chosen_in_menu(context: &Context) -> Result<Option<Spec>, Error> {
    let ui = &context.ui;
    let store = Store::of(&context.home);
    let default = store.default_version()?;
    let mut specs: Vec<Spec> = ensure::versions(&store)?.into_iter().map(Spec::Exact).collect();
    specs.extend([Spec::Latest, Spec::OldStable]);
    let note = |spec: &Spec| match spec {
        Spec::Exact(version) if default.as_ref() == Some(version) => say!(ui.lang, "   default", "   默认"),
        Spec::Latest => say!(ui.lang, "   the newest release", "   最新的发布版本"),
        Spec::OldStable => {
            say!(ui.lang, "   the newest patch of the minor before", "   上一个次版本的最新补丁")
        }
        _ => String::new(),
    };
    let items: Vec<_> = specs.iter().map(|spec| format!("{spec}{}", note(spec))).collect();
    match ui.menu(&say!(ui.lang, "Which Go should be the default?", "将哪个 Go 设为默认？"), &items) {
        Chosen::Item(item) => Ok(Some(specs.swap_remove(item))),
        Chosen::None => Ok(None),
        Chosen::NoTerminal => Err(Error::NoSpec),
    }
}

/// Makes a toolchain the default, installing it if it is missing, and says where that holds and where it does not.
pub fn run(args: &Args, context: &Context) -> Done {
    let before = Before::of(args.json, context)?;
    Before::tell(before, choose(args, context)?, context)
}

fn choose(args: &Args, context: &Context) -> Done {
    let Some(spec) = args.spec.clone().map_or_else(|| chosen_in_menu(context), |spec| Ok(Some(spec)))? else {
        return Ok(0);
    };
    if args.local {
        return pin::pin_directory(context, &spec, args.refresh);
    }
    if args.shell {
        return shell::set(&spec, args.printed_for, context);
    }
    as_root::caution(context);
    if spec == Spec::System {
        return use_system(context);
    }
    if let Spec::Linked(name) = &spec {
        return Err(Error::LinkNoDefault { name: name.clone() });
    }
    let toolchain = ensure::obtain(context, &spec, args.refresh).map_err(|error| error.typed("use"))?;
    make_default(context, &toolchain)?;
    // The default is changed; a file here that cannot be understood is the directory's trouble.
    if let Err(error) = tell_what_overrules(context, Some(&toolchain.version)) {
        context.ui.caution(&Report::of(&error, context.ui.lang));
    }
    tell_settings_left(context, &toolchain);
    tell_path(context);
    Ok(0)
}

/// Says which settings the system Go has in its own go.env, and gv's toolchain has not.
fn tell_settings_left(context: &Context, toolchain: &Toolchain) {
    let Some(mut left) = Left::find(context, Some(&toolchain.path)) else { return };
    left.settings.retain(|setting| !setting.turns_checks_off());
    if left.settings.is_empty() {
        return;
    }
    let keys: Vec<_> = left.settings.iter().map(|setting| setting.key).collect();
    context.ui.warn(&say!(
        context.ui.lang,
        "go{version} runs without the settings of {file}: {keys}      gv env import system",
        "go{version} 运行时不使用 {file} 中的设置：{keys}      gv env import system",
        keys = keys.join(&between(context.ui.lang)),
        file = shown(&left.file, &context.env),
        version = toolchain.version
    ));
}

/// Takes the default away, so that the Go on PATH stands in its place.
fn use_system(context: &Context) -> Done {
    let store = Store::of(&context.home);
    let go = shim::system_go(&context.env, &context.home).ok_or(Error::NoSystemDefault)?;
    let before = store.default_version()?;
    if before.is_some() {
        store.clear_default()?;
    }
    shim::renew_editors(&context.env, &store);
    let (ui, path) = (&context.ui, shown(&go, &context.env));
    let name = shim::version_of(&go).map(|version| version.toolchain_name()).unwrap_or_default();
    match before {
        Some(before) => ui.done(&say!(
            ui.lang,
            "the system Go {name} is the default now (was go{before})   {path}",
            "默认现为系统的 Go {name}（原为 go{before}）   {path}"
        )),
        None => ui.done(&say!(
            ui.lang,
            "the system Go {name} is the default, as before   {path}",
            "默认仍为系统的 Go {name}   {path}"
        )),
    }
    if let Err(error) = tell_what_overrules(context, None) {
        ui.caution(&Report::of(&error, ui.lang));
    }
    Ok(0)
}

/// Swaps `current` and says what it was before.
pub fn make_default(context: &Context, toolchain: &Toolchain) -> Result<(), Error> {
    let store = Store::of(&context.home);
    let before = store.default_version()?;
    let kept = store.set_default(toolchain)?;
    ensure::make_ready(context);
    shim::renew_editors(&context.env, &store);
    let (ui, current) = (&context.ui, shown(&context.home.current(), &context.env));
    let link = match kept {
        DefaultKept::Linked => current.clone(),
        DefaultKept::Noted { .. } => shown(&toolchain.path, &context.env),
    };
    match before {
        Some(before) if before == toolchain.version => ui.done(&say!(
            ui.lang,
            "default is go{before}, as before   {link}",
            "默认工具链仍为 go{before}   {link}"
        )),
        Some(before) => ui.done(&say!(
            ui.lang,
            "default is now go{version} (was go{before})   {link}",
            "默认工具链现为 go{version}（原为 go{before}）   {link}",
            version = toolchain.version
        )),
        None => ui.done(&say!(
            ui.lang,
            "default is now go{version}   {link}",
            "默认工具链现为 go{version}   {link}",
            version = toolchain.version
        )),
    }
    if kept == (DefaultKept::Noted { news: true }) {
        ui.warn(&say!(
            ui.lang,
            "cannot create a link at {current}: go works through the shims; an IDE needs the directory of the toolchain itself",
            "无法在 {current} 建立链接：go 可通过 shim 使用；IDE 中须填写工具链本身的目录"
        ));
    }
    Ok(())
}

/// The directory may ask for something else, and then it has its way.
fn tell_what_overrules(context: &Context, default: Option<&Version>) -> Result<(), Error> {
    let choice = choice::choose(context)?;
    let ui = &context.ui;
    let other = match &choice.wanted {
        Wanted::Toolchain(chosen) if Some(&chosen.version) == default => return Ok(()),
        Wanted::Toolchain(chosen) => chosen.version.toolchain_name(),
        Wanted::Missing(spec) => spec.spoken(),
        Wanted::System(path) => shown(path, &context.env),
        Wanted::Program { named, .. } => named.name.clone(),
        Wanted::Nothing => return Ok(()),
    };
    let lang = ui.lang;
    ui.warn(&match &choice.source {
        Some(Source::Env(value)) => say!(
            lang,
            "GV_VERSION={value} still makes it {other}      {unset} changes that",
            "GV_VERSION={value} 仍指定 {other}      可执行 {unset} 更改",
            unset = Shell::detect(&context.env).unset("GV_VERSION")
        ),
        Some(Source::Pin(pin)) => {
            let spec = default.map_or_else(|| "system".to_owned(), ToString::to_string);
            say!(
                lang,
                "this directory still uses {other}: {place}      gv pin {spec} changes that",
                "当前目录仍使用 {other}：{place}      可执行 gv pin {spec} 更改",
                place = place(&pin.file, pin.line, &context.env)
            )
        }
        Some(Source::Floor(floor)) => {
            say!(
                lang,
                "this directory still uses {other}, the minimum that it requires: {place}",
                "当前目录仍使用 {other}，这是它要求的最低版本：{place}",
                place = place(&floor.file, floor.line, &context.env)
            )
        }
        Some(Source::Gotoolchain(gotoolchain)) => {
            let command = asked::removal(gotoolchain, context);
            gotoolchain_decides(&other, &gotoolchain.value, &command, lang)
        }
        Some(Source::Default | Source::System) | None => return Ok(()),
    });
    Ok(())
}

/// A toolchain that is not on PATH is of no use: reports what PATH lacks.
pub fn tell_path(context: &Context) {
    let ui = &context.ui;
    let root = context.home.root();
    if let Some(message) = diagnose::cannot_run(root, &shown(root, &context.env), ui.lang) {
        ui.warn(&format!("{message}      gv doctor disk"));
    }
    match setup::path::state(&context.home, &context.env) {
        PathState::Ok => {}
        PathState::NotOnPath { command } => {
            let shims = shown(&context.home.shims(), &context.env);
            // The line calls the gv of the home, which is not there before it is set up.
            let is_set_up = setup::programs::gv(&context.home).is_file();
            ui.warn(&say!(
                ui.lang,
                "{shims} is not on PATH, so `go` is not gv's yet      {command}",
                "{shims} 不在 PATH 中，`go` 尚未由 gv 接管      {command}",
                command = if is_set_up { &command } else { "gv setup" }
            ));
            if is_set_up && context.env.has("GITHUB_PATH") {
                tell_later_steps(context);
            }
        }
        PathState::Shadowed { .. } => tell_shadow(context),
    }
}

/// Each step of a job of GitHub Actions is a shell of its own, which reads no startup file.
fn tell_later_steps(context: &Context) {
    let shims = Shell::USUAL.path(&context.home.shims());
    let command = if cfg!(windows) {
        format!("Add-Content $env:GITHUB_PATH {shims}")
    } else {
        format!("echo {shims} >> \"$GITHUB_PATH\"")
    };
    let lang = context.ui.lang;
    context.ui.say(&say!(
        lang,
        "for the later steps of this job: {command}",
        "供此任务的后续步骤使用：{command}"
    ));
}

/// Says which other `go` comes before gv's shims on PATH.
pub fn tell_shadow(context: &Context) {
    if let PathState::Shadowed { by, command } = setup::path::state(&context.home, &context.env) {
        context.ui.warn(&shadowed(&shown(&by, &context.env), &command, context.ui.lang));
    }
}
