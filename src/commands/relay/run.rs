//! `gv relay run [--port PORT]`

use super::on::through;
use crate::commands::Done;
use crate::commands::args::{Expected, arguments};
use crate::context::Context;
use crate::lang::say;
use crate::relay::{self, Manner};
use crate::system::{interrupt, process};

arguments! {
    /// What `gv relay run` takes.
    pub struct Args = [
        "Run the relay in this terminal until you interrupt it",
        "在当前终端中运行 relay，直到中断"
    ] {
        #[arg(long, value_name = "PORT", value_parser = port)]
        port: Option<u16> = ["The port on loopback (the one before, or any)", "本机端口（默认沿用上次的端口或任选）"],
        #[arg(long, hide = true)]
        background: bool = ["Run without a terminal, as gv relay on starts it", "不占用终端运行，由 gv relay on 启动"],
    }
}

fn port(text: &str) -> Result<u16, Expected> {
    text.parse().map_err(|_| Expected(|lang| say!(lang, "a number from 0 to 65535", "0 到 65535 的整数")))
}

/// Runs until it is told to end.
pub fn run(args: &Args, context: &Context) -> Done {
    if args.background {
        process::leave_session();
    }
    let manner = Manner { port: args.port, ends_idle: args.background };
    relay::run(&context.config, &context.env, &context.home, manner, |session, plan| {
        let (lang, address) = (context.ui.lang, session.shown());
        let (home, own) = (context.home.clone(), session.clone());
        interrupt::watch(move || {
            let _ = own.remove(&home);
        });
        if args.background {
            return;
        }
        context.ui.done(&say!(lang, "the relay listens at {address}", "relay 正在监听 {address}"));
        context.ui.say(&through(plan, context));
        context.ui.say(&say!(
            lang,
            "in another terminal: gv relay on makes go use it, gv relay log -f shows what it does",
            "在另一个终端中：gv relay on 让 go 使用它，gv relay log -f 显示其活动"
        ));
    })?;
    Ok(0)
}
