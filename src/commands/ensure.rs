//! A spec turned into an installed toolchain, told as it goes: what install, use, exec, upgrade and the shims share.

mod extent;
mod several;

pub use extent::{Extent, without};
pub use several::obtain_all;

use super::{Error, locked};
use crate::context::Context;
use crate::env::paths::shown;
use crate::fetch::Timeouts;
use crate::golang::toolchain;
use crate::install::{Installation, Outcome, WhyNot, why_not};
use crate::lang::{Lang, say};
use crate::project::Survey;
use crate::release::{self, Basis, Catalog, Note, Part, Plan, Platform, Preference, is_own_build};
use crate::setup;
use crate::shell::Shell;
use crate::shim;
use crate::store::{Store, Toolchain};
use crate::ui::{Download, Explain, Report, Waiting};
use crate::verify::{Authority, Proof};
use crate::version::{Spec, Version};
use std::rc::Rc;
use std::time::Instant;

/// What is published, as far as it can be known now. Asks the network only when a question needs it.
pub fn catalog(context: &Context, refresh: bool) -> Result<Catalog, Error> {
    let Context { env, home, config, .. } = context;
    let survey = Survey::of(env.cwd(), env);
    let goroot = shim::settings_root(&survey, env, &Store::of(home));
    let waiting = Rc::new(Waiting::new(&context.ui));
    Ok(Catalog::open(config, env, home, refresh)?.behind(goroot).watched(waiting))
}

/// The toolchain a spec means, installed now if it was not. A partial spec means the newest published patch.
pub fn obtain(context: &Context, spec: &Spec, refresh: bool) -> Result<Toolchain, Error> {
    let via = Preference::configured(&context.config)?;
    obtain_via(context, spec, refresh, &via, Extent::AsIs)
}

/// The same from where the user says.
pub fn obtain_via(
    context: &Context,
    spec: &Spec,
    refresh: bool,
    via: &Preference,
    extent: Extent,
) -> Result<Toolchain, Error> {
    let store = Store::of(&context.home);
    if let Some(toolchain) = spec.exact().and_then(|version| store.find(version))
        && !extent.wants_more(&store, &toolchain)
    {
        check_allowed(context, &toolchain.version)?;
        locked::check_installed(context, &store, &toolchain)?;
        extent.tell(context, &store, &toolchain);
        return Ok(there(context, &store, toolchain));
    }
    let catalog = catalog(context, refresh)?;
    match prepare(context, &store, &catalog, spec, via)? {
        Wanted::There(toolchain) if extent.wants_more(&store, &toolchain) => {
            extent::complete(context, &store, &catalog, toolchain, via)
        }
        Wanted::There(toolchain) => {
            extent.tell(context, &store, &toolchain);
            Ok(there(context, &store, toolchain))
        }
        Wanted::Missing(plan) => install(context, &store, &catalog, plan.of(extent.part())),
    }
}

/// What a spec leads to.
enum Wanted {
    There(Toolchain),
    Missing(Plan),
}

fn prepare(
    context: &Context,
    store: &Store,
    catalog: &Catalog,
    spec: &Spec,
    via: &Preference,
) -> Result<Wanted, Error> {
    if *spec == Spec::System {
        return Err(Error::SystemHere);
    }
    if let Some(version) = spec.exact() {
        check_allowed(context, version)?;
    }
    if let Some(toolchain) = spec.exact().and_then(|version| store.find(version)) {
        locked::check_installed(context, store, &toolchain)?;
        return Ok(Wanted::There(toolchain));
    }
    let needs_no_list = |version: &&Version| *via == Preference::Modules && toolchain::is_module(version);
    let version = match spec.exact().filter(needs_no_list) {
        // The proxy and the checksum database decide.
        Some(version) => version.clone(),
        None => catalog.resolve(spec)?,
    };
    tell_notes(context, catalog);
    log::debug!("{spec} is go{version} by {}", catalog.list_name());
    check_allowed(context, &version)?;
    if spec.exact().is_none() {
        context.ui.say(&say!(
            context.ui.lang,
            "{spec} is go{version}, {platform}",
            "{spec} 即 go{version}，{platform}",
            platform = catalog.platform().spoken()
        ));
    }
    if let Some(toolchain) = store.find(&version) {
        locked::check_installed(context, store, &toolchain)?;
        return Ok(Wanted::There(toolchain));
    }
    let plan = catalog.plan(&version, via)?;
    Ok(Wanted::Missing(locked::hold(context, plan, catalog.platform())?))
}

/// Refuses what the administrators of the machine do not allow.
pub fn check_allowed(context: &Context, version: &Version) -> Result<(), Error> {
    Ok(context.permit().version(version).map_err(shim::Error::from)?)
}

/// Shows what the catalog had to fall back on. Whom gv goes by on a network where some hosts are out of reach is said
/// once, not with every command.
pub fn tell_notes(context: &Context, catalog: &Catalog) {
    for note in catalog.untold_notes() {
        match note {
            Note::NotAsked { basis, cause } if is_usual_here(basis, cause) => {
                if catalog.reach().tells() {
                    context.ui.warn(&note.message(context.ui.lang));
                }
            }
            Note::NotAsked { cause, .. } => {
                context.ui.warn(&note.message(context.ui.lang));
                cause.details(context.ui.lang).iter().for_each(|line| context.ui.say(line.trim_start()));
            }
            Note::Unlisted { .. } => context.ui.say(&note.message(context.ui.lang)),
            Note::Offline { .. } | Note::ListTooLong { .. } => {
                context.ui.warn(&note.message(context.ui.lang));
            }
        }
    }
}

/// Whether another list took the place of the origin's, as it will again with the next command.
fn is_usual_here(basis: &Basis, cause: &release::Error) -> bool {
    matches!(basis, Basis::Modules { .. }) || matches!(cause, release::Error::Silent { .. })
}

fn install(context: &Context, store: &Store, catalog: &Catalog, plan: Plan) -> Result<Toolchain, Error> {
    let (ui, client, reach) = (&context.ui, catalog.client()?, catalog.reach());
    let slim = plan.part == Part::Slim;
    let started = Instant::now();
    let download = Download::new(ui, plan.version.toolchain_name());
    let installation = Installation {
        store,
        client,
        watcher: &download,
        timeouts: Timeouts::with_stall(context.config.network.stall),
        reach,
    };
    match installation.run(plan)? {
        Outcome::AlreadyThere(toolchain) => Ok(there(context, store, toolchain)),
        Outcome::Installed { toolchain, proof, .. } => {
            let seconds = started.elapsed().as_secs_f64();
            let of = Installed { toolchain: &toolchain, proof: &proof, slim };
            ui.done(&installed(&of, catalog.platform(), seconds, ui.lang));
            warn_of_key(context, proof.authority());
            make_ready(context);
            Ok(toolchain)
        }
    }
}

/// What was installed.
struct Installed<'a> {
    toolchain: &'a Toolchain,
    proof: &'a Proof,
    slim: bool,
}

/// What is true now. An archive that is not the one that Go published is named as such.
fn installed(
    Installed { toolchain, proof, slim }: &Installed<'_>,
    platform: &Platform,
    seconds: f64,
    lang: Lang,
) -> String {
    let without = if *slim { without(lang) } else { String::new() };
    let own = if is_own_build(&toolchain.version, platform, proof) {
        say!(
            lang,
            "; an own build, not the archive that Go published",
            "；这是自行构建的版本，并非 Go 官方发布的归档"
        )
    } else {
        String::new()
    };
    say!(
        lang,
        "go{version} installed{without}, verified against {authority}{own} ({seconds:.1} s)",
        "go{version} 已安装{without}，已通过{authority}校验{own}（{seconds:.1} 秒）",
        version = toolchain.version,
        authority = proof.authority().message(lang)
    )
}

/// Warns of a proof by a database that only has the name of Go's own.
pub fn warn_of_key(context: &Context, authority: &Authority) {
    if let (Authority::Database { name, .. }, Some(hash)) = (authority, authority.foreign_key()) {
        context.ui.warn(&say!(context.ui.lang, "GOSUMDB gives {name} another key than Go's own ({hash}): the owner of that key decides which files pass as the release", "GOSUMDB 为 {name} 指定的密钥（{hash}）不是 Go 官方密钥：哪些文件被当作正式发布，由该密钥的持有者决定"));
    }
}

/// Says that a toolchain is there, and does what a run that was killed after it came had still to do.
fn there(context: &Context, store: &Store, toolchain: Toolchain) -> Toolchain {
    let (lang, version) = (context.ui.lang, &toolchain.version);
    context.ui.say(&if store.is_shared(&toolchain) {
        let path = shown(&toolchain.path, &context.env);
        say!(
            lang,
            "go{version} is already installed in a shared store   {path}",
            "go{version} 已安装在共享存储中，无需重复安装   {path}"
        )
    } else {
        let without = if store.is_slim(version) { without(lang) } else { String::new() };
        say!(lang, "go{version} is already installed{without}", "go{version} 已安装{without}，无需重复安装")
    });
    store.tidy();
    make_ready(context);
    shim::renew_editors(&context.env, store);
    toolchain
}

/// Gives the home its programs and shims. A toolchain without them is still one: `exec` and `current` work.
pub fn make_ready(context: &Context) {
    if let Err(error) = setup::ensure(&context.home, &context.env) {
        let report = Report::of(&error, context.ui.lang);
        context.ui.warn(&say!(
            context.ui.lang,
            "the shims could not be created: {why}",
            "无法建立 shim：{why}",
            why = report.message
        ));
        for hint in report.hints {
            context.ui.say(&hint.line(context.ui.lang));
        }
    }
}

/// The versions in the home's own store, newest first.
pub fn own_versions(store: &Store) -> Result<Vec<Version>, Error> {
    Ok(store.own()?.into_iter().map(|toolchain| toolchain.version).collect())
}

/// The versions in the store and in shared ones, newest first.
pub fn versions(store: &Store) -> Result<Vec<Version>, Error> {
    Ok(store.list()?.into_iter().map(|toolchain| toolchain.version).collect())
}

/// Says that what is asked for is missing, and what installs it.
pub fn missing_note(context: &Context, spec: &Spec) -> String {
    let lang = context.ui.lang;
    match why_not(&context.config, &Store::of(&context.home)) {
        None => say!(
            lang,
            "not installed yet; the first go command here installs it, or: gv install {spec}",
            "尚未安装；在此首次运行 go 时会自动安装，或执行：gv install {spec}"
        ),
        Some(WhyNot::Off | WhyNot::Administrators) => say!(
            lang,
            "not installed, and automatic installation is off: gv install {spec}",
            "尚未安装，且自动安装已关闭：gv install {spec}"
        ),
        Some(WhyNot::Offline) => {
            let shell = Shell::detect(&context.env);
            say!(
                lang,
                "not installed, and gv is offline: {command}",
                "尚未安装，且 gv 处于离线模式：{command}",
                command = shell.with("GV_OFFLINE", "0", &format!("gv install {spec}"))
            )
        }
        Some(WhyNot::ReadOnly) => say!(
            lang,
            "not installed, and you have no write access to this gv home: ask the person who manages it, or set GV_HOME to a directory of your own",
            "尚未安装，且您没有此 gv 主目录的写入权限：请联系其管理者，或将 GV_HOME 设为您自己的目录"
        ),
    }
}
