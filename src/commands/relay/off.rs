//! `gv relay off`

use crate::commands::Done;
use crate::commands::args::arguments;
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::say;
use crate::relay::service::TakenBack;
use crate::relay::{self, Off};

arguments! {
    /// What `gv relay off` takes.
    pub struct Args = [
        "Stop the relay; the shims and gv exec no longer use it",
        "停止 relay，shim 与 gv exec 不再使用它"
    ] {
    }
}

/// Takes it out of force, and ends it.
pub fn run(_: &Args, context: &Context) -> Done {
    let off = relay::off(&context.home)?;
    let lang = context.ui.lang;
    context.ui.done(&if off.was_on {
        say!(
            lang,
            "the relay is off; go uses the proxies of its environment again",
            "relay 已关闭，go 恢复使用环境变量中的代理"
        )
    } else {
        say!(lang, "the relay is already off", "relay 本来就没有开启")
    });
    tell_of(&off, context);
    Ok(0)
}

/// What became of the service that started it.
pub(in crate::commands) fn tell_of(off: &Off, context: &Context) {
    let lang = context.ui.lang;
    for service in &off.service {
        match service {
            TakenBack::Removed(path) => context.ui.say(&say!(
                lang,
                "  {path} removed",
                "  已删除 {path}",
                path = shown(path, &context.env)
            )),
            TakenBack::Changed(path) => context.ui.warn(&say!(
                lang,
                "{path} was changed since gv wrote it, and stays",
                "{path} 在 gv 写入之后被修改过，予以保留",
                path = shown(path, &context.env)
            )),
        }
    }
}
