//! `gv prune`

use super::args::{arguments, help};
use super::difference::Before;
use super::{Done, Error, as_root, choice, ensure};
use crate::commands::change::confirmed;
use crate::context::Context;
use crate::lang::say;
use crate::shim::Wanted;
use crate::store::{Store, cache};
use crate::system::file;
use crate::ui::size;
use crate::version::Version;
use crate::{commands, setup};

arguments! {
    /// What `gv prune` takes.
    pub struct Args = [
        "Remove toolchains that a newer patch has replaced",
        "删除已被同一次版本的更新补丁取代的工具链"
    ] {
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long, short)]
        yes: bool = (help::yes),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv prune --dry-run" = ["only show them", "仅显示"],
    }
}

/// Removes every toolchain of which a newer patch of the same minor is installed; the default and what this
/// directory asks for stay.
pub fn run(args: &Args, context: &Context) -> Done {
    let before = Before::of(args.json, context)?;
    Before::tell(before, prune(args, context)?, context)
}

fn prune(args: &Args, context: &Context) -> Done {
    as_root::caution(context);
    let ui = &context.ui;
    let store = Store::of(&context.home);
    let installed = ensure::own_versions(&store)?;
    let kept = kept(context, &store)?;
    let doomed: Vec<_> = installed.iter().filter(|version| replaced(version, &installed)).collect();
    let doomed = doomed.into_iter().filter(|version| kept.iter().all(|kept| kept.version != **version));
    let doomed: Vec<_> = doomed.cloned().collect();
    let left: u64 = cache::left_over(&store).iter().map(|entry| entry.bytes).sum();
    tell_kept(context, &installed, &kept);
    if doomed.is_empty() {
        if left == 0 {
            ui.done(&say!(ui.lang, "nothing to prune", "没有可清理的工具链"));
        }
        sweep(context, &store, left, args.dry_run);
        return Ok(0);
    }
    let names = commands::names(&doomed, ui.lang);
    if args.dry_run {
        sweep(context, &store, left, true);
        ui.say(&say!(ui.lang, "would remove {names}", "将删除 {names}"));
        return Ok(0);
    }
    let question = say!(ui.lang, "remove {names}?", "删除 {names}？");
    if !confirmed(args.yes, &question, "gv prune", context)? {
        return Ok(0);
    }
    for version in &doomed {
        let bytes = store.find(version).map_or(0, |toolchain| file::bytes_of(&toolchain.path));
        store.remove(version)?;
        ui.done(&say!(
            ui.lang,
            "go{version} removed, {size}",
            "go{version} 已删除，释放 {size}",
            size = size::shown(bytes)
        ));
    }
    sweep(context, &store, left, false);
    setup::shims::refresh(&context.home)?;
    Ok(0)
}

/// Removes what interrupted runs left, so many bytes, or says that it would.
fn sweep(context: &Context, store: &Store, left: u64, dry_run: bool) {
    let ui = &context.ui;
    match (left, dry_run) {
        (0, _) => {}
        (left, true) => ui.say(&say!(
            ui.lang,
            "would remove what interrupted runs left, {size}",
            "将删除被中断的运行留下的内容，共 {size}",
            size = size::shown(left)
        )),
        (left, false) => {
            store.tidy();
            ui.done(&say!(
                ui.lang,
                "removed what interrupted runs left, {size}",
                "已删除被中断的运行留下的内容，共 {size}",
                size = size::shown(left)
            ));
        }
    }
}

/// Names what has been replaced and stays all the same.
fn tell_kept(context: &Context, installed: &[Version], kept: &[Kept]) {
    for Kept { version, why } in kept.iter().filter(|kept| replaced(&kept.version, installed)) {
        let lang = context.ui.lang;
        context.ui.say(&match why {
            Why::Default => {
                say!(lang, "go{version} stays: it is the default", "保留 go{version}：它是默认工具链")
            }
            Why::Asked => say!(
                lang,
                "go{version} stays: this directory asks for it",
                "保留 go{version}：当前目录要求使用它"
            ),
        });
    }
}

/// A toolchain that is not pruned.
struct Kept {
    version: Version,
    why: Why,
}

enum Why {
    /// It is the default.
    Default,
    /// This directory asks for it.
    Asked,
}

fn replaced(version: &Version, installed: &[Version]) -> bool {
    installed.iter().any(|other| other.same_minor(version) && other > version && !other.is_prerelease())
}

fn kept(context: &Context, store: &Store) -> Result<Vec<Kept>, Error> {
    let default = store.default_version()?.map(|version| Kept { version, why: Why::Default });
    let mut kept: Vec<Kept> = default.into_iter().collect();
    if let Wanted::Toolchain(toolchain) = choice::choose(context)?.wanted
        && kept.iter().all(|kept| kept.version != toolchain.version)
    {
        kept.push(Kept { version: toolchain.version, why: Why::Asked });
    }
    Ok(kept)
}
