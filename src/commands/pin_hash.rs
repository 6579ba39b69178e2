//! `gv pin [SPEC] --hash [--platform P]…`

use super::{Error, ensure, locked};
use crate::context::Context;
use crate::env::paths::shown;
use crate::fetch;
use crate::lang::{between, say};
use crate::line_diff::diff;
use crate::project::{self, LOCK, Lock, LockValue, Survey};
use crate::release::{Catalog, Platform};
use crate::shim;
use crate::store::Store;
use crate::ui::Explain;
use crate::verify::Hash;
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// Writes the hashes of the pinned version beside the pin, and the exact version into it.
/// `false` where nothing is pinned.
pub(super) fn write(
    context: &Context,
    spec: Option<&Spec>,
    platforms: &[Platform],
    refresh: bool,
) -> Result<bool, Error> {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let survey = Survey::of(context.env.cwd(), &context.env);
    let pin = survey.pin()?;
    let (spec, folder) = match (spec, &pin) {
        (Some(spec), _) => (spec.clone(), context.env.cwd().to_owned()),
        (None, Some(pin)) => {
            let folder = pin.file.parent().map_or_else(|| context.env.cwd().to_owned(), Path::to_owned);
            (pin.spec.clone(), folder)
        }
        (None, None) => return Ok(false),
    };
    if spec == Spec::System {
        return Err(Error::SystemHere);
    }
    let catalog = ensure::catalog(context, refresh)?;
    let version = catalog.resolve(&spec)?;
    ensure::tell_notes(context, &catalog);
    ensure::check_allowed(context, &version)?;
    let there = folder.join(LOCK);
    let before = if there.is_file() { Some(Lock::read(there)?) } else { None };
    let platforms = wanted(platforms, before.as_ref(), &catalog);
    let lines = lines(&version, &platforms, &catalog, context)?;
    let exact = Spec::Exact(version.clone());
    let is_pinned = pin.as_ref().is_some_and(|pin| pin.spec == exact && pin.file.parent() == Some(&folder));
    if !is_pinned {
        let pinned = project::write_pin(&folder, &exact)?;
        let file = shown(&pinned.file, &context.env);
        ui.done(&say!(
            lang,
            "this directory and its subdirectories use Go {version}   {file}",
            "此目录及其子目录使用 Go {version}   {file}"
        ));
        shim::renew_editors(&context.env, &Store::of(&context.home));
    }
    tell(&lines, &folder, before.as_ref(), &platforms, context)?;
    Ok(true)
}

/// The platforms that were typed with those of the lock; without any, this machine's.
fn wanted(typed: &[Platform], before: Option<&Lock>, catalog: &Catalog) -> Vec<Platform> {
    let mut platforms = before.map(Lock::platforms).unwrap_or_default();
    for platform in typed {
        if !platforms.contains(platform) {
            platforms.push(platform.clone());
        }
    }
    if platforms.is_empty() {
        platforms.push(catalog.platform().clone());
    }
    platforms
}

type Lines = Vec<(Version, Platform, LockValue)>;

/// The hashes, as the authorities have them. A module that cannot be asked for has no line, and is then not installed here.
fn lines(
    version: &Version,
    platforms: &[Platform],
    catalog: &Catalog,
    context: &Context,
) -> Result<Lines, Error> {
    let mut lines = Vec::new();
    let mut without = Vec::new();
    for platform in platforms {
        let order = catalog.order_for(version, platform)?;
        if let Hash::Sha256(value) = order.expected.hash {
            lines.push((version.clone(), platform.clone(), LockValue::Sha256(value)));
        }
        if !catalog.is_go() {
            continue;
        }
        let module = catalog.modules().and_then(|modules| modules.module(version, platform));
        let client = fetch::configured(&context.env, &context.config.network)?;
        match module.and_then(|module| module.expected(&client, &context.home)) {
            Ok(expected) => {
                if let Hash::H1(value) = expected.hash {
                    lines.push((version.clone(), platform.clone(), LockValue::H1(value)));
                }
            }
            Err(error) => without.push((platform.to_string(), error)),
        }
    }
    if let Some((_, error)) = without.first() {
        let names: Vec<_> = without.iter().map(|(name, _)| name.clone()).collect();
        context.ui.warn(&say!(
            context.ui.lang,
            "without the hash of the module for {names}: {why}; gv does not install it from a GOPROXY here",
            "{names} 缺少模块哈希：{why}；gv 在此不会通过 GOPROXY 安装",
            names = names.join(&between(context.ui.lang)),
            why = error.message(context.ui.lang)
        ));
    }
    Ok(lines)
}

fn tell(
    lines: &Lines,
    folder: &Path,
    before: Option<&Lock>,
    platforms: &[Platform],
    context: &Context,
) -> Result<PathBuf, Error> {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let old: Lines = before
        .into_iter()
        .flat_map(|lock| &lock.lines)
        .map(|line| (line.version.clone(), line.platform.clone(), line.hash))
        .collect();
    let written = project::render_lock(lines);
    if !old.is_empty() {
        for line in diff(&project::render_lock(&old), &written) {
            ui.say(&line);
        }
    }
    let file = project::write_lock(folder, &written)?;
    locked::remember(&file, context);
    let names: Vec<_> = platforms.iter().map(ToString::to_string).collect();
    ui.done(&say!(
        lang,
        "an installation here must match these hashes ({platforms})   {file}",
        "此处的安装必须与这些哈希一致（{platforms}）   {file}",
        platforms = names.join(&between(lang)),
        file = shown(&file, &context.env)
    ));
    Ok(file)
}
