//! `gv self update`

use crate::commands::args::{arguments, help};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::env::paths::shown;
use crate::fetch::{self, Timeouts};
use crate::lang::{between, code, say};
use crate::setup::{exchange, programs, shims};
use crate::ui::Download;
use crate::update::{self, Address, Made, Proven, Updater};
use serde::Serialize;

arguments! {
    /// What `gv self update` takes.
    pub struct Args = [
        "Install a new version of gv, after its signature is verified",
        "安装 gv 的新版本，安装前校验签名"
    ] {
        #[arg(value_name = "VERSION")]
        version: Option<String> = [
            "A version of gv, such as 0.2.0; the newest if left out",
            "gv 的版本，如 0.2.0；省略时为最新版本"
        ],
        #[arg(long)]
        check: bool = [
            "Only report whether there is a newer gv; the exit code is 1 if there is",
            "只报告是否有更新的 gv；有则退出码为 1"
        ],
        #[arg(long, value_name = "SOURCE")]
        from: Vec<String> = [
            "Where the releases are: an address, a directory, or goproxy; may be repeated for mirrors",
            "发行版的位置：地址、目录或 goproxy；可重复给出多个镜像"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv self update" = ["the newest version", "最新版本"],
        "gv self update --check" = ["whether there is a newer one", "是否有更新的版本"],
        "gv self update 0.2.0 --from goproxy" = ["one version, from your GOPROXY", "从您的 GOPROXY 获取指定版本"],
    }
}

#[derive(Serialize)]
struct Checked {
    schema_version: u32,
    version: String,
    newest: String,
    update: bool,
}

#[derive(Serialize)]
struct Updated {
    schema_version: u32,
    changed: bool,
    from: String,
    version: String,
    sources: Vec<String>,
    /// The checksum database that lists the release, for one from a GOPROXY.
    database: Option<String>,
}

/// Finds the version, proves it, and puts it in place of the installed one.
pub fn run(args: &Args, context: &Context) -> Done {
    let identity = &context.identity;
    if let Made::Package { command } = &identity.made {
        return Err(Error::Packaged { command: command.clone() });
    }
    if identity.keys.is_empty() {
        return Err(update::Error::NoKey.into());
    }
    let address = Address::of(&args.from, &context.env, &context.config, identity)?;
    if !args.check {
        exchange::is_own(&context.home, &context.env)?;
    }
    let client = fetch::configured(&context.env, &context.config.network)?;
    let download = Download::new(&context.ui, "gv".to_owned());
    let updater = Updater {
        identity,
        env: &context.env,
        home: &context.home,
        client: &client,
        timeouts: Timeouts::with_stall(context.config.network.stall),
        progress: &download,
    };
    let version = updater.choose(&address, args.version.as_deref())?;
    download.say(|_| {});
    if args.check {
        return Ok(tell_check(args, context, &version));
    }
    if version == identity.version {
        return Ok(tell_same(args, context));
    }
    let proven = updater.obtain(&address, &version)?;
    let (own, new) = (identity.version.to_string(), version.to_string());
    let programs = exchange::New { version: &new, gv: &proven.programs.gv, shim: &proven.programs.shim };
    let shims = exchange::install(&context.home, &own, programs)?;
    proven.discard_download();
    tell_update(args, context, &proven, &shims);
    Ok(0)
}

fn tell_check(args: &Args, context: &Context, newest: &semver::Version) -> u8 {
    let (ui, own) = (&context.ui, &context.identity.version);
    let update = newest > own;
    if args.json {
        let (version, newest) = (own.to_string(), newest.to_string());
        ui.json(&Checked { schema_version: 1, version, newest, update });
    } else if update {
        ui.data(&say!(
            ui.lang,
            "gv {newest} is available (this is {own})      gv self update",
            "有新版本 gv {newest}（当前为 {own}）      gv self update"
        ));
    } else {
        ui.data(&say!(ui.lang, "gv {own} is the newest version", "gv {own} 已是最新版本"));
    }
    if update { code::FAILED } else { 0 }
}

fn tell_same(args: &Args, context: &Context) -> u8 {
    let (ui, own) = (&context.ui, context.identity.version.to_string());
    if args.json {
        let (from, sources) = (own.clone(), Vec::new());
        ui.json(&Updated { schema_version: 1, changed: false, from, version: own, sources, database: None });
    } else {
        ui.done(&say!(ui.lang, "gv {own} is installed already", "gv {own} 已安装"));
    }
    0
}

fn tell_update(args: &Args, context: &Context, proven: &Proven, shims: &shims::Changes) {
    let (ui, own, version) = (&context.ui, context.identity.version.to_string(), proven.version.to_string());
    if args.json {
        let (sources, database) = (proven.sources.clone(), proven.database.clone());
        ui.json(&Updated { schema_version: 1, changed: true, from: own, version, sources, database });
        return;
    }
    let path = shown(&programs::gv(&context.home), &context.env);
    let sources = proven.sources.join(&between(ui.lang));
    ui.done(&match &proven.database {
        Some(database) => say!(
            ui.lang,
            "gv is now {version} (was {own}), verified against its signature and {database}, from {sources}   {path}",
            "gv 已更新为 {version}（原为 {own}），已按签名与 {database} 校验，来自 {sources}   {path}"
        ),
        None => say!(
            ui.lang,
            "gv is now {version} (was {own}), verified against its signature, from {sources}   {path}",
            "gv 已更新为 {version}（原为 {own}），已按签名校验，来自 {sources}   {path}"
        ),
    });
    tell_shims(context, shims);
    ui.say(&say!(ui.lang, "gv {own} is kept: gv self rollback", "已保留 gv {own}：gv self rollback"));
}

/// Names the files among the shims that are not gv's and could not be renewed.
pub(super) fn tell_shims(context: &Context, shims: &shims::Changes) {
    for foreign in &shims.foreign {
        let path = shown(foreign, &context.env);
        context.ui.warn(&say!(context.ui.lang, "{path} is not gv's and stays", "{path} 不属于 gv，予以保留"));
    }
}
