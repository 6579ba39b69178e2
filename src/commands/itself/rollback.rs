//! `gv self rollback`

use super::update::tell_shims;
use crate::commands::args::{arguments, help};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::say;
use crate::setup::exchange;
use crate::setup::programs;
use crate::update::Made;
use serde::Serialize;

arguments! {
    /// What `gv self rollback` takes.
    pub struct Args = [
        "Install the gv again that the last update replaced",
        "恢复上次更新所替换的 gv"
    ] {
        #[arg(long)]
        json: bool = (help::json),
    }
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    changed: bool,
    from: String,
    version: String,
}

/// Exchanges the installed gv and the kept one; a second rollback undoes the first.
pub fn run(args: &Args, context: &Context) -> Done {
    let (ui, own) = (&context.ui, context.identity.version.to_string());
    if let Made::Package { command } = &context.identity.made {
        return Err(Error::Packaged { command: command.clone() });
    }
    exchange::is_own(&context.home, &context.env)?;
    let (version, shims) = exchange::back(&context.home, &own)?;
    if args.json {
        ui.json(&Document { schema_version: 1, changed: true, from: own, version });
        return Ok(0);
    }
    let path = shown(&programs::gv(&context.home), &context.env);
    ui.done(&say!(
        ui.lang,
        "gv is now {version} again (was {own})   {path}",
        "gv 已恢复为 {version}（原为 {own}）   {path}"
    ));
    tell_shims(context, &shims);
    ui.say(&say!(ui.lang, "gv {own} is kept: gv self rollback", "已保留 gv {own}：gv self rollback"));
    Ok(0)
}
