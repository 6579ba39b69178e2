//! `gv upgrade [SPEC…]`

use super::args::{arguments, help};
use super::difference::Before;
use super::ensure::Extent;
use super::{Done, Error, as_root, ensure, outdated, r#use};
use crate::context::Context;
use crate::lang::{code, say};
use crate::release::Preference;
use crate::store::{Store, Toolchain};
use crate::version::{Spec, Version};

arguments! {
    /// What `gv upgrade` takes.
    pub struct Args = [
        "Install the newest patch of each installed minor version, and update the default",
        "安装已有次版本的最新补丁，并让默认版本随之更新"
    ] {
        #[arg(value_name = "SPEC")]
        specs: Vec<Spec> = ["Only these versions: 1.22, 1.22.3, ...", "只升级这些：1.22、1.22.3 等"],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv upgrade" = ["every minor version that is installed", "所有已安装的次版本"],
        "gv upgrade 1.22" = ["only Go 1.22", "仅 Go 1.22"],
    }
}

/// Installs the newest patch of every installed minor, or of those named, and moves the default along with its
/// minor. Older patches stay: `gv prune` removes them.
pub fn run(args: &Args, context: &Context) -> Done {
    let before = Before::of(args.json, context)?;
    Before::tell(before, upgrade(args, context)?, context)
}

fn upgrade(args: &Args, context: &Context) -> Done {
    as_root::caution(context);
    let store = Store::of(&context.home);
    let installed = ensure::versions(&store)?;
    let chosen = chosen(&installed, &args.specs)?;
    let catalog = ensure::catalog(context, args.refresh)?;
    let default = store.default_version()?;
    let mut wanted = Vec::new();
    for version in chosen {
        let newest = outdated::newer_patch(&catalog, version)?;
        // It is installed, and a run that ended early has left the default behind.
        let is_default = |default: &&Version| default.same_minor(version) && *default < version;
        let behind = default.as_ref().filter(is_default).map(|_| version.clone());
        wanted.extend(newest.or(behind).map(Spec::Exact));
    }
    ensure::tell_notes(context, &catalog);
    if !wanted.is_empty() {
        let via = Preference::configured(&context.config)?;
        let (toolchains, code) = ensure::obtain_all(context, &wanted, false, &via, Extent::AsIs)?;
        let is_of_default =
            |it: &&Toolchain| default.as_ref().is_some_and(|default| default.same_minor(&it.version));
        if let Some(toolchain) = toolchains.iter().find(is_of_default) {
            r#use::make_default(context, toolchain)?;
        }
        context.ui.say(&say!(
            context.ui.lang,
            "older patches stay until: gv prune",
            "旧补丁版本仍保留，清理请执行：gv prune"
        ));
        return Ok(code);
    }
    outdated::tell_none(context, catalog.is_complete());
    Ok(if installed.is_empty() || catalog.is_complete() { 0 } else { code::NETWORK })
}

fn chosen<'a>(installed: &'a [Version], specs: &[Spec]) -> Result<Vec<&'a Version>, Error> {
    let newest = outdated::newest_of_each_minor(installed);
    if specs.is_empty() {
        return Ok(newest);
    }
    let mut chosen = Vec::new();
    for spec in specs {
        let named = spec.newest(installed).ok_or_else(|| Error::NoneInstalled { spec: spec.clone() })?;
        chosen.extend(newest.iter().filter(|version| version.same_minor(named)));
    }
    Ok(chosen)
}
