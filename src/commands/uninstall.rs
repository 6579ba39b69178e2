//! `gv uninstall SPEC…`

use super::args::{Offered, arguments, help};
use super::difference::Before;
use super::{Done, Error, as_root, ensure, link};
use crate::context::Context;
use crate::env::paths::{place, shown};
use crate::lang::{Explain, code, say};
use crate::project::{self, Survey};
use crate::store::Store;
use crate::system::file;
use crate::ui::size;
use crate::version::{Spec, Version};
use crate::{setup, store};

arguments! {
    /// What `gv uninstall` takes.
    pub struct Args = ["Remove toolchains", "卸载工具链"] {
        #[arg(value_name = "SPEC", required = true, add = Offered::Installed)]
        specs: Vec<Spec> = (help::spec),
        #[arg(long, short)]
        force: bool = ["Remove the default toolchain too", "默认工具链也卸载"],
        #[arg(long)]
        if_present: bool = ["Succeed if it is not installed", "未安装时也视为成功"],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv uninstall 1.21.13" = ["one toolchain", "一个工具链"],
        "gv prune" = ["those that a newer patch has replaced", "已被更新补丁取代的工具链"],
    }
}

/// Removes toolchains. The default only goes with `--force`; what still requires one is named.
pub fn run(args: &Args, context: &Context) -> Done {
    let before = Before::of(args.json, context)?;
    Before::tell(before, uninstall(args, context)?, context)
}

fn uninstall(args: &Args, context: &Context) -> Done {
    as_root::caution(context);
    let store = Store::of(&context.home);
    let (links, specs): (Vec<_>, Vec<_>) =
        args.specs.iter().partition(|spec| matches!(spec, Spec::Linked(_)));
    let mut doomed = Vec::new();
    for spec in specs {
        match meant(&store, spec) {
            Err(error) if args.if_present && error.code() == code::MISSING => {
                context.ui.say(&say!(
                    context.ui.lang,
                    "{go} is not installed",
                    "{go} 尚未安装",
                    go = spec.spoken()
                ));
            }
            version => doomed.push(version?),
        }
    }
    let default = store.default_version()?;
    if let Some(version) = doomed.iter().find(|version| !args.force && default.as_ref() == Some(version)) {
        return Err(Error::DefaultStays { version: version.clone() });
    }
    for version in &doomed {
        remove(context, &store, version, default.as_ref())?;
    }
    for linked in links {
        link::remove(&linked.to_string(), context)?;
    }
    Ok(0)
}

fn remove(
    context: &Context,
    store: &Store,
    version: &Version,
    default: Option<&Version>,
) -> Result<(), Error> {
    let ui = &context.ui;
    let installed = ensure::versions(store)?;
    let askers = project::references(&Survey::of(context.env.cwd(), &context.env), version, &installed);
    let bytes = store.find(version).map_or(0, |toolchain| file::bytes_of(&toolchain.path));
    let removed = store.remove(version)?;
    ui.done(&say!(
        ui.lang,
        "go{version} removed, {size}   {path}",
        "go{version} 已卸载，释放 {size}   {path}",
        size = size::shown(bytes),
        path = shown(&removed.path, &context.env)
    ));
    if default == Some(version) {
        store.clear_default()?;
        let others = ensure::versions(store)?;
        let newest = others.iter().find(|version| !version.is_prerelease()).or(others.first());
        let other = newest.map_or_else(|| "latest".to_owned(), ToString::to_string);
        ui.warn(&say!(
            ui.lang,
            "there is no default now: {command}",
            "现在没有默认工具链：{command}",
            command = format!("gv use {other}")
        ));
    }
    setup::shims::refresh(&context.home)?;
    for asker in askers {
        ui.warn(&say!(
            ui.lang,
            "{place} still asks for go{version}; the next go command there installs it again",
            "{place} 仍要求 go{version}；下次在该处运行 go 时会重新安装",
            place = place(&asker.file, asker.line, &context.env)
        ));
    }
    Ok(())
}

/// The installed version a spec means: several of a partial spec would be a guess, so it has to be the only one.
fn meant(store: &Store, spec: &Spec) -> Result<Version, Error> {
    let installed = ensure::versions(store)?;
    let version = match spec {
        Spec::Exact(version) => version.clone(),
        partial => return only_match(&installed, partial),
    };
    installed
        .into_iter()
        .find(|there| *there == version)
        .or_else(|| Some(store.find_dead(&version)?.version))
        .ok_or_else(|| store::Error::NotInstalled { version }.into())
}

fn only_match(installed: &[Version], spec: &Spec) -> Result<Version, Error> {
    let matching: Vec<_> =
        installed.iter().filter(|version| spec.newest([*version]).is_some()).cloned().collect();
    match (spec, matching.as_slice()) {
        (Spec::Minor(..) | Spec::Major(_) | Spec::Range(_), [only]) => Ok(only.clone()),
        (Spec::Minor(..) | Spec::Major(_) | Spec::Range(_), [_, ..]) => {
            Err(Error::Ambiguous { spec: spec.clone(), matching })
        }
        _ => Err(Error::NoneInstalled { spec: spec.clone() }),
    }
}
