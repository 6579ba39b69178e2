//! `gv relay off`

use crate::commands::Done;
use crate::commands::args::arguments;
use crate::context::Context;
use crate::lang::say;
use crate::relay;

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
    let (was_on, ran) = relay::off(&context.home)?;
    let lang = context.ui.lang;
    context.ui.done(&if was_on || ran {
        say!(
            lang,
            "the relay is off; go uses the proxies of its environment again",
            "relay 已关闭，go 恢复使用环境变量中的代理"
        )
    } else {
        say!(lang, "the relay is already off", "relay 本来就没有开启")
    });
    Ok(0)
}
