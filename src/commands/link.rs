//! `gv link NAME PATH`: a Go of one's own, by a name.

use super::args::arguments;
use super::{Done, Error, ensure};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::say;
use crate::shim;
use crate::store::Store;
use crate::system::program::is_program;
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv link` takes.
    pub struct Args = [
        "Use a Go of your own, or a vendor's build, by a name",
        "以名称使用您自己的 Go 或厂商构建的 Go"
    ] {
        #[arg(value_name = "NAME")]
        name: String = [
            "A name such as go1.22.3-corp, or only the suffix: corp",
            "名称，如 go1.22.3-corp；也可只写后缀：corp"
        ],
        #[arg(value_name = "PATH", value_hint = clap::ValueHint::DirPath)]
        path: PathBuf = ["Its GOROOT: the folder that has bin/go", "其 GOROOT：含有 bin/go 的目录"],
    }
    examples {
        "gv link corp /opt/corp-go" = ["go1.22.3-corp, if that is Go 1.22.3", "若其版本为 1.22.3，则名为 go1.22.3-corp"],
        "gv link go1.22.3-corp /opt/corp-go" = ["the whole name", "完整名称"],
    }
}

/// Makes the link and its launcher, and says how it is used.
pub fn run(args: &Args, context: &Context) -> Done {
    let goroot = context.env.cwd().join(&args.path);
    let goroot = std::path::absolute(&goroot).unwrap_or(goroot);
    let go = goroot.join("bin").join("go").with_extension(std::env::consts::EXE_EXTENSION);
    let version = is_program(&go).then(|| shim::version_of(&go)).flatten();
    let version = version.ok_or_else(|| Error::NotGoroot { path: goroot.clone() })?;
    let name = name(&args.name, &version)?;
    ensure::check_allowed(context, &version)?;
    let before = Store::of(&context.home).link(&name, &goroot)?;
    ensure::make_ready(context);
    let (ui, path) = (&context.ui, shown(&goroot, &context.env));
    match before.filter(|before| *before != goroot) {
        Some(before) => ui.done(&say!(
            ui.lang,
            "{name} is now {path} (was {before}), not verified",
            "{name} 现指向 {path}（原为 {before}），未经校验",
            before = shown(&before, &context.env)
        )),
        None => ui.done(&say!(ui.lang, "{name} is {path}, not verified", "{name} 指向 {path}，未经校验")),
    }
    ui.say(&say!(
        ui.lang,
        "use it: gv pin {name}, gv shell {name}, or gv exec {name} -- go build",
        "使用方法：gv pin {name}、gv shell {name} 或 gv exec {name} -- go build"
    ));
    Ok(0)
}

/// The whole name. The version in it is that of the Go: `go` compares the two.
fn name(typed: &str, version: &Version) -> Result<String, Error> {
    let release = version.toolchain_name();
    let name = if typed.starts_with("go1") { typed.to_owned() } else { format!("{release}-{typed}") };
    let is_link = |spec: &Spec| matches!(spec, Spec::Linked(_));
    let fits = name.strip_prefix(&release).is_some_and(|suffix| suffix.starts_with('-'));
    match name.parse::<Spec>().ok().filter(is_link).filter(|_| fits) {
        Some(spec) => Ok(spec.to_string()),
        None => Err(Error::NotLinkName { name: typed.to_owned(), release }),
    }
}

/// The `go` of a link, by its name.
pub(super) fn find(name: &str, context: &Context) -> Result<PathBuf, Error> {
    let linked = Store::of(&context.home).linked(name).filter(|linked| is_program(&linked.go()));
    linked.map(|linked| linked.path).ok_or_else(|| shim::Error::NotLinked { name: name.to_owned() }.into())
}

/// Removes a link. What it leads to is not gv's.
pub(super) fn remove(name: &str, context: &Context) -> Result<(), Error> {
    let store = Store::of(&context.home);
    let linked = store.linked(name).ok_or_else(|| shim::Error::NotLinked { name: name.to_owned() })?;
    store.unlink(&linked)?;
    crate::setup::shims::refresh(&context.home)?;
    let (ui, target) = (&context.ui, shown(Path::new(&linked.target), &context.env));
    ui.done(&say!(ui.lang, "{name} removed; {target} stays as it is", "{name} 已移除；{target} 保持不变"));
    Ok(())
}
